"""Within a transaction: a release is taken out of force, or put back.

A withdrawal goes to exactly those who were told of the release. When it is undone, those who were told of the
withdrawal are told that the figures hold again; messages of it that were not sent yet are dropped, and their chats need
hear nothing. Whoever never heard of the release, because its own alert was cut short, hears of it now, if it is news.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from data.alerts.audience import gather
from data.alerts.model import Compose, Published
from data.db import schema
from data.errors import AlreadyWithdrawn, NotWithdrawn, PublishConflict
from data.model.figures import Release
from data.queries.releases import order
from data.releases.announcing import Announcing, alerts_of, announce, last_withdrawal, supersede
from data.releases.audit import not_before_last, note
from data.releases.rows import in_force_beside, read_release, rivals, series_of, spoken_of
from data.seeding.build import count_edition


@dataclass(frozen=True, slots=True)
class Deed:
    """Who takes a release back or reinstates it, why and when, and what is told of it."""

    release: str
    why: str
    compose: Compose | None
    who: str
    now: dt.datetime
    expires: dt.datetime


def withdraw(connection: Connection, deed: Deed) -> Published:
    """Raises UnknownRelease, AlreadyWithdrawn."""
    release = read_release(connection, deed.release)
    counted = release in in_force_beside(connection, release)
    _mark(connection, deed, withdrawn=True)
    alerts = alerts_of(connection, [release])
    superseded = supersede(connection, alerts, deed.now)
    made: tuple[int | None, int] = (None, 0)
    if deed.compose is not None and counted and alerts:
        audience = gather(connection, release.index, wrong=alerts, ordinary=False)
        made = announce(
            connection, Announcing(release.id, "withdrawal", deed.compose, deed.now, deed.expires), audience
        )
    note(connection, deed.now, deed.who, "withdraw", release.id, "", deed.why)
    left = [other for other in in_force_beside(connection, release) if series_of(other) == series_of(release)]
    return Published(release, *made, superseded, left[0] if left else None)


def reinstate(connection: Connection, deed: Deed, *, ordinary: bool) -> Published:
    """Undo a withdrawal. ``ordinary``: the release is news for those who never heard of it. Raises UnknownRelease,
    NotWithdrawn, and PublishConflict if another release of its series was published since.
    """
    release = read_release(connection, deed.release)
    newer = [other for other in rivals(connection, release) if order(other) > order(release)]
    table = schema.release
    withdrawn = connection.scalar(select(table.c.withdrawn_at).where(table.c.id == release.id))
    if withdrawn is None:
        raise NotWithdrawn(release.id)
    if newer:
        raise PublishConflict(newer[0])
    _mark(connection, deed, withdrawn=False)
    last = last_withdrawal(connection, release.id, withdrawn)
    told = [last] if last is not None else []
    superseded = supersede(connection, told, deed.now)
    made: tuple[int | None, int] = (None, 0)
    if deed.compose is not None:
        provinces = None if release.coverage == "full" else spoken_of(connection, _provinces(connection, release))
        wrong = [*alerts_of(connection, [release]), *told]
        audience = gather(connection, release.index, provinces=provinces, wrong=wrong, ordinary=ordinary)
        made = announce(
            connection, Announcing(release.id, "reinstatement", deed.compose, deed.now, deed.expires), audience
        )
    note(connection, deed.now, deed.who, "reinstate", release.id, "", deed.why)
    return Published(release, *made, superseded, release)


def _mark(connection: Connection, deed: Deed, *, withdrawn: bool) -> None:
    table = schema.release
    was = table.c.withdrawn_at.is_(None) if withdrawn else table.c.withdrawn_at.is_not(None)
    values = {"withdrawn_at": not_before_last(connection, deed.now), "withdrawn_why": deed.why}
    if not withdrawn:
        values = {"withdrawn_at": None, "withdrawn_why": ""}
    query = update(table).where(table.c.id == deed.release, was).values(values)
    if not connection.execute(query).rowcount:
        raise AlreadyWithdrawn(deed.release)
    count_edition(connection)


def _provinces(connection: Connection, release: Release) -> set[str]:
    table = schema.figure
    return set(connection.scalars(select(table.c.province).where(table.c.release == release.id)))
