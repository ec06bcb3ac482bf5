"""What opening a database has to do before it can be used: build it, change its tables, replace what was shipped, or
leave alone what is a newer program's.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection

from data.db import schema
from data.db.engines import WAIT, WRITES, DatabaseSite, idiom_of
from data.db.location import damaged
from data.db.versions import Versions
from data.errors import DatabaseOutgrown, DatabaseRefused
from data.version import VERSION

if TYPE_CHECKING:
    from data.seeding.content import SeedContent

log = logging.getLogger(__name__)

Done = Literal["nothing", "built", "upgraded", "rebuilt"]


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening had to do, the copy that was made before the tables were changed (if they were), and the versions of
    what is there now.
    """

    done: Done
    versions: Versions
    backup: Path | None = None


def judge(site: DatabaseSite, found: Versions, rebuild: bool) -> None:
    """Refuse tables with which this program cannot go on, and to replace what is not its own to replace."""
    if found.outgrown:
        raise DatabaseOutgrown(site.shown, found.tables, schema.SCHEMA_VERSION)
    if rebuild and found.newer_figures:
        by = found.shipped_by or "?"
        reason = f"has figures that came with a newer version of this program ({by}, this is {VERSION})"
        advice = "They were left as they are. Do this with the newer version, or restore a backup of before."
        raise DatabaseRefused(site.shown, reason, advice, kind="newer_figures")


def tell_newer(site: DatabaseSite, found: Versions) -> None:
    if found.newer_tables:
        said = "%s: its tables are of a newer version (%s, not %s); this program goes on with them as they are"
        log.info(said, site.shown, found.tables, schema.SCHEMA_VERSION)
    elif found.newer_figures:
        said = "%s: its figures came with a newer version of this program (%s, not %s); they stay as they are"
        log.info(said, site.shown, found.shipped_by, VERSION)


def prepare(site: DatabaseSite, content: SeedContent, version: str, rebuild: bool, wait: float) -> Opening:
    """Do what is left to do, under the write lock; look again first, as another process may have done it.

    Tables are changed in one transaction and filled in the next, so that nobody who reads has to wait for the second. A
    process that ends between them leaves figures of before, which the next one replaces.
    """
    engine = site.plain_engine(max(wait, WAIT), building=True, unchecked=True)
    with site.plainly(), engine.connect() as plain:
        connection = plain.execution_options(**WRITES)
        with connection.begin():
            done, backup = _make_tables(site, connection, content, version, rebuild)
        if done == "built":
            return Opening(done, Versions.of_this_program(version))
        with connection.begin():
            filled, now = _fill_tables(site, connection, content, version, rebuild or done == "upgraded")
        return Opening("rebuilt" if filled and done == "nothing" else done, now, backup)


def _make_tables(
    site: DatabaseSite, connection: Connection, content: SeedContent, version: str, rebuild: bool
) -> tuple[Done, Path | None]:
    """Build what is not there, whole, or bring the tables up to this version. Returns also the backup of before."""
    from data.seeding.build import create, fill  # with all tables of alerts; a database that stands needs none of it

    found = idiom_of(connection).standing(connection)
    if found is None:
        create(connection)
        fill(connection, content, version)
        return "built", None
    judge(site, found, rebuild)
    if found.newer_tables or found.tables == schema.SCHEMA_VERSION:
        return "nothing", None
    backup = _upgrade(site, connection, found.tables)
    _look_for_faults(site, connection)
    return "upgraded", backup


def _fill_tables(
    site: DatabaseSite, connection: Connection, content: SeedContent, version: str, anew: bool
) -> tuple[bool, Versions]:
    """Replace what was shipped, with ``anew`` also where it is the same; returns whether it was, and what is there."""
    from data.seeding.build import fill

    found = idiom_of(connection).standing(connection)
    if found is None:
        raise damaged(site.shown, "its tables are not all there")
    if found.newer_tables or (found.serve(version) and not anew):
        return False, found
    fill(connection, content, version)
    _look_for_faults(site, connection)
    return True, Versions.of_this_program(version)


def _look_for_faults(site: DatabaseSite, connection: Connection) -> None:
    for where, said in idiom_of(connection).faults(connection, whole=False):
        raise damaged(site.shown, f"{where} {said}")


def _upgrade(site: DatabaseSite, connection: Connection, version: str) -> Path | None:
    """Change the tables, after the copy that the site makes before, which is returned."""
    from data import migrations

    if not version:
        raise damaged(site.shown, "its tables are not all there")
    if version not in migrations.versions():
        raise DatabaseOutgrown(site.shown, version, schema.SCHEMA_VERSION)
    backup = site.before_upgrade(schema.SCHEMA_VERSION)
    idiom_of(connection).change_tables(connection, lambda: migrations.upgrade(connection), WAIT)
    return backup
