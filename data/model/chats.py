"""A chat as the bot remembers it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

TELEGRAM = "telegram"
"""The platform of Telegram's chats."""


class ChatKey(NamedTuple):
    """What tells a chat from all others: the messenger it is in, and its id there."""

    platform: str
    id: int


Hours = tuple[int, int]
"""Start and end, in minutes of the day in Vietnam."""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat of a messenger as the bot remembers it; ``id`` is the messenger's. ``language`` is ``vi``, ``en``, or ''
    while none has been chosen.

    Alerts wait from ``quiet_from`` to ``quiet_to``: minutes of the day in Vietnam, perhaps over midnight; both are None
    when there are no quiet hours. ``paused_at`` and ``paused_reason`` say since when and why the chat cannot be
    reached; ``paused_at`` is None while it can be. ``title`` and ``managed_by`` (a person's id) belong to a channel
    that somebody manages from a private chat. ``home`` is the province that is meant where none is named, '' while none
    was chosen; ``tables`` says whether the chat wants tables as rich messages.
    """

    id: int
    kind: str
    language: str
    quiet_from: int | None = 1260
    quiet_to: int | None = 420
    paused_reason: str = ""
    paused_at: dt.datetime | None = None
    title: str = ""
    managed_by: int | None = None
    home: str = ""
    tables: bool = False
    platform: str = TELEGRAM

    @property
    def key(self) -> ChatKey:
        return ChatKey(self.platform, self.id)

    @property
    def quiet(self) -> Hours | None:
        """The quiet hours; None when there are none."""
        if self.quiet_from is None or self.quiet_to is None:
            return None
        return self.quiet_from, self.quiet_to
