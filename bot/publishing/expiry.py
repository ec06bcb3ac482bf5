"""Forgets open files in time, whether or not anybody sends another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.background import background
from data.errors import DatabaseRefused, DatabaseTrouble

log = logging.getLogger(__name__)

EVERY = 300.0
"""Seconds between two looks."""


@asynccontextmanager
async def expiring(expire: Callable[[], Awaitable[None]], every: float = EVERY) -> AsyncIterator[None]:
    """Inside of this, what is over is forgotten again and again."""
    async with background(_keep_expiring(expire, every)):
        yield


async def _keep_expiring(expire: Callable[[], Awaitable[None]], every: float) -> None:
    while True:
        try:
            await expire()
        except (DatabaseTrouble, DatabaseRefused) as error:
            log.warning("open files could not be looked through, trying again: %s", error)
        except Exception:  # nothing else may end this
            log.exception("open files could not be looked through, trying again")
        await asyncio.sleep(every)
