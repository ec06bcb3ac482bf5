"""Figures -> Results: what is known of an index and a period, in the order in which answers show it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from data.agreement import DOUBTED, completed
from data.model.figures import Figure, Release, Results, Source
from data.queries.catalogue import Catalogue


def results_of(
    catalogue: Catalogue,
    index: str,
    period: str,
    releases: Sequence[Release],
    figures: Iterable[Figure],
    sources: Mapping[str, Source] | None = None,
) -> Results:
    """The figures of these releases, with the exclusions and facts of the period. ``figures`` of provinces that the
    catalogue does not know are left out. ``sources``: those of releases that are not in the catalogue.
    """
    year = releases[0].year if releases else int(period[:4]) if period[:4].isdecimal() else 0
    full = {release.id for release in releases if release.coverage == "full"}
    places = {id: place for place, id in enumerate(catalogue.provinces)}
    known = sorted((one for one in figures if one.province in places), key=lambda one: places[one.province])
    found: dict[tuple[str, str], tuple[Figure, ...]] = {}
    ranking: dict[str, list[Figure]] = defaultdict(list)
    for figure in known:
        key = (figure.province, figure.indicator)
        found[key] = (*found.get(key, ()), figure)
        if figure.release in full and figure.score is not None:
            ranking[figure.indicator].append(figure)
    shown = {key: _in_order(several, full) for key, several in found.items()}
    made = {key: completed(several) for key, several in shown.items()}
    exclusions = [row for row in catalogue.exclusions if row.index == index and row.year == year]
    facts = [row for row in catalogue.facts if row.index == index and row.period in ("", str(year), period)]
    used = {row.source for rows in (releases, known, exclusions, facts) for row in rows}
    every = catalogue.sources if sources is None else {**catalogue.sources, **sources}
    return Results(
        index=index,
        period=period,
        year=year,
        releases=tuple(releases),
        figures={key: (made[key][0], *several[1:]) for key, several in shown.items()},
        exclusions={exclusion.province: exclusion for exclusion in exclusions},
        facts=tuple(facts),
        sources={id: source for id, source in every.items() if id in used},
        full=bool(full),
        ranking={code: tuple(sorted(rows, key=_best_first)) for code, rows in ranking.items()},
        halves={key: halves for key, (_, halves) in made.items() if len(halves) > 1},
    )


def _in_order(figures: tuple[Figure, ...], full: set[str]) -> tuple[Figure, ...]:
    """First the whole table's; then the not contradicted, the contradicted, the impossible; then by what they give."""
    if len(figures) < 2:
        return figures

    def order(figure: Figure) -> tuple[bool, int, bool, bool, bool]:
        return (
            not (figure.release in full and (figure.score is not None or figure.rank is not None)),
            DOUBTED.index(figure.flag) + 1 if figure.flag in DOUBTED else 0,
            figure.flag == "derived" or figure.rank_kind == "derived",
            figure.score is None,
            figure.rank is None,
        )

    return tuple(sorted(figures, key=order))


def _best_first(figure: Figure) -> float:
    return -(figure.score or 0.0)
