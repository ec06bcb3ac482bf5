"""/home: the province that is meant where none is named, by word or by button. In groups administrators choose it."""

from __future__ import annotations

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import callbacks, commands
from bot.botapi.messages import acknowledge, send
from bot.context import App, Context
from bot.presses.chats import SetHome
from handlers.addressed import pressed
from handlers.rights import may_manage, refusal
from handlers.several_replies import say_in_its_place


def register(app: App) -> None:
    command = commands.find("home")
    assert command is not None
    everywhere = filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POSTS
    app.add_handler(CommandHandler([command.name, *command.aliases], on_command, filters=everywhere))
    app.add_handler(CallbackQueryHandler(on_button, pattern=callbacks.reads(SetHome)))


async def on_command(update: Update, context: Context) -> None:
    """Handle /home: with a name it is chosen, alone it is shown."""
    message = update.effective_message
    if message is None:
        return
    _, rest = commands.split(message.text or "")
    if rest.strip():
        await choose(update, context, message, rest)
    else:
        t = await context.translator(update)
        await send(message, await context.services.homes.shown(message.chat_id, t))


async def choose(update: Update, context: Context, message: Message, names: str) -> None:
    """Choose what is named, by the command or in a sentence, if whoever asks may do so for the chat."""
    t = await context.translator(update)
    if not await may_manage(update, context):
        await send(message, await refusal(update, context, t))
        return
    await send(message, await context.services.homes.choose(message.chat_id, message.chat.type, names, t))
    context.services.conversations.end(message.chat_id)  # now "PAPI 2024" means the home, whatever was shown before


async def on_button(update: Update, context: Context) -> None:
    """Handle a button: what came of it takes the place of the message it stands under."""
    query, press = pressed(update)
    if query is None or not isinstance(press, SetHome):
        return
    if query.message is None or not await may_manage(update, context):
        await acknowledge(query, await refusal(update, context, await context.translator(update)))
        return
    await acknowledge(query)
    t = await context.translator(update)
    chat = query.message.chat
    reply = await context.services.homes.set(chat.id, chat.type, press.province, t)
    context.services.conversations.end(chat.id)
    await say_in_its_place(query, context.bot, [reply])
