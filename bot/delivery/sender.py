"""The sender of alerts, from the outbox to Telegram: only one sends at a time in the whole installation."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.request import BaseRequest

from bot.delivery.calls import ApiCalls
from bot.delivery.claims import POLL
from bot.delivery.clock import Clocks
from bot.delivery.events import State, Status
from bot.delivery.loop import SendLoop
from bot.delivery.notify import Callback, Notifier
from bot.delivery.options import SenderOptions
from bot.delivery.ports import OutboxPort

log = logging.getLogger(__name__)


class Sender:
    """Sends what is due in the outbox, for as long as ``run`` runs and this process holds the lease.

    A send counts as in flight until its result is in the database, and at most ``options.calls`` are: if the process is
    killed, only those of them that had begun are repeated, and counted so. ``request`` is the alerts' own transport,
    opened and closed here; without it the bot's is used. ``report`` is called with a DeliveryReport for each alert when
    there is nothing more to send for now, ``alarm`` with an Alarm; both may be coroutines, and what they raise is only
    logged.
    """

    def __init__(
        self,
        outbox: OutboxPort,
        bot: Bot,
        options: SenderOptions | None = None,
        *,
        clocks: Clocks | None = None,
        request: BaseRequest | None = None,
        report: Callback | None = None,
        alarm: Callback | None = None,
    ) -> None:
        self.options = options or SenderOptions()
        self._outbox = outbox
        self._clocks, self._request = clocks or Clocks(), request
        self._notifier = Notifier(report, alarm)
        self._stopping = asyncio.Event()
        self.running = False
        self._loop = SendLoop(
            outbox, ApiCalls(bot, request), self.options, self._clocks, self._notifier, self._stopping
        )

    async def run(self, stop: asyncio.Event | None = None) -> None:
        """Send until ``stop`` is set or ``stop()`` is called; then wait for what is in flight, and record it. Errors of
        Telegram or of the database are never raised.
        """
        loop = self._loop
        ending = asyncio.create_task(self._when(stop)) if stop is not None else None
        self.running = True
        if self._request is not None:
            await self._request.initialize()
        try:
            while not self._stopping.is_set():
                if await loop.lease.take():
                    await loop.lead()
                else:
                    await loop.nap(min(POLL, loop.lease.third))
        finally:
            self.running = False
            if ending is not None:
                ending.cancel()
            await self._notifier.close()
            if self._request is not None:
                await self._request.shutdown()

    def stop(self) -> None:
        """End ``run`` as soon as the sends in flight have ended."""
        self._stopping.set()
        self._loop.bell.set()

    def wake(self) -> None:
        """Look into the outbox, because there may be something new."""
        self._loop.claims.look()
        self._loop.bell.set()

    async def resume(self, alert: int = 0) -> tuple[int, ...]:
        """Try again, at once, an alert that was held for our own mistake, or with 0 all of them; returns which these
        are. Each is on trial again, so it is held again if the same goes wrong.
        """
        found: Sequence[int] = self._loop.policy.canary.resume(alert)
        try:
            found = await self._outbox.resume(alert, found)
        except Exception as error:
            log.warning("the rows of a held alert come due within ten minutes: %s", error)
        self.wake()
        return tuple(found)

    def forget(self, chat: int) -> None:
        """Send nothing more to a chat that was erased. What is being sent at this moment may still arrive."""
        self._loop.claims.drop(chat)

    def give_way(self) -> None:
        """Make room for a reply to a person; see ReplyLane."""
        self._loop.pacer.give_way()

    def status(self) -> Status:
        now, loop = self._clocks.monotonic(), self._loop
        policy = loop.policy
        state: State = "sending" if loop.out or loop.claims else "idle"
        if not loop.leading:
            state = "stopped" if self._stopping.is_set() else "standby"
        elif policy.no_database:
            state = "database"
        elif policy.breaker.since is not None:
            state = "outage"
        elif loop.pacer.held(now):
            state = "flood"
        return Status(
            state=state,
            pace=loop.pacer.pace(now),
            in_flight=loop.out,
            in_hand=len(loop.claims),
            sent=policy.sent,
            repeated=policy.repeated,
            unknown=policy.unknown,
            failed=policy.failed,
            paused=policy.paused,
            expired=policy.expired,
            floods=policy.floods,
            held_alerts=tuple(policy.canary.held),
        )

    async def _when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.stop()
