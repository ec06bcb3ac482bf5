"""The composition root: settings, database, desk and handlers become one python-telegram-bot application."""

from __future__ import annotations

import asyncio
import datetime as dt
import gc
import os
from collections.abc import Awaitable, Callable
from typing import Any, cast
from zoneinfo import ZoneInfo

# python-telegram-bot gives waiting times as timedelta from its next major version on; we use them now.
os.environ.setdefault("PTB_TIMEDELTA", "1")

from telegram import Update
from telegram.ext import Application, BaseUpdateProcessor, ContextTypes
from telegram.request import BaseRequest

from bot.answers.store import Store
from bot.desk import Desk
from bot.polling import Forgiving
from bot.services import Languages, Services
from bot.settings import Settings
from bot.subscribing import Subscribing
from bot.transport import AiohttpRequest
from bot.wrapping import Brief
from data.chats import Chats
from data.database import Database
from handlers import errors, follow, language, membership, questions
from handlers.context import App, Context
from handlers.menus import set_menus

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
AT_ONCE = 16
"""Updates of different chats that are worked on at the same time."""
RENEW_SECONDS = 30.0
"""How often a running bot looks whether another process published something."""
NO_TOKEN = "1:offline"

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class InOrder(BaseUpdateProcessor):
    """Up to ``AT_ONCE`` updates at once, but those of one chat one after the other, as they came."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self._last: dict[int, asyncio.Future[None]] = {}

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        before = self._last.get(chat.id)
        mine = self._last[chat.id] = asyncio.get_running_loop().create_future()
        try:
            if before is not None:
                await asyncio.shield(before)
            await coroutine
        finally:
            mine.set_result(None)
            if self._last.get(chat.id) is mine:
                del self._last[chat.id]


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
    services = Services(
        settings=settings,
        desk=desk,
        chats=chats,
        languages=Languages(chats, settings.lang, clock),
        subscribing=Subscribing(desk, store, _subscriptions(database), chats, clock),
        now=clock,
    )
    token = settings.token.get_secret_value() if settings.token is not None else NO_TOKEN
    types = ContextTypes(context=Context, bot_data=cast(type[Services], lambda: services))
    builder = (
        Application.builder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .request(Brief(transport or AiohttpRequest()))
        .get_updates_request(Forgiving(updates or AiohttpRequest(connection_pool_size=1)))
        .context_types(types)
        .concurrent_updates(InOrder())
        .job_queue(None)
    )
    app = cast(App, builder.build())
    for feature in (language, follow, questions, membership, errors):
        feature.register(app)
    return app


def _subscriptions(database: Database) -> Any:
    try:
        from data.subscriptions import Subscriptions
    except ImportError:
        return None
    return Subscriptions(database)


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
        await store.renew()
