"""What every part of the benchmark shares: a row of the table, and measuring things in turns."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``met`` is None for what is only printed."""

    what: str
    measured: str
    goal: str = ""
    met: bool | None = None


def at_least(what: str, ratio: float, least: float, detail: str) -> Row:
    """A row for a ratio that should not be smaller."""
    return Row(what, f"{ratio:.2f} × ({detail})", f"≥ {least:g} ×", ratio >= least)


def at_most(what: str, ratio: float, most: float, detail: str) -> Row:
    """A row for a ratio that should not be larger."""
    return Row(what, f"{ratio:.2f} × ({detail})", f"≤ {most:g} ×", ratio <= most)


def in_turns(rounds: int, *works: Callable[[], float]) -> list[list[float]]:
    """Measures each work once a round, every other round in reverse order: noise of the machine meets all."""
    found: list[list[float]] = [[] for _ in works]
    for number in range(rounds):
        for place in range(len(works))[:: -1 if number % 2 else 1]:
            found[place].append(works[place]())
    return found


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the rounds' ratios."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
