"""Roles in the database: who has which, and their end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, insert, select

from data.alerts.mailing import ADDRESS, addressee, post
from data.alerts.model import Addressee, Mail
from data.database import Database
from data.db import schema
from data.db.rows import columns, fetch
from data.db.schema_alerts import alert
from data.db.schema_tasks import role as table
from data.model.chats import TELEGRAM
from data.roles.model import Role
from data.roles.rows import end, held_by, role_of

NEWS = dt.timedelta(days=7)
"""How long the news of a role's end is of use."""
RoleWord = Callable[[Addressee, Role], Mail]
"""Words for whoever lost a role. It must be quick: it is called in a transaction."""


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

    async def remove(self, id: int, *, who: str, now: dt.datetime, word: RoleWord | None = None) -> Role | None:
        """Take a role away; returns what it was, None where it does not hold any more. ``who`` is for the audit. With
        ``word`` the person is told by way of the outbox.
        """

        def work(connection: Connection) -> Role | None:
            found = self._holding(connection, id)
            if found is not None:
                end(connection, found, "removed", who, now)
                if word is not None and found.person is not None:
                    self._tell(connection, found, found.person, word, now)
            return found

        return await self._database.work(work)

    def _tell(self, connection: Connection, one: Role, person: int, word: RoleWord, now: dt.datetime) -> None:
        chat = schema.chat.c
        known = connection.execute(select(*ADDRESS).where(chat.platform == self._platform, chat.id == person)).first()
        to = addressee(self._platform, person, None, tuple(known) if known is not None else (None,) * len(ADDRESS))
        values = {
            "subject": "role", "release": str(one.id), "kind": "release", "created": now, "expires": now + NEWS,
            "total": 0,
        }  # fmt: skip
        id = connection.execute(insert(alert).values(values).returning(alert.c.id)).scalar_one()
        post(connection, id, [(to, word(to, one))], now)

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
