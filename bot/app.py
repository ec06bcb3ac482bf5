"""The composition root: settings, database, desk and handlers become one python-telegram-bot application."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

# python-telegram-bot gives waiting times as timedelta from its next major version on; we use them now.
os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

from bot.answers.store import Store
from bot.botapi.lanes import AlertLane, ReplyLane
from bot.botapi.polling import Forgiving
from bot.botapi.transport import AiohttpRequest
from bot.botapi.updates import InOrder
from bot.botapi.wrappers import Brief
from bot.desk import Desk
from bot.publish_desk import PublishDesk
from bot.publish_flow import PublishFlow
from bot.sending.delivery import Delivery
from bot.sending.pacer import FREE_PACE, PAID_PACE
from bot.sending.sender import calls_for
from bot.sending.watchman import Watchman
from bot.services import Bell, Languages, Services
from bot.settings import Settings
from bot.subscribing import Subscribing
from bot.watching import Watch, keep_watching, place_of
from data.chats import Chats
from data.database import Database
from data.errors import DatabaseTrouble
from data.outbox import Outbox
from data.publishing import Publishing
from data.quiet import VIETNAM
from data.subscriptions import Subscriptions
from handlers import errors, follow, language, membership, publish, questions
from handlers.context import App, Context
from handlers.menus import set_menus

RENEW_SECONDS = 1.0
"""How often a running bot looks whether another process published: no answer may lag behind its alert."""
NO_TOKEN = "1:offline"

log = logging.getLogger(__name__)

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def build(
    settings: Settings,
    database: Database,
    store: Store,
    *,
    transport: BaseRequest | None = None,
    updates: BaseRequest | None = None,
    clock: Clock = now,
) -> App:
    """The application. Without ``transport`` it talks to ``settings.api_url`` through aiohttp.

    The caller owns ``database`` and closes it after the application has shut down.
    """
    chats = Chats(database)
    desk = Desk(store, today=lambda: clock().astimezone(VIETNAM).date())
    wake = Bell()
    publishing = Publishing(database, news=dt.timedelta(days=settings.news_days))
    flow = PublishFlow(database, store, publishing, clock, language=settings.lang, wake=wake)
    services = Services(
        settings=settings,
        store=store,
        desk=desk,
        chats=chats,
        languages=Languages(chats, settings.lang, clock),
        subscribing=Subscribing(desk, store, Subscriptions(database), chats, clock),
        outbox=Outbox(database, chats),
        publishing=publishing,
        publish_desk=PublishDesk(flow, store, desk, clock),
        flow=flow,
        wake=wake,
        now=clock,
    )
    token = settings.token.get_secret_value() if settings.token is not None else NO_TOKEN
    types = ContextTypes(context=Context, bot_data=cast(type[Services], lambda: services))
    builder = (
        Application.builder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(Brief(ReplyLane(transport or AiohttpRequest(), services.replied)))
        .get_updates_request(Forgiving(updates or AiohttpRequest(connection_pool_size=1)))
        .context_types(types)
        .concurrent_updates(InOrder())
        .job_queue(None)
    )
    app = cast(App, builder.build())
    for feature in (language, publish, follow, questions, membership, errors):
        feature.register(app)
    return app


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
