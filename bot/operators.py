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
from bot.publishing.feed import FeedWrong
from bot.publishing.outcomes import Checked, NoReason, Refused
from bot.publishing.watch import NewEntry
from bot.render import alarms, conversation, feed, feedback
from bot.render import operator as wording
from bot.render.preview import render_problems
from bot.render.troubles import trouble
from bot.reply import Reply
from bot.services import Services
from data.alerts.model import Published
from data.chats.feedback import FeedbackEntry
from data.errors import PublishingRefused

log = logging.getLogger(__name__)


class Operators:
    """Tells the operators of CHISOTINH_ADMINS what the sender and the watched feed have to say."""

    def __init__(self, bot: Bot, services: Services) -> None:
        self._bot = bot
        self._services = services

    async def report(self, report: DeliveryReport) -> None:
        """Tell how the delivery of an alert stands; for ``Sender``. What goes out every day is told of only where
        something went wrong.
        """
        log.info(
            "alert %s: %s of %s sent, %s repeated, %s unknown, %s paused, %s waiting",
            *(report.alert, report.sent, report.total, report.repeated, report.unknown, report.paused, report.waiting),
        )
        if report.total and (report.troubled or not report.daily):
            await self._tell(lambda t: [wording.report(t, report)])

    async def alarm(self, alarm: Alarm) -> None:
        """Tell of trouble, or of its end; for ``Sender``."""
        if alarm.chat:
            log.debug("a topic is gone (%s) in chat %s", alarm.reason, alarm.chat)
            await self._topic_gone(alarm)
            return
        log.info("sending alerts: %s %s %s", alarm.kind, alarm.reason, alarm.detail)  # the sender logged it louder
        await self._tell(lambda t: [alarms.alarm(t, alarm)])

    async def found(self, found: NewEntry | FeedWrong, file: bytes) -> bool:
        """Tell of an entry of the watched feed and what became of it, or of the feed itself; for
        ``bot.publishing.watching.keep_watching``. Returns whether any operator was reached.
        """
        if isinstance(found, FeedWrong):
            return await self._tell(lambda t: [feed.feed_wrong(t, found.msgid, found.values)])
        services, name, outcome = self._services, found.item.name, found.outcome
        match outcome:
            case Checked():
                offered = await services.conversation.offer(found.item, outcome, file, dismissed=found.dismissed)
                if found.told or found.dismissed:
                    return True
                return await self._tell(lambda t: [feed.found(t, name), *offered(t)])
            case Refused():
                return await self._tell(lambda t: [feed.found(t, name), render_problems(outcome.problems, t)])
            case NoReason():
                return await self._tell(lambda t: [feed.lacks_reason(t, name, outcome.release.id)])
            case FeedWrong():
                return await self._tell(lambda t: [feed.feed_wrong(t, outcome.msgid, outcome.values)])
            case Published():
                return await self._tell(lambda t: [conversation.published(t, services.store.catalogue, outcome)])
            case PublishingRefused():
                return await self._tell(lambda t: [feed.not_published(t, name, trouble(outcome, t))])

    async def resumed(self, alerts: Sequence[int], who: int) -> None:
        """Tell the others that one of the operators sends held alerts on."""
        await self._tell(lambda t: [alarms.resumed_by_another(t, alerts)], who)

    async def others(self, word: Callable[[Translator], Sequence[Reply]], but: int) -> None:
        """Tell every operator but the one who did it."""
        await self._tell(word, but)

    async def feedback(self, entry: FeedbackEntry, more: str = "") -> bool:
        """Tell of feedback, or of what the person says ``more``. Returns whether any operator has it now."""
        told = await self._tell(lambda t: [feedback.received(t, entry, more=more)])
        return told and bool(self._services.settings.admins)

    async def _tell(self, word: Callable[[Translator], Sequence[Reply]], but: int = 0) -> bool:
        """Returns whether any operator was reached; without operators nobody is missed."""
        operators = [operator for operator in self._services.settings.admins if operator != but]
        reached = not operators
        for operator in operators:
            t = translator(await self._services.languages.of(operator, None))
            for reply in word(t):
                reached |= await self._send(operator, reply)
        return reached

    async def _topic_gone(self, alarm: Alarm) -> None:
        """Tell the group's administrators in private; if none of them ever wrote to the bot, tell the group."""
        t = translator(await self._services.languages.of(alarm.chat, None))
        told = False
        with suppress(TelegramError):
            title = (await self._bot.get_chat(alarm.chat)).title or ""
            reply = alarms.topic_gone(t, title, closed=alarm.reason == "topic_closed")
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
