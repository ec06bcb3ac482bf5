"""The kinds of answer as plain values: facts and the reasons beside them, no wording. One dataclass each.

An answer holds everything its text needs, so that rendering asks nothing more; ``bot.answers.contract`` prints the few
parts of it that the public JSON names.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.questions import Bound, Question
from data.agreement import DOUBTED
from data.model import (
    Agency,
    Document,
    Edition,
    Exclusion,
    Fact,
    Figure,
    Index,
    Indicator,
    Province,
    Region,
    Release,
    Source,
    Target,
    Task,
)

Group = Literal["highest", "high-average", "low-average", "lowest"]
GROUPS: tuple[Group, ...] = ("lowest", "low-average", "high-average", "highest")
WhyNoChange = Literal["edition", "merger", "missing", "excluded", "first", "dated"]
WhyNoMovers = Literal["no-table", "no-table-before", "edition", "merger", "not-measured"]
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
class Spread:
    """Where the scores of a whole table lie. ``highest_group`` is that group's lowest score (indices with groups)."""

    median: float
    best: tuple[Province, Figure]
    worst: tuple[Province, Figure]
    highest_group: float | None


@dataclass(frozen=True, slots=True)
class InGroup:
    """A quarter of a whole table: how many provinces of the country are in it, and its lowest and highest scores.

    ``checked`` says whether its border was held against what the publisher printed.
    """

    group: Group
    many: int
    lowest: float
    highest: float
    checked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line through a whole table, and how many provinces of the country lie above, on and below it.

    ``value`` is None where the province whose score it is has none; it is not counted itself.
    """

    bound: Bound
    value: float | None
    province: Province | None
    above: int
    equal: int
    below: int


@dataclass(frozen=True, slots=True)
class RegionMean:
    """The simple mean of the provinces of a region that have a score, how many they are, and both ends of them."""

    region: Region
    many: int
    mean: float
    best: tuple[Province, Figure]
    worst: tuple[Province, Figure]


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """A ranking from a full table or, for single facts, what is known, without pretending to be a ranking.

    ``rows`` are those of one page: of the ``listed`` provinces that fit the question they begin with the ``first``.
    ``total`` counts those of the region asked for, or of the country, that have a score.
    """

    question: Question
    index: Index
    indicator: Indicator
    period: str
    year: int
    full: bool
    rows: tuple[tuple[Province, Figure], ...]
    total: int
    region: Region | None
    bottom: bool
    known: int
    extreme: tuple[Province, Figure] | None
    """For single facts, the province that a source names first (or last)."""
    facts: tuple[Fact, ...]
    excluded: tuple[tuple[Province, Exclusion], ...]
    release: Release | None
    spread: Spread | None
    newest: str
    """The newest period of the index, where the one asked for has nothing."""
    first_year: int
    sources: tuple[Source, ...]
    listed: int = 0
    first: int = 1
    page: int = 0
    pages: int = 1
    in_group: InGroup | None = None
    no_groups: bool = False
    """A group was asked for, and the table is not parted into any."""
    line: Line | None = None
    means: tuple[RegionMean, ...] = ()
    """Where means by region were asked for: the region asked for, if any, then those of that year, the best first."""
    mean: float | None = None
    """The simple mean of the whole country, beside ``means``."""
    measured: int = 0
    """How many provinces of the whole country have a score."""
    unit: str = ""
    """The unit of the scores."""
    everybody: tuple[tuple[Province, Figure], ...] = ()
    """The whole table of the country, the best first, whatever rows are shown."""
    quarters: tuple[InGroup, ...] = ()
    """The groups that the whole table is parted into, the highest first; () where the index has none."""
    absent: tuple[tuple[Province, Exclusion | None], ...] = ()
    """The provinces of the country that a whole table lacks, and why where a source says so."""


@dataclass(frozen=True, slots=True)
class MoversAnswer:
    """Who rose and who fell in a whole table against an earlier one, or ``why`` the two cannot be compared.

    ``risers`` and ``fallers`` are all of them by ranks, the furthest first; ``gained`` and ``lost`` the same by points.
    Ranks are those in the whole country, also where only a region is shown. ``measured`` is how many have a score in
    the earlier and in the later table. ``unmatched`` are provinces that only one of them has, with the period that
    lacks them.
    """

    question: Question
    index: Index
    indicator: Indicator
    region: Region | None
    period: str
    """The later period; '' where nothing is known of the index."""
    before: str
    why: WhyNoMovers | None
    edition: Edition | None
    risers: tuple[tuple[Standing, Change], ...]
    fallers: tuple[tuple[Standing, Change], ...]
    steady: int
    gained: tuple[tuple[Standing, Change], ...]
    lost: tuple[tuple[Standing, Change], ...]
    measured: tuple[int, int]
    unmatched: tuple[tuple[Province, str], ...]
    known: int
    """For single facts, the number of provinces whose figures of ``period`` are known."""
    nearest: tuple[str, str] | None
    """The newest two periods that can be compared (the earlier, the later), where those asked for cannot."""
    earlier: bool
    """Whether there is a whole table before the earlier one, too."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ComparisonAnswer:
    question: Question
    provinces: tuple[Province, ...]
    rows: tuple[tuple[Index, Indicator, str, tuple[Standing, ...]], ...]
    """Index, criterion, period, and one standing for each province, in the provinces' order."""
    context: AnswerContext


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


