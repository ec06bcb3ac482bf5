"""Which texts ask for a file, of what, and in which format; ordinary questions never do."""

from __future__ import annotations

import time

import pytest

from bot.questions.export_request import ExportRequest, argument, asked
from tests.questions.test_sets import REACHED, rows


@pytest.mark.parametrize(
    ("text", "names", "form"),
    [
        ("xuất excel papi 2024", "papi 2024", "xlsx"),
        ("tải bảng PAPI 2024 về", "PAPI 2024", "xlsx"),
        ("gửi file excel sipas 2024", "sipas 2024", "xlsx"),
        ("gui file excel sipas 2024", "sipas 2024", "xlsx"),
        ("mình muốn tải số liệu PAPI 2024 về máy", "PAPI 2024", "xlsx"),
        ("tải về bảng xếp hạng PAPI 2023 dạng csv nhé", "bảng xếp hạng PAPI 2023", "csv"),
        ("xuất file Hưng Yên, Thái Bình PAPI", "Hưng Yên, Thái Bình PAPI", "xlsx"),
        ("xuất excel Cần Thơ", "Cần Thơ", "xlsx"),
        ("cao bang file excel", "cao bang", "xlsx"),
        ("ho chi minh excel", "ho chi minh", "xlsx"),
        ("nghe an excel", "nghe an", "xlsx"),
        ("Excel PAPI Thanh Hóa", "PAPI Thanh Hóa", "xlsx"),
        ("please download PAPI 2024 as excel", "PAPI 2024", "xlsx"),
        ("export PAPI 2024 to csv", "PAPI 2024", "csv"),
        ("Hung Yen in excel", "Hung Yen", "xlsx"),
        ("gửi file excel đi bạn", "", "xlsx"),
    ],
)
def test_a_wish_for_a_file(text: str, names: str, form: str) -> None:
    assert asked(text) == ExportRequest(names, "csv" if form == "csv" else "xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xuất sắc nhất PAPI 2024",
        "xuất khẩu Hưng Yên",
        "đề xuất nhiệm vụ Hưng Yên",
        "mặt bằng sản xuất ở Long An",
        "xe tải chở than Quảng Ninh 2020",
        "where do more folks download forms",
        "excellent provinces PAPI 2024",
        "tỉnh nào xuất bảng lương",
        "Hưng Yên PAPI 2024",
    ],
)
def test_no_wish_for_a_file(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    ("text", "names", "form"),
    [
        ("PAPI 2024", "PAPI 2024", "xlsx"),
        ("PAPI 2024 csv", "PAPI 2024", "csv"),
        ("csv", "", "csv"),
        ("", "", "xlsx"),
        ("nhiệm vụ Hưng Yên dạng CSV", "nhiệm vụ Hưng Yên", "csv"),
        ("bảng PAPI 2024", "bảng PAPI 2024", "xlsx"),
    ],
)
def test_the_argument_of_the_command(text: str, names: str, form: str) -> None:
    assert argument(text) == ExportRequest(names, "csv" if form == "csv" else "xlsx")


def test_no_question_of_the_sets_is_taken_for_one() -> None:
    assert [question for name in REACHED for _, question, _ in rows(name) if asked(question) is not None] == []


def test_whatever_is_written_takes_no_time() -> None:
    began = time.thread_time()
    for text in ("excel " * 700, "file " * 80 + "excel", "xuất " * 100, "về " * 130, "🏛" * 4096):
        asked(text)
        argument(text)
    assert time.thread_time() - began < 0.5
