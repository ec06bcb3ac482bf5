"""The daily reminders in the outbox: gathered once, whatever happens in between, on each engine."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from data.database import Database
from data.db.schema_tasks import task_report
from data.model.tasks import TaskScope
from data.tasks.settings import DocumentSettings, SettingsOfDocuments
from tests.support.small_seed import write_seed
from tests.support.task_room import DAY, DUE, OTHER, TaskRoom, eight, plan_of, row

DOCUMENT = "hung-yen-12-kh-ubnd-2026"
ON_THE_DAY = DUE.isoformat()


@pytest.fixture
async def room(place: str, tmp_path: Path) -> AsyncIterator[TaskRoom]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed")) as database:
        yield TaskRoom(database)


async def test_a_day_is_told_once(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(plan_of(row("1"), row("2", DUE + 7 * DAY), row("3", DUE + 8 * DAY), row("4", None)))
    assert await room.gather(DUE) == 1
    assert await room.gather(DUE) == 0
    assert await room.of(1) == [(ON_THE_DAY, "1 2")]
    assert await room.reminders.told() == DUE
    assert await room.gather(DUE + DAY) == 1
    assert await room.of(1) == [(ON_THE_DAY, "1 2"), ((DUE + DAY).isoformat(), "3")]


async def test_only_what_a_chat_follows_is_told(room: TaskRoom) -> None:
    await room.publish(plan_of(row("1"), row("2", index="par"), row("3", lead=OTHER)))
    await room.publish(plan_of(row("4"), province="ha-noi"))
    await room.follow(1, TaskScope("hung-yen", "", "par"))
    await room.follow(2, TaskScope("hung-yen", "home-affairs"))
    await room.follow(3, TaskScope("bac-ninh"))
    await room.follow(-5, TaskScope("hung-yen", "home-affairs", "papi"), TaskScope("ha-noi"), kind="channel", thread=7)
    assert await room.gather(DUE) == 3
    assert [(chat, html) for _, chat, html in await room.outbox()] == [(-5, "1 4"), (1, "2"), (2, "1 2")]


@pytest.mark.parametrize(
    ("reports", "told"),
    [
        (["doing"], True), (["stuck"], True), (["done"], False), (["done", "accepted"], False),
        (["done", "returned"], True), (["closed"], False), (["closed", "reopened"], True),
    ],
)  # fmt: skip
async def test_only_what_is_still_to_be_done_is_told(room: TaskRoom, reports: list[str], told: bool) -> None:
    await room.follow(1)
    await room.publish(plan_of(row("1")))
    async with room.database.write() as connection:
        key = str(await connection.scalar(text("SELECT id FROM plan_task")))
        for state in reports:
            values = {"document": DOCUMENT, "task": key, "state": state, "made": eight(DUE)}
            await connection.execute(insert(task_report).values(values))
    assert await room.gather(DUE) == int(told)
    assert await room.reminders.told() == DUE


async def test_what_is_withdrawn_replaced_or_corrected_is_told_as_it_stands(room: TaskRoom) -> None:
    await room.follow(1)
    first = await room.publish(plan_of(row("1"), row("2")))
    await room.publish(plan_of(row("1"), row("2", DUE + 5 * DAY)), why="nhầm hạn", corrects=first, minute=1)
    assert await room.gather(DUE) == 1
    assert await room.of(1) == [(ON_THE_DAY, "1")]
    await room.plans.withdraw(f"{DOCUMENT}-2", "sai", who="test", now=eight(DUE))
    await room.plans.withdraw(f"{DOCUMENT}-1", "sai", who="test", now=eight(DUE))
    assert await room.gather(DUE + 7 * DAY) == 0


async def test_the_settings_of_the_document_hold(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(plan_of(row("1")))
    chosen = DocumentSettings(False, (3,), on_the_day=False, weekly_overdue=False)
    await SettingsOfDocuments(room.database).choose(DOCUMENT, chosen, who="test", now=eight(DUE))
    for days in range(-31, 16):
        await room.gather(DUE + days * DAY)
    assert await room.of(1) == [((DUE - 3 * DAY).isoformat(), "1")]


async def test_days_that_were_missed_come_in_one_message(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(plan_of(row("1"), row("2", DUE + 2 * DAY), row("3", DUE + 20 * DAY)))
    await room.gather(DUE - 8 * DAY)
    await room.gather(DUE + 2 * DAY)
    assert await room.of(1) == [((DUE + 2 * DAY).isoformat(), "1 2")]


async def test_the_first_day_tells_nothing_of_the_time_before(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(plan_of(row("1")))
    assert await room.gather(DUE + DAY) == 0


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.tasks.reminders.AT_ONCE", 2)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("portions", [0, 1, 2, 3])
async def test_a_day_that_was_begun_is_gone_on_with(room: TaskRoom, portions: int) -> None:
    for chat in range(1, 6):
        await room.follow(chat)
    await room.publish(plan_of(row("1")))
    assert await room.gather(DUE, portions) == min(5, 2 * portions)
    assert await TaskRoom(room.database).gather(DUE) == max(0, 5 - 2 * portions)
    assert [(chat, html) for _, chat, html in await room.outbox()] == [(chat, "1") for chat in range(1, 6)]


@pytest.mark.usefixtures("small")
async def test_a_day_that_was_begun_is_ended_on_a_later_one(room: TaskRoom) -> None:
    """Whoever has that day's message is told what fell due since, all others everything."""
    for chat in range(1, 6):
        await room.follow(chat)
    await room.publish(plan_of(row("1"), row("2", DUE + DAY), row("3", DUE + 2 * DAY), row("4", DUE + 10 * DAY)))
    await room.gather(DUE - DAY)
    await room.gather(DUE, 1)
    await room.gather(DUE + 2 * DAY, 1)
    assert await room.gather(DUE + 3 * DAY) == 5
    both = [(ON_THE_DAY, "1 2"), ((DUE + 2 * DAY).isoformat(), "2 3"), ((DUE + 3 * DAY).isoformat(), "4")]
    assert await room.of(1) == await room.of(2) == [((DUE - DAY).isoformat(), "1"), *both]
    for chat in (3, 4, 5):
        assert await room.of(chat) == [((DUE - DAY).isoformat(), "1"), ((DUE + 3 * DAY).isoformat(), "1 2 3 4")]


