"""The language of each chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot.i18n import Language, language_of
from bot.names import fold
from data.chats.chats import Chats

WORDS: dict[str, Language] = {
    "vi": "vi", "vn": "vi", "viet": "vi", "tieng viet": "vi", "vietnamese": "vi",
    "en": "en", "anh": "en", "tieng anh": "en", "english": "en",
}  # fmt: skip


def named(text: str) -> Language | None:
    """The language that a person names, in either language and with or without accents; None for anything else."""
    return WORDS.get(fold(text))


class Languages:
    """The language of each chat: the one set by /lang, else guessed from the person who writes. What is known of a chat
    is remembered by ``Chats``.
    """

    def __init__(self, chats: Chats, default: Language, now: Callable[[], dt.datetime]) -> None:
        self._chats = chats
        self._now = now
        self._default = default

    async def of(self, chat_id: int, code: str | None) -> Language:
        """The language to answer in; ``code`` is the language of the person's Telegram, if it is known."""
        return await self._chosen(chat_id) or language_of(code, self._default)

    async def set(self, chat_id: int, kind: str, language: Language) -> None:
        """Choose the chat's language."""
        await self._chats.upsert(chat_id, now=self._now(), kind=kind, language=language)

    async def keep(self, chat_id: int, kind: str, language: Language) -> None:
        """Remember the language that a chat was answered in, unless it chose one: what it is sent later is in it."""
        await self.set(chat_id, kind, await self._chosen(chat_id) or language)

    async def _chosen(self, chat_id: int) -> Language | None:
        chat = await self._chats.get(chat_id)
        return language_of(chat.language) if chat is not None and chat.language else None
