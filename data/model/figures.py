"""Releases and the figures in them, with where they were read and what is known of why some are missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

RankKind = Literal["published", "computed", "reported", "derived"]
Coverage = Literal["full", "partial"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. ``kind``: dataset, press, portal, document; ``url`` may be '' for the user's documents."""

    id: str
    kind: str
    title_vi: str
    title_en: str
    url: str


@dataclass(frozen=True, slots=True)
class Release:
    """One index, one period, one revision; it is never edited. ``period`` is '2024' or, for a dated
    index, '2026-09-17'.

    ``coverage`` is ``full`` for a whole table, ``partial`` for single facts read in reports. ``origin`` is ``shipped``
    or ``operator``. ``printed_out_of`` is the denominator as printed, or None if none was.
    """

    id: str
    index: str
    period: str
    year: int
    revision: int
    title_vi: str
    title_en: str
    issuer: str
    announced: dt.date | None
    source: str
    coverage: Coverage
    origin: str
    printed_out_of: int | None = None
    corrects: str = ""
    """The id of the release whose place this one takes, '' for news; ``why`` says what was wrong with that release."""
    why: str = ""
    unlisted: int = 0
    """How many units the publisher ranked that the table cannot show (Hà Tây, which ended before the 63 provinces)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one source says of one province and criterion in one release.

    ``score`` is in ``unit`` (``points`` or ``percent``), out of ``scale`` where that is known. ``out_of`` is the
    denominator as printed. ``rank_kind`` says how the rank came about. ``delta_score`` and ``delta_rank`` are changes
    *as printed* (rank: positive = up by that many places). ``flag`` is '', ``derived``, ``conflict``,
    ``suspect`` or ``pilot``.
    """

    release: str
    province: str
    indicator: str
    score: float | None
    unit: str
    scale: float | None
    rank: int | None
    rank_kind: RankKind
    out_of: int | None
    delta_score: float | None
    delta_rank: int | None
    flag: str
    source: str
    note_vi: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A province left out of a year's publication, and why: of all criteria (``indicators`` is empty) or of some."""

    index: str
    year: int
    province: str
    indicators: tuple[str, ...]
    reason_vi: str
    reason_en: str
    source: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about a whole edition, or about a province's survey, that is not a score or a rank of the table.

    ``key`` is one of: mean, median, max, min, ranked, announced, sample, groups, lowest, structure, survey, note …
    ``value`` is the number where the fact is one; the texts are whole sentences ready to be shown, without the source.
    """

    index: str
    period: str
    province: str
    indicator: str
    key: str
    value: float | None
    text_vi: str
    text_en: str
    source: str


@dataclass(frozen=True, slots=True)
class Results:
    """Everything known of one index and period: the tables in force and the single facts beside them.

    ``figures`` maps (province, indicator) to its figures: first the one to show, then what other sources say of the
    same fact. ``full`` says whether there is a whole table.
    """

    index: str
    period: str
    year: int
    releases: tuple[Release, ...]
    figures: dict[tuple[str, str], tuple[Figure, ...]]
    exclusions: dict[str, Exclusion]
    facts: tuple[Fact, ...]
    sources: dict[str, Source]
    full: bool
    ranking: dict[str, tuple[Figure, ...]] = field(default_factory=dict)
    """For a full table: indicator -> the figures that have a score, best first (ties keep the provinces' order)."""
    halves: dict[tuple[str, str], tuple[Figure, ...]] = field(default_factory=dict)
    """Where one source gives the score and another the rank: the two that the figure to show was made of."""

    def figure(self, province: str, indicator: str = "") -> Figure | None:
        found = self.figures.get((province, indicator))
        return found[0] if found else None

    def others(self, province: str, indicator: str = "") -> tuple[Figure, ...]:
        return self.figures.get((province, indicator), ())[1:]

    def made_of(self, province: str, indicator: str = "") -> tuple[Figure, ...]:
        """What the figure to show was read from: itself, or the two sources that complete each other."""
        key = (province, indicator)
        return self.halves.get(key) or self.figures.get(key, ())[:1]

    def measured(self, indicator: str = "") -> int:
        """How many provinces have a score for the criterion or, of single facts, are known. Of a whole table those that
        were ranked and are not listed count, too.
        """
        if self.full:
            listed = len(self.ranking.get(indicator, ()))
            return listed + max(release.unlisted for release in self.releases) if listed else 0
        return sum(1 for _, code in self.figures if code == indicator)
