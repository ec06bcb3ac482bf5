"""What is let through to the other handlers: nothing that comes too fast, and of what waited while the bot was away
only what changes a chat's choices.

Membership and what happens to chats always passes: a bot that misses a block or a migration writes to nobody.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging

from telegram import Chat, Message, Update
from telegram.constants import ChatType
from telegram.error import RetryAfter, TelegramError
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.botapi.messages import acknowledge, message_at, send
from bot.chats.backlog import Unanswered
from bot.context import App, Context
from bot.i18n import translator
from bot.questions.addressed import commanded
from bot.questions.home_request import named
from bot.render.admission import back_again, slow_down
from handlers import feedback
from handlers.addressed import meant
from handlers.rights import is_operator, person

log = logging.getLogger(__name__)

SECOND = -1
"""The group of this handler: after the one that notes who can be reached, before all that answer."""


def register(app: App) -> None:
    app.add_handler(TypeHandler(Update, on_any), group=SECOND)


async def on_any(update: Update, context: Context) -> None:
    """Stop what is not to be handled; whoever sent it is told where that helps."""
    message = update.message or update.edited_message or update.channel_post or update.edited_channel_post
    who = person(update) if message is not None and message.text else None
    if who is not None and message is not None:  # a filter cannot wait for it
        await _look(who, message.text or "", context)
    if update.message is not None and (sender := person(update)) is not None:
        now = context.services.now()
        await context.services.reports.look(sender, min(update.message.date or now, now))
    if message is not None:
        await _on_message(update, context, message)
    elif update.callback_query or update.inline_query or update.guest_message:
        await _on_pace(update, context, None, context.services.now())


async def _look(who: int, text: str, context: Context) -> None:
    """Read what a person is being asked about, and whether a text of theirs may state figures."""
    services = context.services
    await services.bringing.look(who)
    await services.stating.look(who, text)
    if is_operator(who, context) or services.stating.knows(who) or services.bringing.knows(who):
        await services.conversation.look(who)
    if not is_operator(who, context) and not await services.stating.goes_on(who, ""):
        services.conversation.forget(who)  # what they write is a question, and no answer about a file


async def _on_message(update: Update, context: Context, message: Message) -> None:
    services = context.services
    now = services.now()
    sent = message.edit_date or message.date or now  # an odd update may have none
    text = meant(message)
    if text is None and (message.chat.type != ChatType.PRIVATE or message.document is None):
        return  # said to others, or a note of Telegram's
    if not services.backlog.is_old(sent, now):
        await _on_pace(update, context, message, min(sent, now))
        waiting = services.backlog.take(message.chat_id)
        if waiting is not None:  # before the answer, not after it
            try:
                await _tell(waiting, context)
            except RetryAfter:
                services.backlog.put_back(waiting)
                _begin_to_tell(update, context)
        return
    if _is_no_question(message, text, update, context):
        return
    t = await context.translator(update)
    thread = message.message_thread_id if message.is_topic_message else None
    first = Unanswered(message.chat_id, message.chat.type, message.message_id, thread, t.language)
    services.backlog.add(first, sent, now)
    _begin_to_tell(update, context)
    raise ApplicationHandlerStop


def _is_no_question(message: Message, text: str | None, update: Update, context: Context) -> bool:
    """Whether a message changes a choice, says something to operators, is a file of one of them or states figures: it
    holds, however late.
    """
    who, services = person(update), context.services
    if who is not None and services.reports.takes(message.chat_id, text):
        return True
    if text is None:
        return who is not None and (is_operator(who, context) or services.bringing.knows(who))
    if who is not None and services.bringing.awaits(who, text, message.message_id):
        return True
    if who is not None and services.conversation.awaits(who, text, message.message_id):
        return True
    if who is not None and services.stating.awaits(who, text):
        return True
    command = commanded(text, context.bot.username)
    if command is not None:
        return command.changes or command.name == "feedback"
    return named(text) is not None or feedback.mark(message) is not None


async def _on_pace(update: Update, context: Context, message: Message | None, at: dt.datetime) -> None:
    """Stop what comes too fast. Who writes as a group or a channel is counted as that."""
    query, user = update.callback_query, update.effective_user
    hidden = message.sender_chat if message is not None else None
    sender = hidden.id if hidden is not None else user.id if user is not None else None
    if sender is None or is_operator(sender, context):
        return
    told = query is not None or message is not None
    verdict = context.services.rate_limit.judge(sender, at, can_tell=told)
    if verdict == "pass":
        return
    said = slow_down(await context.translator(update)) if verdict == "tell" else None
    if query is not None:
        await acknowledge(query, said)
    elif said is not None and message is not None:
        await send(message, said)
    raise ApplicationHandlerStop


def _begin_to_tell(update: Update, context: Context) -> None:
    backlog = context.services.backlog
    if context.application.running and not backlog.telling:
        backlog.telling = True
        context.application.create_task(_tell_all(context), update)


async def _tell_all(context: Context) -> None:
    """Tell chats one after the other until none waits, or the bot ends."""
    backlog = context.services.backlog
    try:
        while True:
            await asyncio.sleep(backlog.pause)
            waiting = backlog.take() if context.application.running else None
            if waiting is None:
                return
            try:
                await _tell(waiting, context)
            except RetryAfter as flood:
                backlog.put_back(waiting)
                await _rest(flood._retry_after.total_seconds(), context)
    finally:
        backlog.telling = False


async def _rest(seconds: float, context: Context) -> None:
    """Wait as long as Telegram says, or until the bot ends."""
    while seconds > 0 and context.application.running:
        await asyncio.sleep(min(1.0, seconds))
        seconds -= 1


async def _tell(waiting: Unanswered, context: Context) -> None:
    """Tell a chat that the bot is back; whoever cannot be told is left alone. Raises RetryAfter."""
    message = message_at(context.bot, waiting.message, Chat(waiting.chat, waiting.kind), waiting.thread)
    try:
        sent = await send(message, back_again(translator(waiting.language)))
    except RetryAfter:
        raise
    except TelegramError as error:
        log.info("a chat could not be told that the bot is back: %s", error)
        return
    backlog = context.services.backlog
    if backlog.compare(context.services.now(), sent.date):
        log.warning("this machine's clock is %d minutes ahead of Telegram's; set it right", backlog.minutes_ahead)
