"""Roles in the database: who has which, and their end."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, select

from data.database import Database
from data.db.rows import columns, fetch
from data.db.schema_tasks import role as table
from data.model.chats import TELEGRAM
from data.roles.model import Role
from data.roles.rows import end, held_by, role_of


class Roles:
    """The roles of people on one messenger. Every method is one transaction, and may raise DatabaseBusy."""

    def __init__(self, database: Database, *, platform: str = TELEGRAM) -> None:
        self._database = database
        self._platform = platform

    async def of(self, person: int) -> tuple[Role, ...]:
        """The roles that a person has now, the oldest first: read at every action, so that what ended, ended."""
        return await self._database.work(lambda connection: held_by(connection, self._platform, person), write=False)

    async def standing(self, province: str = "") -> tuple[Role, ...]:
        """All roles that hold, of a province or of all, the oldest first."""

        def work(connection: Connection) -> tuple[Role, ...]:
            query = select(*columns(table, Role)).where(table.c.platform == self._platform, table.c.ended.is_(None))
            if province:
                query = query.where(table.c.province == province)
            return fetch(connection, query.order_by(table.c.id), Role)

        return await self._database.work(work, write=False)

    async def get(self, id: int) -> Role | None:
        """A role that holds; None where there is none of this number, or it has ended."""
        return await self._database.work(lambda connection: self._holding(connection, id), write=False)

    async def remove(self, id: int, *, who: str, now: dt.datetime) -> Role | None:
        """Take a role away; returns what it was, None where it does not hold any more. ``who`` is for the audit."""

        def work(connection: Connection) -> Role | None:
            found = self._holding(connection, id)
            if found is not None:
                end(connection, found, "removed", who, now)
            return found

        return await self._database.work(work)

    async def leave(self, id: int, person: int, now: dt.datetime) -> Role | None:
        """End a person's own role; returns what it was, None where they do not have it."""

        def work(connection: Connection) -> Role | None:
            found = self._holding(connection, id)
            if found is None or found.person != person:
                return None
            end(connection, found, "left", f"{self._platform}:{person}", now)
            return found

        return await self._database.work(work)

    def _holding(self, connection: Connection, id: int) -> Role | None:
        found = role_of(connection, self._platform, id)
        return found if found is not None and found.ended is None else None
