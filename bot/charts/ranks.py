"""The ranks of one province through the years, small: no line runs over a break or a year without a rank (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.model import HistoryAnswer, Standing
from bot.charts.canvas import MARGIN, NOTE, WIDTH, Canvas, Face
from bot.charts.scale import Scale
from bot.charts.typeface import width
from bot.i18n import Translator
from bot.reply import plain_text
from data.periods import before_merger


def years(
    canvas: Canvas,
    at: tuple[float, float],
    high: float,
    points: Sequence[Standing],
    history: HistoryAnswer,
    t: Translator,
) -> None:
    """The ranks of points that ``history`` holds, from a corner to the right margin, the first rank above."""
    (left, y), right = at, WIDTH - MARGIN
    canvas.text(left, y + 8, plain_text(t("Ranks through the years")), NOTE)
    ranks = [rank for rank in map(rank_of, points) if rank is not None]
    printed = (point.figure.out_of or 0 for point in points if point.figure is not None)
    most = max(*ranks, *(point.measured or 0 for point in points), *printed)
    scale = Scale(1.0, float(most), y + 26, y + high - 18)
    axis = width(str(most), NOTE.size) + 8
    for end in (1, most):
        canvas.line([(left + axis, scale.at(end)), (right, scale.at(end))])
        canvas.text(left + axis - 6, scale.at(end) + 4, str(end), NOTE, anchor="end")
    span = Scale(points[0].year, points[-1].year, left + axis + 26, right - 28)
    x = [span.at(point.year) for point in points]
    if points[0].year == points[-1].year:
        x = [Scale(0, len(points) - 1, span.start, span.end).at(n) for n in range(len(points))]
    runs: list[list[tuple[float, float]]] = [[]]
    for n, point in enumerate(points):
        parted = n > 0 and broken(points[n - 1], point, history)
        if parted:
            middle = (x[n - 1] + x[n]) / 2
            canvas.line([(middle, scale.start - 4), (middle, scale.end + 4)], "muted", dashed=True)
        rank = rank_of(point)
        if parted or rank is None or (n > 0 and point.year > points[n - 1].year + 1):
            runs.append([])
        if rank is not None:
            runs[-1].append((x[n], scale.at(rank)))
    for run in runs:
        canvas.line(run, "accent", thick=2.4)
        for place in run:
            canvas.dot(*place, 2.8, "accent")
    _ends(canvas, points, x, scale, y + high)


def _ends(canvas: Canvas, points: Sequence[Standing], x: list[float], scale: Scale, y: float) -> None:
    """The first and the last year, and their ranks beside their dots."""
    known = [at for at, point in enumerate(points) if rank_of(point) is not None]
    for at in (known[0], known[-1]):
        year = points[at].period if "-" not in points[at].period else points[at].period[:4]
        canvas.text(x[at], y, year, NOTE, anchor="middle")
        rank = rank_of(points[at])
        assert rank is not None
        here = scale.at(rank)
        if at == known[-1]:
            canvas.dot(x[at], here, 5.0, "accent", ring=True)
            canvas.text(x[at] + 9, here + 4.5, str(rank), Face(13.0, "accent", bold=True, halo=True))
        else:
            canvas.text(x[at] - 7, here + 4, str(rank), Face(11.5, "muted", halo=True), anchor="end")


def broken(before: Standing, point: Standing, history: HistoryAnswer) -> bool:
    """Whether the ranks of two points that follow each other do not compare."""
    return point.period in history.breaks or before_merger(before.period) != before_merger(point.period)


def rank_of(standing: Standing) -> int | None:
    """The rank; None where none is known."""
    return standing.figure.rank if standing.figure is not None else None
