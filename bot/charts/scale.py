"""Values -> places on a sheet, and the round values that an axis names (pure)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: ``low`` lies at ``start``, ``high`` at ``end`` (which may be the smaller one)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        if self.high == self.low:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def around(values: Iterable[float], start: float, end: float, *, wanted: int = 4) -> tuple[Scale, tuple[float, ...]]:
    """A scale that holds all the values between round ones, and those round values (``wanted`` steps, about)."""
    known = list(values) or [0.0, 1.0]
    low, high = min(known), max(known)
    if math.isclose(low, high):
        low, high = low - 0.5, high + 0.5
    rough = (high - low) / wanted
    size = 10.0 ** math.floor(math.log10(rough))
    step = size * next(one for one in STEPS if one * size >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(step * n, 10) for n in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end), ticks
