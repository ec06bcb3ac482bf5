"""Backing up and restoring, with what must be known of the versions of the tables."""

from __future__ import annotations

from pathlib import Path

from data.db import backups
from data.db.condition import Condition, condition_of
from data.db.location import damaged, make_folder
from data.db.schema import SCHEMA_VERSION
from data.errors import BackupRefused, DatabaseOutgrown


def back_up(path: Path, target: Path, *, force: bool = False) -> int:
    """Copy the database at ``path`` to ``target``, also while it is in use; returns the size in bytes.

    An existing file is kept unless ``force``. Raises BackupRefused, DatabaseRefused, DatabaseBusy, DatabaseFull.
    """
    return backups.back_up(path, target, force=force)


def judge(source: Path) -> Condition:
    """The condition of a backup that can be restored; raises BackupRefused or DatabaseRefused for any other file."""
    from data import migrations

    found = condition_of(source, writes=False)
    if found is None:
        raise BackupRefused(source, "empty" if source.exists() else "missing")
    if found.fault:
        raise damaged(source, found.fault)
    versions = found.versions
    if not versions.whole:
        raise BackupRefused(source, "unfit")
    if versions.outgrown or not (versions.newer_tables or versions.tables in migrations.versions()):
        raise DatabaseOutgrown(source, versions.tables, SCHEMA_VERSION)
    return found


def restore(source: Path, path: Path, *, aside: str) -> Path | None:
    """Put a backup in the place of the database at ``path``; returns where the old one is kept, None without one.

    ``aside`` ends the old one's name. Raises BackupRefused, also while any process has the database open,
    DatabaseRefused, DatabaseBusy, DatabaseFull; then nothing was changed.
    """
    judge(source)
    make_folder(path)
    return backups.restore(source, path, aside=aside)
