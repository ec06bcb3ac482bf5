"""Updates that the workers of one bot share: whoever receives one keeps it in the database, and whoever has a hand free
handles it, those of one chat in order.

Each turn is one transaction: what was received, what was finished and what chats are to remember is written, and more
is taken. So an update is finished together with what it left behind, or it is begun again by another worker.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from telegram import Bot

from bot.botapi.chat_lines import ChatLines
from bot.botapi.fence import attempt, fence
from bot.botapi.intake import GATHER, GRACE, PAUSE, Handle, IntakeFull, Work, update_in
from bot.botapi.reading import LARGEST, chat_of, is_clean, is_number, said, update_of
from bot.botapi.updates import WAITING
from data.received import NewUpdate
from data.workers.updates import HeldUpdate, SharedUpdates, WorkDone, WorkGiven

log = logging.getLogger(__name__)

IN_HAND: Final = 24
"""How many updates a worker holds: those that it handles at once, and half as many that come next. What one holds the
others cannot do: with 64, two slow workers did 1.3 times the work of one, and with 24 it is 1.95 times.
"""
PATIENCE: Final = 20.0
"""Seconds for which an update that failed for want of the database is tried again, before an apology is sent."""
LOOK: Final = 0.25
"""Seconds between two looks for work that nobody called out."""


class Life(Protocol):
    """What is asked of this worker's life."""

    id: str

    def holds(self) -> bool: ...


class ChatKeeper(Protocol):
    """Whoever holds what is known of chats while this worker has their updates."""

    def take_up(self, chat: int, state: Any) -> None:
        """From now on this worker alone has the chat's updates; ``state`` is what the database knows of it."""
        ...

    def changed(self, chat: int) -> Mapping[int, str]:
        """What is to be remembered of the chat otherwise than before, by person."""
        ...

    def let_go(self, chat: int) -> None:
        """Another worker may have the chat's updates now."""
        ...


@dataclass(frozen=True, slots=True)
class Handling:
    """How an update is handled: ``in_turn`` runs the ``work`` on it when its turn has come."""

    bot: Bot
    in_turn: Handle
    work: Work


