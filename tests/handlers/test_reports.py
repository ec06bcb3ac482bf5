"""Reports on tasks: an agency's reporter says what is done, the province's editor decides, each hears of the other."""

from __future__ import annotations

import datetime as dt
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import build
from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from bot.presses.tasks import OwnTasks, SayOfTask
from bot.publishing.plans import PlanPublisher
from data.database import Database
from data.db.schema_alerts import audit
from data.db.schema_tasks import report_draft, task_report
from data.releases.plan_draft import AgencyDraft
from data.store import Store
from tests.handlers.test_pictures import label
from tests.handlers.test_who_may import data_of
from tests.support.plans import ID, LATER_PLAN, PLAN, TASKS
from tests.support.reporting import SNV, STC, appoint, end, told
from tests.support.shipped import Clock, settings_of

ADMIN, EDITOR = 4242, 4243
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
"""A PNG of one point."""


@pytest.fixture
def admins() -> tuple[int, ...]:
    return (ADMIN,)


@pytest.fixture
async def app(app: App, database: Database, store: Store, clock: Clock) -> App:
    """The bot with a plan of Hưng Yên."""
    await PlanPublisher(database, store, clock).publish(PLAN, "test")
    return app


@pytest.fixture
async def role(app: App, database: Database, lan: User, chat: PrivateChat) -> int:
    """Lan's role: she reports for the Department of Home Affairs."""
    return await appoint(database, lan.id, "reporter", agency=SNV)


@pytest.fixture
async def editor(app: App, world: OfflineTelegram, database: Database) -> User:
    user = world.user(id=EDITOR, name="Hoa", language_code="vi")
    world.private(user, started=True)
    await appoint(database, EDITOR, "editor")
    return user


async def count(database: Database, table: object) -> int:
    query = select(func.count()).select_from(table)  # type: ignore[arg-type]
    return int(await database.work(lambda connection: connection.execute(query).scalar_one(), write=False))


async def begin(lan: User, chat: PrivateChat, state: str = "Đã xong", number: str = "1") -> None:
    """Ask for one's tasks, open one, and choose what to say of it."""
    await lan.say("/baocao")
    await lan.press(number)
    await lan.press(label(chat.last, state))


async def test_own_tasks_are_listed_those_due_first(role: int, lan: User, chat: PrivateChat) -> None:
    await lan.say("/baocao")
    said = chat.last.text
    assert said.startswith("📝 Việc của bạn\nSở Nội vụ\n3 nhiệm vụ\n")
    assert "1. Rà soát, công khai danh sách hộ nghèo ở 100% xã, phường (mục I.1) · quá hạn từ 30/9/2026 · ⚪" in said
    assert "2. Tổng kết việc thực hiện kế hoạch (mục III) · hạn 15/12/2026 · ⚪ chưa có báo cáo" in said
    assert "3. Niêm yết thu, chi ngân sách cấp xã (mục I.2) · thường xuyên" in said
    assert "II.1" not in said, "another agency leads that one"
    await lan.press("1")
    sheet = chat.last.text
    assert sheet.startswith("📌 I.1. Rà soát, công khai danh sách hộ nghèo ở 100% xã, phường\n📄 12/KH-UBND")
    assert "Chủ trì: Sở Nội vụ · phối hợp: Ban Quản lý Khu công nghệ cao Phố Nối · hạn quý III/2026" in sheet
    assert "⏰ Quá hạn từ 30/9/2026." in sheet
    assert [one.text for row in chat.last.buttons for one in row] == ["🔵 Đang làm", "✅ Đã xong", "⚠️ Vướng mắc"]


