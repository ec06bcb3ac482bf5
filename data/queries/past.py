"""Tables as they once stood: the figures of releases that have been corrected or withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, select

from data.database import Database
from data.db import schema
from data.db.rows import columns, fetch
from data.model.figures import Figure, Release, Source


async def releases_of(database: Database, index: str, period: str) -> tuple[Release, ...]:
    """Every release of an index and a period, in force or not, the newest first."""
    table = schema.release
    query = select(*columns(table, Release)).where(table.c.index == index, table.c.period == period)

    async with database.read() as connection:
        found = await connection.run_sync(fetch, query.order_by(table.c.position), Release)
    return tuple(reversed(found))


async def figures_of(database: Database, releases: Collection[str]) -> dict[str, tuple[Figure, ...]]:
    """The figures of each of these releases by its id; () for a release that has none."""
    table = schema.figure
    query = select(*columns(table, Figure)).where(table.c.release.in_(releases)).order_by(table.c.id)
    found: dict[str, list[Figure]] = defaultdict(list)
    async with database.read() as connection:
        for figure in await connection.run_sync(fetch, query, Figure):
            found[figure.release].append(figure)
    return {release: tuple(found[release]) for release in releases}


async def sources_of(database: Database, ids: Collection[str]) -> dict[str, Source]:
    """Sources by their ids, including those that nothing in force refers to."""

    def read(connection: Connection) -> dict[str, Source]:
        query = select(*columns(schema.source, Source)).where(schema.source.c.id.in_(ids))
        return {source.id: source for source in fetch(connection, query, Source)}

    async with database.read() as connection:
        return await connection.run_sync(read)
