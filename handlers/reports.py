"""Reports on tasks: /baocao, the buttons under tasks, and what people add to a report in a private chat."""

from __future__ import annotations

import re

from telegram import Message, Update
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, edit, message_under, send, send_document, send_picture
from bot.context import App, Context
from bot.i18n import Translator
from bot.presses.tasks import OwnTasks, SayNothing, SayOfTask, ShowFile, ShowTask
from bot.questions.cancel_request import is_cancel
from bot.render import reports as wording
from bot.render.exports import refused as file_refused
from bot.reply import Reply
from bot.services import Services
from bot.tasks.desk import Addition, ReportDesk
from data.tasks.model import Report
from handlers.addressed import PRIVATE, in_place, pressed
from handlers.rights import person

LINK = re.compile(r"https?://\S{3,990}")
AFTER = 1
"""The group of what is said once the others have answered."""


class Reporting(filters.MessageFilter):
    """What goes with a report that was begun, which ``handlers.admission`` has looked for."""

    def __init__(self, desk: ReportDesk) -> None:
        super().__init__()
        self._desk = desk

    def filter(self, message: Message) -> bool:
        return self._desk.takes(message.chat_id, message.text)


def register(app: App) -> None:
    """Register before whatever else reads texts and files."""
    services: Services = app.bot_data
    command = commands.find("mytasks")
    assert command is not None
    names = [command.name, *command.aliases]
    app.add_handler(CommandHandler(names, on_command, filters=filters.UpdateType.MESSAGE))
    app.add_handler(MessageHandler(PRIVATE & ~filters.COMMAND & Reporting(services.reports), on_addition))
    kinds = callbacks.reads(ShowTask, SayOfTask, SayNothing, OwnTasks, ShowFile)
    app.add_handler(CallbackQueryHandler(on_button, pattern=kinds))
    app.add_handler(MessageHandler(PRIVATE & filters.TEXT, on_other_matter), group=AFTER)


async def on_command(update: Update, context: Context) -> None:
    """Handle /baocao."""
    message = update.message
    if message is None:
        return
    t = await context.translator(update)
    who = person(update)
    reply = wording.in_private(t) if who is None else await context.services.reports.listing(who, t)
    await send(message, reply)


async def on_button(update: Update, context: Context) -> None:
    """Handle a button: what comes of it takes the place of the message it stands under, but for a task or a file."""
    query, press = pressed(update)
    if query is None or press is None:
        return
    t = await context.translator(update)
    who = person(update)
    if who is None or query.message is None:
        await acknowledge(query, wording.in_private(t))
        return
    message = message_under(context.bot, query.message)
    desk = context.services.reports
    assert isinstance(press, ShowTask | SayOfTask | SayNothing | OwnTasks | ShowFile)
    refused = await desk.refused(who, press, t)
    await acknowledge(query, refused)
    if refused is not None:
        return
    if isinstance(press, ShowFile):
        await _send_file(message, await desk.file(who, press.report, t), context, t)
        return
    reply = await desk.press(who, press, t)
    below = isinstance(press, ShowTask) or (isinstance(press, OwnTasks) and not in_place(query))
    if below or not await edit(message, reply):
        await send(message, reply)


async def _send_file(message: Message, found: Report | Reply, context: Context, t: Translator) -> None:
    """Send the file of a report, or say why not."""
    if isinstance(found, Reply):
        await send(message, found)
        return
    caption = Reply(wording.history_line(t, found, context.services.store.catalogue))
    try:
        if found.file_name:
            await send_document(message, found.file, found.file_name, caption)
        else:
            await send_picture(message, found.file, caption)
    except BadRequest:
        await send(message, file_refused(t))


async def on_addition(update: Update, context: Context) -> None:
    """Handle what goes with a report: words, a link, a file or a picture."""
    message = update.message
    who = person(update)
    if message is None or who is None:
        return
    t = await context.translator(update)
    await send(message, await context.services.reports.add(who, _addition(message), t))


async def on_other_matter(update: Update, context: Context) -> None:
    """After a command or a question of somebody who has begun a report: it is still open."""
    message, who, desk = update.message, person(update), context.services.reports
    if message is None or who is None or desk.takes(message.chat_id, message.text) or is_cancel(message.text or ""):
        return
    reply = await desk.still_open(who, await context.translator(update))
    if reply is not None:
        await send(message, reply)


def _addition(message: Message) -> Addition | None:
    """What a message adds; None for what no report holds."""
    caption = (message.caption or "").strip()
    if message.document is not None:
        return Addition(caption, file=message.document.file_id, file_name=message.document.file_name or "?")
    if message.photo:
        return Addition(caption, file=message.photo[-1].file_id)
    text = (message.text or "").strip()
    if LINK.fullmatch(text):
        return Addition(link=text)
    return Addition(text) if text else None
