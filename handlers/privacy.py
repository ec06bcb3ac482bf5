"""What is kept of a chat: /privacy says it, /mydata sends it as a file, /forget erases it after one question."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import callbacks, commands
from bot.botapi.menus import forget_menu
from bot.botapi.messages import acknowledge, edit, message_under, send, send_document
from bot.context import App, Context
from bot.i18n import Translator
from bot.operators import Operators
from bot.presses.chats import Forget, MyData
from bot.render import privacy as wording
from bot.render.personal_file import file_of
from bot.render.roles import somebody_forgotten
from handlers.addressed import pressed
from handlers.rights import may_manage, operator

ANYWHERE = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST


def register(app: App) -> None:
    for name, handle in (("privacy", on_privacy), ("mydata", on_data), ("forget", on_forget)):
        command = commands.find(name)
        assert command is not None
        app.add_handler(CommandHandler([command.name, *command.aliases], handle, filters=ANYWHERE))
    app.add_handler(CallbackQueryHandler(on_button, pattern=callbacks.reads(MyData, Forget)))


async def on_privacy(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is not None:
        await send(message, wording.privacy(await context.translator(update)))


async def on_data(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is not None and await _may(update, context, message):
        await _send_data(context, message, await context.translator(update))


async def on_forget(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is not None and await _may(update, context, message):
        await _ask(update, context, message, await context.translator(update))


async def on_button(update: Update, context: Context) -> None:
    query, press = pressed(update)
    if query is None or query.message is None or press is None:
        return
    t = await context.translator(update)
    if not await may_manage(update, context):
        await acknowledge(query, wording.only_administrators(t))
        return
    await acknowledge(query)
    message = message_under(context.bot, query.message)
    match press:
        case MyData():
            await _send_data(context, message, t)
        case Forget("ask"):
            await _ask(update, context, message, t)
        case Forget("go"):
            await _erase(update, context, message, t)
        case _:
            await edit(message, wording.kept_on(t))


async def _may(update: Update, context: Context, message: Message) -> bool:
    """Whether the sender may; if not, they are told so."""
    if await may_manage(update, context):
        return True
    await send(message, wording.only_administrators(await context.translator(update)))
    return False


async def _send_data(context: Context, message: Message, t: Translator) -> None:
    services, chat = context.services, message.chat_id
    name, data = file_of(
        await services.kept(chat), services.remembered(chat), services.store.catalogue, t, services.now()
    )
    await send_document(message, data, name, wording.caption(t, shared=_shared(message)))


async def _ask(update: Update, context: Context, message: Message, t: Translator) -> None:
    kept = await context.services.kept(message.chat_id)
    await send(message, wording.ask(t, kept, shared=_shared(message), operator=operator(update, context) is not None))


async def _erase(update: Update, context: Context, message: Message, t: Translator) -> None:
    services = context.services
    ends = (await services.kept(message.chat_id)).roles
    what = await services.forget(message.chat_id, update.update_id)
    reply = wording.erased(t, what, operator=operator(update, context) is not None)
    await forget_menu(context.bot, message.chat_id)
    if not await edit(message, reply):
        await send(message, reply)
    if ends:
        catalogue = services.store.catalogue
        tell = Operators(context.bot, services).others
        await tell(lambda t: [somebody_forgotten(t, catalogue, ends)], message.chat_id)


def _shared(message: Message) -> bool:
    return message.chat.type != ChatType.PRIVATE
