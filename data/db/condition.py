"""The condition of a database file, looked at without building, upgrading or changing anything."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from data.db.location import look
from data.db.sqlite import plainly
from data.db.types import moment
from data.db.versions import RUNS_FROM, SHIPPED, SHIPPED_BY, Versions

WAIT = 2.0
"""Seconds to wait for the lock of another process."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a database is like.

    ``versions`` are those of its tables and of the shipped figures in it.
    ``fault`` is the first thing that SQLite's quick check finds, '' if the file is sound. ``writable`` is false while
    another process holds the write lock. ``sender`` names the process that sends alerts, and until when; ``waiting``
    counts the messages to be sent. ``newest`` is the last moment at which something was published or withdrawn.
    """

    size: int
    versions: Versions
    fault: str
    writable: bool
    sender: tuple[str, dt.datetime] | None
    waiting: int
    newest: dt.datetime | None


def condition_of(path: Path, wait: float | None = None, *, writes: bool = True) -> Condition | None:
    """The condition of a file, None where there is none yet. Raises DatabaseRefused, DatabaseBusy.

    ``writes`` says whether it must be possible to write to it.
    """
    if look(path, writes=writes) == "new":
        return None
    with plainly(path), closing(connect(path, WAIT if wait is None else wait)) as connection:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
        fault = "" if found == ("ok",) else str(found[0] if found else "?")
        return Condition(
            size=path.stat().st_size,
            versions=_versions(connection),
            fault=fault,
            writable=not writes or _lockable(connection),
            sender=_sender(connection),
            waiting=int(_one(connection, "SELECT count(*) FROM outbox WHERE state IN ('pending', 'claimed')") or 0),
            newest=_moment(_one(connection, "SELECT max(at) FROM audit")),
        )


def connect(path: Path, wait: float = WAIT) -> sqlite3.Connection:
    """A plain connection to a file that is there; unlike SQLite's own way, none is made where there is none."""
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=wait, isolation_level=None)


def _one(connection: sqlite3.Connection, query: str) -> str:
    """The one value of a query as text, '' where there is none, nor such a table."""
    try:
        found = connection.execute(query).fetchone()
    except sqlite3.OperationalError as error:
        if "no such" not in str(error):
            raise
        return ""
    return "" if found is None or found[0] is None else str(found[0])


def _versions(connection: sqlite3.Connection) -> Versions:
    meta = {
        key: _one(connection, f"SELECT value FROM meta WHERE key = '{key}'") for key in (SHIPPED, SHIPPED_BY, RUNS_FROM)
    }
    return Versions.read(_one(connection, "SELECT version_num FROM alembic_version"), meta)


def _moment(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC) if text else None


def _sender(connection: sqlite3.Connection) -> tuple[str, dt.datetime] | None:
    holder = _one(connection, "SELECT holder FROM sender_lease ORDER BY until DESC LIMIT 1")
    until = _one(connection, "SELECT max(until) FROM sender_lease")
    return (holder, moment(int(until))) if holder and until else None


def _lockable(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    connection.execute("ROLLBACK")
    return True
