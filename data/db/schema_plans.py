"""The tables of the plans that offices bring: each revision of a document is a row, with its tasks and targets.

They stand beside the shipped documents and refer to nothing that is shipped, because that is replaced as a whole: an id
of a province, an index, an agency or a document is kept as it was understood when the plan was published.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from data.db.columns import position_column, text_column
from data.db.schema import metadata
from data.db.types import Moment, Reference


def _of(column: str, target: str, *, key: bool = False) -> Column[str]:
    return Column(column, ForeignKey(target, ondelete="CASCADE"), primary_key=key, nullable=False)


plan = Table(
    "plan",
    metadata,
    Column("id", String, primary_key=True),  # the document and the revision, so that a revision is written only once
    Column("document", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("province", String, nullable=False),
    text_column("number"),
    text_column("kind"),
    Column("date", Date, nullable=False),
    text_column("title"),
    text_column("issuer"),
    Column("replaces", Reference),
    Column("implements", Reference),
    Column("corrects", Reference),
    text_column("why"),
    text_column("file_hash"),
    Column("published_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    text_column("withdrawn_why"),
    CheckConstraint("revision >= 1", name="revision"),
    Index(None, "document"),
)

plan_task = Table(
    "plan_task",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("plan", "plan.id"),
    text_column("lasting_key"),  # by which it is known through the revisions of the document; '': by its own id
    position_column(),
    text_column("number"),
    text_column("heading"),
    Column("text", Text, nullable=False),
    Column("timing", String, nullable=False),
    Column("due", Date),
    text_column("due_text"),
    text_column("product"),
    CheckConstraint("timing IN ('once', 'regular', 'standing')", name="timing"),
    Index(None, "plan"),
)

plan_task_criterion = Table(
    "plan_task_criterion",
    metadata,
    _of("task", "plan_task.id", key=True),
    Column("index", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    position_column(),
)

plan_task_agency = Table(
    "plan_task_agency",
    metadata,
    _of("task", "plan_task.id", key=True),
    Column("role", String, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    text_column("said"),
    Column("agency", Reference),  # none where no agency of that name is known
    CheckConstraint("role IN ('lead', 'coordinate')", name="role"),
)

plan_target = Table(
    "plan_target",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("plan", "plan.id"),
    Column("index", String, nullable=False),
    text_column("indicator"),
    Column("year", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("value", String, nullable=False),
    text_column("unit"),
    text_column("criterion"),
    text_column("last"),
    Index(None, "plan"),
)
