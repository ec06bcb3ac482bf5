"""Which texts ask for a map or a chart, and of what; towns, persons and plans are no pictures."""

from __future__ import annotations

import unicodedata

import pytest

from bot.questions.picture_request import PictureRequest, asked


@pytest.mark.parametrize(
    ("text", "chart", "names"),
    [
        ("bản đồ PAPI 2024", "map", "PAPI 2024"),
        ("ban do papi", "map", "papi"),
        ("cho tôi xem bản đồ DTI", "map", "DTI"),
        ("show me a map of PAPI 2024", "map", "of PAPI 2024"),
        ("PAPI 2023 trên bản đồ nhé", "map", "PAPI 2023"),
        ("PAPI 2024 on a map", "map", "PAPI 2024"),
        ("bản đồ", "map", ""),
        ("vẽ biểu đồ PAPI Hưng Yên", "", "vẽ biểu đồ PAPI Hưng Yên"),
        ("đồ thị PAPI Hưng Yên", "", "đồ thị PAPI Hưng Yên"),
        ("ve do thi papi hung yen", "", "ve do thi papi hung yen"),
        ("chart of Hung Yen PAPI", "", "chart of Hung Yen PAPI"),
    ],
)
def test_a_wish_for_a_picture(text: str, chart: str, names: str) -> None:
    assert asked(text) == PictureRequest("map" if chart else "", names)
    assert asked(unicodedata.normalize("NFD", text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("", "Hưng Yên PAPI 2024", "chính quyền đô thị Hà Nội PAPI", "dich vu do thi Ha Noi", "bạn đó xếp thứ mấy"),
        *("bản đồ quy hoạch Hưng Yên", "bản đồ hành chính Hưng Yên", "xin bản đồ quy hoạch sử dụng đất", "mapping"),
        *("công bố bản đồ quy hoạch PAPI 2024", "bản đồ " + "x" * 400),
    ],
)
def test_no_wish_for_a_picture(text: str) -> None:
    assert asked(text) is None
