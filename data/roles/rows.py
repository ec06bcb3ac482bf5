"""Roles as rows: found, given and ended within the caller's transaction, each time with a line in the audit."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, insert, select, update

from data.db.rows import columns, fetch
from data.db.schema_tasks import role as table
from data.model.chats import ChatKey
from data.releases.audit import note
from data.roles.model import Ending, Invitation, Role


def name_of(role: int) -> str:
    """What the audit calls a role."""
    return f"role:{role}"


def about(one: Role | Invitation) -> str:
    """What the audit says of it: what it allows, and where. Never whose it is."""
    return " ".join(filter(None, (one.kind, one.province, one.agency)))


def role_of(connection: Connection, platform: str, id: int) -> Role | None:
    """The role of a number, also one that has ended."""
    query = select(*columns(table, Role)).where(table.c.platform == platform, table.c.id == id)
    return next(iter(fetch(connection, query, Role)), None)


def held_by(connection: Connection, platform: str, person: int) -> tuple[Role, ...]:
    """The roles that a person has now, the oldest first."""
    mine = table.c.platform == platform, table.c.person == person, table.c.ended.is_(None)
    return fetch(connection, select(*columns(table, Role)).where(*mine).order_by(table.c.id), Role)


def give(connection: Connection, invitation: Invitation, key: ChatKey, now: dt.datetime) -> Role:
    """Give the role of an invitation to a person, who does not have it yet."""
    values = {
        "platform": key.platform,
        "person": key.id,
        "kind": invitation.kind,
        "province": invitation.province,
        "agency": invitation.agency,
        "label": invitation.label,
        "granted_by": invitation.invited_by,
        "granted": now,
    }
    made = connection.execute(insert(table).values(values)).inserted_primary_key
    assert made is not None
    found = role_of(connection, key.platform, made[0])
    assert found is not None
    note(connection, now, f"{key.platform}:{key.id}", "accept role", name_of(found.id), detail=about(found))
    return found


def end(connection: Connection, found: Role, why: Ending, who: str, now: dt.datetime) -> None:
    """End a role that holds. Whose it was is known no more; what was done by it stays."""
    values = {"ended": now, "ended_why": why, "person": None, "label": ""}
    connection.execute(update(table).where(table.c.id == found.id).values(values))
    what = {"left": "leave role", "removed": "remove role"}[why]
    note(connection, now, who, what, name_of(found.id), detail=about(found))
