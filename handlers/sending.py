"""Operators: alerts that are held for a mistake of ours are sent on, by the button under the alarm or by /resume."""

from __future__ import annotations

import re

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, edit, send
from bot.context import App, Context
from bot.operators import Operators
from bot.presses.operators import Resume
from bot.render.rights import only_operators
from handlers.addressed import PRIVATE, pressed
from handlers.rights import operator

NUMBER = re.compile(r"\d{1,9}")


def register(app: App) -> None:
    command = commands.find("resume")
    assert command is not None
    app.add_handler(CommandHandler([command.name, *command.aliases], on_resume, filters=PRIVATE))
    app.add_handler(CallbackQueryHandler(on_button, pattern=callbacks.reads(Resume)))


async def on_resume(update: Update, context: Context) -> None:
    """Handle /resume: everything that is held, or the alert of a number."""
    message = update.effective_message
    if message is None:
        return
    t = await context.translator(update)
    who = operator(update, context)
    if who is None:
        await send(message, only_operators(t))
        return
    number = NUMBER.search(commands.split(message.text or "")[1])
    reply, alerts = await context.services.resume(int(number[0]) if number else 0, t)
    await send(message, reply)
    if alerts:
        await Operators(context.bot, context.services).resumed(alerts, who)


async def on_button(update: Update, context: Context) -> None:
    """Handle the button: what came of it takes the alarm's place; a second press is told in a pop-up."""
    query, press = pressed(update)
    if query is None or not isinstance(press, Resume):
        return
    t = await context.translator(update)
    who = operator(update, context)
    if who is None:
        await acknowledge(query, only_operators(t))
        return
    reply, alerts = await context.services.resume(press.alert, t)
    await acknowledge(query, None if alerts else reply)
    if not alerts:
        return
    if isinstance(query.message, Message) and not await edit(query.message, reply):
        await send(query.message, reply)
    await Operators(context.bot, context.services).resumed(alerts, who)