@dataclass(frozen=True, slots=True)
class Participants:
    """How many provinces have a figure in a period, who is left out, and why.

    ``full`` says that there is a whole table: only then are they counted. Else ``said`` holds what sources say.
    """

    period: str
    full: bool
    measured: int
    units: int
    left_out: tuple[tuple[Province, Exclusion], ...]
    said: tuple[Fact, ...]
    printed: int | None
    """Out of how many the sources print ranks, where all print the same."""


@dataclass(frozen=True, slots=True)
class Announced:
    """When the figures of a period were announced: the day that its table bears, or what a source says."""

    period: str
    day: dt.date | None
    said: Fact | None


@dataclass(frozen=True, slots=True)
class IndexAnswer:
    question: Question
    index: Index
    year: int | None
    editions: tuple[Edition, ...]
    indicators: tuple[Indicator, ...]
    facts: tuple[Fact, ...]
    full_periods: tuple[str, ...]
    partial_periods: tuple[str, ...]
    sources: tuple[Source, ...]
    participants: tuple[Participants, ...] = ()
    """Where they are asked for: period by period, the newest first."""
    announced: tuple[Announced, ...] = ()
    """Where the dates are asked for: period by period, the newest first."""
    other: IndexAnswer | None = None
    """The index that this one is held against."""
    asks: Fact | None = None
    """Where two are held against each other: from whom this one asks what it measures."""


@dataclass(frozen=True, slots=True)
class ChooseAnswer:
    """Several things may have been meant: (label in Vietnamese, label in English, the question it completes)."""

    question: Question
    options: tuple[tuple[str, str, Question], ...]


@dataclass(frozen=True, slots=True)
class UnknownAnswer:
    question: Question
    heard: str
    options: tuple[tuple[str, str, Question], ...]
    indices: tuple[Index, ...] = ()


LANGUAGE_ASKED: dict[str, Literal["vi", "en"]] = {"english": "en", "vietnamese": "vi"}
"""The topics of help that ask whether the bot speaks a language, which is then answered in it."""


@dataclass(frozen=True, slots=True)
class HelpAnswer:
    question: Question
    indices: tuple[Index, ...] = ()
    preferred: str = ""
    """The id of the index to make examples with."""


@dataclass(frozen=True, slots=True)
class AboutAnswer:
    question: Question
    indices: tuple[tuple[Index, tuple[str, ...], tuple[str, ...]], ...]
    """Each index with its periods that have a full table, and its periods that have only single facts."""
    tasks: int
    documents: int


Answer = (
    StandingAnswer
    | ProfileAnswer
    | ComponentsAnswer
    | TableAnswer
    | MoversAnswer
    | ComparisonAnswer
    | HistoryAnswer
    | GapsAnswer
    | ReachAnswer
    | RecordsAnswer
    | TasksAnswer
    | TargetsAnswer
    | IndexAnswer
    | ChooseAnswer
    | UnknownAnswer
    | HelpAnswer
    | AboutAnswer
)
