"""The card of a province: its rank and score, what changed, and its ranks beside it with their breaks."""

from __future__ import annotations

import re

import pytest

from bot.answers.model import HistoryAnswer, StandingAnswer
from bot.charts.canvas import Chart
from bot.charts.card import card
from bot.i18n import LANGUAGES, Language, translator
from bot.render import phrases
from tests.charts.test_labels import PROVINCES, faults
from tests.support.shipped import ShippedDesk

VI = translator("vi")


def found(desk: ShippedDesk, question: str) -> tuple[StandingAnswer, HistoryAnswer]:
    answer, history = desk.find(desk.read(question)), desk.find(desk.read(f"{question} qua các năm"))
    assert isinstance(answer, StandingAnswer)
    assert isinstance(history, HistoryAnswer)
    return answer, history


def texts(chart: Chart | None) -> list[str]:
    assert chart is not None
    return [label.text for label in chart.labels]


def test_rank_score_group_and_extremes_are_those_of_the_answer(desk: ShippedDesk) -> None:
    answer, history = found(desk, "papi hưng yên")
    said = texts(card(answer, history, VI))
    assert answer.strongest is not None
    assert answer.weakest is not None
    assert answer.standing.figure is not None
    assert {str(answer.standing.figure.rank), f"/{answer.standing.measured}"} <= set(said)
    assert VI.number(answer.standing.figure.score or 0.0) in " ".join(said)
    assert "Nhóm trung bình cao" in said
    for one in (answer.strongest, answer.weakest):
        assert phrases.indicator_name(VI, one.indicator, short=True) in said


def test_a_fall_is_an_arrow_down_and_the_words_of_the_text(desk: ShippedDesk) -> None:
    answer, _ = found(desk, "papi hưng yên")
    chart = card(answer, None, VI)
    assert "7 bậc · " in texts(chart)
    assert chart is not None
    assert chart.svg.count("<path") == 2
    assert "Thứ hạng qua các năm" not in texts(chart)


def test_why_nothing_is_set_beside_it_is_said(desk: ShippedDesk) -> None:
    assert "Không có số liệu kỳ trước để so sánh." in texts(card(found(desk, "766 hưng yên")[0], None, VI))
    said = " ".join(texts(card(found(desk, "papi hưng yên 2018")[0], None, VI)))
    assert "không so sánh" in said


@pytest.mark.parametrize("question", ["papi hưng yên", "pci huế 2016", "sipas hưng yên"])
def test_no_line_runs_through_a_break_or_a_missing_year(desk: ShippedDesk, question: str) -> None:
    answer, history = found(desk, question)
    chart = card(answer, history, VI)
    assert chart is not None
    points = [point for point in history.points if point.period <= answer.standing.period]
    runs, last = 0, None
    lengths: list[int] = []
    for point in points:
        ranked = point.figure is not None and point.figure.rank is not None
        if ranked and (last is None or point.period in history.breaks or point.year > last + 1):
            runs += 1
            lengths.append(0)
        if ranked:
            lengths[-1] += 1
            last = point.year
    lines = re.findall(r'class="line accent" points="([^"]+)"', chart.svg)
    assert [len(line.split()) for line in lines] == [many for many in lengths if many > 1]
    assert chart.svg.count("stroke-dasharray") == sum(point.period in history.breaks for point in points[1:])


def test_the_history_of_something_else_is_not_drawn(desk: ShippedDesk) -> None:
    answer, _ = found(desk, "papi hưng yên")
    for other in ("papi hà nội", "pci hưng yên", "papi kiểm soát tham nhũng hưng yên"):
        assert card(answer, found(desk, other)[1], VI) == card(answer, None, VI), other


def test_without_a_figure_there_is_no_card(desk: ShippedDesk) -> None:
    assert card(found(desk, "papi vĩnh phúc 2024")[0], None, VI) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("index", ["papi", "papi kiểm soát tham nhũng", "sipas", "par", "dti", "pci", "766"])
def test_labels_lie_inside_and_apart(desk: ShippedDesk, index: str, language: Language) -> None:
    for province in PROVINCES:
        chart = card(*found(desk, f"{index} {province}"), translator(language))
        assert chart is None or not faults(chart), province
