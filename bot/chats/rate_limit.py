"""How fast one sender may write: a bucket of tokens each, in bounded memory (pure)."""

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

    def judge(self, sender: int, at: dt.datetime, *, can_tell: bool = True) -> Verdict:
        """Whether what a sender did ``at`` that time is handled. ``can_tell``: they can be told if it is not."""
        now = at.timestamp()
        bucket = self._buckets.get(sender)
        if bucket is None:
            bucket = self._buckets[sender] = _Bucket(self.burst, now)
            if len(self._buckets) > self._keep:
                self._buckets.popitem(last=False)
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
