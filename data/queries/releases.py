"""Which releases are in force: of each one the newest revision that was not withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from data.db import schema
from data.db.rows import columns
from data.model.figures import Release

Periods = dict[str, tuple[Release, ...]]


def standing() -> Select[*tuple[Any, ...]]:
    """A query for all revisions of all releases, except those withdrawn."""
    table = schema.release
    return select(*columns(table, Release)).where(table.c.withdrawn_at.is_(None)).order_by(table.c.position)


def in_force(releases: Iterable[Release]) -> dict[str, Periods]:
    """Index -> period -> the releases in force, the newest period first; within a period the whole table
    precedes single facts.

    Among whole tables of one period only the highest revision is in force (an operator's before a shipped one of the
    same number). Single facts may have several series in a period (a release's series is its id without the revision:
    ``par-2022-reported-1``), and the highest revision of each series is in force.
    """
    newest: dict[tuple[str, str, str], Release] = {}
    for release in releases:
        series = "" if release.coverage == "full" else release.id.rpartition("-")[0]
        key = (release.index, release.period, series)
        if key not in newest or order(release) > order(newest[key]):
            newest[key] = release
    found: dict[str, dict[str, list[Release]]] = defaultdict(lambda: defaultdict(list))
    for release in newest.values():
        found[release.index][release.period].append(release)
    return {
        index: {
            period: tuple(sorted(periods[period], key=lambda release: release.coverage != "full"))
            for period in sorted(periods, reverse=True)
        }
        for index, periods in found.items()
    }


def order(release: Release) -> tuple[int, bool]:
    """Of the releases of a series the greatest is in force."""
    return release.revision, release.origin == "operator"
