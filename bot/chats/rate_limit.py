"""How fast one sender may write: a bucket of tokens each, in bounded memory (pure).

Where several workers answer, the bucket of whoever writes fast in a private chat goes from worker to worker with what
is remembered of the chat. In groups, and for what is of no chat (inline queries), each worker judges by itself.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["pass", "tell", "drop"]
"""Handle it; do not, and say why; do not, and say nothing."""

BURST = 20
"""So much may come at once."""
EVERY = 2.0
"""Seconds in which one more is allowed."""
TOLD_EVERY = 60.0
"""Seconds in which a sender is told at most once."""
KEPT = 10_000
"""So many senders are remembered; of more, those who have rested longest are forgotten."""
FEW = 5
"""So much at once is nothing that other workers need to know."""


@dataclass(frozen=True, slots=True)
class WritingPace:
    """How fast somebody wrote: what is left to them, and when that was and when they were last told so, if ever, in
    seconds since 1970.
    """

    left: float
    at: float
    told: float | None = None


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float
    told: float = float("-inf")


class RateLimit:
    """Judges each thing that a sender does. The clock is the caller's."""

    def __init__(self, burst: int = BURST, every: float = EVERY, keep: int = KEPT) -> None:
        self.burst, self._every, self._keep = burst, every, keep
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def forget(self, sender: int) -> None:
        self._buckets.pop(sender, None)

    def pace_of(self, sender: int) -> WritingPace | None:
        """How fast a sender wrote, where that is fast; None for who writes as people do."""
        bucket = self._buckets.get(sender)
        if bucket is None or bucket.tokens > self.burst - FEW:
            return None
        return WritingPace(round(bucket.tokens, 2), bucket.at, bucket.told if bucket.told > 0 else None)

    def put(self, sender: int, pace: WritingPace) -> None:
        """Go on from what another worker saw of a sender, unless more is known here."""
        bucket = self._buckets.get(sender)
        if bucket is None or bucket.at < pace.at:
            told = float("-inf") if pace.told is None else pace.told
            self._buckets[sender] = _Bucket(pace.left, pace.at, told)
            self._buckets.move_to_end(sender)

    def judge(self, sender: int, at: dt.datetime, *, can_tell: bool = True) -> Verdict:
        """Whether what a sender did ``at`` that time is handled. ``can_tell``: they can be told if it is not."""
        now = at.timestamp()
        bucket = self._buckets.get(sender)
        if bucket is None:
            bucket = self._buckets[sender] = _Bucket(self.burst, now)
            self._forget_the_rested(now)
        self._buckets.move_to_end(sender)
        if now > bucket.at:  # never back: what comes late, or a clock that is set back, fills no bucket twice
            bucket.tokens = min(self.burst, bucket.tokens + (now - bucket.at) / self._every)
            bucket.at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            return "pass"
        if not can_tell or bucket.at - bucket.told < TOLD_EVERY:
            return "drop"
        bucket.told = bucket.at
        return "tell"

    def _forget_the_rested(self, now: float) -> None:
        """Remember nobody whose bucket is full again and who may be told again, nor more than so many."""
        rest = max(TOLD_EVERY, self.burst * self._every)
        while self._buckets:
            first = next(iter(self._buckets.values()))
            if len(self._buckets) <= self._keep and now - first.at <= rest:
                return
            self._buckets.popitem(last=False)
