"""Invitations in the database: each gives a role once. Of its secret only a hash is kept, so that whoever reads the
database, or a copy of it, can use none.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import string
from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select, update

from data.chats.kept_roles import NOBODY
from data.database import Database
from data.db.rows import columns, fetch
from data.db.schema_tasks import role_invitation as table
from data.model.chats import TELEGRAM, ChatKey
from data.releases.audit import note
from data.roles.model import Appointment, Invitation, Role, Unusable
from data.roles.rows import about, give, held_by

HOLDS = dt.timedelta(hours=24)
REMEMBERED = dt.timedelta(days=30)
"""For how long it is known of an invitation that was not accepted that it is too old, or was revoked."""
LETTERS = string.ascii_letters + string.digits
"""Those of a secret. A link may have - and _ as well, but one that ends so loses its end where people copy it."""
LONG = 24
"""The letters of a secret: 142 random bits."""


class Invitations:
    """The invitations of one messenger. Every method is one transaction, and may raise DatabaseBusy."""

    def __init__(self, database: Database, *, platform: str = TELEGRAM) -> None:
        self._database = database
        self._platform = platform

    async def make(
        self, appointment: Appointment, *, who: str, now: dt.datetime, by: int = NOBODY
    ) -> tuple[Invitation, str]:
        """Make an invitation; returns it with its secret, which is told nowhere else. ``by`` is the administrator's
        number, ``who`` the same for the audit.
        """
        secret = "".join(secrets.choice(LETTERS) for _ in range(LONG))
        values = {
            "hash": _hash(secret),
            "platform": self._platform,
            "invited_by": by,
            "created": now,
            "expires": now + HOLDS,
            **asdict(appointment),
        }

        def work(connection: Connection) -> Invitation:
            past = table.c.used.is_(None), table.c.expires < now - REMEMBERED
            connection.execute(delete(table).where(*past))
            made = connection.execute(insert(table).values(values)).inserted_primary_key
            assert made is not None
            found = self._find(connection, made[0])
            assert found is not None
            note(connection, now, who, "invite", name_of(found.id), detail=about(found))
            return found

        return await self._database.work(work), secret

    async def look(self, secret: str, person: int, now: dt.datetime) -> Invitation | Unusable:
        """What a person who has the secret is invited to, or why they are not. It stays as it is."""
        return await self._database.work(lambda connection: self._open_to(connection, secret, person, now), write=False)

    async def accept(self, secret: str, person: int, now: dt.datetime) -> Role | Unusable:
        """Give the person the role, and use the invitation up: of two who accept it at the same moment one gets it."""

        def work(connection: Connection) -> Role | Unusable:
            found = self._open_to(connection, secret, person, now)
            if not isinstance(found, Invitation):
                return found
            still = table.c.id == found.id, table.c.used.is_(None), table.c.revoked.is_(None)
            if not connection.execute(update(table).where(*still).values(used=now, label="")).rowcount:
                return "used"
            made = give(connection, found, ChatKey(self._platform, person), now)
            connection.execute(update(table).where(table.c.id == found.id).values(role=made.id))
            return made

        return await self._database.work(work)

    async def waiting(self, now: dt.datetime) -> tuple[Invitation, ...]:
        """All that can still be accepted, the oldest first."""
        query = select(*columns(table, Invitation)).where(
            table.c.platform == self._platform, table.c.used.is_(None), table.c.revoked.is_(None), table.c.expires > now
        )
        return await self._database.work(
            lambda connection: fetch(connection, query.order_by(table.c.id), Invitation), write=False
        )

    async def revoke(self, id: int, *, who: str, now: dt.datetime) -> Invitation | None:
        """Revoke an invitation that is open; returns what it was, None where it is not open any more."""

        def work(connection: Connection) -> Invitation | None:
            found = self._find(connection, id)
            if found is None or found.unusable(now) is not None:
                return None
            connection.execute(update(table).where(table.c.id == id).values(revoked=now, label=""))
            note(connection, now, who, "revoke invitation", name_of(id), detail=about(found))
            return found

        return await self._database.work(work)

    def _open_to(self, connection: Connection, secret: str, person: int, now: dt.datetime) -> Invitation | Unusable:
        query = select(*columns(table, Invitation)).where(
            table.c.platform == self._platform, table.c.hash == _hash(secret)
        )
        found = next(iter(fetch(connection, query, Invitation)), None)
        if found is None:
            return "unknown"
        wanted = (found.kind, found.province, found.agency)
        for one in held_by(connection, self._platform, person):
            if (one.kind, one.province, one.agency) == wanted:
                return "held"
        unusable = found.unusable(now)
        if unusable is None and person == found.invited_by:
            return "own"
        return unusable or found

    def _find(self, connection: Connection, id: int) -> Invitation | None:
        query = select(*columns(table, Invitation)).where(table.c.platform == self._platform, table.c.id == id)
        return next(iter(fetch(connection, query, Invitation)), None)


def name_of(invitation: int) -> str:
    """What the audit calls an invitation."""
    return f"invitation:{invitation}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
