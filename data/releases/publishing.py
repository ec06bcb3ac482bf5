"""Publishing, correcting and withdrawing: a release and its alert are written in one transaction, or not at all.

A release is never edited. A correction is a new revision that takes its place; a withdrawal takes it out of force, and
the revision before, if there is one, is in force again. Shipped releases can be corrected and withdrawn, too.

News goes to every chat whose subscriptions the release concerns.

A correction goes to exactly those chats that were told wrongly, by the alert of the release it corrects or, if the
correction of an earlier revision never reached them, by the alert of that revision; a message being sent at this moment
counts as told. Chats that want no corrections or follow nothing any more are left out. All other chats that the release
concerns get the ordinary text, as long as the announcement itself is still news: they are recipients of the new
revision like any other, and rows of the old alert that were still waiting are superseded.

A withdrawal goes to exactly those who were told.

News stops being news ``news`` after the day on which the release was announced (in Vietnam), or after publishing where
no such day is known; corrections and withdrawals are news from the moment they are made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, insert, select, update

from data.alerts.audience import clear, enqueue, gather
from data.alerts.model import AlertKind, AuditEntry, Compose, Published, Recipient, ReleaseStatus
from data.alerts.outcomes import end_alert
from data.alerts.quiet_hours import VIETNAM
from data.database import Database
from data.db import schema
from data.db.schema_alerts import alert as alert_table
from data.errors import AlreadyWithdrawn
from data.model import Release
from data.releases.audit import note, read_audit
from data.releases.draft import ReleaseDraft
from data.releases.rows import (
    in_force_beside,
    insert_figures,
    insert_release,
    read_chain,
    read_release,
    read_statuses,
    rivals,
    series_for,
    series_of,
    spoken_of,
    standing_of,
)
from data.seeding.build import count_edition

NEWS = dt.timedelta(days=7)


class Publishing:
    """Writes the releases of one database. The caller provides the clock (``now`` has a time zone); ``who``
    is for the audit.

    ``compose`` words the alert: it gets the recipients as they are in the transaction, in another thread, and must be
    pure and quick. Without it nobody is told.
    """

    def __init__(self, database: Database, *, news: dt.timedelta = NEWS) -> None:
        self._database = database
        self._news = news

    @property
    def news(self) -> dt.timedelta:
        """How long an announcement is news."""
        return self._news

    async def publish(self, draft: ReleaseDraft, compose: Compose | None, *, who: str, now: dt.datetime) -> Published:
        """Make a release of a checked table.

        Raises AlreadyPublished (the same file is in force for its index and period), PublishConflict (another release
        is in force and the draft does not correct it, or the release it corrects is not in force), ValueError (a
        correction with another coverage), DatabaseBusy, DatabaseFull. Then nothing was written.
        """
        return await self._database.work(lambda connection: self._publish(connection, draft, compose, who, now))

    async def withdraw(self, id: str, why: str, compose: Compose | None, *, who: str, now: dt.datetime) -> Published:
        """Take a release out of force. Raises UnknownRelease, AlreadyWithdrawn, DatabaseBusy, DatabaseFull.

        Withdrawing a revision that has been corrected tells nobody: the correction has already taken it back.
        """
        return await self._database.work(lambda connection: self._withdraw(connection, id, why, compose, who, now))

    async def listeners(self, draft: ReleaseDraft, *, now: dt.datetime) -> tuple[Recipient, ...]:
        """Who would hear if it were published now, for the preview. ``compose`` may still leave some out."""

        def work(connection: Connection) -> tuple[Recipient, ...]:
            chain = read_chain(connection, draft.correction_of or "")
            found, _ = self._gather(connection, draft, _alerts(connection, chain), now)
            clear(connection)
            return tuple(found)

        return await self._database.work(work, write=False)

    async def followers(self, draft: ReleaseDraft) -> tuple[Recipient, ...]:
        """Who would hear of it if its announcement were news, however old it is."""

        def work(connection: Connection) -> tuple[Recipient, ...]:
            chain = read_chain(connection, draft.correction_of or "")
            provinces = _provinces(connection, draft)
            found, _ = gather(connection, draft.index, provinces=provinces, wrong=_alerts(connection, chain))
            clear(connection)
            return tuple(found)

        return await self._database.work(work, write=False)

    def is_news(self, draft: ReleaseDraft, now: dt.datetime) -> bool:
        """Whether those who were told nothing of it yet would be told, if it were published now."""
        return self._news_until(draft, now) > now

    async def listeners_of_withdrawal(self, id: str) -> tuple[Recipient, ...]:
        """Who would be told if the release were withdrawn now."""

        def work(connection: Connection) -> tuple[Recipient, ...]:
            release = read_release(connection, id)
            alerts = _alerts(connection, [release]) if release in in_force_beside(connection, release) else []
            found, _ = gather(connection, release.index, wrong=alerts, ordinary=False)
            clear(connection)
            return tuple(found)

        return await self._database.work(work, write=False)

    async def standing(self, index: str, period: str) -> tuple[Release, ...]:
        """The releases in force for a period: at most one whole table, before single facts."""
        async with self._database.read() as connection:
            return await connection.run_sync(standing_of, index, period)

    async def behind(self, id: str) -> Release | None:
        """What a withdrawal would put in its place; None if there is no such release, or this one is not in force."""

        def work(connection: Connection) -> Release | None:
            release = read_release(connection, id)
            if release not in in_force_beside(connection, release):
                return None
            others = (other for other in rivals(connection, release) if other != release)
            return max(others, key=lambda other: (other.revision, other.origin == "operator"), default=None)

        async with self._database.read() as connection:
            return await connection.run_sync(work)

    async def releases(self, *, shipped: bool = False) -> tuple[ReleaseStatus, ...]:
        """What operators published or withdrew, the newest first; with ``shipped`` every release."""
        async with self._database.read() as connection:
            return await connection.run_sync(read_statuses, shipped)

    async def audit(self, most: int = 50) -> tuple[AuditEntry, ...]:
        """Who did what, the newest first."""
        async with self._database.read() as connection:
            return await connection.run_sync(read_audit, most)

    # Within the transaction

    def _publish(
        self, connection: Connection, draft: ReleaseDraft, compose: Compose | None, who: str, now: dt.datetime
    ) -> Published:
        series = series_for(connection, draft)
        release = insert_release(connection, draft, series, now)
        insert_figures(connection, draft, release)
        count_edition(connection)
        chain = read_chain(connection, release.corrects)
        alerts = _alerts(connection, chain)
        superseded = sum(_supersede(connection, alert, now) for alert in alerts)
        kind: AlertKind = "correction" if release.corrects else "release"
        made: tuple[int | None, int] = (None, 0)
        if compose is not None:
            audience = self._gather(connection, draft, alerts, now)
            expires = now + self._news if release.corrects else self._news_until(draft, now)
            made = _announce(connection, release.id, kind, audience, compose, expires, now)
        detail = f"{release.corrects}: {release.why}" if release.corrects else ""
        note(connection, now, who, "correct" if release.corrects else "publish", release.id, draft.file_hash, detail)
        return Published(release, *made, superseded, release)

    def _withdraw(
        self, connection: Connection, id: str, why: str, compose: Compose | None, who: str, now: dt.datetime
    ) -> Published:
        release = read_release(connection, id)
        table = schema.release
        counted = release in in_force_beside(connection, release)
        values = {"withdrawn_at": now, "withdrawn_why": why}
        query = update(table).where(table.c.id == id, table.c.withdrawn_at.is_(None)).values(values)
        if not connection.execute(query).rowcount:
            raise AlreadyWithdrawn(id)
        count_edition(connection)
        alerts = _alerts(connection, [release])
        superseded = sum(_supersede(connection, alert, now) for alert in alerts)
        made: tuple[int | None, int] = (None, 0)
        if compose is not None and counted and alerts:
            audience = gather(connection, release.index, wrong=alerts, ordinary=False)
            expires = now + self._news
            made = _announce(connection, id, "withdrawal", audience, compose, expires, now)
        note(connection, now, who, "withdraw", id, "", why)
        left = [other for other in in_force_beside(connection, release) if series_of(other) == series_of(release)]
        return Published(release, *made, superseded, left[0] if left else None)

    def _gather(
        self, connection: Connection, draft: ReleaseDraft, wrong: Sequence[int], now: dt.datetime
    ) -> tuple[list[Recipient], list[int]]:
        provinces = _provinces(connection, draft)
        return gather(connection, draft.index, provinces=provinces, wrong=wrong, ordinary=self.is_news(draft, now))

    def _news_until(self, draft: ReleaseDraft, now: dt.datetime) -> dt.datetime:
        if draft.announced is None:
            return now + self._news
        end = dt.datetime.combine(draft.announced + dt.timedelta(days=1), dt.time(), VIETNAM)
        return min(now, end) + self._news


def _provinces(connection: Connection, draft: ReleaseDraft) -> set[str] | None:
    """The provinces that the draft speaks of; None for all."""
    return None if draft.coverage == "full" else spoken_of(connection, draft)


def _announce(
    connection: Connection,
    release: str,
    kind: AlertKind,
    audience: tuple[list[Recipient], list[int]],
    compose: Compose,
    expires: dt.datetime,
    now: dt.datetime,
) -> tuple[int | None, int]:
    """The alert and its rows; no alert where nobody hears."""
    listeners, profiles = audience
    mails = compose(listeners) if listeners and expires > now else []
    if not any(mails):
        clear(connection)
        return None, 0
    values = {"release": release, "kind": kind, "created": now, "expires": expires, "total": 0}
    alert = connection.execute(insert(alert_table).values(values).returning(alert_table.c.id)).scalar_one()
    rows = enqueue(connection, alert, listeners, profiles, mails, now)
    clear(connection)
    return alert, rows


def _supersede(connection: Connection, alert: int, now: dt.datetime) -> int:
    ended = connection.scalar(select(alert_table.c.ended).where(alert_table.c.id == alert))
    return 0 if ended else end_alert(connection, alert, "superseded", now)


def _alerts(connection: Connection, releases: Iterable[Release]) -> list[int]:
    """The alerts that announced these releases (not those of withdrawals), in the order of the releases."""
    found: list[int] = []
    for release in releases:
        query = select(alert_table.c.id).where(alert_table.c.release == release.id, alert_table.c.kind != "withdrawal")
        found.extend(connection.scalars(query))
    return found
