"""Several replies in a row, some of them pictures: below a message, or in the place of the one that was pressed on."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Bot, CallbackQuery, Message

from bot.botapi.messages import edit, message_under, send, send_picture
from bot.reply import PictureReply, Reply


async def say(message: Message, replies: Sequence[Reply]) -> None:
    """Send them one after the other."""
    for reply in replies:
        if isinstance(reply, PictureReply):
            await send_picture(message, reply.photo, reply)
        else:
            await send(message, reply)


async def say_in_its_place(query: CallbackQuery, bot: Bot, replies: Sequence[Reply]) -> None:
    """The first takes the place of the message pressed on, unless it is a picture; the others follow it."""
    if query.message is None:
        return
    message = message_under(bot, query.message)
    words = replies and not isinstance(replies[0], PictureReply)
    if words and query.message.is_accessible and await edit(message, replies[0]):
        replies = replies[1:]
    await say(message, replies)
