"""Polling that a single bad update cannot stop, and that says clearly why when it must stop."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application

from bot.botapi.reading import readable
from bot.botapi.wrappers import Wrapped, is_outage

log = logging.getLogger(__name__)

ANOTHER = (
    "Another program is already receiving this bot's messages (Telegram answered 409 Conflict). "
    "Only one may run: stop the other one, or remove its webhook, then start again."
)
WRONG_TOKEN = "Telegram does not know this token. Set CHISOTINH_TOKEN to the one BotFather gave."
UNREACHABLE = "Telegram cannot be reached: {error}. Look at the network and CHISOTINH_API_URL, then start again."


class Stopped(Exception):
    """Receiving messages cannot go on; the text tells the operator why."""


SETTLED = 10.0
"""Seconds after which an instance that receives messages is the one that stays."""
PATIENCE = 60.0
"""Seconds for which the one that stays tolerates another that does not go."""
CALM = 30.0
"""Seconds without a conflict after which the next one counts as new."""


class Forgiving(Wrapped):
    """A transport for fetching updates: it wraps another and takes the unreadable updates out of the answers."""

    __slots__ = ()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = Wrapped.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = readable(answer["result"])
        return answer


class Rivals:
    """Decides which of two instances has to go when Telegram answers 409.

    Telegram sends the 409 to whichever asked first, so the one that runs well gets it as soon as another is started.
    The newcomer gives way: an instance that has been receiving for ``settled`` seconds goes on, unless the other stays
    for ``patience`` seconds. Times are monotonic seconds.
    """

    def __init__(self, began: float, settled: float = SETTLED, patience: float = PATIENCE) -> None:
        self._began = began
        self._settled = settled
        self._patience = patience
        self._first: float | None = None
        self._last = began

    def give_way(self, now: float) -> bool:
        """Note that a conflict happened now; returns whether to stop."""
        if self._first is None or now - self._last > CALM:
            self._first = now
        self._last = now
        return self._first - self._began < self._settled or now - self._first > self._patience


async def poll(
    app: Application[Any, Any, Any, Any, Any, Any],
    prepare: Callable[[], Awaitable[None]],
    *,
    settled: float = SETTLED,
) -> None:
    """Run until SIGINT or SIGTERM; raises ``Stopped`` when another instance polls or the token is refused."""
    ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    rivals = Rivals(time.monotonic(), settled)

    def on_error(error: TelegramError) -> None:
        if is_outage(error):
            log.debug("receiving failed, trying again: %s", error)  # ``Outages`` tells it once
        elif not isinstance(error, Conflict):
            log.warning("receiving failed, trying again: %s", error)
        elif not rivals.give_way(time.monotonic()):
            log.warning("another program asked for this bot's messages; this one goes on")
        elif not ended.done():
            ended.set_exception(Stopped(ANOTHER))

    def on_signal() -> None:
        if not ended.done():
            ended.set_result(None)

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, on_signal)
    try:
        await _begin(app)
        assert app.updater is not None
        try:
            await prepare()
        except TelegramError as error:
            log.warning("the menus could not be set: %s", error)
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES, error_callback=on_error)
        await app.start()
        log.info("receiving messages as @%s", app.bot.username)
        try:
            await ended
        finally:
            await app.updater.stop()
            await app.stop()
    finally:
        await app.shutdown()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def _begin(app: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Ask Telegram who the bot is. After a failure, what was opened until then is closed again."""
    try:
        await app.initialize()
    except TelegramError as error:
        await app.bot.shutdown()
        if isinstance(error, InvalidToken):
            raise Stopped(WRONG_TOKEN) from None
        raise Stopped(UNREACHABLE.format(error=error)) from None
