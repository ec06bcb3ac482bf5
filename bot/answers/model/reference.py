"""What is said of the data and of the question itself: an index, the sources, help, and what may have been meant."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from bot.questions import Question
from data.model.figures import Exclusion, Fact, Source
from data.model.indices import Edition, Index, Indicator
from data.model.provinces import Province


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
