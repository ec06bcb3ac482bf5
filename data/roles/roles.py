"""Roles in the database: who has which."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data.database import Database
from data.db.rows import columns, fetch
from data.db.schema_tasks import role as table
from data.model import TELEGRAM
from data.roles.model import Role


class Roles:
    """The roles of people on one messenger. Every method is one transaction, and may raise DatabaseBusy."""

    def __init__(self, database: Database, *, platform: str = TELEGRAM) -> None:
        self._database = database
        self._platform = platform

    async def of(self, person: int) -> tuple[Role, ...]:
        """The roles that a person has now, the oldest first: read at every action, so that what ended, ended."""

        def work(connection: Connection) -> tuple[Role, ...]:
            mine = table.c.platform == self._platform, table.c.person == person, table.c.ended.is_(None)
            return fetch(connection, select(*columns(table, Role)).where(*mine).order_by(table.c.id), Role)

        return await self._database.work(work, write=False)

    async def standing(self, province: str = "") -> tuple[Role, ...]:
        """All roles that hold, of a province or of all, the oldest first."""

        def work(connection: Connection) -> tuple[Role, ...]:
            query = select(*columns(table, Role)).where(table.c.platform == self._platform, table.c.ended.is_(None))
            if province:
                query = query.where(table.c.province == province)
            return fetch(connection, query.order_by(table.c.id), Role)

        return await self._database.work(work, write=False)
