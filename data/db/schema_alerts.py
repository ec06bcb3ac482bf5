"""The tables of what is followed, announced, sent to whom, and done, and of what people report.

Ids of provinces, indices and releases are not foreign keys here: the shipped rows are replaced as a whole, and what
people chose or were told must not depend on them. The outbox does refer to alerts, as these are never deleted; its rows
of one alert are written in one transaction, and on a server by a statement that proves the reference
(``data/db/postgresql.py:_reference``).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from data.db.columns import number_column, platform_column, text_column
from data.db.schema import metadata
from data.db.types import Instant, Moment, Wide, Words

PENDING = text("state = 'pending'")
CLAIMED = text("state = 'claimed'")


subscription = Table(
    "subscription",
    metadata,
    Column("id", Integer, primary_key=True),
    platform_column(),
    Column("chat", BigInteger, nullable=False),
    Column("thread", Wide),
    Column("province", String, nullable=False),
    Column("index", String, nullable=False),
    number_column("min_move"),
    Column("corrections", Boolean, nullable=False, server_default=true()),
    Column("created", Moment, nullable=False),
    ForeignKeyConstraint(["platform", "chat"], ["chat.platform", "chat.id"]),
    UniqueConstraint("platform", "chat", "province", "index"),
    CheckConstraint("min_move >= 0", name="min_move"),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True),
    # what it tells of: a 'release' or a 'plan' of this id, or on a day ('reminder', 'digest', 'report')
    Column("subject", String, nullable=False, server_default=text("'release'")),
    Column("release", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("created", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Column("total", Integer, nullable=False),
    Column("ended", String),  # no more of it is sent: 'expired', or 'superseded' by a correction or a withdrawal
    number_column("resumed"),  # how often operators let it go on that was held for a mistake of ours
    CheckConstraint("kind IN ('release', 'correction', 'note', 'withdrawal', 'reinstatement')", name="kind"),
    CheckConstraint("ended IN ('expired', 'superseded')", name="ended"),
    Index("ix_alert_release", "release"),
)

# How many rows of an alert are in a state (and why), kept up to date with the rows: counting them takes too long.
alert_count = Table(
    "alert_count",
    metadata,
    Column("alert", Integer, ForeignKey("alert.id"), primary_key=True),
    Column("what", String, primary_key=True),
    Column("reason", String, primary_key=True),
    Column("rows", Integer, nullable=False),
)

alert_text = Table(
    "alert_text",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert", Integer, ForeignKey("alert.id"), nullable=False),
    text_column("language"),
    Column("hash", String, nullable=False),
    Column("html", Text, nullable=False),
    text_column("buttons"),
    Column("provinces", Words, nullable=False),
    UniqueConstraint("alert", "hash"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Wide, primary_key=True),
    Column("alert", Integer, ForeignKey("alert.id"), nullable=False),
    platform_column(),
    Column("chat", BigInteger, nullable=False),
    Column("thread", Wide),
    Column("text", Integer, ForeignKey("alert_text.id"), nullable=False),
    Column("state", String, nullable=False),
    Column("not_before", Instant, nullable=False, server_default=text("0")),  # 0: at once
    number_column("attempts"),
    number_column("doubtful"),  # attempts that may have arrived without our knowing
    Column("holder", String),
    Column("lease_until", Instant),
    Column("ended_at", Instant),
    Column("message_id", Wide),
    Column("reason", Text),
    Column("detail", Text),
    UniqueConstraint("alert", "platform", "chat"),
    CheckConstraint(
        "state IN ('pending', 'held', 'claimed', 'sent', 'unknown', 'failed', 'expired', 'superseded')",
        name="state",
    ),
    Index("ix_outbox_chat", "platform", "chat"),
    Index("ix_outbox_due", "platform", "not_before", sqlite_where=PENDING, postgresql_where=PENDING),
    Index("ix_outbox_claimed", "platform", "lease_until", sqlite_where=CLAIMED, postgresql_where=CLAIMED),
)

sender_lease = Table(
    "sender_lease",
    metadata,
    Column("platform", String, primary_key=True),  # one sender for each messenger
    Column("holder", String, nullable=False),
    Column("until", Instant, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String, nullable=False),
    text_column("release"),
    text_column("file_hash"),
    text_column("detail"),
)

# What people say is wrong, until an operator is done with it. A number is never used again: operators answer by it.
feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    platform_column(),
    Column("chat", BigInteger, nullable=False),
    Column("thread", Wide),
    Column("message_id", Wide),  # what an answer is to quote
    Column("person", BigInteger),
    Column("created", Moment, nullable=False),
    text_column("language"),
    text_column("asked"),  # the question in words
    text_column("question"),  # the question as a button carries it
    text_column("answer"),
    text_column("words"),
    text_column("data_version"),
    sqlite_autoincrement=True,
)
