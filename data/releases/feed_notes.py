"""What operators were told of the watched feed, and what they put aside: kept in the audit, so that it outlives the
process that did it.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sqlalchemy import Connection, select

from data.database import Database
from data.db.schema_alerts import audit as table
from data.releases.audit import note

FeedNote = Literal["feed told", "feed over", "feed dismissed", "feed reopened"]
"""Operators were told; what they were told of is over; an operator put an entry aside; took it up again."""


class FeedNotes:
    """Notes by key: the newest one of a key holds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self) -> dict[str, str]:
        """The newest note of every key."""

        def work(connection: Connection) -> dict[str, str]:
            query = select(table.c.detail, table.c.what).where(table.c.what.like("feed %")).order_by(table.c.id)
            return {row.detail: row.what for row in connection.execute(query)}

        async with self._database.read() as connection:
            return await connection.run_sync(work)

    async def write(self, key: str, what: FeedNote, *, who: str, now: dt.datetime, file_hash: str = "") -> None:
        await self._database.work(lambda connection: note(connection, now, who, what, "", file_hash, key))
