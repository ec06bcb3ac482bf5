"""One province through the years: its score beside the median and the best, its rank below (pure).

Years that cannot be compared stand in panels of their own, each with its own scale: no line runs through a change of
method or through the merger of 2025, nor over a year without a figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from bot.answers.lookup import decimals
from bot.answers.model import HistoryAnswer, Part
from bot.charts.canvas import FIGURE, MARGIN, NOTE, WIDTH, Canvas, Chart, Face
from bot.charts.frame import foot, head, key
from bot.charts.scale import Scale, around
from bot.charts.typeface import width
from bot.i18n import Translator
from bot.render import phrases
from bot.render.footnotes import context_lines
from bot.reply import plain_text
from data.periods import before_merger

HIGH = 210.0
"""The height of the plot."""
AXIS, GAP = 34.0, 14.0
"""The width of the names of values left of a panel, and the space between two panels."""
SCORE = Face(13.0, "accent", bold=True, halo=True)
LEAST = 2
"""Fewer known scores than this are no history to draw."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Years that compare with each other, and where they are drawn."""

    parts: tuple[Part, ...]
    left: float
    right: float

    @property
    def years(self) -> list[int]:
        return [part.standing.year for part in self.parts]

    def x(self, place: int) -> float:
        """Where the year at a place is drawn: years left out leave room."""
        first, last = self.years[0], self.years[-1]
        if first == last:
            steps = len(self.parts) - 1  # several days of one year
            return (self.left + self.right) / 2 if not steps else self._at(place / steps)
        return self._at((self.years[place] - first) / (last - first))

    def _at(self, share: float) -> float:
        return self.left + 10 + (self.right - self.left - 20) * share


def is_drawn(answer: HistoryAnswer) -> bool:
    """Whether enough scores are known."""
    return sum(_score(part) is not None for part in answer.parts) >= LEAST


def history(answer: HistoryAnswer, t: Translator) -> Chart | None:
    """The chart; None where fewer than two scores are known."""
    if not is_drawn(answer):
        return None
    canvas = Canvas()
    place, what = phrases.name(t, answer.province), phrases.index_name(t, answer.index)
    if answer.indicator.code:
        what += ", " + phrases.indicator_name(t, answer.indicator)
    years = f"{answer.points[0].period[:4]}–{answer.points[-1].period[:4]}"
    percent = answer.index.unit == phrases.PERCENT
    below = plain_text(
        t("{what}, {years}; score in {unit}", what=what, years=years, unit="%" if percent else t("points"))
    )
    y = head(canvas, place, below)
    whole = any(part.median is not None for part in answer.parts)
    entries = [("accent", place)]
    entries += (
        [("muted", plain_text(t("median of the provinces"))), ("third", plain_text(t("best province")))]
        if whole
        else []
    )
    y = key(canvas, y + 18, entries) + 2
    shared = len({_unit(part) for part in answer.parts if _score(part) is not None}) == 1
    every = [value for part in answer.parts for value in _values(part)]
    panels = _panels(answer, axes=not shared)
    for panel in panels:
        values = every if shared else [value for part in panel.parts for value in _values(part)]
        scale, ticks = around(values, y + HIGH, y + 8)
        _panel(canvas, panel, scale, ticks, t, named=panel is panels[0] or not shared)
    bottom = y + HIGH + 18
    ranked = _foot_rows(canvas, panels, bottom, t)
    bottom += 20 if ranked else 4
    notes = [plain_text(line) for line in context_lines(t, answer.context, answer.province)]
    foot(canvas, bottom + 24, [*_breaks(answer, t), *notes], answer.context.sources, t)
    return canvas.chart(f"{place}: {what}, {years}")


def _panels(answer: HistoryAnswer, *, axes: bool) -> list[Panel]:
    """The panels from left to right; with ``axes`` each has room for its own scale, else only the first."""
    groups: list[list[Part]] = []
    for part in answer.parts:
        before = groups[-1][-1].standing.period if groups else part.standing.period
        merged = before_merger(before) and not before_merger(part.standing.period)
        if not groups or merged or part.standing.period in answer.breaks:
            groups.append([])
        groups[-1].append(part)
    own = [AXIS if axes or not at else 0.0 for at in range(len(groups))]
    room = WIDTH - 2 * MARGIN - sum(own) - (len(groups) - 1) * GAP
    weights = [group[-1].standing.year - group[0].standing.year + 2 for group in groups]
    panels, x = [], MARGIN
    for group, weight, axis in zip(groups, weights, own, strict=True):
        wide = room * weight / sum(weights)
        panels.append(Panel(tuple(group), x + axis, x + axis + wide))
        x += axis + wide + GAP
    return panels


