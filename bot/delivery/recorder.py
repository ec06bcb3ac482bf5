"""Writes results into the database, many at once; while it does not answer they are kept, and nothing is sent."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from bot.delivery.ports import OutboxPort
from data.alerts.model import Outcome

log = logging.getLogger(__name__)

LINGER: Final = 0.2  # seconds that a result may wait for others to be recorded with
RETRY: Final = (0.1, 0.3, 1.0, 2.0, 2.0)  # seconds between attempts; the last pause is repeated


@dataclass(slots=True)
class _Batch:
    results: list[Outcome] = field(default_factory=list)
    moves: list[tuple[int, int]] = field(default_factory=list)
    slots: int = 0

    def __bool__(self) -> bool:
        return bool(self.results)


class Recorder:
    """Records outcomes in batches.

    ``eager`` says whether waiting for more results is of no use. ``recorded(results, slots)`` is called after each
    commit, ``broken(error)`` when recording fails after it worked.
    """

    def __init__(
        self,
        outbox: OutboxPort,
        now: Callable[[], dt.datetime],
        *,
        eager: Callable[[int], bool],
        recorded: Callable[[Sequence[Outcome], int], None],
        broken: Callable[[Exception], None],
    ) -> None:
        self._outbox, self._now = outbox, now
        self._eager, self._recorded, self._tell_broken = eager, recorded, broken
        self._new, self._held = _Batch(), _Batch()
        self._some, self._enough = asyncio.Event(), asyncio.Event()
        self._closing = False
        self.broken = False

    @property
    def waiting(self) -> int:
        """How many results are not in the database yet."""
        return len(self._new.results) + len(self._held.results)

    def add(self, result: Outcome, *, slots: int = 0, move: tuple[int, int] | None = None) -> None:
        """Have a result recorded, after moving a chat to its new id if ``move`` is given."""
        new = self._new
        new.results.append(result)
        new.slots += slots
        if move is not None:
            new.moves.append(move)
        self._some.set()
        if self._eager(len(new.results)):
            self._enough.set()

    def hurry(self) -> None:
        """Note that no more results are to be expected."""
        self._enough.set()

    async def run(self) -> None:
        """Record until ``close``, and then what is left, unless the database is broken."""
        failures = 0
        while self.waiting or not self._closing:
            if not self._held:
                if not self._new:
                    self._some.clear()
                    self._enough.clear()
                    if not self._closing:
                        await self._some.wait()
                    continue
                if not (self._closing or self._enough.is_set() or self._eager(len(self._new.results))):
                    with suppress(TimeoutError):
                        async with asyncio.timeout(LINGER):
                            await self._enough.wait()
                self._enough.clear()
                self._held, self._new = self._new, _Batch()
            try:
                await self._write(self._held)
            except Exception as error:
                failures += 1
                if not self.broken:
                    self.broken = True
                    self._tell_broken(error)
                if self._closing and failures > len(RETRY):
                    log.error("%d results could not be recorded: these are sent again", self.waiting)
                    return
                await asyncio.sleep(RETRY[min(failures, len(RETRY)) - 1])
                continue
            done, self._held, failures, self.broken = self._held, _Batch(), 0, False
            self._recorded(done.results, done.slots)

    def close(self) -> None:
        """Make ``run`` record what is there and end."""
        self._closing = True
        self._some.set()
        self._enough.set()

    async def _write(self, batch: _Batch) -> None:
        # Each step may be done twice without harm, so a failure in the middle repeats them all.
        for old, new in batch.moves:
            await self._outbox.migrate(old, new)
        await self._outbox.record(batch.results, self._now())
