"""Answers as pictures: the button under an answer, and the commands that are answered with one."""

from __future__ import annotations

import logging

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler

from bot import callbacks
from bot.botapi.messages import acknowledge, message_under, send, send_picture
from bot.context import App, Context
from bot.pictures import CannotPaint
from bot.presses.answers import Draw
from handlers.addressed import asker, pressed
from handlers.rights import sees

log = logging.getLogger(__name__)


def register(app: App) -> None:
    app.add_handler(CallbackQueryHandler(on_button, pattern=callbacks.reads(Draw)))


async def on_button(update: Update, context: Context) -> None:
    """Send the picture that a button asks for; its answer in words where there is no picture."""
    query, press = pressed(update)
    if query is None or query.message is None or not isinstance(press, Draw):
        return
    await acknowledge(query)
    message = message_under(context.bot, query.message)
    if await show(update, context, message, press):
        return
    t = await context.translator(update)
    question = press.question
    answered = await context.services.assistant.answer(question, t.language, await sees(update, context, question))
    context.services.conversations.remember(asker(update), answered, context.services.now())
    await send(message, answered.reply, await context.rich(message.chat_id))


async def show(update: Update, context: Context, message: Message, wanted: Draw) -> bool:
    """Answer a message with a picture. Returns False where there is none, or it cannot be drawn or sent."""
    services = context.services
    t = await context.translator(update)
    picture = await services.pictures.of(wanted, t.language, await sees(update, context, wanted.question))
    if picture is None:
        return False
    try:
        await services.pictures.send(
            picture, lambda data: send_picture(message, data, picture.reply), refused=BadRequest
        )
    except CannotPaint:
        log.exception("A picture could not be drawn; its answer goes out in words.")
        return False
    except BadRequest as error:
        log.info("A picture was refused (%s); its answer goes out in words.", error)
        return False
    services.conversations.remember(asker(update), picture.answered, services.now())
    return True
