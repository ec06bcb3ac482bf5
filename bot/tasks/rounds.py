"""What every round begins with by which people are told of tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from bot.i18n import DEFAULT, Language
from data.database import Database
from data.store import Store


class Round:
    """Tells people of tasks at its time. ``language`` is that of chats that chose none; ``wake`` is called when there
    is something to send.
    """

    def __init__(
        self,
        database: Database,
        store: Store,
        now: Callable[[], dt.datetime],
        *,
        language: Language = DEFAULT,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._store = store
        self._now = now
        self._language = language
        self._wake = wake
