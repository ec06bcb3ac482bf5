"""The wall clock as the sender needs it: for due times it never goes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

SLACK: Final = dt.timedelta(seconds=2)


class DueClock:
    """What is due stays due when somebody sets the clock back; set forward, it is followed at once.

    Due times are made by adding to ``now()``, so that they pass whatever the wall clock does.
    """

    __slots__ = ("_last", "_monotonic", "_then", "_wall")

    def __init__(self, wall: Callable[[], dt.datetime], monotonic: Callable[[], float]) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._last, self._then = wall(), monotonic()

    def now(self) -> dt.datetime:
        wall, then = self._wall(), self._monotonic()
        reckoned = self._last + dt.timedelta(seconds=then - self._then)
        self._last, self._then = (wall if reckoned - wall < SLACK else reckoned), then
        return self._last
