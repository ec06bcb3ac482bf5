"""Telegram's command menus: one for each language and scope, all made from the one table of commands."""

from __future__ import annotations

import logging

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.commands import COMMANDS
from bot.i18n import DEFAULT, LANGUAGES, Language, translator

log = logging.getLogger(__name__)

SCOPES: tuple[tuple[str, BotCommandScope], ...] = (
    ("private", BotCommandScopeAllPrivateChats()),
    ("group", BotCommandScopeAllGroupChats()),
)


def menu(language: Language, scope: str) -> list[BotCommand]:
    """The commands of a menu, by their names in that language."""
    t = translator(language)
    return [
        BotCommand(command.name_vi if language == "vi" else command.name, t(command.menu_en))
        for command in COMMANDS
        if command.scope in ("all", scope)
    ]


async def set_menus(bot: Bot) -> None:
    """Sets every menu; the one without a language code is the default language's."""
    for scope_name, scope in SCOPES:
        await bot.set_my_commands(menu(DEFAULT, scope_name), scope=scope)
        for language in LANGUAGES:
            await bot.set_my_commands(menu(language, scope_name), scope=scope, language_code=language)


async def chat_menu(bot: Bot, chat_id: int, language: Language) -> None:
    """The menu of one chat that chose its language. A failure is logged: the language stands without it."""
    scope = "private" if chat_id > 0 else "group"
    try:
        await bot.set_my_commands(menu(language, scope), scope=BotCommandScopeChat(chat_id))
    except TelegramError as error:
        log.warning("a chat's menu could not be set: %s", error)


async def forget_menu(bot: Bot, chat_id: int) -> None:
    """Takes back the menu of one chat; the one for all chats holds there again."""
    try:
        await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id))
    except TelegramError as error:
        log.warning("a chat's menu could not be taken back: %s", error)
