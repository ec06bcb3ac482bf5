"""The rules that a table of figures must keep in itself: scales, sums, ranks. The only place where they stand. Pure.

``chisotinh db check`` holds every release against them (``data.checking.content_rules``), publishing a file before it
becomes one (``bot.importing.checks``): what one accepts, the other accepts. Both only put breaches into words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from data.breaches import Breach, CrossedRanks, F, NoSuchRank, OutsideScale, RankGap, TableFigure, WrongRank, WrongSum
from data.model.figures import Figure, RankKind
from data.model.indices import Index, Indicator
from data.model.provinces import MERGER_DAY, Province

TINY = 1e-9
"""What floating point may add to a score or a sum."""
PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What a table is held against.

    ``full`` is a whole table, else single facts. ``unit`` is the index's, ``scale`` the maximum of its total in the
    edition of the year, ``indicators`` the criteria valid in the year, ``units`` the number of provinces at the time.
    ``unlisted`` units were ranked, too, and are not in the table.
    """

    index: Index
    full: bool
    unit: str
    scale: float | None
    indicators: tuple[Indicator, ...]
    units: int
    unlisted: int = 0

    def indicator(self, code: str) -> Indicator | None:
        return next((row for row in self.indicators if row.code == code), None)

    def parts(self, code: str) -> tuple[Indicator, ...]:
        """The branches of a criterion, without the parts that cut across the tree."""
        return tuple(row for row in self.indicators if row.parent == code and not row.split)


def breaches(frame: Frame, figures: Iterable[F]) -> Iterator[Breach[F]]:
    """Everything about a table's figures that breaks a rule: scales and ranks that exist, then sums, then ranks.

    Of a figure that is there twice in a whole table, the last counts in sums and ranks.
    """
    columns = by_criterion(figures)
    for column in columns.values():
        for figure in column:
            yield from _impossible(frame, figure)
    if not frame.full:
        for column in columns.values():
            yield from crossed_ranks(column)
        return
    whole = {code: {figure.province: figure for figure in column} for code, column in columns.items()}
    for code in whole:
        yield from wrong_sums(frame, whole, code)
    for by_province in whole.values():
        column = list(by_province.values())
        yield from wrong_ranks(column, frame.unlisted)
        yield from rank_gaps(column)


def by_criterion(figures: Iterable[F]) -> dict[str, list[F]]:
    """Criterion -> its figures, both in the order in which they come."""
    columns: dict[str, list[F]] = defaultdict(list)
    for figure in figures:
        columns[figure.indicator].append(figure)
    return dict(columns)


def _impossible(frame: Frame, figure: F) -> Iterator[OutsideScale[F] | NoSuchRank[F]]:
    limit = score_limit(frame, figure)
    if figure.score is not None and not within_scale(figure.score, limit):
        yield OutsideScale(figure, limit or 0.0)
    among = figure.out_of or frame.units
    if figure.rank is not None and not 1 <= figure.rank <= among:
        yield NoSuchRank(figure, among)


def score_limit(frame: Frame, figure: TableFigure) -> float | None:
    """The highest score there can be: the figure's own scale, else 100 percent, else the criterion's or the total's."""
    if figure.scale or figure.unit == "percent":
        return figure.scale or PERCENT
    indicator = frame.indicator(figure.indicator)
    return (indicator.maximum if indicator else None) or frame.scale


def within_scale(score: float, limit: float | None) -> bool:
    """Whether a score lies between 0 and its limit; None is no limit."""
    return score >= -TINY and (limit is None or score <= limit + TINY)


def slack(index: Index, parts: int) -> float:
    """By how much the sum of ``parts`` parts may be off because they were rounded, as the index's row says."""
    return index.slack_sum + index.slack_part * parts


def adds_up(whole: Indicator | None, parts: Sequence[Indicator], unit: str) -> bool:
    """Whether the parts are shares of the whole, rather than percentages of their own (SIPAS)."""
    maxima = [part.maximum for part in parts if part.maximum is not None]
    if not maxima:
        return unit == "points"
    return whole is None or whole.maximum is None or sum(maxima) <= whole.maximum + TINY


def decimals(score: float) -> int:
    """How many decimals a score shows, at most six."""
    return len(f"{score:.6f}".rstrip("0").partition(".")[2])


def rounding(scores: Iterable[float]) -> float:
    """Half a unit of the last decimal that a column of scores shows."""
    return float(0.5 * 10 ** -max(map(decimals, scores), default=0))


def allowed_slack(index: Index, columns: Sequence[Iterable[float]]) -> float:
    """By how much a sum may be off: ``columns`` are the scores of the whole, then those of each part."""
    return max(slack(index, len(columns) - 1), sum(map(rounding, columns))) + TINY


