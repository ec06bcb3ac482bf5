"""A bot of several workers: each handles what any of them received; one receives, one sends alerts, one watches."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack, suppress
from typing import Any, Final

from telegram import Bot
from telegram.error import TelegramError

from bot.botapi.outages import Outages
from bot.botapi.shared_intake import Handling, SharedIntake
from bot.botapi.shared_polling import poll_shared
from bot.botapi.updates import InOrder
from bot.botapi.webhook import Hook, Webhook, receive
from bot.chats.memory import Admitting, ChatMemory, HeldChats
from bot.context import App
from bot.delivery.options import SenderOptions
from bot.monitoring.server import monitored
from bot.monitoring.supervision import supervised
from bot.publishing.expiry import expiring
from bot.runtime.beside import (
    keep_fresh,
    prepare,
    sending,
    settle,
    showing,
    tell_outages,
    tell_rival,
    telling_of_tasks,
    until_lost,
    watching,
)
from bot.services import Services
from bot.settings import place
from bot.workers.clock import SharedClock
from bot.workers.life import WorkerLife, sign_of
from bot.workers.sharing import Sharing
from bot.workers.signs import give_signs
from data.db.engines import FIGURES, UPDATES
from data.store import Store

log = logging.getLogger(__name__)

HOUSE: Final = "house"
"""The duty of whoever watches the feed, and sets what people see of the bot."""
REMIND: Final = "remind"
"""The duty of whoever tells people day by day of the tasks that are due."""
SENDER_LEASE: Final = dt.timedelta(seconds=3)
"""How long one that sends alerts stays the one without being heard: it may be on a machine that is gone."""
FRESH_SECONDS: Final = 0.5
"""How often it is looked whether another worker published, where nothing was called out."""
CONTACT_SECONDS: Final = 60.0
"""Seconds of Telegram's silence after which it is called, well before ``/readyz`` would say that it is out of reach."""
DEAF_SECONDS: Final = 5.0
"""Seconds before it is listened again after the connection for that was lost."""


def intake_of(app: App, sharing: Sharing, life: WorkerLife) -> SharedIntake:
    """The intake of a worker, whose updates take their turn with whatever else the application handles."""
    services: Services = app.bot_data
    processor = app.update_processor
    assert isinstance(processor, InOrder)
    admitting = Admitting(services.backlog, services.rate_limit)
    memory = ChatMemory(services.conversations, services.replies, services.feedback, admitting)
    intake = SharedIntake(
        sharing.updates,
        life,
        HeldChats(services.chats, memory),
        Handling(app.bot, processor.in_turn, app.process_update),
        life.clock,
    )
    life.in_hand, life.lapsed, life.freed = (lambda: intake.in_hand), intake.lapsed, intake.look
    return intake


async def serve_shared(app: App, sharing: Sharing, hook: Hook | None, pages: tuple[str, int] | None) -> None:
    """Work as one of the workers until SIGINT or SIGTERM. Raises Stopped, CannotListen, what the database says at
    the start, and DatabaseOutgrown when a newer program has changed its tables.
    """
    services: Services = app.bot_data
    tell_outages(app)
    life = WorkerLife(
        sharing.workers,
        sign_of("polling" if hook is None else "webhook", services.now()),
        SharedClock(sharing.ahead, services.now),
        sharing.beside,
    )
    intake = intake_of(app, sharing, life)
    settle()
    await life.begin()
    services.lives.append(life)
    async with AsyncExitStack() as beside:
        beside.push_async_callback(life.end)
        at = place(services.settings.metrics)
        if at is not None:
            await beside.enter_async_context(monitored(services, *at))
        beside.callback(services.pictures.close)
        for work in (
            life.run(),
            give_signs(life.silent),
            keep_contact(app.bot, services.outages),
            listen(sharing, services.store, services.wake, intake.look),
        ):
            beside.push_async_callback(_cancelled, asyncio.create_task(work))

        async def keep_house() -> None:
            async with watching(app):
                await prepare(app)
                await asyncio.Event().wait()

        async def remind() -> None:
            async with telling_of_tasks(app):
                await asyncio.Event().wait()

        async def begin() -> None:
            options = SenderOptions(paid=services.settings.paid_broadcast, lease=SENDER_LEASE, holder=life.id)
            await beside.enter_async_context(sending(app, options, wall=life.clock))
            await beside.enter_async_context(expiring(services.conversation.expire))
            await beside.enter_async_context(showing(app, pages))
            for duty, work in ((HOUSE, keep_house), (REMIND, remind)):
                beside.push_async_callback(_cancelled, asyncio.create_task(_kept(life, duty, work)))

        await beside.enter_async_context(supervised(app))
        if hook is None:
            received = poll_shared(app, begin, intake, life, lambda: tell_rival(app))
        else:
            webhook = Webhook(intake, hook, services.outages.heard)
            services.webhooks.append(webhook)
            received = receive(app, hook, webhook, begin)
        await until_lost(received, asyncio.create_task(keep_fresh(services.store, FRESH_SECONDS)))


async def _kept(life: WorkerLife, duty: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Do what one does for all whenever it is this worker's duty. What fails is tried again: nobody else would."""
    while True:
        try:
            await life.while_on_duty(duty, work)
        except Exception as error:
            log.warning("what one worker does for all failed, trying again: %s", error)
        await asyncio.sleep(10.0)


async def listen(sharing: Sharing, store: Store, wake: Callable[[], object], look: Callable[[], object]) -> None:
    """Look at once for what another worker calls out: updates to be handled, or figures and alerts. Where it cannot be
    heard, everything is found by looking now and then.
    """
    deaf = False
    while True:
        try:
            async for word in sharing.wakeups():
                deaf = False
                if word == UPDATES:
                    look()
                elif word == FIGURES:
                    await store.renew()
                    wake()
        except Exception as error:
            if not deaf:
                log.info("other workers cannot be heard; their work is found by looking: %s", error)
            deaf = True
        await asyncio.sleep(DEAF_SECONDS)


async def keep_contact(bot: Bot, outages: Outages, every: float = CONTACT_SECONDS) -> None:
    """Call Telegram whenever nothing was heard of it for a while: a worker that neither receives nor sends knows no
    otherwise whether its answers could go out. What fails is told by ``outages``.
    """
    while True:
        await asyncio.sleep(max(every / 10, every - outages.since_contact()))
        if outages.since_contact() >= every:
            with suppress(TelegramError):
                await bot.get_me()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
