"""How the service manager sees the bot: that it starts, receives, lives, and stops.

The signs of life come from the event loop: a loop that hangs gives none, and the service is started anew. A database
that does not answer for a while ends them too, since nothing said to the bot would be kept; a silent Telegram does
not, as starting anew would not bring it back.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from bot.background import background
from bot.context import App
from bot.i18n import translator
from bot.monitoring.readiness import database_check
from bot.render import running as wording
from bot.services import Services
from bot.systemd import notify, watchdog_seconds

OFTEN: Final = 10.0
"""Seconds between two looks at most; less where the watchdog waits for less than three times that."""
SOON: Final = 0.2
"""Seconds after which it is known at the latest that the bot receives: whoever started it waits for that."""
PATIENCE: Final = 120.0
"""Seconds for which the database may be silent before the signs of life end: longer than it takes to restart one."""
EXTENDED: Final = 60
"""Seconds that a start may take from now on while it waits for Telegram and the loop lives."""

Tell = Callable[..., bool]


@asynccontextmanager
async def supervised(app: App, tell: Tell = notify) -> AsyncIterator[None]:
    """Inside of this systemd is told how the bot stands; without systemd nothing is done."""
    if not tell(f"STATUS={wording.standing(translator(app.bot_data.settings.lang), 'starting')}"):
        yield
        return
    async with background(Supervision(app, tell, watchdog_seconds()).run()):
        try:
            yield
        finally:
            tell("STOPPING=1", f"STATUS={wording.standing(translator(app.bot_data.settings.lang), 'stopping')}")


@dataclass(slots=True)
class Supervision:
    """What is told, look by look. ``watchdog`` is within how many seconds a sign of life must come, None without."""

    app: App
    tell: Tell
    watchdog: float | None
    now: Callable[[], float] = time.monotonic
    received: bool = False
    answered: float = 0.0

    async def run(self) -> None:
        """Look and tell until cancelled; at once when the bot begins to receive."""
        self.answered = self.now()
        while True:
            await self.look()
            until = self.now() + self.often
            while self.now() < until:
                await asyncio.sleep(self.often if self.received else SOON)
                if self.app.running and not self.received:
                    break

    @property
    def often(self) -> float:
        """Seconds between two looks."""
        return OFTEN if self.watchdog is None else min(OFTEN, self.watchdog / 3)

    async def look(self) -> None:
        """One look, and what is told of it."""
        runs = self.app.running
        database = await database_check(self.app.bot_data)
        if database.fine:
            self.answered = self.now()
        if runs and not self.received:
            # Told again at the next look if it did not go out: the service would never count as started.
            self.received = self.tell("READY=1", self._status("receiving"))
        elif runs:
            self._live(database.fine)
        elif not self.received:
            self.tell(f"EXTEND_TIMEOUT_USEC={EXTENDED * 1_000_000}", self._status("waiting"))

    def _live(self, fine: bool) -> None:
        if self.now() - self.answered < PATIENCE:
            self.tell("WATCHDOG=1", self._status("receiving" if fine else "no_database"))
        else:
            self.tell(self._status("no_database"))

    def _status(self, kind: str) -> str:
        services: Services = self.app.bot_data
        name = self.app.bot.username if kind == "receiving" else ""
        return f"STATUS={wording.standing(translator(services.settings.lang), kind, name)}"
