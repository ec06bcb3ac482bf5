"""Dots of several provinces on one line per row: where they lie, their shapes, the values below (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answers.model import Standing
from bot.charts import criteria
from bot.charts.canvas import MARGIN, NOTE, WIDTH, Canvas, Ink
from bot.charts.scale import Scale, around
from bot.i18n import Translator
from bot.render import phrases

INKS: tuple[Ink, ...] = ("accent", "second", "third", "fourth")
"""The colours of the provinces, in their order."""
RADIUS, APART = 5.5, 11.0
"""The size of a dot, and how far two lie apart at least; nearer ones stand one above the other."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values lie from left to right: the values themselves or, with ``shares``, their shares of the maximum."""

    scale: Scale
    ticks: tuple[float, ...]
    shares: bool

    def at(self, standing: Standing) -> float | None:
        """Where a standing lies; None where it has no score or no scale is known."""
        value = value_of(standing, shares=self.shares)
        return None if value is None else self.scale.at(value)


def score_of(standing: Standing) -> float | None:
    """The score; None where none is known."""
    return standing.figure.score if standing.figure is not None else None


def value_of(standing: Standing, *, shares: bool) -> float | None:
    """The score or, with ``shares``, its share of the maximum in percent; None where that is not known."""
    score, maximum = score_of(standing), criteria.maximum(standing)
    if score is None or not shares:
        return score
    return score / maximum * 100 if maximum is not None else None


def axis_of(standings: Iterable[Standing]) -> Axis | None:
    """One axis for all rows: with the values where their scales are the same; None where nothing can be drawn."""
    scored = [one for one in standings if score_of(one) is not None]
    shares = len({(criteria.maximum(one), phrases.unit_of(one)) for one in scored}) > 1
    values = [value for one in scored if (value := value_of(one, shares=shares)) is not None]
    if not values:
        return None
    scale, ticks = around(values, MARGIN + 14, WIDTH - MARGIN - 14, wanted=6)
    return Axis(scale, ticks, shares)


def mark(canvas: Canvas, x: float, y: float, at: int) -> None:
    """The mark of the province at a place: told apart by its shape as well as by its colour."""
    ink = INKS[at]
    if at == 1:
        canvas.rect(x - RADIUS - 1, y - RADIUS - 1, 2 * RADIUS + 2, 2 * RADIUS + 2, "paper", radius=2)
        canvas.rect(x - RADIUS + 0.3, y - RADIUS + 0.3, 2 * RADIUS - 0.6, 2 * RADIUS - 0.6, ink)
    elif at == 3:
        canvas.arrow(x - RADIUS - 2, y + RADIUS + 1, 1, size=2 * RADIUS + 4, colour="paper")
        canvas.arrow(x - RADIUS - 0.5, y + RADIUS - 0.5, 1, size=2 * RADIUS + 1, colour=ink)
    else:
        canvas.dot(x, y, RADIUS + (0.6 if at == 2 else 0), ink, ring=True)
        if at == 2:
            canvas.dot(x, y, RADIUS - 3, "paper")


def offsets(places: list[float]) -> list[float]:
    """How far above or below the line each dot stands, so that none hides another; ``places`` are sorted."""
    found: list[float] = []
    for first, last in _clusters(places):
        ends: list[float] = []
        lanes = []
        for x in places[first:last]:
            lane = next((at for at, end in enumerate(ends) if x - end >= APART), len(ends))
            ends[lane : lane + 1] = [x]
            lanes.append(lane)
        found += [(lane - (len(ends) - 1) / 2) * APART for lane in lanes]
    return found


def _clusters(places: list[float]) -> list[tuple[int, int]]:
    """Where the dots that touch each other begin and end."""
    starts = [at for at, x in enumerate(places) if not at or x - places[at - 1] >= APART]
    return list(zip(starts, [*starts[1:], len(places)], strict=True))


def draw_ticks(canvas: Canvas, axis: Axis, y: float, t: Translator) -> None:
    """The round values of the axis below the rows."""
    places = next(n for n in range(4) if all(round(tick, n) == tick for tick in axis.ticks) or n == 3)
    for tick in axis.ticks:
        text = t.number(tick, places) + ("%" if axis.shares else "")
        canvas.text(axis.scale.at(tick), y + 8, text, NOTE, anchor="middle")
