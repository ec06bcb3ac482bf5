"""Guest mode: whoever names the bot in a chat that it is not in gets one answer there."""

from __future__ import annotations

from telegram import Update
from telegram.ext import BaseHandler

from bot.botapi.inline import answer_guest
from bot.context import App, Context
from bot.questions.addressed import said_to_us


class GuestHandler(BaseHandler[Update, Context, None]):
    """Takes the messages of chats that the bot is not in. No other handler does."""

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and update.guest_message is not None


def register(app: App) -> None:
    app.add_handler(GuestHandler(on_message))


async def on_message(update: Update, context: Context) -> None:
    """Answer in the language of whoever asks: of the chat nothing is known, and nothing is kept."""
    message = update.guest_message
    if message is None or not message.guest_query_id:
        return
    services = context.services
    who = message.from_user
    language = await services.languages.of(who.id if who else 0, who.language_code if who else None)
    # The bot is named somewhere in the text, or the text answers one of its messages: it is meant for the bot.
    text = said_to_us(message.text or message.caption or "", context.bot.username, private=True, answers_us=True)
    await answer_guest(message, await services.cards.one(text or "", language, context.bot.username))
