"""Workers that share updates, without HTTP: each is handled once, in the order of its chat, whoever ends or fails."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from telegram import Bot, Update
from telegram.request import BaseRequest

from bot.botapi.fence import Fenced, put_back
from bot.botapi.intake import IntakeFull, NotAnUpdate
from bot.botapi.shared_intake import Handling, SharedIntake
from bot.botapi.updates import InOrder
from data.database import Database
from data.errors import DatabaseFull
from data.workers.registry import TTL, Workers, WorkerSign
from data.workers.updates import TRIES, SharedUpdates
from tests.support.api_server import TOKEN
from tests.support.shipped import Clock

BOT = 123456


class Transport(BaseRequest):
    """Notes what goes to Telegram."""

    def __init__(self, sent: list[int]) -> None:
        self.sent = sent

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        self.sent.append(int(url))
        return 200, b'{"ok":true,"result":true}'


class Keeper:
    """Remembers of each chat the numbers of the updates that it handled, as one text."""

    def __init__(self) -> None:
        self.held: dict[int, str] = {}
        self.before: dict[int, str] = {}

    def take_up(self, chat: int, state: Any) -> None:
        assert chat not in self.held
        self.held[chat] = self.before[chat] = state.memory.get(0, "")

    def changed(self, chat: int) -> Mapping[int, str]:
        text, self.before[chat] = self.held[chat], self.held[chat]
        return {0: text}

    def let_go(self, chat: int) -> None:
        self.held.pop(chat, None)


class Worker:
    """One of the office's workers. ``alive`` is what it believes of itself, ``slow`` keeps it at its updates."""

    def __init__(self, office: Office, id: str) -> None:
        self.id, self.office = id, office
        self.alive = True
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.begun: list[int] = []
        self.keeper = Keeper()
        self.transport = Fenced(Transport(office.sent))
        self.intake = SharedIntake(
            SharedUpdates(office.database, BOT),
            self,
            self.keeper,
            Handling(Bot(TOKEN), InOrder().in_turn, self.work),
            office.clock,
        )
        self.intake.pause = self.intake.look_every = 0.01

    def holds(self) -> bool:
        return self.alive

    async def work(self, update: Update) -> None:
        self.begun.append(update.update_id)
        await self.go_on.wait()
        await self.transport.do_request(str(update.update_id), "POST")
        chat = update.effective_chat
        if chat is not None:
            self.keeper.held[chat.id] += f" {update.update_id}"

    async def heard(self) -> None:
        await self.office.workers.heard(
            WorkerSign(self.id, "here", 1, "1", "webhook", self.office.clock()), (), self.office.clock()
        )

    async def get(self, *numbers: int, chat: int = 7) -> None:
        for number in numbers:
            assert await self.intake.accept(body(number, chat))


class Office:
    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, Clock()
        self.workers = Workers(database, BOT)
        self.sent: list[int] = []
        self.hired: list[Worker] = []

    async def hire(self, id: str) -> Worker:
        worker = Worker(self, id)
        self.hired.append(worker)
        await worker.heard()
        await worker.intake.resume()
        return worker

    async def rows(self) -> dict[int, tuple[str, int, str | None]]:
        """Number -> state, how often it was taken up, who holds it."""
        query = "SELECT id, state, resumed, holder FROM update_received ORDER BY id"
        async with self.database.read() as connection:
            return {row.id: (row.state, row.resumed, row.holder) for row in await connection.execute(text(query))}

    async def memory(self) -> dict[int, str]:
        async with self.database.read() as connection:
            return {row.chat: row.content for row in await connection.execute(text("SELECT * FROM chat_memory"))}


def body(number: int, chat: int = 7) -> bytes:
    place = {"id": chat, "type": "private"}
    who = {"id": chat, "is_bot": False, "first_name": "Lan"}
    return json.dumps(
        {"update_id": number, "message": {"message_id": 1, "date": 1, "chat": place, "from": who}}
    ).encode()


async def until(true: Callable[[], bool | Awaitable[bool]]) -> None:
    async with asyncio.timeout(10):
        while True:
            found = true()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.005)


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    office = Office(database)
    yield office
    for worker in office.hired:
        worker.go_on.set()
        with suppress(Exception):
            await worker.intake.close(0.1)


