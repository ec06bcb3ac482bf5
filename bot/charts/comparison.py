"""Two to four provinces side by side: a row for each criterion or index, a dot in its own colour for each (pure).

Dots stand on one scale where all rows share it, else as shares of each row's own scale. A row that has no scale, or in
which only ranks are known, shows its figures alone.
"""

from __future__ import annotations

from bot.answers.model import ComparisonAnswer, Standing
from bot.charts import criteria
from bot.charts.canvas import FIGURE, MARGIN, TEXT, WIDTH, Canvas, Chart, Face
from bot.charts.dots import INKS, Axis, axis_of, draw_ticks, mark, offsets, score_of
from bot.charts.frame import head
from bot.charts.typeface import width
from bot.i18n import Translator
from bot.render import phrases
from bot.reply import plain_text
from data.model.indices import Index, Indicator
from data.periods import before_merger

LEAST = 2
"""Fewer rows with at least as many scores are told, not drawn."""
Row = tuple[Index, Indicator, str, tuple[Standing, ...]]


def is_drawn(answer: ComparisonAnswer) -> bool:
    """Whether enough criteria, or indices, have scores of enough provinces."""
    below = _rows(answer)
    if axis_of(one for row in below for one in row[3]) is None:
        return False
    return sum(sum(score_of(one) is not None for one in row[3]) >= LEAST for row in below) >= LEAST


def _rows(answer: ComparisonAnswer) -> list[Row]:
    """The rows that are drawn: not the total where the criteria of one index are compared."""
    named = answer.question.index is not None
    return [row for row in answer.rows if not named or row is not answer.rows[0]] or list(answer.rows)


def comparison(answer: ComparisonAnswer, t: Translator) -> Chart | None:
    """The chart; None for fewer than two provinces, or where no two scores can be set side by side."""
    named = answer.question.index is not None
    below = _rows(answer)
    axis = axis_of(one for row in below for one in row[3])
    if axis is None or not is_drawn(answer):
        return None
    canvas = Canvas()
    year = int(answer.rows[0][2][:4]) if named else None
    names = [phrases.name(t, province, year) for province in answer.provinces]
    what = (
        plain_text(phrases.sentence(phrases.subject(t, answer.rows[0][3][0])))
        if named
        else plain_text(t("All indices"))
    )
    says = phrases.sentence(plain_text(_says(below, axis, t)))
    y = head(canvas, what, says) + 20
    y = _provinces(canvas, y, names, answer.rows[0][3] if named and below[0] is not answer.rows[0] else (), t)
    y += 2
    for row in below:
        y += _row(canvas, row, axis, y, t, named=named)
    draw_ticks(canvas, axis, y, t)
    every = [one for row in answer.rows for one in row[3]]
    notes = _missing(below, t, named=named)
    shown = [one for one in every if one.figure is not None]
    if any(before_merger(one.period) and (one.province.absorbed or one.province.ended) for one in shown):
        notes.append(plain_text(t("ℹ️ Figures up to 2024 are for the 63 provinces of that time.")))
    criteria.close(canvas, y + 36, notes, shown, answer.context, t)
    return canvas.chart(f"{' – '.join(names)}: {what}", _described(below, t, named=named))


def _says(rows: list[Row], axis: Axis, t: Translator) -> str:
    if axis.shares:
        return t("score as a share of its scale")
    one = rows[0][3][0]
    maximum = criteria.maximum(one)
    if maximum is None:
        return t("score by criterion, in points")
    if phrases.unit_of(one) == phrases.PERCENT:
        return t("score by criterion in %")
    return t("score by criterion (scale {scale})", scale=phrases.plain(t, maximum))


def _provinces(canvas: Canvas, y: float, names: list[str], totals: tuple[Standing, ...], t: Translator) -> float:
    """The provinces in their colours: each with its total on a line of its own, or all on as few lines as they take."""
    x = MARGIN
    for at, name in enumerate(names):
        wide = 20 + width(name, TEXT.size)
        if x > MARGIN and (totals or x + wide > WIDTH - MARGIN):
            x, y = MARGIN, y + 20
        mark(canvas, x + 6, y - 4.5, at)
        label = canvas.text(x + 18, y, name, Face(13.0, INKS[at], bold=True))
        if totals:
            said = criteria.outcome(t, totals[at])
            canvas.text(WIDTH - MARGIN, y, said, TEXT, anchor="end", room=WIDTH - MARGIN - label.right - 12)
        x = label.right + 18
    return y + 16


def _row(canvas: Canvas, row: Row, axis: Axis, y: float, t: Translator, *, named: bool) -> float:
    """Draw one row below ``y``: its name, the figures of all in their colours, the dots. Returns the height it took."""
    line, right = y + 13, WIDTH - MARGIN
    for at in range(len(row[3]) - 1, -1, -1):
        left = canvas.text(right, line, _cell(row[3][at], t), Face(FIGURE.size, INKS[at], bold=True), anchor="end").left
        right = min(left - 12, right - 46)
    own = _own(row) if axis.shares else None
    criteria.label(canvas, line, (_name(row, t, named=named), own), right - MARGIN, t)
    places = sorted((x, at) for at, one in enumerate(row[3]) if (x := axis.at(one)) is not None)
    if not places:
        return 28.0
    shifts = offsets([x for x, _ in places])
    middle = line + 15 + max(shifts)
    canvas.line([(MARGIN, middle), (WIDTH - MARGIN, middle)], "rule", thick=1.5)
    for tick in axis.ticks:
        canvas.line([(axis.scale.at(tick), middle - 4), (axis.scale.at(tick), middle + 4)], "rule")
    for (x, at), shift in zip(places, shifts, strict=True):
        mark(canvas, x, middle + shift, at)
    return 42.0 + 2 * max(shifts)


def _cell(standing: Standing, t: Translator) -> str:
    figure = standing.figure
    if figure is not None and figure.score is None and figure.rank is not None:
        return plain_text(t("rank {rank}", rank=figure.rank))
    return criteria.number(t, standing) or "–"


def _name(row: Row, t: Translator, *, named: bool) -> str:
    index, indicator, period, _ = row
    if named:
        return phrases.indicator_name(t, indicator, short=True)
    return plain_text(phrases.sentence(phrases.period_name(t, index, period)))


def _own(row: Row) -> float | None:
    """The scale of a row in points; None where it is of percentages or not known."""
    first = next((one for one in row[3] if score_of(one) is not None), row[3][0])
    return None if phrases.unit_of(first) == phrases.PERCENT else criteria.maximum(first)


def _missing(rows: list[Row], t: Translator, *, named: bool) -> list[str]:
    """Which figures of whom are missing, and why."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for one in row[3]:
            if one.figure is None:
                who = phrases.name(t, one.province, one.year)
                found.setdefault((who, criteria.why_missing(t, one)), []).append(_name(row, t, named=named))
    return [f"{who}: {why} – {'; '.join(what)}." for (who, why), what in found.items()]


def _described(rows: list[Row], t: Translator, *, named: bool) -> str:
    said = []
    for row in rows:
        figures = (f"{phrases.name(t, one.province, one.year)} {_cell(one, t)}" for one in row[3])
        said.append(f"{_name(row, t, named=named)}: {', '.join(figures)}")
    return "; ".join(said)
