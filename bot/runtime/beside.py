"""What runs beside the application: the sender, the watched feed, the refresh of figures."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from telegram.request import BaseRequest

from bot.background import background
from bot.botapi.lanes import AlertLane
from bot.botapi.menus import set_menus
from bot.botapi.messages import may_write
from bot.botapi.profile import set_profile
from bot.botapi.wrappers import Brief, Watched
from bot.callers import Callers
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
from bot.tasks.schedule import reminding
from bot.web.actions import Actions, BotAccount
from bot.web.cache import Cache
from bot.web.server import application, serving
from bot.web.site import Site
from data.errors import DatabaseOutgrown, DatabaseRefused, DatabaseReplaced, DatabaseTrouble
from data.store import Store

log = logging.getLogger(__name__)

RENEW_SECONDS = 1.0
"""How often a running bot looks whether another process published: no answer may lag behind its alert."""


@asynccontextmanager
async def sending(
    app: App,
    options: SenderOptions | None = None,
    *,
    request: BaseRequest | None = None,
    wall: Callable[[], dt.datetime] | None = None,
) -> AsyncIterator[Sender]:
    """Inside of this the sender of alerts runs, and is woken when there is something new. It has connections of its
    own, or ``request``, and the application's clock, or ``wall``.
    """
    services: Services = app.bot_data
    options = options or SenderOptions(paid=services.settings.paid_broadcast)
    operators = Operators(app.bot, services)
    proxy = services.settings.proxy_for(services.settings.api_url)
    sender = Sender(
        services.outbox,
        app.bot,
        options,
        clocks=Clocks(wall=wall or services.now),
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
        offers=services.conversation,
    )
    async with background(keep_watching(watch, Operators(app.bot, services).found)):
        yield


@asynccontextmanager
async def telling_of_tasks(app: App) -> AsyncIterator[None]:
    """Inside of this people are told day by day of the tasks that are due, and editors of their week."""
    services: Services = app.bot_data
    async with reminding((services.reminders.run, services.digests.run), services.now, services.settings.remind_at):
        yield


def _actions(app: App) -> Actions | None:
    """What people may do on the pages within Telegram; None for a bot without a token, whom nobody can be told by."""
    services: Services = app.bot_data
    token = services.settings.token
    if token is None:
        return None
    account = BotAccount(token.get_secret_value(), app.bot.username, lambda person: may_write(app.bot, person))
    return Actions(
        account,
        services.store,
        services.chats,
        services.subscriptions,
        services.homes,
        services.languages,
        services.now,
    )


@asynccontextmanager
async def showing(app: App, at: tuple[str, int] | None) -> AsyncIterator[int]:
    """Inside of this the public pages are served at a host and a port, if they are given; gives the port, 0 where none
    is served.
    """
    if at is None:
        yield 0
        return
    services: Services = app.bot_data
    base = services.settings.site
    actions, callers = _actions(app), Callers(services.settings.trusted_proxies)
    site = Site(services.assistant, services.store, services.pictures, services.exports, base, acts=actions is not None)
    async with serving(application(Cache(site), actions=actions, base=base, callers=callers), *at) as port:
        log.info("the pages are served at http://%s:%s", at[0], port)
        yield port


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
    """Looks again and again whether figures were published by another process, and whether the database still is there
    and of use; ends when cancelled. Raises DatabaseReplaced and DatabaseOutgrown.
    """
    while True:
        await asyncio.sleep(seconds)
        try:
            await store.renew()
        except (DatabaseReplaced, DatabaseOutgrown):
            raise
        except (DatabaseTrouble, DatabaseRefused) as error:
            log.warning("whether figures changed could not be seen, trying again: %s", error)
        except Exception:  # nothing else may end this, and with it the bot
            log.exception("whether figures changed could not be seen, trying again")


def tell_rival(app: App) -> None:
    """Log in plain words that another program receives the same messages."""
    log.warning("%s", wording.rival(translator(app.bot_data.settings.lang)))


async def until_lost(received: Coroutine[Any, Any, None], fresh: asyncio.Task[None]) -> None:
    """Receives until that ends. When ``fresh`` ends first, because the database is no longer there or
    of use, receiving is stopped and what was found is raised: whatever people did from then on would be lost.
    """
    running = asyncio.create_task(received)
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
