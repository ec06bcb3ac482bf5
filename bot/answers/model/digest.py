"""What an editor is told once a week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bot.answers.model.duties import ProgressAnswer
from bot.answers.model.standings import Standing
from data.model.figures import Source
from data.model.tasks import Task


@dataclass(frozen=True, slots=True)
class Lost:
    """The points that a province lost in one criterion, in the last figures gathered, and how many tasks serve it."""

    standing: Standing
    points: float
    tasks: int
    source: Source | None


@dataclass(frozen=True, slots=True)
class DigestAnswer:
    """The week of a province: how far its plans have come; the tasks that wait to be accepted, are due within a week,
    are overdue, and of which nothing was heard for a month, each by their dates; and where points were lost.
    """

    progress: ProgressAnswer
    waiting: tuple[Task, ...]
    soon: tuple[Task, ...]
    late: tuple[Task, ...]
    silent: tuple[Task, ...]
    lost: tuple[Lost, ...]
    today: dt.date
