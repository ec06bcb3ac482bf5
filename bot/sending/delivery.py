"""The sender at work beside the application, and what it tells: operators of trouble and results, a group's
administrators of a topic that is gone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.i18n import Translator, translator
from bot.render import operator as wording
from bot.reply import Reply
from bot.sending.news import Alarm, Report
from bot.sending.sender import Sender
from bot.services import Services

log = logging.getLogger(__name__)


class Delivery:
    """Runs the sender; ``options`` are those of ``Sender``."""

    def __init__(self, bot: Bot, services: Services, **options: Any) -> None:
        self._bot = bot
        self._services = services
        self.sender = Sender(
            services.outbox, bot, clock=services.now, report=self._report, alarm=self._alarm, **options
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Sender]:
        """The sender runs inside of this, and is woken when there is something new."""
        services, sender = self._services, self.sender
        services.wake.listeners.append(sender.wake)
        services.replied.listeners.append(sender.give_way)
        services.senders.append(self._state)
        running = asyncio.create_task(sender.run())
        try:
            yield sender
        finally:
            services.wake.listeners.remove(sender.wake)
            services.replied.listeners.remove(sender.give_way)
            services.senders.remove(self._state)
            sender.stop()
            await running

    def _state(self) -> str:
        return self.sender.status().state

    async def _report(self, report: Report) -> None:
        log.info(
            "alert %s: %s of %s sent, %s repeated, %s unknown, %s paused, %s waiting",
            *(report.alert, report.sent, report.total, report.repeated, report.unknown, report.paused, report.waiting),
        )
        if report.total:
            await self._tell(lambda t: wording.report(t, report))

    async def _alarm(self, alarm: Alarm) -> None:
        if alarm.chat:
            log.debug("a topic is gone (%s) in chat %s", alarm.reason, alarm.chat)
            await self._topic_gone(alarm)
            return
        log.warning("sending alerts: %s %s %s", alarm.kind, alarm.reason, alarm.detail)
        await self._tell(lambda t: wording.alarm(t, alarm))

    async def _tell(self, text: Any) -> None:
        """Every operator, in their language. One who cannot be reached is no trouble of the others."""
        for operator in self._services.settings.admins:
            t = translator(await self._services.languages.of(operator, None))
            await self._send(operator, text(t))

    async def _topic_gone(self, alarm: Alarm) -> None:
        """The group's administrators are told in private; if none of them ever wrote to us, the group is."""
        t: Translator = translator(await self._services.languages.of(alarm.chat, None))
        told = False
        with suppress(TelegramError):
            title = (await self._bot.get_chat(alarm.chat)).title or ""
            reply = wording.topic_gone(t, title, closed=alarm.reason == "topic_closed")
            for one in await self._bot.get_chat_administrators(alarm.chat):
                if not one.user.is_bot:
                    told |= await self._send(one.user.id, reply)
            if not told:
                await self._send(alarm.chat, reply)

    async def _send(self, chat: int, reply: Reply) -> bool:
        try:
            await self._bot.send_message(chat, reply.html, parse_mode=ParseMode.HTML)
        except TelegramError as error:
            log.info("somebody could not be told: %s", error.message)
            return False
        return True
