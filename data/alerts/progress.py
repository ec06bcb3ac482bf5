"""How many rows of an alert are in which state: kept up to date with every change, since counting a
million takes too long.

``pending`` and ``claimed`` are not counted: they are what remains of the total.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from sqlalchemy import Connection, text

from data.alerts.model import HeldBack, Progress
from data.db.engines import idiom_of
from data.db.types import moment, stamp

COUNTED = ("sent", "unknown", "failed", "expired", "superseded", "held")
REPEATED = "repeated"
QUIET, STOPPED = "quiet", "stopped"
"""Reasons of pending rows that were put back: for quiet hours, and because the alert is held for a mistake of ours."""
SOON = dt.timedelta(minutes=1)
"""What is tried again within this time is still on its way."""
Key = tuple[int, str, str]
"""Alert, state (or ``repeated``) and reason."""
COUNT = text(
    "INSERT INTO alert_count (alert, what, reason, rows) VALUES (:alert, :what, :reason, :rows)"
    " ON CONFLICT (alert, what, reason) DO UPDATE SET rows = alert_count.rows + excluded.rows"
)
CHANGE_TOTAL = text("UPDATE alert SET total = total + :change WHERE id = :alert")
ALERTS = "SELECT id, release, kind, subject, created, expires, total FROM alert{} ORDER BY id DESC"
COUNTS = "SELECT alert, what, rows FROM alert_count{}"
EVERY = (text(ALERTS.format("")), text(COUNTS.format("")))
ONE = (text(ALERTS.format(" WHERE id = :alert")), text(COUNTS.format(" WHERE alert = :alert")))
"""The alerts, and what is counted of them."""
FAILURES = text("SELECT what, reason, rows FROM alert_count WHERE alert = :alert AND what IN ('failed', 'held')")


class Changes:
    """Collects the changes of a transaction and writes them at its end."""

    def __init__(self) -> None:
        self._by: Counter[Key] = Counter()
        self._totals: Counter[int] = Counter()

    def moved(self, alert: int, before: str, after: str, *, was: str | None = "", why: str | None = "") -> None:
        """Note that a row went from one state (with the reason ``was``) to another (with ``why``)."""
        self.add(alert, before, was, -1)
        self.add(alert, after, why, 1)

    def add(self, alert: int, what: str, reason: str | None, rows: int) -> None:
        if what in COUNTED or what == REPEATED:
            self._by[alert, what, reason or ""] += rows

    def gone(self, alert: int, state: str, reason: str | None) -> None:
        """Note that a row was deleted because two chats became one."""
        self.add(alert, state, reason, -1)
        self._totals[alert] -= 1

    def write(self, connection: Connection) -> None:
        rows = [
            {"alert": alert, "what": what, "reason": reason, "rows": rows}
            for (alert, what, reason), rows in self._by.items()
            if rows
        ]
        if rows:
            idiom_of(connection).run_many(connection, COUNT, rows)
        totals = [{"change": change, "alert": alert} for alert, change in self._totals.items() if change]
        if totals:
            connection.execute(CHANGE_TOTAL, totals)


def read_progress(connection: Connection, alert: int | None = None) -> tuple[Progress, ...]:
    """How far one alert, or every alert, has come, the newest first. Reads only a few rows."""
    whose, counted = EVERY if alert is None else ONE
    value = {} if alert is None else {"alert": alert}
    alerts = connection.execute(whose, value).all()
    counts: dict[int, Counter[str]] = {}
    for row in connection.execute(counted, value).all():
        counts.setdefault(row[0], Counter())[row[1]] += row[2]
    return tuple(_progress(tuple(row), counts.get(row[0], Counter())) for row in alerts)


def _progress(row: tuple[Any, ...], count: Counter[str]) -> Progress:
    id, release, kind, subject, created, expires, total = row
    return Progress(
        alert=id,
        release=release,
        kind=kind,
        subject=subject,
        created=moment(created),
        expires=moment(expires),
        total=total,
        sent=count["sent"],
        unknown=count["unknown"],
        failed=count["failed"],
        expired=count["expired"],
        superseded=count["superseded"],
        held=count["held"],
        repeated=count[REPEATED],
    )


def read_failures(connection: Connection, alert: int) -> dict[str, int]:
    """Why rows failed or wait for a paused chat: reason -> number of rows, the most frequent first."""
    found: Counter[str] = Counter()
    for _, reason, rows in sorted(connection.execute(FAILURES, {"alert": alert}).all()):
        found[reason] += rows
    return {reason: rows for reason, rows in found.most_common() if rows > 0}


# Rows that nobody tried yet can only wait for quiet hours. The partial index gives only rows that are not due.
HELD_BACK = text(
    "SELECT CASE WHEN reason = 'stopped' THEN reason WHEN attempts = 0 OR reason = 'quiet' THEN 'quiet' ELSE '' END,"
    " count(*), min(not_before), max(not_before) FROM outbox WHERE state = 'pending' AND not_before > :now"
    " AND alert = :alert AND (attempts = 0 OR reason IN ('quiet', 'stopped') OR not_before > :soon) GROUP BY 1"
)


def read_held_back(connection: Connection, alert: int, now: dt.datetime) -> HeldBack:
    """Which pending rows of an alert cannot go now. The cost is that of those rows, not of the others."""
    values = {"now": stamp(now), "alert": alert, "soon": stamp(now + SOON)}
    found = {row[0]: row for row in connection.execute(HELD_BACK, values)}
    rows = {why: row[1] for why, row in found.items()}
    quiet = found.get(QUIET)
    return HeldBack(
        quiet=rows.get(QUIET, 0),
        first=moment(quiet[2]) if quiet else None,
        last=moment(quiet[3]) if quiet else None,
        stopped=rows.get(STOPPED, 0),
        later=rows.get("", 0),
    )
