"""What is asked of a period without figures names the nearest that has them, and offers it as a button."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.nearest import instead, unpublished
from bot.i18n import Language
from bot.questions import Question
from tests.support.shipped import ShippedDesk, plain, pressed

OF_PROVINCE = Question("standing", ("hung-yen",), "papi", year=2026)
KINDS = {
    "standing": OF_PROVINCE,
    "components": replace(OF_PROVINCE, intent="components"),
    "changes": replace(OF_PROVINCE, intent="components", topic="changes"),
    "gaps": replace(OF_PROVINCE, intent="gaps"),
    "reach": replace(OF_PROVINCE, intent="reach", place=10),
    "comparison": replace(OF_PROVINCE, intent="comparison", provinces=("hung-yen", "thai-binh")),
    "table": replace(OF_PROVINCE, intent="table", provinces=()),
    "movers": replace(OF_PROVINCE, intent="movers", provinces=()),
    "regions": replace(OF_PROVINCE, intent="table", provinces=(), topic="regions"),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("asked", "nearest"), [(2026, 2024), (2025, 2024), (2009, 2011)])
def test_every_kind_names_the_nearest_year_and_offers_it(
    desk: ShippedDesk, kind: str, asked: int, nearest: int, language: Language
) -> None:
    question = replace(KINDS[kind], year=asked)
    said = desk.answer(question, language)
    if kind == "movers" and asked < nearest:
        nearest = 2012  # the first that has a year before
    assert f"PAPI {nearest}" in plain(said.reply)
    offered = next(
        button.press
        for row in said.reply.buttons
        for button in row
        if isinstance(button.press, Question) and button.press.year == nearest
    )
    assert isinstance(offered, Question)
    assert (offered.intent, offered.index, offered.topic) == (question.intent, "papi", question.topic)
    shown = desk.answer(offered, language)
    assert instead(shown.answer) is None
    assert f"PAPI {nearest}" in plain(shown.reply)


@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        (Question("table", index="papi", indicator="8", year=2015), 2018),  # a criterion not measured that year
        (Question("gaps", ("quang-ninh",), "papi", year=2023), 2022),  # a province left out that year
        (Question("comparison", ("hung-yen", "hai-phong"), year=2028), 2026),  # in no index
        (Question("targets", ("hung-yen",), year=2019), 2023),
        (Question("tasks", ("hung-yen",), year=2018), 2019),
    ],
)
def test_what_has_nothing_for_another_reason_names_the_nearest_too(
    desk: ShippedDesk, question: Question, nearest: int
) -> None:
    found = instead(desk.find(question))
    assert found is not None
    assert found.year == nearest
    assert str(nearest) in plain(desk.answer(question).reply)
    assert instead(desk.find(found)) is None


def test_of_a_running_score_the_day_is_named(desk: ShippedDesk) -> None:
    found = instead(desk.find(Question("table", index="766", year=2019)))
    assert found is not None
    assert (found.year, found.period) == (2022, "2022-09-20")


def test_where_no_year_has_it_none_is_named(desk: ShippedDesk) -> None:
    reply = desk.answer(Question("gaps", ("hung-yen",), "dti", year=2026)).reply  # totals only, in every year
    assert "Kỳ gần nhất" not in plain(reply)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_year_carried_over_is_answered_for_the_nearest_and_that_is_said(
    desk: ShippedDesk, kind: str, language: Language
) -> None:
    said = desk.answer(replace(KINDS[kind], carried=True), language)
    assert said.answer.question.year == 2024
    second = plain(said.reply).splitlines()[1]
    assert {"vi": "ℹ️ Tôi chưa có số liệu PAPI 2026; đây là số liệu PAPI 2024", "en": "PAPI 2026; this is PAPI 2024"}[
        language
    ] in second


@pytest.mark.parametrize(
    "question",
    [
        Question("standing", ("hung-yen",), "papi", year=2023, carried=True),  # a year with figures
        Question("standing", ("quang-ninh",), "papi", year=2023, carried=True),  # left out of a table that there is
        Question("standing", ("lai-chau",), "sipas", year=2018, carried=True),  # single figures, of others
        Question("table", index="papi", indicator="8", year=2015, carried=True),  # not measured then
        Question("gaps", ("hung-yen",), "papi", carried=True),  # no year at all
    ],
)
def test_a_year_that_has_figures_is_kept(desk: ShippedDesk, question: Question) -> None:
    plainly = replace(question, carried=False)
    assert not unpublished(desk.catalogue, plainly)
    assert desk.answer(question) == desk.answer(plainly)


def test_a_year_that_was_said_is_not_answered_with_another(desk: ShippedDesk) -> None:
    said = desk.ask("Hưng Yên mất điểm ở đâu PAPI 2026")
    assert said.answer.question.year == 2026
    assert pressed(said.reply, "PAPI 2024") == replace(said.answer.question, year=2024)
