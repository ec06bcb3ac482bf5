"""The lease in the database that keeps the sender the only one, and what becomes of the rows of a dead sender."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from data.alerts.progress import Changes
from data.db.types import stamp

LEASE = "SELECT holder, until FROM sender_lease WHERE id = 1"


def acquire(connection: Connection, holder: str, now: dt.datetime, ttl: dt.timedelta) -> bool:
    """Take the lease, or renew one's own. What another holder had claimed then becomes due again."""
    until = stamp(now + ttl)
    found = connection.exec_driver_sql(LEASE).first()
    if found is not None and found.holder != holder and found.until > stamp(now):
        if found.until > until:
            # A lease longer than any: the clock was set back. Wait for one lease; a holder that lives renews its own.
            connection.exec_driver_sql("UPDATE sender_lease SET until = ? WHERE id = 1", (until,))
        return False
    connection.exec_driver_sql("INSERT OR REPLACE INTO sender_lease VALUES (1, ?, ?)", (holder, until))
    if found is None or found.holder != holder:
        take_back(connection, "o.state = 'claimed' AND o.holder <> ?", holder)
    return True


def renew(connection: Connection, holder: str, now: dt.datetime, ttl: dt.timedelta) -> bool:
    """Extend the lease, even late, if it is still this holder's; returns whether it is."""
    if not holds(connection, holder):
        return False
    connection.exec_driver_sql("UPDATE sender_lease SET until = ? WHERE id = 1", (stamp(now + ttl),))
    return True


def drop(connection: Connection, holder: str) -> None:
    connection.exec_driver_sql("DELETE FROM sender_lease WHERE id = 1 AND holder = ?", (holder,))


def holds(connection: Connection, holder: str) -> bool:
    found = connection.exec_driver_sql(LEASE).first()
    return found is not None and found.holder == holder


def release(connection: Connection, holder: str) -> None:
    """Give back what the holder had claimed and did not try to send."""
    take_back(connection, "o.state = 'claimed' AND o.holder = ?", holder, tried=False)


def take_back(connection: Connection, where: str, value: object, *, tried: bool = True) -> None:
    """Make claimed rows due again; those of an alert that has ended end with it.

    ``tried`` says that their holder died, so that each message may have arrived.
    """
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.alert, a.ended, c.paused_reason, c.paused_at FROM outbox o JOIN alert a ON a.id = o.alert"
        f" LEFT JOIN chat c ON c.id = o.chat WHERE {where}",
        (value,),
    ).all()
    if not rows:
        return
    changes = Changes()
    values: list[tuple[str, str | None, int]] = []
    for row in rows:
        state = row.ended or ("held" if row.paused_at is not None else "pending")
        reason = row.paused_reason if state == "held" else None
        changes.moved(row.alert, "claimed", state, why=reason)
        values.append((state, reason, row.id))
    count = "doubtful = doubtful + 1" if tried else "attempts = attempts - 1"
    connection.exec_driver_sql(
        f"UPDATE outbox SET state = ?, reason = ?, {count}, not_before = 0, holder = NULL, lease_until = NULL"
        " WHERE id = ?",
        values,
    )
    changes.write(connection)
