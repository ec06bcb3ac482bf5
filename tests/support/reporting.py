"""People with roles for tests, and what the outbox holds of reports for them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert, select, update

from data.database import Database
from data.db.schema_alerts import alert, alert_text, outbox
from data.db.schema_tasks import document_setting, role
from data.roles.model import RoleKind
from tests.support.shipped import NOW

SNV, STC = "department-home-affairs", "department-finance"


async def appoint(database: Database, person: int, kind: RoleKind, province: str = "hung-yen", agency: str = "") -> int:
    """Give somebody a role, as a link does; returns its number."""
    values = {
        "person": person, "kind": kind, "province": province, "agency": agency, "label": "chị Lan", "granted_by": 1,
        "granted": NOW,
    }  # fmt: skip

    def work(connection):  # type: ignore[no-untyped-def]
        return connection.execute(insert(role).values(**values).returning(role.c.id)).scalar_one()

    return int(await database.work(work))


async def end(database: Database, number: int, at: dt.datetime = NOW) -> None:
    """End a role, as somebody's leaving does."""
    values = {"ended": at, "ended_why": "left", "person": None}
    await database.work(lambda connection: connection.execute(update(role).where(role.c.id == number).values(values)))


async def let_read(database: Database, document: str, public: bool) -> None:
    """Let everybody read the reports of a document, or only the roles of its province."""
    of = document_setting

    def work(connection):  # type: ignore[no-untyped-def]
        values = {"reports_public": public, "changed": NOW}
        if not connection.execute(update(of).where(of.c.document == document).values(values)).rowcount:
            connection.execute(insert(of).values(document=document, **values))

    await database.work(work)


async def told(database: Database, person: int) -> list[str]:
    """The texts of reports that wait for somebody, the oldest first."""
    query = (
        select(alert_text.c.html)
        .select_from(outbox)
        .join(alert_text, alert_text.c.id == outbox.c.text)
        .join(alert, alert.c.id == outbox.c.alert)
        .where(outbox.c.chat == person, alert.c.subject == "report")
        .order_by(outbox.c.id)
    )
    return list(await database.work(lambda connection: connection.scalars(query).all(), write=False))
