"""The tables by which the workers of one bot act as one: what was received and who handles it, which workers there are
and what each alone does, what of a chat they remember, and the files about which operators are being asked.

All of it is of one installation and of no lasting value, but for what was received and is not finished.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, LargeBinary, String, Table, Text, text

from data.db.columns import number_column, text_column
from data.db.schema import metadata
from data.db.types import Counts, Instant

WAITING = text("state = 'waiting'")
FREE = text("state = 'waiting' AND holder IS NULL")


def _bot() -> Column[int]:
    """The bot's id at Telegram: one database may be that of several."""
    return Column("bot", BigInteger, primary_key=True, autoincrement=False)


# What Telegram delivered: whole until it was handled, then its number only, for as long as it might be delivered again.
# Numbers are each bot's own.
update_received = Table(
    "update_received",
    metadata,
    _bot(),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("received", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("content", Text),
    number_column("resumed"),  # how often it was taken up from a process that ended over it
    Column("chat", BigInteger),  # those of one chat are handled in order; NULL where it is of none
    Column("holder", String),  # the worker that handles it; NULL while nobody does
    CheckConstraint("state IN ('waiting', 'done')", name="state"),
    CheckConstraint("(state = 'done') = (content IS NULL)", name="content"),
    Index("ix_update_received_waiting", "bot", "chat", "id", sqlite_where=WAITING, postgresql_where=WAITING),
    Index("ix_update_received_free", "bot", "id", sqlite_where=FREE, postgresql_where=FREE),
    sqlite_with_rowid=False,
)

# A worker lives while its time has not run out; whatever it held is then free.
worker = Table(
    "worker",
    metadata,
    _bot(),
    Column("id", String, primary_key=True),
    text_column("machine"),
    number_column("pid"),
    text_column("version"),
    text_column("receives"),  # 'polling' or 'webhook'
    Column("started", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    number_column("in_hand"),  # updates that it has begun
)

# What only one worker of a bot does at a time. It is free when its holder does not live.
duty = Table(
    "duty",
    metadata,
    _bot(),
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
)

# What was shown last in a chat to a person (0: what is of the chat itself), as the program writes it; for a day.
chat_memory = Table(
    "chat_memory",
    metadata,
    Column("platform", String, primary_key=True, server_default=text("'telegram'")),
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("content", Text, nullable=False),
    Index("ix_chat_memory_person", "platform", "person"),
)

# A file about which an operator is being asked, for an hour, or which waits for any of them (operator 0). What became a
# release stays for a while, without what was in it, so that its buttons can say so.
open_file = Table(
    "open_file",
    metadata,
    Column("id", String, primary_key=True),
    number_column("number"),  # in the order in which they came
    number_column("version"),  # of the row: who changes it says which one was read
    Column("operator", BigInteger, nullable=False),
    Column("opened", Instant, nullable=False),  # or published
    Column("content", Text, nullable=False),  # what is known of it so far, as the program writes it
    Column("confirmed", Counts, nullable=False, server_default=text("''")),  # how many warnings, by operator
    Column("data", LargeBinary),
    text_column("published"),  # the release that it became
    CheckConstraint("(published = '') = (data IS NOT NULL)", name="data"),
    Index("ix_open_file_operator", "operator"),
)
