"""What an outcome does to a row of the outbox, and how an alert ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from data.alerts.model import Outcome
from data.alerts.pause import pause
from data.alerts.progress import REPEATED, Changes
from data.db.engines import idiom_of
from data.db.schema_alerts import outbox
from data.db.types import stamp
from data.model.chats import ChatKey


@dataclass(slots=True)
class OutboxRow:
    """A row as it stands, with what is known of its alert and its chat."""

    id: int
    alert: int
    platform: str
    chat: int
    state: str
    attempts: int
    doubtful: int
    reason: str | None
    not_before: int
    ended: str | None
    paused_reason: str | None
    ended_at: int | None = None
    message_id: int | None = None
    detail: str | None = None


READ = text(
    "SELECT o.id, o.alert, o.platform, o.chat, o.state, o.attempts, o.doubtful, o.reason, o.not_before, a.ended,"
    " CASE WHEN c.paused_at IS NOT NULL THEN c.paused_reason END"
    " FROM outbox o JOIN alert a ON a.id = o.alert LEFT JOIN chat c ON c.platform = o.platform AND c.id = o.chat"
    " WHERE o.id IN :ids"
).bindparams(bindparam("ids", expanding=True))
WRITTEN = ("id", "state", "doubtful", "reason", "not_before", "ended_at", "message_id", "detail")
CLEARED = ("holder", "lease_until")
END = text("UPDATE alert SET ended = :ended WHERE id = :alert")
END_ROWS = text(
    "UPDATE outbox SET state = :ended, ended_at = :at, reason = NULL"
    " WHERE alert = :alert AND state IN ('pending', 'held')"
)
NONE_HELD = text("DELETE FROM alert_count WHERE alert = :alert AND what = 'held'")
OVER = text("SELECT id FROM alert WHERE ended IS NULL AND expires <= :at")


def record(connection: Connection, results: Sequence[Outcome], now: dt.datetime) -> tuple[int, ...]:
    """Write what became of claimed rows; returns the chats that are paused by it."""
    found = connection.execute(READ, {"ids": [result.parcel for result in results]})
    rows = {row[0]: OutboxRow(*row) for row in found.all()}  # all at once: one by one they cost more
    changes = Changes()
    changed: dict[int, OutboxRow] = {}
    unreachable: dict[ChatKey, str] = {}
    for result in results:
        row = rows.get(result.parcel)
        if row is None:
            continue  # the chat became another one, which already had the message
        before, was, doubtful = row.state, row.reason, row.doubtful
        if not settle(row, result, now):
            continue
        changes.moved(row.alert, before, row.state, was=was, why=row.reason)
        if row.state in ("sent", "unknown") and doubtful:
            changes.add(row.alert, REPEATED, "", 1)
        changed[row.id] = row
        if result.kind == "paused":
            unreachable[ChatKey(row.platform, row.chat)] = result.reason
    if changed:
        written = [{name: getattr(row, name) for name in WRITTEN} for row in changed.values()]
        idiom_of(connection).change(connection, outbox, WRITTEN[1:], CLEARED, written)
    changes.write(connection)
    for chat, reason in unreachable.items():
        pause(connection, chat, reason, now)
    return tuple(chat.id for chat in unreachable)


def settle(row: OutboxRow, result: Outcome, now: dt.datetime) -> bool:
    """Change the row according to the outcome; returns False if the outcome says nothing new or is outdated."""
    if result.kind == "sent":
        if row.state == "sent":
            return False
        row.state, row.message_id, row.ended_at, row.reason = "sent", result.message_id, stamp(now), None
        return True
    if row.state != "claimed" or row.attempts != result.attempt:
        return False
    row.reason, row.detail = result.reason or None, result.detail or None
    if result.kind == "unknown":
        row.doubtful += 1
    again = result.kind == "later" or (result.kind == "unknown" and result.not_before is not None)
    if result.kind == "paused":
        row.state = row.ended or "held"
    elif again:
        row.not_before = stamp(result.not_before) if result.not_before is not None else 0
        row.state = row.ended or ("pending" if row.paused_reason is None else "held")
        if row.state == "held":
            row.reason = row.paused_reason
    else:
        row.state = result.kind
    if row.state not in ("pending", "held"):
        row.ended_at = stamp(now)
    return True


def end_alert(connection: Connection, alert: int, ended: str, now: dt.datetime) -> int:
    """End an alert: the rows that wait become ``ended`` (``expired`` or ``superseded``). Returns how many those are."""
    connection.execute(END, {"ended": ended, "alert": alert})
    rows = connection.execute(END_ROWS, {"ended": ended, "at": stamp(now), "alert": alert}).rowcount
    connection.execute(NONE_HELD, {"alert": alert})
    changes = Changes()
    changes.add(alert, ended, "", rows)
    changes.write(connection)
    return rows


def expire(connection: Connection, now: dt.datetime) -> int:
    """End the alerts that are no longer news; returns how many chats will not get theirs any more."""
    over = [row[0] for row in connection.execute(OVER, {"at": stamp(now)})]
    return sum(end_alert(connection, alert, "expired", now) for alert in over)
