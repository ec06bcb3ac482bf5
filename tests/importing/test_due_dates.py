"""The times of tasks: a due date only where the words name a day, a month, a quarter, a half year or a year."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.importing.plans.due_dates import (
    BEFORE_WHAT,
    BOTH_TIMES,
    NO_SUCH_DAY,
    NOT_EXACT,
    NOT_READ,
    PASSED,
    PASSED_YEAR,
    SEVERAL_DAYS,
    due_time,
)

ISSUED = dt.date(2026, 1, 15)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("Quý III/2026", "2026-09-30"), ("Quý 3 năm 2026", "2026-09-30"), ("Quí IV", "2026-12-31"),
        ("Quý II, III/2026", "2026-09-30"), ("Quý II - Quý III năm 2026", "2026-09-30"), ("quý i", "2026-03-31"),
        ("Trước 30/9", "2026-09-30"), ("Trước ngày 30/9/2026", "2026-09-30"), ("Xong trước 30-9-2026", "2026-09-30"),
        ("Trong tháng 6", "2026-06-30"), ("Tháng 02/2026", "2026-02-28"), ("Tháng 6-7/2026", "2026-07-31"),
        ("Từ tháng 3 đến tháng 9/2026", "2026-09-30"), ("tháng 12 năm 2026", "2026-12-31"),
        ("Ngày 15/12/2026", "2026-12-15"), ("ngày 15 tháng 12 năm 2026", "2026-12-15"), ("30/9/26", "2026-09-30"),
        ("6 tháng đầu năm", "2026-06-30"), ("6 tháng cuối năm 2026", "2026-12-31"), ("9 tháng", "2026-09-30"),
        ("Cuối năm", "2026-12-31"), ("Năm 2026", "2026-12-31"), ("2026", "2026-12-31"), ("Cả năm", "2026-12-31"),
        ("Giai đoạn 2026-2030", "2030-12-31"), ("01/3 - 30/9/2026", "2026-09-30"), ("2026-09-30", "2026-09-30"),
        ("Đến hết 30/11/2026", "2026-11-30"), ("Chậm nhất 25.11.2026", "2026-11-25"), ("31/01/2027", "2027-01-31"),
        ("Trước 17h00 ngày 20/6/2026", "2026-06-20"), ("Hoàn thành trong Quý I", "2026-03-31"),
    ],
)  # fmt: skip
def test_a_day_is_named(said: str, due: str) -> None:
    found = due_time(said, ISSUED, 2026)
    assert (found.timing, str(found.due), found.doubt) == ("once", due, "")


@pytest.mark.parametrize(
    "said",
    ["Thường xuyên", "Hằng năm", "Hàng quý", "Định kỳ", "Liên tục", "Trước ngày 20 hằng tháng",
     "Hằng tháng, trước ngày 25", "Thường xuyên trong năm 2026", "Trước 31/12 hằng năm"],
)  # fmt: skip
def test_what_comes_again_and_again_has_no_due_date(said: str) -> None:
    found = due_time(said, ISSUED, 2026)
    assert (found.timing, found.due, found.doubt) == ("regular", None, "")


@pytest.mark.parametrize(
    "said",
    ["", "Theo kế hoạch của Bộ Nội vụ", "Theo hướng dẫn", "Trong 15 ngày kể từ ngày ban hành", "Sau khi có kết quả",
     "Theo Quyết định số 123/QĐ-BNV ngày 05/3/2026", "Trước năm học mới"],
)  # fmt: skip
def test_what_names_no_day_stays_words(said: str) -> None:
    found = due_time(said, ISSUED, 2026)
    assert (found.timing, found.due, found.doubt) == ("once", None, "")


@pytest.mark.parametrize(
    ("said", "due", "doubt"),
    [
        ("31/9/2026", None, NO_SUCH_DAY), ("Quý V/2026", None, NOT_READ), ("tháng 13", None, NOT_READ),
        ("Trước tháng 7/2026", None, BEFORE_WHAT), ("Trước quý III", None, BEFORE_WHAT),
        ("Đầu tháng 6", None, NOT_EXACT), ("Tuần 2 tháng 6", None, NOT_EXACT),
        ("Trước 05/01", None, PASSED_YEAR), ("Trước 05/01/2026", None, PASSED),
        ("Thường xuyên; báo cáo trước 15/12/2026", "2026-12-15", BOTH_TIMES),
        ("15/3, 15/6, 15/9, 15/12", "2026-12-15", SEVERAL_DAYS), ("Tháng 6, tháng 12", "2026-12-31", SEVERAL_DAYS),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_said(said: str, due: str | None, doubt: str) -> None:
    found = due_time(said, ISSUED, 2026)
    assert (str(found.due) if found.due else None, found.doubt) == (due, doubt)


def test_a_plan_issued_in_december_for_the_next_year() -> None:
    assert due_time("Trước 30/9", dt.date(2025, 12, 20), 2026).due == dt.date(2026, 9, 30)
