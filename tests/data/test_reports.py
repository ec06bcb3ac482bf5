"""Reports in the database: made whole or not at all, told through the outbox, kept by who may read them."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from data.alerts.model import Addressee, Mail
from data.database import Database
from data.db import schema
from data.db.schema_alerts import alert, outbox
from data.db.schema_tasks import report_draft
from data.errors import ReportRefused
from data.model.tasks import Task
from data.releases.plans import Plans
from data.releases.publishing import Publishing
from data.store import Store
from data.tasks.model import ReportState, TaskState
from data.tasks.reports import LASTS, Filing, TaskReports, Telling
from tests.data.test_plans import DOCUMENT, NEWER, PlanOffice
from tests.support.outbox_room import HOUR, MINUTE, NOW
from tests.support.reporting import appoint, end, let_read
from tests.support.small_seed import write_seed

LAN, HOA = 501, 502


class Desk:
    """A database with a plan, a reporter of its agency (Lan) and an editor of its province (Hoa)."""

    def __init__(self, database: Database, task: Task, role: int, editor: int) -> None:
        self.database, self.task, self.role, self.editor = database, task, role, editor
        self.reports = TaskReports(database)

    def filing(self, state: ReportState, words: str = "", *, by: int = LAN) -> Filing:
        role = self.role if by == LAN else self.editor
        return Filing(identity=self.task.identity, state=state, person=by, role=role, words=words)

    async def file(self, filing: Filing, now: dt.datetime = NOW, *, editors: bool = False) -> TaskState:
        def word(state: TaskState, to: Sequence[Addressee]) -> list[Mail]:
            return [Mail(f"{state.state} {one.language}") for one in to]

        telling = Telling("hung-yen", None, word) if editors else None
        return await self.reports.file(filing, telling, now=now)


@pytest.fixture
async def desk(place: str, tmp_path: Path) -> AsyncIterator[Desk]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed"), wait=0.5) as database:
        office = PlanOffice(database, Plans(database))
        await office.publish()
        task = next(one for one in await office.tasks() if one.document.id == DOCUMENT)
        role = await appoint(database, LAN, "reporter", agency="home-affairs")
        yield Desk(database, task, role, await appoint(database, HOA, "editor"))


async def test_reports_are_appended_and_audited(desk: Desk) -> None:
    assert (await desk.file(desk.filing("doing", "một nửa"))).state == "doing"
    state = await desk.file(desk.filing("done"), NOW + MINUTE)
    assert (state.state, state.since, state.reported) == ("done", NOW + MINUTE, state.report)
    assert (await desk.file(desk.filing("accepted", by=HOA), NOW + 2 * MINUTE)).finished
    said = await desk.reports.of(desk.task.identity)
    assert [(one.state, one.words, one.kind, one.agency) for one in said] == [
        ("doing", "một nửa", "reporter", "home-affairs"),
        ("done", "", "reporter", "home-affairs"),
        ("accepted", "", "editor", ""),
    ]
    assert await desk.reports.one(said[0].id) == said[0]
    assert await desk.reports.one(99) is None
    entries = [(one.who, one.what, one.release) for one in await Publishing(desk.database).audit()]
    assert entries[:3] == [
        (f"telegram:{HOA}", "report accepted", DOCUMENT),
        (f"telegram:{LAN}", "report done", DOCUMENT),
        (f"telegram:{LAN}", "report doing", DOCUMENT),
    ]


async def test_what_cannot_be_is_refused_and_nothing_is_written(desk: Desk) -> None:
    async def refused(filing: Filing) -> str:
        with pytest.raises(ReportRefused) as found:
            await desk.file(filing, editors=True)
        return found.value.kind

    assert await refused(desk.filing("accepted", by=HOA)) == "state"
    assert await refused(replace(desk.filing("doing"), person=HOA)) == "role", "somebody else's role"
    await end(desk.database, desk.role)
    assert await refused(desk.filing("doing")) == "role"
    await Plans(desk.database).withdraw(DOCUMENT, "nhầm", who="x", now=NOW)
    assert await refused(desk.filing("closed", by=HOA)) == "gone"
    assert await desk.reports.of(desk.task.identity) == ()
    rows = await desk.database.work(lambda connection: connection.execute(select(outbox)).all(), write=False)
    assert rows == []


async def test_of_two_who_decide_at_once_one_is_refused(desk: Desk) -> None:
    await desk.file(desk.filing("done"))
    both = (desk.file(desk.filing(one, by=HOA), NOW + MINUTE) for one in ("accepted", "returned"))
    done = await asyncio.gather(*both, return_exceptions=True)
    states = [one.state for one in done if isinstance(one, TaskState)]
    refused = [one for one in done if isinstance(one, ReportRefused)]
    if states == ["accepted"]:
        assert [one.kind for one in refused] == ["state"]
    else:
        assert (states, [one.kind for one in refused]) == (["returned"], ["state"])


async def test_the_editors_are_told_in_the_same_transaction_after_their_quiet_hours(desk: Desk) -> None:
    night = NOW.replace(hour=15)  # ten in the evening in Vietnam
    other = await appoint(desk.database, 503, "editor", "ha-noi")
    gone = await appoint(desk.database, 504, "editor")
    await end(desk.database, gone)
    assert other
    await desk.database.work(
        lambda connection: connection.execute(
            schema.chat.insert().values(platform="telegram", id=HOA, kind="private", language="en", created=NOW,
                                        seen=NOW)
        )
    )  # fmt: skip
    await desk.file(desk.filing("done"), night, editors=True)
    query = select(outbox.c.chat, outbox.c.not_before, alert.c.subject, alert.c.release).join(alert)
    rows = await desk.database.work(lambda connection: connection.execute(query).all(), write=False)
    assert [tuple(row) for row in rows] == [(HOA, dt.datetime(2026, 11, 23, tzinfo=dt.UTC), "report", DOCUMENT)]


async def test_what_is_begun_is_kept_for_an_hour_and_goes_with_its_chat(desk: Desk) -> None:
    await desk.reports.begin(LAN, desk.task.identity, "stuck", now=NOW)
    await desk.reports.begin(LAN, desk.task.identity, "done", now=NOW + MINUTE)
    again = TaskReports(desk.database)  # another worker, or after a restart
    found = await again.begun(LAN, now=NOW + HOUR)
    assert found is not None
    assert (found.identity, found.state, found.begun) == (desk.task.identity, "done", NOW + MINUTE)
    assert await again.begun(LAN, now=NOW + MINUTE + LASTS) is None
    assert await again.begun(HOA, now=NOW) is None
    await desk.file(desk.filing("done"))
    assert await desk.reports.begun(LAN, now=NOW) is None
    await desk.reports.begin(LAN, desk.task.identity, "doing", now=NOW)
    await desk.database.work(lambda connection: connection.execute(delete(schema.chat).where(schema.chat.c.id == LAN)))
    assert await desk.reports.begun(LAN, now=NOW) is None
    left = await desk.database.work(lambda connection: connection.execute(select(report_draft)).all(), write=False)
    assert left == []


async def test_who_may_not_read_reports_learns_nothing_of_them(desk: Desk) -> None:
    store = await Store.open(desk.database)
    before = await store.version_of_reports()
    await desk.file(desk.filing("stuck"))
    assert await store.version_of_reports() != before
    kept = await store.reported([desk.task], lambda province: False)
    assert (kept.documents, kept.states) == (frozenset(), {})
    assert kept.of(desk.task) is None
    mine = await store.reported([desk.task], lambda province: province == "hung-yen")
    assert (state := mine.of(desk.task)) is not None
    assert state.state == "stuck"
    version = await store.version_of_reports()
    await let_read(desk.database, DOCUMENT, True)
    assert await store.version_of_reports() != version
    assert (await store.reported([desk.task], lambda province: False)).shows(desk.task)


async def test_the_reports_of_a_replaced_plan_are_still_read(desk: Desk) -> None:
    await desk.file(desk.filing("doing"))
    await Plans(desk.database).publish(NEWER, who="x", now=NOW + MINUTE)
    store = await Store.open(desk.database)
    task = next(one for one in await store.tasks("hung-yen") if one.key == desk.task.key)
    assert task.closed
    found = await store.reported([task], lambda province: True)
    assert (state := found.of(task)) is not None
    assert state.state == "doing"
