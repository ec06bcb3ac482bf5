"""What is reported of tasks, and what became of each, as plain values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.model.tasks import Task, TaskIdentity
from data.roles.model import RoleKind

ReportState = Literal["doing", "done", "stuck", "accepted", "returned", "closed", "reopened"]
"""What a report says: ``doing``, ``done`` and ``stuck`` a reporter's, the others an editor's."""
REPORTED: frozenset[ReportState] = frozenset({"doing", "done", "stuck"})
JUDGED: frozenset[ReportState] = frozenset({"accepted", "returned", "closed", "reopened"})
FINISHED: frozenset[ReportState] = frozenset({"accepted", "closed"})
"""After these nothing more is to be done, unless an editor opens the task again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody said of a task at a moment, never changed. ``file`` is the messenger's id of a file, of the name
    ``file_name``; words, link and file are '' where there are none.

    It is signed by the role: ``kind`` and ``agency`` ('' of an editor); ``kind`` is '' of an administrator's. ``left``
    says that whoever had the role left or was forgotten.
    """

    id: int
    identity: TaskIdentity
    state: ReportState
    words: str = ""
    link: str = ""
    file: str = ""
    file_name: str = ""
    role: int | None = None
    kind: RoleKind | Literal[""] = ""
    agency: str = ""
    left: bool = False
    made: dt.datetime


@dataclass(frozen=True, slots=True)
class TaskState:
    """What became of a task: its ``state`` and since when without a break, the report that says so, and the last one of
    a reporter (None where an editor closed a task that nobody reported on). A task without reports has none.
    """

    state: ReportState
    since: dt.datetime
    report: Report
    reported: Report | None

    @property
    def words(self) -> str:
        return self.report.words

    @property
    def finished(self) -> bool:
        """Whether nothing more is to be done of it: it was accepted as done, or closed."""
        return self.state in FINISHED

    @property
    def waits(self) -> bool:
        """Whether it is reported as done and an editor has not judged that yet: its people need no reminding."""
        return self.state == "done"


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What a person chose to say of a task, and when; the words are still to come."""

    identity: TaskIdentity
    state: ReportState
    begun: dt.datetime


@dataclass(frozen=True, slots=True)
class Reported:
    """What a reader may know of what became of tasks: of those of ``documents`` everything, of others nothing, not even
    whether anybody reported.
    """

    states: Mapping[TaskIdentity, TaskState] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()

    def shows(self, task: Task) -> bool:
        return task.document.id in self.documents

    def of(self, task: Task) -> TaskState | None:
        return self.states.get(task.identity) if self.shows(task) else None
