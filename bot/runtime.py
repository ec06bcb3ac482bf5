"""What runs beside the application: the sender, the watched feed, the refresh of figures."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from telegram.request import BaseRequest

from bot.botapi.lanes import AlertLane
from bot.botapi.menus import set_menus
from bot.botapi.polling import poll
from bot.context import App
from bot.delivery.clock import Clocks
from bot.delivery.options import SenderOptions
from bot.delivery.sender import Sender
from bot.operators import Operators
from bot.publishing.feed_source import source_of
from bot.publishing.watch import Watch
from bot.publishing.watching import keep_watching
from bot.services import Services
from data.errors import DatabaseTrouble
from data.store import Store

log = logging.getLogger(__name__)

RENEW_SECONDS = 1.0
"""How often a running bot looks whether another process published: no answer may lag behind its alert."""


@asynccontextmanager
async def sending(
    app: App, options: SenderOptions | None = None, *, request: BaseRequest | None = None
) -> AsyncIterator[Sender]:
    """Inside of this the sender of alerts runs, and is woken when there is something new. It has connections of its
    own, or ``request``.
    """
    services: Services = app.bot_data
    options = options or SenderOptions(paid=services.settings.paid_broadcast)
    operators = Operators(app.bot, services)
    sender = Sender(
        services.outbox,
        app.bot,
        options,
        clocks=Clocks(wall=services.now),
        request=request or AlertLane(options.calls),
        report=operators.report,
        alarm=operators.alarm,
    )

    def state() -> str:
        return sender.status().state

    services.wake.listeners.append(sender.wake)
    services.replied.listeners.append(sender.give_way)
    services.senders.append(state)
    running = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        services.wake.listeners.remove(sender.wake)
        services.replied.listeners.remove(sender.give_way)
        services.senders.remove(state)
        sender.stop()
        await running


@asynccontextmanager
async def watching(app: App) -> AsyncIterator[None]:
    """Inside of this the feed of CHISOTINH_WATCH is watched, if one is set."""
    services: Services = app.bot_data
    settings = services.settings
    if not settings.watch:
        yield
        return
    place = source_of(settings.watch)
    watch = Watch(
        place,
        services.publisher,
        services.publishing,
        services.store,
        services.now,
        trust=settings.watch_trust,
        holds=services.conversation.holds,
    )
    task = asyncio.create_task(keep_watching(watch, Operators(app.bot, services).found))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def serve(app: App) -> None:
    """Receives updates by polling, with everything that runs beside, until SIGINT or SIGTERM. Raises Stopped."""
    settle()
    fresh = asyncio.create_task(keep_fresh(app.bot_data.store))
    async with AsyncExitStack() as beside:

        async def begin() -> None:
            await prepare(app)
            await beside.enter_async_context(sending(app))
            await beside.enter_async_context(watching(app))

        try:
            await poll(app, begin)
        finally:
            fresh.cancel()


async def prepare(app: App) -> None:
    """What a bot does once after it has started: its menus."""
    await set_menus(app.bot)


def settle() -> None:
    """Once, when everything is loaded and a long run begins.

    What is there now stays to the end: Python's garbage collector need not go through the figures, the names and
    the libraries again and again, which takes a quarter of an answer's time. It also looks less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


async def keep_fresh(store: Store, seconds: float = RENEW_SECONDS) -> None:
    """Looks again and again whether figures were published by another process; ends when cancelled."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await store.renew()
        except DatabaseTrouble as error:
            log.warning("whether figures changed could not be seen, trying again: %s", error)
