"""An outage of Telegram as the log tells it: one line when it begins, one when it is over. Free of Telegram."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final

log = logging.getLogger(__name__)

CALM: Final = 5.0
"""Seconds without a failed call after which the next answer ends the outage. Less would tell a long one many times."""
LONGEST: Final = 200
"""Characters of a reason that are shown: a proxy may send a whole page."""


class Outages:
    """Told of every call by each way to Telegram; times are those of a monotonic clock, in seconds.

    ``begins`` is called once with the reason, and whether something answered that is not Telegram; ``ends`` with the
    seconds that it took, and how many calls failed. Both write a line to the log, until another is set.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic, calm: float = CALM) -> None:
        self._now, self.calm = monotonic, calm
        self.begins: Callable[[str, bool], object] = _begins
        self.ends: Callable[[float, int], object] = _ends
        self._began: float | None = None
        self._contact = self._now()
        self._last = 0.0
        self._back: float | None = None
        self._failed = 0

    def failed(self, why: str, *, answered: bool = False) -> None:
        """Note a call that Telegram did not answer, or that was answered by something else."""
        now = self._now()
        if self._began is None:
            self._began, self._failed = now, 0
            self.begins(why[:LONGEST], answered)
        self._failed += 1
        self._last, self._back = now, None

    def worked(self) -> None:
        """Note a call that Telegram answered, whatever it said."""
        self._contact = self._now()
        if self._began is None:
            return
        now = self._contact
        if self._back is None:
            self._back = now
        if now - self._last < self.calm:
            return
        seconds, self._began, self._back = self._back - self._began, None, None
        self.ends(seconds, self._failed)

    def heard(self) -> None:
        """Note that Telegram called here, which says nothing of calls in the other direction."""
        self._contact = self._now()

    def since_contact(self) -> float:
        """Seconds since Telegram was heard of; since the start, if it never was."""
        return self._now() - self._contact


def _begins(why: str, answered: bool) -> None:
    log.warning("calls to Telegram fail: %s", why)


def _ends(seconds: float, failed: int) -> None:
    log.warning("Telegram answers again after %.0f s; calls that failed: %d", seconds, failed)
