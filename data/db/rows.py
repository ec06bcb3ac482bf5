"""Table rows as the domain's dataclasses: each column that a class needs is named like its field."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Select, Table, select

T = TypeVar("T")


def columns(table: Table, model: type[Any], *without: str) -> list[Column[Any]]:
    """The table's columns in the order of the class's fields, so that ``model(*row)`` makes an instance."""
    return [table.c[f.name] for f in dataclasses.fields(model) if f.name not in without]


def selection(table: Table, model: type[Any]) -> Select[*tuple[Any, ...]]:
    """A query for all rows, in the order of their seed file where the table keeps that order."""
    query = select(*columns(table, model))
    return query.order_by(table.c.position) if "position" in table.c else query


def fetch(connection: Connection, query: Select[*tuple[Any, ...]], model: type[T]) -> tuple[T, ...]:
    return tuple(model(*row) for row in connection.execute(query).all())
