"""What is shared asks the same when it is read, and what is copied can stand in a report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import pytest

from bot.answers.model import ComponentsAnswer, StandingAnswer, TableAnswer
from bot.i18n import LANGUAGES, Language, translator
from bot.questions import Question
from bot.render.related import pinned, says_something
from bot.render.sharing import copied_text, shared_text
from bot.reply import Button
from tests.render.test_render import every_other_question, every_question
from tests.support.shipped import ShippedDesk, length

SHOWN = ("profile", "standing", "components", "comparison", "table", "history", "gaps", "movers")
"""The kinds of answer that have words of their own to be asked by."""
YEAR = re.compile(r"20\d\d")


def some_questions(desk: ShippedDesk) -> Iterator[Question]:
    """Every seventh question on a province, every third of the others, and a few that are often shared."""
    yield from islice(every_question(desk), 0, None, 7)
    yield from islice(every_other_question(desk), 0, None, 3)
    yield Question("table", index="papi", year=2024, n=5)
    yield Question("table", index="papi", year=2024, n=5, bottom=True)
    yield Question("comparison", ("hung-yen", "thai-binh"), "papi", "4", 2024)
    yield Question("comparison", ("hung-yen", "thai-binh", "nam-dinh"))
    yield Question("profile", ("hung-yen",), year=2023)


def only(buttons: tuple[tuple[Button, ...], ...], field: str) -> list[str]:
    return [getattr(one, field) for row in buttons for one in row if getattr(one, field)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shared_is_read_as_the_same_question(desk: ShippedDesk, language: Language) -> None:
    t = translator(language)
    shared: Counter[str] = Counter()
    for question in some_questions(desk):
        answered = desk.answer(question, language)
        text = shared_text(answered.answer, t, desk.read) if says_something(answered.answer) else ""
        if not text:
            assert not only(answered.reply.buttons, "share")
            continue
        shared[answered.answer.question.intent] += 1
        assert len(text) <= 100
        asked, read = pinned(answered.answer), desk.read(text)
        assert replace(read, indicator=read.indicator or None) == replace(asked, indicator=asked.indicator or None)
    assert set(shared) == set(SHOWN)
    assert all(count >= 4 for count in shared.values()), shared


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_copied_has_its_year_and_its_source_and_fits(desk: ShippedDesk, language: Language) -> None:
    t = translator(language)
    copied = 0
    for question in some_questions(desk):
        answer = desk.answer(question, language).answer
        if not isinstance(answer, StandingAnswer | ComponentsAnswer | TableAnswer):
            continue
        text = copied_text(answer, t)
        if not text:
            continue
        copied += 1
        assert len(text) <= 256
        fact, source = text.split({"vi": ". Nguồn: ", "en": ". Source: "}[language])
        assert YEAR.search(fact)
        assert source
        assert "\n" not in text
        assert "<" not in text
    assert copied > 150


def test_the_sentence_of_a_standing(desk: ShippedDesk) -> None:
    (sentence,) = only(desk.ask("hưng yên papi").reply.buttons, "copy")
    assert sentence == (
        "Hưng Yên, PAPI 2024: hạng 19/61, 44,40 điểm (thang 80); thứ hạng tính từ điểm. "
        "Nguồn: PAPI 2024 (CECODES, VFF-CRT, RTA, UNDP)"
    )


def test_the_rows_of_a_table(desk: ShippedDesk) -> None:
    (rows,) = only(desk.ask("papi 2024").reply.buttons, "copy")
    assert rows.startswith("PAPI 2024: 1. Quảng Ninh 47,82; 2. Tây Ninh 47,35; 3. ")
    assert "thứ hạng tính từ điểm" in rows
    assert rows.endswith("Nguồn: PAPI 2024 (CECODES, VFF-CRT, RTA, UNDP)")


def test_a_figure_in_doubt_is_not_copied(desk: ShippedDesk) -> None:
    answered = desk.ask("hải phòng par index 2023")
    assert "⚠️" in answered.reply.html
    assert not only(answered.reply.buttons, "copy")
    assert only(answered.reply.buttons, "share") == ["Hải Phòng PAR INDEX 2023"]


def test_where_nothing_is_known_there_is_nothing_to_share(desk: ShippedDesk) -> None:
    buttons = desk.ask("hưng yên papi 2035").reply.buttons
    assert not only(buttons, "share")
    assert not only(buttons, "copy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_can_be_pressed(desk: ShippedDesk, language: Language) -> None:
    for text in ("hưng yên papi", "hưng yên", "so sánh hưng yên thái bình", "papi 2024", "hưng yên papi các nội dung"):
        reply = desk.ask(text, language).reply
        assert only(reply.buttons, "share")
        assert length(reply)
