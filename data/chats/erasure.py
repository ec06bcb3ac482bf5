"""Forgetting a chat: no row has its id afterwards. What others must be able to rely on stays without it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, select, text, update

from data.alerts.pause import chat_is
from data.alerts.progress import Changes
from data.chats.kept_roles import erase_followed_tasks, erase_roles
from data.chats.waiting_updates import erase_waiting
from data.db import schema
from data.db.schema_alerts import audit, feedback, subscription
from data.db.schema_workers import chat_memory, open_file
from data.db.types import stamp
from data.model.chats import TELEGRAM, ChatKey

FORGOTTEN = "forgotten"
"""The platform of an outbox row whose chat was forgotten, and the reason of one that was not sent because of it."""
ERASED = "đã xóa"
"""Who did something, where that person was forgotten."""
UNSENT = ("pending", "held", "claimed")
ROWS = text("SELECT id, alert, state, reason FROM outbox WHERE platform = :platform AND chat = :chat")
DISOWN = text(
    f"UPDATE outbox SET platform = '{FORGOTTEN}', chat = id, thread = NULL, message_id = NULL, detail = NULL,"
    " holder = NULL, lease_until = NULL, not_before = 0,"
    f" ended_at = CASE WHEN state IN {UNSENT!r} THEN :at ELSE ended_at END,"
    f" reason = CASE WHEN state IN {UNSENT!r} THEN '{FORGOTTEN}' ELSE reason END,"
    f" state = CASE WHEN state IN {UNSENT!r} THEN 'superseded' ELSE state END"
    " WHERE platform = :platform AND chat = :chat"
)


@dataclass(frozen=True, slots=True)
class Erased:
    """How much of a chat there was: what it followed, its alerts (sent or waiting) and its feedback; the channels that
    the person no longer manages from here, the deeds that stay without a name, the files that were still open, and the
    roles that ended.
    """

    known: bool
    subscriptions: int
    alerts: int
    feedback: int
    channels: int
    deeds: int
    files: int
    roles: int = 0


def erase(connection: Connection, chat: ChatKey, now: dt.datetime, carrier: int | None = None) -> Erased:
    """Erase a chat (and, where it is a private one, the person), in the caller's transaction. ``carrier`` is the number
    of the update that asks for it; its content goes when it is done.

    Rows of the outbox stay as rows of nobody: the counts of their alerts hold, and their numbers, by which a sender
    may be about to record what became of them, are not given to other rows. What waits is not sent.
    """
    platform, id = chat
    followed = connection.execute(
        delete(subscription).where(subscription.c.platform == platform, subscription.c.chat == id)
    ).rowcount
    followed += erase_followed_tasks(connection, chat)
    erase_waiting(connection, chat, carrier)
    alerts = _disown(connection, chat, now)
    said = connection.execute(
        delete(feedback).where(feedback.c.platform == platform, (feedback.c.chat == id) | (feedback.c.person == id))
    ).rowcount
    connection.execute(
        delete(chat_memory).where(
            chat_memory.c.platform == platform, (chat_memory.c.chat == id) | (chat_memory.c.person == id)
        )
    )
    managed = schema.chat.c.platform == platform, schema.chat.c.managed_by == id
    channels = connection.execute(update(schema.chat).where(*managed).values(managed_by=None)).rowcount
    deeds = connection.execute(update(audit).where(audit.c.who == f"{platform}:{id}").values(who=ERASED)).rowcount
    files = _forget_files(connection, id) if platform == TELEGRAM else 0
    roles = erase_roles(connection, chat, now)
    known = connection.execute(delete(schema.chat).where(*chat_is(chat))).rowcount
    return Erased(bool(known), followed, alerts, said, channels, deeds, files, roles)


def _forget_files(connection: Connection, operator: int) -> int:
    """Forget an operator's own files, and what they confirmed of others; returns how many were not published yet."""
    own = open_file.c.operator == operator
    count = select(func.count()).select_from(open_file).where(own, open_file.c.published == "")
    files = connection.scalar(count) or 0
    connection.execute(delete(open_file).where(own))
    for row in connection.execute(select(open_file.c.id, open_file.c.confirmed)).all():
        if operator in row.confirmed:
            others = {id: n for id, n in row.confirmed.items() if id != operator}
            changed = update(open_file).where(open_file.c.id == row.id)
            connection.execute(changed.values(confirmed=others, version=open_file.c.version + 1))
    return files


def _disown(connection: Connection, chat: ChatKey, now: dt.datetime) -> int:
    of_chat = {"platform": chat.platform, "chat": chat.id}
    rows = connection.execute(ROWS, of_chat).all()
    if not rows:
        return 0
    changes = Changes()
    for row in rows:
        if row.state in UNSENT:
            changes.moved(row.alert, row.state, "superseded", was=row.reason, why=FORGOTTEN)
    connection.execute(DISOWN, {"at": stamp(now), **of_chat})
    changes.write(connection)
    return len(rows)
