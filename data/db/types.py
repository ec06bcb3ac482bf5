"""Column types that carry the domain's plain values to a database and back."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

Wide = Integer().with_variant(BigInteger(), "postgresql")
"""A whole number of 64 bits, which in SQLite every one is."""


class InCodeOrder(FunctionElement[str]):
    """A column of texts, to be ordered by their characters' numbers, whatever order the database's language has."""

    inherit_cache = True
    name = "in_code_order"
    type = String()


@compiles(InCodeOrder)
def _plain(element: InCodeOrder, compiler: Any, **more: Any) -> str:
    return str(compiler.process(element.clauses, **more))


@compiles(InCodeOrder, "postgresql")
def _by_code(element: InCodeOrder, compiler: Any, **more: Any) -> str:
    return f'{compiler.process(element.clauses, **more)} COLLATE "C"'


class Words(TypeDecorator[tuple[str, ...]]):
    """A tuple of words as text, separated by semicolons."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str:
        return ";".join(value or ())

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:
        return tuple(value.split(";")) if value else ()


class Counts(TypeDecorator[dict[int, int]]):
    """A number for each of some ids, as JSON; '' for none."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[int, int] | None, dialect: Dialect) -> str:
        return json.dumps({str(id): n for id, n in value.items()}) if value else ""

    def process_result_value(self, value: Any, dialect: Dialect) -> dict[int, int]:
        return {int(id): n for id, n in json.loads(value).items()} if value else {}


class Reference(TypeDecorator[str]):
    """A reference that may be absent: '' in the domain, NULL in the table."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value or None

    def process_result_value(self, value: Any, dialect: Dialect) -> str:
        return value or ""


class Moment(TypeDecorator[dt.datetime]):
    """A point in time, always aware and in UTC (SQLite itself keeps no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Instant(TypeDecorator[dt.datetime]):
    """A point in time as milliseconds since 1970, which is small and quick to compare in a table of a million rows."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else stamp(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> dt.datetime | None:
        return None if value is None else moment(value)


def stamp(value: dt.datetime) -> int:
    """The form in which an Instant column keeps an aware datetime."""
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return (value - _EPOCH) // dt.timedelta(milliseconds=1)


def moment(value: int) -> dt.datetime:
    """The number in an Instant column as an aware datetime in UTC."""
    return _EPOCH + dt.timedelta(milliseconds=value)


_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