async def test_pages_of_own_tasks_are_turned_in_place(
    role: int, lan: User, chat: PrivateChat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.render.reports.PAGE", 2)
    await lan.say("/baocao")
    first = chat.last
    await lan.press("▶")
    assert (chat.last.message_id, len(chat.answers)) == (first.message_id, 1)
    assert "3. Niêm yết thu, chi ngân sách cấp xã" in chat.last.text
    await lan.press("◀")
    assert chat.last.text == first.text
    await lan.world.ask_callback(lan, first, data_of(OwnTasks()))  # under another message, as older buttons did
    assert len(chat.answers) == 2


async def test_a_report_with_words_is_dated_and_signed_and_the_editor_is_told(
    role: int, editor: User, lan: User, chat: PrivateChat, database: Database
) -> None:
    await begin(lan, chat)
    assert chat.last.text.startswith("✅ Bạn báo cáo nhiệm vụ này đã xong. Bạn muốn ghi thêm gì?\n📌 I.1.")
    assert await count(database, task_report) == 0
    await lan.say("Đã niêm yết ở 104 xã <b>")
    assert chat.last.text == (
        "✅ Đã ghi: nhiệm vụ đã xong. Tôi báo cho người biên tập của tỉnh để xem xét, duyệt.\n"
        "📌 I.1. Rà soát, công khai danh sách hộ nghèo ở 100% xã, phường\n"
        "• Sở Nội vụ, 22/11/2026: đã xong — Đã niêm yết ở 104 xã <b>\n"
        "Nếu nhầm, hãy gửi một báo cáo khác."
    )
    (word,) = await told(database, EDITOR)
    assert word.startswith("<b>☑️ Sở Nội vụ báo cáo đã xong một nhiệm vụ</b>\n📌 I.1. Rà soát")
    assert "Đã niêm yết ở 104 xã &lt;b&gt;" in word
    assert await told(database, lan.id) == []
    await lan.say("/baocao")
    assert "☑️ đã báo xong, chờ duyệt từ 22/11/2026" in chat.last.text
    await lan.say("Hưng Yên PAPI 2024")
    assert "19/61" in chat.last.text, "the next message is a question again"


async def test_a_file_a_link_or_nothing_is_added(
    role: int, editor: User, lan: User, chat: PrivateChat, world: OfflineTelegram
) -> None:
    await begin(lan, chat, "Đang làm")
    await lan.send_document("bao-cao.pdf", b"%PDF", caption="Tiến độ 60%")
    assert "đang làm — Tiến độ 60% — 📎 bao-cao.pdf" in chat.last.text
    await begin(lan, chat, "Vướng mắc")
    await lan.say("https://hungyen.gov.vn/bao-cao")
    assert "vướng mắc — https://hungyen.gov.vn/bao-cao" in chat.last.text
    await begin(lan, chat, "Đang làm")
    await lan.press("Ghi luôn, không kèm lời")
    assert chat.last.text.startswith("🔵 Đã ghi: nhiệm vụ đang làm.")
    await lan.press("Xem nhiệm vụ")
    assert chat.last.text.count("\n• Sở Nội vụ, 22/11/2026: ") == 3
    await lan.press("📎 bao-cao.pdf")
    assert chat.last.document is not None
    assert chat.last.document.data == b"%PDF"
    assert "đang làm — Tiến độ 60%" in chat.last.text


async def test_a_picture_is_added_and_shown(role: int, lan: User, chat: PrivateChat) -> None:
    await begin(lan, chat, "Đang làm")
    await lan.send_photo(PICTURE, caption="Bảng niêm yết")
    assert "đang làm — Bảng niêm yết — 📎 ảnh" in chat.last.text
    await lan.press("Xem nhiệm vụ")
    await lan.press("📎 ảnh")
    assert chat.last.photo == PICTURE


async def test_an_unrelated_command_is_answered_and_the_question_waits(
    role: int, lan: User, chat: PrivateChat, database: Database
) -> None:
    await begin(lan, chat, "Vướng mắc")
    await lan.say("/xephang Hưng Yên PAPI 2024")
    assert "19/61" in chat.messages[-2].text
    assert chat.last.text.startswith("📝 Báo cáo “⚠️ Vướng mắc” của bạn còn viết dở")
    await lan.say("Thiếu kinh phí")
    assert "vướng mắc — Thiếu kinh phí" in chat.last.text
    await begin(lan, chat, "Vướng mắc")
    await lan.press("Hủy")
    assert chat.last.text == "Tôi không ghi gì."
    await lan.say("Hưng Yên PAPI 2024")
    assert "19/61" in chat.last.text
    assert await count(database, report_draft) == 0


async def test_the_question_survives_a_restart_and_is_forgotten_after_an_hour(
    role: int,
    app: App,
    lan: User,
    chat: PrivateChat,
    world: OfflineTelegram,
    database: Database,
    database_file: Path,
    clock: Clock,
) -> None:
    await begin(lan, chat, "Đang làm")
    settings = settings_of(database_file)
    other = build(
        settings, database, await Store.open(database), transport=world.request(), updates=world.request(), clock=clock
    )
    async with world.running(other):
        await lan.say("đang lấy ý kiến")
        assert "đang làm — đang lấy ý kiến" in chat.last.text
        await begin(lan, chat, "Đang làm")
        clock.time += dt.timedelta(minutes=61)
        await lan.say("Hưng Yên PAPI 2024")
        assert "19/61" in chat.last.text
    assert await count(database, task_report) == 1


async def test_an_editor_sends_back_then_accepts_and_the_reporter_is_told(
    role: int, editor: User, lan: User, chat: PrivateChat, world: OfflineTelegram, database: Database, store: Store
) -> None:
    desk = world.private(editor)
    await begin(lan, chat)
    await lan.press("Ghi luôn, không kèm lời")
    key = (await store.tasks("hung-yen"))[0].key
    await editor.say("/mytasks")
    assert desk.last.text.startswith("📝 Việc của bạn\nHưng Yên\n4 nhiệm vụ\n1. Rà soát")
    await editor.press("1")
    assert desk.last.labels == ["✅ Duyệt", "↩️ Trả lại", "⏹ Đóng"]
    await press(editor, desk, f"ts:{key}|returned")
    assert desk.last.text.endswith("Muốn để nhiệm vụ như cũ: /huy")
    await editor.say("/xephang Hưng Yên PAPI 2024")
    assert desk.last.text.startswith("📝 Tôi vẫn chờ lý do bạn chọn “↩️ Trả lại”: tin nhắn tiếp theo của bạn là lý do")
    await editor.say("thôi")
    assert desk.last.text.startswith("Đã hủy, nhiệm vụ vẫn như cũ. Tôi chưa ghi gì.\n📌 I.1.")
    await press(editor, desk, f"ts:{key}|returned")
    assert desk.last.text.startswith("↩️ Bạn trả lại nhiệm vụ này. Vì sao?")
    assert label(desk.last, "Hủy")
    await editor.send_document("x.pdf", b"%PDF")
    assert desk.last.text == "Cần có lý do bằng chữ."
    await editor.say("Chưa có ảnh niêm yết")
    assert desk.last.text.startswith("↩️ Đã trả lại.")
    (word,) = await told(database, lan.id)
    assert "↩️ Trả lại: một nhiệm vụ bạn báo cáo cần làm tiếp" in word
    assert "Người biên tập của tỉnh, 22/11/2026: đã trả lại — Chưa có ảnh niêm yết" in word
    await lan.say("/baocao")
    assert "↩️ cần làm tiếp, bị trả lại từ 22/11/2026" in chat.last.text
    await begin(lan, chat)
    await lan.say("Đã bổ sung ảnh")
    await press(editor, desk, f"ts:{key}|accepted")
    assert desk.last.text.startswith("✅ Đã duyệt.")
    assert len(await told(database, lan.id)) == 2
    await lan.say("/baocao")
    assert "2 nhiệm vụ" in chat.last.text, "what is accepted is open no more"
    await press(lan, chat, f"ts:{key}|doing")
    assert chat.last.text == "Tình trạng nhiệm vụ đã thay đổi: hãy xem lại."
    await press(editor, desk, f"ts:{key}|reopened")
    await press(editor, desk, f"ts:{key}|closed")
    await editor.say("Bộ đã bãi bỏ yêu cầu")
    assert desk.last.text.startswith("⏹ Đã đóng.")
    await press(editor, desk, f"tk:{key}")
    assert [one.text for row in desk.last.buttons for one in row] == ["🔄 Mở lại"]
    done = await database.work(
        lambda connection: connection.scalars(select(audit.c.what).where(audit.c.release == ID)).all(), write=False
    )
    assert done == [f"report {one}" for one in ("done", "returned", "done", "accepted", "reopened", "closed")]


async def press(user: User, chat: PrivateChat, data: str) -> str:
    """Press a button with this callback data, wherever it came from; returns what popped up, '' for nothing."""
    under = chat.messages[-1] if chat.messages else await user.say("/help")
    popup = await user.world.ask_callback(user, under, data)
    return popup.text if popup is not None and popup.text else ""


async def test_whoever_may_not_is_refused_in_words_and_nothing_is_written(
    role: int,
    editor: User,
    lan: User,
    chat: PrivateChat,
    john: User,
    world: OfflineTelegram,
    database: Database,
    store: Store,
) -> None:
    key = (await store.tasks("hung-yen"))[0].key
    stranger = world.private(john, started=True)
    hoa = world.private(editor)
    admin = world.user(id=ADMIN, name="Quản trị", language_code="vi")
    office = world.private(admin, started=True)
    for user, place, data in (
        (john, stranger, f"ts:{key}|doing"),
        (john, stranger, f"ts:{key}|accepted"),
        (john, stranger, f"tk:{key}"),
        (john, stranger, "tf:1"),
        (lan, chat, f"ts:{key}|closed"),
        (editor, hoa, f"ts:{key}|done"),
        (admin, office, f"ts:{key}|done|p"),
        (lan, chat, "ts:999999|done"),
        (lan, chat, "tk:999999"),
    ):
        said = await press(user, place, data)
        assert any(word in said for word in ("không có quyền", "may not", "no plan", "không còn")), data
    await appoint(database, john.id, "reporter", agency=STC)
    assert "may not say this" in await press(john, stranger, f"ts:{key}|doing")
    await appoint(database, john.id, "reporter", "bac-ninh", SNV)
    assert "may not say this" in await press(john, stranger, f"ts:{key}|doing|p")
    assert await count(database, task_report) == 0
    assert await count(database, report_draft) == 0


async def test_a_role_that_ended_meanwhile_says_nothing(
    role: int, lan: User, chat: PrivateChat, database: Database
) -> None:
    await begin(lan, chat)
    await end(database, role)
    await lan.say("Đã xong")
    assert chat.last.text == "Bạn không có quyền làm việc này: nhiệm vụ được giao cho cơ quan khác."
    assert await count(database, task_report) == 0
    await lan.say("/baocao")
    assert chat.last.text.startswith("Bạn chưa được giao báo cáo nhiệm vụ nào")


async def test_a_reporter_who_left_is_said_to_have_left(
    role: int, editor: User, lan: User, chat: PrivateChat, database: Database, world: OfflineTelegram, store: Store
) -> None:
    await begin(lan, chat, "Đang làm")
    await lan.press("Ghi luôn, không kèm lời")
    await end(database, role)
    key = (await store.tasks("hung-yen"))[0].key
    desk = world.private(editor)
    await press(editor, desk, f"tk:{key}")
    assert "• Sở Nội vụ (người báo cáo đã rời), 22/11/2026: đang làm" in desk.last.text


async def test_nothing_is_reported_in_a_group(role: int, lan: User, group: Group, store: Store) -> None:
    await lan.say("/baocao", in_=group)
    assert group.last.text == "Chỉ báo cáo được trong cuộc trò chuyện riêng với tôi."


async def test_a_task_of_a_replaced_plan_is_reported_on_no_more(
    role: int, lan: User, chat: PrivateChat, database: Database, store: Store, clock: Clock, app: App
) -> None:
    await begin(lan, chat)
    await PlanPublisher(database, store, clock).publish(LATER_PLAN, "test")
    await lan.say("xong rồi")
    assert chat.last.text == "Nhiệm vụ đã đóng: kế hoạch này đã được văn bản khác thay thế."
    await lan.say("/baocao")
    assert "1 nhiệm vụ" in chat.last.text


async def test_what_is_too_long_or_of_another_kind_is_said_so_and_the_question_waits(
    role: int, lan: User, chat: PrivateChat, database: Database
) -> None:
    await begin(lan, chat)
    await lan.say("x" * 1001)
    assert "1.000 ký tự" in chat.last.text
    await lan.say("Xong")
    assert "đã xong — Xong" in chat.last.text
    assert await count(database, task_report) == 1


OPEN = "📝 Báo cáo “✅ Đã xong” của bạn còn viết dở"


@pytest.mark.parametrize("word", ["huỷ", "huy", "thôi", "dừng lại", "bo qua", "cancel", "/huy", "/cancel"])
async def test_a_word_ends_the_report_begun(
    role: int, lan: User, chat: PrivateChat, database: Database, word: str
) -> None:
    await begin(lan, chat)
    await lan.say(word)
    assert chat.last.text.startswith("Đã hủy báo cáo đang viết dở. Tôi chưa ghi gì.\n📌 I.1.")
    await lan.say("đã làm xong rồi nhé")
    assert (await count(database, task_report), await count(database, report_draft)) == (0, 0)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Hưng Yên xếp thứ mấy PAPI 2024?", "🏛 Hưng Yên — PAPI 2024"),
        ("hung yen xep thu may papi 2024", "🏛 Hưng Yên — PAPI 2024"),
        ("hunng yen papi 2024", "🏛 Hưng Yên — PAPI 2024"),
        ("top 10 PAPI", "📊 10 tỉnh, thành phố đứng đầu"),
        ("compare Hung Yen and Thai Binh PAPI", "⚖️"),
        ("xuất excel PAPI 2024", "📎 PAPI 2024"),
        ("/xephang Hưng Yên PAPI", "🏛 Hưng Yên — PAPI 2024"),
        ("/trogiup", "/xephang"),
    ],
)
async def test_another_matter_is_answered_and_the_report_stays_open(
    role: int, lan: User, chat: PrivateChat, database: Database, said: str, answer: str
) -> None:
    await begin(lan, chat)
    await lan.say(said)
    answered, told_of = chat.messages[-2:]
    assert answer in answered.text
    assert told_of.text.startswith(OPEN)
    assert await count(database, task_report) == 0
    await lan.say("Danh sách đã niêm yết")
    assert await count(database, task_report) == 1
    await lan.say("Hưng Yên PAPI 2024")
    assert not chat.last.text.startswith(OPEN)


