"""Who follows what: one row for each chat, province and index; '' stands for any province or index.

What following and unfollowing did is said in the same way of these subscriptions and of those to tasks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from data.alerts.model import FollowOptions, Subscription, TaskSubscription
from data.alerts.pause import drop_waiting, wake_waiting
from data.chats.chats import CHAT_COLUMNS, THIS, Chats, chat_in, write_chat
from data.database import Database
from data.db import schema
from data.db.rows import columns
from data.db.schema_alerts import subscription as table
from data.db.schema_tasks import task_subscription
from data.model.chats import Chat, ChatKey, Hours

USUAL = FollowOptions()
THEIRS = (table.c.platform == bindparam("of"), table.c.chat == bindparam("chat"))
OF = select(*columns(table, Subscription)).where(*THEIRS).order_by(table.c.id)
INSERT = insert(table)
CHAT_WITH_ITS = (
    select(*CHAT_COLUMNS, *columns(table, Subscription))
    .select_from(schema.chat.outerjoin(table))
    .where(*THIS)
    .order_by(table.c.id)
)
NAMES = ("chat", "thread", "province", "index", "min_move", "corrections", "created")
S = TypeVar("S", Subscription, TaskSubscription)


@dataclass(frozen=True, slots=True)
class Followed(Generic[S]):
    """What following did: the subscriptions that were wanted, as they stand now; ``known`` says that nothing changed.
    ``quiet`` are the chat's quiet hours.
    """

    subscriptions: tuple[S, ...]
    known: bool
    quiet: Hours | None


@dataclass(frozen=True, slots=True)
class Unfollowed(Generic[S]):
    """What unfollowing did: the subscriptions that are gone, and how many of either kind are left."""

    gone: tuple[S, ...]
    left: int


class Subscriptions:
    """The subscriptions of one messenger's chats. The caller provides the clock: ``now`` has a time zone. What changes
    of a chat is told to ``chats``. Every method is one transaction.
    """

    def __init__(self, database: Database, chats: Chats) -> None:
        self._database = database
        self._chats = chats

    async def follow(
        self,
        chat: Chat,
        provinces: Sequence[str] = ("",),
        index: str = "",
        *,
        now: dt.datetime,
        options: FollowOptions = USUAL,
        most: int | None = None,
    ) -> Followed[Subscription] | None:
        """Follow provinces in an index, or everything ('' for both). Following the same again changes only options and
        topic. Returns None, and changes nothing, if the chat would then have more than ``most`` subscriptions,
        those to tasks among them.

        ``chat`` says what its caller knows of the chat: it becomes known if it was not, and its kind and language are
        filled in where they are missing. If it followed nothing before, it now gets what was dropped for it when it
        stopped and is still news.
        """

        def work(connection: Connection) -> tuple[Chat, dt.datetime, Followed[Subscription]] | None:
            key = self._chats.key(chat.id)
            found, followed = _chat_with_its(connection, key)
            standing = {(one.province, one.index): one for one in followed}
            wanted = [(province, index) for province in provinces]
            tasks = count_of(connection, task_subscription, key)
            if most is not None and len(standing.keys() | set(wanted)) + tasks > most:
                return None
            known, seen = know(connection, replace(chat, platform=key.platform), found, now)
            made = tuple(_follow(connection, key, what, options, standing.get(what), now) for what in wanted)
            if found and not standing and not tasks:
                wake_waiting(connection, key, now)
            same = all(standing.get(what) == one for what, one in zip(wanted, made, strict=True))
            return known, seen, Followed(made, same, known.quiet)

        done = await self._database.brief(work)
        if done is None:
            return None
        known, seen, followed = done
        self._chats.keep(known, seen)
        return followed

    async def unfollow(
        self, chat: int, which: Callable[[Subscription], bool] = lambda one: True
    ) -> Unfollowed[Subscription]:
        """Remove those of a chat's subscriptions that are wanted. When nothing is left, what waits to be sent to the
        chat is dropped as well. ``which`` is called on the database's thread.
        """

        def work(connection: Connection) -> Unfollowed[Subscription]:
            key = self._chats.key(chat)
            standing = _of(connection, key)
            gone = tuple(one for one in standing if which(one))
            left = len(standing) - len(gone) + count_of(connection, task_subscription, key)
            if gone:
                connection.execute(delete(table).where(table.c.id.in_([one.id for one in gone])))
                if not left:
                    drop_waiting(connection, key)
            return Unfollowed(gone, left)

        return await self._database.brief(work)

    async def of(self, chat: int, thread: int | None = None) -> tuple[Subscription, ...]:
        """What a chat follows, in the order it began to; with ``thread`` only what it follows in this forum topic."""
        found = await self._database.brief(lambda connection: _of(connection, self._chats.key(chat)), write=False)
        return tuple(one for one in found if thread is None or one.thread == thread)


def _of(connection: Connection, chat: ChatKey) -> tuple[Subscription, ...]:
    return tuple(Subscription(*row) for row in connection.execute(OF, {"of": chat.platform, "chat": chat.id}))


def _chat_with_its(connection: Connection, chat: ChatKey) -> tuple[tuple[Chat, dt.datetime] | None, list[Subscription]]:
    """The chat as the database has it, when it was seen, and what it follows: all in one query."""
    rows = connection.execute(CHAT_WITH_ITS, {"of": chat.platform, "chat": chat.id}).all()
    if not rows:
        return None, []
    end = len(CHAT_COLUMNS)
    return chat_in(rows[0]), [Subscription(*row[end:]) for row in rows if row[end] is not None]


def count_of(connection: Connection, kind: Table, chat: ChatKey) -> int:
    """How many subscriptions of a kind, by the table that holds them, a chat has."""
    query = select(func.count()).select_from(kind)
    return connection.scalar(query.where(kind.c.platform == chat.platform, kind.c.chat == chat.id)) or 0


def know(
    connection: Connection, chat: Chat, found: tuple[Chat, dt.datetime] | None, now: dt.datetime
) -> tuple[Chat, dt.datetime]:
    """The chat as it is known, and when it was seen; it is written only where something was missing."""
    known, seen = found or (Chat(chat.id, "", "", platform=chat.platform), now)
    filled = replace(known, kind=known.kind or chat.kind, language=known.language or chat.language)
    if found and filled == known:
        return known, seen
    return write_chat(connection, filled, now, new=not found), now


def _follow(
    connection: Connection,
    chat: ChatKey,
    what: tuple[str, str],
    options: FollowOptions,
    known: Subscription | None,
    now: dt.datetime,
) -> Subscription:
    move, corrections = options.min_move, options.corrections
    if known is None:
        made = Subscription(0, chat.id, options.thread, *what, move, corrections, now)
        id = connection.execute(
            INSERT, {name: getattr(made, name) for name in NAMES} | {"platform": chat.platform}
        ).inserted_primary_key
        assert id is not None
        return replace(made, id=id[0])
    made = replace(known, thread=options.thread, min_move=move, corrections=corrections)
    if made != known:
        values = {"thread": options.thread, "min_move": move, "corrections": corrections}
        connection.execute(update(table).where(table.c.id == known.id).values(values))
    return made
