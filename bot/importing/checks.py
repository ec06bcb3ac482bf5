"""A draft held against the rules of ``data.rules``, in words; and what is odd about it without breaking one. Pure.

``check`` adds the comparison with the period before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.i18n import N_
from bot.importing.changes import against
from bot.importing.draft import Both, Draft, DraftFigure, FileProblem, Value
from bot.importing.facts.figure_words import FEWEST
from bot.importing.moves import Totals, far_moves
from bot.importing.provinces import both, units_of
from data.breaches import Breach, CrossedRanks, NoSuchRank, OutsideScale, RankGap, WrongRank, WrongSum
from data.model.figures import Figure, Results
from data.queries.catalogue import Catalogue
from data.rules import Frame, breaches, is_dense

MOST_ALIKE = 10
"""Problems of one kind in one column are told one by one up to this many; the rest as a number."""


def check(
    draft: Draft, previous: Results | None, catalogue: Catalogue, history: Sequence[Totals] = ()
) -> tuple[FileProblem, ...]:
    """Everything wrong or odd about a draft's figures, errors first.

    ``previous`` are the results to hold it against: of the period before or, for a correction, of the same period;
    ``history`` are the totals of all periods before, oldest first.
    """
    table = DraftTable(draft, catalogue)
    found = [
        *table.errors(),
        *table.warnings(),
        *table.single(),
        *table.oddities(),
        *against(draft, previous, catalogue),
    ]
    found += far_moves(draft, history, catalogue)
    return tuple(sorted(found, key=lambda problem: problem.kind != "error"))


def frame_of(draft: Draft, catalogue: Catalogue) -> Frame:
    """What the draft's index, year and period say about any table of them."""
    edition = catalogue.edition(draft.index, draft.year)
    return Frame(
        index=catalogue.indices[draft.index],
        full=draft.coverage == "full",
        unit=catalogue.indices[draft.index].unit,
        scale=edition.scale if edition else None,
        indicators=tuple(row for row in catalogue.indicators[draft.index] if row.holds(draft.year)),
        units=len(units_of(catalogue, draft.year, draft.period)),
    )


