"""The loop of the watch: look, tell operators what is new, wait."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable

from bot.publishing.feed import FeedWrong
from bot.publishing.outcomes import Checked
from bot.publishing.watch import AT_MOST, EVERY, NewEntry, Watch

log = logging.getLogger(__name__)

Tell = Callable[[NewEntry | FeedWrong, bytes], Awaitable[bool]]
"""Shows operators an entry, or why the feed is of no use; whether any of them could be told."""


async def keep_watching(
    watch: Watch,
    tell: Tell,
    *,
    every: dt.timedelta = EVERY,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Look again and again until cancelled; while there is no feed ever less often, down to once an hour. Each fault is
    told once, and logged every time.
    """
    wait = every
    while True:
        try:
            works = await _look(watch, tell)
        except Exception:
            log.exception("watching failed")
            works = False
        wait = every if works else min(AT_MOST, wait * 2)
        await pause(wait.total_seconds())


async def _look(watch: Watch, tell: Tell) -> bool:
    """Look once and tell what is new; returns whether there is a feed."""
    try:
        found = await watch.look()
    except FeedWrong as wrong:
        log.warning("the watched feed: %s (%s)", wrong, type(wrong.__cause__ or wrong).__name__)
        if not await watch.told_broken() and await tell(wrong, b""):
            await watch.note_broken()
        return False
    await watch.note_working()
    for new, file in found:
        await _tell(watch, tell, new, file)
    return True


async def _tell(watch: Watch, tell: Tell, new: NewEntry, file: bytes) -> None:
    """Tell what is new; hand on every table that waits for operators, told of before or not."""
    if new.told and not isinstance(new.outcome, Checked):
        return
    try:
        if await tell(new, file) and not new.told:
            await watch.note_told(new)
    except Exception:
        log.exception("feed, %s: operators could not be told", new.item.name)
