"""A withdrawal is undone: who hears what, however often, and what stands in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from data.alerts.model import Published
from data.database import Database
from data.errors import NotWithdrawn, PublishConflict, UnknownRelease
from data.releases.publishing import Publishing
from tests.support.outbox_room import DAY, HOUR, NOW, PAPI, TABLE, Room, figure, plain
from tests.support.small_seed import write_seed

ONE = "papi-2025-1"


@pytest.fixture
async def room(place: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed")) as database:
        yield Room(database)


async def withdrawn(room: Room, now: dt.datetime = NOW, id: str = ONE) -> Published:
    return await room.publishing.withdraw(id, "nhầm", plain, who="test", now=now)


async def reinstated(room: Room, now: dt.datetime = NOW, id: str = ONE) -> Published:
    return await room.publishing.reinstate(id, "đúng", plain, who="test", now=now)


async def forced(room: Room) -> list[str]:
    return [release.id for release in await room.publishing.standing("papi", "2025")]


async def test_those_who_were_told_of_the_withdrawal_are_told_that_it_is_undone(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.follow(2, "hung-yen", corrections=False)
    await room.publish()
    assert set(await room.deliver()) == {1, 2}
    await withdrawn(room)
    assert set(await room.deliver()) == {1}
    assert await room.publishing.told(ONE) == 2
    assert await room.publishing.told(ONE, withdrawal=True) == 1
    await room.follow(3, "hung-yen", "papi")
    done = await reinstated(room, NOW + HOUR)
    assert await forced(room) == [ONE]
    sent = await room.deliver(NOW + HOUR)
    assert sent[1] == f"-: hung-yen (wrong: {ONE}: hung-yen)"
    assert sent[3] == "-: hung-yen", "never heard of it, and it is news"
    assert 2 not in sent
    assert (done.release.id, done.in_force) == (ONE, done.release)
    assert [(entry.what, entry.detail) for entry in await room.publishing.audit()][:2] == [
        ("reinstate", "đúng"),
        ("withdraw", "nhầm"),
    ]
    (status,) = [one for one in await room.publishing.releases() if one.release.id == ONE]
    assert (status.withdrawn_at, status.withdrawn_why, status.in_force) == (None, "", True)


async def test_what_was_not_sent_of_the_withdrawal_is_dropped(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.publish()
    await room.deliver()
    made = await withdrawn(room)
    done = await reinstated(room)
    assert (done.superseded, done.rows) == (1, 1)
    assert await room.rows(made.alert) == {1: "superseded"}
    # The composer tells such a chat apart by the kind of what it has: see tests/bot/test_alerts.py.


async def test_whoever_never_heard_hears_when_it_is_news_only(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.publish()
    await withdrawn(room)  # before anything was sent
    assert await room.deliver() == {}
    await reinstated(room, NOW + HOUR)
    assert await room.deliver(NOW + HOUR) == {1: "-: hung-yen"}
    await room.follow(2, "hung-yen")
    await withdrawn(room, NOW + 20 * DAY)
    await room.deliver(NOW + 20 * DAY)
    await reinstated(room, NOW + 20 * DAY + HOUR)
    assert set(await room.deliver(NOW + 20 * DAY + HOUR)) == {1}


async def test_withdrawn_and_reinstated_again_and_again(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.publish()
    await room.deliver()
    for times in range(1, 4):
        now = NOW + times * HOUR
        await withdrawn(room, now)
        assert len(await room.deliver(now)) == 1
        await reinstated(room, now + HOUR / 2)
        assert len(await room.deliver(now + HOUR / 2)) == 1
    await room.rows()
    kinds = [one.kind for one in await room.outbox.progresses()]
    assert kinds == ["reinstatement", "withdrawal"] * 3 + ["release"]


async def test_an_older_withdrawal_is_not_undone_twice(room: Room) -> None:
    """The second time nobody was told of the withdrawal: nobody is told of its undoing."""
    await room.follow(1, "hung-yen")
    await room.publish()
    await room.deliver()
    await withdrawn(room)
    await room.deliver()
    await reinstated(room, NOW + HOUR)
    await room.deliver(NOW + HOUR)
    await room.publishing.withdraw(ONE, "x", None, who="test", now=NOW + 2 * HOUR)
    assert await room.publishing.told(ONE, withdrawal=True) == 0


async def test_a_corrected_release_stands_again_over_the_one_before(room: Room) -> None:
    await room.publishing.publish(PAPI, plain, who="test", now=NOW)
    right = replace(PAPI, figures=(*TABLE[:2], figure("bac-ninh", 43.5, 3)), file_hash="bb", correction_of=ONE, why="x")
    await room.publishing.publish(right, plain, who="test", now=NOW)
    await withdrawn(room, id="papi-2025-2")
    assert await forced(room) == [ONE]
    await reinstated(room, id="papi-2025-2")
    assert await forced(room) == ["papi-2025-2"]


async def test_what_stands_in_the_way(room: Room) -> None:
    await room.publishing.publish(PAPI, plain, who="test", now=NOW)
    with pytest.raises(NotWithdrawn):
        await reinstated(room)
    with pytest.raises(UnknownRelease):
        await reinstated(room, id="nope")
    await withdrawn(room)
    await room.publishing.publish(replace(PAPI, file_hash="bb"), plain, who="test", now=NOW)
    before = await room.publishing.audit()
    with pytest.raises(PublishConflict):
        await reinstated(room)
    assert await room.publishing.audit() == before
    assert await forced(room) == ["papi-2025-2"]


async def test_a_shipped_release_is_reinstated_too(room: Room) -> None:
    publishing: Publishing = room.publishing
    shipped = next(one.release for one in await publishing.releases(shipped=True) if one.release.coverage == "full")
    await withdrawn(room, id=shipped.id)
    assert shipped not in await publishing.standing(shipped.index, shipped.period)
    assert (await reinstated(room, id=shipped.id)).rows == 0
    assert shipped in await publishing.standing(shipped.index, shipped.period)