class DraftTable:
    """A draft by criterion and province, with the names needed to speak of it."""

    def __init__(self, draft: Draft, catalogue: Catalogue) -> None:
        self.draft = draft
        self.catalogue = catalogue
        self.frame = frame_of(draft, catalogue)
        self.columns: dict[str, dict[str, DraftFigure]] = defaultdict(dict)
        for figure in draft.figures:
            self.columns[figure.indicator][figure.province] = figure
        self.found = list(breaches(self.frame, draft.figures))
        impossible = [one.figure for one in self.found if isinstance(one, OutsideScale | NoSuchRank)]
        self.beyond = {(figure.indicator, figure.province) for figure in impossible}
        """(criterion, province) of what is outside its scale: nothing more is said of sums and ranks there."""

    def criterion(self, code: str) -> Both:
        row = self.catalogue.indicator(self.draft.index, code, self.draft.year)
        return Both(row.name_vi, row.name_en) if row else Both(code, code)

    def province(self, figure: DraftFigure | Figure) -> Both:
        return both(self.catalogue.provinces[figure.province])

    def errors(self) -> Iterator[FileProblem]:
        """What breaks the rules of ``data.rules``, criterion by criterion: scales, then sums, then ranks."""
        alike: dict[tuple[bool, bool, str], list[FileProblem]] = defaultdict(list)
        for breach in self.found:
            if not self._follows(breach):
                scale, total = isinstance(breach, OutsideScale | NoSuchRank), isinstance(breach, WrongSum)
                alike[scale, total, breach.figure.indicator].append(self._worded(breach))
        for problems in alike.values():
            yield from self._capped(problems)

    def _follows(self, breach: Breach[DraftFigure]) -> bool:
        """Whether it may only be wrong because a figure that it rests on is impossible, which is said."""
        figure = breach.figure
        if isinstance(breach, OutsideScale | NoSuchRank):
            return False
        if isinstance(breach, WrongSum):
            return any((code, figure.province) in self.beyond for code in (figure.indicator, *breach.parts))
        return self._broken(figure.indicator)

    def _broken(self, code: str) -> bool:
        return any(of == code for of, _ in self.beyond)

    def _worded(self, breach: Breach[DraftFigure]) -> FileProblem:
        figure = breach.figure
        place, rank_place = self.draft.place(figure), self.draft.rank_place(figure)
        about: dict[str, Value] = {"criterion": self.criterion(figure.indicator), "province": self.province(figure)}
        score, rank = figure.score or 0.0, figure.rank or 0
        match breach:
            case OutsideScale(limit=limit):
                return place.error(OUTSIDE, **about, scale=limit)
            case NoSuchRank(among=among):
                return rank_place.error(NO_SUCH_RANK, **about, rank=rank, n=among)
            case WrongSum(parts=parts, total=total):
                return place.error(NO_SUM, **about, total=score, n=len(parts), sum=round(total, 4))
            case WrongRank(right=right):
                return rank_place.error(WRONG_RANK, **about, rank=rank, score=score, right=right)
            case CrossedRanks(behind=other):
                return rank_place.error(CROSSED, **about, other=self.province(other))
            case RankGap(place=at):
                return rank_place.error(GAP, **about, rank=rank, n=at)

    def warnings(self) -> Iterator[FileProblem]:
        """What may be meant: scores of 0; ranks that skip no place after a tie, or out of different numbers."""
        for code, column in self.columns.items():
            zeros = [one for one in column.values() if one.score == 0]
            if zeros:
                names = tuple(self.province(figure) for figure in zeros)
                yield self.draft.place(zeros[0]).warning(ZEROS, criterion=self.criterion(code), provinces=names)
        for code, column in self.columns.items():
            ranked = [figure for figure in column.values() if figure.rank is not None]
            if not ranked or self._broken(code):
                continue
            if self.frame.full and is_dense(list(column.values())):
                scored = next(figure for figure in ranked if figure.score is not None)
                yield self.draft.rank_place(scored).warning(DENSE, criterion=self.criterion(code))
            printed = {figure.out_of for figure in ranked if figure.out_of is not None}
            if len(printed) > 1:
                numbers = tuple(str(n) for n in sorted(printed))
                place = self.draft.rank_place(ranked[0])
                yield place.warning(DENOMINATORS, criterion=self.criterion(code), numbers=numbers)

    def single(self) -> Iterator[FileProblem]:
        """What is odd of a fact that is stated for itself: a rank among a few, a year that was not over."""
        draft = self.draft
        if not draft.single:
            return
        for figure in draft.figures:
            if figure.rank is not None and figure.out_of is not None and figure.out_of < FEWEST:
                about: dict[str, Value] = {"criterion": self.criterion(figure.indicator), "n": figure.out_of}
                place = self.draft.rank_place(figure)
                yield place.warning(AMONG_FEW, province=self.province(figure), rank=figure.rank, **about)
        if draft.announced is not None and draft.announced.year == draft.year and not self.frame.index.dated:
            yield draft.place().warning(YEAR_NOT_OVER, date=draft.announced, year=draft.year)

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
AMONG_FEW = N_(
    "“{criterion}” of {province}: rank {rank} is out of {n} only. A rank within a region or among departments is none "
    "of the index."
)
YEAR_NOT_OVER = N_("Published on {date}, before {year} was over: these may be figures of the year before.")
TIED = N_("{provinces} have the same total, {score}.")
ALL_ALIKE = N_("“{criterion}” is the same for every province.")
SAME_COLUMNS = N_("“{criterion}” has the same scores as “{other}”, province by province.")
MORE = N_("… and {n} more rows of this column with the same problem.")