@pytest.mark.usefixtures("small")
async def test_two_workers_at_once_tell_everybody_once(room: TaskRoom, place: str, tmp_path: Path) -> None:
    for chat in range(1, 10):
        await room.follow(chat)
    await room.publish(plan_of(row("1")))
    async with await Database.open(place, seed=tmp_path / "seed") as other:
        rows = await asyncio.gather(room.gather(DUE), TaskRoom(other).gather(DUE))
    assert sum(rows) == 9
    assert [chat for _, chat, _ in await room.outbox()] == list(range(1, 10))


async def test_a_clock_that_is_set_back_repeats_nothing(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(plan_of(row("1"), row("2", DUE + DAY)))
    await room.gather(DUE)
    assert await room.gather(DUE - DAY) == 0
    assert await room.gather(DUE) == 0
    await room.gather(DUE + DAY)
    assert await room.of(1) == [(ON_THE_DAY, "1 2"), ((DUE + DAY).isoformat(), "2")]


async def test_a_clock_that_was_years_ahead_silences_nobody(room: TaskRoom) -> None:
    await room.follow(1)
    await room.gather(dt.date(2031, 1, 1))
    await room.publish(plan_of(row("1")))
    assert await room.gather(DUE) == 1
    assert await room.reminders.told() == DUE


async def test_quiet_hours_and_a_paused_chat_hold_it(room: TaskRoom) -> None:
    for chat in (1, 2, 3):
        await room.follow(chat)
    await room.run("UPDATE chat SET quiet_from = 420, quiet_to = 540 WHERE id = 2")
    await room.run("UPDATE chat SET paused_reason = 'blocked', paused_at = '2026-09-01 00:00:00' WHERE id = 3")
    await room.publish(plan_of(row("1")))
    await room.gather(DUE)
    query = text("SELECT chat, state, not_before, reason FROM outbox o JOIN alert a ON a.id = o.alert"
                 " WHERE a.subject = 'reminder' ORDER BY chat")  # fmt: skip
    async with room.database.read() as connection:
        rows = [tuple(one) for one in await connection.execute(query)]
        total = await connection.scalar(text("SELECT total FROM alert WHERE subject = 'reminder'"))
        held = await connection.scalar(text("SELECT max(rows) FROM alert_count WHERE what = 'held'"))
    nine = int((eight(DUE) + dt.timedelta(hours=1)).timestamp() * 1000)
    assert rows == [(1, "pending", 0, None), (2, "pending", nine, None), (3, "held", 0, "blocked")]
    assert (total, held) == (3, 1)


async def test_who_stops_following_is_not_told_and_hears_nothing_that_waits(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(plan_of(row("1")))
    await room.gather(DUE)
    await room.subscriptions.unfollow(1)
    async with room.database.read() as connection:
        states = (await connection.scalars(text("SELECT state FROM outbox"))).all()
    assert set(states) == {"superseded"}
    assert await room.gather(DUE + 7 * DAY) == 0
