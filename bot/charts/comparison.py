"""Two to four provinces side by side: a row for each criterion or index, a dot in its own colour for each (pure).

Dots stand on one scale where all rows share it, else as shares of each row's own scale. A row that has no scale, or in
which only ranks are known, shows its figures alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.answers.model import ComparisonAnswer, Standing
from bot.charts import criteria
from bot.charts.canvas import FIGURE, MARGIN, NOTE, TEXT, WIDTH, Canvas, Chart, Face, Ink
from bot.charts.frame import head
from bot.charts.scale import Scale, around
from bot.charts.typeface import width
from bot.i18n import Translator
from bot.render import phrases
from bot.reply import plain_text
from data.model import Index, Indicator
from data.periods import before_merger

INKS: tuple[Ink, ...] = ("accent", "second", "third", "fourth")
"""The colours of the provinces, in their order."""
RADIUS, APART = 5.5, 11.0
"""The size of a dot, and how far two lie apart at least; nearer ones stand one below the other."""
LEAST = 2
"""Fewer provinces, or fewer scores in a row, are not compared."""
Row = tuple[Index, Indicator, str, tuple[Standing, ...]]


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values lie from left to right: the values themselves or, with ``shares``, their shares of the maximum."""

    scale: Scale
    ticks: tuple[float, ...]
    shares: bool

    def at(self, standing: Standing) -> float | None:
        """Where a standing lies; None where it has no score or no scale is known."""
        value = _value(standing, shares=self.shares)
        return None if value is None else self.scale.at(value)


def comparison(answer: ComparisonAnswer, t: Translator) -> Chart | None:
    """The chart; None for fewer than two provinces, or where no two scores can be set side by side."""
    named = answer.question.index is not None
    below = [row for row in answer.rows if not named or row is not answer.rows[0]] or list(answer.rows)
    axis = _axis([row for row in below if _scores(row) >= LEAST])
    if len(answer.provinces) < LEAST or axis is None:
        return None
    canvas = Canvas()
    year = int(answer.rows[0][2][:4]) if named else None
    names = [phrases.name(t, province, year) for province in answer.provinces]
    what = plain_text(phrases.subject(t, answer.rows[0][3][0])) if named else plain_text(t("All indices"))
    says = plain_text(_says(below, axis, t))
    y = head(canvas, " – ".join(names), f"{what}: {says}") + 20
    y = _provinces(canvas, y, names, answer.rows[0][3] if named and below[0] is not answer.rows[0] else (), t)
    y += 2
    for row in below:
        y += _row(canvas, row, axis, y, t, named=named)
    _ticks(canvas, axis, y, t)
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
    if phrases.unit_of(one) == phrases.PERCENT or maximum is None:
        return t("score by criterion in %")
    return t("score by criterion (scale {scale})", scale=phrases.plain(t, maximum))


def _scores(row: Row) -> int:
    return sum(_score(one) is not None for one in row[3])


def _score(standing: Standing) -> float | None:
    return standing.figure.score if standing.figure is not None else None


def _value(standing: Standing, *, shares: bool) -> float | None:
    score, maximum = _score(standing), criteria.maximum(standing)
    if score is None or maximum is None:
        return None
    return score / maximum * 100 if shares else score


def _axis(rows: list[Row]) -> Axis | None:
    """One axis for all rows: with the values where their scales are the same; None where nothing can be drawn."""
    scored = [one for row in rows for one in row[3] if _value(one, shares=True) is not None]
    if not scored:
        return None
    shares = len({(criteria.maximum(one), phrases.unit_of(one)) for one in scored}) > 1
    values = [_value(one, shares=shares) or 0.0 for one in scored]
    scale, ticks = around(values, MARGIN + 8, WIDTH - MARGIN - 8, wanted=6)
    return Axis(scale, ticks, shares)


def _provinces(canvas: Canvas, y: float, names: list[str], totals: tuple[Standing, ...], t: Translator) -> float:
    """The provinces in their colours: each with its total on a line of its own, or all on as few lines as they take."""
    x = MARGIN
    for at, name in enumerate(names):
        wide = 20 + width(name, TEXT.size)
        if x > MARGIN and (totals or x + wide > WIDTH - MARGIN):
            x, y = MARGIN, y + 20
        canvas.dot(x + 6, y - 4.5, RADIUS, INKS[at])
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
    canvas.text(MARGIN, line, _name(row, t, named=named, scale=axis.shares), TEXT, room=right - MARGIN)
    places = sorted((x, at) for at, one in enumerate(row[3]) if (x := axis.at(one)) is not None)
    if not places:
        return 28.0
    middle = line + 15
    lanes = _lanes([x for x, _ in places])
    canvas.line([(MARGIN, middle), (WIDTH - MARGIN, middle)], "rule", thick=1.5)
    for tick in axis.ticks:
        canvas.line([(axis.scale.at(tick), middle - 4), (axis.scale.at(tick), middle + 4)], "rule")
    for (x, at), lane in zip(places, lanes, strict=True):
        canvas.dot(x, middle + lane * APART, RADIUS, INKS[at], ring=True)
    return 40.0 + max(lanes) * APART


def _lanes(places: list[float]) -> list[int]:
    """How many dots down each stands, so that none hides another; ``places`` are sorted."""
    ends: list[float] = []
    lanes = []
    for x in places:
        lane = next((at for at, end in enumerate(ends) if x - end >= APART), len(ends))
        ends[lane : lane + 1] = [x]
        lanes.append(lane)
    return lanes


def _cell(standing: Standing, t: Translator) -> str:
    figure = standing.figure
    if figure is not None and figure.score is None and figure.rank is not None:
        return plain_text(t("rank {rank}", rank=figure.rank))
    return criteria.number(t, standing) or "–"


def _name(row: Row, t: Translator, *, named: bool, scale: bool) -> str:
    index, indicator, period, standings = row
    name = (
        phrases.indicator_name(t, indicator, short=True)
        if named
        else phrases.sentence(phrases.period_name(t, index, period))
    )
    first = next((one for one in standings if _score(one) is not None), standings[0])
    maximum = criteria.maximum(first)
    if not scale or maximum is None or phrases.unit_of(first) == phrases.PERCENT:
        return name
    return f"{name} {plain_text(t('(scale {scale})', scale=phrases.plain(t, maximum)))}"


def _ticks(canvas: Canvas, axis: Axis, y: float, t: Translator) -> None:
    """The round values of the axis below the rows."""
    places = 0 if all(float(tick).is_integer() for tick in axis.ticks) else 1
    for tick in axis.ticks:
        text = t.number(tick, places) + ("%" if axis.shares else "")
        canvas.text(axis.scale.at(tick), y + 8, text, NOTE, anchor="middle")


def _missing(rows: list[Row], t: Translator, *, named: bool) -> list[str]:
    """Which figures of whom are missing, and why."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for one in row[3]:
            if one.figure is None:
                who = phrases.name(t, one.province, one.year)
                found.setdefault((who, criteria.why_missing(t, one)), []).append(
                    _name(row, t, named=named, scale=False)
                )
    return [f"{who}: {why} – {', '.join(what)}." for (who, why), what in found.items()]


def _described(rows: list[Row], t: Translator, *, named: bool) -> str:
    said = []
    for row in rows:
        figures = (f"{phrases.name(t, one.province, one.year)} {_cell(one, t)}" for one in row[3])
        said.append(f"{_name(row, t, named=named, scale=False)}: {', '.join(figures)}")
    return "; ".join(said)
