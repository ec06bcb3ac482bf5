"""Times within questions: spans, open spans, announcements, comparisons with the year before, and what is no time."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.questions.dates import When, clean, extract, taken_out, when

TODAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("papi 2023", When(year=2023)),
        ("năm 22", When(year=2022)),
        ("năm kia", When(year=2024)),
        ("từ 2018 đến nay", When(since=2018, open=True)),
        ("since 2019", When(since=2019, open=True)),
        ("sau năm 2020", When(since=2021, open=True)),
        ("trước 2018", When(year=2017, open=True)),
        ("đến năm 2020", When(year=2020, open=True)),
        ("nhiệm kỳ 2021–2025", When(year=2025, since=2021)),
        ("between 2018 and 2021", When(year=2021, since=2018)),
        ("3 năm gần đây", When(back=3)),
        ("năm năm qua", When(back=5)),
        ("ba năm nay", When(back=3)),
        ("mấy năm nay", When()),
        ("so với năm trước", When(against=True)),
        ("2023 so với 2022", When(year=2023, against=True)),
        ("2023 so với 2019", When(year=2023, since=2019)),
        ("công bố tháng 4/2025", When(year=2025, period="2025-04", announced=True)),
        ("tháng 4/2025 người ta công bố", When(year=2025, period="2025-04", announced=True)),
        ("17/9/2026", When(year=2026, period="2026-09-17")),
        ("Quảng Nam 2017", When(year=2017)),
        ("hà nam nam ngoai", When(year=2025)),
        ("năm 1850", When(beyond="1850")),
        ("87/KH-UBND", When()),
    ],
)
def test_times_are_read(text: str, expected: When) -> None:
    assert extract(clean(text), TODAY)[1] == expected


def test_a_name_keeps_its_nam() -> None:
    assert "Nam" in extract(clean("Quảng Nam 2017"), TODAY)[0]


def test_each_time_stands_by_itself() -> None:
    text, times = taken_out(clean("Hưng Yên năm 2022 chứ không phải 2023"))
    assert [time.typed for time in times] == ["năm 2022", "2023"]
    assert text.split()[2] != text.split()[-1]
    assert when(times[:1], TODAY) == When(year=2022)


def test_lines_become_clauses() -> None:
    assert clean("Kính gửi\n\nTôi hỏi") == "Kính gửi ; Tôi hỏi"
