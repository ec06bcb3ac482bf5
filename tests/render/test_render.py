"""What must hold for every text: Telegram takes it, its buttons ask what they say, its figures have a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest

from bot import callbacks, deep_links
from bot.answers import model
from bot.assistant import Answered
from bot.i18n import LANGUAGES, Language, translator
from bot.presses.answers import Draw
from bot.questions import Bound, Intent, Question
from bot.render import phrases
from bot.reply import LIMIT, Button
from tests.support.shipped import ShippedDesk, length, plain

OF_PROVINCE: tuple[Intent, ...] = ("standing", "components", "history", "gaps", "reach", "records", "tasks")
OF_ALL_INDICES: tuple[Intent, ...] = ("profile", "targets", "tasks", "comparison")
MOST_BUTTONS_IN_ROW = 8
LONGEST_LABEL = 64
LONGEST_IN_A_LINK = 60
"""Bytes of callback data that always fit into a link, in which a capital takes two."""
SOURCE = {"vi": "Nguồn: ", "en": "Source: "}
UNSOURCED = (model.ChooseAnswer, model.UnknownAnswer, model.HelpAnswer, model.AboutAnswer)
FIGURE = re.compile(r"\d[.,]\d|\d%|(?:[Rr]ank|[Hh]ạng) \d")


GOALS = (
    Question("reach", ("hung-yen",)),
    Question("reach", ("quang-ninh",), place=1),
    Question("reach", ("hung-yen",), place=5),
    Question("reach", ("ha-noi",), place=999),
    Question("reach", ("kien-giang",), group="highest"),
    Question("reach", ("hung-yen",), bound=Bound("above", "province", province="ha-noi")),
    Question("reach", ("hung-yen",), bound=Bound("above", "province", province="hung-yen")),
    Question("reach", ("hung-yen",), bound=Bound("above", "score", score=45.5)),
    Question("reach", ("long-an",), bound=Bound("above", "mean")),
    Question("reach", ("bac-ninh",), bound=Bound("above", "median")),
)
"""Goals of every kind, to be asked of every index and period."""


def check(answered: Answered, language: Language) -> None:
    """Everything that must hold for a reply; raises with the text in the message."""
    reply = answered.reply
    text = plain(reply)
    assert text.strip()
    assert length(reply) <= LIMIT, text[:200]
    assert text == text.strip()
    assert "\n\n\n" not in text, text
    assert "None" not in text, text
    assert not re.search(r"\{\w*\}", text), text
    for row in reply.buttons:
        assert 0 < len(row) <= MOST_BUTTONS_IN_ROW
        for button in row:
            check_button(button)
    if FIGURE.search(text) and not isinstance(answered.answer, UNSOURCED):
        *_, last = text.splitlines()
        assert last.startswith(SOURCE[language]), text


def check_button(button: Button) -> None:
    assert 0 < len(button.label) <= LONGEST_LABEL, button.label
    if button.press is None:
        return
    data = callbacks.encode(button.press, here=button.here)
    assert data is not None, button
    assert len(data.encode()) <= callbacks.LIMIT
    back = callbacks.decode(data)
    assert back is not None, data
    press = button.press
    if isinstance(press, Question):
        # What was said in passing (the city that led here, words not understood) is not asked again.
        press = replace(press, via="", heard="", left_out=())
    assert back.press == press, data
    assert back.here == button.here
    if isinstance(press, Question | Draw):
        written = deep_links.payload(press)
        assert written is not None or len(data) > LONGEST_IN_A_LINK, data
        assert written is None or deep_links.read(written) == press


REGIONS = 3
"""Each year every third region is asked, another third each year."""


def every_question(desk: ShippedDesk) -> Iterator[Question]:
    catalogue = desk.catalogue
    for province in catalogue.provinces:
        for index in catalogue.indices:
            for intent in OF_PROVINCE:
                yield Question(intent, (province,), index)
        for intent in OF_ALL_INDICES:
            yield Question(intent, (province,))


def every_other_question(desk: ShippedDesk) -> Iterator[Question]:
    catalogue = desk.catalogue
    for index in catalogue.indices:
        yield Question("index", index=index)
        for other in catalogue.indices:
            yield Question("index", index=index, versus=other, topic="difference")
        for topic in ("participants", "announced", "publisher"):
            yield Question("index", index=index, topic=topic)
            yield Question("index", index=index, topic=topic, year=2024)
        for period in catalogue.periods(index):
            year, day = int(period[:4]), period if "-" in period else None
            yield Question("index", index=index, year=year)
            yield Question("table", index=index, year=year, period=day, n=63)
            yield Question("table", index=index, year=year, period=day, bottom=True)
            yield Question("standing", ("ba-ria-vung-tau",), index, year=year, period=day)
            yield Question("components", ("hung-yen",), index, year=year, period=day)
            yield Question("components", ("hung-yen",), index, year=year, period=day, topic="changes")
            for goal in GOALS:
                yield replace(goal, index=index, year=year, period=day)
            for region in list(catalogue.regions)[year % REGIONS :: REGIONS]:
                yield Question("table", index=index, year=year, period=day, region=region)
                yield Question("movers", index=index, year=year, period=day, region=region)
        for row in catalogue.indicators[index]:
            yield Question("standing", ("hung-yen",), index, row.code)
            yield Question("table", index=index, indicator=row.code)
            yield Question("movers", index=index, indicator=row.code)
            yield Question("tasks", ("hung-yen",), index, row.code)
            yield Question("history", ("hung-yen",), index, row.code)
            yield Question("records", ("hung-yen",), index, row.code)
            yield Question("reach", ("hung-yen",), index, row.code, place=1)
    for document in {task.document.id for task in desk.tasks()}:
        yield Question("tasks", document=document)
    for slug in ("", *catalogue.provinces):
        yield Question("tasks", (slug,) if slug else (), agency_said="Công an <tỉnh> & " * 30)
        yield Question("tasks", (slug,) if slug else (), topic="general", page=1)
    for topic in ("off", "english", "vietnamese", "hello", "thanks", "bye"):
        yield Question("unknown" if topic == "off" else "help", topic=topic, heard="<&> xếp hạng các sở" * 9)
    for agency in catalogue.agencies:
        yield Question("tasks", agency=agency)
    for intent in get_args(Intent):
        yield Question(intent)
    longest = tuple(sorted(catalogue.provinces, key=len)[-4:])
    for chosen in (None, *catalogue.indices):
        yield Question("comparison", longest, chosen, left_out=("hung-yen",), heard="<&>" * 99)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_on_every_province_is_a_text_telegram_takes(desk: ShippedDesk, language: Language) -> None:
    count = 0
    for question in every_question(desk):
        check(desk.answer(question, language), language)
        count += 1
    assert count == 63 * (len(desk.catalogue.indices) * len(OF_PROVINCE) + len(OF_ALL_INDICES))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_answer_is_a_text_telegram_takes(desk: ShippedDesk, language: Language) -> None:
    for question in every_other_question(desk):
        check(desk.answer(question, language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_leads_to_an_answer(desk: ShippedDesk, language: Language) -> None:
    """Two presses deep from one province, one single-fact province and one that ended."""
    first = [Question("profile", (province,)) for province in ("hung-yen", "lang-son", "bac-giang", "binh-duong")]
    seen = set(first)
    for _ in range(2):
        following = []
        for question in first:
            for row in desk.answer(question, language).reply.buttons:
                for button in row:
                    if isinstance(button.press, Question) and button.press not in seen:
                        seen.add(button.press)
                        following.append(button.press)
        for question in following:
            answered = desk.answer(question, language)
            check(answered, language)
            assert not isinstance(answered.answer, model.UnknownAnswer)
        first = following
    assert len(seen) > 100


def test_whatever_a_person_writes_is_escaped(desk: ShippedDesk) -> None:
    for text in ("<b>mèo</b> & <a href='x'>chó</a>", "/rank <i>", "Hưng Yên PAPI </b>", "&lt;&amp;"):
        for language in LANGUAGES:
            answered = desk.ask(text, language)
            check(answered, language)
            assert "<a href='x'>" not in answered.reply.html


def test_a_text_that_is_too_long_loses_whole_lines_and_keeps_its_source() -> None:
    lines = [f"<b>{number}</b> &amp; tỉnh 🏛" for number in range(1000)]
    reply = phrases.reply(lines, tail="<i>Nguồn: x</i>")
    assert length(reply) <= LIMIT
    kept = reply.html.splitlines()
    assert kept[-1] == "<i>Nguồn: x</i>"
    assert kept[-2] == "…"
    assert kept[:-2] == lines[: len(kept) - 2]


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (44.4042, 2, "44,40", "44.40"),
        (43.8475, 2, "43,85", "43.85"),
        (2.675, 2, "2,68", "2.68"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (-11.63, 2, "−11,63", "−11.63"),
    ],
)
def test_numbers_are_written_as_in_the_language(value: float, decimals: int, vi: str, en: str) -> None:
    assert translator("vi").number(value, decimals) == vi
    assert translator("en").number(value, decimals) == en


def test_printed_figures_keep_their_decimals() -> None:
    assert translator("vi").exact(47.178) == "47,178"
    assert translator("vi").exact(84.4) == "84,40"


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2026-09-17", "17/9/2026", "17 September 2026"),
        ("2024-05", "5/2024", "May 2024"),
        ("2024", "2024", "2024"),
    ],
)
def test_dates_are_as_exact_as_they_are_known(text: str, vi: str, en: str) -> None:
    assert translator("vi").partial_date(text) == vi
    assert translator("en").partial_date(text) == en


# --- callback data -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        Question("standing", ("hung-yen",), "papi", "4", 2024),
        Question("standing", ("hung-yen",), "766", year=2026, period="2026-09-17"),
        Question("tasks", ("hung-yen",), "papi", "", agency="so-noi-vu", page=3),
        Question("table", index="papi", n=5, bottom=True, region="mekong-delta"),
        Question("comparison", ("hung-yen", "thai-binh"), "papi"),
        Question("help"),
    ],
)
@pytest.mark.parametrize("here", [False, True])
def test_callback_data_comes_back_as_it_went(question: Question, here: bool) -> None:
    data = callbacks.encode(question, here=here)
    assert data is not None
    assert callbacks.decode(data) == callbacks.Pressed(question, here)


@pytest.mark.parametrize(
    "data",
    ["", "=", "|", "zz", "lang:xx", "s|Hưng Yên", "s|hung-yen|papi||20x4", "s|hung-yen|766||2026-13-45",
     "s|hung-yen|766||2026-02-30", "s|hung-yen|766||0000-01-01", "s|hung-yen|papi||٢٠٢٤", "t||papi|||²",
     "w|||||||||||", "s|hung-yen;drop"],
)  # fmt: skip
def test_callback_data_that_is_no_question_is_refused(data: str) -> None:
    assert callbacks.decode(data) is None


def test_questions_that_do_not_fit_are_no_buttons() -> None:
    assert callbacks.encode(Question("choose")) is None
    assert callbacks.encode(Question("comparison", tuple(f"{'a' * 20}" for _ in range(4)))) is None
