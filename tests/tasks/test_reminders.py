"""Reminders as people get them: over a year, in two languages, out of quiet hours, once, also when the process dies."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import build
from bot.delivery.options import SenderOptions
from bot.offline import OfflineTelegram, PrivateChat, User
from bot.publishing.plans import PlanPublisher
from bot.runtime import sending
from data.database import Database
from data.store import Store
from tests.support.plans import ID, PLAN, many_tasks, task
from tests.support.shipped import Clock, settings_of
from tests.support.task_crowd import FIRST, follow_many
from tests.support.task_office import Office, days_of_reminding
from tests.support.task_room import eight

HOA = 4242
DAY = dt.timedelta(days=1)
BEGIN = dt.date(2026, 1, 20)
DATES = {
    "1": dt.date(2026, 2, 2), "2": dt.date(2026, 3, 31), "3": dt.date(2026, 6, 30), "4": dt.date(2026, 6, 30),
    "5": dt.date(2026, 12, 15),
}  # fmt: skip
YEAR = replace(
    PLAN,
    tasks=tuple(task(number, f"Việc {number}", due=due, due_text="") for number, due in DATES.items()),
    targets=(),
)
LINE = re.compile(r"^• (\d+)/(\d+)/(\d+) · (còn \d+ ngày|hạn hôm nay|quá hạn \d+ ngày): (\d)\. Việc", re.MULTILINE)


@pytest.fixture
async def office(
    world: OfflineTelegram,
    database: Database,
    store: Store,
    database_file: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Office]:
    monkeypatch.setattr("bot.delivery.recorder.LINGER", 0.0)
    settings = settings_of(database_file, admins=(HOA,))
    clock.time = eight(BEGIN) + dt.timedelta(hours=2)
    app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    async with world.running(app), sending(app, SenderOptions(pace=None), request=world.request()) as sender:
        yield Office(app, sender, clock, database)


def reminders_of(chat: PrivateChat) -> list[str]:
    return [seen.text for seen in chat.answers if seen.text.startswith("🗓")]


async def test_over_a_year_every_reminder_comes_once_and_none_in_quiet_hours(
    office: Office, world: OfflineTelegram, lan: User, chat: PrivateChat, john: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.pacer.PER_CHAT", 0.0)  # a day is no second here
    world.private(john, started=True)
    await lan.say("theo dõi nhiệm vụ Hưng Yên")
    await john.say("/follow tasks Hung Yen")
    await john.say("/quiet 7-9")
    await office.publish(YEAR)
    end = BEGIN + 365 * DAY
    wanted = {
        (number, day) for number, due in DATES.items() for day in days_of_reminding(due, end) if BEGIN < day <= end
    }
    # Every day on which somebody is reminded, those before and after it, and one in ten of the others.
    near = {day + n * DAY for _, day in wanted for n in (-1, 0, 1)} | {BEGIN + n * DAY for n in range(1, 366, 10)}
    got: list[tuple[str, dt.date]] = []
    for day in sorted(day for day in near if BEGIN < day <= end):
        office.at(day, 7, 59)
        await office.look()
        assert len(reminders_of(chat)) == len({when for _, when in got}), "before eight nobody is reminded"
        for minute in (5, 40):
            office.at(day, 8, minute)
            await office.looks()
        new = reminders_of(chat)[len({when for _, when in got}) :]
        assert len(new) <= 1, "one message a day"
        got += [(found[5], day) for one in new for found in LINE.finditer(one)]
        before = len(reminders_of(world.private(john)))
        office.at(day, 9, 5)
        await office.looks()
        english = reminders_of(world.private(john))
        assert len(english) == before + len(new), "held until the quiet hours end"
        assert len(english) == len(reminders_of(chat))
    assert Counter(got) == Counter(wanted)
    assert "Tasks, 15 December 2026" in "".join(reminders_of(world.private(john)))


async def test_what_a_reminder_says(office: Office, lan: User, chat: PrivateChat) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên")
    await office.publish(YEAR)
    office.at(dt.date(2026, 6, 23), 8)
    await office.looks()
    said = chat.last.text
    assert said.startswith("🗓 Nhắc việc ngày 23/6/2026\n2 nhiệm vụ đến hạn hoặc sắp đến hạn · 2 nhiệm vụ quá hạn\n\n")
    assert "📄 12/KH-UBND · 15/1/2026 · UBND tỉnh Hưng Yên · Hưng Yên\n" in said
    assert "• 2/2/2026 · quá hạn 141 ngày: 1. Việc 1 — Sở Nội vụ\n• 31/3/2026 · quá hạn 84 ngày: 2." in said
    assert "• 30/6/2026 · còn 7 ngày: 3. Việc 3 — Sở Nội vụ\n" in said
    assert "mà tôi chưa ghi nhận là đã hoàn thành" in said
    assert chat.last.labels == ["📌 Nhiệm vụ của Hưng Yên", "🔕 Ngừng nhận"]
    await lan.press("🔕 Ngừng nhận")
    assert "🔕 Đã ngừng theo dõi: nhiệm vụ Hưng Yên" in chat.last.text
    office.at(dt.date(2026, 6, 29), 8)
    await office.looks()
    assert len(reminders_of(chat)) == 1


async def test_after_days_of_silence_one_message_gathers_what_was_missed(
    office: Office, lan: User, chat: PrivateChat
) -> None:
    await lan.say("theo dõi nhiệm vụ Hưng Yên")
    await office.publish(YEAR)
    office.at(dt.date(2026, 5, 30), 8)
    await office.looks()
    office.at(dt.date(2026, 6, 25), 11)
    await office.looks()
    assert "• 30/6/2026 · còn 5 ngày: 3. Việc 3" in chat.last.text, "by the day on which it is read"
    assert len([one for one in reminders_of(chat) if "25/6/2026" in one]) == 1


async def test_operators_hear_of_reminders_only_where_something_went_wrong(
    office: Office, world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    hoa = world.user(id=HOA)
    await hoa.say("/start")
    await lan.say("theo dõi nhiệm vụ Hưng Yên")
    await office.publish(YEAR)
    office.at(dt.date(2026, 6, 23), 8)
    await office.looks()
    await hoa.say("/status")
    said = world.private(hoa).last.text
    assert not [one.text for one in world.private(hoa).answers if one.text.startswith("📬 Tin báo số 2")]
    assert "• 2026-06-23 (nhắc việc): 1 nơi nhận · đã gửi 1" in said
    assert f"{ID}-1 (kế hoạch: kế hoạch mới)" in said


@pytest.mark.parametrize(("what", "last"), [("letter", 1), ("letter", 5), ("portion", 1), ("portion", 3)])
async def test_a_process_that_is_killed_on_the_way_loses_and_repeats_nothing(
    database: Database, store: Store, database_file: Path, what: str, last: int
) -> None:
    chats, day = 10, dt.date(2026, 11, 28)
    publisher = PlanPublisher(database, store, lambda: eight(day - DAY))
    await publisher.publish(many_tasks("hung-yen", 24), "test")
    await database.work(lambda connection: follow_many(connection, ["hung-yen"], chats, eight(day)))
    command = [sys.executable, "-m", "tests.support.gathering", str(database_file), day.isoformat(), what, str(last)]
    killed = await asyncio.to_thread(subprocess.run, command, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    before = await _rows(database)
    assert len(before) == {"letter": (last - 1) // 3 * 3, "portion": last * 3}[what], (
        "whole portions, or nothing of one"
    )
    done = await asyncio.to_thread(subprocess.run, [*command[:-2], "letter", "1000"], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert await _rows(database) == list(range(FIRST, FIRST + chats))
    again = await asyncio.to_thread(subprocess.run, [*command[:-2], "letter", "1"], check=False, capture_output=True)
    assert again.returncode == 0, "nobody is told again"


async def _rows(database: Database) -> list[int]:
    async with database.read() as connection:
        query = "SELECT chat FROM outbox o JOIN alert a ON a.id = o.alert WHERE a.subject = 'reminder' ORDER BY chat"
        return [row[0] for row in await connection.exec_driver_sql(query)]


async def test_a_plan_withdrawn_in_quiet_hours_is_not_reminded_of(
    office: Office, world: OfflineTelegram, john: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.pacer.PER_CHAT", 0.0)
    theirs = world.private(john, started=True)
    await john.say("/lang en")
    await john.say("/follow tasks Hung Yen")
    await john.say("/quiet 7-9")
    await office.publish(YEAR)
    other = replace(
        YEAR, number="77/KH-UBND", file_hash="z", tasks=(task("9", "Việc khác", due=dt.date(2026, 6, 30), due_text=""),)
    )
    await office.publish(other)
    for day in (dt.date(2026, 2, 2), dt.date(2026, 6, 30)):
        office.at(day, 6)
        await office.looks()
        before = len(reminders_of(theirs))
        office.at(day, 8)
        await office.looks()  # held for an hour
        for _ in range(2):  # taken back, put in force again, taken back: said once
            await office.publisher.withdraw(ID, "nhầm", "test")
            await office.publisher.reinstate(ID, "", "test")
        await office.publisher.withdraw(ID, "nhầm", "test")
        office.at(day, 10)
        await office.looks()
        told = reminders_of(theirs)[before:]
        if day.month == 2:
            assert told == [], "all of it was of the plan that was withdrawn"
        else:
            (one,) = told
            assert "9. Việc khác" in one
            assert one.endswith("⚠️ 12/KH-UBND is no longer in force since: its tasks need not be done any more.")
            assert one.count("is no longer in force since") == 1
        await office.publisher.reinstate(ID, "", "test")
        await office.sent()
