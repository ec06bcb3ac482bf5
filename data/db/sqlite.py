"""SQLite: a file, its connections over aiosqlite, explicit transactions, its idiom, and its errors in plain words."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from errno import EACCES, EIO
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, Table, TextClause, create_engine, event, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from data.db.engines import WAIT, AudienceTables, Standing, State
from data.db.identity import FileIdentity
from data.db.location import damaged, look, make_folder, make_private, unreachable
from data.db.schema import APPLICATION_ID
from data.db.sqlite_audience import SqliteAudience
from data.db.versions import Versions
from data.errors import DatabaseBusy, DatabaseFull

if TYPE_CHECKING:
    from data.db.condition import Condition

CONNECTIONS = 20
"""Connections of one process, each with a thread: for all updates that are handled at once and what runs beside them.
None is opened for a single query; whoever finds all of them in use waits for the next.
"""

UNREACHABLE = {"SQLITE_CANTOPEN": 0, "SQLITE_READONLY": EACCES, "SQLITE_IOERR": EIO, "SQLITE_PERM": EACCES}
"""SQLite's codes for a file out of reach, each with the system's number that says the same."""


def make_engine(path: Path, *, wait: float = WAIT) -> AsyncEngine:
    """An engine on the file."""
    url = URL.create("sqlite+aiosqlite", database=str(path))
    # isolation_level None: Python's sqlite3 begins no transactions of its own, those below are the only ones.
    arguments = {"timeout": wait, "isolation_level": None}
    # Errors do not show parameters, as ids of chats are among them.
    size = {"pool_size": CONNECTIONS, "max_overflow": 0}
    engine = create_async_engine(url, connect_args=arguments, hide_parameters=True, **size)
    _listen(engine.sync_engine, True, False)
    return engine


def make_plain_engine(path: Path, *, foreign_keys: bool = True, building: bool = False, wait: float = WAIT) -> Engine:
    """An engine without asyncio, for one thread that works on its own. With ``building`` its one connection holds a
    large transaction in memory.
    """
    arguments = {"timeout": wait, "isolation_level": None}
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args=arguments, hide_parameters=True, poolclass=NullPool)
    _listen(engine, foreign_keys, building)
    return engine


def _listen(engine: Engine, foreign_keys: bool, building: bool) -> None:
    def connected(connection: Any, record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        cursor.execute("PRAGMA synchronous = NORMAL")
        if building:
            # Nothing of the transaction reaches the file before it is whole: others see all of it or an empty file.
            cursor.execute("PRAGMA cache_spill = OFF")
        else:
            # The file keeps this mode. It does no harm if another process is switching it at this moment, too.
            with suppress(sqlite3.OperationalError):
                cursor.execute("PRAGMA journal_mode = WAL")
            # After a large transaction the log is cut back to this size (bytes).
            cursor.execute("PRAGMA journal_size_limit = 16777216")
        cursor.close()

    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("chisotinh_writes")
        cursor = connection.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        cursor.close()

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Turn SQLite's errors on a file into DatabaseRefused, DatabaseBusy or DatabaseFull; others pass unchanged."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        code, text = _sqlite_error(error)
        if code in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise DatabaseBusy(f"{path}: another process is writing to the database; try again") from error
        if code == "SQLITE_FULL":
            raise DatabaseFull(f"{path}: no room left on the disk; nothing was written") from error
        if code in ("SQLITE_CORRUPT", "SQLITE_NOTADB"):
            raise damaged(path, text) from error
        if code in UNREACHABLE:
            raise unreachable(path, text, UNREACHABLE[code]) from error
        raise


def _sqlite_error(error: BaseException) -> tuple[str, str]:
    """The name of SQLite's primary result code (without its extension) and its text, from anywhere in the chain."""
    seen: BaseException | None = error
    while seen is not None:
        name = getattr(seen, "sqlite_errorname", None)
        if name:
            return "_".join(name.split("_")[:2]), str(seen)
        seen = seen.orig if isinstance(seen, DBAPIError) and seen.orig else seen.__cause__
    return "", str(error)


