"""/plans: an editor sees the documents of the province, withdraws one with a reason, reinstates it, sets reminders."""

from __future__ import annotations

import pytest

from bot.callbacks import encode
from bot.context import App
from bot.i18n import translator
from bot.offline import OfflineTelegram, PrivateChat, User
from bot.presses.plans import ManagePlan
from bot.publishing.plans import PlanPublisher
from bot.services import Services
from bot.tasks.plan_desk import turned
from data.database import Database
from data.releases.plan_rows import LONGEST_NUMBER
from data.store import Store
from data.tasks.settings import DocumentSettings
from tests.support.brought_plans import appoint
from tests.support.plans import ID, LATER_PLAN, PLAN, REVISION
from tests.support.shipped import Clock
from tests.tasks.bringing.test_bringing import plans


@pytest.fixture
async def publisher(database: Database, store: Store, clock: Clock) -> PlanPublisher:
    return PlanPublisher(database, store, clock)


async def test_a_plan_is_withdrawn_with_a_reason_and_reinstated(
    app: App, publisher: PlanPublisher, lan: User, chat: PrivateChat
) -> None:
    await publisher.publish(PLAN, "test")
    await lan.say("/kehoach")
    assert chat.last.labels == ["12/KH-UBND"]
    listing = chat.last
    await lan.press("12/KH-UBND")
    assert listing.labels == ["Rút văn bản", "Nhắc việc và báo cáo", "Quay lại"]
    await lan.press("Rút văn bản")
    assert "Vì sao rút văn bản này?" in listing.text
    await lan.say("  ")
    await lan.say("sai phụ lục")
    assert "Lý do rút: sai phụ lục" in chat.last.text
    await lan.press("Rút văn bản")
    assert f"✅ Đã rút 12/KH-UBND ({ID}-1)." in chat.last.text
    (one,) = await plans(app)
    assert one.plan.withdrawn_why == "sai phụ lục"
    await lan.press("Xem văn bản này")
    assert chat.last.labels == ["Khôi phục", "Nhắc việc và báo cáo", "Quay lại"]
    await lan.press("Khôi phục")
    await lan.press("Khôi phục")
    (one,) = await plans(app)
    assert one.in_force
    services: Services = app.bot_data
    made = [(entry.what, entry.who) for entry in await services.publishing.audit()]
    assert made[:2] == [("reinstate plan", f"telegram:{lan.id}"), ("withdraw plan", f"telegram:{lan.id}")]


async def test_withdrawing_ends_with_cancel(app: App, publisher: PlanPublisher, lan: User, chat: PrivateChat) -> None:
    await publisher.publish(PLAN, "test")
    await lan.say("/plans")
    await lan.press("12/KH-UBND")
    await lan.press("Rút văn bản")
    await lan.say("hủy")
    assert "Đã hủy" in chat.last.text
    (one,) = await plans(app)
    assert one.in_force


async def test_what_was_withdrawn_meanwhile_is_said(
    app: App, publisher: PlanPublisher, lan: User, chat: PrivateChat
) -> None:
    await publisher.publish(PLAN, "test")
    await lan.say("/plans")
    await lan.press("12/KH-UBND")
    await lan.press("Rút văn bản")
    await lan.say("sai phụ lục")
    await publisher.withdraw(f"{ID}-1", "người khác rút", "test")
    await lan.press("Rút văn bản")
    assert f"{ID}-1 đã được rút" in chat.last.text
    (one,) = await plans(app)
    assert one.plan.withdrawn_why == "người khác rút"