def begun(worker: Worker, number: int) -> bool:
    return worker.begun == [number]


async def all_done(office: Office) -> bool:
    return {state for state, _, _ in (await office.rows()).values()} == {"done"}


async def test_whoever_has_a_hand_free_handles_what_any_received(office: Office) -> None:
    a, b = await office.hire("a"), await office.hire("b")
    a.intake.most = 1
    a.go_on.clear()
    await a.get(1, chat=5)
    await a.get(2, chat=6)
    await until(lambda: office.sent == [2])
    assert (a.begun, b.begun) == ([1], [2])
    a.go_on.set()
    await until(lambda: all_done(office))
    assert office.sent == [2, 1]


async def test_a_chats_updates_keep_their_order_whoever_receives_them(office: Office) -> None:
    workers = [await office.hire(id) for id in "abc"]
    for number in range(1, 61):
        await workers[number % 3].get(number, chat=number % 4)
    await until(lambda: all_done(office))
    for chat in range(4):
        mine = [number for number in office.sent if number % 4 == chat]
        assert mine == sorted(mine)
    assert sorted(office.sent) == list(range(1, 61))
    told = [number for text in (await office.memory()).values() for number in text.split()]
    assert sorted(map(int, told)) == list(range(1, 61)), "what each left behind was there for the next"


async def test_what_comes_twice_is_new_once(office: Office) -> None:
    a, b = await office.hire("a"), await office.hire("b")
    found = await asyncio.gather(*(worker.intake.accept(body(1)) for worker in (a, a, b, b)))
    assert sorted(found) == [False] * 3 + [True]
    await until(lambda: all_done(office))
    assert office.sent == [1]


async def test_fetched_updates_are_kept_before_more_is_asked_for(office: Office) -> None:
    worker = await office.hire("a")
    await worker.intake.keep([json.loads(body(n, n)) for n in (1, 2, 3)] + [{"update_id": 4}, {"update_id": "x"}, {}])
    assert (await office.rows()).keys() == {1, 2, 3, 4}
    await until(lambda: all_done(office))
    assert sorted(office.sent) == [1, 2, 3, 4]


async def test_a_frozen_worker_sends_nothing_for_what_was_taken_over(office: Office) -> None:
    a, b = await office.hire("a"), await office.hire("b")
    a.go_on.clear()
    await a.get(1, 2)
    await until(lambda: a.begun == [1])
    a.alive = False  # it froze: its time runs out, and b lives on
    office.clock.time += TTL
    await b.heard()
    await until(lambda: office.sent == [1, 2])
    a.go_on.set()  # it wakes and goes on where it was
    await until(lambda: all_done(office))
    await asyncio.sleep(0.05)
    assert office.sent == [1, 2]
    assert b.begun == [1, 2]
    a.intake.lapsed()
    await a.heard()
    a.alive = True
    await a.get(3)
    await until(lambda: office.sent == [1, 2, 3])