@pytest.mark.parametrize(
    "words",
    [
        "Đã nâng chỉ số PAPI của Hưng Yên năm 2025",
        "da cong khai tren cong thong tin",
        "Công khai, minh bạch",
        "Điểm PAPI 2025 tăng 2 điểm so với 2024",
        "đã đạt top 10 PAPI",
        "chưa có hướng dẫn của Bộ Nội vụ",
        "Hưng Yên",
        "cảm ơn",
        "done",
        "waiting for the Department of Finance",
    ],
)
async def test_what_is_not_plainly_a_question_goes_with_the_report(
    role: int, lan: User, chat: PrivateChat, database: Database, words: str
) -> None:
    await begin(lan, chat)
    await lan.say(words)
    assert words in chat.last.text
    assert await count(database, task_report) == 1


async def test_the_button_under_what_is_said_of_it_ends_it(
    role: int, lan: User, chat: PrivateChat, database: Database
) -> None:
    await begin(lan, chat)
    await lan.say("top 10 PAPI")
    await lan.press("Hủy")
    assert chat.last.text == "Tôi không ghi gì."
    assert await count(database, report_draft) == 0


HELPED = replace(
    PLAN, tasks=(replace(TASKS[0], coordinating=(AgencyDraft("Sở Tài chính", STC),)), *TASKS[1:]),
    file_hash="a2", correction_of=f"{ID}-1", why="thêm cơ quan phối hợp",
)  # fmt: skip
"""The plan with the Department of Finance helping with its first task."""


