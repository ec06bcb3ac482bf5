"""The chart that compares provinces: every dot is a score of the answer, in the place where its value lies."""

from __future__ import annotations

import re

import pytest

from bot.answers.model import ComparisonAnswer
from bot.charts.canvas import Chart
from bot.charts.comparison import comparison
from bot.charts.dots import APART, offsets
from bot.i18n import translator
from tests.support.shipped import ShippedDesk

EN = translator("en")


def found(desk: ShippedDesk, question: str) -> ComparisonAnswer:
    answer = desk.find(desk.read(question))
    assert isinstance(answer, ComparisonAnswer)
    return answer


def drawn(desk: ShippedDesk, question: str) -> tuple[ComparisonAnswer, Chart]:
    answer = found(desk, question)
    chart = comparison(answer, EN)
    assert chart is not None
    return answer, chart


def texts(chart: Chart) -> list[str]:
    return [label.text for label in chart.labels]


def dots(chart: Chart) -> list[float]:
    """Where the dots of the first province lie, from the top down, without that of the key."""
    return [float(x) for x in re.findall(r'<circle class="accent ring" cx="([\d.]+)"', chart.svg)][1:]


def axis(chart: Chart) -> tuple[float, float, float]:
    """Two values of the axis: the place of the first, its value, and units per value."""
    ticks = [label for label in chart.labels if re.fullmatch(r"[\d.]+%?", label.text)]
    row = [label for label in ticks if label.top == max(one.top for one in ticks)]
    first, last = row[0], row[-1]
    low, high = (float(one.text.rstrip("%")) for one in (first, last))
    at = (first.left + first.right) / 2
    return at, low, ((last.left + last.right) / 2 - at) / (high - low)


def test_every_dot_lies_where_its_score_is(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "so sánh Hưng Yên, Huế papi 2024")
    at, low, per = axis(chart)
    scores = [row[3][0].figure.score for row in answer.rows[1:] if row[3][0].figure is not None]
    assert len(scores) == 8
    for score, x in zip(scores, dots(chart), strict=True):
        assert score is not None
        assert x == pytest.approx(at + (score - low) * per, abs=0.3)
        assert EN.number(score, 2) in texts(chart)


def test_unlike_scales_are_drawn_as_shares_beside_the_figures_themselves(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "so sánh Hưng Yên, Huế 766")
    at, low, per = axis(chart)
    for (_, indicator, _, standings), x in zip(answer.rows[1:], dots(chart), strict=True):
        figure = standings[0].figure
        assert figure is not None
        assert figure.score is not None
        assert indicator.maximum is not None
        assert x == pytest.approx(at + (figure.score / indicator.maximum * 100 - low) * per, abs=0.3)
        assert f"scale {indicator.maximum:.0f}" in texts(chart)


def test_a_missing_figure_has_no_dot_and_is_told(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "so sánh Bắc Giang, Hưng Yên papi 2022")
    known = sum(row[3][0].figure is not None for row in answer.rows[1:])
    assert known == len(dots(chart)) == 4
    assert texts(chart).count("–") == 4
    assert "Bac Giang: not published (noise in the survey data)" in " ".join(texts(chart))


def test_a_unit_that_ended_and_a_rank_without_a_score_are_not_made_up(desk: ShippedDesk) -> None:
    _, chart = drawn(desk, "so sánh Bà Rịa - Vũng Tàu, Hưng Yên, Huế, TP. Hồ Chí Minh")
    said = " ".join(texts(chart))
    assert "Ba Ria - Vung Tau: no longer a provincial unit" in said
    assert "rank 32" in texts(chart)
    assert "Figures up to 2024 are for the 63 provinces of that time." in said


@pytest.mark.parametrize("question", ["so sánh Hưng Yên, Huế pci 2024", "so sánh Hưng Yên, Vĩnh Phúc papi 2024"])
def test_a_total_alone_and_a_province_alone_are_not_drawn(desk: ShippedDesk, question: str) -> None:
    assert comparison(found(desk, question), EN) is None


def test_near_dots_stand_apart_and_far_ones_on_the_line() -> None:
    assert offsets([10.0, 60.0]) == [0.0, 0.0]
    assert offsets([10.0, 10.0]) == [-APART / 2, APART / 2]
    assert offsets([10.0, 10.0, 11.0, 200.0]) == [-APART, 0.0, APART, 0.0]
