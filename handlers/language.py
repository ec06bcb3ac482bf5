"""/lang: the language of a chat, by word or by button. In groups only administrators may change it."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot import callbacks
from bot.botapi.menus import chat_menu
from bot.botapi.messages import acknowledge, edit, send
from bot.chats.languages import named
from bot.commands import find
from bot.context import App, Context
from bot.i18n import Language
from bot.presses.chats import SetLanguage
from bot.questions import Question
from bot.render import language as wording
from bot.render import rights
from bot.reply import Reply
from handlers.addressed import pressed
from handlers.rights import may_manage


def register(app: App) -> None:
    command = find("lang")
    assert command is not None
    everywhere = filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POSTS
    app.add_handler(CommandHandler([command.name, *command.aliases], on_command, filters=everywhere))
    app.add_handler(CallbackQueryHandler(on_button, pattern=callbacks.reads(SetLanguage)))


async def on_command(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None:
        return
    wanted = named(" ".join(context.args or ()))
    if wanted is None:
        await send(message, wording.choice())
    elif await may_manage(update, context):
        await send(message, await _set(context, message, wanted))
    else:
        await send(message, rights.only_administrators(await context.translator(update)))


async def on_button(update: Update, context: Context) -> None:
    query, press = pressed(update)
    if query is None or not isinstance(query.message, Message):
        return
    if not isinstance(press, SetLanguage) or not await may_manage(update, context):
        await acknowledge(query, rights.only_administrators(await context.translator(update)))
        return
    await acknowledge(query)
    await edit(query.message, await _set(context, query.message, press.language))


async def on_wish(update: Update, context: Context, message: Message, wanted: Language) -> Reply:
    """Answer in a language that was asked for in words; from now on, if whoever asks may say so for the chat."""
    if await may_manage(update, context):
        return await _set(context, message, wanted)
    return (await context.services.assistant.answer(Question("help"), wanted)).reply


async def _set(context: Context, message: Message, language: Language) -> Reply:
    await context.services.languages.set(message.chat_id, message.chat.type, language)
    if message.chat.type != ChatType.CHANNEL:  # nobody has a menu there
        await chat_menu(context.bot, message.chat_id, language)
    return wording.chosen(language)
