"""The language of each chat."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable

from bot.i18n import Language, language_of
from bot.names import fold
from data.chats.chats import Chats

REMEMBERED = 10_000


WORDS: dict[str, Language] = {
    "vi": "vi", "vn": "vi", "viet": "vi", "tieng viet": "vi", "vietnamese": "vi",
    "en": "en", "anh": "en", "tieng anh": "en", "english": "en",
}  # fmt: skip


def named(text: str) -> Language | None:
    """The language that a person names, in either language and with or without accents; None for anything else."""
    return WORDS.get(fold(text))


class Languages:
    """The language of each chat: the one set by /lang, else guessed from the person who writes. It
    remembers what it read.
    """

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
        """Keep the guessed language of a chat that chose none, since an alert has nobody to guess from."""
        await self.of(chat_id, None)
        if self._known.get(chat_id) is None:
            await self.set(chat_id, kind, language)

    def moved(self, old: int, new: int) -> None:
        """Forget both ids, so that the next message reads what the database says."""
        self._known.pop(old, None)
        self._known.pop(new, None)

    def _remember(self, chat_id: int, language: Language | None) -> None:
        self._known[chat_id] = language
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
