"""Brief tasks of several updates, done together: those that wait at the same time share one hop and one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection

from data.db.worker_thread import WorkerThread, to_its_end

T = TypeVar("T")
Task = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True)
class _Waiting:
    task: Task
    done: asyncio.Future[Any]


class Batches:
    """Hands tasks to a worker thread. Whatever came while one batch was under way is the next: a hop to another thread
    and back takes longer than most tasks do.

    A batch is gathered for ``gather`` seconds, which nobody notices, so that under load fewer and larger ones are
    committed. ``turn`` is held while it runs. A batch of which a task fails is undone, and each of its tasks is run
    again in a transaction of its own; so a task may be run twice, and only what it does to the database counts.
    """

    def __init__(
        self, worker: WorkerThread, turn: AbstractAsyncContextManager[Any], *, write: bool, gather: float = 0.0
    ) -> None:
        self._worker = worker
        self._turn = turn
        self._write = write
        self._gather = gather
        self._waiting: list[_Waiting] = []
        self._running: asyncio.Task[None] | None = None

    async def run(self, task: Callable[[Connection], T]) -> T:
        """Run the task and return its result, once that is committed. A cancelled caller waits for the task's end."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(task, loop.create_future())
        self._waiting.append(waiting)
        if self._running is None:
            self._running = loop.create_task(self._run())
        found: T = await to_its_end(waiting.done)
        return found

    async def close(self) -> None:
        """Wait until nothing is under way."""
        while self._running is not None:
            await asyncio.wait([self._running])

    async def _run(self) -> None:
        batch: list[_Waiting] = []
        try:
            while self._waiting:
                await asyncio.sleep(self._gather)
                async with self._turn:
                    batch, self._waiting = self._waiting, []
                    outcomes = await self._worker.run_all([one.task for one in batch], self._write)
                for one, (result, error) in zip(batch, outcomes, strict=True):
                    if error is None:
                        one.done.set_result(result)
                    else:
                        one.done.set_exception(error)
        finally:
            # Only where this task itself was ended: whoever waits for it must not wait for ever.
            for one in (*batch, *self._waiting):
                one.done.cancel()
            self._waiting = []
            self._running = None
