"""An editor brings a plan through the whole bot: read, asked about, shown, published, corrected, and read by others."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.context import App
from bot.offline import OfflineTelegram, PrivateChat, User
from bot.publishing.plans import PlanPublisher
from bot.services import Services
from data.database import Database
from data.releases.plans import PlanStatus
from data.store import Store
from tests.support.bad_plans import BAD
from tests.support.brought_plans import ROWS, UNSURE, appoint, word_plan
from tests.support.plan_files import TUNED, plan_file
from tests.support.plans import ID, PLAN
from tests.support.shipped import Clock

PUBLISH = "Đăng kế hoạch"
KEEP = ("Giữ nguyên như văn bản", "Không phải các mục này", "Để trống")
SURE = ROWS[1:]
"""Rows of which nothing is doubtful."""


async def plans(app: App, province: str = "hung-yen") -> tuple[PlanStatus, ...]:
    services: Services = app.bot_data
    return await services.plan_desk._publisher.plans(province)


async def test_a_plan_in_word_is_asked_about_only_where_it_is_not_sure(
    app: App, database: Database, world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    await lan.send_document("ke-hoach.docx", word_plan((*ROWS, *UNSURE)))
    assert chat.last.text.startswith("Chỗ chưa chắc 1/2\n⚠️ ke-hoach.docx, bảng 2, hàng 2, cột G:")
    assert chat.last.labels == ["PAPI 2 Công khai, minh bạch", "PAPI", "Không phải các mục này", "Hủy"]
    await lan.press("PAPI 2 Công khai, minh bạch")
    assert "hàng 4, cột C" in chat.last.text
    assert "hàng 5, cột D" in chat.last.text, "what is said twice is asked once"
    assert "“Sở Nội vụu” là cơ quan nào?" in chat.last.text
    await lan.press("Sở Nội vụ")
    preview, ready = chat.answers[-2:]
    assert preview.text.startswith(
        "📄 12/KH-UBND ngày 15/1/2026, Hưng Yên\nKế hoạch nâng cao Chỉ số PAPI tỉnh Hưng Yên"
    )
    assert "Cơ quan ban hành: UBND tỉnh Hưng Yên" in preview.text
    assert "Bạn đã chọn: “Sở Nội vụu” là Sở Nội vụ." in preview.text
    assert "• 3. Khảo sát sự hài lòng — Sở Nội vụ — " in preview.text, "the agency that was chosen"
    assert ready.labels == [PUBLISH, "Hủy", "Sửa thông tin"]
    assert "đến 11:00" in ready.text
    await lan.press(PUBLISH)
    assert ready.text == f"✅ Đã đăng 12/KH-UBND ({ID}-1): 4 nhiệm vụ."
    (one,) = await plans(app)
    assert (one.plan.number, one.plan.issuer, one.plan.date.isoformat()) == (
        "12/KH-UBND", "UBND tỉnh Hưng Yên", "2026-01-15",
    )  # fmt: skip
    services: Services = app.bot_data
    done, *_ = await services.publishing.audit()
    assert (done.who, done.what, done.release) == (f"telegram:{lan.id}", "publish plan", f"{ID}-1")
    reader = world.user(name="Nam", language_code="vi")
    theirs = world.private(reader, started=True)
    await reader.say("nhiệm vụ 12/KH-UBND")
    assert "Khảo sát sự hài lòng" in theirs.last.text
    assert "Chủ trì: Sở Nội vụ" in theirs.last.text


async def test_what_the_head_does_not_say_is_asked_one_by_one(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.send_document("kh.docx", word_plan(SURE, number="", day="", title=""))
    assert "Số, ký hiệu của văn bản là gì?" in chat.last.text
    await lan.say("không có")
    assert "Đó không phải số, ký hiệu" in chat.last.text
    await lan.say("12/kh-ubnd")
    assert "ban hành ngày nào?" in chat.last.text
    await lan.say("15/1/2027")
    assert "không thể ban hành vào ngày đó" in chat.last.text, "the day has not come yet"
    await lan.say("31/2/2026")
    assert "không thể ban hành vào ngày đó" in chat.last.text
    await lan.say("ngày 15 tháng 1 năm 2026")
    assert "Tên (trích yếu)" in chat.last.text
    await lan.say("x" * 301)
    assert "Nội dung dài quá: 301 ký tự" in chat.last.text
    await lan.say("Kế hoạch PAPI năm 2026")
    assert chat.last.labels[0] == PUBLISH
    assert chat.answers[-2].text.startswith("📄 12/KH-UBND ngày 15/1/2026, Hưng Yên\nKế hoạch PAPI năm 2026\n")
    await lan.press(PUBLISH)
    (one,) = await plans(app)
    assert (one.plan.title, one.plan.issuer) == ("Kế hoạch PAPI năm 2026", "UBND tỉnh Hưng Yên")


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Hưng Yên PAPI 2024", ""),
        ("15/1/2026", ""),
        ("12 KH UBND", ""),
        ("2026", ""),
        ("số 12 / KH - UBND", "12/KH-UBND"),
        ("Số: 15/2026/NQ-HĐND", "15/2026/NQ-HĐND"),
        ("12-kh/tu", "12-KH/TU"),
    ],
)
async def test_only_a_documents_number_is_taken_for_one(
    said: str, number: str, app: App, lan: User, chat: PrivateChat
) -> None:
    await lan.send_document("kh.docx", word_plan(SURE, number=""))
    await lan.say(said)
    if not number:
        assert chat.last.text.startswith("Đó không phải số, ký hiệu của văn bản."), "it is asked again"
        return
    assert chat.answers[-2].text.startswith(f"📄 {number} ngày 15/1/2026, Hưng Yên")


async def test_the_caption_says_number_and_day(app: App, lan: User, chat: PrivateChat) -> None:
    file = plan_file("sipas_workbook")
    await lan.send_document(file.name, file.data, caption="31/KH-SNV 20/1/2026\nTên: Kế hoạch SIPAS")
    assert "Cơ quan nào ban hành" in chat.last.text
    assert chat.last.labels == ["UBND tỉnh Hưng Yên", "Hủy"]
    await lan.say("Sở Nội vụ")
    await settle(lan, chat)
    await lan.press(PUBLISH)
    (one,) = await plans(app)
    assert (one.plan.number, one.plan.issuer, one.plan.title) == ("31/KH-SNV", "Sở Nội vụ", "Kế hoạch SIPAS")


async def settle(user: User, chat: PrivateChat) -> None:
    """Leave every doubt as it is."""
    while any(label in KEEP for label in chat.last.labels):
        await user.press(next(label for label in chat.last.labels if label in KEEP))


@pytest.mark.parametrize("name", TUNED)
async def test_five_plans_like_real_ones_are_brought_whole(
    name: str, app: App, database: Database, world: OfflineTelegram, lan: User, chat: PrivateChat
) -> None:
    file = plan_file(name)
    if file.request.province != "hung-yen":
        await appoint(database, lan.id, file.request.province)
    await lan.send_document(file.name, file.data, caption="77/KH-UBND 15/1/2026")
    if "Kế hoạch này của tỉnh, thành phố nào?" in chat.last.text:
        await lan.press(file.request.province_name)
    if "Tên (trích yếu)" in chat.last.text:
        await lan.say(file.request.title or "Kế hoạch của tỉnh năm 2026")
    if "Cơ quan nào ban hành" in chat.last.text:
        await lan.press((0, 0))
    await settle(lan, chat)
    assert chat.last.labels[0] == PUBLISH
    await lan.press(PUBLISH)
    (one,) = await plans(app, file.request.province)
    assert one.tasks == len(file.expected)
    assert one.targets == len(file.targets)


async def test_every_place_to_look_at_is_shown_in_pages(app: App, lan: User, chat: PrivateChat) -> None:
    rows = [("x", f"Nhiệm vụ số {n}", "", "", "30/2/2026", "", "PAPI") for n in range(1, 16)]
    await lan.send_document("kh.docx", word_plan(rows))
    page = chat.answers[-2]
    assert page.text.startswith("30 chỗ cần xem lại (1/3)")
    seen = page.text
    await lan.press("▶", on=page)
    assert page.text.startswith("30 chỗ cần xem lại (2/3)")
    seen += page.text
    await lan.press("▶", on=page)
    assert page.labels == ["◀"]
    seen += page.text
    for row in range(2, 17):
        assert f"hàng {row}, cột C" in seen
        assert f"hàng {row}, cột E" in seen


async def test_the_same_number_again_is_a_correction_with_a_reason(app: App, lan: User, chat: PrivateChat) -> None:
    data = word_plan(SURE)
    await lan.send_document("kh.docx", data)
    await lan.press(PUBLISH)
    await lan.send_document("kh.docx", data)
    assert f"{ID}-1" in chat.last.text
    assert chat.last.text.endswith("Chưa ghi gì vào cơ sở dữ liệu.")
    other = (*SURE, ("2", "Tập huấn", "Sở Nội vụ", "", "Quý II/2026", "", "PAPI"))
    await lan.send_document("kh-sua.docx", word_plan(other))
    assert f"Văn bản 12/KH-UBND đang có hiệu lực ({ID}-1), vì vậy đây là bản sửa." in chat.last.text
    await lan.say("thiếu một nhiệm vụ")
    assert f"Là bản sửa của {ID}-1: thiếu một nhiệm vụ" in chat.answers[-2].text
    await lan.press(PUBLISH)
    newest, _ = await plans(app)
    assert (newest.plan.revision, newest.plan.why, newest.tasks) == (2, "thiếu một nhiệm vụ", 2)


async def test_something_is_changed_before_it_is_published(
    app: App, database: Database, store: Store, clock: Clock, lan: User, chat: PrivateChat
) -> None:
    """What it replaces and what it carries out are chosen of the province's documents, and said before and after."""
    await PlanPublisher(database, store, clock).publish(PLAN, "test")
    await lan.send_document("kh.docx", word_plan(SURE, number="45/KH-UBND", day="01 tháng 06 năm 2026"))
    await lan.press("Sửa thông tin")
    await lan.press("Tên" if "Tên" in chat.last.labels else chat.last.labels[2])
    await lan.say("Kế hoạch thay thế")
    assert chat.answers[-2].text.splitlines()[1] == "Kế hoạch thay thế"
    await lan.press("Sửa thông tin")
    await lan.press("Văn bản được thay thế")
    assert any(label.startswith("12/KH-UBND") for label in chat.last.labels)
    assert not any(label.startswith("45/KH-UBND") for label in chat.last.labels), "not itself"
    await lan.press(next(label for label in chat.last.labels if label.startswith("12/KH-UBND")))
    await lan.press("Sửa thông tin")
    await lan.press("Văn bản được triển khai")
    await lan.say("9/KH-UBND")
    assert "Tôi chưa hiểu" in chat.last.text, "there is no such document"
    await lan.say("1487/UBND-NC")
    said = chat.answers[-2].text
    assert f"Thay thế 12/KH-UBND ({ID}): các nhiệm vụ chưa xong của văn bản đó sẽ đóng lại." in said
    assert "Triển khai 1487/UBND-NC" in said
    await lan.press(PUBLISH)
    assert "Các nhiệm vụ chưa xong của 12/KH-UBND đã đóng" in chat.last.text
    newest = (await plans(app))[0].plan
    assert (newest.replaces, newest.title) == (ID, "Kế hoạch thay thế")
    assert newest.implements


