"""What of tasks is a chat's or a person's: the roles they have, the invitations they made, the tasks that are followed,
the report that they are about to make; read for them, and erased. Such a report goes with its chat.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, update

from data.db.rows import columns, fetch
from data.db.schema_tasks import report_draft, role, role_invitation, task_subscription
from data.model.chats import ChatKey

NOBODY = 0
"""Who granted a role or made an invitation, where that was a terminal, or somebody who was forgotten."""


@dataclass(frozen=True, slots=True)
class KeptRole:
    """A role that the person has, and what the administrators call them."""

    kind: str
    province: str
    agency: str
    label: str
    granted: dt.datetime


@dataclass(frozen=True, slots=True)
class KeptInvitation:
    """An invitation that the person made as an administrator; ``label`` is whom they meant, '' once it is used."""

    kind: str
    province: str
    agency: str
    label: str
    created: dt.datetime
    expires: dt.datetime
    used: dt.datetime | None
    revoked: dt.datetime | None


@dataclass(frozen=True, slots=True)
class KeptTaskSubscription:
    """Tasks that the chat follows; '' for any agency, any index."""

    province: str
    agency: str
    index: str
    thread: int | None
    created: dt.datetime


@dataclass(frozen=True, slots=True)
class KeptReportDraft:
    """What the person is about to report of a task, by its document and its key there."""

    document: str
    task: str
    state: str
    begun: dt.datetime


def roles_of(connection: Connection, key: ChatKey) -> tuple[KeptRole, ...]:
    mine = role.c.platform == key.platform, role.c.person == key.id
    return fetch(connection, select(*columns(role, KeptRole)).where(*mine).order_by(role.c.id), KeptRole)


def invitations_of(connection: Connection, key: ChatKey) -> tuple[KeptInvitation, ...]:
    table = role_invitation
    mine = table.c.platform == key.platform, table.c.invited_by == key.id
    return fetch(connection, select(*columns(table, KeptInvitation)).where(*mine).order_by(table.c.id), KeptInvitation)


def followed_tasks_of(connection: Connection, key: ChatKey) -> tuple[KeptTaskSubscription, ...]:
    table = task_subscription
    mine = table.c.platform == key.platform, table.c.chat == key.id
    query = select(*columns(table, KeptTaskSubscription)).where(*mine)
    return fetch(connection, query.order_by(table.c.id), KeptTaskSubscription)


def report_drafts_of(connection: Connection, key: ChatKey) -> tuple[KeptReportDraft, ...]:
    mine = report_draft.c.platform == key.platform, report_draft.c.chat == key.id
    return fetch(connection, select(*columns(report_draft, KeptReportDraft)).where(*mine), KeptReportDraft)


def erase_roles(connection: Connection, key: ChatKey, now: dt.datetime) -> int:
    """End the person's roles, so that nothing says whose they were; returns how many. Invitations that they made stay
    as they are: whoever holds one was promised a role.
    """
    mine = role.c.platform == key.platform, role.c.person == key.id
    ended = connection.scalar(select(func.count()).select_from(role).where(*mine)) or 0
    gone = {"person": None, "label": "", "ended": now, "ended_why": "forgotten"}
    connection.execute(update(role).where(*mine).values(gone))
    granted = role.c.platform == key.platform, role.c.granted_by == key.id
    connection.execute(update(role).where(*granted).values(granted_by=NOBODY))
    invited = role_invitation.c.platform == key.platform, role_invitation.c.invited_by == key.id
    connection.execute(update(role_invitation).where(*invited).values(invited_by=NOBODY))
    return ended


def erase_followed_tasks(connection: Connection, key: ChatKey) -> int:
    """Follow no tasks in the chat any more; returns how many that were."""
    mine = task_subscription.c.platform == key.platform, task_subscription.c.chat == key.id
    return connection.execute(delete(task_subscription).where(*mine)).rowcount
