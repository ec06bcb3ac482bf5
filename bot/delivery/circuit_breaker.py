"""Telling an outage from single failures, and when to try again. Pure; the time is a monotonic one."""

from __future__ import annotations

from collections import deque
from typing import Final

WINDOW: Final = 60.0
SHARE: Final = 0.2
LEAST: Final = 20
"""With fewer answers in the window nothing is concluded, unless nothing has succeeded at all yet."""
IN_A_ROW: Final = 10
"""So many failures with no success between them are an outage, too: no need to spoil a fifth of a minute."""
FIRST_PROBE: Final = 1.0
LAST_PROBE: Final = 60.0


class CircuitBreaker:
    """More than 20 % of the last minute's sends in trouble, or ten in a row, is an outage; probes end it.

    Only failures that say nothing about the chat may be reported as trouble.
    """

    __slots__ = ("_bad", "_buckets", "_good", "_pause", "_probe_at", "_row", "since")

    def __init__(self) -> None:
        self._buckets: deque[list[float]] = deque()  # [second, good, bad]
        self._good = self._bad = self._row = 0
        self._pause = FIRST_PROBE
        self._probe_at = 0.0
        self.since: float | None = None

    def good(self, now: float) -> None:
        self._count(now, 1)
        self._row = 0

    def trouble(self, now: float, *, at_once: bool = False) -> bool:
        """Count a failure. True if with this one an outage begins; ``at_once``: one is enough (a trial)."""
        self._count(now, 2)
        self._row += 1
        if self.since is not None:
            return False
        total = self._good + self._bad
        if at_once or self._row >= IN_A_ROW or (total >= LEAST and self._bad > SHARE * total):
            self.since = now
            self._probe_at = now + self._pause
            return True
        return False

    def probe_in(self, now: float) -> float:
        """During an outage: seconds until the next attempt."""
        return max(0.0, self._probe_at - now)

    def failed(self, now: float) -> None:
        """An attempt failed: the next one comes later."""
        self._pause = min(LAST_PROBE, self._pause * 2)
        self._probe_at = now + self._pause

    def over(self) -> None:
        """An attempt succeeded. Until ``settled`` the next pause is longer still: outages come in waves."""
        self.since = None
        self._pause = min(LAST_PROBE, self._pause * 2)
        self._buckets.clear()
        self._good = self._bad = self._row = 0

    def settled(self) -> None:
        """Sending goes well again: the next outage is probed quickly."""
        self._pause = FIRST_PROBE

    def _count(self, now: float, column: int) -> None:
        second = float(int(now))
        if not self._buckets or self._buckets[-1][0] != second:
            self._buckets.append([second, 0, 0])
            while self._buckets[0][0] <= now - WINDOW:
                _, good, bad = self._buckets.popleft()
                self._good -= int(good)
                self._bad -= int(bad)
        self._buckets[-1][column] += 1
        if column == 1:
            self._good += 1
        else:
            self._bad += 1
