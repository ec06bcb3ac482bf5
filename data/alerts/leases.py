"""The lease that keeps the sender of a messenger the only one, and what becomes of the rows of a dead sender."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from data.alerts.begun import BegunSends
from data.alerts.progress import Changes
from data.db.engines import idiom_of
from data.db.types import stamp

LEASE = text("SELECT holder, until FROM sender_lease WHERE platform = :platform")
EXTEND = text("UPDATE sender_lease SET until = :until WHERE platform = :platform")
TAKE = text(
    "INSERT INTO sender_lease (platform, holder, until) VALUES (:platform, :holder, :until)"
    " ON CONFLICT (platform) DO UPDATE SET holder = excluded.holder, until = excluded.until"
)
DROP = text("DELETE FROM sender_lease WHERE platform = :platform AND holder = :holder")

# Every claimed row has a lease; saying so lets SQLite use the small index of claimed rows.
CLAIMED = "o.state = 'claimed' AND o.platform = :platform AND o.lease_until > 0"
CLAIMED_ROWS = (
    "SELECT o.id, o.alert, o.holder, a.ended, c.paused_reason, c.paused_at FROM outbox o"
    " JOIN alert a ON a.id = o.alert LEFT JOIN chat c ON c.platform = o.platform AND c.id = o.chat WHERE "
)
GIVE_BACK = text(
    "UPDATE outbox SET state = :state, reason = :reason, doubtful = doubtful + :doubt, attempts = attempts - :untried,"
    " not_before = 0, holder = NULL, lease_until = NULL WHERE id = :id"
)


def acquire(
    connection: Connection, platform: str, holder: str, now: dt.datetime, ttl: dt.timedelta, begun: BegunSends
) -> bool:
    """Take the platform's lease, if it is free, has run out, or its holder is known to be dead. Whatever was claimed,
    by whomever, is free then: whoever asks for the lease has nothing in hand.
    """
    until = stamp(now + ttl)
    found = connection.execute(LEASE, {"platform": platform}).first()
    if found is not None and found.holder != holder and found.until > stamp(now) and not begun.is_dead(found.holder):
        if found.until > until:
            # A lease longer than any: the clock was set back. Wait for one lease; a holder that lives renews its own.
            connection.execute(EXTEND, {"until": until, "platform": platform})
        return False
    connection.execute(TAKE, {"platform": platform, "holder": holder, "until": until})
    take_back(connection, CLAIMED, {"platform": platform}, begun)
    begun.open(holder)
    return True


def renew(connection: Connection, platform: str, holder: str, now: dt.datetime, ttl: dt.timedelta) -> bool:
    """Extend the lease, even late, if it is still this holder's; returns whether it is."""
    if not holds(connection, platform, holder):
        return False
    connection.execute(EXTEND, {"until": stamp(now + ttl), "platform": platform})
    return True


def drop(connection: Connection, platform: str, holder: str) -> None:
    connection.execute(DROP, {"platform": platform, "holder": holder})


def holds(connection: Connection, platform: str, holder: str) -> bool:
    found = connection.execute(LEASE, {"platform": platform}).first()
    return found is not None and found.holder == holder


def release(connection: Connection, platform: str, holder: str) -> None:
    """Give back what the holder had claimed and did not try to send."""
    take_back(connection, f"{CLAIMED} AND o.holder = :holder", {"platform": platform, "holder": holder}, None)


def take_back(connection: Connection, where: str, values: Mapping[str, object], begun: BegunSends | None) -> None:
    """Make claimed rows due again; those of an alert that has ended end with it.

    A row whose call had ``begun`` may have arrived; None says that none had. A row that was not tried is as before.
    """
    rows = connection.execute(text(CLAIMED_ROWS + where), values).all()
    if not rows:
        return
    tried = {holder: begun.of(holder or "") for holder in {row.holder for row in rows}} if begun else {}
    changes = Changes()
    written: list[dict[str, Any]] = []
    for row in rows:
        state = row.ended or ("held" if row.paused_at is not None else "pending")
        reason = row.paused_reason if state == "held" else None
        changes.moved(row.alert, "claimed", state, why=reason)
        known = tried.get(row.holder, ())
        doubt = known is None or row.id in known
        counted = {"doubt": int(doubt), "untried": int(not doubt)}
        written.append({"state": state, "reason": reason, **counted, "id": row.id})
    idiom_of(connection).run_many(connection, GIVE_BACK, written)
    changes.write(connection)
