"""A running bot: it receives updates, alone or with other workers, with everything that runs beside."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any

from bot.botapi.intake import Intake
from bot.botapi.polling import poll
from bot.botapi.reaching import Stopped
from bot.botapi.updates import InOrder
from bot.botapi.webhook import Hook, Webhook, receive, secret_of
from bot.callers import Callers
from bot.context import App
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
from bot.runtime.shared import serve_shared
from bot.services import Services
from bot.settings import Settings, place
from data.db.engines import site_of
from data.db.lock_file import LockFile

log = logging.getLogger(__name__)


async def serve(app: App, pages: tuple[str, int] | None = None) -> None:
    """Receives updates, with everything that runs beside, until SIGINT or SIGTERM; ``pages`` is where the public pages
    are served, if anywhere. Raises Stopped, CannotListen, DatabaseReplaced when the database is no longer there, and
    DatabaseOutgrown when a newer program has changed its tables.
    """
    services: Services = app.bot_data
    settings = services.settings
    if services.sharing is not None:
        await serve_shared(app, services.sharing, hook_of(settings), pages)
        return
    tell_outages(app)
    with only_receiver(app):
        settle()
        fresh = asyncio.create_task(keep_fresh(app.bot_data.store))
        async with AsyncExitStack() as beside:
            at = place(settings.metrics)
            if at is not None:
                await beside.enter_async_context(monitored(app.bot_data, *at))
            beside.callback(app.bot_data.pictures.close)

            async def begin() -> None:
                # The menus last: where they cannot be set, the alerts go all the same.
                await beside.enter_async_context(sending(app))
                await beside.enter_async_context(watching(app))
                await beside.enter_async_context(expiring(app.bot_data.conversation.expire))
                await beside.enter_async_context(telling_of_tasks(app))
                await beside.enter_async_context(showing(app, pages))
                await prepare(app)

            async with supervised(app):
                await until_lost(receiving(app, begin, hook_of(settings)), fresh)


def hook_of(settings: Settings) -> Hook | None:
    """The webhook of the settings; None where messages are polled for."""
    at = place(settings.listen)
    if not settings.webhook or at is None or settings.token is None:
        return None
    own = settings.webhook_secret
    secret = own.get_secret_value() if own is not None else secret_of(settings.token.get_secret_value())
    return Hook(settings.webhook, secret, *at, callers=Callers(settings.trusted_proxies))


def receiving(app: App, begin: Callable[[], Coroutine[Any, Any, None]], hook: Hook | None) -> Coroutine[Any, Any, None]:
    """What receives updates: the webhook if there is one, else polling, which takes a webhook away."""
    if hook is None:
        return poll(app, begin, lambda: tell_rival(app))
    return receive(app, hook, webhook_of(app, hook), begin)


def webhook_of(app: App, hook: Hook) -> Webhook:
    """The webhook of an application, whose updates take their turn with whatever else it handles."""
    services: Services = app.bot_data
    processor = app.update_processor
    assert isinstance(processor, InOrder)
    intake = Intake(services.received, app.bot, processor.in_turn, app.process_update, services.now)
    webhook = Webhook(intake, hook, services.outages.heard)
    services.webhooks.append(webhook)
    return webhook


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
