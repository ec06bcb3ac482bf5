"""What documents assign and promise: tasks, to agencies, and targets."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from data.model.indices import Criterion

Role = Literal["lead", "coordinate", "report"]
Aim = Literal["maintain", "improve", ""]
TargetKind = Literal["score_min", "rank_max", "group", "rank_change", "score_change", "task_completion_percent"]


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency that can be given a task. ``level``: central, province, district, commune, party, other. ``id`` is ''
    for one that is known only by the words of the plan that names it.
    """

    id: str
    name_vi: str
    name_en: str
    level: str


@dataclass(frozen=True, slots=True)
class Document:
    """A plan, order, conclusion or report that assigns tasks. ``number`` and ``date`` are given as far as they are
    known (a date as '', '2025' or '2025-05-21').
    """

    id: str
    province: str
    number: str
    kind: str
    date: str
    title_vi: str
    title_en: str
    issuer_vi: str
    issuer_en: str
    source: str
    brought: bool = False
    """An office brought it as its own: its words, and those of its tasks, are there in Vietnamese only."""
    revision: int = 1
    replaces: str = ""
    """The number (or the title) of the document whose place it takes; '' for none. So of the two that follow."""
    implements: str = ""
    replaced_by: str = ""
    """The document that took its place: what was still open of its tasks is closed."""

    @property
    def called(self) -> str:
        """Its number or, where it has none, its title."""
        return self.number or self.title_vi


@dataclass(frozen=True, slots=True)
class Assignee:
    """The part an agency has in a task."""

    agency: Agency
    role: Role


class TaskIdentity(NamedTuple):
    """What tells a task from all others, whatever revision of its document (by id) it stands in."""

    document: str
    key: str


@dataclass(frozen=True, slots=True)
class Task:
    """A task that a document assigns for an index and, mostly, for a criterion of it; ``index`` is '' where the plan of
    an office names none. ``id`` is unique among the shipped tasks, and among those that offices brought.

    ``timing`` is ``once`` (with ``due``, or no date where none is stated), ``regular`` or ``standing``. ``aim`` says
    whether the plan wants the criterion maintained or improved, where it says so. ``own_wording`` marks Vietnamese
    text that is ours.
    """

    id: int
    province: str
    index: str
    indicator: str
    heading_vi: str
    heading_en: str
    text_vi: str
    text_en: str
    own_wording: bool
    aim: Aim
    timing: str
    due: dt.date | None
    document: Document
    assignees: tuple[Assignee, ...]
    also: tuple[Criterion, ...] = ()
    """Further (index, indicator) pairs that the task serves beside ``index`` and ``indicator``."""
    number: str = ""
    """Its number as printed in the plan that an office brought ("II.3"); so are the two that follow."""
    product: str = ""
    due_text: str = ""
    """The time in the plan's words ("Quý III/2026"), of which ``due`` is the last day where it names one."""
    key: str = ""
    """By which a task of an office's plan is known through the revisions of its document; '' of those that are shipped.
    """

    @property
    def identity(self) -> TaskIdentity:
        return TaskIdentity(self.document.id, self.key)

    @property
    def closed(self) -> bool:
        """Whether nothing is to be done of it any more, because another document took its document's place."""
        return bool(self.document.replaced_by)


@dataclass(frozen=True, slots=True)
class TaskScope:
    """The tasks of a province that are given to an agency and serve an index; '' for any."""

    province: str
    agency: str = ""
    index: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What a document promised for an index and a year (or for the years from ``year`` to ``last_year``)."""

    id: int
    province: str
    index: str
    indicator: str
    year: int
    last_year: int
    kind: TargetKind
    value: str
    unit: str
    criterion_vi: str
    criterion_en: str
    note_vi: str
    note_en: str
    document: Document
    last: str = ""
    """The last result as the plan prints it beside the target; '' where it prints none."""
