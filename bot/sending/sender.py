"""The sender of alerts: from the outbox to Telegram, one at a time in the whole installation."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import socket
import time
import uuid
from collections.abc import Callable
from math import ceil
from typing import Final

from telegram import Bot
from telegram.request import BaseRequest

from bot.sending.drive import Drive
from bot.sending.news import State, Status
from bot.sending.outbox_like import OutboxLike
from bot.sending.pacer import FREE_PACE, PAID_PACE
from bot.sending.telling import Callback, Telling
from bot.sending.wire import Wire

log = logging.getLogger(__name__)

FREE_CALLS: Final = 16
MOST_CALLS: Final = 256
LEASE: Final = dt.timedelta(seconds=30)
"""Of the one sender: a second process takes over this long after the first died."""
UNSET: Final = -1.0


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def calls_for(pace: float | None) -> int:
    """Sends in flight: 16 at the free pace; above it, pace times 0.2 s of answering and recording."""
    if pace is None:
        return MOST_CALLS
    return max(FREE_CALLS, min(MOST_CALLS, ceil(pace / 5)))


class Sender:
    """Sends what is due in the outbox, for as long as ``run`` runs and this process holds the lease.

    A send counts as in flight until its result is in the database, and at most ``calls`` (``in_flight``) are:
    if the process is killed, no more than these can be repeated. ``pace`` is in messages a second, ``None``
    for no limit (tests, a server of one's own); ``paid`` asks Telegram for its paid broadcasts. ``request``
    is the alerts' own transport, opened and closed here; without it the bot's is used. ``report`` is called
    with a Report for each alert when there is nothing more to send for now, ``alarm`` with an Alarm; both may
    be coroutines, and what they raise is only logged. ``clock`` is the wall clock; ``monotonic`` never goes
    back.
    """

    def __init__(
        self,
        outbox: OutboxLike,
        bot: Bot,
        *,
        clock: Callable[[], dt.datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        pace: float | None = UNSET,
        paid: bool = False,
        in_flight: int | None = None,
        holder: str | None = None,
        request: BaseRequest | None = None,
        report: Callback | None = None,
        alarm: Callback | None = None,
        lease: dt.timedelta = LEASE,
    ) -> None:
        if pace == UNSET:
            pace = PAID_PACE if paid else FREE_PACE
        self.holder = holder or f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self.calls = in_flight or calls_for(pace)
        self._mono, self._request = monotonic, request
        self._telling = Telling(report, alarm)
        self._stopping = asyncio.Event()
        self._drive = Drive(
            outbox,
            Wire(bot, request),
            self.holder,
            pace=pace,
            paid=paid,
            calls=self.calls,
            lease=lease,
            telling=self._telling,
            stopping=self._stopping,
            clock=clock,
            monotonic=monotonic,
        )

    async def run(self, stop: asyncio.Event | None = None) -> None:
        """Sends until ``stop`` is set or ``stop()`` is called; then waits for what is in flight, and records
        it. Never raises for Telegram's or the database's sake.
        """
        drive = self._drive
        ending = asyncio.create_task(self._when(stop)) if stop is not None else None
        if self._request is not None:
            await self._request.initialize()
        try:
            while not self._stopping.is_set():
                if await drive.lease.take():
                    await drive.lead()
                else:
                    await drive.nap(drive.lease.third)
        finally:
            if ending is not None:
                ending.cancel()
            await self._telling.close()
            if self._request is not None:
                await self._request.shutdown()

    def stop(self) -> None:
        """Ends ``run`` as soon as the sends in flight have ended."""
        self._stopping.set()
        self._drive.bell.set()

    def wake(self) -> None:
        """There may be something new in the outbox."""
        self._drive.supply.look()
        self._drive.bell.set()

    def resume(self) -> None:
        """Try alerts again that were held for our own mistakes; their rows come due within ten minutes."""
        self._drive.judge.trials.resume()
        self.wake()

    def give_way(self) -> None:
        """A reply goes to a person: see ReplyLane."""
        self._drive.pacer.give_way()

    def status(self) -> Status:
        now, drive = self._mono(), self._drive
        judged = drive.judge
        state: State = "sending" if drive.out or drive.supply else "idle"
        if not drive.leading:
            state = "stopped" if self._stopping.is_set() else "standby"
        elif judged.no_database:
            state = "database"
        elif judged.watch.since is not None:
            state = "outage"
        elif drive.pacer.held(now):
            state = "flood"
        return Status(
            state=state,
            pace=drive.pacer.pace(now),
            in_flight=drive.out,
            in_hand=len(drive.supply),
            sent=judged.sent,
            repeated=judged.repeated,
            unknown=judged.unknown,
            failed=judged.failed,
            paused=judged.paused,
            expired=judged.expired,
            floods=judged.floods,
            held_alerts=tuple(judged.trials.held),
        )

    async def _when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.stop()
