"""A province through the years: its history, and its best and worst years."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.model.standings import AnswerContext, Part, Standing
from bot.questions import Question
from data.model.indices import Edition, Index, Indicator
from data.model.provinces import Province


@dataclass(frozen=True, slots=True)
class HistoryAnswer:
    question: Question
    province: Province
    index: Index
    indicator: Indicator
    points: tuple[Standing, ...]
    """The standings, the oldest first."""
    breaks: dict[str, Edition]
    """Period -> the edition that begins there, with which nothing before can be compared."""
    context: AnswerContext
    parts: tuple[Part, ...] = ()
    """Each of the points beside the median and the best of its whole table."""


@dataclass(frozen=True, slots=True)
class Run:
    """Years that follow each other without a break, in each of which a value rose: from the year it began to rise
    from, to the year that it rose to.
    """

    first: int
    last: int

    @property
    def years(self) -> int:
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class Stretch:
    """The known periods that compare with each other: of one edition, on one side of the merger of 2025.

    ``best_*`` and ``worst_*`` are the periods with the best and the worst rank or score, the newest of equal ones; None
    where fewer than two periods have one. ``rises_*`` and ``rising_*`` are the longest run of years in which the score
    rose or the rank improved, and the one that lasts until the newest year; None where there is none.
    """

    points: tuple[Standing, ...]
    begins: Edition | None
    """The edition with which it begins, unless it is the first of all."""
    merged: bool
    """Whether it begins with the merger."""
    best_rank: Standing | None
    worst_rank: Standing | None
    best_score: Standing | None
    worst_score: Standing | None
    rises_score: Run | None
    rising_score: Run | None
    rises_rank: Run | None
    rising_rank: Run | None


@dataclass(frozen=True, slots=True)
class RecordsAnswer:
    """The best and the worst years of a province. Without whole tables they are those of the known years only."""

    question: Question
    province: Province
    index: Index
    indicator: Indicator
    points: tuple[Standing, ...]
    """Every period that has a figure, the oldest first."""
    absent: tuple[Standing, ...]
    """The periods in which the province was left out or nothing was measured."""
    full: bool
    """Whether every figure is of a whole table."""
    best: Standing | None
    worst: Standing | None
    """The best and the worst rank of all."""
    first_ten: tuple[Standing, ...]
    ranked: int
    """How many periods have a rank."""
    stretches: tuple[Stretch, ...]
    context: AnswerContext
