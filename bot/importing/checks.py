"""The rules that a table must keep in itself: scales, sums, ranks, ties. Pure.

``check`` adds the comparison with the period before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from bot.i18n import N_
from bot.importing.changes import against
from bot.importing.draft import Both, Draft, DraftFigure, FileProblem, Value
from bot.importing.provinces import both, units_of
from data.model import Figure, Indicator, Results
from data.queries.catalogue import Catalogue
from data.rules import competition_ranks, slack

MOST_ALIKE = 10
"""Problems of one kind in one column are told one by one up to this many; the rest as a number."""
TINY = 1e-9


def check(draft: Draft, previous: Results | None, catalogue: Catalogue) -> tuple[FileProblem, ...]:
    """Everything wrong or odd about a draft's figures, errors first.

    ``previous`` are the results to hold it against: of the period before or, for a correction, of the same period.
    """
    table = DraftTable(draft, catalogue)
    found = [*table.scales(), *table.sums(), *table.ranks(), *table.oddities(), *against(draft, previous, catalogue)]
    return tuple(sorted(found, key=lambda problem: problem.kind != "error"))


class DraftTable:
    """A draft by criterion and province, with the names needed to speak of it."""

    def __init__(self, draft: Draft, catalogue: Catalogue) -> None:
        self.draft = draft
        self.catalogue = catalogue
        self.unit = catalogue.indices[draft.index].unit
        self.columns: dict[str, dict[str, DraftFigure]] = defaultdict(dict)
        for figure in draft.figures:
            self.columns[figure.indicator][figure.province] = figure
        self.beyond: set[tuple[str, str]] = set()
        """(criterion, province) of what is outside its scale: nothing more is said of sums and ranks there."""

    def criterion(self, code: str) -> Both:
        row = self.catalogue.indicator(self.draft.index, code, self.draft.year)
        return Both(row.name_vi, row.name_en) if row else Both(code, code)

    def province(self, figure: DraftFigure | Figure) -> Both:
        return both(self.catalogue.provinces[figure.province])

    def scales(self) -> Iterator[FileProblem]:
        """Scores between 0 and the criterion's maximum; ranks between 1 and the number of provinces."""
        units = len(units_of(self.catalogue, self.draft.year, self.draft.period))
        for code, column in self.columns.items():
            name = self.criterion(code)
            found: list[FileProblem] = []
            zeros: list[DraftFigure] = []
            for figure in column.values():
                place = self.draft.place(figure)
                limit = figure.scale or 100.0
                if figure.score is not None and not -TINY <= figure.score <= limit + TINY:
                    self.beyond.add((code, figure.province))
                    found.append(place.error(OUTSIDE, criterion=name, province=self.province(figure), scale=limit))
                elif figure.score == 0:
                    zeros.append(figure)
                if figure.rank is not None and not 1 <= figure.rank <= (figure.out_of or units):
                    values: dict[str, Value] = {
                        "province": self.province(figure),
                        "n": figure.out_of or units,
                        "rank": figure.rank,
                    }
                    self.beyond.add((code, figure.province))
                    found.append(self.draft.rank_place(figure).error(NO_SUCH_RANK, criterion=name, **values))
            yield from self._capped(found)
            if zeros:
                names = tuple(self.province(figure) for figure in zeros)
                yield self.draft.place(zeros[0]).warning(ZEROS, criterion=name, provinces=names)

    def sums(self) -> Iterator[FileProblem]:
        """A criterion is the sum of its parts, within what rounding explains."""
        index = self.catalogue.indices[self.draft.index]
        for code, column in self.columns.items():
            parts = self.catalogue.children(self.draft.index, code, self.draft.year)
            if not parts or not self._adds_up(code, parts) or any(part.code not in self.columns for part in parts):
                continue
            rounding = self._rounding(code) + sum(self._rounding(part.code) for part in parts)
            allowed = max(slack(index, len(parts)), rounding) + TINY
            found: list[FileProblem] = []
            for province, figure in column.items():
                if any((one, province) in self.beyond for one in (code, *(part.code for part in parts))):
                    continue
                scores = [
                    self.columns[part.code][province].score for part in parts if province in self.columns[part.code]
                ]
                known = [score for score in scores if score is not None]
                if figure.score is None or len(known) < len(parts) or abs(figure.score - sum(known)) <= allowed:
                    continue
                values: dict[str, Value] = {"province": self.province(figure), "n": len(parts), "total": figure.score}
                problem = self.draft.place(figure).error(
                    NO_SUM, criterion=self.criterion(code), sum=round(sum(known), 4), **values
                )
                found.append(problem)
            yield from self._capped(found)

    def _adds_up(self, code: str, parts: tuple[Indicator, ...]) -> bool:
        """Whether the parts are shares of the whole, rather than percentages of their own (SIPAS)."""
        row = self.catalogue.indicator(self.draft.index, code, self.draft.year)
        maxima = [part.maximum for part in parts if part.maximum is not None]
        if not maxima:
            return self.unit == "points"
        return row is None or row.maximum is None or sum(maxima) <= row.maximum + TINY

    def _rounding(self, code: str) -> float:
        """Half a unit of the last decimal that the column shows."""
        places = 0
        for figure in self.columns[code].values():
            if figure.score is not None:
                places = max(places, len(f"{figure.score:.6f}".rstrip("0").partition(".")[2]))
        return float(0.5 * 10**-places)

    def ranks(self) -> Iterator[FileProblem]:
        """Published ranks follow from the scores: equal scores may share a rank or be ranked one after the other."""
        for code, column in self.columns.items():
            ranked = [figure for figure in column.values() if figure.rank is not None]
            broken = any(of == code for of, _ in self.beyond)
            if not ranked or broken or ranked[0].rank_kind == "computed":
                continue
            scored = [figure for figure in ranked if figure.score is not None]
            if self.draft.coverage == "partial":
                yield from self._capped(self._crossed(code, scored))
            elif scored:
                yield from self._by_score(code, column, scored)
            else:
                yield from self._sequence(code, ranked)
            printed = {figure.out_of for figure in ranked if figure.out_of is not None}
            if len(printed) > 1:
                numbers = tuple(str(n) for n in sorted(printed))
                yield self.draft.rank_place(ranked[0]).warning(
                    DENOMINATORS, criterion=self.criterion(code), numbers=numbers
                )

    def _by_score(self, code: str, column: dict[str, DraftFigure], scored: list[DraftFigure]) -> Iterator[FileProblem]:
        scores = [figure.score for figure in column.values() if figure.score is not None]
        best = competition_ranks(scores)
        dense = {score: place for place, score in enumerate(sorted(set(scores), reverse=True), 1)}
        unscored = [f.rank for f in column.values() if f.score is None and f.rank is not None]
        found: list[FileProblem] = []
        for figure in scored:
            if figure.score is None or figure.rank is None:
                continue
            shift = sum(1 for other in unscored if other < figure.rank)
            first = best[figure.score] + shift
            if not first <= figure.rank < first + scores.count(figure.score):
                values: dict[str, Value] = {
                    "province": self.province(figure),
                    "rank": figure.rank,
                    "score": figure.score,
                    "right": first,
                }
                found.append(self.draft.rank_place(figure).error(WRONG_RANK, criterion=self.criterion(code), **values))
        if found and all(figure.score is not None and figure.rank == dense[figure.score] for figure in scored):
            yield self.draft.rank_place(scored[0]).warning(DENSE, criterion=self.criterion(code))
            return
        yield from self._capped(found)

    def _crossed(self, code: str, scored: list[DraftFigure]) -> list[FileProblem]:
        """Of single facts, a better score has no worse rank."""
        found: list[FileProblem] = []
        ordered = sorted(scored, key=lambda figure: -(figure.score or 0.0))
        for better, worse in pairwise(ordered):
            if (better.score or 0.0) > (worse.score or 0.0) and (better.rank or 0) > (worse.rank or 0):
                values: dict[str, Value] = {"province": self.province(better), "other": self.province(worse)}
                found.append(self.draft.rank_place(better).error(CROSSED, criterion=self.criterion(code), **values))
        return found

    def _sequence(self, code: str, ranked: list[DraftFigure]) -> Iterator[FileProblem]:
        """Ranks without scores: each number is there, or skipped because the one before is shared."""
        before = 0
        for place, figure in enumerate(sorted(ranked, key=lambda figure: figure.rank or 0), 1):
            if figure.rank not in (place, before):
                values: dict[str, Value] = {"province": self.province(figure), "rank": figure.rank or 0, "n": place}
                yield self.draft.rank_place(figure).error(GAP, criterion=self.criterion(code), **values)
                return
            before = figure.rank or 0

    def oddities(self) -> Iterator[FileProblem]:
        """Ties for the total; a column of one and the same score; two criteria with the same scores."""
        shared: dict[float, list[DraftFigure]] = defaultdict(list)
        for figure in self.columns.get("", {}).values():
            if figure.score is not None:
                shared[figure.score].append(figure)
        for score, tied in sorted(shared.items(), reverse=True):
            if 1 < len(tied) < len(self.columns[""]):
                names = tuple(self.province(figure) for figure in tied)
                yield self.draft.place(tied[-1]).warning(TIED, provinces=names, score=score)
        columns: dict[tuple[tuple[str, float], ...], str] = {}
        for code, column in self.columns.items():
            scores = tuple((figure.province, figure.score) for figure in column.values() if figure.score is not None)
            if len(scores) < 3:
                continue
            first = next(iter(column.values()))
            if len({score for _, score in scores}) == 1:
                yield self.draft.place(first).warning(ALL_ALIKE, criterion=self.criterion(code))
            elif scores in columns:
                values: dict[str, Value] = {"criterion": self.criterion(code), "other": self.criterion(columns[scores])}
                yield self.draft.place(first).warning(SAME_COLUMNS, **values)
            columns.setdefault(scores, code)

    def _capped(self, found: list[FileProblem]) -> Iterator[FileProblem]:
        yield from found[:MOST_ALIKE]
        if len(found) > MOST_ALIKE:
            last = found[MOST_ALIKE]
            place = self.draft.place()
            msgid = MORE
            n = len(found) - MOST_ALIKE
            yield FileProblem("error", msgid, (("n", n),), place.file, place.sheet, None, last.column)


OUTSIDE = N_("“{criterion}” of {province} is outside the scale of 0 to {scale}.")
NO_SUCH_RANK = N_("“{criterion}”: rank {rank} of {province} does not exist among {n}.")
ZEROS = N_("“{criterion}” is 0 for {provinces}. Is that a score, or was it not published?")
NO_SUM = N_("“{criterion}” of {province} is {total}, but its {n} parts make {sum}.")
WRONG_RANK = N_("“{criterion}”: {province} is ranked {rank}, but by its score of {score} the rank is {right}.")
CROSSED = N_("“{criterion}”: {province} has a better score than {other} but a worse rank.")
GAP = N_("“{criterion}”: the ranks do not run on: {province} has {rank}, in place {n}.")
DENSE = N_("“{criterion}”: after a tie the ranks do not skip a place (1, 2, 2, 3).")
DENOMINATORS = N_("“{criterion}”: the ranks are printed out of different numbers: {numbers}.")
TIED = N_("{provinces} have the same total, {score}.")
ALL_ALIKE = N_("“{criterion}” is the same for every province.")
SAME_COLUMNS = N_("“{criterion}” has the same scores as “{other}”, province by province.")
MORE = N_("… and {n} more rows of this column with the same problem.")
