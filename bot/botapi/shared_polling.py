"""Polling by the one worker whose duty it is: what Telegram gives is in the database before it is asked for more, so
that no update is lost, whoever ends.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final, Protocol, cast

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.botapi.polling import Timing
from bot.botapi.reaching import AnyApp, Ending, Reaching, close
from bot.botapi.rivals import Rivals
from bot.botapi.shared_intake import SharedIntake
from bot.botapi.wrappers import is_outage

log = logging.getLogger(__name__)

DUTY: Final = "receive"
LONGEST: Final = 10
"""Seconds for which Telegram may hold a call until there is an update."""
AFTER_A_FAULT: Final = (0.5, 30.0)
"""Seconds before the next call after one that failed: at first, and at most."""


class Duties(Protocol):
    """What is asked of this worker's life."""

    def on_duty(self, name: str) -> bool: ...

    async def while_on_duty(self, name: str, work: Callable[[], Any]) -> None: ...


async def poll_shared(
    app: AnyApp,
    prepare: Callable[[], Awaitable[None]],
    intake: SharedIntake,
    life: Duties,
    paused: Callable[[], object] = lambda: None,
    timing: Timing | None = None,
) -> None:
    """Run until SIGINT or SIGTERM: handle what any worker received, and receive while it is this one's duty. Raises
    ``Stopped``. ``paused`` is called when another program asks for the same messages and this one waits a little.
    """
    timing = timing or Timing()
    ending = Ending()
    reaching = Reaching(ending, timing.wait)
    receiving: asyncio.Task[None] | None = None
    with ending.by_signals():
        try:
            if not await reaching.until_done(app.initialize):
                return
            try:
                await prepare()
            except TelegramError as error:
                log.warning("the menus could not be set: %s", error)
            await app.start()
            await intake.resume()
            fetching = _Fetching(app, intake, reaching, partial(life.on_duty, DUTY), paused, timing)
            receiving = asyncio.create_task(life.while_on_duty(DUTY, fetching.run))
            await asyncio.wait((receiving, ending.come), return_when=asyncio.FIRST_COMPLETED)
            if receiving.done() and not ending.come.done():
                receiving.result()
            await ending.wait()
        finally:
            if receiving is not None:
                receiving.cancel()
                await asyncio.gather(receiving, return_exceptions=True)
            await intake.close()
            await close(app)


class _Fetching:
    """Asks Telegram for updates again and again. What fails is tried again, ever less often."""

    def __init__(
        self,
        app: AnyApp,
        intake: SharedIntake,
        reaching: Reaching,
        on_duty: Callable[[], bool],
        paused: Callable[[], object],
        timing: Timing,
    ) -> None:
        self._bot, self._intake, self._reaching, self._on_duty = app.bot, intake, reaching, on_duty
        self._paused, self._timing = paused, timing

    async def run(self) -> None:
        """Receive until cancelled, or until the bot ends."""
        if not await self._reaching.until_done(self._bot.delete_webhook):
            return
        log.info("this worker receives the messages for @%s", self._bot.username)
        if not self._bot.supports_inline_queries:
            log.info("inline mode is off (@BotFather: /setinline): nobody is offered to share an answer")
        rivals = Rivals(time.monotonic(), self._timing.settled)
        after: int | None = None
        first, most = AFTER_A_FAULT
        wait = first
        while not self._reaching.ending.come.done():
            try:
                found = await self._fetch(after)
                await self._intake.keep(found)
            except InvalidToken:
                self._reaching.ending.stop("token")
                return
            except Conflict:
                await self._conflict(rivals)
                continue
            except Exception as error:
                quiet = isinstance(error, TelegramError) and is_outage(error)  # ``Outages`` tells it once
                (log.debug if quiet else log.warning)("receiving failed, trying again: %s", error)
                if isinstance(error, RetryAfter):
                    wait = max(wait, error._retry_after.total_seconds())
                await asyncio.sleep(wait)
                wait = min(most, wait * 2)
                continue
            wait = first
            if found:
                after = found[-1]["update_id"] + 1

    async def _fetch(self, after: int | None) -> list[dict[str, Any]]:
        """The next updates, none of which is forgotten by Telegram before ``after`` says so."""
        values = {"offset": after, "timeout": LONGEST, "allowed_updates": Update.ALL_TYPES}
        parameters = [RequestParameter.from_input(key, value) for key, value in values.items() if value is not None]
        found = await self._bot._request[0].post(
            f"{self._bot.base_url}/getUpdates", RequestData(parameters), read_timeout=LONGEST + 5.0
        )
        return [one for one in cast(list[Any], found) if isinstance(one, dict)]

    async def _conflict(self, rivals: Rivals) -> None:
        """Another asks for the same messages: a worker of ours whose duty it just was, or another program."""
        if not self._on_duty():
            await asyncio.sleep(self._timing.wait)
            return
        match rivals.conflict(time.monotonic()):
            case "stay":
                log.warning("another program asked for this bot's messages; this one goes on")
                await asyncio.sleep(AFTER_A_FAULT[0])
            case "pause":
                self._paused()
                await asyncio.sleep(random.uniform(*self._timing.pause))
                rivals.again(time.monotonic())
            case "go":
                self._reaching.ending.stop("another")
