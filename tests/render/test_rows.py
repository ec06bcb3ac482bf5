"""The rows of buttons under every kind of answer: few, and its tools where they are always."""

from __future__ import annotations

import pytest

from bot.i18n import LANGUAGES, Language
from bot.questions import Question
from bot.render.rows import CALM, MOST_TOOLS, arranged
from bot.reply import Button, Reply
from tests.support.shipped import ShippedDesk

ASKED = (
    *("hưng yên papi", "hưng yên", "hải dương", "huế papi 2023", "đà nẵng sipas 2023", "hải phòng sipas", "hà nội 766"),
    *("hưng yên papi các nội dung", "hưng yên par index các nội dung", "hưng yên dti 2024", "hưng yên tham nhũng"),
    *("papi 2024", "10 tỉnh đứng đầu papi tham nhũng", "cuối bảng papi 2023", "sipas 2024", "tăng giảm hạng papi"),
    *("so sánh hưng yên thái bình", "so sánh hưng yên, thái bình, hải phòng, hà nội papi", "nhiệm vụ hưng yên"),
    *("mục tiêu hưng yên", "hưng yên mất điểm ở đâu", "hưng yên papi qua các năm", "hưng yên làm sao tăng hạng papi"),
    *(
        "năm tốt nhất của hưng yên papi",
        "vì sao hưng yên tụt hạng papi",
        "tây nguyên papi 2024",
        "nhiệm vụ hà nội papi",
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_has_more_rows_than_a_phone_shows_calmly(desk: ShippedDesk, language: Language) -> None:
    for text in ASKED:
        rows = desk.ask(text, language).reply.buttons
        assert len(rows) <= CALM, (text, [[one.label for one in row] for row in rows])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_button_says_that_a_figure_is_wrong(desk: ShippedDesk, language: Language) -> None:
    for text in ASKED:
        rows = desk.ask(text, language).reply.buttons
        assert rows[-1][-1].label.startswith("👎"), text
        assert len(rows[-1]) <= MOST_TOOLS, text


def test_no_two_buttons_say_the_same(desk: ShippedDesk) -> None:
    for text in ASKED:
        labels = [one.label for row in desk.ask(text, "vi").reply.buttons for one in row]
        assert len(labels) == len(set(labels)), (text, labels)


def test_a_row_that_turns_pages_stays_alone() -> None:
    pages = (Button("▶", Question("table", index="papi", page=1), here=True),)
    short = (Button("PAPI", Question("index", index="papi")),)
    assert arranged(Reply("", (pages, short, short))).buttons == (pages, (*short, *short))


def test_long_labels_stay_in_rows_of_their_own() -> None:
    long = (Button("Thủ tục hành chính công của tỉnh", Question("index", index="papi")),)
    assert arranged(Reply("", (long, long))).buttons == (long, long)
