"""What differs between the engines, as two small protocols: where a database lies, and what an engine says in its own
way. SQLite's answers are in sqlite.py, PostgreSQL's in postgresql.py; nothing else in the house knows an engine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from sqlalchemy import Connection, Engine, Table, TextClause
from sqlalchemy.ext.asyncio import AsyncEngine

from data.db.address import ServerAddress
from data.db.location import path_of
from data.db.versions import Versions

if TYPE_CHECKING:
    from data.db.condition import Condition

WAIT = 10.0
"""Seconds for which a connection waits for another process's transaction before it raises DatabaseBusy."""

WRITES = {"chisotinh_writes": True}
"""Execution options of a connection that writes: its transactions begin by taking the writers' turn."""

UPDATES, FIGURES = "updates", "figures"
"""What is called out to other workers: there is work for them, and figures (and perhaps alerts) are new."""

State = Literal["new", "perhaps", "ours"]
Standing = Versions | None
"""The versions of what is there; None where there is nothing."""
Profile = tuple[str, str, str, int]
"""Language, kind, what is followed (as ``AudienceTables`` says), and the id of the wrong text that was seen (or 0)."""


class DatabaseSite(Protocol):
    """Where a database lies, and how it is reached. Everything may raise DatabaseRefused.

    ``path`` is the file or, of a server, a name in a folder of this machine: what this machine alone has of the
    database lies beside it. ``shown`` is what people are told, without a password.
    """

    @property
    def path(self) -> Path: ...

    @property
    def shown(self) -> str: ...

    @property
    def shared(self) -> bool:
        """Whether several workers of one bot may use it, also from several machines."""
        ...

    def look(self) -> State:
        """Whether there is nothing yet, something of ours, or something that only asking it can tell."""
        ...

    def make_private(self) -> None:
        """Take everybody else's rights on what lies on this machine."""
        ...

    def make_room(self) -> None:
        """Make what must be there before tables can be made."""
        ...

    def verify(self) -> None:
        """Raise DatabaseReplaced where what was opened is no longer there."""
        ...

    def engine(self, wait: float) -> AsyncEngine: ...

    def plain_engine(
        self, wait: float, *, building: bool = False, unchecked: bool = False, apart: bool = False
    ) -> Engine:
        """An engine without asyncio, for one thread that works on its own. ``building``: for one large transaction;
        ``unchecked``: references are not looked at meanwhile, where the engine changes a table by copying it;
        ``apart``: of a shared database, its transactions lock rows and do not take the writers' turn.
        """
        ...

    def wakeups(self) -> AsyncGenerator[str]:
        """What other workers call out from now on, one word each; ends, or raises what the engine says, where they can
        no longer be heard. Nothing may depend on it.
        """
        ...

    def plainly(self) -> AbstractContextManager[None]:
        """Inside of this the engine's errors are DatabaseRefused, DatabaseBusy, DatabaseFull or DatabaseLost."""
        ...

    def condition(self) -> Condition | None:
        """What it is like, looked at without changing anything; None where there is nothing yet."""
        ...

    def before_upgrade(self, version: str) -> Path | None:
        """A copy before the tables are changed, where this program makes one. Without it nothing may be changed."""
        ...


