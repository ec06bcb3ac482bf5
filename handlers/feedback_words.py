"""What a person adds to their feedback, in reply to our thanks or simply as the next thing they write."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType

from bot.botapi.messages import send
from bot.chats.feedback import MOST, Author
from bot.context import Context
from bot.i18n import Translator
from bot.operators import Operators
from bot.render import feedback as wording
from handlers.addressed import asker


def author_of(update: Update, message: Message, t: Translator) -> Author:
    """Who says it, where it is answered. Those who write as a group or a channel all look the same."""
    known = asker(update)
    thread = message.message_thread_id if message.is_topic_message else None
    return Author(message.chat_id, known[1] if known else None, t.language, thread, message.message_id)


async def tell(update: Update, context: Context, message: Message, text: str, number: int) -> bool:
    """Take a person's words on feedback of theirs. Returns False where there is nothing that they belong to."""
    services = context.services
    t = await context.translator(update)
    author = author_of(update, message, t)
    if await services.feedback.of(author, number) is None:
        return False
    entry = await services.feedback.add(author, number, text)
    if entry is None:
        await send(message, wording.too_many(t, MOST))
        return True
    told = await Operators(context.bot, services).feedback(entry, text)
    await send(message, wording.added(t, entry, told=told))
    return True


async def say_what_is_wrong(update: Update, context: Context, message: Message, text: str) -> bool:
    """Take a text that is no question as what somebody finds wrong who has just said that something is: few reply to
    the message that asks for it. Returns False for anybody else.
    """
    if message.chat.type != ChatType.PRIVATE or message.edit_date is not None:
        return False
    t = await context.translator(update)
    number = context.services.feedback.awaited(author_of(update, message, t))
    return number is not None and await tell(update, context, message, text, number)
