"""Files that wait to become releases: those about which an operator is being asked, and those of the watched feed.

They stand in the database, so that any worker goes on with them and no restart forgets one. What is known of a file is
a text of the program's; each row has a version, and whoever changes it says which one they read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from data.database import Database
from data.db.rows import columns, fetch
from data.db.schema_workers import open_file as table
from data.releases.audit import note
from data.releases.feed_notes import FeedNote

ANYBODY = 0
"""The operator of a file that any operator may publish."""
HOUR = dt.timedelta(hours=1)
"""How long an operator's own file is open."""
LONG = dt.timedelta(days=30)
"""How long a file waits for anybody, unless the feed brings it again, and what was published is known by its file."""
MOST_OPEN = 10
"""Files of one person's own that are open at the same time; of more the oldest is forgotten."""
MOST_OF_ALL = 200
"""The same of all people together: on one day every province may bring its plan."""
REMEMBERED = 100
"""Files of which is remembered that they were published, and as what."""

IS_OPEN = table.c.published == ""


class FileOvertaken(Exception):
    """The open file ``id`` is not as it was read: somebody else, perhaps another worker, changed it, published it or
    wants nothing more of it. Nothing was written.
    """

    def __init__(self, id: str) -> None:
        super().__init__(f"the open file {id} changed meanwhile")
        self.id = id


@dataclass(frozen=True, slots=True)
class KeptFile:
    """An open file as it is kept. ``content`` is what is known of it, as the program writes it; ``confirmed`` counts
    the warnings that each operator has confirmed. ``published`` is the release that it became: then nothing else of it
    is kept. ``version`` is that of the row when it was read.
    """

    id: str
    operator: int
    opened: dt.datetime
    content: str
    confirmed: Mapping[int, int] = field(default_factory=dict)
    published: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class FeedDeed:
    """What an operator (``who``) did at this moment with the entry of the feed that is known by ``key``."""

    what: FeedNote
    key: str
    who: str
    now: dt.datetime


COLUMNS = columns(table, KeptFile)


class OpenFiles:
    """The open files of an installation. Every method is one transaction; ``now`` is the caller's clock."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, file: KeptFile, data: bytes, now: dt.datetime, *, instead: KeptFile | None = None) -> bool:
        """Keep a new file, and forget what is over and what is too much. One of its id is replaced only if it still is
        ``instead``; else nothing is done, and False returned.
        """
        return await self._database.work(lambda connection: _put(connection, file, data, now, instead))

    async def find(self, id: str) -> KeptFile | None:
        """The file of this id, open or published."""
        return await self._database.brief(lambda connection: _find(connection, id), write=False)

    async def of(self, operator: int) -> tuple[KeptFile, ...]:
        """An operator's own open files, the newest first; of ANYBODY those that wait for whoever publishes them."""
        query = select(*COLUMNS).where(table.c.operator == operator, IS_OPEN).order_by(table.c.number.desc())
        return await self._database.brief(lambda connection: fetch(connection, query, KeptFile), write=False)

    async def data(self, id: str) -> bytes | None:
        """What is in a file; None where it is no longer open."""
        query = select(table.c.data).where(table.c.id == id, IS_OPEN)
        return await self._database.work(lambda connection: connection.scalar(query), write=False)

    async def change(self, file: KeptFile, deed: FeedDeed | None = None) -> bool:
        """Write what is known of a file now and what was confirmed, with the note of a ``deed``; False, and nothing
        written, if it is no longer open in the version of ``file``.
        """
        return await self._database.brief(lambda connection: _change(connection, file, deed))

    async def drop(self, id: str) -> bool:
        """Forget a file; False, and nothing done, if it is not open."""
        this = delete(table).where(table.c.id == id, IS_OPEN)
        return bool(await self._database.brief(lambda connection: connection.execute(this).rowcount))

    async def expire(self, now: dt.datetime) -> None:
        """Forget what is over; only reads where nothing is."""
        query = select(func.count()).select_from(table).where(_over(now))
        if await self._database.brief(lambda connection: connection.scalar(query), write=False):
            await self._database.brief(lambda connection: connection.execute(delete(table).where(_over(now))))


def claim(connection: Connection, file: KeptFile) -> None:
    """Make sure, in the transaction that publishes it, that a file is open as it was read. Raises FileOvertaken."""
    query = select(table.c.id).where(table.c.id == file.id, table.c.version == file.version, IS_OPEN)
    if connection.scalar(query) is None:
        raise FileOvertaken(file.id)


def became(connection: Connection, file: KeptFile, release: str, now: dt.datetime) -> None:
    """A file that was claimed is published: only its release is kept, for a while, and for not too many."""
    gone = {"published": release, "opened": now, "content": "", "confirmed": {}, "data": None}
    connection.execute(update(table).where(table.c.id == file.id).values(version=table.c.version + 1, **gone))
    _keep_newest(connection, ~IS_OPEN, REMEMBERED)


def _put(connection: Connection, file: KeptFile, data: bytes, now: dt.datetime, instead: KeptFile | None) -> bool:
    if _find(connection, file.id) != instead:
        return False
    connection.execute(delete(table).where(or_(table.c.id == file.id, _over(now))))
    if file.operator != ANYBODY:
        _keep_newest(connection, and_(IS_OPEN, table.c.operator == file.operator), MOST_OPEN - 1)
        _keep_newest(connection, and_(IS_OPEN, table.c.operator != ANYBODY), MOST_OF_ALL - 1)
    values = {
        "id": file.id,
        "number": (connection.scalar(select(func.max(table.c.number))) or 0) + 1,
        "version": file.version,
        "operator": file.operator,
        "opened": file.opened,
        "content": file.content,
        "confirmed": dict(file.confirmed),
        "data": data,
    }
    connection.execute(insert(table).values(values))
    return True


def _change(connection: Connection, file: KeptFile, deed: FeedDeed | None) -> bool:
    this = table.c.id == file.id, table.c.version == file.version, IS_OPEN
    values = {"content": file.content, "confirmed": dict(file.confirmed), "version": file.version + 1}
    if not connection.execute(update(table).where(*this).values(values)).rowcount:
        return False
    if deed is not None:
        note(connection, deed.now, deed.who, deed.what, "", "", deed.key)
    return True


def _find(connection: Connection, id: str) -> KeptFile | None:
    return next(iter(fetch(connection, select(*COLUMNS).where(table.c.id == id), KeptFile)), None)


def _over(now: dt.datetime) -> ColumnElement[bool]:
    own = and_(IS_OPEN, table.c.operator != ANYBODY)
    return or_(and_(own, table.c.opened < now - HOUR), table.c.opened < now - LONG)


def _keep_newest(connection: Connection, which: ColumnElement[bool], most: int) -> None:
    kept = select(table.c.id).where(which).order_by(table.c.number.desc()).limit(most)
    ids = connection.scalars(kept).all()
    connection.execute(delete(table).where(which, table.c.id.not_in(ids)))