class AudienceTables(Protocol):
    """The temporary tables in which it is found out who is told of a release; a million chats never come to Python.

    They belong to the connection. What is followed is written as ``province move corrections``, joined by ``;`` in the
    order of province and index; of chats that follow several the topic is that of the first.
    """

    def make(self, connection: Connection) -> None: ...

    def seen(self, connection: Connection, alert: int) -> None:
        """Note the chats that have, or may have, a message of an alert; of several alerts the last holds."""
        ...

    def saw(self, connection: Connection, index: str, provinces: Sequence[str] | None) -> None:
        """All who saw a wrong one are told, unless they follow nothing any more or want no corrections."""
        ...

    def others(self, connection: Connection, index: str, provinces: Sequence[str] | None) -> None:
        """All who follow any of it, and saw none, are told."""
        ...

    def profiles(self, connection: Connection) -> list[tuple[int, Profile, int]]:
        """The distinct profiles with their numbers, and how many chats have each."""
        ...

    def wrong_texts(self, connection: Connection) -> Iterable[tuple[int, str, str, str]]:
        """Of each text that was seen: its id, its release, its provinces as they are kept, the kind of its alert."""
        ...

    def windows(self, connection: Connection) -> Sequence[int]:
        """The distinct quiet hours: from * 1440 + to, or -1."""
        ...

    def write(
        self, connection: Connection, alert: int, mails: Sequence[tuple[int, int]], quiet: Sequence[tuple[int, int]]
    ) -> int:
        """Write one row for each chat whose profile has a text; returns how many. ``mails`` are (profile, text),
        ``quiet`` (window, not before).
        """
        ...

    def paused(self, connection: Connection, alert: int) -> Iterable[tuple[str, int]]:
        """Why rows of the alert are held, and how many for each reason."""
        ...

    def clear(self, connection: Connection) -> None:
        """Free the room that all of this takes."""
        ...


class Idiom(Protocol):
    """What an engine says in its own way, on a connection and in its transaction."""

    audience: AudienceTables

    def standing(self, connection: Connection) -> Standing:
        """What is there. Raises DatabaseRefused where it is another program's."""
        ...

    def change_tables(self, connection: Connection, change: Callable[[], object], wait: float) -> None:
        """Run a change of tables in the transaction of the writers' turn, so that others who read go on meanwhile.

        Raises TablesInUse where somebody had a table in hand for all of ``wait`` seconds; ``change`` may be run again.
        """
        ...

    def mark(self, connection: Connection) -> None:
        """Mark the database as ours, and make what its tables need on this engine only."""
        ...

    def defer_foreign_keys(self, connection: Connection) -> None:
        """Look at references only when the transaction is committed."""
        ...

    def put(self, connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert many rows of plain values, which no column type need convert, as quickly as the engine can."""
        ...

    def run_many(self, connection: Connection, statement: TextClause, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement once for each row of plain values, which need no converting, with as little ado as can be."""
        ...

    def change(
        self,
        connection: Connection,
        table: Table,
        names: Sequence[str],
        cleared: Sequence[str],
        rows: Sequence[Mapping[str, Any]],
    ) -> None:
        """Give columns of rows their new values, which need no converting, and clear others; each mapping holds the
        values and the ``id``.
        """
        ...

    def call_out(self, connection: Connection, word: str) -> None:
        """Wake the other workers of a shared database, once the transaction is committed."""
        ...

    def clock(self, connection: Connection) -> dt.datetime | None:
        """What time it is where a shared database is; None where this machine's clock is the only one."""
        ...

    def last_number(self, connection: Connection, table: Table) -> int:
        """The greatest ``id`` that a row has or, where they are never used twice, ever had; 0 for none."""
        ...

    def numbered(self, connection: Connection, table: Table, last: int) -> None:
        """Let the next row be numbered after ``last``, also where rows were inserted with numbers of their own."""
        ...

    def faults(self, connection: Connection, *, whole: bool) -> Iterator[tuple[str, str]]:
        """Where the database itself is at fault, and how; with ``whole`` not only its references."""
        ...


def site_of(place: str | Path | ServerAddress) -> DatabaseSite:
    """Where a database lies: at a path, an ``sqlite+aiosqlite:///`` or a ``postgresql+psycopg://`` address.

    Raises DatabaseRefused for any other, and where what is needed for PostgreSQL is not installed.
    """
    if isinstance(place, ServerAddress) or ServerAddress.is_one(place):
        from data.db.postgresql import PostgresqlServer

        return PostgresqlServer(ServerAddress.read(place))
    from data.db.sqlite import SqliteFile

    return SqliteFile(path_of(place))


def idiom_of(connection: Connection) -> Idiom:
    """The idiom of a connection's engine."""
    name = connection.dialect.name
    if name == "sqlite":
        from data.db.sqlite import SQLITE

        return SQLITE
    if name == "postgresql":
        from data.db.postgresql import POSTGRESQL

        return POSTGRESQL
    raise ValueError(f"no idiom for {name}")
