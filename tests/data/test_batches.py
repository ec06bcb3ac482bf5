"""Brief tasks that wait at the same time are done together, and none suffers from another."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from data.database import Database
from data.errors import DatabaseBusy
from tests.support.small_seed import write_seed

INSERT = "INSERT INTO chat (id, kind, created, seen) VALUES (?, '', '2026-01-01', '2026-01-01')"


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed")


@pytest.fixture
async def database(tmp_path: Path, seed: Path) -> AsyncIterator[Database]:
    async with await Database.open(tmp_path / "a.sqlite3", seed=seed) as database:
        yield database


def put(id: int) -> Callable[[Connection], int]:
    def task(connection: Connection) -> int:
        connection.exec_driver_sql(INSERT, (id,))
        found = connection.exec_driver_sql("SELECT count(*) FROM chat").scalar_one()
        assert isinstance(found, int)
        return found

    return task


def fail(connection: Connection) -> None:
    connection.exec_driver_sql(INSERT, (99,))
    raise LookupError("on purpose")


async def ids(database: Database) -> list[int]:
    return await database.brief(
        lambda connection: list(connection.exec_driver_sql("SELECT id FROM chat ORDER BY id").scalars()), write=False
    )


async def test_those_that_wait_are_one_transaction_in_their_order(database: Database) -> None:
    commits: list[str] = []
    await database.work(lambda connection: connection.connection.driver_connection.set_trace_callback(commits.append))  # type: ignore[union-attr]
    commits.clear()
    found = await asyncio.gather(*(database.brief(put(id)) for id in range(1, 8)))
    assert found == list(range(1, 8))
    assert commits.count("BEGIN IMMEDIATE") == commits.count("COMMIT") == 1
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


async def test_what_is_wrong_with_the_database_is_told_to_each_of_them_after_one_wait(
    tmp_path: Path, seed: Path
) -> None:
    path = tmp_path / "b.sqlite3"
    async with await Database.open(path, seed=seed, wait=0.05) as database:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        tasks = (database.brief(put(id)) for id in range(1, 21))
        async with asyncio.timeout(0.9):  # twenty waits one after the other would take a second
            found = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(one) for one in found} == {DatabaseBusy}
        other.execute("ROLLBACK")
        other.close()
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


async def test_what_waits_is_done_before_the_database_closes(tmp_path: Path, seed: Path) -> None:
    path = tmp_path / "c.sqlite3"
    async with await Database.open(path, seed=seed) as database:
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
    async with asyncio.timeout(2):
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert await database.brief(put(1)) == 1
