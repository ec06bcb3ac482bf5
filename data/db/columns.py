"""Columns that stand in the tables of many topics."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Text, text


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