@dataclass(slots=True)
class _Kept:
    """An update that was received here, until it is in the database."""

    new: NewUpdate
    kept: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class SharedIntake:
    """Keeps updates and handles what this worker gets of them. Killed at any moment it loses nothing that ``accept`` or
    ``keep`` returned for.
    """

    def __init__(
        self,
        updates: SharedUpdates,
        life: Life,
        chats: ChatKeeper,
        handling: Handling,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._updates, self._life, self._chats, self._handling, self._now = updates, life, chats, handling, now
        self.most, self.pause, self.look_every, self.patience = IN_HAND, PAUSE, LOOK, PATIENCE
        self._new: dict[int, _Kept] = {}
        self._done: dict[int, int | None] = {}
        self._memories: dict[tuple[int, int], str] = {}
        self._begun: dict[int, asyncio.Future[None]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._lines = ChatLines()
        self._bell = asyncio.Event()
        self._by_itself = asyncio.Lock()
        self._turns: asyncio.Task[None] | None = None
        self._lapses = 0
        self._unsure = False
        self._closing = False
        self.in_hand = 0

    @property
    def waiting(self) -> int:
        """How many updates this worker has received or holds, and has not finished."""
        return self._holding + len(self._new)

    @property
    def _holding(self) -> int:
        """How many updates this worker holds, begun or not."""
        return len(self._tasks) + len(self._lines)

    # --- receiving --------------------------------------------------------------------------------------------

    async def accept(self, body: bytes) -> bool:
        """Keep an update that was delivered; returns, once it is safe to forget it, whether it is new.

        Raises NotAnUpdate, IntakeFull, or what the database says: then it was not kept.
        """
        id, content, value = update_in(body)
        if self._closing or len(self._new) >= WAITING:
            raise IntakeFull
        if id in self._new:
            await asyncio.shield(self._new[id].kept)
            return False
        return await asyncio.shield(self._put(id, NewUpdate(content, chat_of(value))))

    async def keep(self, values: Iterable[Mapping[str, Any]]) -> None:
        """Keep updates that were fetched; returns once it is safe to forget them. Raises what the database says."""
        waits = [
            self._put(value["update_id"], NewUpdate(json.dumps(value), chat_of(dict(value))))
            for value in values
            if is_number(value.get("update_id"), LARGEST)
        ]
        for one in waits:
            await asyncio.shield(one)

    def _put(self, id: int, new: NewUpdate) -> asyncio.Future[bool]:
        """Write it at the next turn; the same number again waits for the same."""
        kept = self._new.setdefault(id, _Kept(new))
        self._bell.set()
        return kept.kept

    # --- turns ------------------------------------------------------------------------------------------------

    async def resume(self) -> int:
        """Begin to take turns. What others left behind comes with them."""
        self._turns = asyncio.create_task(self._take_turns())
        return 0

    def look(self) -> None:
        """There may be work: take a turn now."""
        self._bell.set()

    async def _take_turns(self) -> None:
        while not self._closing or self._new or self._done or self._tasks:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.look_every):
                    await self._bell.wait()
            self._bell.clear()
            await asyncio.sleep(GATHER)
            most = 0 if self._closing or not self._life.holds() else max(0, self.most - self._holding)
            if not (most or self._new or self._done or self._begun or self._unsure):
                continue
            await self._turn(most)

    async def _turn(self, most: int) -> None:
        new, self._new = self._new, {}
        done, self._done = self._done, {}
        begun, self._begun = self._begun, {}
        memories, self._memories = self._memories, {}
        lapses, unsure, self._unsure = self._lapses, self._unsure, False
        holding = (*self._tasks, *(held.id for held in self._lines), *done) if unsure else None
        texts = {id: one.new for id, one in new.items()}
        work = WorkDone(texts, tuple(done), tuple(begun), memories, holding, self._lines.chats)
        try:
            given = await self._updates.turn(self._life.id, work, most, self._now())
        except Exception as error:
            log.warning("what was received and done could not be written: %s", error)
            self._unsure = True
            for one in new.values():
                one.kept.set_exception(error)
                one.kept.exception()  # also where nobody waits any more
            self._done = done | self._done
            self._begun = begun | self._begun
            self._memories = memories | self._memories
            if self._closing:  # at the end nothing is tried for ever: it is handled once more, by another
                self._done, self._begun, self._memories = {}, {}, {}
            else:
                await asyncio.sleep(self.pause)
            return
        for id, one in new.items():  # who waits is told first: what follows takes longer
            one.kept.set_result(id in given.fresh)
        if lapses == self._lapses:
            self._taken(done, begun, given)
        else:
            self._unsure = True  # what was taken before the others took this worker for lost is theirs

    def _taken(
        self, done: Mapping[int, int | None], begun: Mapping[int, asyncio.Future[None]], given: WorkGiven
    ) -> None:
        for marked in begun.values():
            if not marked.done():
                marked.set_result(None)
        for chat in done.values():
            self._ended(chat)
        for id in given.given_up:
            log.error("an update is given up (number %d): its worker ended each time it was handled", id)
        for held in given.held:
            self._begin(held, given)

    def _ended(self, chat: int | None) -> None:
        if chat is None:
            return
        following = self._lines.leave(chat)
        if following is not None:
            self._start(following)
        elif chat not in self._lines:
            self._chats.let_go(chat)

    # --- handling ---------------------------------------------------------------------------------------------

    def _begin(self, held: HeldUpdate, given: WorkGiven) -> None:
        """Begin an update, unless one of its chat is not finished."""
        chat = held.chat
        if chat is not None and chat not in self._lines:
            self._chats.take_up(chat, given.chats[chat])
        if self._lines.join(held):
            self._start(held)

    def _start(self, held: HeldUpdate) -> None:
        self._tasks[held.id] = asyncio.create_task(self._handled(held))

    async def _handled(self, held: HeldUpdate) -> None:
        fence(self._life.holds)
        try:
            finished = await self._finish(held)
        except asyncio.CancelledError:
            return  # it is another worker's, or will be
        self._tasks.pop(held.id, None)
        if not finished:
            return
        self._done[held.id] = held.chat
        if held.chat is not None:
            for person, text in self._chats.changed(held.chat).items():
                self._memories[held.chat, person] = text
        self._bell.set()

    async def _finish(self, held: HeldUpdate) -> bool:
        """Handle an update; returns whether nothing more is to be done about it."""
        finished = True

        async def work() -> None:
            nonlocal finished
            if self._closing or not self._life.holds():
                finished = False  # its turn came too late; it stays for another
                return
            if held.resumed:
                async with self._by_itself:
                    await self._mark(held.id)
                    await self._at_work(update)
            else:
                await self._at_work(update)

        try:
            update = update_of(json.loads(held.content), self._handling.bot, clean=is_clean(held.content))
        except Exception as error:
            log.warning("an update could not be read and is skipped (number %d): %s", held.id, said(error))
            return True
        coroutine = work()
        try:
            await self._handling.in_turn(update, coroutine)
        except Exception:
            log.exception("an update failed (number %d)", held.id)
        finally:
            coroutine.close()
        return finished

    async def _at_work(self, update: Any) -> None:
        self.in_hand += 1
        until = time.monotonic() + self.patience
        try:
            while True:
                tried = attempt(may_be_put_back=time.monotonic() < until)
                await self._handling.work(update)
                if not tried.put_back:
                    return
                await asyncio.sleep(self.pause)
        finally:
            self.in_hand -= 1

    async def _mark(self, id: int) -> None:
        """Note that an update that was left behind is begun again, so that one that kills is not taken up for ever."""
        marked = self._begun.setdefault(id, asyncio.get_running_loop().create_future())
        self._bell.set()
        await asyncio.shield(marked)

    # --- ends -------------------------------------------------------------------------------------------------

    def lapsed(self) -> None:
        """Drop whatever is held, because it may be another worker's; what was only received here is still kept."""
        self._lapses += 1
        tasks, self._tasks = self._tasks, {}
        for task in tasks.values():
            task.cancel()
        for chat in self._lines.chats:
            self._chats.let_go(chat)
        self._lines.clear()
        self._done, self._begun, self._memories = {}, {}, {}

    async def close(self, grace: float = GRACE) -> None:
        """Take nothing more; let what is being handled end within ``grace`` seconds. The rest is free for others."""
        self._closing = True
        self._lines.drop_waiting()
        self._bell.set()
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=grace)
        cut = list(self._tasks.values())
        for task in cut:
            task.cancel()
        if cut:
            log.warning("%d updates did not end in time and are left to the other workers", len(cut))
            await asyncio.wait(cut)
            self._tasks.clear()
        self._bell.set()
        if self._turns is not None:
            await asyncio.wait([self._turns])
