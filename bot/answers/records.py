"""The best and the worst years of a province in an index, and how long it rose without a break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from bot.answers.history import history
from bot.answers.lookup import change
from bot.answers.model import HistoryAnswer, RecordsAnswer, Run, Standing, Stretch
from bot.questions import Question
from data.model.indices import Edition
from data.periods import before_merger
from data.store import Store

TEN = 10
Value = Callable[[Standing], float | None]
Step = Callable[[Standing, Standing], float | None]


async def records(store: Store, question: Question) -> RecordsAnswer:
    """The best and the worst years, how often among the first ten, and the runs of rising years.

    Scores are held against each other only within a stretch of comparable years. The years are those of the history.
    """
    told: HistoryAnswer = await history(store, question)
    points = tuple(one for one in told.points if one.figure is not None)
    ranked = [one for one in points if rank_of(one) is not None and not is_pilot(one)]
    best, worst = extremes(ranked, lambda one: -(rank_of(one) or 0))
    return RecordsAnswer(
        question=question,
        province=told.province,
        index=told.index,
        indicator=told.indicator,
        points=points,
        absent=tuple(one for one in told.points if one.figure is None),
        full=all(one.full for one in points),
        best=best,
        worst=worst,
        first_ten=tuple(one for one in ranked if (rank_of(one) or 0) <= TEN),
        ranked=len(ranked),
        stretches=stretches(points),
        context=told.context,
    )


def rank_of(standing: Standing) -> int | None:
    return standing.figure.rank if standing.figure is not None else None


def score_of(standing: Standing) -> float | None:
    return standing.figure.score if standing.figure is not None else None


def is_pilot(standing: Standing) -> bool:
    """Whether the year was a pilot with a few provinces: no place in it is a record."""
    return standing.figure is not None and standing.figure.flag == "pilot"


def extremes(points: Sequence[Standing], value: Value) -> tuple[Standing | None, Standing | None]:
    """The points with the highest and the lowest value, the newest of equal ones; None, None if none differ."""
    known = [(found, one) for one in points if (found := value(one)) is not None]
    if len({found for found, _ in known}) < 2:
        return None, None
    newest = known[::-1]
    return max(newest, key=lambda pair: pair[0])[1], min(newest, key=lambda pair: pair[0])[1]


def stretches(points: Sequence[Standing]) -> tuple[Stretch, ...]:
    """The points, parted where an edition begins and at the merger."""
    parted: list[list[Standing]] = []
    for one in points:
        if not parted or _parted(parted[-1][-1], one):
            parted.append([])
        parted[-1].append(one)
    found = []
    for at, part in enumerate(parted):
        before = parted[at - 1][-1] if at else None
        begins = part[0].edition if before is not None and before.edition != part[0].edition else None
        found.append(_stretch(part, begins, merged=before is not None and _merged(before, part[0])))
    return tuple(found)


def _parted(earlier: Standing, later: Standing) -> bool:
    return earlier.edition != later.edition or _merged(earlier, later)


def _merged(earlier: Standing, later: Standing) -> bool:
    return before_merger(earlier.period) and not before_merger(later.period)


def _stretch(points: list[Standing], begins: Edition | None, *, merged: bool) -> Stretch:
    best_rank, worst_rank = extremes(points, lambda one: -rank if (rank := rank_of(one)) is not None else None)
    alike = {(one.figure.unit, one.figure.scale) for one in points if one.figure and one.figure.score is not None}
    best_score, worst_score = extremes(points, score_of) if len(alike) == 1 else (None, None)
    rises_score, rising_score = runs(points, _score_step)
    rises_rank, rising_rank = runs(points, _rank_step)
    return Stretch(
        tuple(points),
        begins,
        merged,
        best_rank,
        worst_rank,
        best_score,
        worst_score,
        rises_score,
        rising_score,
        rises_rank,
        rising_rank,
    )


def runs(points: Sequence[Standing], step: Step) -> tuple[Run | None, Run | None]:
    """The longest run of years with a rise, the newest of equal ones, and the run that lasts until the newest point.

    Each year follows the one before it: across a year without a figure, and between the days of a running score, nobody
    knows what rose. A rise that sources do not agree on is none.
    """
    longest: Run | None = None
    current: Run | None = None
    for earlier, later in pairwise(points):
        follows = later.year == earlier.year + 1 and not later.index.dated
        doubted = earlier.doubted or later.doubted
        by = step(earlier, later) if follows and not doubted else None
        if by is None or by <= 0:
            current = None
            continue
        current = Run(current.first if current is not None else earlier.year, later.year)
        if longest is None or current.years >= longest.years:
            longest = current
    return longest, current


def _score_step(earlier: Standing, later: Standing) -> float | None:
    moved = change(later, earlier)
    return moved.score if moved is not None else None


def _rank_step(earlier: Standing, later: Standing) -> float | None:
    moved = change(later, earlier)
    return moved.rank if moved is not None else None
