"""The life of a worker: it says again and again that it lives, and knows until when others believe it.

After that time it must do nothing, as another may have taken its updates and duties. A process that was frozen wakes
after it, so every step that others would notice asks ``holds`` at the last moment.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import socket
import time
import uuid
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from dataclasses import replace
from glob import escape
from pathlib import Path
from typing import Any, Final, Literal

from bot.workers.clock import SharedClock
from data.db.lock_file import LockFile, is_dead
from data.version import VERSION
from data.workers.registry import Workers, WorkerSign

log = logging.getLogger(__name__)

Receives = Literal["polling", "webhook"]

EVERY: Final = 0.8
"""Seconds between two signs of life."""
SET_RIGHT_EVERY: Final = 30
"""Signs of life between two looks at the shared clock."""


def sign_of(receives: Receives, now: dt.datetime) -> WorkerSign:
    """What this process says of itself."""
    host, pid = socket.gethostname(), os.getpid()
    return WorkerSign(f"{host}:{pid}:{uuid.uuid4().hex[:8]}", host, pid, VERSION, receives, now)


class WorkerLife:
    """One worker; files beside ``beside`` show to others on this machine whether it lives. ``in_hand`` counts what it
    has begun, ``lapsed`` is called when whatever it held may be another's, and ``freed`` when there may be more to do.
    """

    def __init__(
        self,
        workers: Workers,
        sign: WorkerSign,
        clock: SharedClock,
        beside: Path,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        every: float = EVERY,
    ) -> None:
        self.id = sign.id
        self.clock = clock
        self._workers, self._sign, self._monotonic, self._every = workers, sign, monotonic, every
        self._until = float("-inf")
        self._wanted: set[str] = set()
        self._duties: frozenset[str] = frozenset()
        self._changed = asyncio.Event()
        self._ended = False
        self._saying = asyncio.Lock()
        self._files = WorkerFiles(beside)
        self.in_hand: Callable[[], int] = lambda: 0
        self.lapsed: Callable[[], object] = lambda: None
        self.freed: Callable[[], object] = lambda: None

    def holds(self) -> bool:
        """Whether nobody else can have taken what this worker has."""
        return self._monotonic() < self._until

    def silent(self) -> float:
        """Seconds since the database last took a sign of life."""
        return self._monotonic() - self._until + self._workers.ttl.total_seconds()

    def on_duty(self, name: str) -> bool:
        return name in self._duties and self.holds()

    async def begin(self) -> None:
        """Be known. Raises what the database says."""
        await self.clock.set_right()
        self._files.mark(self.id)
        await self._beat()

    async def run(self) -> None:
        """Say again and again that this worker lives, until it ends or this is cancelled. Without the database it lives
        no longer than the others believe, and begins anew when that is back.
        """
        count, failing = 0, False
        while not self._ended:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every):
                    await self._changed.wait()
            self._changed.clear()
            if self._ended:
                return
            count += 1
            try:
                if count % SET_RIGHT_EVERY == 0:
                    await self.clock.set_right()
                await self._beat()
                failing = False
            except Exception as error:
                if not failing:
                    log.warning("the other workers cannot be told that this one lives: %s", error)
                failing = True
                if not self.holds():
                    self._lose()

    async def _beat(self) -> None:
        async with self._saying:
            if not self._ended:
                await self._say()

    async def _say(self) -> None:
        asked = self._monotonic()
        late = self._until != float("-inf") and asked >= self._until
        dead = [*self._files.dead(), *((self.id,) if late else ())]
        sign = replace(self._sign, in_hand=self.in_hand())
        standing = await self._workers.heard(sign, self._wanted, self.clock(), dead)
        if late or standing.had_lapsed:
            log.warning("this worker was not heard for a while: whatever it held is taken up anew")
            self._lose()
        self._until = asked + self._workers.ttl.total_seconds()
        self._duties = standing.duties
        self._files.bury(dead)
        if standing.freed or late:
            self.freed()

    def _lose(self) -> None:
        self._duties = frozenset()
        self.lapsed()

    async def while_on_duty(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do a work that only one worker does at a time: begun whenever this one gets the duty, cancelled when it loses
        it; until cancelled itself. What the work raises is raised.
        """
        self._wanted.add(name)
        self._changed.set()
        doing: asyncio.Task[None] | None = None
        try:
            while True:
                if doing is None and self.on_duty(name):
                    doing = asyncio.create_task(work())
                elif doing is not None and not self.on_duty(name):
                    await _cancelled(doing)
                    doing = None
                if doing is None:
                    await asyncio.sleep(self._every / 4)
                    continue
                await asyncio.wait([doing], timeout=self._every / 4)
                if doing.done():
                    doing.result()
                    return
        finally:
            self._wanted.discard(name)
            if doing is not None:
                await _cancelled(doing)

    async def end(self) -> None:
        """Hold nothing any more, at once. A failure does no harm: its time runs out."""
        self._ended = True
        async with self._saying:  # a sign of life that is under way would come after it
            self._until, self._duties = float("-inf"), frozenset()
            try:
                await self._workers.left(self.id)
            except Exception as error:
                log.warning("the other workers could not be told that this one ends: %s", error)
        self._files.unmark()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task])
    if not task.cancelled() and (error := task.exception()) is not None:
        log.warning("a duty that was lost ended with an error: %s", error)


class WorkerFiles:
    """Files by which the workers of one machine see at once that another has ended: locked while it lives, and holding
    its id.
    """

    def __init__(self, beside: Path) -> None:
        self._folder, self._prefix = beside.parent, f"{beside.name}-worker-"
        self._own: LockFile | None = None

    def mark(self, id: str) -> None:
        """Show that this worker lives."""
        file = LockFile.take(self._folder / f"{self._prefix}{uuid.uuid5(uuid.NAMESPACE_OID, id).hex[:16]}")
        if file is not None and file.write(0, id.encode()):
            self._own = file
        elif file is not None:
            file.close(remove=True)

    def unmark(self) -> None:
        if self._own is not None:
            self._own.close(remove=True)
            self._own = None

    def dead(self) -> Iterator[str]:
        """The ids of those whose process has ended."""
        for path in self._paths():
            if is_dead(path):
                with suppress(OSError, UnicodeDecodeError):
                    yield path.read_text(encoding="utf-8")

    def bury(self, ids: list[str]) -> None:
        """Take away the files of the dead, which everybody has been told of."""
        for path in self._paths():
            with suppress(OSError, UnicodeDecodeError):
                if is_dead(path) and path.read_text(encoding="utf-8") in ids:
                    path.unlink()

    def _paths(self) -> list[Path]:
        try:
            return [
                path
                for path in self._folder.glob(f"{escape(self._prefix)}*")
                if self._own is None or path != self._own.path
            ]
        except OSError:
            return []
