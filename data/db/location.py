"""Where the database lies, and whether the file there is ours, as told by its first bytes before SQLite touches it."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from errno import EACCES
from pathlib import Path
from typing import Literal

from data.db.address import ServerAddress
from data.db.schema import APPLICATION_ID
from data.errors import DatabaseRefused

MAGIC = b"SQLite format 3\0"
HEADER = 100
ADDRESS = re.compile(r"[a-z][a-z0-9+]+:/")
OTHER = "Choose another file with CHISOTINH_DATABASE."
State = Literal["new", "ours"]
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
"""The rights on what we make: who follows what is nobody else's business."""
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file, by the ends of the names."""


def path_of(place: str | Path | ServerAddress) -> Path:
    """The file behind a path or an SQLite address (``sqlite+aiosqlite:///…``); a server's is refused as no file."""
    place = place.url if isinstance(place, ServerAddress) else place
    text = str(place)
    scheme, mark, rest = text.partition("://")
    if not mark and ADDRESS.match(text):  # one that became a Path lost a slash
        mark = ":/"
    if not mark:
        if text in ("", ":memory:"):
            raise DatabaseRefused(text or "''", "is not a file", OTHER, kind="no_file")
        return Path(place).expanduser().absolute()
    if not scheme.startswith("sqlite"):
        raise DatabaseRefused(str(ServerAddress(text)), "is not a file", OTHER, kind="not_file")
    if scheme not in ("sqlite", "sqlite+aiosqlite") or not rest.startswith("/") or rest == "/":
        raise DatabaseRefused(text.split("@")[-1], "is not the address of an SQLite file", OTHER, kind="address")
    return Path(rest[1:]).expanduser().absolute()


def look(path: Path, *, writes: bool = True) -> State:
    """``new`` for nothing or an empty file, ``ours`` for a database of this program; else raises DatabaseRefused, also
    for a file that cannot be written, unless it is only to be read (``writes`` false).
    """
    try:
        mode, size = path.stat().st_mode, path.stat().st_size
        if stat.S_ISDIR(mode):
            raise DatabaseRefused(path, "is a folder, not a database file", OTHER, kind="folder")
        if not stat.S_ISREG(mode):
            raise DatabaseRefused(path, "is not an ordinary file", OTHER, kind="not_ordinary")
        with path.open("rb") as file:
            header = file.read(HEADER)
    except FileNotFoundError:
        return "new"
    except OSError as error:
        raise unreachable(path, error.strerror or str(error), error.errno or 0) from error
    if writes and not os.access(path, os.W_OK):
        raise unreachable(path, "no permission to write", EACCES)
    if not size:
        return "new"
    if not header.startswith(MAGIC):
        reason = "is not an SQLite database, or it is damaged"
        raise DatabaseRefused(path, reason, f"It was left as it is. {OTHER}", kind="not_sqlite")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        reason = "is an SQLite database of another program"
        raise DatabaseRefused(path, reason, f"It was left as it is. {OTHER}", kind="foreign")
    return "ours"


def make_folder(path: Path) -> None:
    """Make the folders of a file that are not there yet, private; those that are there are left as they are."""
    try:
        for folder in reversed(path.parents):
            if not folder.exists():
                folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise unreachable(path, error.strerror or str(error), error.errno or 0) from error


def make_private(path: Path) -> None:
    """Make the file, empty, if it is not there, and take everybody else's rights on it and on what lies beside it.

    SQLite gives its log the rights of the file. A file that is there is not opened: closing it would drop the locks
    that this process has on it.
    """
    try:
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
    except OSError as error:
        raise unreachable(path, error.strerror or str(error), error.errno or 0) from error
    for end in ("", *BESIDE):
        with suppress(OSError):  # another user's, or gone this moment
            if stat.S_IMODE(os.stat(f"{path}{end}").st_mode) & ~PRIVATE_FILE:
                os.chmod(f"{path}{end}", PRIVATE_FILE)


def unreachable(path: Path, why: str, errno: int = 0) -> DatabaseRefused:
    reason = f"cannot be read and written ({why})"
    return DatabaseRefused(path, reason, f"Check the permissions. {OTHER}", errno=errno)


def damaged(path: Path | str, why: str) -> DatabaseRefused:
    advice = f"It was left as it is. Restore a copy, or move it away and a new one is built. {OTHER}"
    return DatabaseRefused(path, f"is damaged ({why})", advice, kind="damaged")
