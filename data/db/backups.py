"""Backups: a consistent copy of a database in use, its way back, and the copies made before a change of tables.

Every copy is made by SQLite itself, private from its first byte, checked, and only then given its name: a file of that
name is either whole or not there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from data.db.condition import connect
from data.db.location import BESIDE, PRIVATE_FILE, damaged, look, unreachable
from data.db.sqlite import plainly
from data.errors import BackupRefused, DatabaseBusy, DatabaseFull

KEPT = 3
"""How many of the copies that were made before a change of tables are kept."""


def back_up(path: Path, target: Path, *, force: bool = False) -> int:
    """Copy the database at ``path`` to ``target``, also while it is in use; returns the size in bytes.

    An existing file is kept unless ``force``. Raises BackupRefused, DatabaseRefused, DatabaseBusy, DatabaseFull.
    """
    if look(path) == "new":
        raise BackupRefused(path, "missing")
    if target.is_dir():
        raise BackupRefused(target, "folder")
    if target.exists():
        if target.samefile(path) or target.resolve().name in {path.resolve().name + end for end in BESIDE}:
            raise BackupRefused(target, "itself")
        if not target.is_file():
            raise BackupRefused(target, "not_ordinary")
        if not force:
            raise BackupRefused(target, "exists")
    if not target.parent.is_dir():
        raise BackupRefused(target, "no_folder")
    with _beside(target) as made:
        copy(path, made)
        size = made.stat().st_size
        if force:
            os.replace(made, target)
        else:
            _name(made, target)
    _settle(target.parent)
    return size


def copy(path: Path, made: Path) -> None:
    """A checked copy of a database in an empty file, with nothing beside it."""
    with plainly(path), closing(connect(path)) as source, closing(connect(made)) as copied:
        # All at once, as of one moment: in pieces it would begin anew whenever another process writes.
        source.backup(copied)
        copied.execute("PRAGMA journal_mode = DELETE")
        found = copied.execute("PRAGMA integrity_check(1)").fetchone()
        if found != ("ok",):
            raise damaged(path, str(found[0] if found else "?"))
    with made.open("rb+") as file:
        os.fsync(file.fileno())


def before_upgrade(path: Path, version: str) -> Path:
    """Copy the database before its tables are changed to ``version``; older copies of this kind are removed.

    The caller may hold the write lock: what is copied is what was committed before.
    """
    stem = f"{path.name}.before-{version}"
    number, target = 1, path.with_name(stem)
    while target.exists():
        number += 1
        target = path.with_name(f"{stem}-{number}")
    with _beside(target) as made:
        copy(path, made)
        _name(made, target)
    _settle(target.parent)
    found = sorted(path.parent.glob(f"{_literal(path.name)}.before-[0-9]*"), key=lambda one: one.stat().st_mtime_ns)
    for old in [one for one in found if one != target][: max(0, len(found) - KEPT)]:
        with suppress(OSError):
            old.unlink()
    return target


def restore(source: Path, path: Path, *, aside: str) -> Path | None:
    """Put a backup in the place of the database; returns where the old one went, None if there was none.

    ``aside`` ends the old one's name. The backup is ours and readable, and has been judged by the caller. Raises
    BackupRefused while any process has the database open.
    """
    if path.exists() and source.samefile(path):
        raise BackupRefused(source, "itself")
    with _beside(path) as made:
        copy(source, made)
        with _alone(path):
            kept = _set_aside(path, aside)
            os.replace(made, path)
    _settle(path.parent)
    return kept


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Inside of this nobody else has the database open, if it is one; its log is part of it."""
    try:
        connection = connect(path, 0.0)
    except sqlite3.Error:  # there is none, or it cannot be read
        yield
        return
    with closing(connection):
        try:
            with plainly(path):
                # Leaving the write-ahead log needs the file for oneself alone: whoever has it open keeps a lock on it.
                connection.execute("PRAGMA journal_mode = DELETE").fetchone()
                connection.execute("BEGIN EXCLUSIVE")
        except DatabaseBusy:
            raise BackupRefused(path, "in_use") from None
        except Exception:  # damaged, which may be why it is replaced
            yield
            return
        yield


def _set_aside(path: Path, end: str) -> Path | None:
    """Give the database another name, with what lies beside it. At no moment is there nothing at its own name."""
    if not path.exists():
        return None
    kept, number = path.with_name(f"{path.name}.{end}"), 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.{end}-{number}")
    try:
        os.link(path, kept)
    except OSError:  # a disk that knows no second names
        kept.touch(0o600)
        kept.write_bytes(path.read_bytes())
    for one in BESIDE:
        with suppress(FileNotFoundError):
            os.replace(f"{path}{one}", f"{kept}{one}")
    return kept


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new, private, empty file in the folder of another, removed at the end where it still is there."""
    made = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with suppress(FileNotFoundError):
            made.unlink()
        os.close(os.open(made, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))
        yield made
    except DatabaseFull:
        raise BackupRefused(target, "full") from None
    except OSError as error:
        raise unreachable(target, error.strerror or str(error), error.errno or 0) from error
    finally:
        for end in ("", *BESIDE):
            with suppress(OSError):
                os.unlink(f"{made}{end}")


def _name(made: Path, target: Path) -> None:
    """Give a file its name, which nobody may have taken meanwhile."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise BackupRefused(target, "exists") from None
    except OSError:  # a disk that knows no second names
        os.replace(made, target)


def _settle(folder: Path) -> None:
    """Have the names of a folder written to the disk, where the system can do that."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _literal(name: str) -> str:
    return "".join(f"[{one}]" if one in "*?[" else one for one in name)
