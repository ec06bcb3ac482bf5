"""Releases in the database: which are in force for a period, what one corrected, and writing a new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, Select, func, insert, select

from data.alerts.model import ReleaseStatus
from data.db import schema
from data.db.rows import columns, fetch
from data.errors import AlreadyPublished, PublishConflict, UnknownRelease
from data.model.figures import Figure, Release, Source
from data.queries.releases import in_force, standing
from data.releases.audit import not_before_last
from data.releases.details import changed_details
from data.releases.draft import FigureDraft, ReleaseDraft
from data.releases.single_facts import contradicted, new_series


def series_for(connection: Connection, draft: ReleaseDraft) -> str:
    """The series of the new release: what its id begins with, up to the revision."""
    table = schema.release
    forced = standing_of(connection, draft.index, draft.period)
    same = select(table.c.id).where(table.c.file_hash == draft.file_hash, table.c.file_hash != "")
    hashes = set(connection.scalars(same))
    for release in forced:
        amended = release.id == draft.correction_of and _says_otherwise(connection, draft, release)
        if release.id in hashes and not amended:
            raise AlreadyPublished(release)
    if draft.correction_of:
        old = next((release for release in forced if release.id == draft.correction_of), None)
        if old is None:
            raise PublishConflict(next((release for release in forced if release.coverage == draft.coverage), None))
        if old.coverage != draft.coverage:
            raise ValueError(f"{old.id} is {old.coverage}: its correction must be, too")
        return series_of(old)
    if draft.single:
        return _series_of_facts(connection, draft, forced)
    series = f"{draft.index}-{draft.period}" + ("" if draft.coverage == "full" else "-partial")
    for release in forced:
        if release.coverage == draft.coverage and (draft.coverage == "full" or series_of(release) == series):
            raise PublishConflict(release)
    return series


def _series_of_facts(connection: Connection, draft: ReleaseDraft, forced: tuple[Release, ...]) -> str:
    """A series of its own; only what the same source said otherwise stands in the way."""
    standing = contradicted(connection, draft, forced)
    if standing is not None:
        raise PublishConflict(standing)
    table = schema.release
    of_period = select(table.c.id).where(table.c.index == draft.index, table.c.period == draft.period)
    return new_series(draft.index, draft.period, connection.scalars(of_period))


def _says_otherwise(connection: Connection, draft: ReleaseDraft, release: Release) -> bool:
    table = schema.source
    source = fetch(connection, select(*columns(table, Source)).where(table.c.id == release.source), Source)
    return bool(changed_details(draft, release, source[0]))


def release_of(draft: ReleaseDraft, id: str, revision: int, source: str) -> Release:
    """The release a draft becomes. ``source`` is the id of the source its figures were read in."""
    return Release(
        id=id,
        index=draft.index,
        period=draft.period,
        year=draft.year,
        revision=revision,
        title_vi=draft.title_vi,
        title_en=draft.title_en,
        issuer=draft.issuer,
        announced=draft.announced,
        source=source,
        coverage=draft.coverage,
        origin="operator",
        printed_out_of=draft.printed_out_of,
        corrects=draft.correction_of or "",
        why=draft.why,
    )


def figure_of(draft: FigureDraft, release: Release) -> Figure:
    """The figure that a figure of a draft becomes, with the release's source."""
    return Figure(
        release=release.id,
        province=draft.province,
        indicator=draft.indicator,
        score=draft.score,
        unit=draft.unit,
        scale=draft.scale,
        rank=draft.rank,
        rank_kind=draft.rank_kind,
        out_of=draft.out_of,
        delta_score=None,
        delta_rank=None,
        flag="",
        source=release.source,
    )


