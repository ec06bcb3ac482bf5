"""Calendar files as RFC 5545 wants them, whatever stands in a task."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.exporting.calendar import calendar, dated, escaped, folded
from bot.i18n import translator
from data.model.tasks import Agency, Assignee, Document, Task
from tests.support.shipped import NOW

DOCUMENT = Document("hung-yen-12-kh-ubnd-2026", "hung-yen", "12/KH-UBND", "plan", "2026-01-15", "Kế hoạch", "Kế hoạch",
                    "UBND", "UBND", "plan:x", brought=True)  # fmt: skip
TASK = Task(
    id=5, province="hung-yen", index="papi", indicator="2", heading_vi="", heading_en="", text_vi="Niêm yết; công khai",
    text_en="Niêm yết; công khai", own_wording=False, aim="", timing="once", due=dt.date(2026, 12, 31),
    document=DOCUMENT, assignees=(Assignee(Agency("snv", "Sở Nội vụ", "Home Affairs", "province"), "lead"),),
    number="I.1.", product="Báo cáo, bảng", due_text="Quý IV/2026", key="41",
)  # fmt: skip
ESCAPE = re.compile(r"\\(.)")


def lines(data: bytes) -> list[str]:
    """The lines as a calendar reads them: unfolded."""
    assert data.endswith(b"\r\n")
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def plain(value: str) -> str:
    """A value as a calendar reads it."""
    return ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_an_event_lasts_all_day_and_keeps_its_id() -> None:
    data = calendar([TASK, replace(TASK, key="42", due=None)], "Nhiệm vụ, 2026", NOW, translator("vi"))
    assert lines(data) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Chi So Tinh//Tasks//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Nhiệm vụ\\, 2026",
        "BEGIN:VEVENT",
        "UID:hung-yen-12-kh-ubnd-2026.41@chi-so-tinh.invalid",
        "DTSTAMP:20261122T030000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:I.1. Niêm yết\\; công khai",
        "DESCRIPTION:Niêm yết\\; công khai\\nChủ trì: Sở Nội vụ\\n12/KH-UBND\\nsản phẩm: Báo cáo\\, bảng",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    moved = calendar([replace(TASK, id=9, due=dt.date(2027, 1, 31))], "x", NOW, translator("en"))
    assert "UID:hung-yen-12-kh-ubnd-2026.41@chi-so-tinh.invalid" in lines(moved), "a revision moves the same event"


def test_what_is_closed_is_not_in_it_and_the_earliest_comes_first() -> None:
    closed = replace(TASK, document=replace(DOCUMENT, replaced_by="45/KH-UBND"))
    early = replace(TASK, due=dt.date(2026, 1, 1))
    assert dated([TASK, closed, early, replace(TASK, due=None)]) == [early, TASK]


@given(st.text(max_size=400))
def test_any_text_is_one_line_within_which_nothing_is_lost(text: str) -> None:
    data = folded("SUMMARY:" + escaped(text))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    (line,) = lines(data)
    kept = "".join(char for char in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
                   if char in "\n" or (ord(char) >= 32 and ord(char) != 127))  # fmt: skip
    assert plain(line.removeprefix("SUMMARY:")) == kept.encode(errors="replace").decode()
