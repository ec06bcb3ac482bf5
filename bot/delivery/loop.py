"""The loop of the process that sends: what goes next, and what comes of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, Final

from telegram.error import RetryAfter, TelegramError

from bot.botapi.transport import NotSent
from bot.delivery.calls import ApiCalls, message
from bot.delivery.claims import POLL, Claims
from bot.delivery.clock import Clocks
from bot.delivery.errors import SENT, Verdict, verdict_of
from bot.delivery.events import Alarm
from bot.delivery.leader import Leader
from bot.delivery.notify import Notifier, report_of
from bot.delivery.options import SenderOptions
from bot.delivery.pacer import Pacer
from bot.delivery.policy import Policy
from bot.delivery.ports import OutboxPort
from bot.delivery.queue import Job
from bot.delivery.recorder import Recorder
from data.alerts.model import Outcome

log = logging.getLogger(__name__)

TICK: Final = 0.004
"""The pacer's shortest wait in seconds: at a high pace several messages go at each turn."""


class SendLoop:
    """One task decides what goes (``_send_all``), one task for each call sends it, and one records the results.

    ``out`` counts the slots taken, by messages sent and not recorded yet; it never exceeds ``calls``. ``stopping``
    belongs to the sender.
    """

    def __init__(
        self,
        outbox: OutboxPort,
        api: ApiCalls,
        options: SenderOptions,
        clocks: Clocks,
        notifier: Notifier,
        stopping: asyncio.Event,
    ) -> None:
        self._outbox, self._api, self._paid = outbox, api, options.paid
        self._clock, self._mono = clocks.wall, clocks.monotonic
        self._notifier, self._stopping = notifier, stopping
        self.calls = options.calls
        self.pacer = Pacer(options.rate)
        self.policy = Policy(clocks.due, self._add, notifier.tell)
        self.lease = Leader(outbox, options.holder, options.lease, clocks)
        self.claims = Claims(outbox, options, clocks, self.policy, self._add)
        self._recorder = self._new_recorder()
        self.out = 0
        self.leading = False
        self._calling: set[asyncio.Task[None]] = set()
        self.bell = asyncio.Event()
        """Set when something happened that may let the next alert go."""

    async def lead(self) -> None:
        """Do everything that this process does while it is the one that sends."""
        self.leading, self.out = True, 0
        self.claims.look()
        self._recorder = self._new_recorder()
        keeping = asyncio.create_task(self.lease.keep(self.bell.set))
        recording = asyncio.create_task(self._recorder.run())
        try:
            await self._send_all()
            if not self._stopping.is_set():
                log.warning("another process sends the alerts now: this one waits")
                self._notifier.tell(Alarm("lease_lost"))
            await self.claims.fetched()
            if self._calling:
                await asyncio.wait(self._calling)
            self._recorder.close()
            await recording
            if self.lease.holds(self._mono()) and not self._recorder.waiting:
                await self.lease.drop()  # every row that is still claimed was surely not sent
        finally:
            # If this is cancelled, the claims are left to their lease: perhaps they were sent, and not recorded.
            self.leading = False
            self.claims.forget()
            ends = [keeping, recording, *self._calling]
            for task in ends:
                task.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    async def _send_all(self) -> None:
        breaker, claims = self.policy.breaker, self.claims
        while not self._stopping.is_set():
            now = self._mono()
            if not self.lease.holds(now):
                return
            if self._recorder.broken or self.out >= self.calls:
                await self.nap(POLL)
            elif breaker.since is not None:
                await self._probe(now)
            elif wait := self.pacer.wait(now):
                await self.nap(max(wait, TICK))
            elif (job := claims.queue.next(now)) is None:
                await self._rest(now)
            else:
                claims.fetch_early(now)
                if claims.fit(job, now) and not self._start(job, now):
                    await self.nap(POLL)

    async def _rest(self, now: float) -> None:
        """Nothing is in line: wait for what is under way, look into the outbox, or do nothing for a while."""
        self.claims.fetch_early(now)
        if await self.claims.fetched():
            return
        if not (self.out or self.claims or self._recorder.waiting):
            await self._report()
        await self.nap(max(TICK, self.claims.rest(self._mono())))

    async def _probe(self, now: float) -> None:
        """Make a harmless call now and then during an outage, and send one alert when it is answered."""
        breaker = self.policy.breaker
        if self._calling or self._recorder.waiting:
            await self.nap(POLL)
        elif wait := max(breaker.probe_in(now), self.pacer.held(now)):
            await self.nap(wait)
        elif not await self._alive():
            self.policy.still_out(self._mono())
        else:
            self.policy.canary.again()
            while (job := self.claims.queue.next(now)) is None or not self.claims.fit(job, now):
                if job is None and not await self.claims.claim(1):
                    self.policy.over()  # there is nothing to try it with
                    return
            job.probe = True
            self._start(job, self._mono())

    async def _alive(self) -> bool:
        """Whether Telegram answers us at all."""
        try:
            await self._api.post("getMe")
        except RetryAfter:
            return True
        except TelegramError:
            return False
        return True

    # --- one send -------------------------------------------------------------------------------------------

    def _start(self, job: Job, now: float) -> bool:
        """Send it, unless its alert is on trial and enough of it is on its way; returns whether it was sent."""
        canary = self.policy.canary
        if not canary.may_go(job.parcel.alert):
            self.claims.queue.back(job)
            return False
        canary.went(job.parcel.alert)
        self.claims.went(job, now)
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
            begins = partial(self._begins, parcel.id)
            body = message(parcel.html, parcel.buttons, self._paid).to(parcel.chat, parcel.thread, begins)
            result = await self._api.post("sendMessage", body)
            if isinstance(result, dict):
                number = result.get("message_id")
        except TelegramError as error:
            verdict = verdict_of(error)
        except Exception as error:
            log.exception("an alert failed in a way that was not foreseen")
            verdict = verdict_of(error)
        self._came(job, verdict, number)

    def _begins(self, parcel: int) -> None:
        """Mark that the call begins now. A process that was frozen until here sends nothing that may be another's: the
        mark comes first, so that whoever takes over at any moment knows of every call that may still go.
        """
        self._outbox.begin(parcel)
        if not self.lease.holds(self._mono()):
            self._outbox.not_sent(parcel)
            raise NotSent("another process may send it")

    def _came(self, job: Job, verdict: Verdict, number: int | None) -> None:
        now, canary = self._mono(), self.policy.canary
        if verdict.kind not in ("sent", "unknown"):
            self._outbox.not_sent(job.parcel.id)
        if verdict.kind == "flood":
            self.out -= 1
            self.policy.flood(job, verdict, self.pacer.flood(now, verdict.seconds, job.began))
            self.claims.queue.back(job)
            self.bell.set()
            return
        if self.policy.came(job, verdict, number, now):
            self.claims.put_back(self.claims.queue.empty())
        if len(self._calling) <= 1:
            self._recorder.hurry()
        if job.probe or not canary.passed(job.parcel.alert):
            self.bell.set()

    def _add(self, outcome: Outcome, **more: Any) -> None:
        self._recorder.add(outcome, **more)

    def _new_recorder(self) -> Recorder:
        def recorded(results: Sequence[Outcome], slots: int) -> None:
            for result in results:
                self.claims.queue.gone(result.parcel)
            self.out -= slots
            self.policy.database(None)
            self.bell.set()

        def eager(results: int) -> bool:
            return results * 2 >= self.calls or not self._calling

        return Recorder(self._outbox, self._clock, eager=eager, recorded=recorded, broken=self.policy.database)

    # --- the rest -------------------------------------------------------------------------------------------

    async def _report(self) -> None:
        """Report on each alert seen, because there is nothing more to send for now."""
        alerts, self.claims.alerts = self.claims.alerts, set()
        for alert in sorted(alerts):
            try:
                progress = await self._outbox.progress(alert)
                failed = await self._outbox.failures(alert)
                held_back = await self._outbox.held_back(alert, self._clock())
            except Exception as error:
                log.warning("an alert's progress cannot be read: %s", error)
                continue
            if alert in self.policy.canary.held:
                held_back = replace(held_back, stopped=held_back.stopped + held_back.later, later=0)
            if not progress.pending:
                self.policy.canary.forget(alert)
            self._notifier.tell(report_of(progress, failed, held_back))

    async def nap(self, seconds: float) -> None:
        """Wait until something happened, but no longer than this."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.bell.wait()
        self.bell.clear()