async def test_what_replaced_a_document_is_withdrawn_and_its_tasks_are_open_again(
    app: App, publisher: PlanPublisher, lan: User, chat: PrivateChat
) -> None:
    await publisher.publish(PLAN, "test")
    await publisher.publish(LATER_PLAN, "test")
    await lan.say("/nhiemvu Hưng Yên")
    assert "đã đóng (thay thế)" in chat.last.text
    await lan.say("/plans")
    assert "thay thế" in chat.last.text
    await lan.press("45/KH-UBND")
    await lan.press("Rút văn bản")
    await lan.say("ban hành nhầm")
    assert "12/KH-UBND" in chat.last.text, "what is open again is said before"
    await lan.press("Rút văn bản")
    await lan.say("/nhiemvu Hưng Yên")
    assert "đã đóng (thay thế)" not in chat.last.text


async def test_settings_are_turned_by_buttons(app: App, publisher: PlanPublisher, lan: User, chat: PrivateChat) -> None:
    await publisher.publish(PLAN, "test")
    await publisher.publish(REVISION, "test")
    await lan.say("/plans")
    await lan.press("12/KH-UBND")
    await lan.press("Nhắc việc và báo cáo")
    page = chat.last
    assert "Báo cáo: chỉ người được phân công của tỉnh xem được" in page.text
    assert "Nhắc trước hạn: 30, 7 và 1 ngày" in page.text
    await lan.press("✅ trước 7 ngày", on=page)
    await lan.press("▫️ trước 3 ngày", on=page)
    assert "Nhắc trước hạn: 30, 3 và 1 ngày" in page.text
    await lan.press("Công khai báo cáo", on=page)
    await lan.press("✅ đúng ngày đến hạn", on=page)
    await lan.press("✅ hằng tuần khi quá hạn", on=page)
    services: Services = app.bot_data
    chosen = await services.plan_desk._settings.of(ID)
    assert chosen == DocumentSettings(True, (30, 3, 1), on_the_day=False, weekly_overdue=False)
    done, *_ = await services.publishing.audit()
    assert (done.what, done.who, done.release) == ("set document", f"telegram:{lan.id}", ID)
    await lan.press("Quay lại", on=page)
    assert "Rút văn bản" in page.labels


def test_a_button_pressed_twice_turns_once() -> None:
    chosen = DocumentSettings()
    for value in ("7-", "14+", "day-", "weekly-", "public1"):
        once = turned(chosen, value)
        assert once != chosen
        assert turned(once, value) == once
    for value in ("", "x", "99+", "7", "public", "+", "8-", "²+"):
        assert turned(chosen, value) == chosen


async def test_an_administrator_names_the_province(
    app: App, database: Database, publisher: PlanPublisher, hoa: User, office: PrivateChat
) -> None:
    await hoa.say("/plans")
    assert "Hãy viết tên sau lệnh" in office.last.text
    await hoa.say("/kehoach Hưng Yên")
    assert "Chưa có kế hoạch nào" in office.last.text
    await publisher.publish(PLAN, "test")
    await hoa.say("/kehoach Thái Bình")
    assert office.last.labels == ["12/KH-UBND"], "it went into Hưng Yên"


async def test_an_editor_of_two_provinces_chooses(
    app: App, database: Database, publisher: PlanPublisher, lan: User, chat: PrivateChat
) -> None:
    await appoint(database, lan.id, "bac-ninh")
    await publisher.publish(PLAN, "test")
    await lan.say("/plans")
    assert chat.last.labels == ["Hưng Yên", "Bắc Ninh"]
    await lan.press("Hưng Yên")
    assert chat.last.labels == ["12/KH-UBND"]
    await lan.say("/plans Lào Cai")
    assert "không phải người biên tập" in chat.last.text


async def test_a_document_that_is_gone_is_nobodys(
    app: App, world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    services: Services = app.bot_data
    refused, replies = await services.plan_desk.press(lan.id, ManagePlan("no-such", "withdraw"), translator("vi"))
    assert refused is not None
    assert replies == []


def test_the_longest_id_of_a_document_fits_a_button() -> None:
    id = f"{'ba-ria-vung-tau'}-{'x' * LONGEST_NUMBER}-2026-99"
    assert encode(ManagePlan(id, "reinstate")) is not None
    assert encode(ManagePlan(id, "set", "weekly-")) is not None
