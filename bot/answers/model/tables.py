"""Whole tables: a ranking, its groups, lines and regions, and who moved in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.answers.model.standings import Change, Group, Standing
from bot.questions import Bound, Question
from data.model.figures import Exclusion, Fact, Figure, Release, Source
from data.model.indices import Edition, Index, Indicator
from data.model.provinces import Province, Region

WhyNoMovers = Literal["no-table", "no-table-before", "edition", "merger", "not-measured"]


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
