"""The tables of the plans that offices bring: each revision of a document is a row, with its tasks and targets.

They stand beside the shipped documents and refer to nothing that is shipped, because that is replaced as a whole: an id
of a province, an index, an agency or a document is kept as it was understood when the plan was published.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text, text

from data.db.schema import metadata
from data.db.types import Moment, Reference


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=text("''"))


def _position() -> Column[int]:
    return Column("position", Integer, nullable=False, server_default=text("0"))


def _of(column: str, target: str, *, key: bool = False) -> Column[str]:
    return Column(column, ForeignKey(target, ondelete="CASCADE"), primary_key=key, nullable=False)


plan = Table(
    "plan",
    metadata,
    Column("id", String, primary_key=True),  # the document and the revision, so that a revision is written only once
    Column("document", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("province", String, nullable=False),
    _text("number"),
    _text("kind"),
    Column("date", Date, nullable=False),
    _text("title"),
    _text("issuer"),
    Column("replaces", Reference),
    Column("implements", Reference),
    Column("corrects", Reference),
    _text("why"),
    _text("file_hash"),
    Column("published_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    _text("withdrawn_why"),
    CheckConstraint("revision >= 1", name="revision"),
    Index(None, "document"),
)

plan_task = Table(
    "plan_task",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("plan", "plan.id"),
    _text("lasting_key"),  # by which it is known through the revisions of the document; '': by its own id
    _position(),
    _text("number"),
    _text("heading"),
    Column("text", Text, nullable=False),
    Column("timing", String, nullable=False),
    Column("due", Date),
    _text("due_text"),
    _text("product"),
    CheckConstraint("timing IN ('once', 'regular', 'standing')", name="timing"),
    Index(None, "plan"),
)

plan_task_criterion = Table(
    "plan_task_criterion",
    metadata,
    _of("task", "plan_task.id", key=True),
    Column("index", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    _position(),
)

plan_task_agency = Table(
    "plan_task_agency",
    metadata,
    _of("task", "plan_task.id", key=True),
    Column("role", String, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("said"),
    Column("agency", Reference),  # none where no agency of that name is known
    CheckConstraint("role IN ('lead', 'coordinate')", name="role"),
)

plan_target = Table(
    "plan_target",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("plan", "plan.id"),
    Column("index", String, nullable=False),
    _text("indicator"),
    Column("year", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("value", String, nullable=False),
    _text("unit"),
    _text("criterion"),
    _text("last"),
    Index(None, "plan"),
)
