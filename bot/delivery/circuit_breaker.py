"""Distinguishes an outage from single failures, and says when to try again (pure; the time passed in is monotonic)."""

from __future__ import annotations

from collections import deque
from typing import Final

WINDOW: Final = 60.0
SHARE: Final = 0.2
LEAST: Final = 20
"""With fewer answers in the window no share is taken; failures in a row, or a failed trial, still count."""
IN_A_ROW: Final = 10
"""So many failures without a success between them are an outage, too: no need to spoil a fifth of a minute's sends."""
FIRST_PROBE: Final = 1.0
LAST_PROBE: Final = 60.0


class CircuitBreaker:
    """Declares an outage when over 20 % of the last minute's sends, or ten in a row, are in trouble; probes end it.

    Only failures that say nothing about the chat may be reported as trouble.
    """

    __slots__ = ("_bad", "_buckets", "_good", "_pause", "_probe_at", "_row", "since")

    def __init__(self) -> None:
        self._buckets: deque[list[float]] = deque()  # of [second, good, bad]
        self._good = self._bad = self._row = 0
        self._pause = FIRST_PROBE
        self._probe_at = 0.0
        self.since: float | None = None

    def good(self, now: float) -> None:
        self._count(now, 1)
        self._row = 0

    def trouble(self, now: float, *, at_once: bool = False) -> bool:
        """Count a failure; returns True if it begins an outage. With ``at_once`` (on trial) one failure is enough."""
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
        """Seconds until the next attempt during an outage."""
        return max(0.0, self._probe_at - now)

    def failed(self, now: float) -> None:
        """Note that an attempt failed, so that the next one comes later."""
        self._pause = min(LAST_PROBE, self._pause * 2)
        self._probe_at = now + self._pause

    def over(self) -> None:
        """Note that an attempt succeeded. Until ``settled`` the next pause is longer still: outages come in waves."""
        self.since = None
        self._pause = min(LAST_PROBE, self._pause * 2)
        self._buckets.clear()
        self._good = self._bad = self._row = 0

    def settled(self) -> None:
        """Note that sending goes well again, so that the next outage is probed quickly."""
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
