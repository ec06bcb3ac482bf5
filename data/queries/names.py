"""The names of everything, for the gazetteer: provinces, places, regions, indices, indicators, agencies, words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from sqlalchemy import Connection, select

from data.db import schema, schema_documents
from data.model.names import Name, NameKind


def names_of(connection: Connection) -> tuple[Name, ...]:
    """All names, each once per kind and id. Names in names.csv come first and win over one made from another table."""
    found: dict[tuple[str, str], Name] = {}
    for name in (
        *_listed(connection),
        *_from(connection, schema.province, "province"),
        *_from(connection, schema.region, "region"),
        *_from(connection, schema.index_, "index"),
        *_indicators(connection),
        *_from(connection, schema_documents.agency, "agency"),
    ):
        found.setdefault((name.kind, name.id), name)
    return tuple(found.values())


def _listed(connection: Connection) -> Iterable[Name]:
    table = schema.name
    # A newer program may have shipped names of kinds that this one does not know.
    known = select(table).where(table.c.kind.in_(get_args(NameKind)))
    for row in connection.execute(known.order_by(table.c.position)):
        yield Name(row.kind, row.id, row.name_vi, row.name_en, row.aliases, row.leads_to)


def _from(connection: Connection, table: Any, kind: NameKind) -> Iterable[Name]:
    for row in connection.execute(select(table).order_by(table.c.position)):
        aliases = (row.short,) if "short" in table.c else ()
        yield _name(kind, row.id, row.name_vi, row.name_en, aliases + (row.aliases if "aliases" in table.c else ()))


def _indicators(connection: Connection) -> Iterable[Name]:
    """One name per code: the present one, with the names and short names of other editions as aliases."""
    table = schema.indicator
    rows: dict[tuple[str, str], list[Any]] = {}
    for row in connection.execute(select(table).where(table.c.code != "").order_by(table.c.position)):
        rows.setdefault((row._mapping[table.c.index], row.code), []).append(row)
    for (index, code), spans in rows.items():
        newest = max(spans, key=lambda row: row.first_year)
        aliases = [
            alias
            for row in (newest, *spans)
            for alias in (*row.aliases, row.short_vi, row.short_en, row.name_vi, row.name_en)
        ]
        yield _name("indicator", f"{index}:{code}", newest.name_vi, newest.name_en, aliases)


def _name(kind: NameKind, id: str, name_vi: str, name_en: str, aliases: Iterable[str]) -> Name:
    further = dict.fromkeys(alias for alias in aliases if alias and alias not in (name_vi, name_en))
    return Name(kind, id, name_vi, name_en, tuple(further))
