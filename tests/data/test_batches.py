"""Brief tasks that wait at the same time are done together, and none suffers from another."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from data.database import Database
from data.errors import DatabaseBusy
from tests.support.engines import other_writer
from tests.support.small_seed import write_seed

INSERT = text("INSERT INTO chat (id, kind, created, seen) VALUES (:id, '', '2026-01-01', '2026-01-01')")


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed")


@pytest.fixture
async def database(place: str, seed: Path) -> AsyncIterator[Database]:
    async with await Database.open(place, seed=seed) as database:
        yield database


def put(id: int) -> Callable[[Connection], int]:
    def task(connection: Connection) -> int:
        connection.execute(INSERT, {"id": id})
        found = connection.execute(text("SELECT count(*) FROM chat")).scalar_one()
        assert isinstance(found, int)
        return found

    return task


def fail(connection: Connection) -> None:
    connection.execute(INSERT, {"id": 99})
    raise LookupError("on purpose")


async def ids(database: Database) -> list[int]:
    return await database.brief(
        lambda connection: list(connection.scalars(text("SELECT id FROM chat ORDER BY id"))), write=False
    )


async def test_those_that_wait_are_one_transaction_in_their_order(database: Database) -> None:
    done: list[str] = []

    def watch(connection: Connection) -> None:
        for what in ("begin", "commit"):
            event.listen(connection.engine, what, lambda connection, what=what: done.append(what))

    await database.work(watch)
    done.clear()
    found = await asyncio.gather(*(database.brief(put(id)) for id in range(1, 8)))
    assert found == list(range(1, 8))
    assert done == ["begin", "commit"]
    assert await ids(database) == list(range(1, 8))


async def test_one_that_fails_is_undone_alone(database: Database) -> None:
    found = await asyncio.gather(
        database.brief(put(1)),
        database.brief(fail),
        database.brief(put(2)),
        return_exceptions=True,
    )
    assert (found[0], found[2]) == (1, 2)
    assert isinstance(found[1], LookupError)
    assert await ids(database) == [1, 2]


async def test_what_is_wrong_with_the_database_is_told_to_each_of_them_after_one_wait(place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed, wait=0.05) as database:
        with other_writer(place):
            tasks = (database.brief(put(id)) for id in range(1, 21))
            async with asyncio.timeout(0.9):  # twenty waits one after the other would take a second
                found = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(one) for one in found} == {DatabaseBusy}
        assert await database.brief(put(1)) == 1


async def test_who_is_cancelled_waits_and_the_others_get_their_results(database: Database) -> None:
    gone = asyncio.ensure_future(database.brief(put(1)))
    stays = asyncio.ensure_future(database.brief(put(2)))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 2
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await ids(database) == [1, 2]


async def test_what_waits_is_done_before_the_database_closes(place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed) as database:
        waiting = asyncio.ensure_future(database.brief(put(1)))
        await asyncio.sleep(0)
    assert await waiting == 1


async def test_nobody_waits_for_ever_for_a_batch_that_was_ended(database: Database) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        begun.set()
        go.wait(2)

    waiting = asyncio.ensure_future(database.brief(slow))
    await asyncio.to_thread(begun.wait)
    running = database._brief_writes._running
    assert running is not None
    running.cancel()
    go.set()
    async with asyncio.timeout(60):
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert await database.brief(put(1)) == 1
