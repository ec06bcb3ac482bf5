"""A tile map of Vietnam: one square for each province in its place on a grid, coloured by group or by fifth (pure).

The grid is ``tiles.csv``: for the 63 units until 2024 and for the 34 since July 2025 the column and the row of each.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from bot.answers.model import TableAnswer
from bot.charts import league
from bot.charts.canvas import MARGIN, WIDTH, Canvas, Chart, Face, Ink
from bot.charts.frame import foot, head
from bot.charts.typeface import wrapped
from bot.i18n import Translator
from bot.render import phrases, regions
from bot.reply import plain_text
from data.model.figures import Figure
from data.model.provinces import Province
from data.periods import before_merger

Units = Literal[63, 34]
PITCH: dict[Units, float] = {63: 47.0, 34: 56.0}
"""From one square to the next."""
APART = 2.0
NAME: dict[Units, float] = {63: 11.0, 34: 12.0}
"""The size of the names in the squares."""
LEGEND: dict[Units, tuple[int, int]] = {63: (8, 5), 34: (7, 5)}
"""The row at which the legend begins, and how many columns are free there."""
BELOW = 3
"""How many columns are free below it, where its last entries stand."""
SHORT = {
    "Bà Rịa - Vũng Tàu": "BR-VT", "TP. Hồ Chí Minh": "TP. HCM", "Thừa Thiên Huế": "TT-Huế",
    "Ba Ria - Vung Tau": "BR-VT", "Ho Chi Minh City": "HCMC", "Thua Thien Hue": "TT-Hue",
}  # fmt: skip
"""The short forms of the names that no square can hold."""


@dataclass(frozen=True, slots=True)
class Tile:
    """The place of a province on the grid."""

    province: str
    column: int
    row: int


@cache
def tiles(units: Units) -> tuple[Tile, ...]:
    """The grid of the 63 or of the 34 units."""
    with files("bot.charts").joinpath("tiles.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["units"]) == units]
    return tuple(Tile(row["province"], int(row["column"]), int(row["row"])) for row in rows)


def is_drawn(answer: TableAnswer) -> bool:
    """Whether it is of a whole table, and holds everybody in it."""
    return answer.full and bool(answer.everybody)


def tilemap(answer: TableAnswer, t: Translator) -> Chart | None:
    """The chart; None where there is no whole table."""
    if not is_drawn(answer):
        return None
    units: Units = 63 if before_merger(answer.period) else 34
    canvas, among, what = Canvas(), league.shades(answer, t), league.subject(answer, t)
    place = t("The number in a square is the province's rank in the whole country")
    top = head(canvas, phrases.sentence(what), plain_text(place)) + 14
    known = {province.id: (province, figure) for province, figure in answer.everybody}
    others = {province.id: province for province, _ in answer.absent}
    grid, pitch, stressed = tiles(units), PITCH[units], league.stressed(answer)
    left = (WIDTH - (max(tile.column for tile in grid) + 1) * pitch) / 2
    for tile in grid:
        province, figure = known.get(tile.province) or (others.get(tile.province), None)
        if province is not None:
            x, y = left + tile.column * pitch, top + tile.row * pitch
            if tile.province in stressed:
                canvas.rect(x - APART, y - APART, pitch + APART, pitch + APART, "ink", radius=5)
            colour = league.colour_of(among, figure.score) if figure is not None else league.NONE
            _tile(canvas, (x, y), units, (phrases.name(t, province, answer.year), figure), colour)
    row, columns = LEGEND[units]
    rooms = tuple(left + free * pitch - MARGIN - 16 for free in (columns, BELOW))
    _legend(canvas, top + row * pitch + 8, (rooms[0], rooms[1]), among, answer, t)
    bottom = top + (max(tile.row for tile in grid) + 1) * pitch
    shape = t(
        "Each square is a province with its islands (Hoang Sa in Da Nang, Truong Sa in Khanh Hoa); it shows neither"
        " area nor borders."
    )
    foot(canvas, bottom + 24, [plain_text(shape), *league.notes(answer, t)], answer.sources, t)
    return canvas.chart(phrases.sentence(what), _words(answer.everybody, answer, t))


def _tile(canvas: Canvas, at: tuple[float, float], units: Units, of: tuple[str, Figure | None], colour: str) -> None:
    """One square with the short form of a name and, below it, the rank."""
    (x, y), (name, figure), size = at, of, NAME[units]
    side = PITCH[units] - APART
    canvas.rect(x, y, side, side, colour, radius=3)
    ink: Ink = "on-dark" if colour in league.ON_DARK else "ink" if figure is not None else "muted"
    lines = wrapped(SHORT.get(name, name), size, side - 3)
    if len(lines) == 1:
        lines = SHORT.get(name, name).split(" ", 1)
    rank, big = str(figure.rank or "–") if figure is not None else "–", size + 3
    step = size * 1.08
    line = y + (side - len(lines) * step - big) / 2 + size * 0.86
    for text in lines:
        canvas.text(x + side / 2, line, text, Face(size, ink), anchor="middle", room=side)
        line += step
    canvas.text(x + side / 2, line + big * 0.28, rank, Face(big, ink, bold=True), anchor="middle")


def _legend(
    canvas: Canvas,
    y: float,
    rooms: tuple[float, float],
    among: Sequence[league.Shade],
    answer: TableAnswer,
    t: Translator,
) -> None:
    """What the colours stand for: a name, the range of scores and how many provinces there are."""
    room, less = rooms
    heading, text, note = Face(12.5, bold=True), Face(12.0), Face(11.5, "muted")
    for line in wrapped(phrases.sentence(league.unit(answer, t)), heading.size, room, bold=True):
        canvas.text(MARGIN, y, line, heading, room=room)
        y += 17
    y += 2
    places = league.places(answer)
    for one in among:
        low, high = (phrases.amount(t, score, answer.unit, places) for score in (one.low, one.high))
        many = plain_text(t.plural("{n} province", "{n} provinces", one.many))
        canvas.rect(MARGIN, y - 2, 22, 22, one.colour, radius=3)
        canvas.text(MARGIN + 30, y + 6, one.name, text, room=room - 30)
        canvas.text(MARGIN + 30, y + 20, f"{low}–{high} · {many}", note, room=room - 30)
        y += 37
    if answer.absent:
        canvas.rect(MARGIN, y - 2, 22, 22, league.NONE, radius=3)
        canvas.text(MARGIN + 30, y + 13, phrases.sentence(t("no figure")), text, room=less - 30)
        y += 30
    if answer.region is not None:
        canvas.rect(MARGIN, y - 2, 22, 22, "ink", radius=4)
        canvas.rect(MARGIN + 3, y + 1, 16, 16, "paper", radius=2)
        for line in wrapped(phrases.sentence(regions.region_name(t, answer.region)), text.size, less - 30):
            canvas.text(MARGIN + 30, y + 13, line, text)
            y += 16


def _words(rows: Sequence[tuple[Province, Figure]], answer: TableAnswer, t: Translator) -> str:
    """The same for who cannot see it: the provinces from the first to the last."""
    return "; ".join(f"{figure.rank or '–'}. {phrases.name(t, province, answer.year)}" for province, figure in rows)