@pytest.fixture
async def helping(app: App, world: OfflineTelegram, database: Database, store: Store, clock: Clock) -> User:
    """Mai, who reports for an agency that helps with the first task."""
    await PlanPublisher(database, store, clock).publish(HELPED, "test")
    user = world.user(id=4244, name="Mai", language_code="vi")
    world.private(user, started=True)
    await appoint(database, 4244, "reporter", agency=STC)
    return user


def says(user: User, world: OfflineTelegram) -> list[str]:
    return [one.text for row in world.private(user).last.buttons for one in row]


async def test_an_agency_that_helps_says_what_it_does_and_not_that_the_task_is_done(
    role: int, helping: User, world: OfflineTelegram, lan: User, chat: PrivateChat, database: Database, store: Store
) -> None:
    theirs = world.private(helping)
    await helping.say("/baocao")
    assert "1 nhiệm vụ" in theirs.last.text
    await helping.press("1")
    assert says(helping, world) == ["🔵 Đang làm", "⚠️ Vướng mắc"]
    assert "ℹ️ Cơ quan của bạn phối hợp thực hiện nhiệm vụ này; việc báo đã xong là của cơ quan" in theirs.last.text
    shown = theirs.last
    await helping.press("⚠️ Vướng mắc")
    await helping.say("Chưa bố trí được kinh phí")
    assert ": vướng mắc — Chưa bố trí được kinh phí" in theirs.last.text
    assert await count(database, task_report) == 1
    key = next(one.key for one in await store.tasks("hung-yen") if one.number == "I.1" and one.document.brought)
    await world.ask_callback(helping, shown, data_of(SayOfTask(key, "done", plain=True)))
    assert await count(database, task_report) == 1, "a forged press"
    await begin(lan, chat)
    assert chat.last.text.startswith("✅ Bạn báo cáo nhiệm vụ này đã xong.")
    await lan.press("Ghi luôn, không kèm lời")
    assert await count(database, task_report) == 2
    for state in ("doing", "stuck"):
        await world.ask_callback(helping, shown, data_of(SayOfTask(key, state, plain=True)))
    assert await count(database, task_report) == 2, "what waits to be judged is not undone by who only helps"


async def test_who_speaks_for_both_says_that_it_is_done(
    role: int, helping: User, lan: User, chat: PrivateChat, database: Database
) -> None:
    await appoint(database, lan.id, "reporter", agency=STC)
    await begin(lan, chat)
    await lan.say("xong")
    assert await count(database, task_report) == 1
