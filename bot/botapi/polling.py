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
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.ext import Application

from bot.botapi.fetching import Forgiving
from bot.botapi.rivals import PAUSE, SETTLED, Rivals
from bot.botapi.transport import NotSent, OutcomeUnknown

log = logging.getLogger(__name__)

Reason: TypeAlias = Literal["token", "another", "same_database"]
Trouble: TypeAlias = Literal["no_connection", "not_telegram", "rival", "over"]
"""What is told while it goes on by itself: no way to Telegram; an answer that is none of Telegram's; another program
that asks for the same messages, for which this one pauses; and the end of the first two.
"""
Tell: TypeAlias = Callable[[Trouble], object]


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


class _Outage:
    """Tells once that there is no way to Telegram, and once that there is one again."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._told = tell, False

    def met(self, error: TelegramError) -> None:
        log.debug("Telegram cannot be reached: %s", error)
        if not self._told:
            self._told = True
            self._tell("no_connection" if isinstance(error, NotSent | OutcomeUnknown | TimedOut) else "not_telegram")

    def over(self) -> None:
        if self._told:
            self._told = False
            self._tell("over")


async def poll(
    app: AnyApp,
    prepare: Callable[[], Awaitable[None]],
    tell: Tell = lambda trouble: None,
    timing: Timing = Timing(),
) -> None:
    """Run until SIGINT or SIGTERM; raises ``Stopped``. While Telegram cannot be reached, at the start or later, it is
    tried again; ``tell`` says so once.
    """
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()
    outage, rivals = _Outage(tell), Rivals(time.monotonic(), timing.settled)
    updates = app.bot._request[0]
    assert isinstance(updates, Forgiving)

    def stop(reason: Reason | None = None) -> None:
        if not ended.done():
            ended.set_result(None) if reason is None else ended.set_exception(Stopped(reason))

    def again() -> None:
        rivals.again(time.monotonic())
        updates.open.set()

    def on_error(error: TelegramError) -> None:
        if not isinstance(error, Conflict):
            outage.met(error)
            return
        match rivals.conflict(time.monotonic()):
            case "stay":
                log.warning("another program asked for this bot's messages; this one goes on")
            case "pause":
                updates.open.clear()
                loop.call_later(random.uniform(*timing.pause), again)
                tell("rival")
            case "go":
                stop("another")

    updates.answered, updates.refused = outage.over, lambda: stop("token")
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        await _receive(app, prepare, _Reaching(ended, outage, timing.wait), on_error)
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

    def __init__(self, ended: asyncio.Future[None], outage: _Outage, wait: float) -> None:
        self.ended, self._outage, self._wait = ended, outage, wait

    async def until_done(self, call: Callable[[], Awaitable[object]]) -> bool:
        """Returns False if the bot ends by a signal before it was done; raises ``Stopped``."""
        wait = self._wait
        while True:
            try:
                return await self._unless_ended(call())
            except InvalidToken as error:
                if _of_telegram(error):
                    raise Stopped("token") from None
                self._outage.met(error)
            except TelegramError as error:
                self._outage.met(error)
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


def _of_telegram(error: InvalidToken) -> bool:
    """Whether Telegram said so: a page in HTML is a proxy's, or one that asks to log in."""
    cause: BaseException | None = error
    while isinstance(cause, InvalidToken):
        cause = cause.__cause__
    return cause is None
