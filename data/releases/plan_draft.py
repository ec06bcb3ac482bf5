"""A plan that an office brings, as plain values: a document, the tasks that it gives out and the targets that it sets.

``bot.importing`` makes it of a file; once it is published it is a release of its own, which is never edited: a revision
takes its place, or it is withdrawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from data.model.tasks import TargetKind


@dataclass(frozen=True, slots=True)
class AgencyDraft:
    """An agency as the plan names it (``said``), and its id where it is one that is known ('' where not)."""

    said: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """One row of the annex. ``number`` is as printed ("II.3", "12"); ``heading`` is the section row above it.

    ``criteria`` are (index, indicator) pairs, the indicator '' where the whole index is meant. ``due_text`` is the time
    as printed; ``due`` is the last day that it names, None where it names none. ``timing`` is that of ``Task``.
    """

    number: str
    heading: str
    text: str
    criteria: tuple[tuple[str, str], ...]
    lead: tuple[AgencyDraft, ...]
    coordinating: tuple[AgencyDraft, ...]
    timing: Literal["once", "regular", "standing"]
    due: dt.date | None
    due_text: str
    product: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetDraft:
    """What the plan promises for an index (or a criterion of it) and a year, as in ``data.model.tasks.Target``;
    ``last`` is the last result as printed beside it, '' where there is none.
    """

    index: str
    indicator: str
    year: int
    kind: TargetKind
    value: str
    unit: str
    criterion: str
    last: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A plan, checked and ready to be published. ``number`` and ``date`` are those of the document, ``kind`` is one of
    ``data.model.tasks.Document``. ``replaces`` and ``implements`` are ids of documents, '' for none; ``correction_of``
    is the id of the plan that it is a revision of, and ``why`` says what was wrong with that.
    """

    province: str
    number: str
    kind: str
    date: dt.date
    title: str
    issuer: str
    tasks: Sequence[TaskDraft]
    targets: Sequence[TargetDraft] = ()
    file_name: str = ""
    file_hash: str = ""
    replaces: str = ""
    implements: str = ""
    correction_of: str = ""
    why: str = ""
