"""Everything that operators are told, in one way: in their own chats, each in their language; if one cannot be reached,
the others are still told. And what a group's administrators are told when a topic that alerts go to is gone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress

from telegram import Bot
from telegram.error import TelegramError

from bot.botapi.messages import send_to
from bot.delivery.events import Alarm, DeliveryReport
from bot.i18n import Translator, translator
from bot.publishing.feed import FeedWrong, NewEntry
from bot.publishing.service import Checked, NoReason, Refused
from bot.render import conversation
from bot.render import operator as wording
from bot.render.preview import render_problems
from bot.reply import Reply
from bot.services import Services

log = logging.getLogger(__name__)


class Operators:
    """Tells the operators of CHISOTINH_ADMINS what the sender and the watched feed have to say."""

    def __init__(self, bot: Bot, services: Services) -> None:
        self._bot = bot
        self._services = services

    async def report(self, report: DeliveryReport) -> None:
        """Tell how the delivery of an alert stands; for ``Sender``."""
        log.info(
            "alert %s: %s of %s sent, %s repeated, %s unknown, %s paused, %s waiting",
            *(report.alert, report.sent, report.total, report.repeated, report.unknown, report.paused, report.waiting),
        )
        if report.total:
            await self._tell(lambda t: [wording.report(t, report)])

    async def alarm(self, alarm: Alarm) -> None:
        """Tell of trouble, or of its end; for ``Sender``."""
        if alarm.chat:
            log.debug("a topic is gone (%s) in chat %s", alarm.reason, alarm.chat)
            await self._topic_gone(alarm)
            return
        log.info("sending alerts: %s %s %s", alarm.kind, alarm.reason, alarm.detail)  # the sender logged it louder
        await self._tell(lambda t: [wording.alarm(t, alarm)])

    async def found(self, found: NewEntry | FeedWrong, file: bytes) -> None:
        """Tell of a new entry of the watched feed and what became of it; for ``bot.publishing.feed.keep_watching``."""
        services = self._services
        if isinstance(found, NewEntry) and isinstance(found.outcome, Checked):
            name = found.entry.file
            offered = services.conversation.offer(name, file, found.outcome)
            await self._tell(lambda t: [wording.found(t, name), *offered(t)])
            return
        outcome = found.outcome if isinstance(found, NewEntry) else found
        name = found.entry.file if isinstance(found, NewEntry) else ""
        match outcome:
            case Refused():
                await self._tell(lambda t: [render_problems(outcome.problems, t)])
            case NoReason():
                await self._tell(lambda t: [wording.lacks_reason(t, name, outcome.release.id)])
            case FeedWrong():
                await self._tell(lambda t: [wording.feed_wrong(t, str(outcome))])
            case Checked():
                return
            case _:
                await self._tell(lambda t: [conversation.published(t, services.store.catalogue, outcome)])

    async def resumed(self, alerts: Sequence[int], who: int) -> None:
        """Tell the others that one of the operators sends held alerts on."""
        await self._tell(lambda t: [wording.resumed_by_another(t, alerts)], but=who)

    async def _tell(self, word: Callable[[Translator], Sequence[Reply]], *, but: int = 0) -> None:
        for operator in self._services.settings.admins:
            if operator == but:
                continue
            t = translator(await self._services.languages.of(operator, None))
            for reply in word(t):
                await self._send(operator, reply)

    async def _topic_gone(self, alarm: Alarm) -> None:
        """Tell the group's administrators in private; if none of them ever wrote to the bot, tell the group."""
        t = translator(await self._services.languages.of(alarm.chat, None))
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
            await send_to(self._bot, chat, reply)
        except TelegramError as error:
            log.info("somebody could not be told: %s", error.message)
            return False
        return True
