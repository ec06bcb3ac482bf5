"""The record of who did what, when, and from which file: written in the transaction that does it, never changed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, func, insert, select

from data.alerts.model import AuditEntry
from data.db.rows import columns, fetch
from data.db.schema_alerts import audit as table


def note(
    connection: Connection, at: dt.datetime, who: str, what: str, release: str, file_hash: str = "", detail: str = ""
) -> None:
    values = {
        "at": not_before_last(connection, at),
        "who": who,
        "what": what,
        "release": release,
        "file_hash": file_hash,
        "detail": detail,
    }
    connection.execute(insert(table).values(values))


def not_before_last(connection: Connection, now: dt.datetime) -> dt.datetime:
    """This moment or, where the clock was set back, that of the last entry: nothing done later has an earlier time."""
    last = connection.scalar(select(func.max(table.c.at)))
    return now if last is None else max(now, last)


def read_audit(connection: Connection, most: int) -> tuple[AuditEntry, ...]:
    """The last entries, the newest first."""
    return fetch(connection, select(*columns(table, AuditEntry)).order_by(table.c.id.desc()).limit(most), AuditEntry)
