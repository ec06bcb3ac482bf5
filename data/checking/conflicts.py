"""Sources that disagree: both are kept, both are shown, and they are listed here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from data.agreement import DOUBTED, same_value
from data.model.figures import Figure
from data.queries.releases import in_force
from data.seeding.content import SeedContent


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that give the same fact differently. ``figures`` are all that give it."""

    index: str
    period: str
    province: str
    indicator: str
    figures: tuple[Figure, ...]


def conflicts(content: SeedContent) -> tuple[Conflict, ...]:
    """The facts on which releases in force differ, in score or rank, and single figures flagged as disputed."""
    found: dict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    release_of = {
        release.id: release
        for periods in in_force(content.releases).values()
        for releases in periods.values()
        for release in releases
    }
    for figure in content.figures:
        if release := release_of.get(figure.release):
            found[release.index, release.period, figure.province, figure.indicator].append(figure)
    return tuple(
        Conflict(*key, tuple(figures))
        for key, figures in found.items()
        if any(figure.flag in DOUBTED for figure in figures)
        or _differ(figures, lambda figure: figure.score)
        or _differ(figures, lambda figure: figure.rank)
    )


def _differ(figures: Iterable[Figure], said: Callable[[Figure], float | None]) -> bool:
    """Whether two of the figures say different things; a value given with fewer decimals does not differ."""
    values = sorted({value for figure in figures if (value := said(figure)) is not None})
    return any(not same_value(one, other) for one in values for other in values if one < other)
