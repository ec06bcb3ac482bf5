"""What became of tasks: which are overdue, and how far plans have come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.answers.model.standings import AnswerContext
from bot.questions import Question
from data.model.provinces import Province
from data.model.tasks import Agency, Document, Task
from data.tasks.model import Reported


@dataclass(frozen=True, slots=True)
class OverdueAnswer:
    """``tasks`` are those on this page, numbered from ``first`` on; ``elsewhere`` counts tasks with a date that has
    passed in documents of which nobody reports. ``plans`` counts the plans in force that hold tasks asked for,
    ``brought`` says whether the province has any, ``dated`` whether a task asked for, of whatever document, has a date.
    """

    question: Question
    province: Province | None
    agency: Agency | None
    tasks: tuple[Task, ...]
    first: int
    total: int
    page: int
    pages: int
    elsewhere: int
    plans: int
    brought: bool
    dated: bool
    reported: Reported
    today: dt.date
    context: AnswerContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many tasks there are, how many are ``overdue``, and how many are in which state: ``accepted`` as done,
    ``closed``, ``waiting`` for an editor to accept them, being done (``doing``, also sent back or opened again),
    ``stuck``, or ``silent``: nobody reported. All states are 0 where the reports may not be read.
    """

    total: int
    overdue: int
    accepted: int
    closed: int
    waiting: int
    doing: int
    stuck: int
    silent: int


@dataclass(frozen=True, slots=True)
class TallyOf:
    """The tally of an agency, or of a criterion, by its names."""

    name_vi: str
    name_en: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class ProgressAnswer:
    """``whole`` is the tally of all whose reports the reader may read, None where that is none; ``documents`` are the
    plans, each with whether its reports may be read; ``brought`` and ``dated`` are those of ``OverdueAnswer``.
    """

    question: Question
    province: Province | None
    agency: Agency | None
    whole: Tally | None
    documents: tuple[tuple[Document, bool, Tally], ...]
    agencies: tuple[TallyOf, ...]
    criteria: tuple[TallyOf, ...]
    brought: bool
    dated: bool
    today: dt.date
    context: AnswerContext
