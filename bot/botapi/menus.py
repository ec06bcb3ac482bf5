"""Telegram's command menus: one for each language and scope, all made from the one table of commands.

In groups everybody sees what can be asked, and administrators see also what changes the group's choices.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Literal

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
)
from telegram.error import TelegramError

from bot.commands import COMMANDS
from bot.i18n import DEFAULT, LANGUAGES, Language, translator

log = logging.getLogger(__name__)

Readers = Literal["private", "group", "administrators"]

SCOPES: tuple[tuple[Readers, BotCommandScope], ...] = (
    ("private", BotCommandScopeAllPrivateChats()),
    ("group", BotCommandScopeAllGroupChats()),
    ("administrators", BotCommandScopeAllChatAdministrators()),
)


def menu(language: Language, readers: Readers) -> tuple[BotCommand, ...]:
    """The commands of a menu, by their names in that language."""
    t = translator(language)
    scope = "private" if readers == "private" else "group"
    return tuple(
        BotCommand(command.name_vi if language == "vi" else command.name, t(command.menu_en))
        for command in COMMANDS
        if command.scope in ("all", scope) and not (command.changes and readers == "group")
    )


async def set_menus(bot: Bot) -> None:
    """Sets every menu that is not as it should be; the one without a language code is the default language's."""
    wanted = [(scope, code, menu(code or DEFAULT, readers)) for readers, scope in SCOPES for code in (None, *LANGUAGES)]
    known = await asyncio.gather(*(bot.get_my_commands(scope=scope, language_code=code) for scope, code, _ in wanted))
    for (scope, code, commands), now in zip(wanted, known, strict=True):
        if now != commands:
            await bot.set_my_commands(commands, scope=scope, language_code=code)


async def chat_menu(bot: Bot, chat_id: int, language: Language) -> None:
    """The menus of one chat that chose its language, which go before those of all chats. A failure is logged: the
    language stands without them.
    """
    try:
        for readers, scope in _of_chat(chat_id):
            commands = menu(language, readers)
            if await bot.get_my_commands(scope=scope) != commands:
                await bot.set_my_commands(commands, scope=scope)
    except TelegramError as error:
        log.warning("a chat's menu could not be set: %s", error)


async def forget_menu(bot: Bot, chat_id: int) -> None:
    """Takes back the menus of one chat; those for all chats hold there again."""
    try:
        for _, scope in _of_chat(chat_id):
            await bot.delete_my_commands(scope=scope)
    except TelegramError as error:
        log.warning("a chat's menu could not be taken back: %s", error)


def _of_chat(chat_id: int) -> tuple[tuple[Readers, BotCommandScope], ...]:
    if chat_id > 0:
        return (("private", BotCommandScopeChat(chat_id)),)
    return ("group", BotCommandScopeChat(chat_id)), ("administrators", BotCommandScopeChatAdministrators(chat_id))