def insert_release(connection: Connection, draft: ReleaseDraft, series: str, now: dt.datetime) -> Release:
    table = schema.release
    of_period = select(table.c.id, table.c.revision, table.c.coverage).where(
        table.c.index == draft.index, table.c.period == draft.period
    )
    found = [
        row.revision
        for row in connection.execute(of_period)
        if row.coverage == draft.coverage and (draft.coverage == "full" or row.id.rpartition("-")[0] == series)
    ]
    revision = max(found, default=0) + 1
    while connection.scalar(select(table.c.id).where(table.c.id == f"{series}-{revision}")):
        revision += 1
    id = f"{series}-{revision}"
    source = f"release:{id}"
    title = draft.source_title or draft.issuer
    connection.execute(
        insert(schema.source).values(
            id=source,
            kind="portal" if draft.source_url else "document",
            title_vi=title,
            title_en=draft.source_title_en or title,
            url=draft.source_url,
            origin="operator",
        )
    )
    release = release_of(draft, id, revision, source)
    position = connection.scalar(select(func.max(table.c.position)))
    values = {column.name: getattr(release, column.name) for column in columns(table, Release)}
    values |= {"file_hash": draft.file_hash, "position": (position or 0) + 1}
    values["published_at"] = not_before_last(connection, now)
    connection.execute(insert(table).values(values))
    return release


def insert_figures(connection: Connection, draft: ReleaseDraft, release: Release) -> None:
    rows = [
        {
            "release": release.id,
            "province": figure.province,
            "indicator": figure.indicator,
            "score": figure.score,
            "unit": figure.unit,
            "scale": figure.scale,
            "rank": figure.rank,
            "rank_kind": figure.rank_kind,
            "out_of": figure.out_of,
            "source": release.source,
        }
        for figure in draft.figures
    ]
    if rows:
        connection.execute(insert(schema.figure), rows)


def read_release(connection: Connection, id: str) -> Release:
    table = schema.release
    found = fetch(connection, select(*columns(table, Release)).where(table.c.id == id), Release)
    if not found:
        raise UnknownRelease(id)
    return found[0]


def _of(index: str, period: str) -> Select[*tuple[object, ...]]:
    return standing().where(schema.release.c.index == index, schema.release.c.period == period)


def standing_of(connection: Connection, index: str, period: str) -> tuple[Release, ...]:
    return in_force(fetch(connection, _of(index, period), Release)).get(index, {}).get(period, ())


def in_force_beside(connection: Connection, release: Release) -> tuple[Release, ...]:
    return standing_of(connection, release.index, release.period)


def series_of(release: Release) -> str:
    """The series as ``in_force`` distinguishes them; whole tables of a period have only one."""
    if release.coverage == "full":
        return f"{release.index}-{release.period}"
    return release.id.rpartition("-")[0]


def rivals(connection: Connection, release: Release) -> Iterable[Release]:
    """The releases of its series that are not withdrawn, the release itself among them."""
    found = fetch(connection, _of(release.index, release.period), Release)
    return (other for other in found if (other.coverage, series_of(other)) == (release.coverage, series_of(release)))


def read_chain(connection: Connection, id: str) -> list[Release]:
    """A release and those it corrected, one after the other, the oldest first."""
    chain: list[Release] = []
    table = schema.release
    while id and all(release.id != id for release in chain):
        found = fetch(connection, select(*columns(table, Release)).where(table.c.id == id), Release)
        if not found:
            break
        chain.insert(0, found[0])
        id = found[0].corrects
    return chain


def spoken_of(connection: Connection, named: set[str]) -> set[str]:
    """The provinces of a table that has not all; those that went into one of them count for their followers."""
    table = schema.province
    ended = select(table.c.id).where(table.c.successor.in_(named))
    return named | set(connection.scalars(ended))


def read_statuses(connection: Connection, shipped: bool) -> tuple[ReleaseStatus, ...]:
    table = schema.release
    names = columns(table, Release)
    more = (table.c.published_at, table.c.file_hash, table.c.withdrawn_at, table.c.withdrawn_why)
    rows = connection.execute(select(*names, *more).order_by(table.c.position)).all()
    releases = [(Release(*row[: len(names)]), row) for row in rows]
    forced = in_force(release for release, row in releases if row.withdrawn_at is None)
    found = [
        ReleaseStatus(
            release,
            release in forced.get(release.index, {}).get(release.period, ()),
            row.published_at,
            row.file_hash,
            row.withdrawn_at,
            row.withdrawn_why,
        )
        for release, row in releases
        if shipped or release.origin == "operator" or row.withdrawn_at is not None
    ]
    return tuple(reversed(found))
