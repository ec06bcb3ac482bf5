"""The database: built on first use, kept up to date, read by many at a time and written by one.

Use it as ``async with await Database.open(place) as database``, or ``close()`` it. Everything that needs SQL goes
through ``read()``, ``write()`` and ``work()``; they raise DatabaseRefused, DatabaseBusy,
DatabaseFull and DatabaseLost, in plain words.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, nullcontext
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from data.db import schema
from data.db.batches import Batches
from data.db.engines import WAIT, WRITES, DatabaseSite, Standing, idiom_of, site_of
from data.db.versions import RUNS_FROM, SHIPPED
from data.db.worker_thread import WorkerThread
from data.errors import DatabaseBusy, DatabaseOutgrown, DatabaseRefused
from data.opening import Done, Opening, judge, prepare, tell_newer
from data.seeding.loader import SEED_FOLDER, load_seed, seed_version
from data.version import order

if TYPE_CHECKING:
    from data.db.address import ServerAddress

T = TypeVar("T")
COPYING = "copying"
"""The key in ``meta`` that marks a database into which another one is being copied."""
GATHER = 0.002
"""Seconds for which brief writes are gathered before they are committed together."""
BUSY_PAUSE = 0.05
"""Seconds between two attempts to open a database that is busy."""


class Database:
    """An open database. ``done`` says what opening had to do; ``backup`` is the copy that was made before its tables
    were changed, if they were. ``versions`` are those it had then: tables and figures may be of a newer program, whose
    they then are. ``path`` is the file or, of a server, a name in a folder of this machine; ``shown`` is what people
    are told of where it lies. ``shared``: several workers of one bot may use it. ``writes`` counts what was written
    here: while it stays, nobody in this process has changed anything.
    """

    def __init__(self, site: DatabaseSite, engine: AsyncEngine, opening: Opening, wait: float = WAIT) -> None:
        self.path = site.path
        self.shown = site.shown
        self.shared = site.shared
        self.writes = 0
        self.done: Done = opening.done
        self.backup = opening.backup
        self.versions = opening.versions
        self._site = site
        self._engine = engine
        self._writer = asyncio.Lock()
        plain = cache(lambda: site.plain_engine(wait))
        self._writing = WorkerThread(site, plain)
        self._reading = WorkerThread(site, plain)
        self._looking = WorkerThread(site, plain)
        self._aside = WorkerThread(site, cache(lambda: site.plain_engine(wait, apart=True)))
        self._brief_writes = Batches(self._writing, self._writer, write=True, gather=GATHER)
        self._brief_reads = Batches(self._looking, nullcontext(), write=False)

    @classmethod
    async def open(
        cls,
        place: str | Path | ServerAddress,
        *,
        seed: Path = SEED_FOLDER,
        rebuild: bool = False,
        wait: float = WAIT,
        copying: bool = False,
    ) -> Self:
        """Open the database at a path, a ``sqlite+aiosqlite:///`` or a ``postgresql+psycopg://`` address, with the
        figures of the folder ``seed``.

        It is built when there is none and upgraded when its tables are older than the program; its shipped rows are
        replaced when the seed files changed (or with ``rebuild``). Tables of a newer version that this one can go on
        with, and figures that a newer one shipped, are left as they are. Each step is a transaction that two processes
        may try at once. Raises DatabaseRefused (then nothing was touched), SeedError, DatabaseBusy, DatabaseFull.
        ``copying`` is for who copies another database into it; nobody else gets one that is half copied.
        """
        site = site_of(place)
        version = seed_version(seed)
        state = site.look()
        if state != "new":
            site.make_private()
        found = await _patiently(wait, _standing, site, wait, copying) if state != "new" else None
        if found is not None:
            judge(site, found, rebuild)
        if found is not None and found.serve(version) and not rebuild:
            opening = Opening("nothing", found)
        else:
            content = await asyncio.to_thread(load_seed, seed)
            await _patiently(wait, site.make_room)
            opening = await _patiently(wait, prepare, site, content, version, rebuild, wait)
        tell_newer(site, opening.versions)
        return cls(site, site.engine(wait), opening, wait)

    async def close(self) -> None:
        """Close every connection; the database must not be used afterwards."""
        for batches in (self._brief_writes, self._brief_reads):
            await batches.close()
        for thread in (self._writing, self._reading, self._looking, self._aside):
            await thread.close()
        await self._engine.dispose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def verify(self) -> None:
        """Raise DatabaseReplaced when the file was deleted, moved or replaced: what is written then would be lost.

        Everything below does so, before it begins and, where it writes, again before it commits.
        """
        self._site.verify()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection that sees the data as of one moment throughout and never waits for a writer."""
        self.verify()
        with self._site.plainly():
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed at the end, undone by an exception. Only one runs at a time; others wait."""
        async with self._writer:
            self.verify()
            try:
                with self._site.plainly():
                    async with self._engine.connect() as plain:
                        connection = await plain.execution_options(**WRITES)
                        async with connection.begin():
                            yield connection
                            self.verify()
            finally:
                self.writes += 1

    async def work(self, task: Callable[[Connection], T], *, write: bool = True) -> T:
        """Run a task of many steps in a transaction of its own, in one hop to another thread: the event loop goes on.

        As with ``write()``, an exception undoes the task and it waits its turn. A caller that is cancelled still waits
        for the end of the task, which may then have been done. ``write=False`` only reads, and waits for no writer. The
        task must not await, nor touch what the loop's thread changes.
        """
        self.verify()
        if not write:
            return await self._reading.run(task, False)
        async with self._writer:
            try:
                return await self._writing.run(self._verified(task), True)
            finally:
                self.writes += 1

    async def apart(self, task: Callable[[Connection], T]) -> T:
        """Like ``work``, for a task that writes rows on which no other task's decision rests: of a shared database it
        takes no turn, locks the rows that it changes, and sees what others commit meanwhile.
        """
        if not self.shared:
            return await self.work(task)
        self.verify()
        return await self._aside.run(task, True)

    def wakeups(self) -> AsyncGenerator[str]:
        """What other workers call out, see ``DatabaseSite.wakeups``."""
        return self._site.wakeups()

    async def ahead(self) -> dt.timedelta:
        """How far the clock of a shared database is ahead of this machine's; nothing for a file."""

        def task(connection: Connection) -> dt.timedelta:
            asked = time.time()
            theirs = idiom_of(connection).clock(connection)
            if theirs is None:
                return dt.timedelta()
            return theirs - dt.datetime.fromtimestamp((asked + time.time()) / 2, dt.UTC)

        return await self.apart(task) if self.shared else dt.timedelta()

    async def brief(self, task: Callable[[Connection], T], *, write: bool = True) -> T:
        """Like ``work``, for a task of a few quick steps that may be run twice: all that an update reads or writes of
        its chat. Those that wait at the same time are done together (see ``Batches``).
        """
        if write:
            try:
                return await self._brief_writes.run(self._verified(task))
            finally:
                self.writes += 1
        self.verify()
        return await self._brief_reads.run(task)

    def _verified(self, task: Callable[[Connection], T]) -> Callable[[Connection], T]:
        """The task, which fails if the file is gone when it is about to be committed."""

        def verified(connection: Connection) -> T:
            result = task(connection)
            self.verify()
            return result

        return verified

    async def data_version(self) -> str:
        """A text that differs after figures changed: by a rebuild or a release, perhaps in another process.

        Raises DatabaseOutgrown once a newer program has changed the tables so that this one cannot go on with them.
        """
        rows = await self.work(_meta, write=False)
        since = rows.get(RUNS_FROM, "")
        if order(since) > order(schema.SCHEMA_VERSION):
            raise DatabaseOutgrown(self.shown, since, schema.SCHEMA_VERSION)
        return _data_version(rows)


