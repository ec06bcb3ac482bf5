"""Plans that offices bring: published, revised, withdrawn, reinstated, replaced; what is in force, what is refused."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import text

from data.alerts.model import AuditEntry
from data.backups import back_up, restore
from data.checking.check import check
from data.database import Database
from data.errors import PlanRefused
from data.model.tasks import Task
from data.releases.plan_draft import AgencyDraft, PlanDraft, TargetDraft, TaskDraft
from data.releases.plans import Plans, PlanStatus
from data.releases.publishing import Publishing
from data.store import Store
from tests.support.outbox_room import MINUTE, NOW
from tests.support.small_seed import edit, write_seed

THIRD_QUARTER = dt.date(2026, 9, 30)
SNV, PARK = AgencyDraft("Sở Nội vụ (thường trực)", "home-affairs"), AgencyDraft("Ban Quản lý khu công nghệ cao")


def row(number: str, text: str, *criteria: tuple[str, str], due: dt.date | None = None, said: str = "") -> TaskDraft:
    return TaskDraft(
        number=number, heading="Công khai", text=text, criteria=criteria, lead=(SNV, PARK), coordinating=(PARK,),
        timing="once", due=due, due_text=said, product="Báo cáo",
    )  # fmt: skip


PLAN = PlanDraft(
    province="hung-yen",
    number="12/KH-UBND",
    kind="plan",
    date=dt.date(2026, 1, 15),
    title="Kế hoạch",
    issuer="UBND tỉnh Hưng Yên",
    tasks=(
        row(
            "I.2", "Niêm yết", ("papi", "2"), ("papi", "2"), ("par", ""), due=dt.date(2026, 9, 30), said="Quý III/2026"
        ),
        row("I.1", "Rà soát", ("papi", "1")),
        row("II", "Tổng kết"),
    ),
    targets=(TargetDraft(index="papi", indicator="", year=2026, kind="rank_max", value="10", unit="", criterion=""),),
    file_hash="a1",
)
DOCUMENT = "hung-yen-12-kh-ubnd-2026"
REVISION = replace(PLAN, tasks=PLAN.tasks[:2], file_hash="a2", correction_of=f"{DOCUMENT}-1", why="thừa một dòng")
NEWER = replace(PLAN, number="45/KH-UBND", date=dt.date(2026, 6, 1), file_hash="b1", replaces=DOCUMENT)


@dataclass(frozen=True, slots=True)
class PlanOffice:
    """An office with its database; every step is a minute after the one before."""

    database: Database
    plans: Plans

    async def publish(self, draft: PlanDraft = PLAN, minute: int = 0) -> PlanStatus:
        return await self.plans.publish(draft, who="cli:lan", now=NOW + minute * MINUTE)

    async def withdraw(self, name: str, minute: int = 5) -> PlanStatus:
        return await self.plans.withdraw(name, "nhầm phụ lục", who="cli:lan", now=NOW + minute * MINUTE)

    async def reinstate(self, name: str) -> PlanStatus:
        return await self.plans.reinstate(name, "rút nhầm", who="cli:lan", now=NOW + 9 * MINUTE)

    async def refused(self, draft: PlanDraft, kind: str, about: str) -> None:
        """It is refused when it is checked and when it is published, and nothing is written."""
        before = await self.rows()
        with pytest.raises(PlanRefused) as checked:
            await self.plans.check(draft)
        with pytest.raises(PlanRefused) as raised:
            await self.publish(draft)
        assert (raised.value.kind, raised.value.plan) == (checked.value.kind, checked.value.plan) == (kind, about)
        assert await self.rows() == before

    async def tasks(self, province: str | None = "hung-yen") -> tuple[Task, ...]:
        return await (await Store.open(self.database)).tasks(province)

    async def texts(self) -> list[str]:
        """What the documents that an office brought ask for."""
        return [task.text_vi for task in await self.tasks() if task.document.brought]

    async def audit(self) -> list[tuple[str, str, str]]:
        entries: tuple[AuditEntry, ...] = await Publishing(self.database).audit()
        return [(entry.what, entry.release, entry.detail) for entry in reversed(entries)]

    async def rows(self) -> dict[str, int]:
        names = ("plan", "plan_task", "plan_task_criterion", "plan_task_agency", "plan_target", "source", "audit")
        async with self.database.read() as connection:
            return {
                name: int((await connection.execute(text(f"SELECT count(*) FROM {name}"))).scalar_one())
                for name in names
            }


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed")


@pytest.fixture
async def office(place: str, seed: Path) -> AsyncIterator[PlanOffice]:
    async with await Database.open(place, seed=seed, wait=0.5) as database:
        yield PlanOffice(database, Plans(database))


async def test_a_plan_is_read_beside_what_is_shipped(office: PlanOffice) -> None:
    version = await office.database.data_version()
    done = await office.publish()
    assert (done.plan.id, done.in_force, done.tasks, done.targets) == (f"{DOCUMENT}-1", True, 3, 1)
    assert await office.database.data_version() != version
    tasks = await office.tasks()
    assert [task.document.number for task in tasks] == ["12/KH-UBND"] * 3 + ["1487/UBND-NC"] * 2 + ["87/KH-UBND"]
    first = tasks[0]
    assert (first.number, first.heading_vi, first.text_vi, first.product) == ("I.2", "Công khai", "Niêm yết", "Báo cáo")
    assert (first.due, first.due_text, first.timing) == (dt.date(2026, 9, 30), "Quý III/2026", "once")
    assert (first.index, first.indicator, first.also) == ("papi", "2", (("par", ""),))
    assert [(one.role, one.agency.id, one.agency.name_vi) for one in first.assignees] == [
        ("lead", "home-affairs", "Sở Nội vụ"),
        ("lead", "", "Ban Quản lý khu công nghệ cao"),
        ("coordinate", "", "Ban Quản lý khu công nghệ cao"),
    ]
    assert [task.number for task in tasks[:3]] == ["I.2", "I.1", "II"], "as the plan lists them"
    assert (tasks[2].index, tasks[2].also) == ("", ())
    document = first.document
    assert (document.date, document.title_vi, document.issuer_vi) == ("2026-01-15", "Kế hoạch", "UBND tỉnh Hưng Yên")
    store = await Store.open(office.database)
    assert store.catalogue.sources[document.source].title_vi == "12/KH-UBND, UBND tỉnh Hưng Yên"
    assert store.catalogue.documents[DOCUMENT] == document
    assert [task.number for task in await store.tasks("hung-yen", "par")][:1] == ["I.2"]
    assert {task.number for task in await store.tasks(None, agency="home-affairs")} >= {"I.1", "I.2", "II"}
    newest = (await store.targets("hung-yen"))[0]
    assert (newest.year, newest.value, newest.document) == (2026, "10", document)
    assert (await check(office.database)).errors == ()
    assert await office.audit() == [("publish plan", f"{DOCUMENT}-1", "")]


async def test_the_same_file_and_the_same_document_are_refused(office: PlanOffice) -> None:
    await office.publish()
    await office.refused(PLAN, "same_file", f"{DOCUMENT}-1")
    await office.refused(replace(PLAN, number="13/KH-UBND"), "same_file", f"{DOCUMENT}-1")
    again = replace(PLAN, correction_of=f"{DOCUMENT}-1", why="x")
    await office.refused(again, "same_file", f"{DOCUMENT}-1")
    await office.refused(replace(PLAN, file_hash="zz", number="12 / kh-ubnd"), "exists", f"{DOCUMENT}-1")
    await office.refused(replace(PLAN, file_hash="zz", number="1487/UBND-NC", date=dt.date(2025, 5, 21)),
                         "exists", "order-1")  # fmt: skip
    await office.refused(replace(PLAN, file_hash="zz", number="9", tasks=(), targets=()), "no_tasks", "9")
    next_year = await office.publish(replace(PLAN, file_hash="zz", date=dt.date(2027, 1, 15)))
    assert next_year.plan.document == "hung-yen-12-kh-ubnd-2027"
    titled = await office.publish(replace(again, title="Kế hoạch nâng cao PAPI"))
    assert titled.plan.revision == 2, "the same file, with another title"


async def test_a_revision_takes_the_place_of_the_one_before_which_is_kept(office: PlanOffice) -> None:
    await office.publish()
    done = await office.publish(REVISION, 1)
    assert (done.plan.id, done.plan.corrects, done.behind) == (f"{DOCUMENT}-2", f"{DOCUMENT}-1", f"{DOCUMENT}-1")
    assert await office.texts() == ["Niêm yết", "Rà soát"]
    assert {task.document.revision for task in await office.tasks() if task.document.brought} == {2}
    assert [(one.plan.revision, one.in_force, one.tasks) for one in await office.plans.plans()] == [
        (2, True, 2),
        (1, False, 3),
    ]
    await office.refused(replace(REVISION, file_hash="a3"), "not_standing", f"{DOCUMENT}-1")
    by_document = await office.publish(replace(PLAN, file_hash="a4", correction_of=DOCUMENT, why="đủ dòng"), 2)
    assert by_document.plan.corrects == f"{DOCUMENT}-2"
    assert await office.audit() == [
        ("publish plan", f"{DOCUMENT}-1", ""),
        ("correct plan", f"{DOCUMENT}-2", f"{DOCUMENT}-1: thừa một dòng"),
        ("correct plan", f"{DOCUMENT}-3", f"{DOCUMENT}-2: đủ dòng"),
    ]


async def test_a_withdrawal_lets_the_one_before_hold_and_is_undone(office: PlanOffice) -> None:
    await office.publish()
    await office.publish(REVISION, 1)
    done = await office.withdraw("12/KH-UBND")
    assert (done.plan.id, done.in_force, done.plan.withdrawn_why) == (f"{DOCUMENT}-2", False, "nhầm phụ lục")
    assert await office.texts() == ["Niêm yết", "Rà soát", "Tổng kết"]
    await office.withdraw(DOCUMENT, 6)
    assert await office.texts() == []
    with pytest.raises(PlanRefused, match=r"^withdrawn"):
        await office.withdraw(f"{DOCUMENT}-1")
    assert (await office.reinstate(DOCUMENT)).plan.id == f"{DOCUMENT}-1", "the one that was withdrawn last"
    assert await office.texts() == ["Niêm yết", "Rà soát", "Tổng kết"]
    assert (await office.reinstate(f"{DOCUMENT}-2")).in_force
    assert await office.texts() == ["Niêm yết", "Rà soát"]
    with pytest.raises(PlanRefused, match=r"^not_withdrawn"):
        await office.reinstate(DOCUMENT)
    assert [what for what, _, _ in await office.audit()] == [
        *("publish plan", "correct plan", "withdraw plan", "withdraw plan", "reinstate plan", "reinstate plan")
    ]


async def test_what_a_newer_revision_overtook_is_not_reinstated(office: PlanOffice) -> None:
    await office.publish()
    await office.withdraw(DOCUMENT)
    again = await office.publish(replace(PLAN, file_hash="a9"), 6)
    assert (again.plan.id, again.plan.corrects) == (f"{DOCUMENT}-2", "")
    with pytest.raises(PlanRefused, match=f"overtaken: {DOCUMENT}-2"):
        await office.reinstate(f"{DOCUMENT}-1")
    assert (await office.plans.find("12/kh-ubnd")).plan.revision == 2


@pytest.mark.parametrize(("name", "kind"), [("order-1", "shipped"), ("99/KH-UBND", "unknown"), ("", "unknown")])
async def test_only_what_was_brought_is_withdrawn(office: PlanOffice, name: str, kind: str) -> None:
    await office.publish()
    with pytest.raises(PlanRefused, match=rf"^{kind}"):
        await office.withdraw(name)
    with pytest.raises(PlanRefused, match=rf"^{kind}"):
        await office.reinstate(name)
    assert len(await office.texts()) == 3


async def test_a_document_that_replaces_another_closes_its_tasks_while_it_is_in_force(office: PlanOffice) -> None:
    await office.publish()
    done = await office.publish(NEWER, 1)
    assert done.replaces == "12/KH-UBND"
    tasks = await office.tasks()
    closed = {task.document.number: (task.closed, task.document.replaced_by) for task in tasks}
    assert closed["12/KH-UBND"] == (True, "45/KH-UBND")
    assert closed["45/KH-UBND"] == (False, "")
    assert closed["1487/UBND-NC"] == (False, "")
    assert [task.document.number for task in tasks][:6] == ["45/KH-UBND"] * 3 + ["12/KH-UBND"] * 3, "kept, and shown"
    assert {task.document.replaces for task in tasks[:3]} == {"12/KH-UBND"}
    await office.withdraw("45/KH-UBND")
    assert not any(task.closed for task in await office.tasks())
    await office.reinstate("45/KH-UBND")
    revised = replace(
        NEWER, file_hash="b2", correction_of=f"{done.plan.id}", why="x", replaces="plan-1", implements=DOCUMENT
    )
    await office.publish(revised, 10)
    numbers = {task.document.number for task in await office.tasks() if task.closed}
    assert numbers == {"87/KH-UBND"}, "what is shipped is replaced, too"
    assert (await office.tasks())[0].document.implements == "12/KH-UBND"


async def test_what_is_of_another_province_is_left_alone(office: PlanOffice) -> None:
    await office.publish()
    other = replace(PLAN, province="ha-noi", number="7/KH-UBND", file_hash="h1")
    await office.refused(replace(other, replaces=DOCUMENT), "other", DOCUMENT)
    await office.refused(replace(other, correction_of=f"{DOCUMENT}-1", why="x"), "other", f"{DOCUMENT}-1")
    await office.refused(replace(other, correction_of="order-1", why="x"), "other", "order-1")
    await office.refused(replace(other, replaces="nothing"), "unknown", "nothing")
    await office.refused(replace(other, implements="nothing"), "unknown", "nothing")
    await office.refused(replace(other, province="atlantis"), "unknown", "atlantis")
    await office.refused(replace(REVISION, replaces=DOCUMENT), "itself", DOCUMENT)
    await office.refused(replace(other, replaces="national"), "other", "national")
    await office.publish(replace(other, implements="national", number="12/KH-UBND"))
    assert [one.plan.province for one in await office.plans.plans("ha-noi")] == ["ha-noi"]
    with pytest.raises(PlanRefused, match=r"^unknown"):
        await office.withdraw("12/KH-UBND")  # which of the two?
    assert {task.province for task in await office.tasks("ha-noi")} == {"ha-noi"}
    assert {task.document.number for task in await office.tasks(None) if task.closed} == set()


async def test_a_shipped_document_is_revised_by_what_the_office_brings(office: PlanOffice) -> None:
    own = replace(PLAN, number="1487/UBND-NC", date=dt.date(2025, 5, 21), correction_of="order-1", why="đủ nguyên văn")
    done = await office.publish(own)
    assert (done.plan.id, done.plan.document, done.behind) == ("order-1-2", "order-1", "order-1")
    numbers = [(task.document.number, task.text_vi) for task in await office.tasks()]
    assert numbers[:3] == [("1487/UBND-NC", one.text) for one in own.tasks]
    assert len(numbers) == 4, "the shipped tasks of it are not shown beside"
    assert [target.document.number for target in await (await Store.open(office.database)).targets("hung-yen")] == [
        *("1487/UBND-NC", "87/KH-UBND")
    ]
    await office.withdraw("order-1")
    assert [task.text_vi for task in await office.tasks()] == ["Nâng hạng", "Cung cấp thông tin", "Công khai"]
    assert (await check(office.database)).errors == ()


@pytest.mark.parametrize(
    "wrong",
    [
        replace(PLAN, tasks=(row("1", "x", ("papi", "99")),)),
        replace(PLAN, targets=(replace(PLAN.targets[0], index="xyz"),)),
        replace(PLAN, targets=(replace(PLAN.targets[0], value="mười"),)),
    ],
)
async def test_what_no_answer_could_show_is_no_plan(office: PlanOffice, wrong: PlanDraft) -> None:
    before = await office.rows()
    with pytest.raises(ValueError, match=r"criteria|number"):
        await office.publish(wrong)
    assert await office.rows() == before


async def test_of_two_publishers_at_once_one_wins(office: PlanOffice, place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed, wait=5) as second:
        both = (office.plans, Plans(second))

        async def race(*drafts: PlanDraft) -> list[str]:
            """What became of it for each of the two."""
            done = await asyncio.gather(
                *(plans.publish(draft, who="x", now=NOW) for plans, draft in zip(both, drafts, strict=True)),
                return_exceptions=True,
            )
            return sorted(
                one.plan.id if isinstance(one, PlanStatus) else getattr(one, "kind", str(one)) for one in done
            )

        assert await race(PLAN, PLAN) == [f"{DOCUMENT}-1", "same_file"]
        assert await race(REVISION, replace(REVISION, file_hash="a5")) == [f"{DOCUMENT}-2", "not_standing"]
        assert [one.plan.revision for one in await office.plans.plans()] == [2, 1]


async def test_new_shipped_figures_leave_plans_as_they_are(office: PlanOffice, place: str, seed: Path) -> None:
    await office.publish()
    await office.publish(REVISION, 1)
    await office.publish(NEWER, 2)
    before = await office.plans.plans()
    told = [task for task in await office.tasks() if task.document.brought]
    edit(seed, "agencies.csv", 2, "name_vi", "Sở Nội vụ mới")
    edit(seed, "tasks.csv", 3, "text_vi", "Cung cấp thông tin đầy đủ")
    async with await Database.open(place, seed=seed, rebuild=True) as again:
        later = PlanOffice(again, Plans(again))
        assert await later.plans.plans() == before
        tasks = [task for task in await later.tasks() if task.document.brought]
        assert [(one.id, one.text_vi, one.due) for one in tasks] == [(one.id, one.text_vi, one.due) for one in told]
        assert tasks[0].assignees[0].agency.name_vi == "Sở Nội vụ mới"
        assert "Cung cấp thông tin đầy đủ" in [task.text_vi for task in await later.tasks()]
        assert tasks[0].document.source in (await Store.open(again)).catalogue.sources
        assert (await check(again)).errors == ()


async def test_an_agency_that_is_shipped_no_more_is_told_in_the_plans_words(
    office: PlanOffice, place: str, tmp_path: Path
) -> None:
    await office.publish()
    bare = write_seed(
        tmp_path / "bare", agencies="id,name_vi,name_en,level,aliases\ndistricts,UBND cấp huyện,Districts,district,",
        agency_broader=None, assignees="task,agency,role\n1,districts,lead",
    )  # fmt: skip
    async with await Database.open(place, seed=bare, rebuild=True) as again:
        first = (await PlanOffice(again, Plans(again)).tasks())[0]
        assert [one.agency.name_vi for one in first.assignees][:1] == ["Sở Nội vụ (thường trực)"]


async def test_the_check_names_what_a_plan_speaks_of_and_is_shipped_no_more(
    office: PlanOffice, place: str, seed: Path
) -> None:
    rows = (PLAN.tasks[0], row("I.1", "Rà soát", ("par", "A")), PLAN.tasks[2])
    await office.publish(replace(PLAN, replaces="plan-1", tasks=rows))
    edit(seed, "indicators.csv", 10, "code", "B")
    edit(seed, "documents.csv", 3, "id", "plan-9")
    for name in ("tasks.csv", "targets.csv"):
        edit(seed, name, 2, "document", "plan-9")
    async with await Database.open(place, seed=seed, rebuild=True) as again:
        found = [str(one) for one in (await check(again)).errors if one.where.startswith("plan ")]
        assert found == [
            f"plan {DOCUMENT}-1: is no known document (read: plan-1)",
            f"plan {DOCUMENT} task I.1: is no known index and indicator (read: par:A)",
        ]
        assert len(await PlanOffice(again, Plans(again)).texts()) == 3


async def test_a_worker_answers_of_what_another_published(office: PlanOffice, place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed) as second:
        store = await Store.open(second)
        assert len(await store.tasks("hung-yen")) == 3
        await office.publish()
        assert await store.renew()
        assert len(await store.tasks("hung-yen")) == 6
        await office.withdraw(DOCUMENT)
        assert await store.renew()
        assert len(await store.tasks("hung-yen")) == 3
        assert not await store.renew()


async def test_a_backup_brings_plans_back(tmp_path: Path, seed: Path) -> None:
    file, copy = tmp_path / "b.sqlite3", tmp_path / "copy.sqlite3"
    async with await Database.open(file, seed=seed) as database:
        before = await PlanOffice(database, Plans(database)).publish()
        back_up(file, copy)
        await PlanOffice(database, Plans(database)).withdraw(DOCUMENT)
    restore(copy, file, aside="before")
    async with await Database.open(file, seed=seed) as database:
        assert await Plans(database).plans() == (before,)
        assert len(await PlanOffice(database, Plans(database)).texts()) == 3