async def test_an_administrator_says_which_province(app: App, hoa: User, office: PrivateChat) -> None:
    await hoa.send_document("kh.docx", word_plan(SURE, place="Phố Hiến"))
    assert "Hãy viết tên." in office.last.text
    await hoa.say("không đâu cả")
    assert "Tôi không biết tỉnh, thành phố nào tên như vậy" in office.last.text
    await hoa.say("Thái Bình")
    assert office.answers[-2].text.startswith("📄 12/KH-UBND ngày 15/1/2026, Hưng Yên"), "it went into Hưng Yên"
    await hoa.press(PUBLISH)
    assert len(await plans(app)) == 1


async def test_a_head_of_another_province_is_said(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.send_document("kh.docx", word_plan(SURE, place="Bắc Ninh"))
    shown = next(seen.text for seen in reversed(chat.answers) if "📄" in seen.text)
    assert shown.startswith("⚠️ Phần đầu văn bản ghi Bắc Ninh."), shown


async def test_an_administrators_file_is_a_plan_or_a_table_by_what_is_in_it(
    app: App, hoa: User, office: PrivateChat
) -> None:
    await hoa.send_document("bang.csv", "Tỉnh,Điểm\nHưng Yên,1\nBắc Ninh,2\n".encode())
    assert "Số liệu này thuộc chỉ số nào?" in office.last.text
    await hoa.say("hủy")
    await hoa.send_document("gi-do.csv", "Tên,Số\nA,1\nB,2\n".encode())
    assert office.last.labels == ["Kế hoạch", "Bảng số liệu", "Hủy"]
    await hoa.press("Bảng số liệu")
    assert "Số liệu này thuộc chỉ số nào?" in office.last.text
    await hoa.say("hủy")
    await hoa.send_document("gi-do.csv", "Tên,Số\nA,1\nB,2\n".encode(), caption="12/KH-UBND 15/1/2026")
    await hoa.press("Kế hoạch")
    await hoa.say("Hưng Yên")
    await hoa.press("Văn bản không có tên")
    await hoa.press("UBND tỉnh Hưng Yên")
    assert "Không tìm thấy bảng nhiệm vụ" in office.last.text or "⛔" in office.last.text
    assert await plans(app) == ()


async def test_twenty_bad_files_are_refused_in_words(app: App, clock: Clock, lan: User, chat: PrivateChat) -> None:
    for bad in BAD:
        clock.time += dt.timedelta(minutes=1)  # nobody sends so many at once
        before = len(chat.answers)
        await lan.send_document(bad.name, bad.make(), caption="12/KH-UBND 15/1/2026")
        if "Tên (trích yếu)" in chat.last.text:
            await lan.press("Văn bản không có tên")
        if "Cơ quan nào ban hành" in chat.last.text:
            await lan.press((0, 0))
        assert len(chat.answers) > before, bad.label
        said = chat.last.text
        assert "⛔" in said or said.startswith("Tôi không thấy bảng nhiệm vụ nào"), (bad.label, said)
    assert await plans(app) == ()
