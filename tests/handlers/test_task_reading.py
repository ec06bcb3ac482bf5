"""What became of tasks, as it is read: by everybody where it is public, else by whoever has a role in the province."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.context import App
from bot.offline import Group, OfflineTelegram, PrivateChat, User
from bot.publishing.plans import PlanPublisher
from data.database import Database
from data.model.tasks import TaskIdentity
from data.store import Store
from data.tasks.model import ReportState
from data.tasks.reports import Filing, TaskReports
from tests.handlers.test_pictures import label
from tests.support.opened_files import OpenedSheet, workbook
from tests.support.plans import ID, PLAN
from tests.support.reporting import SNV, appoint, let_read
from tests.support.shipped import NOW, Clock

PLAIN = "hạn đã qua không có nghĩa là nhiệm vụ chưa xong"


@pytest.fixture
async def app(app: App, database: Database, store: Store, clock: Clock) -> App:
    await PlanPublisher(database, store, clock).publish(PLAN, "test")
    return app


@pytest.fixture
async def reported(app: App, database: Database, store: Store) -> None:
    """Somebody reported: I.1 is stuck, III is done and accepted."""
    first, *_, last = [task for task in await store.tasks("hung-yen") if task.document.id == ID]
    role = await appoint(database, 77, "reporter", agency=SNV)
    await say(database, first.identity, "stuck", role, "Thiếu kinh phí")
    await say(database, last.identity, "done", role)
    await say(database, last.identity, "accepted", None)


async def say(database: Database, task: TaskIdentity, state: ReportState, role: int | None, words: str = "") -> None:
    filing = Filing(identity=task, state=state, person=77, role=role, words=words)
    await TaskReports(database).file(filing, None, now=NOW)


async def test_kept_reports_are_shown_to_the_roles_of_the_province_in_private_only(
    reported: None, database: Database, lan: User, chat: PrivateChat, group: Group, world: OfflineTelegram, john: User
) -> None:
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert PLAIN in chat.last.text
    assert "vướng mắc" not in chat.last.text
    await appoint(database, lan.id, "editor")
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert "— ⚠️ đang vướng mắc từ 22/11/2026" in chat.last.text
    assert "— ⚪ chưa có báo cáo" in chat.last.text
    assert PLAIN not in chat.last.text
    await lan.say("/nhiemvu Hưng Yên PAPI", in_=group)
    assert "vướng mắc" not in group.last.text
    assert PLAIN in group.last.text
    stranger = world.private(john, started=True)
    for text in ("/tasks Hung Yen PAPI", "/progress Hung Yen", "/overdue Hung Yen"):
        await john.say(text)
        assert "stuck" not in stranger.last.text, text
        assert "no public reports" in stranger.last.text, text
    await appoint(database, john.id, "editor", "bac-ninh")
    await john.say("/tasks Hung Yen PAPI")
    assert "stuck" not in stranger.last.text
    found = await john.ask_inline("tasks hung yen papi")
    assert found is not None
    assert not any("stuck" in text for text in found.texts)


async def test_a_switch_holds_at_once_both_ways(
    reported: None, database: Database, lan: User, chat: PrivateChat
) -> None:
    await lan.say("/nhiemvu Hưng Yên PAPI")
    await let_read(database, ID, True)
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert "— ⚠️ đang vướng mắc từ 22/11/2026" in chat.last.text
    await let_read(database, ID, False)
    await lan.say("/nhiemvu Hưng Yên PAPI")
    assert "vướng mắc" not in chat.last.text


async def test_overdue_says_what_the_reader_may_know(
    reported: None, database: Database, lan: User, chat: PrivateChat, clock: Clock
) -> None:
    await lan.say("/quahan Hưng Yên")
    said = chat.last.text
    assert said.startswith(
        "⏰ Nhiệm vụ quá hạn của Hưng Yên\n1 nhiệm vụ quá hạn theo kế hoạch, tính đến 22/11/2026.\n\n1. Rà soát"
    )
    assert "Hạn 30/9/2026, đã qua 53 ngày · Chủ trì: Sở Nội vụ" in said
    assert PLAIN in said
    clock.time = clock.time.replace(month=12, day=20)
    await lan.say("/quahan Hưng Yên")
    assert "2 nhiệm vụ quá hạn" in chat.last.text, "nobody may know that III is done"
    await let_read(database, ID, True)
    await lan.say("/quahan Hưng Yên")
    assert "1 nhiệm vụ quá hạn" in chat.last.text
    assert "⚠️ đang vướng mắc từ 22/11/2026" in chat.last.text
    assert PLAIN not in chat.last.text


@pytest.mark.parametrize("command", ["/quahan Bắc Ninh", "/tiendo Bắc Ninh"])
async def test_where_no_plan_was_brought_that_is_said_and_no_empty_file_is_offered(
    command: str, app: App, lan: User, chat: PrivateChat
) -> None:
    await lan.say(command)
    assert "Chưa có kế hoạch nào đang có hiệu lực được đưa lên đây" in chat.last.text
    assert "không có nhiệm vụ nào quá hạn" not in chat.last.text
    assert not {"🗓 Lịch", "📎 Excel", "📊 Tiến độ"} & set(chat.last.labels)
    await lan.press("Mọi nhiệm vụ")
    assert "2788/UBND-KSTT" in chat.last.text


async def test_an_agency_without_tasks_does_not_make_a_plan_unbrought(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.say("/tiendo Hưng Yên Sở Y tế")
    assert "Trong các kế hoạch đã đưa lên đây không có nhiệm vụ nào như vậy." in chat.last.text
    assert not {"🗓 Lịch", "📎 Excel"} & set(chat.last.labels)
    await lan.say("/quahan Hưng Yên Sở Y tế")
    assert "không có nhiệm vụ nào quá hạn trong các kế hoạch đã đưa lên đây" in chat.last.text


async def test_a_calendar_is_offered_only_of_dates(
    app: App, database: Database, store: Store, clock: Clock, lan: User, chat: PrivateChat
) -> None:
    regular = replace(PLAN, province="bac-ninh", tasks=(PLAN.tasks[1],), targets=(), file_hash="b1")
    await PlanPublisher(database, store, clock).publish(regular, "test")
    for text in ("/nhiemvu Bắc Ninh", "/quahan Bắc Ninh", "/tiendo Bắc Ninh"):
        await lan.say(text)
        assert "🗓 Lịch" not in chat.last.labels, text
        assert "📎 Excel" in chat.last.labels, text


async def test_progress_is_counted_by_plan_agency_and_criterion_and_drawn(
    reported: None, database: Database, lan: User, chat: PrivateChat
) -> None:
    await lan.say("/tiendo Hưng Yên")
    assert "4 nhiệm vụ; 1 nhiệm vụ đã qua hạn theo kế hoạch" in chat.last.text
    assert "Theo cơ quan" not in chat.last.text
    assert not any("Biểu đồ" in text for text in chat.last.labels)
    await appoint(database, lan.id, "editor")
    await lan.say("/tiendo Hưng Yên")
    said = chat.last.text
    assert (
        "📄 12/KH-UBND · 15/1/2026\n1/4 xong, 1 quá hạn\n✅ 1 đã duyệt · ⚠️ 1 vướng mắc · ⚪ 2 chưa có báo cáo" in said
    )
    assert "• Sở Nội vụ: 1/3 xong, 1 quá hạn" in said
    assert "• PAPI: " in said
    await lan.press(label(chat.last, "Biểu đồ"))
    assert chat.last.photo is not None
    assert chat.last.text.startswith("📊 Tiến độ nhiệm vụ của Hưng Yên")


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("nhiem vu qua han cua hung yen", "⏰ Nhiệm vụ quá hạn của Hưng Yên\n"),
        ("nhiệm vụ nào quá hạn ở Hưng Yên?", "⏰ Nhiệm vụ quá hạn của Hưng Yên\n"),
        ("tien do ke hoach 12/KH-UBND", "📊 Tiến độ nhiệm vụ của Hưng Yên\n"),
        ("kế hoạch 12/KH-UBND làm đến đâu rồi", "📊 Tiến độ nhiệm vụ của Hưng Yên\n"),
        ("tiến độ thực hiện nhiệm vụ của tỉnh Hưng Yên", "📊 Tiến độ nhiệm vụ của Hưng Yên\n"),
        ("nhiệm vụ của Hưng Yên", "📌 Nhiệm vụ của Hưng Yên\n"),
    ],
)
async def test_it_is_asked_for_in_words(app: App, lan: User, chat: PrivateChat, text: str, begins: str) -> None:
    await lan.say(text)
    assert chat.last.text.startswith(begins)
    assert "Không tính đến" not in chat.last.text


async def test_the_office_s_form_holds_what_the_reader_may_know(
    reported: None, database: Database, lan: User, chat: PrivateChat
) -> None:
    await lan.say("/tiendo Hưng Yên")
    await lan.press(label(chat.last, "Excel"))
    sheet = first_sheet(chat)
    assert "chưa có báo cáo công khai" in sheet.notice
    assert set(sheet.column("Tình trạng")[:4]) == {""}
    assert "Thiếu kinh phí" not in str(sheet)
    await appoint(database, lan.id, "editor")
    await lan.say("/tiendo Hưng Yên")
    await lan.press(label(chat.last, "Excel"))
    sheet = first_sheet(chat)
    assert sheet.headings == [
        *("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm", "Tình trạng"),
        *("Ngày báo cáo", "Ghi chú"),
    ]
    first, *_ = sheet.rows
    assert sheet.column("Thời hạn")[:3] == ["Quý III/2026", "Thường xuyên", "Sau khi có kết quả PAPI 2025"]
    assert (first["TT"], first["Tình trạng"], first["Ghi chú"]) == (
        *("I.1", "đang vướng mắc; quá hạn", "Thiếu kinh phí"),
    )
    assert first["Ngày báo cáo"] == dt.date(2026, 11, 22)
    assert sheet.rows[3]["Tình trạng"] == "đã xong, đã duyệt"


async def test_what_is_overdue_without_any_report_is_said_in_the_form(
    app: App, database: Database, lan: User, chat: PrivateChat
) -> None:
    await appoint(database, lan.id, "editor")
    await lan.say("/tiendo Hưng Yên")
    await lan.press(label(chat.last, "Excel"))
    states = {row["TT"]: row["Tình trạng"] for row in first_sheet(chat).rows}
    assert (states["I.1"], states["III"]) == ("chưa có báo cáo; quá hạn", "chưa có báo cáo")


def first_sheet(chat: PrivateChat) -> OpenedSheet:
    assert chat.last.document is not None
    return next(iter(workbook(chat.last.document.data).values()))


async def test_due_dates_are_taken_into_a_calendar(app: App, lan: User, chat: PrivateChat) -> None:
    await lan.say("/nhiemvu Hưng Yên PAPI")
    await lan.press("🗓 Lịch")
    assert chat.last.document is not None
    assert chat.last.document.name.endswith(".ics")
    text = chat.last.document.data.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert "DTSTART;VALUE=DATE:20260930\r\nDTEND;VALUE=DATE:20261001\r\n" in text
    assert "nhiệm vụ có ngày đến hạn, trong tổng số " in chat.last.text
