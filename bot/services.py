"""Everything a handler may use, in one frozen value reached by the typed context."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot import overseeing
from bot.answers.store import Store
from bot.desk import Desk
from bot.i18n import Language, Translator, language_of
from bot.publish_desk import PublishDesk
from bot.publish_flow import PublishFlow
from bot.questions import Question
from bot.reply import Reply
from bot.settings import Settings
from bot.subscribing import Subscribing
from data.chats import Chats
from data.outbox import Outbox
from data.publishing import Publishing

REMEMBERED = 10_000


class Bell:
    """Something happened: rings everybody who listens, at once and in order."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[], None]] = []

    def __call__(self) -> None:
        for listener in self.listeners:
            listener()


class Languages:
    """The language of each chat: as set by /lang, else guessed from the person who writes. Remembers what it read."""

    def __init__(self, chats: Chats, default: Language, now: Callable[[], dt.datetime]) -> None:
        self._chats = chats
        self._now = now
        self._default = default
        self._known: OrderedDict[int, Language | None] = OrderedDict()

    async def of(self, chat_id: int, code: str | None) -> Language:
        if chat_id not in self._known:
            stored = await self._chats.get(chat_id)
            self._remember(chat_id, language_of(stored.language) if stored and stored.language else None)
        return self._known[chat_id] or language_of(code, self._default)

    async def set(self, chat_id: int, kind: str, language: Language) -> None:
        await self._chats.upsert(chat_id, now=self._now(), kind=kind, language=language)
        self._remember(chat_id, language)

    async def settle(self, chat_id: int, kind: str, language: Language) -> None:
        """Keeps the guessed language of a chat that chose none: an alert has nobody to guess from."""
        await self.of(chat_id, None)
        if self._known.get(chat_id) is None:
            await self.set(chat_id, kind, language)

    def moved(self, old: int, new: int) -> None:
        """Forgets both, so that the next message reads what the database says."""
        self._known.pop(old, None)
        self._known.pop(new, None)

    def _remember(self, chat_id: int, language: Language | None) -> None:
        self._known[chat_id] = language
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    store: Store
    desk: Desk
    chats: Chats
    languages: Languages
    subscribing: Subscribing
    outbox: Outbox
    publishing: Publishing
    publish_desk: PublishDesk
    flow: PublishFlow
    now: Callable[[], dt.datetime]
    """The clock, with a time zone."""
    wake: Bell
    """There may be something new to send."""
    replied: Bell = field(default_factory=Bell)
    """A reply goes to a person: the alerts make room for it."""
    senders: list[Callable[[], str]] = field(default_factory=list)
    """The sender at work in this process, if there is one: its state in a word, for operators."""
    asked: OrderedDict[tuple[int, int], Question] = field(default_factory=OrderedDict)
    """(chat, person) -> what was asked last, so that "còn 2022?" is understood. Bounded, in memory only."""
    answered: OrderedDict[tuple[int, int], int] = field(default_factory=OrderedDict)
    """(chat, message) -> our reply to it, so that an edited question changes its answer. Bounded, in memory only."""

    async def status(self, t: Translator) -> Reply:
        """Releases and deliveries, for operators."""
        sender = self.senders[0]() if self.senders else ""
        waiting = self.publish_desk.waiting()
        return await overseeing.status(self.store, self.publishing, self.outbox, t, waiting, sender)
