"""What the workers of one bot share through the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from data.database import Database
from data.workers.registry import Workers
from data.workers.updates import SharedUpdates


@dataclass(frozen=True, slots=True)
class Sharing:
    """``ahead`` asks how far the shared clock is ahead of this machine's; ``wakeups`` gives what other workers call out
    from now on; beside ``beside`` lies what this machine alone has.
    """

    workers: Workers
    updates: SharedUpdates
    ahead: Callable[[], Awaitable[dt.timedelta]]
    wakeups: Callable[[], AsyncGenerator[str]]
    beside: Path

    @classmethod
    def of(cls, database: Database, bot: int) -> Sharing | None:
        """How workers share this database; None for one that only one process may use."""
        if not database.shared:
            return None
        return cls(
            Workers(database, bot),
            SharedUpdates(database, bot),
            database.ahead,
            database.wakeups,
            database.path.with_name(f"{database.path.name}-{bot}"),
        )
