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
from contextlib import suppress
from math import ceil
from typing import Any, Final

from telegram import Bot
from telegram.error import RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.sending.clock import DueClock
from bot.sending.judging import Judge
from bot.sending.leases import Lease
from bot.sending.news import Alarm, State, Status
from bot.sending.outbox_like import OutboxLike
from bot.sending.outcomes import SENT, Verdict, judge
from bot.sending.pacer import FREE_PACE, PAID_PACE, Pacer
from bot.sending.recorder import Recorder
from bot.sending.stock import Job
from bot.sending.supply import POLL, Supply
from bot.sending.telling import Callback, Telling, report_of
from bot.sending.wire import message
from data.alerting import Outcome

log = logging.getLogger(__name__)

FREE_CALLS: Final = 16
MOST_CALLS: Final = 256
LEASE: Final = dt.timedelta(seconds=30)
"""Of the one sender: a second process takes over this long after the first died."""
TICK: Final = 0.004
"""The pacer's shortest wait: at a high pace several messages go at each turn."""
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
        self._outbox, self._bot, self._paid = outbox, bot, paid
        self._clock, self._mono, self._request = clock, monotonic, request
        self.holder = holder or f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self.calls = in_flight or calls_for(pace)
        self._pacer = Pacer(pace)
        self._telling = Telling(report, alarm)
        due = DueClock(clock, monotonic)
        self._judge = Judge(due, self._add, self._telling.tell)
        self._lease = Lease(outbox, self.holder, lease, clock, monotonic)
        batch = max(8, self.calls // 2)
        self._supply = Supply(outbox, self.holder, batch, due, clock, monotonic, self._judge, self._add)
        self._recorder = self._new_recorder()
        self._out = 0  # slots taken: sent, and not recorded yet
        self._calling: set[asyncio.Task[None]] = set()
        self._leading = False
        self._stopping = asyncio.Event()
        self._bell = asyncio.Event()

    # --- for others -----------------------------------------------------------------------------------------

    async def run(self, stop: asyncio.Event | None = None) -> None:
        """Sends until ``stop`` is set or ``stop()`` is called; then waits for what is in flight, and records
        it. Never raises for Telegram's or the database's sake.
        """
        ending = asyncio.create_task(self._when(stop)) if stop is not None else None
        if self._request is not None:
            await self._request.initialize()
        try:
            while not self._stopping.is_set():
                if await self._lease.take():
                    await self._lead()
                else:
                    await self._nap(self._lease.third)
        finally:
            if ending is not None:
                ending.cancel()
            await self._telling.close()
            if self._request is not None:
                await self._request.shutdown()

    def stop(self) -> None:
        """Ends ``run`` as soon as the sends in flight have ended."""
        self._stopping.set()
        self._bell.set()

    def wake(self) -> None:
        """There may be something new in the outbox."""
        self._supply.look()
        self._bell.set()

    def resume(self) -> None:
        """Try alerts again that were held for our own mistakes; their rows come due within ten minutes."""
        self._judge.trials.resume()
        self.wake()

    def give_way(self) -> None:
        """A reply goes to a person: see ReplyLane."""
        self._pacer.give_way()

    def status(self) -> Status:
        now, judged = self._mono(), self._judge
        state: State = "sending" if self._out or self._supply else "idle"
        if not self._leading:
            state = "stopped" if self._stopping.is_set() else "standby"
        elif judged.no_database:
            state = "database"
        elif judged.watch.since is not None:
            state = "outage"
        elif self._pacer.held(now):
            state = "flood"
        return Status(
            state=state,
            pace=self._pacer.pace(now),
            in_flight=self._out,
            in_hand=len(self._supply),
            sent=judged.sent,
            repeated=judged.repeated,
            unknown=judged.unknown,
            failed=judged.failed,
            paused=judged.paused,
            expired=judged.expired,
            floods=judged.floods,
            held_alerts=tuple(judged.trials.held),
        )

    # --- leading --------------------------------------------------------------------------------------------

    async def _lead(self) -> None:
        """Everything this process does while it is the one that sends."""
        self._leading, self._out = True, 0
        self._recorder = self._new_recorder()
        keeping = asyncio.create_task(self._lease.keep(self._bell.set))
        recording = asyncio.create_task(self._recorder.run())
        try:
            await self._send_all()
            if not self._stopping.is_set():
                log.warning("another process sends the alerts now: this one waits")
                self._telling.tell(Alarm("lease_lost"))
            await self._supply.fetched()
            if self._calling:
                await asyncio.wait(self._calling)
            self._recorder.close()
            await recording
            if self._lease.holds(self._mono()):
                await self._lease.drop()
        finally:
            # If this is cancelled, the claims are left to their lease: sent, perhaps, and not recorded.
            self._leading = False
            self._supply.forget()
            ends = [keeping, recording, *self._calling]
            for task in ends:
                task.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    async def _send_all(self) -> None:
        watch, supply = self._judge.watch, self._supply
        while not self._stopping.is_set():
            now = self._mono()
            if not self._lease.holds(now):
                return
            if self._recorder.broken or self._out >= self.calls:
                await self._nap(POLL)
            elif watch.since is not None:
                await self._probe(now)
            elif wait := self._pacer.wait(now):
                await self._nap(max(wait, TICK))
            elif (job := supply.stock.next(now)) is None:
                await self._rest(now)
            else:
                supply.fetch_early(now)
                if supply.fit(job, now) and not self._start(job, now):
                    await self._nap(POLL)

    async def _rest(self, now: float) -> None:
        """Nothing is in line: wait for what is under way, look into the outbox, or do nothing for a while."""
        self._supply.fetch_early(now)
        if await self._supply.fetched():
            return
        if not (self._out or self._supply or self._recorder.waiting):
            await self._report()
        await self._nap(max(TICK, self._supply.rest(self._mono())))

    async def _probe(self, now: float) -> None:
        """During an outage: every now and then a harmless call, and when that is answered, one alert."""
        watch = self._judge.watch
        if self._calling or self._recorder.waiting:
            await self._nap(POLL)
        elif wait := max(watch.probe_in(now), self._pacer.held(now)):
            await self._nap(wait)
        elif not await self._alive():
            self._judge.still_out(self._mono())
        else:
            self._judge.trials.again()
            while (job := self._supply.stock.next(now)) is None or not self._supply.fit(job, now):
                if job is None and not await self._supply.claim(1):
                    self._judge.over()  # there is nothing to try it with
                    return
            job.probe = True
            self._start(job, self._mono())

    async def _alive(self) -> bool:
        """Whether Telegram answers us at all."""
        try:
            await self._wire.post(self._url("getMe"))
        except RetryAfter:
            return True
        except TelegramError:
            return False
        return True

    # --- one send -------------------------------------------------------------------------------------------

    def _start(self, job: Job, now: float) -> bool:
        """Send it, unless its alert is on trial and enough of it is on its way."""
        trials = self._judge.trials
        if not trials.may_go(job.parcel.alert):
            self._supply.stock.back(job)
            return False
        trials.went(job.parcel.alert)
        self._supply.went(job, now)
        self._pacer.take()
        self._out += 1
        job.began = now
        task = asyncio.create_task(self._send(job))
        self._calling.add(task)
        task.add_done_callback(self._calling.discard)
        return True

    async def _send(self, job: Job) -> None:
        parcel, verdict, number = job.parcel, SENT, None
        try:
            body = message(parcel.html, parcel.buttons, self._paid).to(parcel.chat, parcel.thread)
            result = await self._wire.post(self._url("sendMessage"), body)
            if isinstance(result, dict):
                number = result.get("message_id")
        except TelegramError as error:
            verdict = judge(error)
        except Exception as error:
            log.exception("an alert failed in a way that was not foreseen")
            verdict = judge(error)
        self._came(job, verdict, number)

    def _came(self, job: Job, verdict: Verdict, number: int | None) -> None:
        now, trials = self._mono(), self._judge.trials
        if verdict.kind == "flood":
            self._out -= 1
            self._judge.flood(job, verdict, self._pacer.flood(now, verdict.seconds, job.began))
            self._supply.stock.back(job)
            self._bell.set()
            return
        if self._judge.came(job, verdict, number, now):
            self._supply.put_back(self._supply.stock.empty())
        if len(self._calling) <= 1:
            self._recorder.hurry()
        if job.probe or not trials.passed(job.parcel.alert):
            self._bell.set()

    def _add(self, outcome: Outcome, **more: Any) -> None:
        """To the recorder; the row is no longer in hand."""
        self._supply.stock.gone(outcome.parcel)
        self._recorder.add(outcome, **more)

    def _new_recorder(self) -> Recorder:
        def recorded(slots: int) -> None:
            self._out -= slots
            self._judge.database(None)
            self._bell.set()

        def eager(results: int) -> bool:
            return results * 4 >= self.calls or not self._calling

        return Recorder(self._outbox, self._clock, eager=eager, recorded=recorded, broken=self._judge.database)

    # --- the rest -------------------------------------------------------------------------------------------

    async def _report(self) -> None:
        """There is nothing more to send for now."""
        alerts, self._supply.alerts = self._supply.alerts, set()
        for alert in sorted(alerts):
            try:
                progress = await self._outbox.progress(alert)
                failed = await self._outbox.failures(alert)
            except Exception as error:
                log.warning("an alert's progress cannot be read: %s", error)
                continue
            if not progress.pending:
                self._judge.trials.forget(alert)
            self._telling.tell(report_of(progress, failed))

    @property
    def _wire(self) -> BaseRequest:
        return self._request or self._bot.request

    def _url(self, method: str) -> str:
        return f"{self._bot.base_url}/{method}"

    async def _when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self.stop()

    async def _nap(self, seconds: float) -> None:
        """Until something happened, but not for longer than this."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._bell.wait()
        self._bell.clear()
