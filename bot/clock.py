"""The wall clock: the moment, and the day in Vietnam."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from data.alerts.quiet_hours import VIETNAM


def utc_now() -> dt.datetime:
    """This moment, with a time zone."""
    return dt.datetime.now(dt.UTC)


def day_in_vietnam(moment: dt.datetime) -> dt.date:
    """The day that it is in Vietnam at that moment."""
    return moment.astimezone(VIETNAM).date()


class SteadyClock:
    """A clock that does not go back when the machine's is set back: from then on it goes on at the pace of the
    ``monotonic`` seconds. It follows at once when the machine's is set forward.
    """

    def __init__(
        self, wall: Callable[[], dt.datetime] = utc_now, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._last = (wall(), monotonic())

    def __call__(self) -> dt.datetime:
        seconds = self._monotonic()
        then, since = self._last
        now = max(self._wall(), then + dt.timedelta(seconds=seconds - since))
        self._last = (now, seconds)
        return now
