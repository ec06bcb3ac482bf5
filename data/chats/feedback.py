"""What people say is wrong, kept until an operator is done with it."""

from __future__ import annotations

import dataclasses
import datetime as dt

from sqlalchemy import Connection, delete, func, insert, select, update

from data.database import Database
from data.db.rows import columns, fetch
from data.db.schema_alerts import feedback as table
from data.model.chats import TELEGRAM


@dataclasses.dataclass(frozen=True, slots=True)
class FeedbackEntry:
    """What somebody said of an answer, or of the bot. ``id`` is 0 until it is kept, and never used a second time.

    ``asked`` is the question in words and ``question`` as a button carries it; both, and ``answer``, are '' where it is
    of no answer. ``words`` are the person's own, '' where they gave none. ``person`` is None where nobody can tell who
    it is. ``thread`` and ``message_id`` say where in the chat an answer belongs.
    """

    id: int
    chat: int
    thread: int | None
    message_id: int | None
    person: int | None
    created: dt.datetime
    language: str
    asked: str
    question: str
    answer: str
    words: str
    data_version: str


ALL = select(*columns(table, FeedbackEntry))
FIELDS = tuple(field.name for field in dataclasses.fields(FeedbackEntry) if field.name != "id")


class FeedbackBox:
    """The open feedback of one messenger. Every method is one transaction."""

    def __init__(self, database: Database, *, platform: str = TELEGRAM) -> None:
        self._database = database
        self._platform = platform

    async def add(self, entry: FeedbackEntry) -> FeedbackEntry:
        """Keep it; returns it with its number."""

        def work(connection: Connection) -> FeedbackEntry:
            values = {name: getattr(entry, name) for name in FIELDS} | {"platform": self._platform}
            key = connection.execute(insert(table).values(values)).inserted_primary_key
            assert key is not None
            return dataclasses.replace(entry, id=key[0])

        return await self._database.brief(work)

    async def get(self, id: int) -> FeedbackEntry | None:
        """The feedback of a number, as long as it is open."""
        return await self._database.brief(lambda connection: _get(connection, self._platform, id), write=False)

    async def open(self) -> tuple[FeedbackEntry, ...]:
        """Everything that is open, the oldest first."""
        query = ALL.where(table.c.platform == self._platform).order_by(table.c.id)
        return await self._database.brief(lambda connection: fetch(connection, query, FeedbackEntry), write=False)

    async def count(self) -> int:
        """How many are open."""
        query = select(func.count()).select_from(table).where(table.c.platform == self._platform)
        return await self._database.brief(lambda connection: connection.scalar(query) or 0, write=False)

    async def of(self, chat: int, person: int | None, question: str) -> FeedbackEntry | None:
        """What is open of this person, in this chat, on the answer to this question."""
        query = ALL.where(
            table.c.platform == self._platform,
            table.c.chat == chat,
            table.c.person.is_not_distinct_from(person),
            table.c.question == question,
        )

        def work(connection: Connection) -> FeedbackEntry | None:
            return next(iter(fetch(connection, query.order_by(table.c.id.desc()).limit(1), FeedbackEntry)), None)

        return await self._database.brief(work, write=False)

    async def add_words(self, id: int, words: str) -> FeedbackEntry | None:
        """Put further words below those that are there; None if it is no longer open."""

        def work(connection: Connection) -> FeedbackEntry | None:
            found = _get(connection, self._platform, id)
            if found is None:
                return None
            joined = f"{found.words}\n{words}".strip()
            connection.execute(update(table).where(table.c.id == id).values(words=joined))
            return dataclasses.replace(found, words=joined)

        return await self._database.brief(work)

    async def done(self, id: int) -> FeedbackEntry | None:
        """An operator is done with it: nothing of it is kept. Returns what it was; None if it was no longer open."""

        def work(connection: Connection) -> FeedbackEntry | None:
            found = _get(connection, self._platform, id)
            if found is not None:
                connection.execute(delete(table).where(table.c.id == id))
            return found

        return await self._database.brief(work)


def _get(connection: Connection, platform: str, id: int) -> FeedbackEntry | None:
    query = ALL.where(table.c.platform == platform, table.c.id == id)
    return next(iter(fetch(connection, query, FeedbackEntry)), None)
