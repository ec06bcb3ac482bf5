"""What a message or a button says to the bot, and who says it, whichever handler reads it."""

from __future__ import annotations

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext import filters

from bot import callbacks
from bot.presses import Press
from bot.questions.addressed import commanded, said_to_us

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
"""A new message in a person's own chat with the bot."""


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


def meant(message: Message) -> str | None:
    """The text of a message that some handler answers: anything said to the bot, and its commands anywhere."""
    text = message.text
    if not text:
        return None
    if commanded(text, message.get_bot().username) is not None:
        return text
    return spoken(message) if message.chat.type != ChatType.CHANNEL else None


def pressed(update: Update) -> tuple[CallbackQuery | None, Press | None]:
    """The button that was pressed, and what it does; None where there is none, or this version does not read it."""
    query = update.callback_query
    read = callbacks.decode(query.data or "") if query is not None else None
    return query, read.press if read is not None else None


def in_place(query: CallbackQuery) -> bool:
    """Whether what comes of a button takes the place of the message it stands under, as another page does."""
    read = callbacks.decode(query.data or "")
    return read is not None and read.here


def asker(update: Update) -> tuple[int, int] | None:
    """The chat, and the person who asks in it; None where nobody can tell who it is: those who write as a group or a
    channel all look the same.
    """
    chat, user = update.effective_chat, update.effective_user
    message = update.effective_message
    hidden = update.callback_query is None and message is not None and message.sender_chat is not None
    return None if chat is None or user is None or hidden else (chat.id, user.id)
