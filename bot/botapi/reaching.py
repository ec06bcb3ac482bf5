"""Calls to Telegram at the start, tried until they are answered, and why receiving messages cannot go on."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal, TypeAlias

from telegram.error import InvalidToken, RetryAfter, TelegramError
from telegram.ext import Application

from bot.botapi.wrappers import is_outage

log = logging.getLogger(__name__)

AnyApp: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Reason: TypeAlias = Literal["token", "another", "same_database"]

LONGEST_WAIT: Final = 60.0
"""Seconds between two attempts to reach Telegram at the start."""


class Stopped(Exception):
    """Receiving messages cannot go on: Telegram does not know the token, or another program receives them."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class Ending:
    """The end of receiving messages: by a signal, or for a reason. Belongs to the running loop."""

    def __init__(self) -> None:
        self.come: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def stop(self, reason: Reason | None = None) -> None:
        """End it; the first call counts."""
        if not self.come.done():
            self.come.set_result(None) if reason is None else self.come.set_exception(Stopped(reason))

    @property
    def for_a_reason(self) -> bool:
        return self.come.done() and self.come.exception() is not None

    async def wait(self) -> None:
        """Return at the end; raises Stopped."""
        await asyncio.wait((self.come,))
        self.come.result()

    @contextmanager
    def by_signals(self) -> Iterator[None]:
        """Inside of this SIGINT and SIGTERM end it."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.stop)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)


async def close(app: AnyApp) -> None:
    """Close an application, wherever its start stood."""
    if app.running:
        await app.stop()
    await app.shutdown()
    await app.bot.shutdown()  # what was opened by a start that failed


class Reaching:
    """Tries a call to Telegram until it is answered, or the bot is to end."""

    def __init__(self, ending: Ending, wait: float) -> None:
        self.ending, self._wait = ending, wait

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
        await asyncio.wait((task, self.ending.come), return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return True
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)  # what came of it meanwhile is nobody's business any more
        self.ending.come.result()
        return False
