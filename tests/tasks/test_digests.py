"""The weekly digest as editors get it: on Monday, once, of their own provinces, with what was lost beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import insert, text

from bot.context import App
from bot.offline import OfflineTelegram, User
from bot.publishing.plans import PlanPublisher
from bot.services import Services
from data.alerts.model import Mail
from data.database import Database
from data.db.schema_tasks import role, task_report
from data.store import Store
from data.tasks.digests import Digests
from tests.support.plans import ID, PLAN, task
from tests.support.shipped import Clock
from tests.support.task_room import eight

MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
TASKS = (
    task("1", "Việc đã xong", due=dt.date(2026, 10, 30)),
    task("2", "Việc chờ duyệt", due=dt.date(2026, 11, 10)),
    task("3", "Việc quá hạn", due=dt.date(2026, 11, 16)),
    task("4", "Việc sắp đến hạn", due=dt.date(2026, 11, 27), criteria=(("papi", "5"),)),
    task("5", "Việc còn xa", due=dt.date(2027, 3, 1)),
    task("6", "Việc thường xuyên", timing="regular"),
)


@pytest.fixture
async def digests(app: App, database: Database, store: Store, clock: Clock) -> DigestRoom:
    clock.time = eight(MONDAY) - 10 * DAY
    await PlanPublisher(database, store, clock).publish(replace(PLAN, tasks=TASKS), "test")
    room = DigestRoom(app, database, clock)
    await room.report("1", "done", "accepted")
    await room.report("2", "done")
    await room.report("5", "doing")
    return room


class DigestRoom:
    def __init__(self, app: App, database: Database, clock: Clock) -> None:
        self.services: Services = app.bot_data
        self._database, self._clock = database, clock

    async def report(self, number: str, *states: str) -> None:
        async with self._database.write() as connection:
            query = text("SELECT id FROM plan_task WHERE number = :number")
            key = str(await connection.scalar(query, {"number": number}))
            for state in states:
                values = {"document": ID, "task": key, "state": state, "made": self._clock.time}
                await connection.execute(insert(task_report).values(values))

    async def appoint(self, person: int, province: str = "hung-yen", kind: str = "editor", **more: object) -> None:
        values = {"person": person, "kind": kind, "province": province, "granted_by": 1, "granted": self._clock.time}
        async with self._database.write() as connection:
            await connection.execute(insert(role).values(**values, **more))

    async def at(self, day: dt.date) -> int:
        self._clock.time = eight(day)
        return await self.services.digests.run()

    async def letters(self) -> list[tuple[str, int, str]]:
        query = text("SELECT a.release, o.chat, t.html FROM outbox o JOIN alert a ON a.id = o.alert JOIN alert_text t"
                     " ON t.id = o.text WHERE a.subject = 'digest' ORDER BY o.id")  # fmt: skip
        async with self._database.read() as connection:
            return [tuple(one) for one in await connection.execute(query)]


async def test_on_monday_an_editor_reads_the_week(digests: DigestRoom, lan: User) -> None:
    await digests.appoint(lan.id)
    assert await digests.at(MONDAY) == 1
    ((day, to, html),) = await digests.letters()
    assert (day, to) == (MONDAY.isoformat(), lan.id)
    assert html.startswith("<b>📊 Bản tin tuần, ngày 23/11/2026</b>\n\n<b>Hưng Yên</b>\n<b>1/6 xong, 1 quá hạn</b>\n")
    assert "☑️ 1 chờ duyệt hoặc trả lại\n🗓 1 đến hạn trong 7 ngày tới\n⏰ 1 quá hạn\n⚪ 2 chưa có báo cáo nào" in html
    assert "16/11/2026 · <b>quá hạn 7 ngày</b>: 3. Việc quá hạn — <i>Sở Nội vụ · 12/KH-UBND, 15/1/2026</i>" in html
    assert "27/11/2026 · còn 4 ngày: 4. Việc sắp đến hạn" in html
    assert "• Sở Nội vụ: 1/6 xong, 1 quá hạn" in html
    assert "Điểm còn mất ở các tiêu chí này, theo số liệu gần nhất:" in html
    assert "• PAPI 2024, Công khai, minh bạch" in html
    assert "Nguồn: " in html


async def test_it_comes_once_a_week_and_not_before(digests: DigestRoom, lan: User) -> None:
    await digests.appoint(lan.id)
    for day in range(15):
        await digests.at(MONDAY + day * DAY)
        await digests.at(MONDAY + day * DAY)
    assert [day for day, _, _ in await digests.letters()] == ["2026-11-23", "2026-11-30", "2026-12-07"]
    assert await digests.at(MONDAY) == 0, "a clock that is set back"


async def test_a_monday_that_was_missed_is_made_up_for(digests: DigestRoom, lan: User) -> None:
    await digests.appoint(lan.id)
    await digests.at(MONDAY)
    assert await digests.at(MONDAY + 9 * DAY) == 1
    assert "ngày 2/12/2026" in (await digests.letters())[1][2]


async def test_only_editors_of_a_province_with_a_plan_are_told(
    digests: DigestRoom, world: OfflineTelegram, lan: User, john: User
) -> None:
    await digests.appoint(11, ended=eight(MONDAY), ended_why="left")
    await digests.appoint(12, kind="reporter", agency="department-home-affairs")
    await digests.appoint(13, "ha-noi")
    await john.say("/lang en")
    await digests.appoint(john.id)
    await digests.appoint(john.id, "ha-noi")
    await digests.appoint(14)
    assert await digests.at(MONDAY) == 2
    told = await digests.letters()
    assert {to for _, to, _ in told} == {john.id, 14}
    english = next(html for _, to, html in told if to == john.id)
    assert "📊 Your week, 23 November 2026" in english
    assert "Hanoi" not in english


async def test_one_who_is_no_editor_any_more_when_it_is_written_is_not_told(digests: DigestRoom, lan: User) -> None:
    await digests.appoint(lan.id)
    told = Digests(digests._database)
    readers = await told.open(MONDAY)
    assert readers is not None
    async with digests._database.write() as connection:
        await connection.execute(text("UPDATE role SET ended = granted"))
    letters = [(readers[0].to, Mail("x", "[]", readers[0].provinces))]
    assert await told.post(MONDAY, letters, eight(MONDAY)) == 0
    assert await digests.letters() == []
