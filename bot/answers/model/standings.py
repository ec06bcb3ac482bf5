"""How a province stands: one figure with what belongs to it, its change, its parts, and all indices of a province."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.questions import Question
from data.agreement import DOUBTED
from data.model.figures import Exclusion, Fact, Figure, Release, Source
from data.model.indices import Edition, Index, Indicator
from data.model.provinces import Province, Region

Group = Literal["highest", "high-average", "low-average", "lowest"]
GROUPS: tuple[Group, ...] = ("lowest", "low-average", "high-average", "highest")
WhyNoChange = Literal["edition", "merger", "missing", "excluded", "first", "dated"]
Missing = Literal["excluded", "unknown", "no-release", "not-measured", "ended", "not-yet", "before-first"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one province stands in one criterion in one period.

    ``figure`` is None when nothing is published or known; then ``missing`` says why. ``others`` are what other sources
    say of the same fact. ``measured`` counts the provinces that have a score (full tables only).
    """

    index: Index
    edition: Edition | None
    indicator: Indicator
    province: Province
    period: str
    year: int
    full: bool
    figure: Figure | None
    others: tuple[Figure, ...]
    measured: int | None
    missing: Missing | None
    exclusion: Exclusion | None
    release: Release | None
    group: Group | None
    group_checked: bool
    tied: int = 0
    """How many other provinces share the rank (whole tables only)."""
    made_of: tuple[Figure, ...] = ()
    """What ``figure`` was read from: itself, or one source's score and another's rank; () without a figure."""

    @property
    def doubted(self) -> bool:
        """Whether the sources do not agree on the figure."""
        return self.figure is not None and self.figure.flag in DOUBTED


@dataclass(frozen=True, slots=True)
class Change:
    """The change since the period before (``rank`` positive = up); both are None if incomparable, ``why`` says why."""

    before: Standing | None
    score: float | None
    rank: int | None
    why: WhyNoChange | None


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of a province, beside the median and the best of the provinces measured."""

    standing: Standing
    median: float | None
    best: Figure | None
    best_province: Province | None


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """What every answer on a province needs besides: the place that led here, the merger, the sources."""

    sources: tuple[Source, ...]
    via: str = ""
    successor: Province | None = None
    absorbed: tuple[Province, ...] = ()
    """The units that joined the province on 2025-07-01, when figures shown are from before that."""
    of_before: tuple[tuple[Index, str], ...] = ()
    """Which figures (index, period) are from before the merger, where others are shown beside them."""
    figures: bool = False
    """Whether any figure of the province is shown."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who stands beside a province in a whole table, place by place; each has a score."""

    above: tuple[tuple[Province, Figure], ...]
    equal: tuple[tuple[Province, Figure], ...]
    below: tuple[tuple[Province, Figure], ...]


@dataclass(frozen=True, slots=True)
class StandingAnswer:
    question: Question
    standing: Standing
    change: Change | None
    strongest: Standing | None
    weakest: Standing | None
    neighbours: Neighbours | None
    facts: tuple[Fact, ...]
    older: Standing | None
    """The newest earlier standing, where this period has none."""
    known: int
    """For single facts, the number of provinces whose figures are known; 0 for a whole table."""
    newer_period: str
    """A newer period that exists, but in which this province is not known (single facts only)."""
    published: tuple[Indicator, ...]
    """The criteria directly below this one for which the province has a figure."""
    within: tuple[Region, int, int] | None
    """The province's place among those of a region asked for: the region, the place, how many there are."""
    left_out: tuple[tuple[Province, Exclusion], ...]
    """The provinces that a whole table lacks, and why: the reason that a rank is out of 61 and not of 63."""
    context: AnswerContext


@dataclass(frozen=True, slots=True)
class ProfileAnswer:
    question: Question
    province: Province
    standings: tuple[tuple[Standing, Change | None], ...]
    empty_year: int | None
    """The year asked for, if nothing is known of it and the newest figures are shown in its place."""
    unknown: tuple[Index, ...]
    tasks: int
    targets: int
    context: AnswerContext


@dataclass(frozen=True, slots=True)
class ComponentsAnswer:
    question: Question
    standing: Standing
    parts: tuple[Part, ...]
    splits: tuple[Part, ...]
    change: Change | None
    context: AnswerContext
    changes: tuple[tuple[Standing, Change | None], ...] = ()
    """Where changes are asked for: every criterion with its change on the year before, the largest rise first."""
    missing: tuple[Standing, ...] = ()
    """The criteria of that year without a figure for the province."""


@dataclass(frozen=True, slots=True)
class ComparisonAnswer:
    question: Question
    provinces: tuple[Province, ...]
    rows: tuple[tuple[Index, Indicator, str, tuple[Standing, ...]], ...]
    """Index, criterion, period, and one standing for each province, in the provinces' order."""
    context: AnswerContext
