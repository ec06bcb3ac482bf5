"""Polling that a single bad update cannot stop, and that says clearly why when it must stop."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.botapi.fetching import Forgiving
from bot.botapi.reaching import AnyApp, Ending, Reaching, close
from bot.botapi.rivals import PAUSE, SETTLED, Rivals
from bot.botapi.wrappers import is_outage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: the first wait for Telegram at the start, which doubles, and those of ``Rivals``."""

    wait: float = 1.0
    settled: float = SETTLED
    pause: tuple[float, float] = PAUSE


async def poll(
    app: AnyApp,
    prepare: Callable[[], Awaitable[None]],
    paused: Callable[[], object] = lambda: None,
    timing: Timing = Timing(),
) -> None:
    """Run until SIGINT or SIGTERM; raises ``Stopped``. While Telegram cannot be reached, at the start or later, it is
    tried again. ``paused`` is called when another program asks for the same messages and this one waits a little.
    """
    loop = asyncio.get_running_loop()
    ending = Ending()
    rivals = Rivals(time.monotonic(), timing.settled)
    updates = app.bot._request[0]
    assert isinstance(updates, Forgiving)

    def again() -> None:
        rivals.again(time.monotonic())
        updates.open.set()

    def on_error(error: TelegramError) -> None:
        if is_outage(error):
            log.debug("receiving failed, trying again: %s", error)  # ``Outages`` tells it once
        elif not isinstance(error, Conflict):
            log.warning("receiving failed, trying again: %s", error)
        else:
            on_conflict()

    def on_conflict() -> None:
        match rivals.conflict(time.monotonic()):
            case "stay":
                log.warning("another program asked for this bot's messages; this one goes on")
            case "pause":
                updates.open.clear()
                loop.call_later(random.uniform(*timing.pause), again)
                paused()
            case "go":
                ending.stop("another")

    updates.refused = lambda: ending.stop("token")
    with ending.by_signals():
        try:
            await _receive(app, prepare, Reaching(ending, timing.wait), on_error)
        finally:
            if not updates.open.is_set() or ending.for_a_reason:
                updates.end()
            if app.updater is not None and app.updater.running:
                with suppress(InvalidToken):  # what ended its task is said already
                    await app.updater.stop()
            await close(app)


async def _receive(
    app: AnyApp, prepare: Callable[[], Awaitable[None]], reaching: Reaching, on_error: Callable[[TelegramError], None]
) -> None:
    if not await reaching.until_done(app.initialize):
        return
    assert app.updater is not None
    try:
        await prepare()
    except TelegramError as error:
        log.warning("the menus could not be set: %s", error)
    start = partial(app.updater.start_polling, allowed_updates=Update.ALL_TYPES, error_callback=on_error)
    if await reaching.until_done(start):
        await app.start()
        log.info("receiving messages as @%s", app.bot.username)
        if not app.bot.supports_inline_queries:
            log.info("inline mode is off (@BotFather: /setinline): nobody is offered to share an answer")
        await reaching.ending.wait()
