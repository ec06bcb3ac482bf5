"""The lease in the database that keeps the sender the only one, and what becomes of the rows of a dead sender."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from data.alerts.begun import BegunSends
from data.alerts.progress import Changes
from data.db.types import stamp

LEASE = "SELECT holder, until FROM sender_lease WHERE id = 1"


def acquire(connection: Connection, holder: str, now: dt.datetime, ttl: dt.timedelta, begun: BegunSends) -> bool:
    """Take the lease, if it is free, has run out, or its holder is known to be dead. Whatever was claimed, by whomever,
    is free then: whoever asks for the lease has nothing in hand.
    """
    until = stamp(now + ttl)
    found = connection.exec_driver_sql(LEASE).first()
    if found is not None and found.holder != holder and found.until > stamp(now) and not begun.is_dead(found.holder):
        if found.until > until:
            # A lease longer than any: the clock was set back. Wait for one lease; a holder that lives renews its own.
            connection.exec_driver_sql("UPDATE sender_lease SET until = ? WHERE id = 1", (until,))
        return False
    connection.exec_driver_sql("INSERT OR REPLACE INTO sender_lease VALUES (1, ?, ?)", (holder, until))
    take_back(connection, "o.state = 'claimed'", (), begun)
    begun.open(holder)
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
    take_back(connection, "o.state = 'claimed' AND o.holder = ?", (holder,), None)


def take_back(connection: Connection, where: str, values: tuple[object, ...], begun: BegunSends | None) -> None:
    """Make claimed rows due again; those of an alert that has ended end with it.

    A row whose call had ``begun`` may have arrived; None says that none had. A row that was not tried is as before.
    """
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.alert, o.holder, a.ended, c.paused_reason, c.paused_at FROM outbox o"
        f" JOIN alert a ON a.id = o.alert LEFT JOIN chat c ON c.id = o.chat WHERE {where}",
        values,
    ).all()
    if not rows:
        return
    tried = {holder: begun.of(holder or "") for holder in {row.holder for row in rows}} if begun else {}
    changes = Changes()
    written: list[tuple[str, str | None, int, int, int]] = []
    for row in rows:
        state = row.ended or ("held" if row.paused_at is not None else "pending")
        reason = row.paused_reason if state == "held" else None
        changes.moved(row.alert, "claimed", state, why=reason)
        known = tried.get(row.holder, ())
        doubt = known is None or row.id in known
        written.append((state, reason, doubt, not doubt, row.id))
    connection.exec_driver_sql(
        "UPDATE outbox SET state = ?, reason = ?, doubtful = doubtful + ?, attempts = attempts - ?, not_before = 0,"
        " holder = NULL, lease_until = NULL WHERE id = ?",
        written,
    )
    changes.write(connection)
