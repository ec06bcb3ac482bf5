"""What is missing and what is to be done: gaps, goals, tasks, targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.answers.model.standings import AnswerContext, Group, Part, Standing
from bot.questions import Question
from data.model.figures import Fact
from data.model.indices import Index, Indicator
from data.model.provinces import Province
from data.model.tasks import Agency, Document, Target, Task
from data.tasks.model import Reported


@dataclass(frozen=True, slots=True)
class Gap:
    """Where points are missing in one criterion, in points of its scale (None: not known)."""

    part: Part
    to_best: float | None
    to_median: float | None
    to_maximum: float | None
    to_last_year: float | None
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class GapsAnswer:
    question: Question
    standing: Standing
    gaps: tuple[Gap, ...]
    context: AnswerContext
    missing: tuple[Standing, ...] = ()
    """The criteria of that year without a figure for the province."""


GoalKind = Literal["place", "group", "province", "score", "mean", "median"]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached in a whole table, and what that takes as things stand.

    ``score`` is the score it takes; ``holder`` is who stands there with it: the province at ``place`` or the one named,
    or the last that has what ``group``, a score, the mean or the median asks for, or, if none has, the best of all.
    ``many`` provinces have reached it. ``usual``: nobody named it, it is what is usually wanted next.
    """

    kind: GoalKind
    score: float
    holder: Standing
    many: int
    place: int | None = None
    group: Group | None = None
    usual: bool = False


@dataclass(frozen=True, slots=True)
class Lag:
    """One criterion beside the same one of the province at the goal, which has ``by`` more (negative: less), in the
    criterion's unit, and what the tasks of the province ask for in it.
    """

    mine: Standing
    theirs: Standing
    by: float
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class ReachAnswer:
    """How far it is to a goal. Without a whole table ``goal`` is None, and what is known stands in its place."""

    question: Question
    standing: Standing
    goal: Goal | None
    missing: float | None
    """How many points or percentage points are missing as the scores are shown; once reached None."""
    margin: float | None
    """Once the goal is reached, by how much the score is above that of ``outside``; above the goal itself where that is
    a score, a mean or a median. None where nobody is outside.
    """
    outside: Standing | None
    """The best of those that have not reached what has been reached here."""
    above: Standing | None
    """Who stands just above, once the goal is reached; None for the first of all."""
    lags: tuple[Lag, ...]
    """The criteria, that with the largest lag first."""
    tasks: int
    """How many tasks the province has for the index."""
    newer: Standing | None
    """The standing in a newer whole table, in which the province has no figure."""
    no_groups: bool
    """A group was asked for, and the index has none."""
    named: Standing | None
    """The province of the goal: without a whole table what is known of it, in one why it cannot be held against."""
    facts: tuple[Fact, ...]
    """Without a whole table, what is known of the whole country."""
    context: AnswerContext


@dataclass(frozen=True, slots=True)
class TasksAnswer:
    question: Question
    province: Province | None
    index: Index | None
    indicator: Indicator | None
    agency: Agency | None
    tasks: tuple[Task, ...]
    """The tasks on this page."""
    total: int
    page: int
    pages: int
    aims: dict[str, tuple[tuple[str, str], ...]]
    """``maintain`` / ``improve`` -> the (Vietnamese, English) headings that the plan names."""
    aims_of: str
    """The number of the document that sets the aims."""
    context: AnswerContext
    document: Document | None = None
    """The document whose tasks were asked for."""
    general: bool = False
    """No task names the agency asked for: those shown are given to all departments, or to a wider body it is in."""
    closed: int = 0
    """How many of all of them are closed, because another document took their document's place."""
    dated: bool = False
    """Whether any of all of them has a date for a calendar."""
    reported: Reported = field(default_factory=Reported)
    """What became of all of them, as far as the reader may know it."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A target beside what was reached: each year's standing, and whether it met the target (None if that
    cannot be told).

    ``district`` marks a target set by a district-level city: it is not the province's, and nothing is set beside it.
    """

    target: Target
    documents: tuple[Document, ...]
    """Every document that sets this same target."""
    index: Index
    reached: tuple[tuple[Standing, bool | None], ...]
    before: Standing | None
    district: bool


@dataclass(frozen=True, slots=True)
class TargetsAnswer:
    question: Question
    province: Province
    promises: tuple[Promise, ...]
    context: AnswerContext
