"""Damage of phones, voice keyboards and haste, and numbers said in words: undone where it is sure, else left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.questions.repair import Repair
from bot.questions.spoken_numbers import number_at
from data.lexicon import shipped
from tests.support.shipped_names import gazetteer

REPAIR = Repair(
    shipped().short_forms,
    [*(name.name_vi for name in gazetteer().all("province")), "PAPI", "SIPAS"],
    ["top", "so sánh", "với"],
)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("papilongan2O22 bn điểm", "papi long an 2022 bao nhiêu điểm"),
        ("top5papi2021", "top 5 papi 2021"),
        ("sosánhhungyenvớihanoi", "so sánh hưng yên với hà nội"),
        ("hạng l9", "hạng 19"),
        ("SIPAS 2k23", "SIPAS 2023"),
        ("pa pi, hai không hai ba", "papi, 2023"),
        ("pà pi", "papi"),
        ("k", "không"),
    ],
)
def test_damage_is_undone(typed: str, mended: str) -> None:
    assert REPAIR(typed) == mended


@pytest.mark.parametrize(
    "text", ["Hưng Yên PAPI 2024", "hu7ng ye6n", "4.1 và 19th", "Hanoi", "D4", "q1", "", "…", "12/KH"]
)
def test_what_is_whole_is_left_alone(text: str) -> None:
    assert REPAIR(text) == text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_signs_between_words_are_kept(text: str) -> None:
    kept = [char for char in REPAIR(text) if char in ".,;:!?()"]
    assert kept == [char for char in text if char in ".,;:!?()"]


@pytest.mark.parametrize(
    ("words", "number", "taken"),
    [
        ("hai nghìn không trăm hai tư", 2024, 6),
        ("hai ngàn lẻ chín", 2009, 4),
        ("hai khong hai tu", 2024, 4),
        ("mười chín", 19, 2),
        ("hai mươi mốt tỉnh", 21, 3),
        ("bảy sáu sáu", 766, 3),
        ("một bốn tám bảy", 1487, 4),
        ("twenty twenty two", 2022, 3),
        ("two thousand and twenty", 2020, 4),
        ("forty five points", 45, 2),
    ],
)
def test_a_number_in_words_is_read(words: str, number: int, taken: int) -> None:
    assert number_at(words.split(), 0) == (number, taken)


@pytest.mark.parametrize("words", ["năm hai không hai ba", "ba tỉnh", "sau ba nam", "hai ba", "tam kỳ", "một", "two"])
def test_words_that_may_be_anything_stay_words(words: str) -> None:
    assert number_at(words.split(), 0) is None


def test_ten_years_are_not_fifteen() -> None:
    assert number_at(["mười", "năm", "qua"], 0) == (10, 1)
    assert number_at(["mười", "lăm"], 0) == (15, 2)
