"""The chats the bot has met, and what each has chosen."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict

from sqlalchemy import Connection, delete, insert, select, update

from data import schema
from data.database import Database
from data.model import Chat

SEEN_EVERY = dt.timedelta(days=1)
"""``seen`` is kept to the day: most messages need no write."""


class Chats:
    """Chats of one database. The clock is the caller's: ``now`` is always passed in, with a time zone.

    Every update asks for its chat, so the last ``keep`` are kept in memory; only one process may change them.
    """

    def __init__(self, database: Database, *, keep: int = 10_000) -> None:
        self._database = database
        self._keep = keep
        self._kept: OrderedDict[int, tuple[Chat, dt.datetime]] = OrderedDict()

    async def get(self, id: int) -> Chat | None:
        """The chat as known; its ``language`` is '' while none was chosen. None for one never met."""
        kept = await self._find(id)
        return kept[0] if kept else None

    async def _find(self, id: int) -> tuple[Chat, dt.datetime] | None:
        if id in self._kept:
            self._kept.move_to_end(id)
            return self._kept[id]
        async with self._database.read() as connection:
            found = await connection.run_sync(_get, id)
        if id in self._kept:  # changed meanwhile: what was just read may be older
            return self._kept[id]
        return self._hold(found) if found else None

    def _hold(self, found: tuple[Chat, dt.datetime]) -> tuple[Chat, dt.datetime]:
        self._kept[found[0].id] = found
        while len(self._kept) > self._keep:
            self._kept.popitem(last=False)
        return found

    async def upsert(self, id: int, *, now: dt.datetime, kind: str = "", language: str = "") -> Chat:
        """Remember a chat, or change its kind or language; '' leaves what is known. Rarely writes."""
        found = await self._find(id)
        if found:
            chat, seen = found
            wanted = Chat(id, kind or chat.kind, language or chat.language)
            if chat == wanted and now - seen < SEEN_EVERY:
                return chat
        async with self._database.write() as connection:
            chat = await connection.run_sync(_upsert, Chat(id, kind, language), now)
        self._hold((chat, now))
        return chat

    async def migrate(self, old: int, new: int) -> None:
        """A group's id changed from ``old`` to ``new``. Of two known the new one's choices win."""
        async with self._database.write() as connection:
            await connection.run_sync(_migrate, old, new)
        self._kept.pop(old, None)
        self._kept.pop(new, None)


def _get(connection: Connection, id: int) -> tuple[Chat, dt.datetime] | None:
    row = connection.execute(select(schema.chat).where(schema.chat.c.id == id)).first()
    return (Chat(row.id, row.kind, row.language), row.seen) if row else None


def _upsert(connection: Connection, chat: Chat, now: dt.datetime) -> Chat:
    table = schema.chat
    found = _get(connection, chat.id)
    if found is None:
        connection.execute(
            insert(table).values(id=chat.id, kind=chat.kind, language=chat.language, created=now, seen=now)
        )
        return chat
    known = found[0]
    changed = Chat(chat.id, chat.kind or known.kind, chat.language or known.language)
    connection.execute(
        update(table)
        .where(table.c.id == chat.id)
        .values(kind=changed.kind, language=changed.language, seen=now)
    )
    return changed


def _migrate(connection: Connection, old: int, new: int) -> None:
    table = schema.chat
    before = connection.execute(select(table).where(table.c.id == old)).first()
    if before is None or old == new:
        return
    after = connection.execute(select(table).where(table.c.id == new)).first()
    if after is None:
        connection.execute(update(table).where(table.c.id == old).values(id=new, kind="supergroup"))
        return
    connection.execute(
        update(table)
        .where(table.c.id == new)
        .values(
            language=after.language or before.language,
            created=min(before.created, after.created),
            seen=max(before.seen, after.seen),
        )
    )
    connection.execute(delete(table).where(table.c.id == old))
