"""The clock that all workers share: this machine's, set right by that of the database's machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable

from bot.clock import utc_now


class SharedClock:
    """Tells the time; ``ahead`` says how far the shared clock is ahead of the ``wall`` clock of this machine."""

    def __init__(self, ahead: Callable[[], Awaitable[dt.timedelta]], wall: Callable[[], dt.datetime] = utc_now) -> None:
        self._ahead, self._wall = ahead, wall
        self.offset = dt.timedelta()

    def __call__(self) -> dt.datetime:
        return self._wall() + self.offset

    async def set_right(self) -> None:
        """Ask once more. Raises what the database says."""
        self.offset = await self._ahead()
