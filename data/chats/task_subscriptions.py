"""Which tasks chats follow: one row for each chat, province, agency and index."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from sqlalchemy import Connection, delete, insert, select, update

from data.alerts.model import TaskSubscription
from data.alerts.pause import drop_waiting, wake_waiting
from data.chats.chats import Chats, known_chat
from data.chats.subscriptions import Followed, Unfollowed, count_of, know
from data.database import Database
from data.db.rows import columns, fetch
from data.db.schema_alerts import subscription
from data.db.schema_tasks import task_subscription as table
from data.model.chats import Chat, ChatKey
from data.model.tasks import TaskScope


class TaskSubscriptions:
    """The subscriptions to tasks of one messenger's chats, beside ``Subscriptions`` and with its promises."""

    def __init__(self, database: Database, chats: Chats) -> None:
        self._database = database
        self._chats = chats

    async def follow(
        self, chat: Chat, scopes: Sequence[TaskScope], *, now: dt.datetime, thread: int | None, most: int
    ) -> Followed[TaskSubscription] | None:
        """Follow tasks; the same again changes only the topic. Returns None, and changes nothing, if the chat would
        then have more than ``most`` subscriptions of either kind.
        """

        def work(connection: Connection) -> tuple[Chat, dt.datetime, Followed[TaskSubscription]] | None:
            key = self._chats.key(chat.id)
            found = known_chat(connection, key)
            standing = {one.scope: one for one in _of(connection, key)}
            others = count_of(connection, subscription, key)
            if len(standing.keys() | set(scopes)) + others > most:
                return None
            known, seen = know(connection, replace(chat, platform=key.platform), found, now)
            made = tuple(_follow(connection, key, scope, thread, standing.get(scope), now) for scope in scopes)
            if found and not standing and not others:
                wake_waiting(connection, key, now)
            same = all(standing.get(scope) == one for scope, one in zip(scopes, made, strict=True))
            return known, seen, Followed(made, same, known.quiet)

        done = await self._database.brief(work)
        if done is None:
            return None
        known, seen, followed = done
        self._chats.keep(known, seen)
        return followed

    async def unfollow(
        self, chat: int, which: Callable[[TaskSubscription], bool] = lambda one: True
    ) -> Unfollowed[TaskSubscription]:
        """Remove those of a chat's subscriptions that are wanted. When nothing is left, what waits to be sent to the
        chat is dropped as well. ``which`` is called on the database's thread.
        """

        def work(connection: Connection) -> Unfollowed[TaskSubscription]:
            key = self._chats.key(chat)
            standing = _of(connection, key)
            gone = tuple(one for one in standing if which(one))
            left = len(standing) - len(gone) + count_of(connection, subscription, key)
            if gone:
                connection.execute(delete(table).where(table.c.id.in_([one.id for one in gone])))
                if not left:
                    drop_waiting(connection, key)
            return Unfollowed(gone, left)

        return await self._database.brief(work)

    async def of(self, chat: int) -> tuple[TaskSubscription, ...]:
        """Which tasks a chat follows, in the order in which it began to."""
        return await self._database.brief(lambda connection: _of(connection, self._chats.key(chat)), write=False)


def _of(connection: Connection, chat: ChatKey) -> tuple[TaskSubscription, ...]:
    theirs = table.c.platform == chat.platform, table.c.chat == chat.id
    query = select(*columns(table, TaskSubscription)).where(*theirs).order_by(table.c.id)
    return fetch(connection, query, TaskSubscription)


def _follow(
    connection: Connection,
    chat: ChatKey,
    scope: TaskScope,
    thread: int | None,
    known: TaskSubscription | None,
    now: dt.datetime,
) -> TaskSubscription:
    if known is not None:
        if known.thread != thread:
            connection.execute(update(table).where(table.c.id == known.id).values(thread=thread))
        return replace(known, thread=thread)
    made = TaskSubscription(0, chat.id, thread, scope.province, scope.agency, scope.index, now)
    values = {"platform": chat.platform, "chat": chat.id, "thread": thread, "created": now, **asdict(scope)}
    id = connection.execute(insert(table), values).inserted_primary_key
    assert id is not None
    return replace(made, id=id[0])
