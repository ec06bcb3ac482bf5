"""Which of two programs that receive the messages of one bot has to go."""

from __future__ import annotations

from typing import Literal

SETTLED = 10.0
"""Seconds after which an instance that receives messages is the one that stays."""
PATIENCE = 60.0
"""Seconds for which the one that stays tolerates another that does not go."""
CALM = 30.0
"""Seconds without a conflict after which the next one counts as new."""
PAUSE = (15.0, 20.0)
"""Seconds, chosen between these, for which the first that meets a conflict lets the other settle."""


class Rivals:
    """Decides which of two instances has to go when Telegram answers 409. Times are monotonic seconds.

    Telegram sends the 409 to whichever asked first. An instance that has been receiving for ``settled`` seconds goes
    on, unless the other stays for ``patience`` seconds. Of two that are both new, the one that gets the 409 pauses, so
    that the other can settle, and goes when it is not alone after that.
    """

    def __init__(self, began: float, settled: float = SETTLED, patience: float = PATIENCE) -> None:
        self._began = began
        self._settled = settled
        self._patience = patience
        self._first: float | None = None
        self._last = began
        self._paused = False

    def conflict(self, now: float) -> Literal["stay", "pause", "go"]:
        """Note that a conflict happened now; returns what to do."""
        if self._first is None or now - self._last > CALM:
            self._first = now
        self._last = now
        if self._first - self._began >= self._settled:
            return "go" if now - self._first > self._patience else "stay"
        if self._paused:
            return "go"
        self._paused = True
        return "pause"

    def again(self, now: float) -> None:
        """Note that a pause is over."""
        self._began, self._first = now, None
