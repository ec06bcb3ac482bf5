"""The figures of one index and period.

On the day a ranking is announced the same tables are asked for again and again: they are read once and kept.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from sqlalchemy import Connection, select

from data.database import Database
from data.db import schema
from data.db.rows import columns, fetch
from data.model.figures import Figure, Results
from data.queries.catalogue import Catalogue
from data.queries.results import results_of

Key = tuple[str, str]


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

    async def _results(self, index: str, period: str) -> Results | None:
        catalogue = self._catalogue
        releases = catalogue.releases.get(index, {}).get(period, ())
        if not releases:
            beside = results_of(catalogue, index, period, (), ())
            return beside if beside.exclusions or any(fact.period for fact in beside.facts) else None
        async with self._database.read() as connection:
            figures = await connection.run_sync(_of_releases, [release.id for release in releases])
        return results_of(catalogue, index, period, releases, figures)


def _forget_useless(
    store: OrderedDict[Key, asyncio.Future[Results | None]], key: Key, done: asyncio.Future[Results | None]
) -> None:
    """Drop a failure, to be tried again the next time, and an empty result: what does not exist has no end."""
    if store.get(key) is done and (done.cancelled() or done.exception() or done.result() is None):
        del store[key]


FIGURE = columns(schema.figure, Figure)
BY_ID = schema.figure.c.id


def _of_releases(connection: Connection, releases: list[str]) -> list[Figure]:
    if not releases:
        return []
    query = select(*FIGURE).where(schema.figure.c.release.in_(releases)).order_by(BY_ID)
    return list(fetch(connection, query, Figure))
