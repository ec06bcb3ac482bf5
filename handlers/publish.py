"""Files that are sent to the bot, and operators: it asks about their tables and publishes them; /status lists releases
and deliveries.
"""

from __future__ import annotations

import logging

from telegram import Document, Message, PhotoSize, Update
from telegram.error import TelegramError
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import callbacks
from bot.botapi.messages import acknowledge, send
from bot.context import App, Context
from bot.importing.files import too_large
from bot.importing.sniff import is_picture
from bot.operators import Operators
from bot.presses.publishing import Publish
from bot.publishing.conversation import OperatorConversation, ReceivedFile
from bot.render.errors import file_not_fetched
from bot.render.preview import render_problems
from bot.render.rights import no_files, only_operators
from bot.render.statements import stated_by
from bot.services import Services
from handlers.addressed import PRIVATE, pressed
from handlers.rights import is_operator, operator, person
from handlers.several_replies import say, say_in_its_place

log = logging.getLogger(__name__)

PHOTO = "photo.jpg"
"""What a photograph is called, which has no name of its own."""


class Awaited(filters.MessageFilter):
    """What an operator writes about a file that is open, which ``handlers.admission`` has looked for."""

    def __init__(self, assistant: OperatorConversation) -> None:
        super().__init__()
        self._assistant = assistant

    def filter(self, message: Message) -> bool:
        user = message.from_user
        return user is not None and self._assistant.awaits(user.id, message.text or "", message.message_id)


def register(app: App) -> None:
    """Register before the questions: an operator's answer about a file is no question."""
    services: Services = app.bot_data
    app.add_handler(CommandHandler("status", on_status, filters=filters.ChatType.PRIVATE & filters.UpdateType.MESSAGES))
    app.add_handler(MessageHandler(PRIVATE & filters.Document.ALL, on_document))
    app.add_handler(MessageHandler(PRIVATE & filters.PHOTO & ~filters.VIA_BOT, on_photo))
    app.add_handler(MessageHandler(PRIVATE & filters.TEXT & Awaited(services.conversation), on_text))
    app.add_handler(CallbackQueryHandler(on_button, pattern=callbacks.reads(Publish)))


async def on_document(update: Update, context: Context) -> None:
    """Handle a file: a plan of an editor's or an operator's, or an operator's table of figures."""
    message = update.message
    if message is None or message.document is None:
        return
    t = await context.translator(update)
    bringing, who = context.services.bringing, person(update)
    if who is None or not await bringing.welcome(who):
        await send(message, no_files(t))
        return
    name = message.document.file_name or "?"
    problem = too_large(name, message.document.file_size or 0)
    if problem is not None:
        await send(message, render_problems((problem,), t))
        return
    await _receive(update, message, who, name, message.document, context)


async def on_photo(update: Update, context: Context) -> None:
    """Handle a photograph of a table: Telegram sends it without a name, in several sizes."""
    message = update.message
    if message is None or not message.photo:
        return
    who = operator(update, context)
    t = await context.translator(update)
    if who is None:
        await send(message, no_files(t))
        return
    await _receive(update, message, who, PHOTO, message.photo[-1], context)


async def _receive(
    update: Update, message: Message, who: int, name: str, sent: Document | PhotoSize, context: Context
) -> None:
    """Fetch a file, and tell it to whom it is meant for: a picture of an operator's is a table of figures."""
    t = await context.translator(update)
    try:
        data = await _fetch(sent)
    except TelegramError as error:
        log.info("a file could not be fetched: %s", error)
        await send(message, file_not_fetched(t))
        return
    album = message.media_group_id or "" if is_picture(data) else ""
    file = ReceivedFile(message.message_id, name, data, message.caption or "", album)
    figures = is_picture(data) and operator(update, context) is not None
    replies = None if figures else await context.services.bringing.receive(who, file, t)
    if replies is None:
        replies = await context.services.conversation.receive(who, file, t)
    await say(message, replies)


async def _fetch(sent: Document | PhotoSize) -> bytes:
    return bytes(await (await sent.get_file()).download_as_bytearray())


async def on_text(update: Update, context: Context) -> None:
    """Handle the title, date, address or reason that the last question asked for."""
    message = update.message
    who = await _going_on(update, context)
    if message is None or who is None:
        return
    t = await context.translator(update)
    conversation = context.services.conversation
    await say(message, await conversation.text(who, message.text or "", message.message_id, t))


async def on_button(update: Update, context: Context) -> None:
    query, press = pressed(update)
    if query is None:
        return
    t = await context.translator(update)
    who = await _going_on(update, context, press.file) if isinstance(press, Publish) else None
    if who is None or not isinstance(press, Publish):
        await acknowledge(query, only_operators(t))
        return
    conversation = context.services.conversation
    refused = await conversation.refused(who, press, t)
    await acknowledge(query, refused)
    if refused is not None:
        return
    name = update.effective_user.full_name if update.effective_user else ""
    done = await conversation.press(who, press, t, name)
    if done.notice is not None:
        await Operators(context.bot, context.services).others(done.notice, who)
    if press.step == "go" and not is_operator(who, context):
        release = await conversation.became(press.file)
        if release:
            await Operators(context.bot, context.services).others(lambda t: [stated_by(t, name, release)], who)
    await say_in_its_place(query, context.bot, done.replies)


async def _going_on(update: Update, context: Context, file: str = "") -> int | None:
    """Who goes on with a file: an operator, or the editor who stated its facts. '' is the one that is asked about."""
    who = person(update)
    if who is None or is_operator(who, context):
        return who
    return who if await context.services.stating.goes_on(who, file) else None


async def on_status(update: Update, context: Context) -> None:
    message = update.message
    if message is None:  # an edited one: what it asked was answered
        return
    t = await context.translator(update)
    if operator(update, context) is None:
        await send(message, only_operators(t))
        return
    await send(message, await context.services.status(t))
