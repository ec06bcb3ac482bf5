"""The one error handler: it logs what went wrong, and tells the person who asked."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.botapi.messages import popup, send
from bot.context import App, Context
from bot.i18n import Translator, translator
from bot.render import errors as wording
from bot.reply import Reply

log = logging.getLogger(__name__)


def register(app: App) -> None:
    app.add_error_handler(on_error)


async def on_error(update: object, context: Context) -> None:
    error = context.error
    if isinstance(error, Forbidden):  # blocked or removed: there is nobody to tell and nothing to repair
        log.info("a reply was refused: %s", error)
        return
    log.error("an update failed", exc_info=error)
    if not isinstance(update, Update):
        return
    if isinstance(error, RetryAfter) or (isinstance(error, NetworkError) and not isinstance(error, BadRequest)):
        return  # what kept the answer from getting through will keep an apology, too
    t = await _translator(update, context)
    apology = wording.apology(t)
    try:
        if update.callback_query is not None and await _alerted(update.callback_query, apology):
            return
        if update.effective_message is not None:
            await send(update.effective_message, apology)
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
