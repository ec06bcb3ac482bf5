"""What pausing, resuming and unfollowing do to the pending rows of a chat that cannot be reached or follows nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, TextClause, bindparam, select, text, update

from data.alerts.progress import QUIET, STOPPED, Changes
from data.alerts.quiet_hours import quiet_until
from data.db import schema
from data.db.types import stamp
from data.model.chats import ChatKey

UNFOLLOWED = "unfollowed"
"""The reason of a row that is not sent because its chat follows nothing any more."""


def _of_chat(which: str) -> TextClause:
    query = "SELECT id, alert, state, reason FROM outbox WHERE platform = :platform AND chat = :chat AND "
    return text(query + which)


PENDING = _of_chat("state = 'pending'")
HELD = _of_chat("state = 'held'")
WAITING = _of_chat("state IN ('pending', 'held')")
DROPPED = _of_chat(
    f"state = 'superseded' AND reason = '{UNFOLLOWED}' AND alert IN (SELECT id FROM alert WHERE ended IS NULL)"
)
CHANGE = text("UPDATE outbox SET state = :state, reason = :reason WHERE id = :id")
CHANGE_AND_PUT = text("UPDATE outbox SET state = :state, reason = :reason, not_before = :not_before WHERE id = :id")
REQUIET = text(
    "UPDATE outbox SET not_before = :not_before, reason = NULL WHERE platform = :platform AND chat = :chat"
    " AND state = 'pending' AND (attempts = 0 OR reason = 'quiet')"
)
PUT_BACK = "state = 'pending' AND not_before > 0"
SAID = text(f"SELECT DISTINCT alert FROM outbox WHERE {PUT_BACK} AND reason = :stopped AND :alert IN (0, alert)")
RELEASE = text(
    f"UPDATE outbox SET not_before = 0, reason = NULL WHERE {PUT_BACK} AND attempts > 0"
    " AND coalesce(reason, '') <> :quiet AND alert IN :alerts"
).bindparams(bindparam("alerts", expanding=True))

RESUMED = text("UPDATE alert SET resumed = resumed + 1 WHERE id IN :alerts").bindparams(
    bindparam("alerts", expanding=True)
)


def pause(connection: Connection, chat: ChatKey, reason: str, now: dt.datetime) -> None:
    """Send nothing to a chat until ``resume``. If it is paused already, the first reason stays."""
    table = schema.chat
    connection.execute(
        update(table).where(*chat_is(chat), table.c.paused_at.is_(None)).values(paused_reason=reason, paused_at=now)
    )
    _move(connection, chat, PENDING, "held", reason)


def resume(connection: Connection, chat: ChatKey, now: dt.datetime | None = None) -> bool:
    """Undo ``pause``: what waited for the chat is due, after its quiet hours. Returns False if it was not paused."""
    table = schema.chat
    paused = connection.execute(
        update(table).where(*chat_is(chat), table.c.paused_at.is_not(None)).values(paused_reason="", paused_at=None)
    ).rowcount
    if not paused:
        return False
    _move(connection, chat, HELD, "pending", None, not_before(connection, chat, now))
    return True


def resume_stopped(connection: Connection, alert: int, held: Collection[int]) -> tuple[int, ...]:
    """Make due what was put back of alerts that are stopped: those ``held``, and those of which rows say so (0: of any
    alert). Quiet hours stay. Returns which alerts these are.
    """
    found = sorted({*held, *connection.scalars(SAID, {"stopped": STOPPED, "alert": alert})})
    connection.execute(RELEASE, {"quiet": QUIET, "alerts": found})
    connection.execute(RESUMED, {"alerts": found})
    return tuple(found)


def not_before(connection: Connection, chat: ChatKey, now: dt.datetime | None) -> int:
    """When a message to the chat may go, in the form the outbox keeps; 0 means at once."""
    if now is None:
        return 0
    table = schema.chat
    found = connection.execute(select(table.c.quiet_from, table.c.quiet_to).where(*chat_is(chat))).first()
    until = quiet_until(found[0], found[1], now) if found else None
    return stamp(until) if until else 0


def requiet(connection: Connection, chat: ChatKey, now: dt.datetime) -> None:
    """Apply changed quiet hours to the rows that wait for nothing else."""
    connection.execute(REQUIET, {"not_before": not_before(connection, chat, now), **_values(chat)})


def drop_waiting(connection: Connection, chat: ChatKey) -> None:
    """Drop what waits for a chat that follows nothing any more."""
    _move(connection, chat, WAITING, "superseded", UNFOLLOWED)


def wake_waiting(connection: Connection, chat: ChatKey, now: dt.datetime | None) -> None:
    """Send after all what was dropped for the chat and is still news, because it follows something again."""
    rows = _rows(connection, chat, DROPPED)
    if not rows:
        return
    table = schema.chat
    found = connection.execute(select(table.c.paused_at, table.c.paused_reason).where(*chat_is(chat))).first()
    held = found is not None and found.paused_at is not None
    state, reason = ("held", found.paused_reason) if found and held else ("pending", None)
    _change(connection, rows, state, reason, not_before(connection, chat, now))


def chat_is(chat: ChatKey) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return schema.chat.c.platform == chat.platform, schema.chat.c.id == chat.id


def _move(
    connection: Connection,
    chat: ChatKey,
    which: TextClause,
    state: str,
    reason: str | None,
    not_before: int | None = None,
) -> None:
    _change(connection, _rows(connection, chat, which), state, reason, not_before)


def _rows(connection: Connection, chat: ChatKey, which: TextClause) -> Sequence[Row[Any]]:
    return connection.execute(which, _values(chat)).all()


def _values(chat: ChatKey) -> Mapping[str, object]:
    return {"platform": chat.platform, "chat": chat.id}


def _change(
    connection: Connection, rows: Sequence[Row[Any]], state: str, reason: str | None, not_before: int | None
) -> None:
    if not rows:
        return
    changes = Changes()
    for row in rows:
        changes.moved(row.alert, row.state, state, was=row.reason, why=reason)
    values = {"state": state, "reason": reason} | ({} if not_before is None else {"not_before": not_before})
    connection.execute(CHANGE if not_before is None else CHANGE_AND_PUT, [values | {"id": row.id} for row in rows])
    changes.write(connection)
