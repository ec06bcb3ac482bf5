"""Giving up what is begun: /cancel, and the same in a word ("hủy", "thôi", "bỏ qua").

Files that are asked about have handlers of their own, which are registered before (``handlers.plans``, ``.publish``).
"""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CommandHandler, MessageHandler, filters

from bot import commands
from bot.botapi.messages import send
from bot.context import App, Context
from bot.questions.cancel_request import is_cancel
from bot.render import cancel as wording
from bot.reply import Reply
from handlers import questions
from handlers.addressed import asker, spoken
from handlers.feedback_words import author_of
from handlers.rights import person

WRITTEN = filters.TEXT & filters.UpdateType.MESSAGE & ~filters.COMMAND & ~filters.VIA_BOT
SAID_OTHERWISE = ("thanks", "bye")
"""Topics of small talk that sound like giving up: "thôi nhé"."""


class Cancels(filters.MessageFilter):
    """A text that is nothing but the wish to give up, said to us."""

    def filter(self, message: Message) -> bool:
        text = spoken(message)
        return text is not None and is_cancel(text)


def register(app: App) -> None:
    """Register before the questions, whose handlers take every text."""
    command = commands.find("cancel")
    assert command is not None
    names = [command.name, *command.aliases]
    app.add_handler(CommandHandler(names, on_cancel, filters=filters.UpdateType.MESSAGE))
    app.add_handler(MessageHandler(WRITTEN & Cancels(), on_cancel))


async def on_cancel(update: Update, context: Context) -> None:
    """End what was begun last; what was asked to be followed last may be given up by the same words."""
    message = update.message
    if message is None:
        return
    reply = await _ended(update, context, message)
    if reply is None and not (message.text or "").startswith("/") and _means_more(update, context, message):
        await (questions.on_text if message.chat.type == ChatType.PRIVATE else questions.on_group_text)(update, context)
        return
    await send(message, reply or wording.nothing(await context.translator(update)))


async def _ended(update: Update, context: Context, message: Message) -> Reply | None:
    """What is said once something has ended; None where nothing was begun."""
    services, t = context.services, await context.translator(update)
    who = person(update)
    if who is not None and (reply := await services.reports.give_up(who, t)) is not None:
        return reply
    author = author_of(update, message, t)
    if services.feedback.awaited(author) is not None:
        services.feedback.await_no_words(author.who)
        return wording.no_more_words(t)
    return wording.no_choice(t) if services.conversations.leave(asker(update), services.now()) else None


def _means_more(update: Update, context: Context, message: Message) -> bool:
    """Whether the words end what is followed, or are small talk, after what was shown last."""
    last = context.services.conversations.last(asker(update), context.services.now())
    meant = context.services.assistant.read(spoken(message) or "", last)
    follows = last is not None and last.wishes and last.wishes[-1].intent == "follow"
    return bool(follows and meant.intent == "unfollow") or (meant.intent == "help" and meant.topic in SAID_OTHERWISE)
