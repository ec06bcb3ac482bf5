"""The tile map: each unit has one square, in its place; colours and ranks are those of the answer."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from bot.answers.model import TableAnswer
from bot.charts import league
from bot.charts.canvas import Chart
from bot.charts.tilemap import SHORT, Tile, Units, tilemap, tiles
from bot.i18n import translator
from bot.render import phrases
from tests.support.shipped import ShippedDesk

VI = translator("vi")
SQUARE = re.compile(r'<rect class="([\w-]+)" x="[\d.]+" y="[\d.]+" width="(?:45|54)" height="(?:45|54)" rx="3"/>')
"""A square of either map: its colour."""


def found(desk: ShippedDesk, question: str) -> TableAnswer:
    answer = desk.find(desk.read(question))
    assert isinstance(answer, TableAnswer)
    return answer


def drawn(answer: TableAnswer) -> Chart:
    chart = tilemap(answer, VI)
    assert chart is not None
    return chart


def squares(chart: Chart) -> list[tuple[str, str, str]]:
    """Colour, name and number of each square, in the order of the grid."""
    said = []
    for part in re.split(SQUARE, chart.svg)[1:]:
        said.append(part)
    found = []
    for colour, rest in zip(said[::2], said[1::2], strict=True):
        texts = re.findall(r'text-anchor="middle">([^<]+)<', rest)
        place = next(at for at, text in enumerate(texts) if text == "–" or text.isdigit())
        found.append((colour, " ".join(texts[:place]), texts[place]))
    return found


@pytest.mark.parametrize("units", [63, 34])
def test_each_unit_has_one_square_and_each_square_one_unit(desk: ShippedDesk, units: Units) -> None:
    grid = tiles(units)
    there = desk.catalogue.units(2024 if units == 63 else 2025)
    assert len(there) == units
    assert sorted(tile.province for tile in grid) == sorted(province.id for province in there)
    assert len({(tile.column, tile.row) for tile in grid}) == units


@pytest.mark.parametrize("units", [63, 34])
def test_the_country_hangs_together_and_lies_as_it_does(units: Units) -> None:
    grid = {tile.province: tile for tile in tiles(units)}
    reached: set[Tile] = set()
    next_ones = [grid["ha-noi"]]
    while next_ones:
        one = next_ones.pop()
        reached.add(one)
        near = [o for o in grid.values() if max(abs(o.column - one.column), abs(o.row - one.row)) == 1]
        next_ones += [o for o in near if o not in reached]
    assert len(reached) == units
    southwards = (
        "cao-bang",
        "ha-noi",
        "thanh-hoa",
        "ha-tinh",
        "hue",
        "quang-ngai",
        "khanh-hoa",
        "ho-chi-minh",
        "ca-mau",
    )
    assert all(grid[north].row < grid[south].row for north, south in pairwise(southwards))
    eastwards = ("dien-bien", "son-la", "thai-nguyen", "quang-ninh")
    assert all(grid[west].column < grid[east].column for west, east in pairwise(eastwards))
    assert grid["an-giang"].column < grid["ho-chi-minh"].column < grid["khanh-hoa"].column


@pytest.mark.parametrize(
    ("question", "units"),
    [("bảng xếp hạng papi 2024", 63), ("bảng xếp hạng dti 2024", 63), ("bảng xếp hạng pci 2005", 63),
     ("bảng xếp hạng 766", 34)],
)  # fmt: skip
def test_names_ranks_and_colours_are_those_of_the_answer(desk: ShippedDesk, question: str, units: int) -> None:
    answer = found(desk, question)
    shown = {name: (colour, rank) for colour, name, rank in squares(drawn(answer))}
    assert len(shown) == units
    shades = league.shades(answer, VI)
    for province, figure in answer.everybody:
        name = phrases.name(VI, province, answer.year)
        assert shown.pop(SHORT.get(name, name)) == (league.colour_of(shades, figure.score), str(figure.rank))
    absent = {phrases.name(VI, province, answer.year) for province, _ in answer.absent}
    assert shown == {SHORT.get(name, name): (league.NONE, "–") for name in absent}


@pytest.mark.parametrize("question", ["bảng xếp hạng dti 2024", "bảng xếp hạng pci 2016", "bảng xếp hạng 766"])
def test_fifths_are_fifths_and_do_not_part_equal_scores(desk: ShippedDesk, question: str) -> None:
    answer = found(desk, question)
    shades = league.shades(answer, VI)
    assert [one.colour for one in shades] == list(league.FIFTHS)
    assert sum(one.many for one in shades) == len(answer.everybody)
    assert all(abs(one.many - len(answer.everybody) / 5) < 2 for one in shades)
    assert all(higher.low > lower.high for higher, lower in pairwise(shades))


def test_the_legend_names_the_scores_of_each_colour(desk: ShippedDesk) -> None:
    answer = found(desk, "bảng xếp hạng papi 2024")
    texts = {label.text for label in drawn(answer).labels}
    best, worst = answer.everybody[0][1].score or 0.0, answer.everybody[-1][1].score or 0.0
    assert any(text.startswith("44,74–") and VI.number(best) in text for text in texts)
    assert any(f"{VI.number(worst)}–" in text for text in texts)
    assert len({text for text in texts if text.startswith("Nhóm ")}) == 4


def test_without_a_whole_table_there_is_no_map(desk: ShippedDesk) -> None:
    assert tilemap(found(desk, "bảng xếp hạng sipas 2024"), VI) is None
