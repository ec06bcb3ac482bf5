"""What the supervisor of workers tells the service manager: it, not the workers, is the process that is watched."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bot.systemd import notify, watchdog_seconds

OFTEN: Final = 10.0
"""Seconds between two signs of life at most."""
SOON: Final = 0.2
"""Seconds between two looks whether a worker lives already."""


async def tell_manager(lives: Callable[[], bool], ending: asyncio.Event) -> None:
    """Tell that the bot is ready when a worker first lives, then again and again that its supervisor lives, and that it
    stops. Workers that hang are the supervisor's business, and where none can be started it ends by itself.
    """
    while not lives() and not ending.is_set():  # noqa: ASYNC110
        await asyncio.sleep(SOON)
    if not ending.is_set():
        notify("READY=1")
    while not ending.is_set():
        notify("WATCHDOG=1")
        with suppress(TimeoutError):
            await asyncio.wait_for(ending.wait(), min(OFTEN, (watchdog_seconds() or 3 * OFTEN) / 3))
    notify("STOPPING=1")
