"""Columns that stand in the tables of many topics."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Text, false, text

from data.db.types import Reference, Words


def text_column(name: str) -> Column[str]:
    """A text that is '' where nothing is said."""
    return Column(name, Text, nullable=False, server_default=text("''"))


def number_column(name: str) -> Column[int]:
    """A number that is 0 where nothing is counted."""
    return Column(name, Integer, nullable=False, server_default=text("0"))


def position_column() -> Column[int]:
    """Where a row stands in its seed file or in its plan: the order in which lists are shown."""
    return number_column("position")


def platform_column() -> Column[str]:
    """The messenger of a chat: with the chat's id there it is the chat's key."""
    return Column("platform", String, nullable=False, server_default=text("'telegram'"))


def words_column(name: str) -> Column[tuple[str, ...]]:
    return Column(name, Words, nullable=False, server_default=text("''"))


def flag_column(name: str) -> Column[bool]:
    """Yes or no; no unless it is said."""
    return Column(name, Boolean, nullable=False, server_default=false())


def id_column() -> Column[str]:
    return Column("id", String, primary_key=True)


def reference_column(name: str, target: str, **more: Any) -> Column[str]:
    return Column(name, String, ForeignKey(target), nullable=False, **more)


def optional_reference(name: str, target: str) -> Column[str]:
    return Column(name, Reference, ForeignKey(target))


def one_of(name: str, column: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(value) for value in values)})", name=name)
