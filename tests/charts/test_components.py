"""The chart of the criteria of a province tells what the answer tells, each criterion on its own scale."""

from __future__ import annotations

import re

from bot.answers.model import ComponentsAnswer
from bot.charts.canvas import MARGIN, Chart
from bot.charts.components import components
from bot.charts.frame import ROOM
from bot.i18n import translator
from tests.support.shipped import ShippedDesk

EN = translator("en")


def found(desk: ShippedDesk, question: str) -> ComponentsAnswer:
    answer = desk.find(desk.read(question))
    assert isinstance(answer, ComponentsAnswer)
    return answer


def drawn(desk: ShippedDesk, question: str) -> tuple[ComponentsAnswer, Chart]:
    answer = found(desk, question)
    chart = components(answer, EN)
    assert chart is not None
    return answer, chart


def texts(chart: Chart) -> list[str]:
    return [label.text for label in chart.labels]


def bars(chart: Chart, colour: str = "accent") -> list[float]:
    """The widths of the bars of a colour from the top down, without the swatches of the key."""
    rects = re.findall(rf'<rect class="{colour}" x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="(?!8")', chart.svg)
    return [float(wide) for wide in rects]


def test_every_bar_is_the_score_on_the_scale_of_its_criterion(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "766 các tiêu chí Hưng Yên")
    shares = []
    for part in answer.parts:
        assert part.standing.figure is not None
        assert part.standing.figure.score is not None
        assert part.standing.indicator.maximum is not None
        shares.append(part.standing.figure.score / part.standing.indicator.maximum)
        assert EN.number(part.standing.figure.score, 2) in texts(chart)
        assert f"scale {part.standing.indicator.maximum:.0f}" in texts(chart)
    assert len(set(shares)) > 3
    assert [round(wide / ROOM, 2) for wide in bars(chart)] == [round(share, 2) for share in shares]


def test_the_median_and_the_best_stand_beside_it(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "papi 2024 các tiêu chí Hưng Yên")
    for part in answer.parts:
        assert part.median is not None
        assert part.best is not None
        assert part.best.score is not None
        assert part.best_province is not None
        assert EN.number(part.median, 2) in texts(chart)
        assert f"{EN.number(part.best.score, 2)} {part.best_province.name_en}" in texts(chart)
        at = MARGIN + part.best.score / 10 * ROOM
        assert f'<circle class="third ring" cx="{at:.1f}'.removesuffix(".0") in chart.svg


def test_a_criterion_without_a_figure_is_there_with_its_reason_and_has_no_bar(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "papi 2022 các tiêu chí Bắc Giang")
    assert [one.indicator.code for one in answer.missing] == ["1", "2", "4", "5"]
    assert texts(chart).count("not published (noise in the survey data)") == len(answer.missing)
    assert len(bars(chart)) == len(answer.parts)


def test_single_facts_have_no_median_and_say_that_they_are_not_all(desk: ShippedDesk) -> None:
    _, chart = drawn(desk, "par 2019 các tiêu chí Đồng Tháp")
    assert "Only the criteria that a source reports are shown." in texts(chart)
    assert not any("median" in text for text in texts(chart))


def test_scores_without_a_known_maximum_are_no_bars(desk: ShippedDesk) -> None:
    answer = found(desk, "par 2021 các tiêu chí Thanh Hóa")
    assert len(answer.parts) > 2
    assert components(answer, EN) is None


def test_the_changes_are_those_of_the_answer(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "papi 2024 tiêu chí nào của Hưng Yên tăng giảm")
    moves = [by.score for _, by in answer.changes if by is not None and by.score is not None]
    assert len(moves) == 8
    for by in moves:
        assert EN.number(abs(by), 2) in texts(chart)
    longest = max(abs(by) for by in moves)
    wide = max(bars(chart, "good") + bars(chart, "bad"))
    assert len(bars(chart, "good")) == sum(by > 0 for by in moves)
    for by, bar in zip([by for by in moves if by > 0], bars(chart, "good"), strict=True):
        assert abs(bar / wide - by / longest) < 0.02


def test_no_change_is_drawn_over_a_break_or_a_year_without_a_figure(desk: ShippedDesk) -> None:
    assert components(found(desk, "papi 2018 tiêu chí nào của Hưng Yên tăng giảm"), EN) is None
    _, chart = drawn(desk, "papi 2019 tiêu chí nào của Quảng Ninh tăng giảm")
    said = " ".join(texts(chart))
    assert "No change to be told: Total; Transparency; Control of corruption (2018: not published)." in said
    assert len(bars(chart, "good") + bars(chart, "bad")) == 6
