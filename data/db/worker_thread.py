"""One thread with one connection, for database work that is too long or too frequent for the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from data.db.engines import DatabaseSite
from data.errors import DatabaseLost, DatabaseRefused, DatabaseTrouble

T = TypeVar("T")
Outcome = tuple[Any, Exception | None]
"""A task's result, or what it raised."""


async def to_its_end(running: asyncio.Future[T]) -> T:
    """The result of what is running. A caller that is cancelled waits until it has ended."""
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait([running])
        if not running.cancelled():
            running.exception()  # marks the exception as retrieved
        raise


class WorkerThread:
    """Runs tasks one after the other. The thread and the connection are made for the first task. ``engine`` makes the
    engine, or gives the one that other threads have, too: statements that it knows need no compiling.
    """

    def __init__(self, site: DatabaseSite, engine: Callable[[], Engine]) -> None:
        self._site = site
        self._engine = engine
        self._thread: ThreadPoolExecutor | None = None
        self._connection: Connection | None = None
        self._writes = False
        self._begun = False

    async def run(self, task: Callable[[Connection], T], write: bool) -> T:
        """Run the task in a transaction and return its result. A cancelled caller waits until the task has ended."""
        return await self._hop(lambda: self._run(task, write))

    async def run_all(self, tasks: Sequence[Callable[[Connection], Any]], write: bool) -> list[Outcome]:
        """Run the tasks in one transaction, or, if any of them fails, each in its own; returns what came of each. What
        is wrong with the database itself comes of all of them.
        """
        return await self._hop(lambda: self._run_all(tasks, write))

    async def _hop(self, work: Callable[[], T]) -> T:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        return await to_its_end(asyncio.get_running_loop().run_in_executor(self._thread, work))

    async def close(self) -> None:
        if self._thread is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
            self._thread.shutdown(wait=False)
            self._thread = None

    def _run(self, task: Callable[[Connection], T], write: bool) -> T:
        try:
            return self._attempt(task, write)
        except DatabaseLost:
            if write and self._begun:
                raise
            # A connection that broke while nobody used it, as when the server was started anew: nothing was done yet.
            return self._attempt(task, write)

    def _attempt(self, task: Callable[[Connection], T], write: bool) -> T:
        self._begun = False
        with self._site.plainly():
            if self._connection is None:
                self._connection = self._engine().connect()
                self._writes = False
            connection = self._connection
            try:
                if write != self._writes:
                    connection.execution_options(chisotinh_writes=write)
                    self._writes = write
                with connection.begin():
                    self._begun = True
                    return task(connection)
            except BaseException:
                self._disconnect()  # whatever state it is in, the next task begins with a new connection
                raise

    def _run_all(self, tasks: Sequence[Callable[[Connection], Any]], write: bool) -> list[Outcome]:
        try:
            found = self._run(lambda connection: [task(connection) for task in tasks], write)
            return [(result, None) for result in found]
        except (DatabaseTrouble, DatabaseRefused) as error:
            return [(None, error)] * len(tasks)
        except Exception as error:
            if len(tasks) == 1:
                return [(None, error)]
        return [outcome for task in tasks for outcome in self._run_all([task], write)]

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
