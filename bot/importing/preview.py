"""What an operator is shown before anything is written: a plain value, worded by ``bot.render.preview``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from bot.importing.changes import comparable
from bot.importing.draft import Both, Draft, DraftFigure, FileProblem
from bot.importing.provinces import both, units_of
from data.model.figures import Results
from data.model.indices import Index, Indicator
from data.model.provinces import MERGER_DAY
from data.queries.catalogue import Catalogue
from data.releases.details import DetailChange

ENDS = 3
UNCHANGED = 0.005


@dataclass(frozen=True, slots=True)
class Placed:
    """A province in the table; ``before`` is its rank in the period before, where the two can be compared."""

    province: Both
    criterion: str
    rank: int | None
    score: float | None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """The totals beside those of the period before. ``why`` says why they cannot be compared; then all counts are 0.

    ``usual`` is the median change of score; ``most_up`` and ``most_down`` are the largest changes, None
    if there is none.
    """

    period: str
    why: Literal["merger", "edition", ""]
    up: int = 0
    down: int = 0
    same: int = 0
    usual: float | None = None
    most_up: tuple[Both, float] | None = None
    most_down: tuple[Both, float] | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown. ``measured`` of ``units`` provinces have a figure. Without a ranking (partial) ``top`` holds
    the first facts. Of the chats that follow it (``followers``) so many are told (``listeners``); ``late`` others would
    be, were the announcement still news. ``details`` is what alone differs from the release in force.
    """

    draft: Draft
    index: Index
    criteria: tuple[Indicator, ...]
    measured: int
    units: int
    top: tuple[Placed, ...]
    bottom: tuple[Placed, ...]
    difference: Difference | None
    excluded: tuple[Both, ...]
    problems: tuple[FileProblem, ...]
    listeners: int
    followers: int = 0
    late: int = 0
    details: tuple[DetailChange, ...] = ()


def preview(
    draft: Draft, problems: Sequence[FileProblem], previous: Results | None, listeners: int, catalogue: Catalogue
) -> Preview:
    """Make the preview. ``problems`` are those of understanding and of checking together; ``listeners`` is how many
    chats will be told.
    """
    codes = dict.fromkeys(figure.indicator for figure in draft.figures)
    known = [catalogue.indicator(draft.index, code, draft.year) for code in codes]
    totals = [figure for figure in draft.figures if figure.indicator == "" and figure.rank is not None]
    totals.sort(key=lambda figure: figure.rank or 0)
    difference = _difference(draft, previous, catalogue)
    ranks_before = previous if difference is not None and not difference.why else None

    def placed(figure: DraftFigure) -> Placed:
        before = ranks_before.figure(figure.province, figure.indicator) if ranks_before else None
        rank = before.rank if before else None
        return Placed(both(catalogue.provinces[figure.province]), figure.indicator, figure.rank, figure.score, rank)

    if draft.coverage == "partial":
        top, bottom = list(draft.figures[: 2 * ENDS]), []
    else:
        top, bottom = totals[:ENDS], totals[ENDS:][-ENDS:]
    return Preview(
        draft=draft,
        index=catalogue.indices[draft.index],
        criteria=tuple(row for row in known if row is not None),
        measured=len({figure.province for figure in draft.figures}),
        units=len(units_of(catalogue, draft.year, draft.period)),
        top=tuple(map(placed, top)),
        bottom=tuple(map(placed, bottom)),
        difference=difference,
        excluded=tuple(both(catalogue.provinces[id]) for id in draft.reading.excluded),
        problems=tuple(problems),
        listeners=listeners,
    )


def _difference(draft: Draft, previous: Results | None, catalogue: Catalogue) -> Difference | None:
    if previous is None:
        return None
    if not comparable(draft, previous, catalogue):
        merged = (draft.year < MERGER_DAY.year) != (previous.year < MERGER_DAY.year)
        return Difference(previous.period, "merger" if merged else "edition")
    changes: list[tuple[Both, float]] = []
    for figure in draft.figures:
        before = previous.figure(figure.province, "")
        if figure.indicator == "" and figure.score is not None and before is not None and before.score is not None:
            changes.append((both(catalogue.provinces[figure.province]), round(figure.score - before.score, 4)))
    if not changes:
        return None
    most, least = max(changes, key=lambda pair: pair[1]), min(changes, key=lambda pair: pair[1])
    return Difference(
        previous.period,
        "",
        up=sum(1 for _, by in changes if by >= UNCHANGED),
        down=sum(1 for _, by in changes if by <= -UNCHANGED),
        same=sum(1 for _, by in changes if abs(by) < UNCHANGED),
        usual=median(by for _, by in changes),
        most_up=most if most[1] >= UNCHANGED else None,
        most_down=least if least[1] <= -UNCHANGED else None,
    )
