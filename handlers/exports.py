"""Files: /export, the same in words ("xuất excel PAPI 2024"), and the button under an answer."""

from __future__ import annotations

import logging

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, message_under, send, send_document
from bot.context import App, Context
from bot.presses.answers import Export
from bot.questions import export_request
from bot.questions.export_request import ExportRequest
from bot.render.exports import refused
from bot.reply import Reply
from handlers.addressed import asker, pressed
from handlers.rights import sees

log = logging.getLogger(__name__)

ANYWHERE = filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POSTS


def register(app: App) -> None:
    """Register before the questions, whose handlers take every text and button."""
    command = commands.find("export")
    assert command is not None
    app.add_handler(CommandHandler([command.name, *command.aliases], on_command, filters=ANYWHERE))
    app.add_handler(CallbackQueryHandler(on_button, pattern=callbacks.reads(Export)))


async def on_command(update: Update, context: Context) -> None:
    """Handle /export: the file of what is named; without a name, what can be named."""
    message = update.effective_message
    if message is None:
        return
    _, rest = commands.split(message.text or "")
    request = export_request.argument(rest)
    if request.names:
        question = context.services.exports.read(request, home=await context.services.homes.of(message.chat_id))
        await _give(update, context, message, Export(question, request.form))
    else:
        t = await context.translator(update)
        await send(message, context.services.exports.usage(t.language))


async def on_words(update: Update, context: Context, message: Message, request: ExportRequest) -> None:
    """Handle a wish for a file that was said in words; where nothing is named, what was shown last is meant."""
    services = context.services
    last = services.conversations.last(asker(update), services.now())
    home = await services.homes.of(message.chat_id)
    if services.exports.names_something(request, home):
        question = services.exports.read(request, last, home)
    elif last is not None and last.question is not None:
        question = last.question
    else:
        t = await context.translator(update)
        await send(message, services.exports.usage(t.language))
        return
    await _give(update, context, message, Export(question, request.form))


async def on_button(update: Update, context: Context) -> None:
    """Send the file that a button asks for."""
    query, press = pressed(update)
    if query is None or query.message is None or not isinstance(press, Export):
        return
    await acknowledge(query)
    message = message_under(context.bot, query.message)
    await _give(update, context, message, press)


async def _give(update: Update, context: Context, message: Message, wanted: Export) -> None:
    services = context.services
    t = await context.translator(update)
    seen = await sees(update, context, wanted.question)
    found = await services.exports.of(wanted, t.language, seen)
    if isinstance(found, Reply):
        await send(message, found)
    else:
        try:
            await services.exports.send(
                found, lambda data: send_document(message, data, found.name, found.reply), refused=BadRequest
            )
        except BadRequest as error:
            log.info("A file was refused (%s).", error)
            await send(message, refused(t))
            return
    answered = await services.assistant.answer(wanted.question, t.language, seen)
    services.conversations.remember(asker(update), answered, services.now())
