"""Who follows what: one row for each chat, province and index; '' stands for any province or index."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, update

from data.alerts.model import FollowOptions, Subscription
from data.alerts.pause import drop_waiting, wake_waiting
from data.database import Database
from data.db import schema
from data.db.rows import columns, fetch
from data.db.schema_alerts import subscription as table

USUAL = FollowOptions()


class Subscriptions:
    """The subscriptions of one database. The caller provides the clock: ``now`` has a time zone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def follow(
        self,
        chat: int,
        *,
        now: dt.datetime,
        province: str = "",
        index: str = "",
        options: FollowOptions = USUAL,
        kind: str = "",
    ) -> Subscription:
        """Follow a province, an index, both, or everything (both ''). Following the same again changes only
        options and topic.

        The chat becomes known with its ``kind`` if it was not. If it followed nothing before, it now gets what was
        dropped for it when it stopped and is still news.
        """
        values = asdict(options)

        def work(connection: Connection) -> Subscription:
            _know(connection, chat, kind, now)
            fresh = not _of(connection, chat)
            same = (table.c.chat == chat, table.c.province == province, table.c.index == index)
            if not connection.execute(update(table).where(*same).values(values)).rowcount:
                key = {"chat": chat, "province": province, "index": index, "created": now}
                connection.execute(insert(table).values(key | values))
            if fresh:
                wake_waiting(connection, chat, now)
            query = select(*columns(table, Subscription)).where(*same)
            return fetch(connection, query, Subscription)[0]

        async with self._database.write() as connection:
            return await connection.run_sync(work)

    async def unfollow(self, id: int, *, chat: int | None = None) -> Subscription | None:
        """Remove a subscription (of this ``chat`` only, if it is given) and return it for ``restore``; None when there
        is none (any more).

        Removing the last one also drops what waits to be sent to the chat.
        """
        async with self._database.write() as connection:
            return await connection.run_sync(_remove, id, chat)

    async def of(self, chat: int, thread: int | None = None) -> tuple[Subscription, ...]:
        """What a chat follows, in the order it began to; with ``thread`` only what it follows in this forum topic."""
        async with self._database.read() as connection:
            found = await connection.run_sync(_of, chat)
        return tuple(one for one in found if thread is None or one.thread == thread)

    async def get(self, id: int) -> Subscription | None:
        query = select(*columns(table, Subscription)).where(table.c.id == id)
        async with self._database.read() as connection:
            found = await connection.run_sync(fetch, query, Subscription)
        return found[0] if found else None


def _of(connection: Connection, chat: int) -> tuple[Subscription, ...]:
    query = select(*columns(table, Subscription)).where(table.c.chat == chat).order_by(table.c.id)
    return fetch(connection, query, Subscription)


def _know(connection: Connection, chat: int, kind: str, now: dt.datetime) -> None:
    known = connection.execute(select(schema.chat.c.kind).where(schema.chat.c.id == chat)).first()
    if known is None:
        connection.execute(insert(schema.chat).values(id=chat, kind=kind, created=now, seen=now))
    elif kind and not known.kind:
        connection.execute(update(schema.chat).where(schema.chat.c.id == chat).values(kind=kind))


def _remove(connection: Connection, id: int, chat: int | None) -> Subscription | None:
    query = select(*columns(table, Subscription)).where(table.c.id == id)
    found = fetch(connection, query, Subscription)
    if not found or (chat is not None and found[0].chat != chat):
        return None
    connection.execute(delete(table).where(table.c.id == id))
    if not _of(connection, found[0].chat):
        drop_waiting(connection, found[0].chat)
    return found[0]
