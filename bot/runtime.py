"""What runs beside the application: the sender, the watched feed, the refresh of figures."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

from telegram.request import BaseRequest

from bot.botapi.lanes import AlertLane
from bot.botapi.menus import set_menus
from bot.botapi.polling import Stopped, poll
from bot.botapi.profile import set_profile
from bot.botapi.wrappers import Brief, Watched
from bot.context import App
from bot.delivery.clock import Clocks
from bot.delivery.options import SenderOptions
from bot.delivery.sender import Sender
from bot.i18n import LANGUAGES, translator
from bot.operators import Operators
from bot.publishing.feed_source import source_of
from bot.publishing.watch import Watch
from bot.publishing.watching import keep_watching
from bot.render import running as wording
from bot.render.bot_profile import bot_profile
from bot.services import Services
from bot.web.cache import Cache
from bot.web.server import application, serving
from bot.web.site import Site
from data.db.engines import site_of
from data.db.lock_file import LockFile
from data.errors import DatabaseRefused, DatabaseReplaced, DatabaseTrouble
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
    proxy = services.settings.proxy_for(services.settings.api_url)
    sender = Sender(
        services.outbox,
        app.bot,
        options,
        clocks=Clocks(wall=services.now),
        request=Brief(Watched(request or AlertLane(options.calls, proxy=proxy), services.outages)),
        report=operators.report,
        alarm=operators.alarm,
    )

    services.wake.listeners.append(sender.wake)
    services.replied.listeners.append(sender.give_way)
    services.senders.append(sender)
    running = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        services.wake.listeners.remove(sender.wake)
        services.replied.listeners.remove(sender.give_way)
        services.senders.remove(sender)
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
    if "://" in settings.watch:
        settings.proxy_for(settings.watch)  # a proxy that cannot be used is told now, not at every look
    place = source_of(settings.watch, settings.proxy_for)
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


@asynccontextmanager
async def showing(app: App, place: tuple[str, int] | None) -> AsyncIterator[None]:
    """Inside of this the public pages are served at a host and a port, if they are given."""
    if place is None:
        yield
        return
    services: Services = app.bot_data
    site = Site(services.assistant, services.store, services.pictures, services.exports, services.settings.site)
    async with serving(application(Cache(site)), *place) as port:
        log.info("the pages are served at http://%s:%s", place[0], port)
        yield


async def serve(app: App, pages: tuple[str, int] | None = None) -> None:
    """Receives updates by polling, with everything that runs beside, until SIGINT or SIGTERM; ``pages`` is where the
    public pages are served, if anywhere. Raises Stopped, and DatabaseReplaced when the database is no longer there.
    """
    tell_outages(app)
    with only_receiver(app):
        settle()
        fresh = asyncio.create_task(keep_fresh(app.bot_data.store))
        async with AsyncExitStack() as beside:
            beside.callback(app.bot_data.pictures.close)

            async def begin() -> None:
                # The menus last: where they cannot be set, the alerts go all the same.
                await beside.enter_async_context(sending(app))
                await beside.enter_async_context(watching(app))
                await beside.enter_async_context(showing(app, pages))
                await prepare(app)

            await until_lost(poll(app, begin, lambda: tell_rival(app)), fresh)


def tell_outages(app: App) -> None:
    """Log in plain words that Telegram cannot be reached, and that it can again, each once."""
    settings = app.bot_data.settings
    t, host = translator(settings.lang), urlsplit(settings.api_url).hostname or ""

    def begins(why: str, answered: bool) -> None:
        kind = "not_telegram" if answered else "no_connection"
        log.warning("%s (%s)", wording.outage(t, kind, host), why)

    def ends(seconds: float, failed: int) -> None:
        log.warning("%s", wording.over(t, seconds, failed))

    app.bot_data.outages.begins, app.bot_data.outages.ends = begins, ends


def tell_rival(app: App) -> None:
    """Log in plain words that another program receives the same messages."""
    log.warning("%s", wording.rival(translator(app.bot_data.settings.lang)))


async def until_lost(polling: Coroutine[Any, Any, None], fresh: asyncio.Task[None]) -> None:
    """Polls until that ends. When ``fresh`` ends first, because the database is no longer there, polling is stopped and
    what was found is raised: whatever people did from then on would be lost.
    """
    running = asyncio.create_task(polling)
    try:
        await asyncio.wait({running, fresh}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            await running
        else:
            log.critical("stopping: %s", fresh.exception())
    finally:
        fresh.cancel()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        if not fresh.cancelled() and fresh.done() and (lost := fresh.exception()) is not None:
            raise lost


@contextmanager
def only_receiver(app: App) -> Iterator[None]:
    """Inside of this no other process receives this bot's messages with the same database; raises Stopped if one does.

    Two that are started together would else disturb each other until Telegram's answers told which of them has to go.
    """
    path = site_of(app.bot_data.settings.database).path
    lock = LockFile.take(path.with_name(f"{path.name}-receiver-{app.bot.token.partition(':')[0]}"))
    if lock is None:
        raise Stopped("same_database")
    try:
        yield
    finally:
        lock.close(remove=True)


async def prepare(app: App) -> None:
    """What a bot does once after it has started: its menus, and its name and descriptions unless a setting leaves them
    to their owner.
    """
    await set_menus(app.bot)
    services: Services = app.bot_data
    if services.settings.profile:
        indices = tuple(services.store.catalogue.indices.values())
        wanted = {language: bot_profile(translator(language), indices) for language in LANGUAGES}
        await set_profile(app.bot, wanted)


def settle() -> None:
    """Once, when everything is loaded and a long run begins.

    What is there now stays to the end: Python's garbage collector need not go through the figures, the names and
    the libraries again and again, which takes a quarter of an answer's time. It also looks less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


async def keep_fresh(store: Store, seconds: float = RENEW_SECONDS) -> None:
    """Looks again and again whether figures were published by another process, and whether the database still is there;
    ends when cancelled. Raises DatabaseReplaced.
    """
    while True:
        await asyncio.sleep(seconds)
        try:
            await store.renew()
        except DatabaseReplaced:
            raise
        except (DatabaseTrouble, DatabaseRefused) as error:
            log.warning("whether figures changed could not be seen, trying again: %s", error)
        except Exception:  # nothing else may end this, and with it the bot
            log.exception("whether figures changed could not be seen, trying again")