def standing_of(place: str | Path | ServerAddress, wait: float = 2.0) -> Standing:
    """The versions of a database's tables and of its shipped figures, None where none is built. Changes nothing.

    Raises DatabaseRefused, DatabaseBusy and DatabaseLost.
    """
    site = site_of(place)
    return None if site.look() == "new" else _standing(site, wait, copying=True)


def data_version(connection: Connection) -> str:
    return _data_version(_meta(connection))


def _meta(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(schema.meta))}


def _data_version(rows: Mapping[str, str]) -> str:
    return f"{rows.get(SHIPPED, '')}-{rows.get('edition', '0')}"


async def _patiently(wait: float, attempt: Callable[..., T], *arguments: object) -> T:
    """Try, in a thread, again while the database is busy, for as long as ``wait``. SQLite does not wait by itself for
    another process that is switching a new file to its write-ahead log.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + wait
    while True:
        try:
            return await asyncio.to_thread(attempt, *arguments)
        except DatabaseBusy:
            if loop.time() >= deadline:
                raise
        await asyncio.sleep(BUSY_PAUSE)


def _standing(site: DatabaseSite, wait: float, copying: bool = False) -> Standing:
    with site.plainly(), site.plain_engine(wait, building=True).connect() as connection:
        found = idiom_of(connection).standing(connection)
        half = select(schema.meta.c.key).where(schema.meta.c.key == COPYING)
        if found is not None and found.whole and not copying and connection.scalar(half):
            advice = "Run the same `chisotinh db copy` again: it goes on where it stopped."
            raise DatabaseRefused(site.shown, "holds a copy that is not finished", advice, kind="unfinished")
        return found
