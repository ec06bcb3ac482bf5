"""The watch beside the running bot: what it finds is shown to every operator, in their own chats."""

from __future__ import annotations

import logging

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.i18n import translator
from bot.publishing.feed import FeedWrong, Found
from bot.publishing.service import Checked, NoReason, Refused
from bot.render import operator as wording
from bot.render.publishing import render_problems
from bot.reply import Reply
from bot.services import Services

log = logging.getLogger(__name__)


class Watchman:
    """Tells operators; for ``bot.publishing.feed.keep_watching``."""

    def __init__(self, bot: Bot, services: Services) -> None:
        self._bot = bot
        self._services = services

    async def tell(self, found: Found | FeedWrong, file: bytes) -> None:
        services = self._services
        admins = services.settings.admins
        languages = {who: translator(await services.languages.of(who, None)) for who in admins}
        if isinstance(found, Found) and isinstance(found.outcome, Checked):
            name = found.entry.file
            offered = services.publish_desk.offer(name, file, found.outcome, languages.__getitem__, admins)
            for who, replies in offered.items():
                await self._send(who, [wording.found(languages[who], name), *replies])
            return
        for who, t in languages.items():
            outcome = found.outcome if isinstance(found, Found) else found
            match outcome:
                case Refused():
                    reply = render_problems(outcome.problems, t)
                case NoReason() if isinstance(found, Found):
                    reply = wording.lacks_reason(t, found.entry.file, outcome.release.id)
                case FeedWrong():
                    reply = wording.feed_wrong(t, str(outcome))
                case Checked() | NoReason():
                    continue
                case _:
                    reply = wording.published(t, services.store.catalogue, outcome)
            await self._send(who, [reply])

    async def _send(self, who: int, replies: list[Reply]) -> None:
        for reply in replies:
            rows = [
                [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
                for row in reply.buttons
            ]
            try:
                await self._bot.send_message(
                    who,
                    reply.html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=InlineKeyboardMarkup(rows) if rows else None,
                )
            except TelegramError as error:
                log.info("an operator could not be told: %s", error.message)