def _panel(canvas: Canvas, panel: Panel, scale: Scale, ticks: tuple[float, ...], t: Translator, *, named: bool) -> None:
    places = 0 if all(float(tick).is_integer() for tick in ticks) else 1
    places = places if places == 0 or all(round(tick, 1) == tick for tick in ticks) else 2
    for tick in ticks:
        y = scale.at(tick)
        canvas.line([(panel.left, y), (panel.right, y)], "rule")
        if named:
            canvas.text(panel.left - 6, y + 4, t.number(tick, places), NOTE, anchor="end")
    best = [part.best.score if part.best is not None else None for part in panel.parts]
    _series(canvas, panel, scale, best, "third", 1.6)
    _series(canvas, panel, scale, [part.median for part in panel.parts], "muted", 1.6, dashed=True)
    mine = [_score(part) for part in panel.parts]
    _series(canvas, panel, scale, mine, "accent", 2.8)
    for at, value in enumerate(mine):
        if value is not None:
            canvas.dot(panel.x(at), scale.at(value), 3.6, "accent", ring=True)
    _name_ends(canvas, panel, scale, mine, t)


def _series(
    canvas: Canvas,
    panel: Panel,
    scale: Scale,
    values: list[float | None],
    colour: str,
    thick: float,
    *,
    dashed: bool = False,
) -> None:
    """A line through the values, parted where a year or a value is missing; a value alone is a dot."""
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None or (at and panel.years[at] > panel.years[at - 1] + 1):
            runs.append([])
        if value is not None:
            runs[-1].append((panel.x(at), scale.at(value)))
    for run in runs:
        canvas.line(run, colour, thick=thick, dashed=dashed)
        if len(run) == 1:
            canvas.dot(*run[0], thick + 0.6, colour)


def _name_ends(canvas: Canvas, panel: Panel, scale: Scale, mine: list[float | None], t: Translator) -> None:
    """The first and the last score of a panel in figures, on the side of their dots that the line leaves free."""
    known = [at for at, value in enumerate(mine) if value is not None]
    taken: list[tuple[float, float]] = []
    for at in dict.fromkeys((known[-1], known[0])) if known else ():
        value = mine[at]
        assert value is not None
        shown = t.number(value, decimals(panel.parts[at].standing))
        wide = width(shown, SCORE.size, bold=True) / 2
        x = min(max(panel.x(at), panel.left + wide), panel.right - wide)
        if any(abs(x - other) < wide + half + 4 for other, half in taken):
            continue
        taken.append((x, wide))
        beside = mine[at + 1] if at == known[0] and at + 1 < len(mine) else mine[at - 1] if at else None
        above = beside is None or value >= beside
        y = scale.at(value) + (-10 if above or scale.at(value) + 24 > scale.start else 19)
        canvas.text(x, y, shown, SCORE, anchor="middle")


def _foot_rows(canvas: Canvas, panels: list[Panel], y: float, t: Translator) -> bool:
    """The years and, where any are known, the ranks below the plot. Returns whether there are ranks."""
    figures = [part.standing.figure for panel in panels for part in panel.parts]
    ranked = any(figure is not None and figure.rank is not None for figure in figures)
    if ranked:
        canvas.text(MARGIN, y + 18, plain_text(t("Rank")), NOTE)
    for panel in panels:
        room = (panel.right - panel.left) / max(len(panel.parts), 1)
        long = room > width("2024", NOTE.size) + 6
        free = -1.0
        for at, part in enumerate(panel.parts):
            x, figure = panel.x(at), part.standing.figure
            year = part.standing.period[:4] if long else f"’{part.standing.period[2:4]}"
            half = width(year, NOTE.size) / 2
            if x - half < free:
                continue
            free = x + half + 3
            canvas.text(x, y, year, NOTE, anchor="middle")
            if figure is not None and figure.rank is not None:
                canvas.text(x, y + 18, str(figure.rank), FIGURE, anchor="middle")
            elif ranked:
                canvas.text(x, y + 18, "–", NOTE, anchor="middle")
    return ranked


def _breaks(answer: HistoryAnswer, t: Translator) -> list[str]:
    """What divides the panels, in words."""
    years = [period[:4] for period in answer.breaks]
    merged = any(before_merger(a.period) != before_merger(b.period) for a, b in pairwise(answer.points))
    notes = []
    if years:
        notes.append(t("The method changed in {years}: scores before and after do not compare.", years=t.list(years)))
    if merged:
        notes.append(t("63 provinces became 34 on 1 July 2025: ranks before and after do not compare."))
    return [plain_text(note) for note in notes]


def _score(part: Part) -> float | None:
    return part.standing.figure.score if part.standing.figure is not None else None


def _values(part: Part) -> list[float]:
    best = part.best.score if part.best is not None else None
    return [value for value in (_score(part), part.median, best) if value is not None]


def _unit(part: Part) -> tuple[str, float | None]:
    figure = part.standing.figure
    assert figure is not None
    return figure.unit, part.standing.indicator.maximum if figure.unit != phrases.PERCENT else None
