"""The home province of each chat, free of Telegram: what is chosen, and the reply that says so.

Who may choose it for a chat is decided before, in the handlers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot.assistant import Assistant
from bot.i18n import Translator
from bot.questions import Question, home_request
from bot.render import home as wording
from bot.reply import Reply
from data.chats.chats import Chats
from data.chats.subscriptions import Subscriptions
from data.model.provinces import Province
from data.store import Store


class Homes:
    """Knows and changes the home provinces. ``now`` has a time zone."""

    def __init__(
        self,
        assistant: Assistant,
        store: Store,
        chats: Chats,
        subscriptions: Subscriptions,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._assistant = assistant
        self._store = store
        self._chats = chats
        self._subscriptions = subscriptions
        self._now = now

    async def of(self, chat: int) -> str:
        """The id of the chat's home province; '' where none was chosen, or the data no longer has it."""
        known = await self._chats.get(chat)
        return known.home if known is not None and known.home in self._store.catalogue.provinces else ""

    def asked_in_words(self, text: str) -> str | None:
        """What a sentence names as the home province, ``off`` where it is to be forgotten. None for any other text, and
        where the name is not plainly that of one province: "tỉnh nhà của tôi là tỉnh nào" is a question.
        """
        names = home_request.named(text)
        if names is None or names == home_request.OFF:
            return names
        question = self._assistant.read(f"/rank {names}")
        plain = Question("profile", provinces=question.provinces, via=question.via)
        return names if question == plain and len(question.provinces) == 1 else None

    async def shown(self, chat: int, t: Translator) -> Reply:
        """What the home province is, and how to change it."""
        province = self._province(await self.of(chat))
        return wording.shown(t, province, self._successor(province))

    async def choose(self, chat: int, kind: str, text: str, t: Translator) -> Reply:
        """ "/home …": the province that is named, or none; asks where it is not clear which one is meant."""
        if home_request.clears(text):
            return await self.set(chat, kind, "", t)
        # The reader of /rank knows every way of naming provinces, and asks where one is not clear.
        question = self._assistant.read(f"/rank {text}")
        named = (question.then or question).provinces if question.intent != "unknown" else ()
        if len(named) == 1:
            return await self.set(chat, kind, named[0], t, via=question.via, heard=question.heard)
        ids = named or tuple(choice.id for choice in question.choices if choice.kind == "province")
        options = [one for slug in ids if (one := self._province(slug)) is not None]
        return wording.unclear(t, question.heard or text.strip(), options, several=question.intent != "unknown")

    async def set(self, chat: int, kind: str, home: str, t: Translator, *, via: str = "", heard: str = "") -> Reply:
        """Choose a province by its id, '' for none; one that the data does not have is asked for again."""
        province = self._province(home)
        if home and province is None:
            return await self.shown(chat, t)
        before = self._province(await self.of(chat))
        if home or before is not None:
            await self._chats.set_home(chat, home, now=self._now(), kind=kind)
        if province is None:
            return wording.cleared(t, before)
        successor = self._successor(province)
        now = successor or province
        follows = any(one.province == now.id for one in await self._subscriptions.of(chat))
        return wording.chosen(t, province, successor, via=via, heard=heard, followed=follows)

    def _province(self, id: str) -> Province | None:
        return self._store.catalogue.provinces.get(id)

    def _successor(self, province: Province | None) -> Province | None:
        return self._province(province.successor) if province is not None and province.ended else None
