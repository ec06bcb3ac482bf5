"""Sentences that state figures, of operators and of editors."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.context import App, Context
from bot.publishing.stating import Stating
from bot.services import Services
from handlers.addressed import PRIVATE
from handlers.rights import person
from handlers.several_replies import say


class Stated(filters.MessageFilter):
    """A sentence that states figures, of somebody whom ``handlers.admission`` found to be one who may."""

    def __init__(self, stating: Stating) -> None:
        super().__init__()
        self._stating = stating

    def filter(self, message: Message) -> bool:
        user = message.from_user
        return user is not None and self._stating.awaits(user.id, message.text or "")


def register(app: App) -> None:
    """Register before the questions, and after what is written about open files."""
    services: Services = app.bot_data
    app.add_handler(MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND & Stated(services.stating), on_statement))


async def on_statement(update: Update, context: Context) -> None:
    message, who = update.message, person(update)
    if message is None or who is None:
        return
    t = await context.translator(update)
    text = message.text or ""
    await say(message, await context.services.stating.receive(who, message.message_id, text, t))
