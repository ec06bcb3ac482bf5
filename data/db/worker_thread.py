"""One thread with one connection, for database work that is too long or too frequent for the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine

from data.db.sqlite import make_plain_engine, plainly

T = TypeVar("T")


class WorkerThread:
    """Runs tasks one after the other. The thread and the connection are made for the first task."""

    def __init__(self, path: Path, wait: float) -> None:
        self._path = path
        self._wait = wait
        self._thread: ThreadPoolExecutor | None = None
        self._engine: Engine | None = None
        self._connection: Connection | None = None

    async def run(self, task: Callable[[Connection], T], write: bool) -> T:
        """Run the task in a transaction and return its result. A cancelled caller waits until the task has ended."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        running = asyncio.get_running_loop().run_in_executor(self._thread, self._run, task, write)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.wait([running])
            if not running.cancelled():
                running.exception()  # marks the exception as retrieved
            raise

    async def close(self) -> None:
        if self._thread is not None:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
            self._thread.shutdown(wait=False)
            self._thread = None

    def _run(self, task: Callable[[Connection], T], write: bool) -> T:
        with plainly(self._path):
            if self._connection is None:
                self._engine = self._engine or make_plain_engine(self._path, wait=self._wait)
                self._connection = self._engine.connect()
            connection = self._connection
            try:
                connection.execution_options(chisotinh_writes=write)
                with connection.begin():
                    return task(connection)
            except BaseException:
                self._disconnect()  # whatever state it is in, the next task begins with a new connection
                raise

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
