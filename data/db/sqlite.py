"""The connections: SQLite over aiosqlite, explicit transactions, and SQLite's errors in plain words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EIO
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from data.db.location import damaged, unreachable
from data.errors import DatabaseBusy, DatabaseFull

WAIT = 10.0
"""Seconds for which a connection waits for another process's transaction before it raises DatabaseBusy."""

CONNECTIONS = 20
"""Connections of one process, each with a thread: for all updates that are handled at once and what runs beside them.
None is opened for a single query; whoever finds all of them in use waits for the next.
"""

WRITES = {"chisotinh_writes": True}
"""Execution options of a connection that writes: its transactions take the write lock at their beginning."""

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