async def test_what_a_turn_took_before_its_worker_lapsed_is_not_begun(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = await office.hire("a")
    turn, lapse = SharedUpdates.turn, iter((True,))

    async def late(self: SharedUpdates, *more: Any) -> Any:
        given = await turn(self, *more)
        if given.held != () and next(lapse, False):
            a.intake.lapsed()
        return given

    monkeypatch.setattr(SharedUpdates, "turn", late)
    await a.get(1)
    assert a.begun == []
    await until(lambda: all_done(office))
    assert office.sent == [1], "it was set free, and taken anew"


async def test_a_turn_of_which_nobody_learned_leaves_nothing_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The transaction was done, and then the connection broke."""
    a = await office.hire("a")
    turn, failures = SharedUpdates.turn, iter((True,))

    async def lost(self: SharedUpdates, *more: Any) -> Any:
        given = await turn(self, *more)
        if given.held != () and next(failures, False):
            raise DatabaseFull("the connection was lost")
        return given

    monkeypatch.setattr(SharedUpdates, "turn", lost)
    with pytest.raises(DatabaseFull):
        await a.intake.accept(body(1))
    assert await a.intake.accept(body(1)) is False, "it was kept"
    await until(lambda: all_done(office))
    assert office.sent == [1]
    assert caplog.text.count("the connection was lost") == 1


async def test_an_end_that_cannot_be_written_is_written_later(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    a = await office.hire("a")
    turn, failures = SharedUpdates.turn, iter((True, True))

    async def full(self: SharedUpdates, worker: str, work: Any, *more: Any) -> Any:
        if work.done and next(failures, False):
            raise DatabaseFull("no room left")
        return await turn(self, worker, work, *more)

    monkeypatch.setattr(SharedUpdates, "turn", full)
    await a.get(1)
    await until(lambda: all_done(office))
    assert office.sent == [1]
    assert await office.memory() == {7: " 1"}


async def test_one_that_ends_finishes_what_is_in_hand_and_leaves_the_rest(office: Office) -> None:
    a = await office.hire("a")
    a.go_on.clear()
    await a.get(1, 2)
    await a.get(3, chat=9)
    await until(lambda: sorted(a.begun) == [1, 3])
    closing = asyncio.create_task(a.intake.close(5))
    await asyncio.sleep(0)
    with pytest.raises(IntakeFull):
        await a.intake.accept(body(5))
    a.go_on.set()
    await closing
    await office.workers.left("a")
    assert await office.rows() == {1: ("done", 0, None), 2: ("waiting", 0, None), 3: ("done", 0, None)}
    await office.hire("b")
    await until(lambda: all_done(office))
    assert sorted(office.sent) == [1, 2, 3]


async def test_what_does_not_end_in_time_is_begun_again_by_another(office: Office) -> None:
    a = await office.hire("a")
    a.go_on.clear()
    await a.get(1)
    await until(lambda: a.begun == [1])
    await a.intake.close(0.01)
    await office.workers.left("a")
    b = await office.hire("b")
    await until(lambda: all_done(office))
    assert (b.begun, office.sent) == ([1], [1])


async def test_what_was_left_behind_is_begun_one_by_one_and_one_that_kills_is_given_up(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    first = await office.hire("w0")
    first.go_on.clear()
    await first.get(1, chat=1)
    await first.get(2, chat=2)
    await until(lambda: sorted(first.begun) == [1, 2])
    for n in range(1, TRIES + 2):
        before = office.hired[-1]
        before.alive = False
        before.intake.lapsed()  # killed: nothing of it goes on
        office.clock.time += TTL
        worker = await office.hire(f"w{n}")
        worker.go_on.clear()
        if n <= TRIES:
            await until(partial(begun, worker, 1))
            assert (await office.rows())[1][1] == n + 1
    await until(partial(begun, worker, 2))
    assert "number 1" in caplog.text
    worker.go_on.set()
    await until(lambda: all_done(office))
    assert office.sent == [2]


async def test_what_is_no_update_is_refused_and_what_fails_is_done_with(
    office: Office, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = await office.hire("a")
    with pytest.raises(NotAnUpdate):
        await a.intake.accept(b"[]")

    async def breaks(update: Update) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(a.intake, "_handling", Handling(Bot(TOKEN), InOrder().in_turn, breaks))
    await a.get(1)
    await until(lambda: all_done(office))
    assert [one.message for one in caplog.records if one.levelno == logging.ERROR] == ["an update failed (number 1)"]


async def test_what_failed_for_want_of_the_database_is_tried_again_before_what_follows_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = await office.hire("a")
    tried: list[int] = []

    async def work(update: Update) -> None:
        tried.append(update.update_id)
        if tried.count(1) < 3 and update.update_id == 1:
            assert put_back()
            return
        await a.transport.do_request(str(update.update_id), "POST")
        assert not put_back(), "something of it has been done"

    monkeypatch.setattr(a.intake, "_handling", Handling(Bot(TOKEN), InOrder().in_turn, work))
    await a.get(1, 2)
    await until(lambda: all_done(office))
    assert (tried, office.sent) == ([1, 1, 1, 2], [1, 2])


async def test_an_update_is_not_tried_again_for_ever(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    a = await office.hire("a")
    a.intake.patience = 0.05
    tried: list[bool] = []

    async def work(update: Update) -> None:
        tried.append(put_back())

    monkeypatch.setattr(a.intake, "_handling", Handling(Bot(TOKEN), InOrder().in_turn, work))
    await a.get(1)
    await until(lambda: all_done(office))
    assert tried[-1] is False
    assert all(tried[:-1])


def test_outside_of_shared_work_nothing_is_put_back() -> None:
    assert not put_back()
