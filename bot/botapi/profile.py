"""What Telegram shows of the bot before anybody writes to it: its name and two descriptions, in each language."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

from telegram import Bot
from telegram.error import TelegramError

from bot.i18n import DEFAULT, LANGUAGES, Language
from bot.reply import BotProfile

log = logging.getLogger(__name__)


async def set_profile(bot: Bot, wanted: Mapping[Language, BotProfile]) -> None:
    """Sets what is not as it should be: Telegram lets a bot change its name only a few times a day. A failure is one
    line in the log.
    """
    for code in (None, *LANGUAGES):
        await _set(bot, code, wanted[code or DEFAULT])


async def _set(bot: Bot, code: Language | None, wanted: BotProfile) -> None:
    try:
        name, description, short = await asyncio.gather(
            bot.get_my_name(code), bot.get_my_description(code), bot.get_my_short_description(code)
        )
    except TelegramError as error:
        log.warning("the bot's name and description could not be read: %s", error)
        return
    changes = (
        (name.name != wanted.name, bot.set_my_name, wanted.name),
        (description.description != wanted.description, bot.set_my_description, wanted.description),
        (short.short_description != wanted.short, bot.set_my_short_description, wanted.short),
    )
    for changed, change, text in changes:
        if not changed:
            continue
        try:
            await change(text, code)
        except TelegramError as error:  # each stands for itself: the name has the lowest limit
            log.warning("%s failed (language: %s): %s", change.__name__, code or "any", error)
