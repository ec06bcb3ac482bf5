"""The figures: those of one period, those of one province through the years, and those of one province in every index.

On the day a ranking is announced the same tables are asked for again and again: they are read once and kept.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from data.db import schema
from data.db.database import Database
from data.db.rows import columns, fetch
from data.model import Exclusion, Figure, HistoryPoint, Latest, Release, Results
from data.queries.catalogue import Catalogue

Key = tuple[str, str]
UNSURE = ("conflict", "suspect")


class Figures:
    """Queries over one database, as of one catalogue. The last ``keep`` results are held in memory.

    Call ``invalidate`` when figures changed, that is when ``database.data_version()`` differs from the catalogue's.
    """

    def __init__(self, database: Database, catalogue: Catalogue, *, keep: int = 128) -> None:
        self._database = database
        self._keep = keep
        self.invalidate(catalogue)

    def invalidate(self, catalogue: Catalogue) -> None:
        """Forget what was read, and answer as of this catalogue from now on."""
        self._catalogue = catalogue
        self._kept: OrderedDict[Key, asyncio.Future[Results | None]] = OrderedDict()
        self._measured: dict[Key, dict[str, int]] = {}
        self._full = {
            release.id
            for periods in catalogue.releases.values()
            for releases in periods.values()
            for release in releases
            if release.coverage == "full"
        }

    async def results(self, index: str, period: str) -> Results | None:
        """Everything known of an index and a period ('2024', '2026-09-17'); None when nothing at all is known.

        Several calls at the same time read it once. The value is shared: do not change its dictionaries.
        """
        key = (index, period)
        kept = self._kept.get(key)
        if kept is None:
            store = self._kept
            kept = store[key] = asyncio.ensure_future(self._results(index, period))
            kept.add_done_callback(lambda done: _forget_useless(store, key, done))
        self._kept.move_to_end(key)
        while len(self._kept) > self._keep:
            self._kept.popitem(last=False)
        return await asyncio.shield(kept)

    async def history(self, province: str, index: str, indicator: str = "") -> tuple[HistoryPoint, ...]:
        """The history of a province in one criterion, the oldest first: every period with a figure or an exclusion."""
        periods = self._catalogue.releases.get(index, {})
        releases = {release.id: release for several in periods.values() for release in several}
        async with self._database.read() as connection:
            found = await connection.run_sync(_of_province, province, indicator, list(releases))
            if (index, indicator) not in self._measured:
                full = [id for id in releases if id in self._full]
                self._measured[index, indicator] = await connection.run_sync(_measured, full, indicator)
        return self._points(province, index, indicator, found)

    async def latest(self, province: str) -> tuple[Latest, ...]:
        """The newest standing in each index that has figures of the province (or left it out), in the indices' order.

        It is the standing in the total, or in the first known criterion where no total of the index is known
        for the province.
        """
        catalogue = self._catalogue
        index_of = {
            release.id: index
            for index, periods in catalogue.releases.items()
            for releases in periods.values()
            for release in releases
        }
        async with self._database.read() as connection:
            found = await connection.run_sync(_of_province, province, "", list(index_of))
            known = {index_of[figure.release] for figure in found}
            further = [id for id, index in index_of.items() if index not in known]
            found += await connection.run_sync(_of_province, province, None, further)
            if any((index, "") not in self._measured for index in catalogue.indices):
                counts = await connection.run_sync(_measured, list(self._full), "")
                self._measured |= {(index, ""): counts for index in catalogue.indices}
        latest: list[Latest] = []
        for index in catalogue.indices:
            mine = [figure for figure in found if index_of[figure.release] == index]
            codes = {figure.indicator for figure in mine}
            first = next((row.code for row in catalogue.indicators[index] if row.code in codes), "")
            code = "" if index in known else first
            points = self._points(province, index, code, [figure for figure in mine if figure.indicator == code])
            if points:
                latest.append(Latest(index, code, points[-1]))
        return tuple(latest)

    async def _results(self, index: str, period: str) -> Results | None:
        catalogue = self._catalogue
        releases = catalogue.releases.get(index, {}).get(period, ())
        year = releases[0].year if releases else int(period[:4]) if period[:4].isdecimal() else 0
        exclusions = [row for row in catalogue.exclusions if row.index == index and row.year == year]
        facts = [row for row in catalogue.facts if row.index == index and row.period in ("", str(year), period)]
        if not releases and not exclusions and not any(fact.period for fact in facts):
            return None
        async with self._database.read() as connection:
            figures = await connection.run_sync(_of_releases, [release.id for release in releases])
        places = {id: place for place, id in enumerate(catalogue.provinces)}
        figures.sort(key=lambda figure: places[figure.province])
        found: dict[Key, tuple[Figure, ...]] = {}
        ranking: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            key = (figure.province, figure.indicator)
            found[key] = (*found[key], figure) if key in found else (figure,)
            if figure.release in self._full and figure.score is not None:
                ranking[figure.indicator].append(figure)
        used = {row.source for rows in (releases, figures, exclusions, facts) for row in rows}
        return Results(
            index=index,
            period=period,
            year=year,
            releases=releases,
            figures={key: self._in_order(several) for key, several in found.items()},
            exclusions={exclusion.province: exclusion for exclusion in exclusions},
            facts=tuple(facts),
            sources={id: source for id, source in catalogue.sources.items() if id in used},
            full=any(release.id in self._full for release in releases),
            ranking={code: tuple(sorted(rows, key=_best_first)) for code, rows in ranking.items()},
        )

    def _in_order(self, figures: Iterable[Figure]) -> tuple[Figure, ...]:
        """Order figures, the one to show first: from whole tables, then undisputed, not derived, scored, ranked."""
        several = tuple(figures)
        if len(several) < 2:
            return several

        def order(figure: Figure) -> tuple[bool, bool, bool, bool, bool]:
            return (
                not (figure.release in self._full and (figure.score is not None or figure.rank is not None)),
                figure.flag in UNSURE,
                figure.flag == "derived" or figure.rank_kind == "derived",
                figure.score is None,
                figure.rank is None,
            )

        return tuple(sorted(several, key=order))

    def _points(self, province: str, index: str, indicator: str, figures: Iterable[Figure]) -> tuple[HistoryPoint, ...]:
        periods = self._catalogue.releases.get(index, {})
        release_of: dict[str, Release] = {release.id: release for rows in periods.values() for release in rows}
        by_period: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            by_period[release_of[figure.release].period].append(figure)
        left_out = {row.year: row for row in self._catalogue.exclusions if _concerns(row, province, index, indicator)}
        years = {period: periods[period][0].year for period in by_period}
        years |= {str(year): year for year in left_out if year not in years.values()}
        points: list[HistoryPoint] = []
        for period in sorted(years):
            several = self._in_order(by_period.get(period, ()))
            whole = next((release.id for release in periods.get(period, ()) if release.id in self._full), None)
            points.append(
                HistoryPoint(
                    period=period,
                    year=years[period],
                    figure=several[0] if several else None,
                    others=several[1:],
                    measured=self._measured[index, indicator].get(whole, 0) if whole else None,
                    exclusion=left_out.get(years[period]),
                )
            )
        return tuple(points)


def _forget_useless(
    store: OrderedDict[Key, asyncio.Future[Results | None]], key: Key, done: asyncio.Future[Results | None]
) -> None:
    """Drop a failure, to be tried again the next time, and an empty result: what does not exist has no end."""
    if store.get(key) is done and (done.cancelled() or done.exception() or done.result() is None):
        del store[key]


def _best_first(figure: Figure) -> float:
    return -(figure.score or 0.0)


def _concerns(exclusion: Exclusion, province: str, index: str, indicator: str) -> bool:
    """Whether the exclusion explains a missing figure; a province left out of some criteria has no total, either."""
    if (exclusion.province, exclusion.index) != (province, index):
        return False
    return not exclusion.indicators or not indicator or indicator in exclusion.indicators


FIGURE = columns(schema.figure, Figure)
BY_ID = schema.figure.c.id


def _of_releases(connection: Connection, releases: list[str]) -> list[Figure]:
    if not releases:
        return []
    query = select(*FIGURE).where(schema.figure.c.release.in_(releases)).order_by(BY_ID)
    return list(fetch(connection, query, Figure))


def _of_province(connection: Connection, province: str, indicator: str | None, releases: list[str]) -> list[Figure]:
    """The figures of a province in some releases; those of all criteria when ``indicator`` is None."""
    if not releases:
        return []
    figure = schema.figure
    query = select(*FIGURE).where(figure.c.province == province, figure.c.release.in_(releases)).order_by(BY_ID)
    if indicator is not None:
        query = query.where(figure.c.indicator == indicator)
    return list(fetch(connection, query, Figure))


def _measured(connection: Connection, releases: list[str], indicator: str) -> dict[str, int]:
    """Release -> how many provinces have a score for the criterion."""
    figure = schema.figure
    query = select(figure.c.release, func.count(figure.c.score)).group_by(figure.c.release)
    query = query.where(figure.c.release.in_(releases), figure.c.indicator == indicator)
    return {row[0]: row[1] for row in connection.execute(query)}
