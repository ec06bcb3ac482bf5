"""What the webhook received: kept whole until it is done, then its number alone, and that not for ever."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from data.database import Database
from data.received import KEPT, TRIES, NewUpdate, ReceivedUpdates
from tests.support.outbox_room import HOUR, NOW, SECOND
from tests.support.small_seed import write_seed

BOT = 123456


@pytest.fixture
async def database(place: str, tmp_path: Path) -> AsyncIterator[Database]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed"), wait=0.2) as opened:
        yield opened


@pytest.fixture
def received(database: Database) -> ReceivedUpdates:
    return ReceivedUpdates(database, BOT)


def new(contents: dict[int, str]) -> dict[int, NewUpdate]:
    return {number: NewUpdate(content, None) for number, content in contents.items()}


async def contents(database: Database) -> dict[int, str | None]:
    async with database.read() as connection:
        found = await connection.execute(text("SELECT id, content FROM update_received ORDER BY id"))
        return {row.id: row.content for row in found}


async def test_it_is_new_once(received: ReceivedUpdates, database: Database) -> None:
    assert await received.write(new({2: "b", 1: "a"}), (), NOW) == {1, 2}
    assert await received.write(new({2: "other", 3: "c"}), (), NOW) == {3}
    assert await received.write({}, (2,), NOW) == set()
    assert await received.write(new({2: "again"}), (), NOW) == set(), "also when it is done"
    assert await contents(database) == {1: "a", 2: None, 3: "c"}


async def test_another_bot_has_numbers_of_its_own(received: ReceivedUpdates, database: Database) -> None:
    await received.write(new({1: "a"}), (), NOW)
    other = ReceivedUpdates(database, BOT + 1)
    assert await other.write(new({1: "b"}), (), NOW) == {1}
    assert (await other.unfinished()).updates == {1: "b"}
    await other.write({}, (1,), NOW)
    assert (await received.unfinished()).updates == {1: "a"}


async def test_a_number_is_forgotten_after_two_days_and_what_waits_never(
    received: ReceivedUpdates, database: Database
) -> None:
    await received.write(new({1: "a", 2: "b"}), (1,), NOW)
    await received.write(new({3: "c"}), (3,), NOW + HOUR)
    await received.write({}, (), NOW + KEPT + HOUR)
    assert await contents(database) == {2: "b", 3: None}
    await received.write(new({4: "d"}), (), NOW + KEPT + HOUR + SECOND)
    await received.write({}, (), NOW + KEPT + HOUR * 3)
    assert await contents(database) == {2: "b", 4: "d"}


async def test_what_was_left_is_in_order_and_is_given_up_when_it_was_begun_too_often(
    received: ReceivedUpdates, database: Database
) -> None:
    await received.write(new({9: "i", 4: "d", 5: "e"}), (), NOW)
    for _ in range(TRIES):
        left = await received.unfinished()
        assert list(left.updates) == [4, 5, 9]
        assert left.given_up == ()
        await received.write({}, (), NOW, begun=(4,))
    left = await received.unfinished()
    assert left.given_up == (4,)
    assert left.updates == {5: "e", 9: "i"}, "what was never begun is not given up"
    assert (await received.unfinished()).given_up == ()
    assert (await contents(database))[4] is None
