"""Sentences that state figures, of operators and of editors."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.context import App, Context
from bot.services import Services
from handlers.rights import person
from handlers.several_replies import say

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


class Stated(filters.MessageFilter):
    """A sentence that states figures, of somebody who may: for all others it is a question."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services

    def filter(self, message: Message) -> bool:
        user, services = message.from_user, self._services
        if user is None or not (user.id in services.settings.admins or services.bringing.knows(user.id)):
            return False
        return services.stating.states(message.text or "")


def register(app: App) -> None:
    """Register before the questions, and after what is written about open files."""
    app.add_handler(MessageHandler(PRIVATE & filters.TEXT & ~filters.COMMAND & Stated(app.bot_data), on_statement))


async def on_statement(update: Update, context: Context) -> None:
    message, who = update.message, person(update)
    if message is None or who is None:
        return
    t = await context.translator(update)
    text = message.text or ""
    await say(message, await context.services.stating.receive(who, message.message_id, text, t))
