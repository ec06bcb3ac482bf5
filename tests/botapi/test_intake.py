"""Keeping updates until they are handled, without HTTP: what is written when, and what comes of failures."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text
from telegram import Bot, Update

from bot.botapi.intake import Intake, IntakeFull
from data.database import Database
from data.errors import DatabaseFull
from data.received import TRIES, ReceivedUpdates
from tests.support.api_server import TOKEN
from tests.support.shipped import Clock

BOT = 123456
Work = Callable[[Update], Awaitable[None]]


class Handled:
    """Handles updates at once, or when ``open`` is set; ``numbers`` holds those that were begun, in order."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.open = asyncio.Event()
        self.open.set()
        self.before: Callable[[int], Awaitable[None]] | None = None

    async def __call__(self, update: Update) -> None:
        self.numbers.append(update.update_id)
        if self.before is not None:
            await self.before(update.update_id)
        await self.open.wait()


async def at_once(update: Update, work: Awaitable[None]) -> None:
    await work


def body(number: int) -> bytes:
    chat = {"id": 7, "type": "private"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": {"id": 7, "is_bot": False, "first_name": "Lan"}}
    return json.dumps({"update_id": number, "message": message}).encode()


@pytest.fixture
def handled() -> Handled:
    return Handled()


def intake_of(database: Database, handled: Handled, **options: Any) -> Intake:
    return Intake(ReceivedUpdates(database, BOT), Bot(TOKEN), at_once, handled, Clock(), **options)


async def rows(database: Database) -> dict[int, tuple[str, int]]:
    """Number -> state, and how often it was taken up."""
    async with database.read() as connection:
        found = await connection.execute(text("SELECT id, state, resumed FROM update_received ORDER BY id"))
        return {row.id: (row.state, row.resumed) for row in found}


async def test_what_comes_at_once_is_handled_in_the_order_of_its_numbers(database: Database, handled: Handled) -> None:
    intake = intake_of(database, handled)
    assert all(await asyncio.gather(*(intake.accept(body(number)) for number in (5, 3, 9, 1))))
    assert await intake.accept(body(3)) is False
    await intake.close()
    assert handled.numbers == [1, 3, 5, 9]
    assert set((await rows(database)).values()) == {("done", 0)}
    assert intake.waiting == intake.in_hand == 0


async def test_of_twins_that_come_at_once_one_is_new(database: Database, handled: Handled) -> None:
    intake = intake_of(database, handled)
    found = await asyncio.gather(*(intake.accept(body(1)) for _ in range(5)))
    await intake.close()
    assert sorted(found) == [False] * 4 + [True]
    assert handled.numbers == [1]


async def test_more_than_it_can_hold_is_not_taken_until_there_is_room(database: Database, handled: Handled) -> None:
    intake = intake_of(database, handled, most=3)
    handled.open.clear()
    for number in (1, 2, 3):
        assert await intake.accept(body(number))
    with pytest.raises(IntakeFull):
        await intake.accept(body(4))
    handled.open.set()
    async with asyncio.timeout(60):
        while intake.waiting:  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert await intake.accept(body(4))
    await intake.close()


async def test_an_end_that_cannot_be_written_is_written_later(
    database: Database, handled: Handled, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    intake = intake_of(database, handled, pause=0.01)
    written, failures = ReceivedUpdates.write, iter((True, True))

    async def full(self: ReceivedUpdates, received: Any, done: Any, *more: Any) -> Any:
        if done and next(failures, False):
            raise DatabaseFull("no room left")
        return await written(self, received, done, *more)

    monkeypatch.setattr(ReceivedUpdates, "write", full)
    await intake.accept(body(1))
    async with asyncio.timeout(60):
        while await rows(database) != {1: ("done", 0)}:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert caplog.text.count("no room left") == 2
    await intake.close()
    assert handled.numbers == [1]


async def test_what_is_taken_up_is_counted_before_it_is_begun_and_given_up_at_last(
    database: Database, handled: Handled, caplog: pytest.LogCaptureFixture
) -> None:
    """As if each process was killed while it handled number 1; number 2 always waits behind it."""
    first = intake_of(database, handled)
    handled.open.clear()
    await first.accept(body(1))
    await asyncio.sleep(0)
    await first.close(grace=0.01)
    for kills in range(1, TRIES + 1):
        seen: list[dict[int, tuple[str, int]]] = []

        async def look(number: int, seen: list[Any] = seen) -> None:
            seen.append(await rows(database))

        handled.before = look
        again = intake_of(database, handled)
        assert await again.resume() == 1
        async with asyncio.timeout(60):
            while not seen:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert seen[0] == {1: ("waiting", kills)}, "the count is there before anything else happens"
        await again.close(grace=0.01)
    caplog.set_level(logging.ERROR)
    last = intake_of(database, handled)
    assert await last.resume() == 0
    assert "given up (number 1)" in caplog.text
    assert await rows(database) == {1: ("done", TRIES)}
    assert handled.numbers == [1] * (1 + TRIES)
    await last.close()
