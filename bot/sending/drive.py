"""Sending while this process is the one that sends: what goes next, and what comes of it."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

from telegram.error import RetryAfter, TelegramError

from bot.sending.clock import DueClock
from bot.sending.judging import Judge
from bot.sending.leases import Lease
from bot.sending.news import Alarm
from bot.sending.outbox_like import OutboxLike
from bot.sending.outcomes import SENT, Verdict, judge
from bot.sending.pacer import Pacer
from bot.sending.recorder import Recorder
from bot.sending.stock import Job
from bot.sending.supply import POLL, Supply
from bot.sending.telling import Telling, report_of
from bot.sending.wire import Wire, message
from data.alerting import Outcome

log = logging.getLogger(__name__)

FEWEST: Final = 4
"""Rows claimed at a time, at least."""
FEW_CALLS: Final = 64
TICK: Final = 0.004
"""The pacer's shortest wait: at a high pace several messages go at each turn."""


class Drive:
    """One task decides what goes (``_send_all``), a task for each call sends it, one records the results.

    ``out`` are the slots taken: sent, and not recorded yet; never more than ``calls``. ``stopping`` is the
    sender's. ``clock`` is the wall clock, ``monotonic`` never goes back.
    """

    def __init__(
        self,
        outbox: OutboxLike,
        wire: Wire,
        holder: str,
        *,
        pace: float | None,
        paid: bool,
        calls: int,
        lease: dt.timedelta,
        telling: Telling,
        stopping: asyncio.Event,
        clock: Callable[[], dt.datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._outbox, self._wire, self._paid = outbox, wire, paid
        self._clock, self._mono = clock, monotonic
        self._telling, self._stopping = telling, stopping
        self.calls = calls
        self.pacer = Pacer(pace)
        due = DueClock(clock, monotonic)
        self.judge = Judge(due, self._add, telling.tell)
        self.lease = Lease(outbox, holder, lease, clock, monotonic)
        # What is claimed and not sent when we are killed is counted as repeated, too: few, where that is cheap.
        batch = calls if calls > FEW_CALLS else max(FEWEST, calls // 4)
        self.supply = Supply(outbox, holder, batch, due, clock, monotonic, self.judge, self._add)
        self._recorder = self._new_recorder()
        self.out = 0
        self.leading = False
        self._calling: set[asyncio.Task[None]] = set()
        self.bell = asyncio.Event()
        """Something happened that may let the next alert go."""

    async def lead(self) -> None:
        """Everything this process does while it is the one that sends."""
        self.leading, self.out = True, 0
        self._recorder = self._new_recorder()
        keeping = asyncio.create_task(self.lease.keep(self.bell.set))
        recording = asyncio.create_task(self._recorder.run())
        try:
            await self._send_all()
            if not self._stopping.is_set():
                log.warning("another process sends the alerts now: this one waits")
                self._telling.tell(Alarm("lease_lost"))
            await self.supply.fetched()
            if self._calling:
                await asyncio.wait(self._calling)
            self._recorder.close()
            await recording
            if self.lease.holds(self._mono()) and not self._recorder.waiting:
                await self.lease.drop()  # every row that is still claimed was surely not sent
        finally:
            # If this is cancelled, the claims are left to their lease: sent, perhaps, and not recorded.
            self.leading = False
            self.supply.forget()
            ends = [keeping, recording, *self._calling]
            for task in ends:
                task.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    async def _send_all(self) -> None:
        watch, supply = self.judge.watch, self.supply
        while not self._stopping.is_set():
            now = self._mono()
            if not self.lease.holds(now):
                return
            if self._recorder.broken or self.out >= self.calls:
                await self.nap(POLL)
            elif watch.since is not None:
                await self._probe(now)
            elif wait := self.pacer.wait(now):
                await self.nap(max(wait, TICK))
            elif (job := supply.stock.next(now)) is None:
                await self._rest(now)
            else:
                supply.fetch_early(now)
                if supply.fit(job, now) and not self._start(job, now):
                    await self.nap(POLL)

    async def _rest(self, now: float) -> None:
        """Nothing is in line: wait for what is under way, look into the outbox, or do nothing for a while."""
        self.supply.fetch_early(now)
        if await self.supply.fetched():
            return
        if not (self.out or self.supply or self._recorder.waiting):
            await self._report()
        await self.nap(max(TICK, self.supply.rest(self._mono())))

    async def _probe(self, now: float) -> None:
        """During an outage: every now and then a harmless call, and when that is answered, one alert."""
        watch = self.judge.watch
        if self._calling or self._recorder.waiting:
            await self.nap(POLL)
        elif wait := max(watch.probe_in(now), self.pacer.held(now)):
            await self.nap(wait)
        elif not await self._alive():
            self.judge.still_out(self._mono())
        else:
            self.judge.trials.again()
            while (job := self.supply.stock.next(now)) is None or not self.supply.fit(job, now):
                if job is None and not await self.supply.claim(1):
                    self.judge.over()  # there is nothing to try it with
                    return
            job.probe = True
            self._start(job, self._mono())

    async def _alive(self) -> bool:
        """Whether Telegram answers us at all."""
        try:
            await self._wire.post("getMe")
        except RetryAfter:
            return True
        except TelegramError:
            return False
        return True

    # --- one send -------------------------------------------------------------------------------------------

    def _start(self, job: Job, now: float) -> bool:
        """Send it, unless its alert is on trial and enough of it is on its way."""
        trials = self.judge.trials
        if not trials.may_go(job.parcel.alert):
            self.supply.stock.back(job)
            return False
        trials.went(job.parcel.alert)
        self.supply.went(job, now)
        self.pacer.take()
        self.out += 1
        job.began = now
        task = asyncio.create_task(self._send(job))
        self._calling.add(task)
        task.add_done_callback(self._calling.discard)
        return True

    async def _send(self, job: Job) -> None:
        parcel, verdict, number = job.parcel, SENT, None
        try:
            body = message(parcel.html, parcel.buttons, self._paid).to(parcel.chat, parcel.thread)
            result = await self._wire.post("sendMessage", body)
            if isinstance(result, dict):
                number = result.get("message_id")
        except TelegramError as error:
            verdict = judge(error)
        except Exception as error:
            log.exception("an alert failed in a way that was not foreseen")
            verdict = judge(error)
        self._came(job, verdict, number)

    def _came(self, job: Job, verdict: Verdict, number: int | None) -> None:
        now, trials = self._mono(), self.judge.trials
        if verdict.kind == "flood":
            self.out -= 1
            self.judge.flood(job, verdict, self.pacer.flood(now, verdict.seconds, job.began))
            self.supply.stock.back(job)
            self.bell.set()
            return
        if self.judge.came(job, verdict, number, now):
            self.supply.put_back(self.supply.stock.empty())
        if len(self._calling) <= 1:
            self._recorder.hurry()
        if job.probe or not trials.passed(job.parcel.alert):
            self.bell.set()

    def _add(self, outcome: Outcome, **more: Any) -> None:
        self._recorder.add(outcome, **more)

    def _new_recorder(self) -> Recorder:
        def recorded(results: Sequence[Outcome], slots: int) -> None:
            for result in results:
                self.supply.stock.gone(result.parcel)
            self.out -= slots
            self.judge.database(None)
            self.bell.set()

        def eager(results: int) -> bool:
            return results * 2 >= self.calls or not self._calling

        return Recorder(self._outbox, self._clock, eager=eager, recorded=recorded, broken=self.judge.database)

    # --- the rest -------------------------------------------------------------------------------------------

    async def _report(self) -> None:
        """There is nothing more to send for now."""
        alerts, self.supply.alerts = self.supply.alerts, set()
        for alert in sorted(alerts):
            try:
                progress = await self._outbox.progress(alert)
                failed = await self._outbox.failures(alert)
            except Exception as error:
                log.warning("an alert's progress cannot be read: %s", error)
                continue
            if not progress.pending:
                self.judge.trials.forget(alert)
            self._telling.tell(report_of(progress, failed))

    async def nap(self, seconds: float) -> None:
        """Until something happened, but not for longer than this."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.bell.wait()
        self.bell.clear()
