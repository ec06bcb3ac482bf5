"""Who follows what: one row for each chat, province and index; '' stands for any province or index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import Connection, delete, distinct, func, insert, or_, select, update

from data.alerts.model import Subscription
from data.chats.pause import drop_waiting, wake_waiting
from data.db import schema
from data.db.database import Database
from data.db.rows import columns, fetch
from data.db.schema_alerts import subscription as table


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
        thread: int | None = None,
        min_move: int = 0,
        corrections: bool = True,
        kind: str = "",
    ) -> Subscription:
        """Follow a province, an index, both, or everything (both ''). Following the same again changes only
        options and topic.

        The chat becomes known with its ``kind`` if it was not. If it followed nothing before, it now gets what was
        dropped for it when it stopped and is still news.
        """
        values = {"thread": thread, "min_move": min_move, "corrections": corrections}

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

    async def unfollow_all(self, chat: int) -> tuple[Subscription, ...]:
        """Remove all subscriptions of a chat and return them for ``restore``. Nothing more is sent to it."""

        def work(connection: Connection) -> tuple[Subscription, ...]:
            gone = _of(connection, chat)
            connection.execute(delete(table).where(table.c.chat == chat))
            drop_waiting(connection, chat)
            return gone

        async with self._database.write() as connection:
            return await connection.run_sync(work)

    async def restore(self, subscription: Subscription, *, now: dt.datetime) -> Subscription:
        """Undo ``unfollow``: the subscription has the same options and topic, but may have another id."""
        return await self.follow(
            subscription.chat,
            now=now,
            province=subscription.province,
            index=subscription.index,
            thread=subscription.thread,
            min_move=subscription.min_move,
            corrections=subscription.corrections,
        )

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

    async def count_for(self, index: str = "", provinces: Collection[str] | None = None) -> int:
        """How many chats a release of the index concerns, for these provinces (None: for all); with the index '' every
        chat that follows anything is counted.
        """
        query = select(func.count(distinct(table.c.chat)))
        if index:
            query = query.where(table.c.index.in_(("", index)))
        if provinces is not None:
            query = query.where(or_(table.c.province == "", table.c.province.in_(provinces)))
        async with self._database.read() as connection:
            return int(await connection.scalar(query) or 0)


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
