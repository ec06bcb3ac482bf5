"""Which releases are in force: the newest revision of each that was not withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, select

from data.db import schema
from data.db.rows import columns
from data.model import Release

Periods = dict[str, tuple[Release, ...]]


def standing() -> Select[*tuple[Any, ...]]:
    """The releases not withdrawn, of all revisions."""
    table = schema.release
    return select(*columns(table, Release)).where(table.c.withdrawn_at.is_(None)).order_by(table.c.position)


def in_force(releases: Iterable[Release]) -> dict[str, Periods]:
    """Index -> period -> releases in force, newest period first; in a period the whole table before single
    facts.

    Of whole tables of one period the highest revision stands alone (an operator's before a shipped one of the
    same number). Single facts have several series in a period (``par-2022-reported-1``: the id without its
    revision), and of each series the highest revision stands.
    """
    newest: dict[tuple[str, str, str], Release] = {}
    for release in releases:
        series = "" if release.coverage == "full" else release.id.rpartition("-")[0]
        key = (release.index, release.period, series)
        if key not in newest or _order(release) > _order(newest[key]):
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


def _order(release: Release) -> tuple[int, bool]:
    return release.revision, release.origin == "operator"
