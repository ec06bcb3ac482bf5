"""Whole tables by region: the simple mean of each region's provinces (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.model import RegionMean
from data.model.figures import Figure
from data.model.provinces import Province, Region
from data.queries.catalogue import Catalogue

Row = tuple[Province, Figure]


def mean(rows: Sequence[Row]) -> float | None:
    """The mean of the scores, each province counted alike; None without any."""
    scores = [figure.score for _, figure in rows if figure.score is not None]
    return sum(scores) / len(scores) if scores else None


def means(catalogue: Catalogue, rows: Sequence[Row], year: int, asked: Region | None) -> tuple[RegionMean, ...]:
    """The regions into which the units of ``year`` are divided, the best first, behind the one asked for.

    ``rows`` are those of the whole country, best first. A region none of whose provinces has a score is left out.
    """
    homes = {province.region(year) for province in catalogue.units(year)}
    divided = [region for region in catalogue.regions.values() if region.id in homes and region != asked]
    found = [one for region in divided for one in [_of(region, rows, year)] if one is not None]
    first = _of(asked, rows, year) if asked is not None else None
    return (*([first] if first else []), *sorted(found, key=lambda one: -one.mean))


def _of(region: Region, rows: Sequence[Row], year: int) -> RegionMean | None:
    there = [row for row in rows if region.holds(row[0], year) and row[1].score is not None]
    average = mean(there)
    return RegionMean(region, len(there), average, there[0], there[-1]) if average is not None else None
