"""Rich messages say what the text says, and Telegram takes them."""

from __future__ import annotations

import re
from itertools import chain, islice

import pytest

from bot.i18n import LANGUAGES, Language
from bot.offline.rich_html import parse_rich
from bot.questions import Question
from bot.render import rich
from bot.reply import plain_text
from tests.render.test_render import every_other_question, every_question
from tests.support.shipped import ShippedDesk, plain

NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
LINK = re.compile(r'href="([^"]*)"')
OF_TABLES = ("table", "components", "tasks")


def numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_are_those_of_the_text(desk: ShippedDesk, language: Language) -> None:
    found = dict.fromkeys(OF_TABLES, 0)
    asked = (
        question for question in chain(every_question(desk), every_other_question(desk)) if question.intent in OF_TABLES
    )
    for question in islice(asked, 0, None, 3):
        answered = desk.answer(question, language)
        reply = answered.reply
        if not reply.rich:
            continue
        found[answered.answer.question.intent] += 1
        seen, text = parse_rich(reply.rich), plain(reply)
        assert numbers(seen) == numbers(text), question
        assert set(LINK.findall(reply.rich)) == set(LINK.findall(reply.html))
        assert seen.splitlines()[-1] == text.splitlines()[-1]  # the source
        assert seen.splitlines()[0] == text.splitlines()[0]
    assert all(count > 20 for count in found.values()), found


def test_a_league_table(desk: ShippedDesk) -> None:
    seen = parse_rich(desk.ask("5 tỉnh đứng đầu PAPI 2024").reply.rich).splitlines()
    assert seen[:5] == [
        "📊 5 tỉnh, thành phố đứng đầu: PAPI 2024",
        "61 tỉnh, thành phố có số liệu",
        "Hạng | Tỉnh, thành phố | Điểm",
        "1 | Quảng Ninh 🥇 | 47,82",
        "2 | Tây Ninh 🥈 | 47,35",
    ]
    assert seen[-1].startswith("Nguồn: PAPI 2024")


def test_components(desk: ShippedDesk) -> None:
    seen = parse_rich(desk.ask("/thanhphan Hưng Yên PAPI 2024").reply.rich)
    assert "Tiêu chí | Kết quả | Trung vị | Cao nhất" in seen
    assert "hạng 13/61 · 5,45 điểm | 4,93 | 5,95 (Bắc Giang)" in seen


def test_tasks(desk: ShippedDesk) -> None:
    seen = parse_rich(desk.ask("nhiệm vụ hưng yên papi minh bạch").reply.rich)
    assert "Nhiệm vụ | Cơ quan, thời hạn" in seen
    assert "Chủ trì: " in seen or "không nêu thời hạn" in seen


def test_a_remark_on_words_passed_over_stands_in_both(desk: ShippedDesk) -> None:
    reply = desk.answer(Question("table", index="papi", year=2024, heard="<GRDP>")).reply
    remark = next(line for line in plain(reply).splitlines() if "GRDP" in line)
    assert remark in parse_rich(reply.rich).splitlines()
    assert parse_rich(reply.rich).splitlines()[0] == plain(reply).splitlines()[0]


def test_other_answers_have_none(desk: ShippedDesk) -> None:
    for text in ("hưng yên papi", "xin chào", "papi hưng yên qua các năm", "hưng yên papi 2035"):
        assert not desk.ask(text).reply.rich


def test_what_is_beyond_the_limits_is_left_to_the_text() -> None:
    row = ["1", "Hưng Yên"]
    assert rich.document("x", [rich.table(["a", "b"], [row] * 490)])
    assert not rich.document("x", [rich.table(["a", "b"], [row] * 500)])
    assert rich.document("x", rich.paragraphs(["ệ" * 32_000]))
    assert not rich.document("x", rich.paragraphs(["ệ" * 33_000]))
    with pytest.raises(ValueError, match="21 columns"):
        rich.table(["a"] * 21, [])


def test_what_is_folded_in_the_text_is_a_quote() -> None:
    folded = rich.paragraphs(["a", "<blockquote expandable>b\n<b>c</b></blockquote>", "", None])
    assert folded == "<p>a</p><blockquote><p>b</p><p><b>c</b></p></blockquote>"
    assert plain_text(folded) == "abc"
