"""What waits in the outbox and is no longer true: reminders of tasks, and reports on tasks, of a document out of force.

It is called in the transaction that takes the document out of force, so that nothing of it is sent afterwards.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

from sqlalchemy import Connection, insert, select, text, update

from data.alerts.outcomes import end_alert
from data.alerts.progress import Changes
from data.db.schema_alerts import alert, alert_text, outbox
from data.db.types import stamp

NoLonger = Callable[[str, str], str]
"""Says in a language ('' where none was chosen) that the document of this name is no longer in force."""
LONGEST = 4_000
"""Characters of a text to which something may still be added; Telegram takes 4,096, and refuses all of a longer one."""
UNSENT = text("SELECT id, alert, state, reason FROM outbox WHERE text = :text AND state IN ('pending', 'held')")
DROP = text("UPDATE outbox SET state = 'superseded', ended_at = :at, reason = NULL WHERE id = :id")


def call_off(connection: Connection, document: str, called: str, no_longer: NoLonger | None, now: dt.datetime) -> None:
    """Take back what waits of a document: what speaks of it alone is not sent any more, and a reminder of other tasks,
    too, says that it is no longer in force.
    """
    reports = select(alert.c.id).where(
        alert.c.subject == "report", alert.c.release == document, alert.c.ended.is_(None)
    )
    for id in connection.scalars(reports).all():
        end_alert(connection, id, "superseded", now)
    of = alert_text.c
    texts = (
        select(of.id, of.alert, of.language, of.html, of.buttons, of.provinces)
        .join(alert, alert.c.id == of.alert)
        .where(alert.c.subject == "reminder", alert.c.ended.is_(None))
    )
    changes = Changes()
    for row in connection.execute(texts).all():
        if document not in row.provinces:
            continue
        waiting = connection.execute(UNSENT, {"text": row.id}).all()
        if not waiting:
            continue
        if set(row.provinces) == {document} or no_longer is None:
            connection.execute(DROP, [{"id": one.id, "at": stamp(now)} for one in waiting])
            for one in waiting:
                changes.moved(one.alert, one.state, "superseded", was=one.reason)
            continue
        values = {"alert": row.alert, "language": row.language, "buttons": row.buttons, "provinces": row.provinces}
        said = no_longer(row.language, called)
        html = f"{row.html}\n\n{said}"
        if said in row.html or len(html) > LONGEST:
            continue
        values |= {"html": html, "hash": hashlib.sha256(f"{row.id}\0{html}".encode()).hexdigest()[:32]}
        made = connection.execute(insert(alert_text).values(values).returning(of.id)).scalar_one()
        still = outbox.c.id.in_([one.id for one in waiting])
        connection.execute(update(outbox).where(still).values(text=made))
    changes.write(connection)
