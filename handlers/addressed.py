"""What a message says to the bot, whichever handler reads it."""

from __future__ import annotations

from telegram import Message
from telegram.constants import ChatType

from bot.questions.addressed import said_to_us


def spoken(message: Message) -> str | None:
    """The text that is meant for the bot, without its name; None if there is no text, or it is meant for others."""
    text = message.text
    if not text:
        return None
    me, replied = message.get_bot(), message.reply_to_message
    return said_to_us(
        text,
        me.username,
        private=message.chat.type == ChatType.PRIVATE,
        answers_us=replied is not None and replied.from_user is not None and replied.from_user.id == me.id,
    )
