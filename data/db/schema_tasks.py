"""The tables of tasks that live: who may do what, what became of each task, who follows them, and what was told.

A task is known by its document and its key (``data.model.tasks.TaskIdentity``), which it keeps through the revisions of
the document. A person is known by the messenger's number of them; once their role has ended, the number is gone and
what they reported stays.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
    true,
)

from data.db.columns import platform_column, text_column
from data.db.schema import metadata
from data.db.types import Instant, Moment, Wide, Words

# What somebody may do: an editor in a province, a reporter for an agency of a province.
role = Table(
    "role",
    metadata,
    Column("id", Integer, primary_key=True),
    platform_column(),
    Column("person", BigInteger),  # NULL once the role has ended
    Column("kind", String, nullable=False),
    Column("province", String, nullable=False),
    text_column("agency"),  # '' of an editor
    text_column("label"),  # what the administrators call the person; '' once the role has ended
    Column("granted_by", BigInteger, nullable=False),  # 0: a terminal, or an administrator who was forgotten
    Column("granted", Moment, nullable=False),
    Column("ended", Moment),
    text_column("ended_why"),  # 'left', 'removed', 'forgotten'
    CheckConstraint("kind IN ('editor', 'reporter')", name="kind"),
    CheckConstraint("(kind = 'reporter') = (agency <> '')", name="agency"),
    # Nobody has a role twice: whose a role was that has ended is NULL, and no two of these are the same.
    UniqueConstraint("platform", "person", "kind", "province", "agency"),
    Index(None, "province"),
    sqlite_autoincrement=True,
)

# A link that gives a role to the one who opens it first. Of its secret only a hash is kept.
role_invitation = Table(
    "role_invitation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String, nullable=False, unique=True),
    platform_column(),
    Column("kind", String, nullable=False),
    Column("province", String, nullable=False),
    text_column("agency"),
    text_column("label"),  # '' once it was used or revoked
    Column("invited_by", BigInteger, nullable=False),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("used", Moment),
    Column("revoked", Moment),
    Column("role", Integer, ForeignKey("role.id")),  # the one that it gave
    CheckConstraint("kind IN ('editor', 'reporter')", name="kind"),
    sqlite_autoincrement=True,
)

# What the editors of a document chose; the values below hold where nothing was chosen.
document_setting = Table(
    "document_setting",
    metadata,
    Column("document", String, primary_key=True),
    Column("reports_public", Boolean, nullable=False, server_default=false()),
    Column("days_before", Words, nullable=False, server_default=text("'30;7;1'")),
    Column("on_the_day", Boolean, nullable=False, server_default=true()),
    Column("weekly_overdue", Boolean, nullable=False, server_default=true()),
    Column("changed", Moment, nullable=False),
)

# What became of a task, each time somebody said so: never changed, corrected by another report.
task_report = Table(
    "task_report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", String, nullable=False),
    Column("task", String, nullable=False),  # Task.key
    Column("state", String, nullable=False),
    text_column("words"),
    text_column("link"),
    text_column("file"),  # the messenger's id of a file
    text_column("file_name"),
    Column("role", Integer, ForeignKey("role.id")),  # by whom; NULL: by an administrator
    Column("made", Moment, nullable=False),
    # doing, done, stuck: a reporter's; accepted, returned, closed, reopened: an editor's. That another document came
    # in the place of the task's is not reported: it holds for as long as that one is in force.
    CheckConstraint("state IN ('doing', 'done', 'stuck', 'accepted', 'returned', 'closed', 'reopened')", name="state"),
    Index(None, "document", "task", "id"),
    sqlite_autoincrement=True,
)

# What somebody is about to say of a task, in private: what became of it is chosen, and words are awaited.
report_draft = Table(
    "report_draft",
    metadata,
    Column("platform", String, primary_key=True, server_default=text("'telegram'")),
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("document", String, nullable=False),
    Column("task", String, nullable=False),
    Column("state", String, nullable=False),
    Column("begun", Moment, nullable=False),
    ForeignKeyConstraint(["platform", "chat"], ["chat.platform", "chat.id"], ondelete="CASCADE"),
    CheckConstraint("state IN ('doing', 'done', 'stuck', 'returned', 'closed')", name="state"),
)

# Which tasks a chat follows: those of a province, of one of its agencies, for one index ('' for all).
task_subscription = Table(
    "task_subscription",
    metadata,
    Column("id", Integer, primary_key=True),
    platform_column(),
    Column("chat", BigInteger, nullable=False),
    Column("thread", Wide),
    Column("province", String, nullable=False),
    text_column("agency"),
    text_column("index"),
    Column("created", Moment, nullable=False),
    ForeignKeyConstraint(["platform", "chat"], ["chat.platform", "chat.id"], ondelete="CASCADE"),
    UniqueConstraint("platform", "chat", "province", "agency", "index"),
    Index(None, "province"),
)

# Up to which day people were reminded, and up to which the digests were sent: written with their outbox rows.
told_until = Table(
    "told_until",
    metadata,
    Column("what", String, primary_key=True),  # 'reminder', 'digest'
    Column("day", Date, nullable=False),
    Column("made", Instant, nullable=False),
)
