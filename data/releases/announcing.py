"""The alert of a release: written with its rows, found again, and ended when it no longer holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, text

from data.alerts.audience import clear, enqueue
from data.alerts.model import AlertKind, Compose, Recipient
from data.alerts.outcomes import end_alert
from data.db.schema_alerts import alert as table
from data.model.figures import Release

TAKEN_BACK = "withdrawal"
TOLD = text(
    "SELECT chat FROM outbox WHERE alert = :alert AND (state IN ('sent', 'unknown', 'claimed') OR doubtful > 0)"
)


@dataclass(frozen=True, slots=True)
class Announcing:
    """An alert to be written, at ``now``: nobody is told without ``compose``, or once it is past ``expires``."""

    release: str
    kind: AlertKind
    compose: Compose | None
    now: dt.datetime
    expires: dt.datetime


def announce(
    connection: Connection, one: Announcing, audience: tuple[list[Recipient], list[int]]
) -> tuple[int | None, int]:
    """The alert and how many rows it has; no alert where nobody hears."""
    listeners, profiles = audience
    mails = one.compose(listeners) if one.compose is not None and listeners and one.expires > one.now else []
    if not any(mails):
        clear(connection)
        return None, 0
    values = {"release": one.release, "kind": one.kind, "created": one.now, "expires": one.expires, "total": 0}
    alert = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
    rows = enqueue(connection, alert, listeners, profiles, mails, one.now)
    clear(connection)
    return alert, rows


def supersede(connection: Connection, alerts: Iterable[int], now: dt.datetime) -> int:
    """End alerts; returns how many rows are not sent any more."""
    ended = 0
    for alert in alerts:
        if not connection.scalar(select(table.c.ended).where(table.c.id == alert)):
            ended += end_alert(connection, alert, "superseded", now)
    return ended


def alerts_of(connection: Connection, releases: Iterable[Release]) -> list[int]:
    """The alerts by which these releases were told, not those that took them back: release by release, oldest first."""
    found: list[int] = []
    for release in releases:
        query = select(table.c.id).where(table.c.release == release.id, table.c.kind != TAKEN_BACK)
        found.extend(connection.scalars(query.order_by(table.c.id)))
    return found


def last_withdrawal(connection: Connection, release: str, withdrawn: dt.datetime) -> int | None:
    """The alert by which it was taken back at ``withdrawn``, not at an earlier time; None if nobody had to be told."""
    query = select(table.c.id).where(table.c.release == release, table.c.kind == TAKEN_BACK)
    lately = query.where(table.c.created > withdrawn - dt.timedelta(seconds=1))
    return connection.scalar(lately.order_by(table.c.id.desc()).limit(1))


def told_by(connection: Connection, alerts: Iterable[int]) -> int:
    """How many chats have, or may have, a message of any of these alerts."""
    chats: set[object] = set()
    for alert in alerts:
        chats.update(connection.scalars(TOLD, {"alert": alert}))
    return len(chats)
