"""When people are told of tasks: once a day from a fixed hour on, and editors once a week as well."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from bot.background import background
from data.alerts.quiet_hours import VIETNAM
from data.errors import DatabaseRefused, DatabaseTrouble

log = logging.getLogger(__name__)

EVERY = 30.0
"""Seconds between two looks at the clock."""

Work = Callable[[], Awaitable[object]]


def is_time(now: dt.datetime, hour: dt.time) -> bool:
    """Whether the hour has come, in Vietnam."""
    return now.astimezone(VIETNAM).time() >= hour


async def look(works: Sequence[Work], now: dt.datetime, hour: dt.time) -> None:
    """Do what is to be done from the hour on; each work knows itself whether it was done. One that fails is logged, and
    tried again at the next look.
    """
    if not is_time(now, hour):
        return
    for work in works:
        try:
            await work()
        except (DatabaseTrouble, DatabaseRefused) as error:
            log.warning("tasks could not be told of, trying again: %s", error)
        except Exception:  # nothing else may end this
            log.exception("tasks could not be told of, trying again")


async def keep_looking(works: Sequence[Work], now: Callable[[], dt.datetime], hour: dt.time) -> None:
    """Look again and again until cancelled."""
    while True:
        await look(works, now(), hour)
        await asyncio.sleep(EVERY)


@asynccontextmanager
async def reminding(works: Sequence[Work], now: Callable[[], dt.datetime], hour: dt.time) -> AsyncIterator[None]:
    """Inside of this people are told of tasks in time."""
    async with background(keep_looking(works, now, hour)):
        yield