def wrong_sums(frame: Frame, table: Mapping[str, Mapping[str, F]], code: str) -> Iterator[WrongSum[F]]:
    """Where a criterion is not the sum of its parts, of the provinces of which all of them are known.

    ``table`` is criterion -> province -> figure.
    """
    parts = frame.parts(code)
    codes = tuple(part.code for part in parts)
    if not parts or frame.index.weighted or any(one not in table for one in codes):
        return
    if not adds_up(frame.indicator(code), parts, frame.unit):
        return
    allowed = allowed_slack(frame.index, [scores_of(table[one].values()) for one in (code, *codes)])
    for province, figure in table[code].items():
        known = scores_of(table[one][province] for one in codes if province in table[one])
        if figure.score is None or len(known) < len(codes) or abs(figure.score - sum(known)) <= allowed:
            continue
        yield WrongSum(figure, codes, sum(known))


def scores_of(figures: Iterable[TableFigure]) -> list[float]:
    return [figure.score for figure in figures if figure.score is not None]


def wrong_ranks(column: Sequence[F], unlisted: int = 0) -> list[WrongRank[F]]:
    """The ranks of a whole table's criterion that do not follow from its scores.

    Equal scores may share a rank or be ranked one after the other; computed ranks share it. Where the ranks skip no
    place after a tie (``is_dense``), none is wrong. Each of the ``unlisted`` units may have taken any place.
    """
    return [] if is_dense(column) else _misplaced(column, unlisted)


def is_dense(column: Sequence[TableFigure]) -> bool:
    """Whether printed ranks go on without a gap after ties ("1, 2, 2, 3"), so that they are fewer than provinces."""
    dense = {score: place for place, score in enumerate(sorted(set(scores_of(column)), reverse=True), 1)}
    ranked = [figure for figure in column if figure.score is not None and figure.rank is not None]
    if any(figure.rank_kind == "computed" or figure.rank != dense[figure.score or 0.0] for figure in ranked):
        return False
    return bool(_misplaced(column))


def _misplaced(column: Sequence[F], unlisted: int = 0) -> list[WrongRank[F]]:
    """The ranks that are not those of a competition; who is ranked without a score takes a place, too."""
    scores = scores_of(column)
    best = competition_ranks(scores)
    unscored = [figure.rank for figure in column if figure.score is None and figure.rank is not None]
    found: list[WrongRank[F]] = []
    for figure in column:
        if figure.score is None or figure.rank is None:
            continue
        first = best[figure.score] + sum(1 for other in unscored if other < figure.rank)
        last = first if figure.rank_kind == "computed" else first + scores.count(figure.score) - 1
        if not first <= figure.rank <= last + unlisted:
            found.append(WrongRank(figure, first))
    return found


def rank_gaps(column: Sequence[F]) -> list[RankGap[F]]:
    """The first break in the ranks of a criterion without any score: each is there, or skipped after a shared one."""
    ranked = [(figure.rank, figure) for figure in column if figure.rank is not None]
    if any(figure.score is not None for _, figure in ranked):
        return []
    before = 0
    for place, (rank, figure) in enumerate(sorted(ranked, key=lambda pair: pair[0]), 1):
        if rank not in (place, before):
            return [RankGap(figure, place)]
        before = rank
    return []


def crossed_ranks(facts: Iterable[F]) -> list[CrossedRanks[F]]:
    """Single facts of one criterion with a worse rank than a lower score has, each with the nearest such."""
    both = [(figure.score, figure.rank, figure) for figure in facts if figure.score is not None]
    known = sorted(((score, rank, figure) for score, rank, figure in both if rank is not None), key=lambda one: -one[0])
    found: list[CrossedRanks[F]] = []
    for at, (score, rank, figure) in enumerate(known):
        for other_score, other_rank, other in known[at + 1 :]:
            comparable = other.unit == figure.unit and other.province != figure.province
            if comparable and score > other_score and rank > other_rank:
                found.append(CrossedRanks(figure, other))
                break
    return found


def competition_ranks(scores: Iterable[float]) -> dict[float, int]:
    """Score -> rank, highest first; equal scores share the better rank and skip the next ("1, 2, 2, 4")."""
    ranks: dict[float, int] = {}
    for place, score in enumerate(sorted(scores, reverse=True), 1):
        ranks.setdefault(score, place)
    return ranks


def ranked(figures: list[Figure], kind: RankKind) -> list[Figure]:
    """The figures of one table with the ranks that follow from their scores, criterion by criterion."""
    ranks = {code: competition_ranks(scores_of(column)) for code, column in by_criterion(figures).items()}
    return [
        figure if figure.score is None else replace(figure, rank=ranks[figure.indicator][figure.score], rank_kind=kind)
        for figure in figures
    ]


def existed(unit: Province, year: int, period: str, *, dated: bool = False) -> bool:
    """Whether a province was one in a period: of 2025 itself the month decides; ``dated`` without one may mean both."""
    if year != MERGER_DAY.year:
        return bool(unit.kind(year))
    if len(period) > len("2025"):
        return bool(unit.kind_2025 if period[:7] >= f"{MERGER_DAY:%Y-%m}" else unit.kind_2024)
    return bool(unit.kind_2025 or (dated and unit.kind_2024))
