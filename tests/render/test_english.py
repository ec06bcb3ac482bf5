"""English answers are written without Vietnamese letters, wherever the words are our own."""

from __future__ import annotations

import re

import pytest

from tests.support.shipped import ShippedDesk, labels, plain

VIETNAMESE = re.compile(
    r"[ăâđêôơư\u00c0-\u00c3\u00c8-\u00ca\u00cc-\u00cd\u00d2-\u00d5\u00e0-\u00e3\u1ea0-\u1ef9]", re.I
)
OWN_NAME = "Chỉ Số Tỉnh"


@pytest.mark.parametrize(
    "text",
    [
        *("/start", "/help", "/help compare", "/help export", "xin chào", "/rank Đà Lạt PAPI", "hưng yên papi"),
        *("hưng yên", "/compare Thái Bình", "/compare Hưng Yên, Đà Nẵng", "papi 2024", "xyz", "/trend", "PAPI là gì"),
        *("đà nẵng sipas 2023", "/gaps Đắk Lắk PAPI", "/targets Bắc Giang", "papi tây nguyên 2024", "/movers PAPI"),
    ],
)
def test_an_english_answer_has_no_vietnamese_letters(desk: ShippedDesk, text: str) -> None:
    reply = desk.ask(text, "en").reply
    said = [*plain(reply).replace(OWN_NAME, "").split("\n"), *labels(reply)]
    assert [line for line in said if VIETNAMESE.search(line)] == []


def test_what_can_be_exported_is_told_without_them_too(desk: ShippedDesk) -> None:
    reply = desk.exports.usage("en")
    assert VIETNAMESE.search(plain(reply) + " ".join(labels(reply))) is None
