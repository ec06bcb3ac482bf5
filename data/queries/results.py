"""A release's figures as Results, as answers would read them once it is in force (a pure function)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from data.model import Figure, Release, Results, Source
from data.queries.catalogue import Catalogue


def results_of(
    catalogue: Catalogue, release: Release, figures: Iterable[Figure], sources: Mapping[str, Source]
) -> Results:
    """The results of one release alone."""
    places = {slug: place for place, slug in enumerate(catalogue.provinces)}
    known = sorted((one for one in figures if one.province in places), key=lambda one: places[one.province])
    full = release.coverage == "full"
    ranking: dict[str, list[Figure]] = {}
    for figure in known:
        if full and figure.score is not None:
            ranking.setdefault(figure.indicator, []).append(figure)
    return Results(
        index=release.index,
        period=release.period,
        year=release.year,
        releases=(release,),
        figures={(figure.province, figure.indicator): (figure,) for figure in known},
        exclusions={
            one.province: one for one in catalogue.exclusions if one.index == release.index and one.year == release.year
        },
        facts=(),
        sources=dict(sources),
        full=full,
        ranking={code: tuple(sorted(rows, key=_best_first)) for code, rows in ranking.items()},
    )


def _best_first(figure: Figure) -> float:
    return -(figure.score or 0.0)
