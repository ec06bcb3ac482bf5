"""The one error handler: it logs what went wrong, and tells the person who asked. It never raises."""

from __future__ import annotations

import logging
from typing import Final

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.botapi.fence import put_back
from bot.botapi.messages import popup, send
from bot.botapi.transport import PoolTimeout
from bot.botapi.wrappers import is_outage
from bot.context import App, Context
from bot.delivery.errors import VerdictKind, verdict_of
from bot.i18n import Translator, translator
from bot.journal import came_to
from bot.render import errors as wording
from bot.reply import Reply
from data.errors import DatabaseTrouble

log = logging.getLogger(__name__)

REFUSED: Final[frozenset[VerdictKind]] = frozenset(("gone", "migrated", "topic", "rights"))
"""The bot is blocked or removed, may not write there, or the topic is closed: nobody can be told."""


def register(app: App) -> None:
    app.add_error_handler(on_error)


async def on_error(update: object, context: Context) -> None:
    """Handle whatever an update led to. A failure of this handler itself is one line in the log, whatever it is."""
    try:
        await _handle(update, context)
    except Exception as error:
        log.warning("an error could not be told to whoever asked: %s", type(error).__name__)


async def _handle(update: object, context: Context) -> None:
    error = context.error
    if isinstance(error, TelegramError) and verdict_of(error).kind in REFUSED:
        came_to("refused")
        log.info("a reply was refused: %s", error)
        return
    # What kept the answer from getting through will keep an apology, too.
    if isinstance(error, RetryAfter | PoolTimeout):
        came_to("flood" if isinstance(error, RetryAfter) else "outage")
        log.warning("a reply could not be sent: %s", error)
        return
    if is_outage(error):
        came_to("outage")
        log.debug("a reply could not be sent: %s", error)  # the outage itself is in the log, once
        return
    if isinstance(error, DatabaseTrouble) and put_back():
        log.info("an update is tried again: %s", error)
        return
    came_to("failed")
    log.error("an update failed", exc_info=error)
    if not isinstance(update, Update):
        return
    apology = wording.apology(await _translator(update, context))
    try:
        query = update.callback_query
        if query is not None and await _alerted(query, apology):
            return
        message = query.message if query is not None else update.effective_message
        if isinstance(message, Message) and not (message.business_connection_id or message.guest_query_id):
            await send(message, apology)
    except TelegramError as second:
        log.warning("the apology could not be sent: %s", second)


async def _translator(update: Update, context: Context) -> Translator:
    """The translator of the chat's language, or of the default language where the database is what failed."""
    try:
        return await context.translator(update)
    except Exception as error:
        log.warning("the chat's language could not be read: %r", error)
        return translator(context.services.settings.lang)


async def _alerted(query: CallbackQuery, apology: Reply) -> bool:
    """Show an alert; returns False where the press was acknowledged before, so that no alert can be shown."""
    try:
        await query.answer(popup(apology), show_alert=True)
    except BadRequest:
        return False
    return True
