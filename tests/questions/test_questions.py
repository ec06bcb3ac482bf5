"""Questions as people ask them: two tables in tests/questions/questions_*.csv, and what must hold for any text."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.questions import Choice, Question, complete
from data.model.indices import Indicator
from tests.support.expectations import asked, fits
from tests.support.shipped_names import gazetteer, indicators, reader

TODAY = dt.date(2026, 11, 22)
ATTEMPTS = 5
SLOWEST = 0.06  # seconds of this process, for 4,096 characters of anything


def read(text: str) -> Question:
    return reader().read(text, today=TODAY)


def told(question: Question) -> str:
    """The intent and every field that is not as by default: what the tables are written in."""
    parts: list[str] = [question.intent]
    for field in dataclasses.fields(question)[1:]:
        value = getattr(question, field.name)
        if value == field.default or not field.compare:
            continue
        match value:
            case Question():
                value = f"({told(value)})"
            case (Choice(), *_):
                value = "|".join(f"{choice.kind}:{choice.id}" for choice in value)
            case tuple():
                value = "+".join(value)
            case str() if field.name in ("heard", "via"):
                value = repr(value)
        parts.append(f"{field.name}={value}")
    return " ".join(parts)


def table(name: str) -> list[tuple[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return [(row["question"], row["expected"]) for row in csv.DictReader(file)]


VIETNAMESE = table("questions_vi.csv")
ENGLISH = table("questions_en.csv")


@pytest.mark.parametrize(("question", "expected"), [*VIETNAMESE, *ENGLISH])
def test_is_understood(question: str, expected: str) -> None:
    assert told(read(question)) == expected


def test_tables_are_as_large_as_promised() -> None:
    questions = [question for question, _ in (*VIETNAMESE, *ENGLISH)]
    assert len(questions) == len(set(questions))
    assert len(VIETNAMESE) >= 100
    assert len(ENGLISH) >= 80


def test_tables_name_only_what_exists() -> None:
    """A typing slip in a table would otherwise be held as right."""
    names = gazetteer()
    for text, _ in (*VIETNAMESE, *ENGLISH):
        question = read(text)
        while question.then is not None:
            for choice in question.choices:
                names.get(choice.kind, choice.id)
            question = question.then
        for province in question.provinces:
            names.get("province", province)
        if question.indicator:
            names.get("indicator", f"{question.index}:{question.indicator}")


@pytest.mark.parametrize("province", [name.id for name in gazetteer().all("province")])
@pytest.mark.parametrize("form", ["{vi} PAPI 2019", "/rank 2019 papi {en}", "PAPI của tỉnh {vi} năm 2019 thế nào"])
def test_every_province_is_found_in_a_sentence(province: str, form: str) -> None:
    name = gazetteer().get("province", province)
    question = read(form.format(vi=name.name_vi, en=name.name_en.lower()))
    assert told(question) == f"standing provinces={province} index=papi year=2019"


@pytest.mark.parametrize("row", [row for row in indicators() if row.code], ids=lambda row: f"{row.index}:{row.code}")
def test_every_criterion_is_found_by_its_name(row: Indicator) -> None:
    index = {"par": "PAR INDEX"}.get(row.index, row.index)
    for text in (row.name_vi, row.name_en):
        question = read(f"{index} {text} Hưng Yên {row.first_year}")
        assert (question.index, question.indicator) == (row.index, row.code), text
        assert question.provinces == ("hung-yen",)


def test_the_year_decides_what_a_name_meant() -> None:
    assert read("thủ tục hành chính sipas Hưng Yên 2020").indicator == "2"
    assert read("thủ tục hành chính sipas Hưng Yên 2023").indicator == "2.2"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("papi hưng yên xqzt 2024 vbnt", "xqzt vbnt"),
        ("xqzt 87/KH-UBND vbnt", "xqzt vbnt"),
        ("zork hạng 15 đến 25 glorp papi", "zork glorp"),
    ],
)
def test_what_was_taken_out_leaves_no_mark_in_what_was_not_understood(text: str, heard: str) -> None:
    assert read(text).heard == heard


def test_years_count_from_today() -> None:
    question = reader().read("Hưng Yên PAPI năm ngoái", today=dt.date(2025, 1, 1))
    assert question.year == 2024


def test_a_choice_completes_the_question() -> None:
    asked = read("quảng PAPI 2024")
    assert complete(asked, Choice("province", "quang-nam")) == read("Quảng Nam PAPI 2024")
    asked = read("tham nhũng SIPAS hưng yên")
    assert complete(asked, Choice("index", "sipas")) == read("sipas hưng yên")
    assert complete(asked, Choice("indicator", "papi:4")) == read("papi tham nhũng hưng yên")
    asked = read("top 10 tỉnh năm 2023")
    assert complete(asked, Choice("index", "papi")) == read("top 10 PAPI 2023")


def test_two_things_unclear_are_asked_one_after_the_other() -> None:
    asked = read("thủ tục hành chính quảng 2023")
    half = complete(asked, Choice("province", "quang-nam"))
    assert half == read("thủ tục hành chính quảng nam 2023")
    assert complete(half, Choice("indicator", "papi:5")) == read("thủ tục hành chính công quảng nam 2023")


def conversations() -> list[tuple[str, str, str]]:
    with (Path(__file__).parent / "sets" / "followups.csv").open(encoding="utf-8", newline="") as file:
        return [(row["before"], row["question"], row["expected"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("before", "text", "expected"), conversations())
def test_the_question_before_completes_the_next(before: str, text: str, expected: str) -> None:
    question = asked(reader(), text, TODAY, before)
    assert fits(question, expected), told(question)


def test_there_are_as_many_conversations_as_promised() -> None:
    rows = conversations()
    assert len(rows) == len({row[:2] for row in rows})
    assert len(rows) >= 120


ALONE = ("Thái Bình", "SIPAS", "PAPI 2022", "cảm ơn", "ok", "thời tiết", "trợ giúp", "top 3 sipas 2023", "còn PGI?")


@pytest.mark.parametrize("text", [*ALONE, "/rank", "Hưng Yên PAPI 2020", "sở nội vụ phải làm gì", "???"])
def test_what_stands_on_its_own_is_not_completed(text: str) -> None:
    assert reader().read(text, today=TODAY, last=read("hung yen papi 2023")) == read(text)


@pytest.mark.parametrize(
    "question", [question for question, expected in (*VIETNAMESE, *ENGLISH) if "choose" in expected]
)
def test_a_province_not_chosen_is_asked_for_again_in_another_year(question: str) -> None:
    last = read(question)
    if any(choice.kind == "province" for choice in last.choices):
        again = reader().read("còn 2022?", today=TODAY, last=last)
        assert (again.intent, again.choices) == ("choose", last.choices)
        while again.then is not None:
            again = again.then
        assert again.year == 2022


def test_the_nearest_keep_the_rest_of_the_question() -> None:
    asked = read("hug yeng papi 2022")
    assert complete(asked, Choice("province", "hung-yen")) == read("hưng yên papi 2022")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_question(text: str) -> None:
    assert isinstance(read(text), Question)


WORDS = st.sampled_from(
    [word for question, _ in (*VIETNAMESE, *ENGLISH) for word in question.split()]
    + [
        "/rank",
        "/top",
        "31/2/2026",
        "2026-99-99",
        "\u0301",
        "ﷺ",
        "\u200b",
        "x4x1x",
        "0",
        "999",
        "²",
        "٣",
        "İ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=30), st.sampled_from([" ", ", ", "", "\n", "\u00a0"]))
def test_any_mixture_of_words_is_a_question(words: list[str], between: str) -> None:
    question = read(between.join(words))
    followed = reader().read(between.join(words), today=TODAY, last=question)
    assert followed.intent != "choose" or (followed.choices and followed.then)
    assert question.intent != "choose" or (question.choices and question.then)
    assert question.year is None or 1990 <= question.year <= 2099
    assert question.place is None or 1 <= question.place <= 999
    assert question.n is None or 1 <= question.n <= 99
    assert len(question.provinces) <= 4


@pytest.mark.parametrize(
    "piece",
    [
        "hung yen ",
        "hugn yne ",
        "quảng ",
        "năm 2024 ",
        "4.1 ",
        "tháng 9 ",
        "so sánh xqz vbn ",
        "1",
        "/",
        "ﷺ",
        "h\u0301\u0302",
    ],
)
def test_long_texts_are_read_in_bounded_time(piece: str) -> None:
    text = (piece * 4096)[:4096]
    best = SLOWEST
    for _ in range(ATTEMPTS):
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
    assert best < SLOWEST
