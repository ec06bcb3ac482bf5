"""The order in which updates are handled: those of one chat one after the other, those of several chats at once.

Whatever brings them, none reaches a handler that is not what the Bot API promises.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.botapi.kinds import kind_of
from bot.botapi.reading import flaw_of
from bot.journal import Journal

log = logging.getLogger(__name__)

AT_ONCE = 16
"""How many updates of different chats are handled at the same time."""

WAITING = 10_000
"""How many updates may wait for their turn; with more, fetching waits."""


class InOrder(BaseUpdateProcessor):
    """Handles up to ``AT_ONCE`` updates at once, but those of one chat one after the other, in the order they came.
    What becomes of each is noted in the ``journal``.
    """

    def __init__(self, journal: Journal | None = None) -> None:
        # The base class counts those that wait for their turn, too; only those being handled take a place.
        super().__init__(WAITING)
        self._journal = journal or Journal()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._last: dict[int, asyncio.Future[None]] = {}

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if isinstance(update, Update) and (flaw := flaw_of(update)):
            log.warning("an update is skipped (number %s): %s", update.update_id, flaw)
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            return
        await self.in_turn(update, coroutine)

    async def in_turn(self, update: object, work: Awaitable[Any]) -> None:
        """Do the work on an update that handlers may rely on, when its turn has come."""
        with self._journal.entry(kind_of(update)):
            await self._after_those_before(update, work)

    async def _after_those_before(self, update: object, work: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            async with self._places:
                with self._journal.handling():
                    await work
            return
        before = self._last.get(chat.id)
        mine = self._last[chat.id] = asyncio.get_running_loop().create_future()
        try:
            if before is not None:
                await asyncio.shield(before)
            async with self._places:
                with self._journal.handling():
                    await work
        finally:
            mine.set_result(None)
            if self._last.get(chat.id) is mine:
                del self._last[chat.id]
