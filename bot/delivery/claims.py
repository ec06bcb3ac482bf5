"""Rows from the outbox: claimed a little ahead, and put back when they cannot go."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Iterable
from typing import Final

from bot.delivery.clock import Clocks
from bot.delivery.options import SenderOptions
from bot.delivery.pacer import ChatLimits
from bot.delivery.policy import Policy
from bot.delivery.ports import OutboxPort
from bot.delivery.queue import Job, Queue
from data.alerts.model import Outcome
from data.alerts.progress import QUIET, STOPPED
from data.alerts.quiet_hours import quiet_until

log = logging.getLogger(__name__)

CLAIM_LEASE: Final = dt.timedelta(minutes=5)
POLL: Final = 2.0
"""Seconds between looks into an outbox that had nothing due; ``look`` makes the next look immediate."""
HELD_AGAIN: Final = dt.timedelta(minutes=10)
ASIDE: Final = 2.0
"""Seconds that a row may wait in hand for its chat's turn; rows that must wait longer go back."""
GROUPS: Final = ("group", "supergroup", "channel")


class Claims:
    """What this process has claimed and not sent yet. ``add`` takes an Outcome to the recorder."""

    def __init__(
        self,
        outbox: OutboxPort,
        options: SenderOptions,
        clocks: Clocks,
        policy: Policy,
        add: Callable[[Outcome], None],
    ) -> None:
        self._outbox, self._holder, self._batch = outbox, options.holder, options.batch
        self._due, self._clock, self._monotonic = clocks.due, clocks.wall, clocks.monotonic
        self._policy, self._add = policy, add
        self._limits, self.queue = ChatLimits(), Queue()
        self._claiming: asyncio.Task[None] | None = None
        self._look_at = float("-inf")
        self.alerts: set[int] = set()
        """The alerts of which rows have been seen since this set was last emptied."""

    def __len__(self) -> int:
        return len(self.queue)

    def look(self) -> None:
        """Look at once, because there may be something new."""
        self._look_at = float("-inf")

    def fetch_early(self, now: float) -> None:
        """Claim the next rows in the background while the last ones go."""
        if self._claiming is None and now >= self._look_at and self.queue.in_line * 2 < self._batch:
            self._claiming = asyncio.create_task(self._fetch())

    async def fetched(self) -> bool:
        """Wait for the claim under way; returns False if there is none."""
        if self._claiming is None:
            return False
        await asyncio.wait([self._claiming])
        return True

    def rest(self, now: float) -> float:
        """Seconds until there may be something to do."""
        return min(POLL, min(self._look_at, self.queue.next_at()) - now)

    async def claim(self, most: int) -> int:
        """Claim now; returns how many rows came (those in hand already are not taken twice)."""
        try:
            parcels = await self._outbox.claim(self._holder, most, self._due.now(), CLAIM_LEASE)
        except Exception as error:
            log.warning("the outbox does not answer: %s", error)
            self._policy.database(error)
            return 0
        self._policy.database(None)
        self.queue.add(parcels, self._monotonic())
        return len(parcels)

    async def _fetch(self) -> None:
        try:
            if not await self.claim(self._batch):
                self._look_at = self._monotonic() + POLL
        finally:
            self._claiming = None

    def fit(self, job: Job, now: float) -> bool:
        """Whether the row may go now; if not, this has put it where it belongs."""
        parcel = job.parcel
        self.alerts.add(parcel.alert)
        self._policy.canary.seen(parcel.alert, parcel.resumed)
        if now - job.taken > CLAIM_LEASE.total_seconds() / 2:
            self.put_back([job])  # it was claimed too long ago
        elif parcel.expires <= self._due.now():
            self._policy.expired += 1
            self._add(Outcome.of(parcel, "expired"))
        elif parcel.alert in self._policy.canary.held:
            self.put_back([job], HELD_AGAIN, STOPPED)
        elif end := quiet_until(parcel.quiet_from, parcel.quiet_to, wall := self._clock()):
            self.put_back([job], end - wall, QUIET)
        elif (wait := self._limits.wait(parcel.chat, parcel.chat_kind in GROUPS, now)) > 0:
            if wait > ASIDE:
                self.put_back([job], dt.timedelta(seconds=wait), "chat limit")
            else:
                self.queue.set_aside(job, now + wait)
        else:
            return True
        return False

    def went(self, job: Job, now: float) -> None:
        """Note that the row is being sent."""
        self._limits.took(job.parcel.chat, job.parcel.chat_kind in GROUPS, now)

    def put_back(self, jobs: Iterable[Job], after: dt.timedelta = dt.timedelta(0), reason: str = "") -> None:
        """Give back claimed rows that are not sent now; they are due again ``after`` that time."""
        due = self._due.now() + after
        for job in jobs:
            self._add(Outcome.of(job.parcel, "later", reason=reason, not_before=due))

    def drop(self, chat: int) -> None:
        """Let go of everything of a chat that was erased."""
        self.queue.drop(chat)
        self._limits.forget(chat)

    def forget(self) -> None:
        """Forget all rows, because they are another process's now, or will be."""
        self.queue.empty()
        self.queue.ids.clear()
