"""/lang: the language of a chat, by word or by button. In groups only administrators may change it."""

from __future__ import annotations

import logging

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.botapi.menus import chat_menu
from bot.botapi.messages import acknowledge, change, send
from bot.commands import find
from bot.context import App, Context
from bot.i18n import LANGUAGES, Language, translator
from bot.names import fold
from bot.reply import Button, Reply
from handlers.rights import may_manage

log = logging.getLogger(__name__)

PREFIX = "lang:"
WORDS: dict[str, Language] = {
    "vi": "vi", "vn": "vi", "viet": "vi", "tieng viet": "vi", "vietnamese": "vi",
    "en": "en", "anh": "en", "tieng anh": "en", "english": "en",
}  # fmt: skip
LABELS: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}
CHOICE = Reply(
    "🌐 Tiếng Việt / English?",
    (tuple(Button(LABELS[language], data=PREFIX + language) for language in LANGUAGES),),
)


def register(app: App) -> None:
    command = find("lang")
    assert command is not None
    everywhere = filters.UpdateType.MESSAGES | filters.UpdateType.CHANNEL_POSTS
    app.add_handler(CommandHandler([command.name, *command.aliases], on_command, filters=everywhere))
    app.add_handler(CallbackQueryHandler(on_button, pattern=f"^{PREFIX}"))


async def on_command(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None:
        return
    wanted = WORDS.get(fold(" ".join(context.args or ())))
    if wanted is None:
        await send(message, CHOICE)
    elif await may_manage(update, context):
        await send(message, await _set(context, message, wanted))
    else:
        await send(message, await _refused(update, context))


async def on_button(update: Update, context: Context) -> None:
    query = update.callback_query
    if query is None or not isinstance(query.message, Message):
        return
    wanted = WORDS.get((query.data or "").removeprefix(PREFIX))
    if wanted is None or not await may_manage(update, context):
        await acknowledge(query, (await _refused(update, context)).html)
        return
    await acknowledge(query)
    await change(query.message, await _set(context, query.message, wanted))


async def _set(context: Context, message: Message, language: Language) -> Reply:
    await context.services.languages.set(message.chat_id, message.chat.type, language)
    await chat_menu(context.bot, message.chat_id, language)
    t = translator(language)
    return Reply(t("From now on I answer in English here."))


async def _refused(update: Update, context: Context) -> Reply:
    t = await context.translator(update)
    return Reply(t("Only administrators of this group may change that."))
