"""The chats the bot has met, and what each has chosen."""

from __future__ import annotations

import dataclasses
import datetime as dt
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from data.alerts.migrate import move
from data.alerts.pause import requiet, resume
from data.database import Database
from data.db import schema
from data.db.rows import columns, fetch
from data.db.types import InCodeOrder
from data.model.chats import TELEGRAM, Chat, ChatKey, Hours

SEEN_EVERY = dt.timedelta(days=1)
"""``seen`` is kept to the day, so that most messages need no write."""

# Every update asks for its chat, so these statements are made once.
THIS = (schema.chat.c.platform == bindparam("of"), schema.chat.c.id == bindparam("chat"))
CHAT_COLUMNS = (*columns(schema.chat, Chat), schema.chat.c.seen)
CHAT = select(*CHAT_COLUMNS).where(*THIS)
INSERT = insert(schema.chat)
UPDATE = update(schema.chat).where(*THIS)


class Chats:
    """The chats of one messenger. The caller provides the clock: ``now`` is always passed in and has a time zone.

    Every update asks for its chat, so the last ``keep`` are held in memory. Where several workers share the database
    only those are whose updates this one has (see ``hold``); whatever else is asked for is read anew.
    """

    def __init__(self, database: Database, *, platform: str = TELEGRAM, keep: int = 10_000) -> None:
        self._database = database
        self.platform = platform
        self._keep = keep
        self._kept: OrderedDict[int, tuple[Chat, dt.datetime]] = OrderedDict()
        self._ids: array[int] | None = None  # of the chats that were known when it was first asked
        self._later: set[int] = set()  # of those that may be known since
        self._channels: tuple[Chat, ...] | None = None
        self._shared = database.shared
        self._held: dict[int, tuple[Chat, dt.datetime] | None] = {}

    def hold(self, id: int, known: tuple[Chat, dt.datetime] | None) -> None:
        """From now on this worker alone has the chat's updates, and this is what the database knows of it."""
        self._held[id] = known

    def let_go(self, id: int) -> None:
        """Another worker may have the chat's updates now."""
        self._held.pop(id, None)

    def key(self, id: int) -> ChatKey:
        return ChatKey(self.platform, id)

    async def get(self, id: int) -> Chat | None:
        """The chat as known, or None for one the bot has never met. Its ``language`` is '' while none was chosen."""
        kept = await self._find(id)
        return kept[0] if kept else None

    async def _find(self, id: int) -> tuple[Chat, dt.datetime] | None:
        if self._shared:
            return self._held[id] if id in self._held else await self._read(id)
        if id in self._kept:
            self._kept.move_to_end(id)
            return self._kept[id]
        if not await self._may_be_known(id):
            return None
        found = await self._read(id)
        if id in self._kept:  # changed meanwhile: what was just read may be older
            return self._kept[id]
        return self.keep(*found) if found else None

    async def _read(self, id: int) -> tuple[Chat, dt.datetime] | None:
        return await self._database.brief(lambda connection: known_chat(connection, self.key(id)), write=False)

    async def _may_be_known(self, id: int) -> bool:
        """Whether it is worth asking the database, which would take a quarter of the answer's time: most who write for
        the first time change nothing that is kept.
        """
        if self._ids is None:
            self._ids = await self._database.brief(lambda connection: _ids(connection, self.platform), write=False)
        place = bisect_left(self._ids, id)
        return (place < len(self._ids) and self._ids[place] == id) or id in self._later

    def keep(self, chat: Chat, seen: dt.datetime) -> tuple[Chat, dt.datetime]:
        """Hold in memory what the database now has of a chat."""
        if self._shared:
            if chat.id in self._held:
                self._held[chat.id] = chat, seen
            return chat, seen
        if chat.managed_by is not None:
            self._channels = None
        self._kept[chat.id] = chat, seen
        while len(self._kept) > self._keep:
            self._later.add(self._kept.popitem(last=False)[0])
        return chat, seen

    def forget(self, id: int) -> None:
        """Forget the chat in memory, because somebody else changed it: it is read again the next time."""
        self._held.pop(id, None)
        self._kept.pop(id, None)
        self._later.add(id)
        self._channels = None

    def drop(self, id: int) -> None:
        """Keep nothing of the chat in memory either, because it was erased."""
        self.forget(id)
        self._later.discard(id)
        place = bisect_left(self._ids, id) if self._ids is not None else 0
        if self._ids is not None and place < len(self._ids) and self._ids[place] == id:
            del self._ids[place]
        managed = [other for other, (chat, _) in self._kept.items() if chat.managed_by == id]
        for other in managed:
            self.forget(other)

    async def upsert(
        self,
        id: int,
        *,
        now: dt.datetime,
        kind: str = "",
        language: str = "",
        title: str = "",
        managed_by: int | None = None,
    ) -> Chat:
        """Remember a chat, or change those values that are given; '' and None leave a value as it is. Rarely writes."""
        given = Chat(id, kind, language, title=title, managed_by=managed_by, platform=self.platform)
        found = await self._find(id)
        if found:
            chat, seen = found
            if _changed(chat, given) == chat and now - seen < SEEN_EVERY:
                return chat
        chat = await self._database.brief(lambda connection: upsert_chat(connection, given, now))
        self.keep(chat, now)
        return chat

    async def quiet(self, id: int) -> Hours | None:
        """The chat's quiet hours; the usual ones for a chat the bot has never met, None when they are off."""
        return (await self.get(id) or Chat(id, "", "")).quiet

    async def set_quiet(self, id: int, hours: Hours | None, *, now: dt.datetime, kind: str = "") -> Chat:
        """Change the quiet hours (none if ``hours`` is None, or from = to); messages that wait follow the new hours."""
        if hours is not None and hours[0] == hours[1]:
            hours = None
        values = dict(zip(("quiet_from", "quiet_to"), hours or (None, None), strict=True))

        def change(connection: Connection) -> Chat:
            chat = upsert_chat(connection, Chat(id, kind, "", platform=self.platform), now)
            connection.execute(UPDATE, values | {"of": self.platform, "chat": id})
            requiet(connection, chat.key, now)
            return dataclasses.replace(chat, quiet_from=values["quiet_from"], quiet_to=values["quiet_to"])

        chat = await self._database.brief(change)
        self.keep(chat, now)
        return chat

    async def set_home(self, id: int, home: str, *, now: dt.datetime, kind: str = "") -> Chat:
        """Choose the province that is meant where none is named; '' is none."""
        return await self._choose(id, {"home": home}, now, kind)

    async def set_tables(self, id: int, wanted: bool, *, now: dt.datetime, kind: str = "") -> Chat:
        """Change whether the chat wants tables as rich messages."""
        return await self._choose(id, {"tables": wanted}, now, kind)

    async def _choose(self, id: int, values: dict[str, Any], now: dt.datetime, kind: str) -> Chat:
        """Write what a chat chose, by column, and hold it in memory."""

        def change(connection: Connection) -> Chat:
            chat = upsert_chat(connection, Chat(id, kind, "", platform=self.platform), now)
            connection.execute(UPDATE, values | {"of": self.platform, "chat": id})
            return dataclasses.replace(chat, **values)

        chat = await self._database.brief(change)
        self.keep(chat, now)
        return chat

    async def resume(self, id: int, now: dt.datetime | None = None) -> bool:
        """Note that the chat can be reached (it wrote, or took the bot back): what waited and is still news is due,
        after the chat's quiet hours if ``now`` is given. Returns False, without a write, if it was not paused: call
        it on any message.
        """
        chat = await self.get(id)
        if chat is None or chat.paused_at is None:
            return False
        resumed = await self._database.brief(lambda connection: resume(connection, self.key(id), now))
        self.forget(id)
        return resumed

    async def managed_by(self, person: int) -> tuple[tuple[int, str], ...]:
        """The channels (id and title) that a person manages, ordered by title."""
        if self._channels is None or self._shared:
            self._channels = await self._database.brief(
                lambda connection: _channels(connection, self.platform), write=False
            )
        return tuple((channel.id, channel.title) for channel in self._channels if channel.managed_by == person)

    async def private_within(self, first: int, last: int) -> tuple[int, ...]:
        """The known chats with an id from ``first`` to ``last``."""
        table = schema.chat
        query = select(table.c.id).where(table.c.platform == self.platform, table.c.id.between(first, last))
        return await self._database.brief(
            lambda connection: tuple(connection.scalars(query.order_by(table.c.id))), write=False
        )

    async def all_within(self, first: int, last: int) -> bool:
        """Whether every known chat has an id from ``first`` to ``last``."""
        table = schema.chat
        query = select(table.c.id).where(table.c.platform == self.platform, ~table.c.id.between(first, last)).limit(1)
        return await self._database.brief(lambda connection: connection.scalar(query) is None, write=False)

    async def migrate(self, old: int, new: int) -> None:
        """Move all of a group to its new id, its alerts too. If both ids are known, the choices of the new one win."""
        await self._database.brief(lambda connection: move(connection, self.key(old), new))
        self.forget(old)
        self.forget(new)


