"""Everything that is kept of a chat and, where it is a private one, of the person: read for them, and erased."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from data.alerts.model import AuditEntry, Subscription
from data.chats.chats import known_chat
from data.chats.erasure import Erased, erase
from data.chats.feedback import FeedbackEntry
from data.chats.kept_roles import (
    KeptInvitation,
    KeptReportDraft,
    KeptRole,
    KeptTaskSubscription,
    followed_tasks_of,
    invitations_of,
    report_drafts_of,
    roles_of,
)
from data.chats.waiting_updates import WaitingUpdate, waiting_of
from data.database import Database
from data.db import schema
from data.db.rows import columns, fetch
from data.db.schema_alerts import alert, alert_text, audit, feedback, outbox, subscription
from data.db.schema_workers import chat_memory, open_file
from data.model.chats import TELEGRAM, Chat, ChatKey


@dataclass(frozen=True, slots=True)
class KeptAlert:
    """An alert to the chat, sent or waiting. ``subject`` and ``release`` say what it tells of (``AlertSubject``);
    ``at`` is when it was sent or given up, None while it waits.
    """

    subject: str
    release: str
    kind: str
    created: dt.datetime
    thread: int | None
    state: str
    reason: str | None
    attempts: int
    at: dt.datetime | None
    message_id: int | None
    detail: str | None
    html: str


@dataclass(frozen=True, slots=True)
class KeptOpenFile:
    """A file that the person sent (``own``), or of which they confirmed warnings: how many. ``content`` is what is
    known of it, as the program writes it, ``size`` its bytes; ``published`` is the release that it became, if it did.
    """

    opened: dt.datetime
    own: bool
    content: str
    confirmed: int
    size: int
    published: str


@dataclass(frozen=True, slots=True)
class KeptData:
    """What is kept of a chat. ``chat``, ``created`` and ``seen`` are None where it has chosen nothing.

    ``channels`` are those that the person manages, ``deeds`` what they did as an operator, ``files`` those that they
    were asked about. ``waiting`` is what Telegram delivered and is not handled to its end; it and ``feedback`` are the
    chat's and, of a person, also what they said elsewhere. ``memories`` is what workers remember of the chat, and of
    the person elsewhere: JSON with the moment at which it was written. ``roles`` are those that the person has,
    ``invitations`` those that they made.
    """

    chat: Chat | None
    created: dt.datetime | None
    seen: dt.datetime | None
    subscriptions: tuple[Subscription, ...]
    alerts: tuple[KeptAlert, ...]
    feedback: tuple[FeedbackEntry, ...]
    channels: tuple[Chat, ...]
    deeds: tuple[AuditEntry, ...]
    waiting: tuple[WaitingUpdate, ...]
    files: tuple[KeptOpenFile, ...] = ()
    memories: tuple[tuple[dt.datetime, str], ...] = ()
    roles: tuple[KeptRole, ...] = ()
    invitations: tuple[KeptInvitation, ...] = ()
    followed_tasks: tuple[KeptTaskSubscription, ...] = ()
    report_drafts: tuple[KeptReportDraft, ...] = ()


class PersonalData:
    """What is kept, and its end. Every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat: ChatKey) -> KeptData:
        """Everything that is kept of a chat."""
        return await self._database.work(lambda connection: _kept(connection, chat), write=False)

    async def erase(self, chat: ChatKey, now: dt.datetime, carrier: int | None = None) -> Erased:
        """Leave no row with the chat's id, but for the update ``carrier`` that asks for it; says how much there was."""
        return await self._database.work(lambda connection: erase(connection, chat, now, carrier))


def _kept(connection: Connection, key: ChatKey) -> KeptData:
    known = known_chat(connection, key)
    table = schema.chat
    this = table.c.platform == key.platform, table.c.id == key.id
    of_chat = subscription.c.platform == key.platform, subscription.c.chat == key.id
    said = feedback.c.platform == key.platform, (feedback.c.chat == key.id) | (feedback.c.person == key.id)
    managed = table.c.platform == key.platform, table.c.managed_by == key.id
    deeds = select(*columns(audit, AuditEntry)).where(audit.c.who == f"{key.platform}:{key.id}")
    memory = chat_memory.c
    about = memory.platform == key.platform, (memory.chat == key.id) | (memory.person == key.id)
    remembered = select(memory.at, memory.content).where(*about).order_by(memory.chat, memory.person)
    return KeptData(
        chat=known[0] if known else None,
        created=connection.scalar(select(table.c.created).where(*this)),
        seen=known[1] if known else None,
        subscriptions=fetch(
            connection,
            select(*columns(subscription, Subscription)).where(*of_chat).order_by(subscription.c.id),
            Subscription,
        ),
        alerts=_alerts(connection, key),
        feedback=fetch(
            connection, select(*columns(feedback, FeedbackEntry)).where(*said).order_by(feedback.c.id), FeedbackEntry
        ),
        channels=fetch(connection, select(*columns(table, Chat)).where(*managed).order_by(table.c.id), Chat),
        deeds=fetch(connection, deeds.order_by(audit.c.id), AuditEntry),
        files=_files(connection, key.id) if key.platform == TELEGRAM else (),
        waiting=waiting_of(connection, key),
        memories=tuple((row.at, row.content) for row in connection.execute(remembered)),
        roles=roles_of(connection, key),
        invitations=invitations_of(connection, key),
        followed_tasks=followed_tasks_of(connection, key),
        report_drafts=report_drafts_of(connection, key),
    )


def _files(connection: Connection, operator: int) -> tuple[KeptOpenFile, ...]:
    row = open_file.c
    size = func.coalesce(func.length(row.data), 0).label("size")
    query = select(row.opened, row.operator, row.content, row.confirmed, size, row.published).order_by(row.number)
    return tuple(
        KeptOpenFile(
            one.opened, one.operator == operator, one.content, one.confirmed.get(operator, 0), one.size, one.published
        )
        for one in connection.execute(query)
        if one.operator == operator or operator in one.confirmed
    )


def _alerts(connection: Connection, key: ChatKey) -> tuple[KeptAlert, ...]:
    row = outbox.c
    query = (
        select(
            *(alert.c.subject, alert.c.release, alert.c.kind, alert.c.created),
            *(row.thread, row.state, row.reason, row.attempts),
            *(row.ended_at, row.message_id, row.detail, alert_text.c.html),
        )
        .select_from(outbox.join(alert, alert.c.id == row.alert).join(alert_text, alert_text.c.id == row.text))
        .where(row.platform == key.platform, row.chat == key.id)
        .order_by(row.id)
    )
    return fetch(connection, query, KeptAlert)
