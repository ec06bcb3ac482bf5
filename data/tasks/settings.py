"""What the editors of a document chose: who reads its reports, and when people are reminded of its tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from data.database import Database
from data.db.schema_tasks import document_setting as table
from data.releases.audit import note


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """The choices for one document; as they are here where nothing was chosen.

    ``days_before`` are the days before a due date on which people are reminded, the most first; () is never before it.
    """

    reports_public: bool = False
    days_before: tuple[int, ...] = (30, 7, 1)
    on_the_day: bool = True
    weekly_overdue: bool = True


class SettingsOfDocuments:
    """The settings in one database. ``who`` is for the audit; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, document: str) -> DocumentSettings:
        found = await self._database.brief(lambda connection: read_settings(connection, (document,)), write=False)
        return found.get(document, DocumentSettings())

    async def choose(self, document: str, chosen: DocumentSettings, *, who: str, now: dt.datetime) -> None:
        """Keep the settings of a document, with a note of who chose them."""
        values = {
            "document": document,
            "reports_public": chosen.reports_public,
            "days_before": tuple(map(str, chosen.days_before)),
            "on_the_day": chosen.on_the_day,
            "weekly_overdue": chosen.weekly_overdue,
            "changed": now,
        }

        def work(connection: Connection) -> None:
            connection.execute(delete(table).where(table.c.document == document))
            connection.execute(insert(table).values(values))
            note(connection, now, who, "set document", document, "", _detail(chosen))

        await self._database.work(work)


def read_settings(connection: Connection, documents: Collection[str] | None = None) -> dict[str, DocumentSettings]:
    """Document -> its settings, of those documents (of all) for which something was chosen."""
    query = select(table)
    if documents is not None:
        query = query.where(table.c.document.in_(documents))
    return {
        row.document: DocumentSettings(
            row.reports_public, tuple(map(int, row.days_before)), row.on_the_day, row.weekly_overdue
        )
        for row in connection.execute(query)
    }


def _detail(chosen: DocumentSettings) -> str:
    days = ";".join(map(str, chosen.days_before)) or "none"
    public = "public" if chosen.reports_public else "kept"
    marks = f"on the day {'yes' if chosen.on_the_day else 'no'}, weekly {'yes' if chosen.weekly_overdue else 'no'}"
    return f"reports {public}, days before {days}, {marks}"
