"""What a person says of their own matters with the bot, in words: what it keeps of them, and what the operators should
hear. The same as /privacy, /mydata, /forget and /feedback.
"""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import MessageHandler, filters

from bot.context import App, Context
from bot.questions import own_matters
from handlers import feedback, privacy
from handlers.addressed import spoken

WRITTEN = filters.TEXT & filters.UpdateType.MESSAGE & ~filters.COMMAND & ~filters.VIA_BOT


class OwnMatter(filters.MessageFilter):
    """A sentence that stands for one of these commands, said to us."""

    def filter(self, message: Message) -> bool:
        text = spoken(message)
        return text is not None and own_matters.asked(text) is not None


def register(app: App) -> None:
    """Register before the questions, whose handlers take every text."""
    app.add_handler(MessageHandler(WRITTEN & OwnMatter(), on_words))


async def on_words(update: Update, context: Context) -> None:
    message = update.effective_message
    said = own_matters.asked(spoken(message) or "") if message is not None else None
    if message is None or said is None:
        return
    match said[0]:
        case "privacy":
            await privacy.on_privacy(update, context)
        case "mydata":
            await privacy.on_data(update, context)
        case "forget":
            await privacy.on_forget(update, context)
        case "feedback":
            await feedback.take(update, context, message, said[1])
