"""What Telegram delivered to the webhook, kept until it was handled: no kill loses what was answered for.

Its content is gone as soon as it was handled; its number stays for ``KEPT``, so that nothing is handled twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import BindParameter, Connection, TextClause, bindparam, text

from data.database import Database
from data.db.types import stamp

T = TypeVar("T")


KEPT = dt.timedelta(days=2)
"""How long a number is known. Telegram gives up an update that it could not deliver after one day."""
CLEARED_EVERY = dt.timedelta(hours=1)
TRIES = 2
"""How often an update is taken up after a restart. One that was under way at every kill may be what kills."""

AT_ONCE = 500
"""Rows of one statement. Each statement is a time that the thread gives up Python's lock and waits for it again, so
that a row a statement would take many times as long while the bot is busy.
"""

WAITING = text("SELECT id, content, resumed FROM update_received WHERE bot = :bot AND state = 'waiting' ORDER BY id")
IDS: BindParameter[int] = bindparam("ids", expanding=True)
DONE = text(
    "UPDATE update_received SET state = 'done', content = NULL, chat = NULL WHERE bot = :bot AND id IN :ids"
).bindparams(IDS)
RESUMED = text("UPDATE update_received SET resumed = resumed + 1 WHERE bot = :bot AND id IN :ids").bindparams(IDS)
INSERT = (
    "INSERT INTO update_received (bot, id, received, state, content, chat) VALUES {}"
    " ON CONFLICT DO NOTHING RETURNING id"
)
CLEAR = text("DELETE FROM update_received WHERE state = 'done' AND received < :before")


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update as it was delivered, in JSON, and the chat in which it happened; None where it is of none."""

    content: str
    chat: int | None


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
        self, received: Mapping[int, NewUpdate], done: Collection[int], now: dt.datetime, begun: Collection[int] = ()
    ) -> frozenset[int]:
        """Keep what was received, by number, forget the content of what is done, and count what is ``begun`` once
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
        received: Mapping[int, NewUpdate],
        done: Collection[int],
        now: dt.datetime,
        begun: Collection[int],
        clear: bool,
    ) -> frozenset[int]:
        fresh = insert_new(connection, self._bot, received, now)
        for change, numbers in ((RESUMED, begun), (DONE, done)):
            self._change(connection, change, numbers)
        if clear:
            connection.execute(CLEAR, {"before": stamp(now - KEPT)})
        return fresh

    def _change(self, connection: Connection, change: TextClause, numbers: Collection[int]) -> None:
        for some in batched(numbers):
            connection.execute(change, {"bot": self._bot, "ids": list(some)})

    async def unfinished(self) -> Unfinished:
        """What was received and not finished by the process before this one. What is given up becomes done."""

        def work(connection: Connection) -> Unfinished:
            rows = connection.execute(WAITING, {"bot": self._bot}).all()
            given_up = tuple(row.id for row in rows if row.resumed >= TRIES)
            self._change(connection, DONE, given_up)
            return Unfinished({row.id: row.content for row in rows if row.resumed < TRIES}, given_up)

        return await self._database.work(work)


def insert_new(connection: Connection, bot: int, received: Mapping[int, NewUpdate], now: dt.datetime) -> frozenset[int]:
    """Keep what was received, by number; returns the numbers that had not been received before."""
    fresh = set[int]()
    for some in batched(received.items()):
        values: dict[str, object] = {"bot": bot, "now": stamp(now)}
        for place, (id, new) in enumerate(some):
            values |= {f"id{place}": id, f"content{place}": new.content, f"chat{place}": new.chat}
        rows = ", ".join(f"(:bot, :id{at}, :now, 'waiting', :content{at}, :chat{at})" for at in range(len(some)))
        fresh.update(connection.scalars(text(INSERT.format(rows)), values))
    return frozenset(fresh)


def batched(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """The items, ``AT_ONCE`` at a time."""
    waiting = iter(items)
    while some := tuple(islice(waiting, AT_ONCE)):
        yield some
