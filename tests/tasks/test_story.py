"""The whole story: an office brings its plan, people are told for a year what is due, and what was done is known.

Two processes are killed with a real ``kill -9`` on one morning of it: the one that gathers the day's reminders, in the
middle of a transaction, and the one that sends them, with calls in flight. A new bot goes on from the database alone.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from bot.offline import OfflineTelegram
from data.alerts.quiet_hours import VIETNAM
from data.database import Database
from tests.handlers.test_pictures import label
from tests.support.dying_sender import IN_FLIGHT, send_and_die
from tests.support.opened_files import workbook
from tests.support.plans import ID
from tests.support.shipped import Clock
from tests.support.story import Story
from tests.support.task_office import DAY, days_of_reminding

BEGIN, WITHDRAWN, END = dt.date(2026, 1, 20), dt.date(2027, 1, 5), dt.date(2027, 1, 26)
CORRECTED, KILLED = dt.date(2026, 8, 24), dt.date(2026, 3, 24)
DUE = {"1": dt.date(2026, 2, 27), "2": dt.date(2026, 3, 31), "3": dt.date(2026, 6, 30), "5": dt.date(2026, 12, 15)}
FIRST_DUE, LATER_DUE = dt.date(2026, 9, 30), dt.date(2026, 10, 31)
"""When task 4 is due, before and after the correction."""
SILENT = {
    "1": ((dt.date(2026, 2, 26), dt.date(2026, 2, 26)), (dt.date(2026, 3, 4), END)),
    "2": ((dt.date(2026, 7, 21), END),),
    "3": ((dt.date(2026, 6, 11), END),),
}
"""The mornings on which nobody is reminded of a task, as it waits for its editor, is accepted, or closed."""
ROWS = (
    ("1", "Niêm yết danh sách hộ nghèo", "Sở Nội vụ", "", "Trước 27/2/2026", "Báo cáo",
     "PAPI - Công khai, minh bạch trong việc ra quyết định"),
    ("2", "Công khai thu, chi ngân sách", "Sở Tài chính", "", "Quý I/2026", "", "PAPI"),
    ("3", "Khảo sát sự hài lòng", "Sở Nội vụ", "", "Trước 30/6/2026", "", "SIPAS"),
    ("4", "Bố trí kinh phí khảo sát", "Sở Tài chính", "", "Quý III/2026", "", "SIPAS"),
    ("5", "Tổng kết việc thực hiện", "Sở Nội vụu", "", "15/12/2026", "", "PAPI"),
    ("6", "Tiếp công dân", "Sở Nội vụ", "", "Thường xuyên", "", "PAPI"),
)  # fmt: skip
LATER = (*ROWS[:3], (*ROWS[3][:4], "Trước 31/10/2026", *ROWS[3][5:]), *ROWS[4:])
TASK = re.compile(r"^• [^:]+: (\d)\. ", re.MULTILINE)


@pytest.fixture
async def story(
    world: OfflineTelegram, database: Database, database_file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Story]:
    monkeypatch.setattr("bot.delivery.recorder.LINGER", 0.0)
    # The pace in a chat is kept in real seconds, of which the year has few.
    monkeypatch.setattr("bot.delivery.pacer.PER_CHAT", 0.0)
    monkeypatch.setattr("bot.delivery.pacer.GROUP_MESSAGES", 10_000)
    made = Story(world, database, database_file, clock)
    clock.time = dt.datetime.combine(BEGIN, dt.time(8, 5), VIETNAM)
    await made.start()
    yield made
    await made.stop()


def wanted(tasks: str, until: dt.date = WITHDRAWN) -> Counter[tuple[str, dt.date]]:
    """By the letter of what is promised: of which of these tasks a chat is reminded, and on which mornings."""
    found: set[tuple[str, dt.date]] = set()
    for number in tasks:
        if number == "4":
            days = {day for day in days_of_reminding(FIRST_DUE, until) if day <= CORRECTED}
            days |= {day for day in days_of_reminding(LATER_DUE, until) if day > CORRECTED}
        else:
            days = days_of_reminding(DUE[number], until)
        found |= {(number, day) for day in days if BEGIN < day <= until}
    return Counter(
        (number, day) for number, day in found
        if not any(first <= day <= last for first, last in SILENT.get(number, ()))
    )  # fmt: skip


async def test_an_office_s_year(story: Story) -> None:
    office, lan, minh, desk = story.office, story.lan, story.minh, story.chat(story.lan)
    await office.looks()
    await begin(story)
    deeds: dict[dt.date, Callable[[], Awaitable[object]]] = {
        dt.date(2026, 2, 2): lambda: story.say_of(minh, "1", "Đang làm", "Đang lấy ý kiến"),
        dt.date(2026, 2, 10): lambda: story.say_of(minh, "1", "Vướng mắc", "Thiếu kinh phí"),
        dt.date(2026, 2, 25): lambda: story.say_of(minh, "1", "Đã xong", "Đã niêm yết"),
        dt.date(2026, 2, 26): lambda: story.say_of(lan, "1", "Trả lại", "Chưa có ảnh niêm yết"),
        dt.date(2026, 3, 3): lambda: story.say_of(minh, "1", "Đã xong", "Đã bổ sung ảnh"),
        dt.date(2026, 3, 4): lambda: story.say_of(lan, "1", "Duyệt"),
        dt.date(2026, 6, 10): lambda: late_at_night(story),
        dt.date(2026, 6, 25): lambda: story.say_of(lan, "3", "Duyệt"),
        dt.date(2026, 7, 20): lambda: story.say_of(lan, "2", "Đóng", "Bộ đã bãi bỏ yêu cầu"),
        CORRECTED: lambda: corrected(story),
        dt.date(2026, 11, 2): lambda: taken_out(story),
        WITHDRAWN: lambda: given_up(story),
    }
    elsewhere: list[tuple[int, str]] = []
    day = BEGIN
    while day < END:
        day += DAY
        story.office.at(day, 7, 59)
        await story.office.look()
        story.office.at(day, 8, 5)
        if day == KILLED:
            elsewhere = await killed_twice(story)
        await story.office.looks()
        story.office.at(day, 9, 5)
        await story.office.sent()
        if day in deeds:
            story.office.at(day, 10)
            await deeds[day]()
    assert "Đã duyệt" in "".join(story.told(minh.id, "✅"))
    reminded_as_promised(story, elsewhere)
    mondays = (WITHDRAWN - dt.date(2026, 1, 26)).days // 7 + 1
    assert len(story.told(lan.id, "📊 Bản tin tuần")) == mondays
    assert "1/6 xong" in story.told(lan.id, "📊 Bản tin tuần, ngày 9/3/2026")[0]
    assert desk.last.text.startswith("✅ Đã rút")
    await nothing_lost(story, elsewhere)


async def begin(story: Story) -> None:
    """Roles by link, followers, and the plan."""
    story.office.at(BEGIN, 10)
    await story.appoint(story.lan, "hưng yên biên tập Nguyễn Thị Lan")
    await story.appoint(story.minh, "hưng yên báo cáo Sở Nội vụ Trần Văn Minh")
    await story.group.add_bot(story.an)
    await story.an.say("theo dõi nhiệm vụ Hưng Yên")
    await story.an.say("/theodoi nhiệm vụ Hưng Yên", in_=story.group)
    await story.binh.say("theo dõi nhiệm vụ Hưng Yên Sở Tài chính")
    await story.chi.say("/follow nhiệm vụ Hưng Yên SIPAS")
    await story.john.say("/follow tasks Hung Yen PAPI")
    await story.john.say("/quiet 7-9")
    await story.bring(ROWS)
    assert f"✅ Đã đăng 12/KH-UBND ({ID}-1): 6 nhiệm vụ." in [seen.text for seen in story.chat(story.lan).answers]
    for chat in (story.an, story.group, story.binh, story.chi):
        assert len(story.told(chat.id, "📌 Kế hoạch mới: 12/KH-UBND · Hưng Yên")) == 1
    assert len(story.told(story.john.id, "📌 New plan: 12/KH-UBND · Hung Yen")) == 1


async def killed_twice(story: Story) -> list[tuple[int, str]]:
    """The morning on which everything dies: gathering, then sending. Returns what was sent by the one that died."""
    await story.stop()
    command = [sys.executable, "-m", "tests.support.gathering", str(story.place), KILLED.isoformat(), "letter", "4"]
    killed = await asyncio.to_thread(subprocess.run, command, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    written = [chat for subject, state, chat, *_ in await story.rows() if subject == "reminder" and state == "pending"]
    assert len(written) == 3, "one portion is whole, of the other there is nothing"
    sent = await send_and_die(str(story.place), story.clock.time, 2)
    assert 1 <= len(sent) <= 2
    await story.start()
    return sent


async def late_at_night(story: Story) -> None:
    """What is reported late is told in the morning."""
    day = story.clock.time.astimezone(VIETNAM).date()
    story.office.at(day, 22, 15)
    await story.say_of(story.minh, "3", "Đã xong", "Đã khảo sát")
    assert len(story.told(story.lan.id, "☑️")) == 2
    story.office.at(day + DAY, 7, 5)
    await story.office.sent()
    assert len(story.told(story.lan.id, "☑️")) == 3


async def taken_out(story: Story) -> None:
    """The form that the office sends up, and the calendar."""
    chat = story.chat(story.lan)
    await story.lan.say("/tiendo Hưng Yên")
    assert "2/6 xong, 1 quá hạn" in chat.last.text
    await story.lan.press(label(chat.last, "Excel"))
    assert chat.last.document is not None
    sheet = next(iter(workbook(chat.last.document.data).values()))
    states = {row["TT"]: row["Tình trạng"] for row in sheet.rows}
    assert states == {
        "1": "đã xong, đã duyệt", "2": "đã đóng", "3": "đã xong, đã duyệt", "4": "chưa có báo cáo; quá hạn",
        "5": "chưa có báo cáo", "6": "chưa có báo cáo",
    }  # fmt: skip
    await story.an.say("/nhiemvu Hưng Yên PAPI")
    assert "đã duyệt" not in story.chat(story.an).last.text, "reports are kept to the roles of the province"
    await story.lan.say("nhiệm vụ 12/KH-UBND")
    await story.lan.press("🗓 Lịch")
    assert chat.last.document is not None
    dates = re.findall(r"DTSTART;VALUE=DATE:(\d+)", chat.last.document.data.decode())
    assert dates == ["20260227", "20260331", "20260630", "20261031", "20261215"]


async def corrected(story: Story) -> None:
    """Task 4 is due a month later, which is nothing to John."""
    await story.bring(LATER, "nhầm thời hạn nhiệm vụ 4")
    for chat in (story.an, story.group, story.binh, story.chi):
        (said,) = story.told(chat.id, "✏️ Đính chính kế hoạch: 12/KH-UBND")
        assert "hạn 30/9/2026 (quý III/2026) → 31/10/2026 (trước 31/10/2026)" in said
        assert "✏️ 4. " in said
        assert said.count("✏️") == 2, "of what stays as it is nothing is said"
    assert story.told(story.john.id, "✏️") == []


async def given_up(story: Story) -> None:
    """The correction is taken back, which those hear who heard of it; then the plan itself."""
    await story.withdraw("bản sửa nhầm")
    for chat in (story.an, story.group, story.binh, story.chi):
        (said,) = story.told(chat.id, "↩️ Kế hoạch đã bị rút: 12/KH-UBND")
        assert "Bản trước của văn bản có hiệu lực trở lại" in said
    assert story.told(story.john.id, "↩️") == []
    await story.withdraw("ban hành nhầm")
    for chat in (story.an, story.group, story.binh, story.chi):
        assert "Những nhiệm vụ tôi đã báo không còn hiệu lực." in story.told(chat.id, "↩️")[1]
    assert len(story.told(story.john.id, "↩️ Plan withdrawn: 12/KH-UBND")) == 1


def reminded_as_promised(story: Story, elsewhere: list[tuple[int, str]]) -> None:
    """Every chat of every milestone of what it follows, once, on its day, and out of its quiet hours."""
    morning = dt.datetime.combine(KILLED, dt.time(8, 5), VIETNAM)
    everything = story.heard + [(morning, *one) for one in elsewhere]
    promised = {
        story.an.id: "12345", story.group.id: "12345", story.john.id: "125", story.binh.id: "24", story.chi.id: "34",
    }  # fmt: skip
    for chat, tasks in promised.items():
        messages = {(when, said) for when, to, said in everything if to == chat and said.startswith("🗓")}
        got = Counter((number, when.date()) for when, said in messages for number in TASK.findall(said))
        assert got == wanted(tasks), chat
        assert len(messages) == len({when.date() for when, _ in messages}), "one message a day"
        hours = {when.hour for when, _ in messages}
        assert hours == ({9} if chat == story.john.id else {8})


async def nothing_lost(story: Story, elsewhere: list[tuple[int, str]]) -> None:
    """The outbox is counted against what people see."""
    rows = await story.rows()
    assert Counter(state for _, state, *_ in rows) == {"sent": len(rows)}
    kept = Counter((chat, said) for _, _, chat, said, _ in rows)
    seen = Counter((chat, said) for _, chat, said in story.heard) + Counter(elsewhere)
    assert kept - seen == Counter(), "lost"
    repeated = sum((Counter({one: seen[one] for one in kept}) - kept).values())
    assert repeated <= IN_FLIGHT
    assert repeated <= sum(twice for *_, twice in rows)
    print(f"\n{Counter(subject for subject, *_ in rows)}: lost 0, repeated {repeated}")
