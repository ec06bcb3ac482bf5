"""The chart of the points lost: as far behind as the answer says, the largest distance first."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.answers.model import GapsAnswer
from bot.charts.canvas import Chart
from bot.charts.gaps import gaps
from bot.i18n import translator
from tests.support.shipped import ShippedDesk

EN = translator("en")


def drawn(desk: ShippedDesk, question: str) -> tuple[GapsAnswer, Chart]:
    answer = desk.find(desk.read(question))
    assert isinstance(answer, GapsAnswer)
    chart = gaps(answer, EN)
    assert chart is not None
    return answer, chart


def texts(chart: Chart) -> list[str]:
    return [label.text for label in chart.labels]


def bars(chart: Chart, colour: str) -> list[float]:
    return [
        float(wide)
        for wide in re.findall(rf'<rect class="{colour}" x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="13"', chart.svg)
    ]


def test_the_largest_distance_stands_first_and_every_bar_keeps_the_proportion(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "Hưng Yên mất điểm pci 2013 ở đâu")
    lost = sorted((gap.to_best for gap in answer.gaps if gap.to_best is not None), reverse=True)
    wide = bars(chart, "group-2")
    assert len(wide) == len(lost) == 10
    assert all(one >= other for one, other in pairwise(wide))
    assert [round(bar / wide[0], 2) for bar in wide] == [round(one / lost[0], 2) for one in lost]
    assert all(EN.number(one, 2) in texts(chart) for one in lost)


def test_what_is_below_the_median_is_marked_and_no_more(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "Hưng Yên mất điểm pci 2013 ở đâu")
    below = [gap.to_median for gap in answer.gaps if gap.to_median is not None and gap.to_median > 0]
    most = max(gap.to_best for gap in answer.gaps if gap.to_best is not None)
    longest = max(bars(chart, "group-2"))
    assert sorted(round(bar / longest, 2) for bar in bars(chart, "bad")) == sorted(
        round(one / most, 2) for one in below
    )


def test_the_criterion_in_which_it_is_the_best_has_no_bar(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "Quảng Ninh mất điểm papi 2024 ở đâu")
    assert len(bars(chart, "group-2")) == len(answer.gaps) - 1
    assert "0.00" not in texts(chart)
    assert any(text.startswith("the best in the country") for text in texts(chart))


def test_criteria_without_a_figure_are_told_with_the_reason(desk: ShippedDesk) -> None:
    _, chart = drawn(desk, "Bắc Giang mất điểm papi 2022 ở đâu")
    said = " ".join(texts(chart))
    assert "Participation; Transparency; Control of corruption; Administrative procedures: not published (noise" in said


def test_single_facts_are_held_against_the_maximum_alone(desk: ShippedDesk) -> None:
    answer, chart = drawn(desk, "Thanh Hóa mất điểm pci 2023 ở đâu")
    assert not bars(chart, "group-2")
    assert len(bars(chart, "bad")) == len(answer.gaps)
    assert "PCI 2023: points short of the maximum (scale 10)" in texts(chart)
    assert "Only the criteria that a source reports are shown." in texts(chart)
