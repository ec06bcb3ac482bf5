"""The leader, the only process that sends: a lease in the database, renewed while sending, given back at the end."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable

from bot.delivery.clock import Clocks
from bot.delivery.ports import OutboxPort

log = logging.getLogger(__name__)


class Leader:
    """The lease as this process holds it: ``holds(now)`` is true only while no other can have it (monotonic clock)."""

    def __init__(
        self,
        outbox: OutboxPort,
        holder: str,
        ttl: dt.timedelta,
        clocks: Clocks,
    ) -> None:
        self._outbox, self._holder, self._ttl = outbox, holder, ttl
        self._clock, self._monotonic = clocks.wall, clocks.monotonic
        self._until = float("-inf")

    @property
    def third(self) -> float:
        """Seconds between two renewals; attempts to get the lease come no later."""
        return self._ttl.total_seconds() / 3

    def holds(self, now: float) -> bool:
        return now < self._until

    async def take(self) -> bool:
        """Try to become the sender; returns whether this process is the sender now."""
        asked = self._monotonic()
        try:
            got = await self._outbox.acquire_lease(self._holder, self._clock(), self._ttl)
        except Exception as error:
            log.warning("the sender's lease cannot be asked for: %s", error)
            return False
        if got:
            self._until = asked + self._ttl.total_seconds()
        return got

    async def keep(self, lost: Callable[[], None]) -> None:
        """Renew the lease for ever; call ``lost`` and end when another process has it, or its time ran out."""
        while True:
            await asyncio.sleep(self.third)
            asked = self._monotonic()
            try:
                kept = await self._outbox.renew(self._holder, self._clock(), self._ttl)
            except Exception as error:
                log.warning("the sender's lease cannot be renewed: %s", error)
                kept = self.holds(self._monotonic())
            else:
                self._until = asked + self._ttl.total_seconds() if kept else float("-inf")
            if not kept:
                lost()
                return

    async def drop(self) -> None:
        """Give back the claims and the lease. A failure does no harm: their time runs out."""
        self._until = float("-inf")
        try:
            await self._outbox.release_claims(self._holder)
            await self._outbox.drop(self._holder)
        except Exception as error:
            log.warning("the sender's lease could not be given back: %s", error)
