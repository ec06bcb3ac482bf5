"""Who may bring and manage plans, asked at every step by person; and what happens when two are at it, or one dies."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.callbacks import encode
from bot.context import App
from bot.i18n import translator
from bot.offline import OfflineTelegram, PrivateChat, Seen, User
from bot.presses.plans import BringPlan, ManagePlan, PlanStep
from bot.services import Services
from data.database import Database
from data.releases import plans as plan_releases
from data.releases.open_files import OpenFiles
from tests.support.brought_plans import ROWS, appoint, dismiss, word_plan
from tests.support.plans import ID
from tests.support.several_workers import Worker, Workers, workers
from tests.support.shipped import Clock
from tests.tasks.bringing.test_bringing import PUBLISH, SURE, plans

NO_FILES = "Tôi không đọc tệp"
ENDED = "Bạn không còn là người biên tập của tỉnh này"
ADMINISTRATOR, LAN, BINH = 4242, 1101, 1102


@pytest.mark.parametrize("role", ["none", "reporter"])
async def test_only_editors_bring_plans(
    app: App, database: Database, world: OfflineTelegram, lan: User, role: str
) -> None:
    chat = world.private(lan, started=True)
    if role == "reporter":
        await appoint(database, lan.id, agency="department-home-affairs")
    await lan.send_document("kh.docx", word_plan(SURE))
    assert NO_FILES in chat.last.text
    await lan.say("/kehoach")
    assert "dành cho người biên tập" in chat.last.text
    async with database.read() as connection:
        assert (await connection.exec_driver_sql("SELECT count(*) FROM open_file")).scalar() == 0


async def test_an_editors_table_of_figures_is_the_operators_affair(lan: User, chat: PrivateChat) -> None:
    await lan.send_document("papi-2024.csv", "Tỉnh,Điểm\nHưng Yên,1\n".encode())
    assert chat.last.text.startswith("Tôi không thấy bảng nhiệm vụ nào trong tệp.")


async def test_a_role_that_ended_ends_what_was_begun(
    app: App, database: Database, lan: User, chat: PrivateChat
) -> None:
    await lan.send_document("kh.docx", word_plan(SURE))
    assert chat.last.labels[0] == PUBLISH
    await dismiss(database, lan.id)
    await lan.press(PUBLISH)
    assert lan.popups[-1].text.startswith(ENDED)
    assert await plans(app) == ()
    await lan.press("Hủy")
    assert "Đã hủy" in chat.last.text, "giving it up is allowed"


async def test_a_role_that_ended_ends_what_is_written(
    app: App, database: Database, lan: User, chat: PrivateChat
) -> None:
    await lan.send_document("kh.docx", word_plan(SURE, number=""))
    await dismiss(database, lan.id)
    await lan.say("12/KH-UBND")
    assert chat.last.text.startswith(ENDED)
    await lan.say("12/KH-UBND")
    assert not chat.last.text.startswith(ENDED), "the file is forgotten"


async def test_a_forged_press_does_nothing(
    app: App, database: Database, world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    """Neither a stranger nor an editor of another province sees or publishes what is being brought."""
    await lan.send_document("kh.docx", word_plan(SURE))
    (file,) = await OpenFiles(database).of(lan.id)
    services: Services = app.bot_data
    t = translator("vi")
    stranger, neighbour = world.user(name="Nam", language_code="vi"), world.user(name="Bình", language_code="vi")
    await appoint(database, neighbour.id, "bac-ninh")
    for user in (stranger, neighbour):
        for step, value in (("go", ""), ("page", "0"), ("again", ""), ("change", "title"), ("cancel", ""), ("x", "y")):
            press = BringPlan(file.id, step, value)
            assert encode(press) is not None
            refused = await services.bringing.refused(user.id, press, t)
            assert refused is not None
            assert "không còn dùng được" in refused.html
            assert (await services.bringing.press(user.id, press, t)).replies == []
    assert await OpenFiles(database).of(lan.id) == (file,)
    await lan.press(PUBLISH)
    for user in (stranger, neighbour):
        for step in get_args(PlanStep):
            refused, replies = await services.plan_desk.press(user.id, ManagePlan(ID, step, "public1"), t)
            assert refused is not None
            assert replies == []
        refused, replies = await services.plan_desk.press(user.id, ManagePlan("hung-yen", "list"), t)
        assert refused is not None
        assert replies == []
    (one,) = await plans(app)
    assert one.in_force
    assert not (await services.plan_desk._settings.of(ID)).reports_public


async def test_a_province_that_is_not_theirs_is_not_taken(
    app: App, database: Database, lan: User, chat: PrivateChat
) -> None:
    await appoint(database, lan.id, "bac-ninh")
    await lan.send_document("kh.docx", word_plan(SURE, place="Lào Cai"))
    assert chat.last.labels == ["Hưng Yên", "Bắc Ninh", "Hủy"]
    (file,) = await OpenFiles(database).of(lan.id)
    services: Services = app.bot_data
    taken = await services.bringing.press(lan.id, BringPlan(file.id, "province", "lao-cai"), translator("vi"))
    assert "không phải người biên tập của tỉnh đó" in taken.replies[0].html
    assert await plans(app, "lao-cai") == ()


async def test_in_a_group_no_plan_is_brought(app: App, world: OfflineTelegram, lan: User, chat: PrivateChat) -> None:
    group = world.group("Sở Nội vụ", [lan])
    await group.add_bot(lan)
    before = len(group.answers)
    await lan.send_document("kh.docx", word_plan(SURE), in_=group)
    assert len(group.answers) == before
    await lan.say("/kehoach", in_=group)
    assert not any("12/KH-UBND" in seen.text for seen in group.answers)


class Editors:
    """Two editors of Hưng Yên, two workers."""

    def __init__(self, world: OfflineTelegram, made: Workers, a: Worker, b: Worker) -> None:
        self.world = world
        self.workers = made
        self.a, self.b = a, b
        self.lan, self.binh = world.user(id=LAN, name="Lan"), world.user(id=BINH, name="Bình")
        for user in (self.lan, self.binh):
            world.private(user, started=True)
        made.hears(a, self.lan, self.binh)

    def at(self, worker: Worker, *users: User) -> None:
        self.workers.hears(worker, *(users or (self.lan,)))

    def last(self, user: User) -> Seen:
        return self.world.private(user).last

    async def ids(self) -> list[str]:
        return [one.plan.id for one in await self.a.services.plan_desk._publisher.plans()]


@pytest.fixture
async def editors(world: OfflineTelegram, shipped_place: str, tmp_path: Path, clock: Clock) -> AsyncIterator[Editors]:
    async with workers(world, shipped_place, tmp_path, clock, (ADMINISTRATOR,)) as made:
        a, b = await made.start(), await made.start()
        for person in (LAN, BINH):
            await appoint(a.database, person)
        yield Editors(world, made, a, b)


async def test_any_worker_goes_on_with_a_plan(editors: Editors) -> None:
    """Sent to one, answered at another, published at one that was started since; what is handled again counts once."""
    lan = editors.lan
    await lan.send_document("kh.docx", word_plan(ROWS, number="", title=""))
    await editors.workers.again(editors.b)
    assert "Số, ký hiệu" in editors.last(lan).text
    editors.at(editors.b)
    await lan.say("12/KH-UBND")
    await editors.workers.again(editors.a)
    assert "Tên (trích yếu)" in editors.last(lan).text
    editors.at(editors.a)
    await lan.say("Kế hoạch PAPI năm 2026")
    await editors.workers.again(editors.b)
    assert "Chỗ chưa chắc 1/1" in editors.last(lan).text
    editors.at(editors.b)
    await lan.press("PAPI 2 Công khai, minh bạch")
    await editors.workers.again(editors.a)
    assert editors.last(lan).labels[0] == PUBLISH
    (file,) = await OpenFiles(editors.a.database).of(LAN)
    editors.at(await editors.workers.start())
    button = editors.last(lan)
    await lan.press(PUBLISH, on=button)
    await editors.workers.again(editors.b)
    assert await editors.ids() == [f"{ID}-1"]
    assert "✅ Đã đăng" in button.text
    assert file.id not in [one.id for one in await OpenFiles(editors.a.database).of(LAN)]


async def test_killed_between_the_press_and_the_plan(editors: Editors, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither half of it is there: no plan, and the file is still open."""
    lan = editors.lan
    await lan.send_document("kh.docx", word_plan(SURE))
    button = editors.last(lan)

    def dies(*said: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(plan_releases, "became", dies)
        await lan.press(PUBLISH, on=button)
    assert await editors.ids() == []
    editors.at(editors.b)
    await lan.press(PUBLISH, on=button)
    assert await editors.ids() == [f"{ID}-1"]
    assert "✅ Đã đăng" in button.text


async def test_pressed_twice_at_two_workers_it_is_published_once(editors: Editors) -> None:
    lan = editors.lan
    await lan.send_document("kh.docx", word_plan(SURE))
    (file,) = await OpenFiles(editors.a.database).of(LAN)
    t = translator("vi")
    go = BringPlan(file.id, "go")
    done = await asyncio.gather(*(one.services.bringing.press(LAN, go, t) for one in (editors.a, editors.b)))
    said = [reply.html for taken in done for reply in taken.replies]
    assert sum("✅ Đã đăng" in one for one in said) == 1, said
    assert await editors.ids() == [f"{ID}-1"]
    await lan.press(PUBLISH)
    assert f"{ID}-1" in lan.popups[-1].text


async def test_two_editors_bring_the_same_file(editors: Editors) -> None:
    """The second is told which plan it became, and nothing is lost or doubled."""
    data = word_plan(SURE)
    for user in (editors.lan, editors.binh):
        await user.send_document("kh.docx", data)
        assert editors.last(user).labels[0] == PUBLISH
    editors.at(editors.b, editors.binh)
    await editors.lan.press(PUBLISH)
    await editors.binh.press(PUBLISH)
    assert await editors.ids() == [f"{ID}-1"]
    assert "✅ Đã đăng" in editors.last(editors.lan).text
    assert f"{ID}-1" in editors.last(editors.binh).text
    assert "Chưa ghi gì" in editors.last(editors.binh).text


async def test_two_editors_bring_the_same_document_in_two_files(editors: Editors) -> None:
    """The second is asked what was wrong with the first: theirs would be a correction."""
    await editors.lan.send_document("kh.docx", word_plan(SURE))
    await editors.binh.send_document("kh-2.docx", word_plan(ROWS[1:] + ROWS[1:]))
    await editors.lan.press(PUBLISH)
    await editors.binh.press(PUBLISH)
    assert "vì vậy đây là bản sửa" in editors.last(editors.binh).text
    await editors.binh.say("thiếu một hàng")
    await editors.binh.press(PUBLISH)
    assert await editors.ids() == [f"{ID}-2", f"{ID}-1"]


async def test_after_an_hour_the_button_is_used(editors: Editors, clock: Clock) -> None:
    await editors.lan.send_document("kh.docx", word_plan(SURE))
    clock.time += dt.timedelta(minutes=61)
    await editors.lan.press(PUBLISH)
    assert "không còn dùng được" in editors.lan.popups[-1].text
    assert await editors.ids() == []
