"""A league table: rank, name, bar and score of every province, or of those that a part of it holds (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.model import TableAnswer
from bot.charts import league
from bot.charts.canvas import MARGIN, Canvas, Chart, Face
from bot.charts.frame import ROOM, foot, head, key
from bot.charts.scale import Scale
from bot.charts.typeface import drawable, width
from bot.i18n import Translator
from bot.render import phrases, regions, selection
from bot.reply import plain_text
from data.model.figures import Figure
from data.model.provinces import Province

BESIDE = 22
"""More rows than this stand in two columns."""
GAP = 22.0
"""The space between two columns."""
SMALL, LARGE = 12.0, 13.5
"""The size of the letters in two columns and in one."""

Row = tuple[Province, Figure]


@dataclass(frozen=True, slots=True)
class Lane:
    """Where the parts of a row stand: the end of its rank, its name, its bar, and the end of its score."""

    left: float
    right: float
    rank: float
    name: float
    bar: Scale
    size: float
    high: float


def is_drawn(answer: TableAnswer) -> bool:
    """Whether it is of a whole table, and has scores."""
    return answer.full and answer.question.topic != "regions" and bool(_rows(answer))


def table(answer: TableAnswer, t: Translator) -> Chart | None:
    """The chart; None where there is no whole table, or nobody in the part of it that was asked for."""
    if not is_drawn(answer):
        return None
    rows = _rows(answer)
    canvas, what = Canvas(), league.subject(answer, t)
    title = drawable(plain_text(_title(answer, what, t)))
    y = head(canvas, title, phrases.sentence(" · ".join([*_below(answer, t), league.unit(answer, t)])))
    among = league.shades(answer, t) if answer.quarters else ()
    used = {league.colour_of(among, row[1].score) for row in rows}
    if len(used) > 1:
        y = key(canvas, y + 18, [(one.colour, one.name) for one in among if one.colour in used]) - 14
    parted = 2 if len(rows) > BESIDE else 1
    size, high = (SMALL, 18.0) if parted == 2 else (LARGE, 23.0)
    long = -(-len(rows) // parted)
    wide = (ROOM - (parted - 1) * GAP) / parted
    stressed = league.stressed(answer)
    y += 10
    for at in range(parted):
        column = _column(answer, rows, MARGIN + at * (wide + GAP), wide, (size, high), t)
        for place, row in enumerate(rows[at * long : (at + 1) * long]):
            colour = league.colour_of(among, row[1].score) if among else "accent"
            _row(canvas, column, y + place * high, row, (colour, row[0].id in stressed), answer, t)
    if parted == 2:
        middle = MARGIN + wide + GAP / 2
        canvas.line([(middle, y), (middle, y + long * high)])
    about = (
        [] if whole(answer) else [f"{plain_text(one)}." for one in selection.lines(answer, league.places(answer), t)]
    )
    notes = [*about, *league.notes(answer, t, coloured=bool(among))]
    foot(canvas, y + long * high + 22, notes, answer.sources, t)
    said = "; ".join(f"{row[1].rank or '–'}. {_name(row, answer, t)} {_score(row, answer, t)}" for row in rows)
    return canvas.chart(title, said)


def whole(answer: TableAnswer) -> bool:
    """Whether nothing restricts the table to a part: the first ten stand for all of it, a region is stressed in it."""
    asked = answer.question
    parted = asked.page or asked.bound is not None or asked.place is not None or answer.in_group is not None
    few = asked.bottom or (asked.n is not None and asked.n < answer.total)
    return bool(answer.everybody) and not parted and not few


def _title(answer: TableAnswer, what: str, t: Translator) -> str:
    if whole(answer):
        n = len(answer.everybody)
        return t.plural("📊 Ranking of {n} province: {what}", "📊 Ranking of {n} provinces: {what}", n, what=what)
    return selection.title(answer, what, t)


def _below(answer: TableAnswer, t: Translator) -> list[str]:
    """What is stressed, or which rows of how many these are."""
    where = phrases.sentence(regions.region_name(t, answer.region)) if answer.region is not None else ""
    if whole(answer):
        return [plain_text(t("{region} in bold", region=where))] if where else []
    span = selection.span(answer)
    return [part for part in (where, span) if part]


def _column(
    answer: TableAnswer, rows: Sequence[Row], left: float, wide: float, sizes: tuple[float, float], t: Translator
) -> Lane:
    """The places in a column: names and scores take what the longest of them needs, the bar the rest."""
    size, high = sizes
    rank = width("63", size, bold=True)
    names = max(width(_name(row, answer, t), size, bold=True) for row in rows)
    scores = max(width(_score(row, answer, t), size, bold=True) for row in rows)
    start, end = left + rank + 8 + names + 8, left + wide - scores - 8
    most = max(figure.score or 0.0 for _, figure in answer.everybody)
    least = min(0.0, *(figure.score or 0.0 for _, figure in answer.everybody))
    bar = Scale(least, most, start, end)
    return Lane(left, left + wide, left + rank, left + rank + 8, bar, size, high)


def _row(
    canvas: Canvas, column: Lane, y: float, row: Row, look: tuple[str, bool], answer: TableAnswer, t: Translator
) -> None:
    """One row, its top at ``y``; ``look`` is the colour of its bar, and whether it is stressed."""
    colour, strong = look
    figure = row[1]
    if strong:
        canvas.rect(column.left - 5, y, column.right - column.left + 10, column.high, "band", radius=3)
    line = y + column.high / 2 + column.size * 0.36
    face = Face(column.size, bold=strong)
    canvas.text(column.rank, line, str(figure.rank or "–"), Face(column.size, "muted", bold=strong), anchor="end")
    canvas.text(column.name, line, _name(row, answer, t), face)
    start, end = column.bar.at(0.0), column.bar.at(figure.score or 0.0)
    thick = column.high * 0.5
    canvas.rect(start, y + (column.high - thick) / 2, end - start, thick, colour, radius=1.5)
    canvas.text(column.right, line, _score(row, answer, t), face, anchor="end")


def _name(row: Row, answer: TableAnswer, t: Translator) -> str:
    return phrases.name(t, row[0], answer.year)


def _score(row: Row, answer: TableAnswer, t: Translator) -> str:
    return phrases.amount(t, row[1].score or 0.0, row[1].unit, league.places(answer))


def _rows(answer: TableAnswer) -> list[tuple[Province, Figure]]:
    """What is drawn: everybody, or the rows that the answer shows."""
    return [row for row in (answer.everybody if whole(answer) else answer.rows) if row[1].score is not None]
