"""What waited while the bot was away: which messages are too old to be answered, and which chats are told so (pure).

Telegram keeps updates for a day. Whoever asked hours ago has found the answer elsewhere or given up: each chat is told
once that the bot is back.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from dataclasses import dataclass

from bot.i18n import Language

AGE = dt.timedelta(minutes=10)
"""Messages older than this are not answered one by one."""
OLDEST = dt.timedelta(days=2)
"""Telegram keeps updates for a day: what seems older than this has a date that cannot be believed."""
AHEAD = dt.timedelta(minutes=2)
"""A clock that is ahead of Telegram's by more than this is not believed."""
KEPT = 20_000
"""So many chats are remembered as told."""
PAUSE = 0.05
"""Seconds between two chats that are told, so that people who ask now are answered meanwhile."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """The first old message of a chat, as far as it is needed to answer it, and the language to do so."""

    chat: int
    kind: str
    message: int
    thread: int | None
    language: Language


class Backlog:
    """Remembers which chats were told, and which are still to be. The clock is the caller's."""

    def __init__(self, pause: float = PAUSE) -> None:
        self.pause = pause
        self.ahead = dt.timedelta()
        """How far this machine's clock is ahead of Telegram's."""
        self.telling = False
        """Whether somebody is telling those who wait."""
        self._told: OrderedDict[int, dt.datetime] = OrderedDict()
        self._waiting: OrderedDict[int, Unanswered] = OrderedDict()

    def is_old(self, sent: dt.datetime, now: dt.datetime) -> bool:
        """Whether a message of that time is too old to be answered."""
        return AGE < now - self.ahead - sent < OLDEST

    def add(self, first: Unanswered, sent: dt.datetime, now: dt.datetime) -> None:
        """Note an old message. Its chat waits to be told, unless it waits already or was told after it was written."""
        told = self._told.get(first.chat)
        if told is not None and sent < told:
            return
        self._told[first.chat] = now - self.ahead
        self._told.move_to_end(first.chat)
        if len(self._told) > KEPT:
            self._told.popitem(last=False)
        self._waiting[first.chat] = first

    def take(self, chat: int | None = None) -> Unanswered | None:
        """The one to be told next, or that of a chat; it then waits no more. None where there is none."""
        if chat is not None:
            return self._waiting.pop(chat, None)
        return self._waiting.popitem(last=False)[1] if self._waiting else None

    def put_back(self, waiting: Unanswered) -> None:
        """Put the one that was taken, and could not be told, before the others."""
        self._waiting[waiting.chat] = waiting
        self._waiting.move_to_end(waiting.chat, last=False)

    @property
    def minutes_ahead(self) -> int:
        return round(self.ahead.total_seconds() / 60)

    def told_at(self, chat: int) -> dt.datetime | None:
        """When a chat was told, or put among those who wait for it; None where it never was."""
        return self._told.get(chat)

    def put(self, chat: int, told: dt.datetime) -> None:
        """Another worker told the chat, or is about to."""
        self._told[chat] = told

    def let_go(self, chat: int) -> None:
        """Another worker may have the chat's messages now; who waits here is still told."""
        self._told.pop(chat, None)

    def forget(self, chat: int) -> None:
        self._told.pop(chat, None)
        self._waiting.pop(chat, None)

    def compare(self, now: dt.datetime, theirs: dt.datetime) -> bool:
        """Learn from Telegram what time it is; returns True if this machine's clock is found to be wrong by that."""
        ahead = now - theirs
        if ahead - self.ahead <= AHEAD:
            return False
        self.ahead = ahead
        return True