class SqliteFile:
    """A file as a DatabaseSite."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown = str(path)
        self.shared = False

    def look(self) -> State:
        return look(self.path)

    def make_private(self) -> None:
        make_private(self.path)

    def make_room(self) -> None:
        make_folder(self.path)
        make_private(self.path)

    @cached_property
    def _identity(self) -> FileIdentity:
        return FileIdentity(self.path)

    def verify(self) -> None:
        self._identity.verify()

    def engine(self, wait: float) -> AsyncEngine:
        self.verify()  # from now on it must be this file
        return make_engine(self.path, wait=wait)

    def plain_engine(
        self, wait: float, *, building: bool = False, unchecked: bool = False, apart: bool = False
    ) -> Engine:
        return make_plain_engine(self.path, foreign_keys=not unchecked, building=building, wait=wait)

    async def wakeups(self) -> AsyncGenerator[str]:
        """Nobody else calls out: there are no other workers."""
        for word in tuple[str, ...]():
            yield word

    def plainly(self) -> AbstractContextManager[None]:
        return plainly(self.path)

    def condition(self) -> Condition | None:
        from data.db.condition import condition_of

        return condition_of(self.path)

    def before_upgrade(self, version: str) -> Path | None:
        from data.db.backups import before_upgrade

        return before_upgrade(self.path, version)


class SqliteIdiom:
    """SQLite's own way."""

    def __init__(self) -> None:
        self.audience: AudienceTables = SqliteAudience()

    def standing(self, connection: Connection) -> Standing:
        names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
        if not names:
            return None
        if not {"alembic_version", "meta"} <= names:
            return Versions("", "")
        tables = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        rows = connection.exec_driver_sql("SELECT key, value FROM meta")
        return Versions.read(tables, {row.key: row.value for row in rows})

    def change_tables(self, connection: Connection, change: Callable[[], object], wait: float) -> None:
        change()  # who reads goes on with the tables as they were, until this is committed

    def mark(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def defer_foreign_keys(self, connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")

    def call_out(self, connection: Connection, word: str) -> None:
        """Nothing to do: nobody else listens."""

    def clock(self, connection: Connection) -> dt.datetime | None:
        return None

    def put(self, connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        statement = insert(table).compile(dialect=connection.dialect, column_keys=list(names))
        if found := [tuple(row) for row in rows]:
            connection.exec_driver_sql(str(statement), found)

    def run_many(self, connection: Connection, statement: TextClause, rows: Sequence[Mapping[str, Any]]) -> None:
        # SQLite reads :name by itself; SQLAlchemy would look at every value of every row.
        connection.exec_driver_sql(statement.text, list(rows))

    def change(
        self,
        connection: Connection,
        table: Table,
        names: Sequence[str],
        cleared: Sequence[str],
        rows: Sequence[Mapping[str, Any]],
    ) -> None:
        values = ", ".join([*(f"{name} = :{name}" for name in names), *(f"{name} = NULL" for name in cleared)])
        connection.exec_driver_sql(f"UPDATE {table.name} SET {values} WHERE id = :id", list(rows))

    def last_number(self, connection: Connection, table: Table) -> int:
        if table.dialect_options["sqlite"]["autoincrement"]:
            found = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,))
        else:
            found = connection.exec_driver_sql(f"SELECT max(id) FROM {table.name}")
        return found.scalar() or 0

    def numbered(self, connection: Connection, table: Table, last: int) -> None:
        if table.dialect_options["sqlite"]["autoincrement"]:  # of the others SQLite looks at the rows
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (table.name, last))

    def faults(self, connection: Connection, *, whole: bool) -> Iterator[tuple[str, str]]:
        if whole:
            for line in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
                if line != "ok":
                    yield "file", line
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"{row[0]} row {row[1]}", f"refers to a row of {row[2]} that is not there"


SQLITE = SqliteIdiom()
