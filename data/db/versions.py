"""The versions of what is in a database, and whether this program can go on with them as they are.

Tables and figures have each an order. Tables of a newer version serve an older program as long as they were only added
to; the newer program says so in the database. Figures that a newer version shipped are never replaced by an older one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, delete, insert

from data.db import schema
from data.version import VERSION, order

SHIPPED, SHIPPED_BY, RUNS_FROM = "shipped", "shipped_by", "runs_from"
"""The keys in ``meta``: what was shipped, by which version of the program, and the oldest tables whose program can go
on with these.
"""


@dataclass(frozen=True, slots=True)
class Versions:
    """What a database says of itself. ``tables`` and ``shipped`` (a hash of the seed) are '' where something is
    missing; ``shipped_by`` and ``runs_from`` are '' in one that no program wrote that knew of them.
    """

    tables: str
    shipped: str
    shipped_by: str = ""
    runs_from: str = ""

    @classmethod
    def read(cls, tables: str | None, meta: Mapping[str, str]) -> Self:
        """From the version that Alembic keeps and the rows of ``meta``."""
        return cls(tables or "", *(meta.get(key, "") for key in (SHIPPED, SHIPPED_BY, RUNS_FROM)))

    @classmethod
    def of_this_program(cls, shipped: str) -> Self:
        return cls(schema.SCHEMA_VERSION, shipped, VERSION, schema.RUNS_FROM)

    @property
    def whole(self) -> bool:
        return bool(self.tables and self.shipped)

    @property
    def newer_tables(self) -> bool:
        """Whether the tables are of a version that this program does not know."""
        return order(self.tables) > order(schema.SCHEMA_VERSION)

    @property
    def newer_figures(self) -> bool:
        """Whether the shipped figures are not this program's to replace."""
        return self.newer_tables or order(self.shipped_by) > order(VERSION)

    @property
    def outgrown(self) -> bool:
        """Whether the tables are newer ones with which this program cannot go on."""
        return self.newer_tables and not () < order(self.runs_from) <= order(schema.SCHEMA_VERSION)

    def serve(self, shipped: str) -> bool:
        """Whether this program, which ships that, can work with the database as it is."""
        if not self.whole or self.outgrown:
            return False
        known = self.newer_tables or self.tables == schema.SCHEMA_VERSION
        return known and (self.shipped == shipped or self.newer_figures)


def note(connection: Connection, key: str, value: str) -> None:
    """Keep a value in ``meta``, in the place of the one before."""
    connection.execute(delete(schema.meta).where(schema.meta.c.key == key))
    connection.execute(insert(schema.meta).values(key=key, value=value))
