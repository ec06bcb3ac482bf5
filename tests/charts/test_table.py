"""The league table as a picture: everybody in it, as the answer has them, and nothing where there is no whole table."""

from __future__ import annotations

import pytest

from bot.answers.model import TableAnswer
from bot.charts import league
from bot.charts.canvas import COLOURS, Label
from bot.charts.table import table
from bot.i18n import translator
from bot.render import phrases
from tests.support.shipped import ShippedDesk

VI = translator("vi")


def found(desk: ShippedDesk, question: str) -> TableAnswer:
    answer = desk.find(desk.read(question))
    assert isinstance(answer, TableAnswer)
    return answer


def beside(labels: tuple[Label, ...], name: str) -> tuple[str, str]:
    """The texts left and right of a name in its row: the rank and the score."""
    at = next(place for place, label in enumerate(labels) if label.text == name)
    return labels[at - 1].text, labels[at + 1].text


@pytest.mark.parametrize(
    ("question", "many"), [("bảng xếp hạng papi 2024", 61), ("bảng xếp hạng dti 2024", 63), ("bảng xếp hạng 766", 34)]
)
def test_everybody_stands_in_it_with_rank_and_score(desk: ShippedDesk, question: str, many: int) -> None:
    answer = found(desk, question)
    chart = table(answer, VI)
    assert chart is not None
    assert len(answer.everybody) == many > len(answer.rows)
    for province, figure in answer.everybody:
        shown = VI.number(figure.score or 0.0, answer.index.decimals)
        assert beside(chart.labels, phrases.name(VI, province, answer.year)) == (str(figure.rank), shown)


def test_the_sources_of_everybody_are_those_of_the_answer(desk: ShippedDesk) -> None:
    for question in ("bảng xếp hạng papi 2024", "bảng xếp hạng papi 2021", "bảng xếp hạng pci 2006"):
        answer = found(desk, question)
        assert {figure.source for _, figure in answer.everybody} <= {source.id for source in answer.sources}


def test_who_is_left_out_is_said_with_the_reason(desk: ShippedDesk) -> None:
    chart = table(found(desk, "bảng xếp hạng papi 2021"), VI)
    assert chart is not None
    said = " ".join(label.text for label in chart.labels)
    assert "Bắc Giang (dữ liệu khảo sát bị nhiễu)" in said
    assert "Quảng Ninh và Bắc Ninh (không đủ dữ liệu)" in said


def test_a_part_shows_what_the_answer_holds(desk: ShippedDesk) -> None:
    answer = found(desk, "nhóm cao nhất papi 2023")
    chart = table(answer, VI)
    assert chart is not None
    names = {label.text for label in chart.labels}
    held = {phrases.name(VI, province, answer.year) for province, _ in answer.rows}
    assert held <= names
    assert not names & {phrases.name(VI, one, answer.year) for one, _ in answer.everybody} - held


def test_a_region_is_stressed_within_the_whole_country(desk: ShippedDesk) -> None:
    answer = found(desk, "papi 2024 đồng bằng sông hồng")
    chart = table(answer, VI)
    assert chart is not None
    for province, _ in answer.everybody:
        bold = f'font-weight="700">{phrases.name(VI, province, 2024)}</text>' in chart.svg
        assert bold == (province.region_2024 == "red-river-delta"), province.id


@pytest.mark.parametrize("question", ["bảng xếp hạng papi 2024", "bảng xếp hạng papi 2023", "papi 2013 y tế"])
def test_the_groups_part_everybody(desk: ShippedDesk, question: str) -> None:
    answer = found(desk, question)
    shades = league.shades(answer, VI)
    counted = {one.colour: 0 for one in shades}
    for _, figure in answer.everybody:
        counted[league.colour_of(shades, figure.score)] += 1
    assert counted == {one.colour: one.many for one in shades}
    assert len(shades) == 4


@pytest.mark.parametrize("question", ["bảng xếp hạng sipas 2024", "bảng xếp hạng par 2024", "bảng xếp hạng papi 2025"])
def test_without_a_whole_table_nothing_is_drawn(desk: ShippedDesk, question: str) -> None:
    answer = found(desk, question)
    assert [*answer.everybody, *answer.quarters, *answer.absent] == []
    assert table(answer, VI) is None


def test_letters_on_colours_can_be_read() -> None:
    def light(colour: str) -> float:
        parts = [int(COLOURS[colour][at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    pairs = [
        (one, "on-dark" if one in league.ON_DARK else "ink") for one in (*league.QUARTERS.values(), *league.FIFTHS)
    ]
    for one, letters in [*pairs, (league.NONE, "muted"), ("band", "muted")]:
        dark, bright = sorted((light(one), light(letters)))
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, (one, letters)