def known_chat(connection: Connection, key: ChatKey) -> tuple[Chat, dt.datetime] | None:
    """The chat as the database has it, and when it was last seen."""
    row = connection.execute(CHAT, {"of": key.platform, "chat": key.id}).first()
    return chat_in(row) if row else None


def chat_in(row: Sequence[Any]) -> tuple[Chat, dt.datetime]:
    """The chat, and when it was last seen, from a row that begins with ``CHAT_COLUMNS``."""
    *values, seen = row[: len(CHAT_COLUMNS)]
    return Chat(*values), seen


def _ids(connection: Connection, platform: str) -> array[int]:
    """The ids of all known chats, in order: eight bytes each."""
    query = select(schema.chat.c.id).where(schema.chat.c.platform == platform).order_by(schema.chat.c.id)
    return array("q", connection.execute(query).scalars())


def _channels(connection: Connection, platform: str) -> tuple[Chat, ...]:
    """The channels that somebody manages, ordered by title."""
    table = schema.chat
    managed = table.c.platform == platform, table.c.kind == "channel", table.c.managed_by.is_not(None)
    query = select(*columns(table, Chat)).where(*managed).order_by(InCodeOrder(table.c.title), table.c.id)
    return fetch(connection, query, Chat)


def _changed(known: Chat, given: Chat) -> Chat:
    return dataclasses.replace(
        known,
        kind=given.kind or known.kind,
        language=given.language or known.language,
        title=given.title or known.title,
        managed_by=given.managed_by or known.managed_by,
    )


def upsert_chat(connection: Connection, given: Chat, now: dt.datetime) -> Chat:
    """Write a chat that was seen ``now``, or those values that are given; returns it as it is known then."""
    found = known_chat(connection, given.key)
    known = found[0] if found else Chat(given.id, "", "", platform=given.platform)
    return write_chat(connection, _changed(known, given), now, new=not found)


def write_chat(connection: Connection, chat: Chat, now: dt.datetime, *, new: bool) -> Chat:
    """Write what ``upsert`` may change of a chat that was seen ``now``."""
    values = {
        "kind": chat.kind,
        "language": chat.language,
        "title": chat.title,
        "managed_by": chat.managed_by,
        "seen": now,
    }
    if new:
        connection.execute(INSERT, values | {"platform": chat.platform, "id": chat.id, "created": now})
    else:
        connection.execute(UPDATE, values | {"of": chat.platform, "chat": chat.id})
    return chat
