"""Content -> tables, in the caller's transaction: the first build, and the rebuild that leaves people's rows alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from data.db import schema, schema_alerts, schema_documents, schema_plans, schema_tasks, schema_workers  # noqa: F401 - so that all tables are known
from data.db.engines import FIGURES, idiom_of
from data.db.versions import RUNS_FROM, SHIPPED, SHIPPED_BY, note
from data.model.figures import Figure
from data.seeding.content import SeedContent
from data.version import VERSION

Extra = Callable[[Any], Mapping[str, Any]]
VERSION_TABLE = text(
    "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
PUT_VERSION = text("INSERT INTO alembic_version VALUES (:version)")


def create(connection: Connection) -> None:
    """Create all tables of the newest version, and mark the database as ours and as that version."""
    schema.metadata.create_all(connection, checkfirst=False)
    connection.execute(VERSION_TABLE)
    idiom_of(connection).mark(connection)
    connection.execute(PUT_VERSION, {"version": schema.SCHEMA_VERSION})
    note(connection, RUNS_FROM, schema.RUNS_FROM)


def fill(connection: Connection, content: SeedContent, version: str) -> None:
    """Replace what was shipped by ``content``; keep chats, operators' releases, and withdrawals.

    If an operator's release has the id of a shipped one, the operator's stays and the shipped one is left out.
    """
    idiom_of(connection).defer_foreign_keys(connection)
    release = schema.release
    operators = set(connection.scalars(select(release.c.id).where(release.c.origin == "operator")))
    withdrawn = connection.execute(
        select(release.c.id, release.c.withdrawn_at, release.c.withdrawn_why).where(
            release.c.origin == "shipped", release.c.withdrawn_at.is_not(None)
        )
    ).all()
    _empty(connection, content)
    _insert_all(connection, content, operators)
    for id, moment, why in withdrawn:
        connection.execute(
            update(release)
            .where(release.c.id == id, release.c.origin == "shipped")
            .values(withdrawn_at=moment, withdrawn_why=why)
        )
    note(connection, SHIPPED, version)
    note(connection, SHIPPED_BY, VERSION)
    count_edition(connection)


def count_edition(connection: Connection) -> None:
    """Note, in the same transaction, that figures changed: whoever keeps answers then sees another data version."""
    value = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "edition"))
    note(connection, "edition", str(int(value or 0) + 1))
    idiom_of(connection).call_out(connection, FIGURES)


def _empty(connection: Connection, content: SeedContent) -> None:
    """Delete the shipped rows. A source that an operator's figures rest on stays, unless it is shipped again."""
    release, figure, source = schema.release, schema.figure, schema.source
    shipped = select(release.c.id).where(release.c.origin == "shipped")
    connection.execute(delete(figure).where(figure.c.release.in_(shipped)))
    connection.execute(delete(release).where(release.c.origin == "shipped"))
    used = set(connection.scalars(select(figure.c.source).union(select(release.c.source))))
    kept = used - {source.id for source in content.sources}
    connection.execute(delete(source).where(source.c.origin == "shipped", source.c.id.not_in(kept)))
    of = schema_documents
    for table in (
        *(of.task_agency, of.task_criterion, of.target, of.task, of.document, of.agency_broader, of.agency),
        *(schema.fact, schema.exclusion, schema.indicator, schema.edition),
        *(schema.index_, schema.name, schema.province, schema.region),
    ):
        connection.execute(delete(table))


def _insert_all(connection: Connection, content: SeedContent, operators: set[str]) -> None:
    def put(table: Table, rows: Iterable[Any], extra: Extra = lambda row: {}) -> None:
        _insert(connection, table, rows, extra)

    taken = set(connection.scalars(select(schema.source.c.id)))
    put(schema.region, content.regions)
    put(schema.province, content.provinces, lambda p: {"aliases": content.province_aliases.get(p.id)})
    put(schema.name, content.names)
    put(schema.source, [source for source in content.sources if source.id not in taken])
    put(schema.index_, content.indices, lambda i: {"aliases": content.index_aliases.get(i.id)})
    put(schema.edition, content.editions)
    put(
        schema.indicator,
        content.indicators,
        lambda i: {"aliases": content.indicator_aliases.get((i.index, i.code, i.first_year))},
    )
    put(schema.release, [release for release in content.releases if release.id not in operators])
    _insert_figures(connection, [figure for figure in content.figures if figure.release not in operators])
    put(schema.exclusion, content.exclusions)
    put(schema.fact, content.facts)
    put(schema_documents.agency, content.agencies, lambda a: {"aliases": content.agency_aliases.get(a.id)})
    pairs = [{"agency": agency, "broader": broader} for agency, broader in content.agency_broader]
    _many(connection, schema_documents.agency_broader, pairs)
    put(schema_documents.document, content.documents)
    put(schema_documents.task, content.tasks, lambda task: {"document": task.document.id})
    criteria = [
        {"task": task.id, "index": index, "indicator": indicator, "position": position}
        for task in content.tasks
        for position, (index, indicator) in enumerate(((task.index, task.indicator), *task.also))
    ]
    _many(connection, schema_documents.task_criterion, criteria)
    assignees = [
        {"task": task.id, "agency": part.agency.id, "role": part.role, "position": position}
        for task in content.tasks
        for position, part in enumerate(task.assignees)
    ]
    _many(connection, schema_documents.task_agency, assignees)
    put(schema_documents.target, content.targets, lambda target: {"document": target.document.id})


def _many(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _insert(connection: Connection, table: Table, rows: Iterable[Any], extra: Extra) -> None:
    """Insert dataclasses whose fields are the table's columns; ``extra`` gives the columns that are not fields."""
    values: list[dict[str, Any]] = []
    for position, row in enumerate(rows):
        value = {f.name: getattr(row, f.name) for f in dataclasses.fields(row) if f.name in table.c}
        if "position" in table.c:
            value["position"] = position
        values.append(value | dict(extra(row)))
    _many(connection, table, values)


def _insert_figures(connection: Connection, figures: list[Figure]) -> None:
    """Insert figures as plain tuples: there are tens of thousands, and none of their columns needs converting."""
    names = [f.name for f in dataclasses.fields(Figure)]
    idiom_of(connection).put(connection, schema.figure, names, map(attrgetter(*names), figures))
