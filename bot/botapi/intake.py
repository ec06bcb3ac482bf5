"""Updates that are kept before they are answered for, handled, and forgotten: what the webhook does with what it gets.

Whatever comes while one transaction is under way is written in the next, together with the end of what was handled
meanwhile: one commit for many.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from telegram import Bot, Update

from bot.botapi.reading import LARGEST, chat_of, is_clean, is_number, said, update_of
from bot.botapi.updates import WAITING
from data.received import NewUpdate, ReceivedUpdates

log = logging.getLogger(__name__)

GATHER: Final = 0.0003
"""Seconds for which what comes at once is gathered: with more, whoever delivers waits for us, and we for them."""
PAUSE: Final = 1.0
"""Seconds until the end of updates is written again, after it could not be."""
MOST_CHARACTERS: Final = 64 << 20
"""How much may wait altogether."""
GRACE: Final = 8.0
"""Seconds that what is being handled has to end after a signal."""

Handle = Callable[[Update, Awaitable[None]], Awaitable[None]]
"""Runs the work on an update when its turn has come."""


class NotAnUpdate(ValueError):
    """A body that is no update; the text says why, without its content."""


class IntakeFull(Exception):
    """So much waits already that no more is taken."""


class Work(Protocol):
    """What is to be done with an update, until it is finished."""

    async def __call__(self, update: Update) -> None: ...


@dataclass(frozen=True, slots=True)
class _Item:
    id: int
    content: str
    value: dict[str, Any]
    clean: bool
    kept: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


def update_in(body: bytes) -> tuple[int, str, dict[str, Any]]:
    """Number, text and value of a body; raises NotAnUpdate."""
    try:
        text = body.decode()
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAnUpdate("The body is not JSON.") from None
    if not isinstance(value, dict) or not is_number(value.get("update_id"), LARGEST):
        raise NotAnUpdate("The body is not an update.")
    return value["update_id"], text, value


class Intake:
    """Keeps updates, then handles each once: those of one chat in the order of their numbers, as ``handle`` gives them
    their turn. One that cannot be read is a line in the log.

    Killed at any moment it loses nothing that ``accept`` returned for. ``resume`` takes up what was left; what was
    being handled at that moment is handled once more.
    """

    def __init__(
        self,
        received: ReceivedUpdates,
        bot: Bot,
        handle: Handle,
        work: Work,
        now: Callable[[], dt.datetime],
        *,
        most: int = WAITING,
        pause: float = PAUSE,
    ) -> None:
        self._received, self._bot, self._handle, self._work, self._now = received, bot, handle, work, now
        self._most, self._pause = most, pause
        self._new: dict[int, _Item] = {}
        self._begun: dict[int, asyncio.Future[None]] = {}
        self._done: list[int] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._writer: asyncio.Task[None] | None = None
        self._characters = 0
        self._closing = False
        self.in_hand = 0

    @property
    def waiting(self) -> int:
        """How many updates are accepted and not finished."""
        return len(self._tasks) + len(self._new)

    async def accept(self, body: bytes) -> bool:
        """Keep an update; returns, once it is safe to forget it, whether it is new.

        Raises NotAnUpdate, IntakeFull, or what the database says: then it was not kept.
        """
        id, content, value = update_in(body)
        if self._closing or self.waiting >= self._most or self._characters >= MOST_CHARACTERS:
            raise IntakeFull
        twin = self._new.get(id)
        if twin is not None:
            await asyncio.shield(twin.kept)
            return False
        item = _Item(id, content, value, is_clean(content))
        self._new[id] = item
        self._write_soon()
        return await item.kept

    async def resume(self) -> int:
        """Take up what a process before this one did not finish; returns how many updates that are."""
        left = await self._received.unfinished()
        for number in left.given_up:
            log.error("an update is given up (number %d): the bot was killed each time it was handled", number)
        for number, content in left.updates.items():
            self._begin(_Item(number, content, json.loads(content), clean=False), resumed=True)
        return len(left.updates)

    async def close(self, grace: float = GRACE) -> None:
        """Take nothing more; let what is being handled end within ``grace`` seconds. The rest stays for ``resume``."""
        self._closing = True
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        cut = list(self._tasks)
        for task in cut:
            task.cancel()
        if cut:
            log.warning("%d updates did not end in time and are taken up at the next start", len(cut))
            await asyncio.wait(cut)
        while self._writer is not None:
            await asyncio.wait([self._writer])

    # --- writing ----------------------------------------------------------------------------------------------

    def _write_soon(self) -> None:
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_all())

    async def _write_all(self) -> None:
        try:
            while self._new or self._done or self._begun:
                await asyncio.sleep(GATHER)
                new, self._new = self._new, {}
                begun, self._begun = self._begun, {}
                done, self._done = self._done, []
                try:
                    texts = {id: NewUpdate(item.content, chat_of(item.value)) for id, item in new.items()}
                    fresh = await self._received.write(texts, done, self._now(), begun)
                except Exception as error:
                    await self._not_written(error, new, begun, done)
                else:
                    self._written(new, begun, fresh)
        finally:
            self._writer = None

    def _written(self, new: dict[int, _Item], begun: dict[int, asyncio.Future[None]], fresh: frozenset[int]) -> None:
        for future in begun.values():
            future.set_result(None)
        for id, item in new.items():  # who waits is told first: what follows takes longer
            if not item.kept.done():
                item.kept.set_result(id in fresh)
        for id in sorted(fresh):
            self._begin(new[id])

    async def _not_written(
        self, error: Exception, new: dict[int, _Item], begun: dict[int, asyncio.Future[None]], done: list[int]
    ) -> None:
        """Who waits is told, and Telegram delivers again; the end of what was handled is written as soon as can be."""
        log.warning("what was received could not be written: %s", error)
        for item in new.values():
            if not item.kept.done():
                item.kept.set_exception(error)
                item.kept.exception()  # also where nobody waits any more
        for id, future in begun.items():
            self._begun.setdefault(id, future)
        self._done = done + self._done
        if not self._closing:
            await asyncio.sleep(self._pause)
        elif not self._new:
            self._done, self._begun = [], {}  # at the end nothing is tried for ever: it is handled once more

    # --- handling ---------------------------------------------------------------------------------------------

    def _begin(self, item: _Item, *, resumed: bool = False) -> None:
        self._characters += len(item.content)
        task = asyncio.create_task(self._handled(item, resumed))
        self._tasks.add(task)

        def ended(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            self._characters -= len(item.content)

        task.add_done_callback(ended)

    async def _handled(self, item: _Item, resumed: bool) -> None:
        id, finished = item.id, False

        async def work() -> None:
            nonlocal finished
            if resumed and not self._closing:
                await self._mark(id)
            if self._closing:
                finished = False  # its turn came too late; it stays
                return
            self.in_hand += 1
            try:
                await self._work(update)
            finally:
                self.in_hand -= 1

        try:
            update = update_of(item.value, self._bot, clean=item.clean)
        except Exception as error:
            log.warning("an update could not be read and is skipped (number %d): %s", id, said(error))
            finished = True
        else:
            finished = True
            try:
                await self._handle(update, work())
            except Exception:
                log.exception("an update failed (number %d)", id)
        if finished:
            self._done.append(id)
            self._write_soon()

    async def _mark(self, id: int) -> None:
        """Note that an update that was left behind is begun, so that one that kills is not taken up for ever."""
        future = self._begun.setdefault(id, asyncio.get_running_loop().create_future())
        self._write_soon()
        await future
