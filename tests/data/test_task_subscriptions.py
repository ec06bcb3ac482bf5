"""Which tasks chats follow, beside the rankings that they follow: on each engine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from data.alerts.model import TaskSubscription
from data.alerts.task_followers import followers, portion
from data.chats.subscriptions import Followed, Subscriptions
from data.database import Database
from data.model.chats import Chat
from data.model.tasks import TaskScope
from tests.support.small_seed import write_seed
from tests.support.task_room import DUE, TaskRoom, eight, plan_of, row

OURS, THEIRS = TaskScope("hung-yen"), TaskScope("ha-noi", "home-affairs", "papi")
NOW = eight(DUE)


@pytest.fixture
async def room(place: str, tmp_path: Path) -> AsyncIterator[TaskRoom]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed")) as database:
        yield TaskRoom(database)


async def follow(
    room: TaskRoom, *scopes: TaskScope, most: int = 100, thread: int | None = None
) -> Followed[TaskSubscription] | None:
    chat = Chat(-5, "supergroup", "en")
    return await room.subscriptions.follow(chat, scopes, now=NOW, thread=thread, most=most)


async def test_the_same_again_changes_the_topic_and_adds_nothing(room: TaskRoom) -> None:
    first = await follow(room, OURS, THEIRS, thread=3)
    assert first is not None
    assert not first.known
    assert [one.scope for one in first.subscriptions] == [OURS, THEIRS]
    again = await follow(room, OURS, thread=3)
    assert again is not None
    assert again.known
    moved = await follow(room, OURS, thread=7)
    assert moved is not None
    assert not moved.known
    assert [(one.scope, one.thread) for one in await room.subscriptions.of(-5)] == [(OURS, 7), (THEIRS, 3)]
    assert await room.chats.get(-5) == Chat(-5, "supergroup", "en")


async def test_both_kinds_count_together_and_the_last_that_goes_drops_what_waits(room: TaskRoom) -> None:
    rankings = Subscriptions(room.database, room.chats)
    await rankings.follow(Chat(-5, "supergroup", "en"), ("hung-yen", "ha-noi"), now=NOW)
    assert await follow(room, OURS, most=2) is None
    assert await follow(room, OURS, most=3) is not None
    assert await rankings.follow(Chat(-5, "", ""), ("bac-ninh",), now=NOW, most=3) is None
    await room.publish(plan_of(row("1")))

    async def states() -> list[str]:
        async with room.database.read() as connection:
            return list(await connection.scalars(text("SELECT state FROM outbox")))

    await rankings.unfollow(-5)
    assert await states() == ["pending"], "tasks are still followed"
    gone = await room.subscriptions.unfollow(-5, lambda one: one.scope == OURS)
    assert ([one.scope for one in gone.gone], gone.left) == ([OURS], 0)
    assert await states() == ["superseded"]
    await follow(room, OURS)
    assert await states() == ["pending"], "it is still news"


async def test_followers_come_with_what_they_follow_in_the_order_of_their_chats(room: TaskRoom) -> None:
    await follow(room, OURS, TaskScope("bac-ninh"), TaskScope("hung-yen", "", "papi"), thread=9)
    for chat in (3, 1, 2):
        await room.follow(chat)
    await room.follow(4, TaskScope("bac-ninh"))

    def read(connection: Connection) -> tuple[list[tuple[int, int]], list[list[int]]]:
        all_ = [(one.to.chat, len(one.scopes)) for one in followers(connection, {"hung-yen"})]
        parts: list[list[int]] = []
        after = None
        while found := portion(connection, {"hung-yen", "bac-ninh"}, after, 2):
            parts.append([one.to.chat for one in found])
            after = (found[-1].to.platform, found[-1].to.chat)
        return all_, parts

    every, parts = await room.database.work(read, write=False)
    assert every == [(-5, 2), (1, 1), (2, 1), (3, 1)]
    assert parts == [[-5, 1], [2, 3], [4]]
    (group, *_) = await room.database.work(lambda connection: list(followers(connection, {"hung-yen"})), write=False)
    assert (group.to.thread, group.to.language, group.to.kind) == (9, "en", "supergroup")
    assert (group.to.quiet_from, group.to.quiet_to, group.to.paused) == (1260, 420, "")
