"""The sender's clocks: the wall clock, a monotonic one, and the wall clock as due times need it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bot.clock import utc_now

SLACK: Final = dt.timedelta(seconds=2)


class DueClock:
    """A clock by which what is due stays due when the wall clock is set back; when that is set forward it
    follows at once.

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


@dataclass(frozen=True, slots=True)
class Clocks:
    """The three clocks of the sender.

    ``wall`` says what time it is for people; ``monotonic`` counts seconds and never goes back; ``due`` is the wall
    clock for due times, made from both.
    """

    wall: Callable[[], dt.datetime] = utc_now
    monotonic: Callable[[], float] = time.monotonic
    due: DueClock = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "due", DueClock(self.wall, self.monotonic))
