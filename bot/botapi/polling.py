"""Polling that a single bad update cannot stop, and that says clearly why when it must stop."""

from __future__ import annotations

import asyncio
import logging
import random
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, TypeAlias

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application

from bot.botapi.fetching import Forgiving
from bot.botapi.rivals import PAUSE, SETTLED, Rivals
from bot.botapi.wrappers import is_outage

log = logging.getLogger(__name__)

Reason: TypeAlias = Literal["token", "another", "same_database"]
AnyApp: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


class Stopped(Exception):
    """Receiving messages cannot go on: Telegram does not know the token, or another program receives them."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


LONGEST_WAIT = 60.0
"""Seconds between two attempts to reach Telegram at the start."""


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
    ended: asyncio.Future[None] = loop.create_future()
    rivals = Rivals(time.monotonic(), timing.settled)
    updates = app.bot._request[0]
    assert isinstance(updates, Forgiving)

    def stop(reason: Reason | None = None) -> None:
        if not ended.done():
            ended.set_result(None) if reason is None else ended.set_exception(Stopped(reason))

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
                stop("another")

    updates.refused = lambda: stop("token")
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        await _receive(app, prepare, _Reaching(ended, timing.wait), on_error)
    finally:
        if not updates.open.is_set() or (ended.done() and ended.exception() is not None):
            updates.end()
        await _close(app)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def _receive(
    app: AnyApp, prepare: Callable[[], Awaitable[None]], reaching: _Reaching, on_error: Callable[[TelegramError], None]
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
        await asyncio.wait((reaching.ended,))
        reaching.ended.result()


async def _close(app: AnyApp) -> None:
    if app.updater is not None and app.updater.running:
        with suppress(InvalidToken):  # what ended its task is said already
            await app.updater.stop()
    if app.running:
        await app.stop()
    await app.shutdown()
    await app.bot.shutdown()  # what was opened by a start that failed


class _Reaching:
    """Tries a call to Telegram until it is answered, or the bot is to end."""

    def __init__(self, ended: asyncio.Future[None], wait: float) -> None:
        self.ended, self._wait = ended, wait

    async def until_done(self, call: Callable[[], Awaitable[object]]) -> bool:
        """Returns False if the bot ends by a signal before it was done; raises ``Stopped``."""
        wait = self._wait
        while True:
            try:
                return await self._unless_ended(call())
            except InvalidToken:
                raise Stopped("token") from None
            except TelegramError as error:
                (log.debug if is_outage(error) else log.warning)("Telegram cannot be reached: %s", error)
                if isinstance(error, RetryAfter):
                    wait = max(wait, error._retry_after.total_seconds())
            if not await self._unless_ended(asyncio.sleep(wait)):
                return False
            wait = min(LONGEST_WAIT, wait * 2)

    async def _unless_ended(self, work: Awaitable[object]) -> bool:
        task = asyncio.ensure_future(work)
        await asyncio.wait((task, self.ended), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return True
        task.cancel()
        await asyncio.wait((task,))
        self.ended.result()
        return False
