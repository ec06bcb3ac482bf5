"""Publishing, correcting and withdrawing: a release and its alert are written in one transaction, or not at all.

A release is never edited. A correction is a new revision that takes its place; a withdrawal takes it out of force, and
the revision before, if there is one, is in force again. Shipped releases can be corrected and withdrawn, too.

News goes to every chat whose subscriptions the release concerns.

A correction goes to exactly those chats that were told wrongly, by the alert of the release it corrects or, if the
correction of an earlier revision never reached them, by the alert of that revision; a message being sent at this moment
counts as told. Chats that want no corrections or follow nothing any more are left out. All other chats that the release
concerns get the ordinary text, as long as the announcement itself is still news: they are recipients of the new
revision like any other, and rows of the old alert that were still waiting are superseded.

A withdrawal goes to exactly those who were told; it can be undone (data.releases.withdrawing).

News stops being news ``news`` after the day on which the release was announced (in Vietnam), or after publishing where
no such day is known; corrections and withdrawals are news from the moment they are made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, select

from data.alerts.audience import clear, gather
from data.alerts.model import AlertKind, AuditEntry, Compose, Published, Recipient, ReleaseStatus
from data.alerts.quiet_hours import VIETNAM
from data.database import Database
from data.db import schema
from data.model.figures import Release
from data.queries.releases import order
from data.releases.announcing import Announcing, alerts_of, announce, last_withdrawal, supersede, told_by
from data.releases.audit import note, read_audit
from data.releases.draft import ReleaseDraft
from data.releases.open_files import KeptFile, became, claim
from data.releases.rows import (
    in_force_beside,
    insert_figures,
    insert_release,
    read_chain,
    read_release,
    read_statuses,
    rivals,
    series_for,
    spoken_of,
    standing_of,
)
from data.releases.withdrawing import Deed, reinstate, withdraw
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

    async def publish(
        self,
        draft: ReleaseDraft,
        compose: Compose | None,
        *,
        who: str,
        now: dt.datetime,
        file: KeptFile | None = None,
    ) -> Published:
        """Make a release of a checked table; of an open ``file``, only if it still is as it was read.

        Raises AlreadyPublished (the same file is in force for its index and period), PublishConflict (another release
        is in force and the draft does not correct it, or the release it corrects is not in force), ValueError (a
        correction with another coverage), FileOvertaken, DatabaseBusy, DatabaseFull. Then nothing was written.
        """

        def work(connection: Connection) -> Published:
            if file is None:
                return self._publish(connection, draft, compose, who, now)
            claim(connection, file)
            done = self._publish(connection, draft, compose, who, now)
            became(connection, file, done.release.id, now)
            return done

        return await self._database.work(work)

    async def withdraw(self, id: str, why: str, compose: Compose | None, *, who: str, now: dt.datetime) -> Published:
        """Take a release out of force. Raises UnknownRelease, AlreadyWithdrawn, DatabaseBusy, DatabaseFull.

        Withdrawing a revision that has been corrected tells nobody: the correction has already taken it back.
        """
        deed = Deed(id, why, compose, who, now, now + self._news)
        return await self._database.work(lambda connection: withdraw(connection, deed))

    async def reinstate(self, id: str, why: str, compose: Compose | None, *, who: str, now: dt.datetime) -> Published:
        """Undo a withdrawal: the release is in force again, and those who were told of the withdrawal are told so.

        Raises UnknownRelease, NotWithdrawn, PublishConflict (another release took its place since), DatabaseBusy,
        DatabaseFull.
        """
        deed = Deed(id, why, compose, who, now, now + self._news)

        def work(connection: Connection) -> Published:
            query = select(schema.release.c.announced, schema.release.c.published_at).where(schema.release.c.id == id)
            found = connection.execute(query).first()
            # Of one whose announcement is not known, publishing it was the news.
            day = found.announced or (found.published_at.date() if found.published_at else None) if found else None
            ordinary = day is not None and self._until(day, now) > now
            return reinstate(connection, deed, ordinary=ordinary)

        return await self._database.work(work)

    async def listeners(self, draft: ReleaseDraft, *, now: dt.datetime) -> tuple[Recipient, ...]:
        """Who would hear if it were published now, for the preview. ``compose`` may still leave some out."""

        def work(connection: Connection) -> tuple[Recipient, ...]:
            chain = read_chain(connection, draft.correction_of or "")
            found, _ = self._gather(connection, draft, alerts_of(connection, chain), now)
            clear(connection)
            return tuple(found)

        return await self._database.work(work, write=False)

    async def followers(self, draft: ReleaseDraft) -> tuple[Recipient, ...]:
        """Who would hear of it if its announcement were news, however old it is."""

        def work(connection: Connection) -> tuple[Recipient, ...]:
            chain = read_chain(connection, draft.correction_of or "")
            provinces = _provinces(connection, draft)
            found, _ = gather(connection, draft.index, provinces=provinces, wrong=alerts_of(connection, chain))
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
            counted = release in in_force_beside(connection, release)
            alerts = alerts_of(connection, [release]) if counted else []
            found, _ = gather(connection, release.index, wrong=alerts, ordinary=False)
            clear(connection)
            return tuple(found)

        return await self._database.work(work, write=False)

    async def told(self, id: str, *, withdrawal: bool = False) -> int:
        """How many chats were told of a release or, with ``withdrawal``, of its last withdrawal."""

        def work(connection: Connection) -> int:
            release = read_release(connection, id)
            if not withdrawal:
                return told_by(connection, alerts_of(connection, [release]))
            since = connection.scalar(select(schema.release.c.withdrawn_at).where(schema.release.c.id == id))
            last = last_withdrawal(connection, id, since) if since is not None else None
            return told_by(connection, [last] if last is not None else [])

        async with self._database.read() as connection:
            return await connection.run_sync(work)

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
            return max(others, key=order, default=None)

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
        alerts = alerts_of(connection, chain)
        superseded = supersede(connection, alerts, now)
        kind: AlertKind = "note" if draft.note else "correction" if release.corrects else "release"
        made: tuple[int | None, int] = (None, 0)
        if compose is not None:
            audience = self._gather(connection, draft, alerts, now)
            expires = now + self._news if release.corrects else self._news_until(draft, now)
            made = announce(connection, Announcing(release.id, kind, compose, now, expires), audience)
        detail = f"{release.corrects}: {release.why}" if release.corrects else ""
        detail = "; ".join(filter(None, (detail, draft.evidence)))
        note(connection, now, who, "correct" if release.corrects else "publish", release.id, draft.file_hash, detail)
        return Published(release, *made, superseded, release)

    def _gather(
        self, connection: Connection, draft: ReleaseDraft, wrong: Sequence[int], now: dt.datetime
    ) -> tuple[list[Recipient], list[int]]:
        provinces = _provinces(connection, draft)
        return gather(connection, draft.index, provinces=provinces, wrong=wrong, ordinary=self.is_news(draft, now))

    def _news_until(self, draft: ReleaseDraft, now: dt.datetime) -> dt.datetime:
        return self._until(draft.announced, now) if draft.announced is not None else now + self._news

    def _until(self, announced: dt.date, now: dt.datetime) -> dt.datetime:
        end = dt.datetime.combine(announced + dt.timedelta(days=1), dt.time(), VIETNAM)
        return min(now, end) + self._news


def _provinces(connection: Connection, draft: ReleaseDraft) -> set[str] | None:
    """The provinces that the draft speaks of; None for all."""
    if draft.coverage == "full":
        return None
    return spoken_of(connection, {figure.province for figure in draft.figures})
