"""What runs beside the application: the sender, the watched feed, the refresh of figures."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

from telegram.request import BaseRequest

from bot.answers.store import Store
from bot.botapi.lanes import AlertLane
from bot.botapi.menus import set_menus
from bot.botapi.polling import poll
from bot.context import App
from bot.publishing.feed import Watch, keep_watching, place_of
from bot.sending.delivery import Delivery
from bot.sending.pacer import FREE_PACE, PAID_PACE
from bot.sending.sender import calls_for
from bot.sending.watchman import Watchman
from bot.services import Services
from data.errors import DatabaseTrouble

log = logging.getLogger(__name__)

RENEW_SECONDS = 1.0
"""How often a running bot looks whether another process published: no answer may lag behind its alert."""


def delivery(app: App, *, request: BaseRequest | None = None, **options: Any) -> Delivery:
    """The sender of the application's alerts, with connections of its own. ``options`` are a ``Sender``'s."""
    services: Services = app.bot_data
    paid = services.settings.paid_broadcast
    lane = request or AlertLane(calls_for(PAID_PACE if paid else FREE_PACE))
    return Delivery(app.bot, services, request=lane, paid=paid, **options)


@asynccontextmanager
async def watching(app: App) -> AsyncIterator[None]:
    """Inside of this the feed of CHISOTINH_WATCH is watched, if one is set."""
    services: Services = app.bot_data
    settings = services.settings
    if not settings.watch:
        yield
        return
    place = place_of(settings.watch)
    watch = Watch(place, services.flow, services.publishing, services.store, trust=settings.watch_trust)
    task = asyncio.create_task(keep_watching(watch, Watchman(app.bot, services).tell))
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
            await beside.enter_async_context(delivery(app).running())
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
