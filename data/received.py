"""What Telegram delivered to the webhook, kept until it was handled: no kill loses what was answered for.

Its content is gone as soon as it was handled; its number stays for ``KEPT``, so that nothing is handled twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from data.database import Database
from data.db.schema_alerts import update_received as table

KEPT = dt.timedelta(days=2)
"""How long a number is known. Telegram gives up an update that it could not deliver after one day."""
CLEARED_EVERY = dt.timedelta(hours=1)
TRIES = 2
"""How often an update is taken up after a restart. One that was under way at every kill may be what kills."""

THIS = (table.c.bot == bindparam("of"), table.c.id == bindparam("number"))
KNOWN = select(table.c.id).where(table.c.bot == bindparam("of"), table.c.id.in_(bindparam("numbers", expanding=True)))
INSERT = insert(table)
DONE = update(table).where(*THIS).values(state="done", content=None)
RESUMED = update(table).where(*THIS).values(resumed=table.c.resumed + 1)
WAITING = select(table.c.id, table.c.content, table.c.resumed).where(
    table.c.bot == bindparam("of"), table.c.state == "waiting"
)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a process that ended left behind: number -> JSON, in order, and the numbers of what is given up."""

    updates: Mapping[int, str]
    given_up: tuple[int, ...]


class ReceivedUpdates:
    """The updates that one bot (its id at Telegram) received. Every method is one transaction.

    The clock is the caller's: ``now`` has a time zone.
    """

    def __init__(self, database: Database, bot: int) -> None:
        self._database = database
        self._bot = bot
        self._cleared: dt.datetime | None = None

    async def write(
        self, received: Mapping[int, str], done: Collection[int], now: dt.datetime, begun: Collection[int] = ()
    ) -> frozenset[int]:
        """Keep what was received (number -> JSON), forget the content of what is done, and count what is ``begun`` once
        more after a restart. Returns the numbers that had not been received before.
        """
        clear = self._cleared is None or now - self._cleared >= CLEARED_EVERY
        fresh = await self._database.work(lambda connection: self._write(connection, received, done, now, begun, clear))
        if clear:
            self._cleared = now
        return fresh

    def _write(
        self,
        connection: Connection,
        received: Mapping[int, str],
        done: Collection[int],
        now: dt.datetime,
        begun: Collection[int],
        clear: bool,
    ) -> frozenset[int]:
        fresh = set(received)
        if fresh:
            fresh -= set(connection.scalars(KNOWN, {"of": self._bot, "numbers": list(received)}))
        if fresh:
            same = {"bot": self._bot, "received": now, "state": "waiting"}
            rows = [same | {"id": id, "content": content} for id, content in received.items() if id in fresh]
            connection.execute(INSERT, rows)
        for change, numbers in ((RESUMED, begun), (DONE, done)):
            if numbers:
                connection.execute(change, [{"of": self._bot, "number": number} for number in numbers])
        if clear:
            old = table.c.state == "done", table.c.received < bindparam("before")
            connection.execute(delete(table).where(*old), {"before": now - KEPT})
        return frozenset(fresh)

    async def unfinished(self) -> Unfinished:
        """What was received and not finished by the process before this one. What is given up becomes done."""

        def work(connection: Connection) -> Unfinished:
            rows = connection.execute(WAITING.order_by(table.c.id), {"of": self._bot}).all()
            given_up = tuple(row.id for row in rows if row.resumed >= TRIES)
            if given_up:
                connection.execute(DONE, [{"of": self._bot, "number": number} for number in given_up])
            return Unfinished({row.id: row.content for row in rows if row.resumed < TRIES}, given_up)

        return await self._database.work(work)
