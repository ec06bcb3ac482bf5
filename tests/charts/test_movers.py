"""Who rose and who fell as a picture: those that the text names, with the ranks that it gives."""

from __future__ import annotations

import pytest

from bot.answers.model import MoversAnswer
from bot.charts.movers import movers
from bot.i18n import translator
from tests.support.shipped import ShippedDesk

VI = translator("vi")


def found(desk: ShippedDesk, question: str) -> MoversAnswer:
    answer = desk.find(desk.read(question))
    assert isinstance(answer, MoversAnswer)
    return answer


@pytest.mark.parametrize("question", ["tăng giảm hạng papi", "tỉnh nào tăng hạng nhiều nhất pci 2014"])
def test_the_rows_are_those_of_the_text(desk: ShippedDesk, question: str) -> None:
    answer = found(desk, question)
    chart = movers(answer, VI)
    assert chart is not None
    text, drawn = desk.text(question), [label.text for label in chart.labels]
    named = 0
    for standing, change in (*answer.risers, *answer.fallers):
        assert standing.figure is not None
        assert change.before is not None
        assert change.before.figure is not None
        name = VI.pick(*standing.province.named(standing.year))
        if f"{name} — " not in text:
            assert name not in drawn
            continue
        named += 1
        at = drawn.index(name)
        ranks = (change.before.figure.rank, standing.figure.rank, abs(change.rank or 0))
        assert tuple(drawn[at + 1 : at + 4]) == tuple(map(str, ranks))
    assert named == 10


def test_a_rise_runs_to_the_right_and_a_fall_to_the_left(desk: ShippedDesk) -> None:
    chart = movers(found(desk, "tăng giảm hạng papi"), VI)
    assert chart is not None
    place = {label.text: at for at, label in enumerate(chart.labels)}
    up, down = place["Tây Ninh"], place["Kiên Giang"]
    assert chart.labels[up + 1].right < chart.labels[up + 2].left
    assert chart.labels[down + 2].right < chart.labels[down + 1].left


@pytest.mark.parametrize("question", ["tăng giảm hạng sipas 2024", "tăng giảm hạng papi 2018", "tăng giảm hạng 766"])
def test_what_does_not_compare_is_not_drawn(desk: ShippedDesk, question: str) -> None:
    answer = found(desk, question)
    assert answer.why is not None
    assert movers(answer, VI) is None
