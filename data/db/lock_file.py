"""Files that tell whether the process that made them lives: they are locked until it ends, however it ends."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Self

try:
    import fcntl
except ImportError:  # a system without it: nothing is locked, and the leases in the database decide alone
    fcntl = None  # type: ignore[assignment]


class LockFile:
    """A file held by this process. The system gives the lock back when the process ends, by kill -9, too.

    ``locked`` is False where files cannot be locked or the folder takes none: then it says nothing of other processes.
    """

    __slots__ = ("_file", "locked", "path")

    def __init__(self, path: Path, file: int | None) -> None:
        self.path, self._file = path, file
        self.locked = file is not None

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Make the file, or take over that of a dead process; returns None while a living process holds it."""
        if fcntl is None:
            return cls(path, None)
        while True:
            try:
                file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            except OSError:
                return cls(path, None)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if _is_at(file, path):
                    return cls(path, file)
            except BlockingIOError:
                os.close(file)
                return None
            except OSError:
                os.close(file)
                return cls(path, None)
            os.close(file)  # its holder removed it just now: this is not the file that others see

    def write(self, at: int, content: bytes) -> bool:
        """Write at a place in the file; returns whether it was written."""
        if self._file is None:
            return False
        try:
            return os.pwrite(self._file, content, at) == len(content)
        except OSError:
            return False

    def close(self, *, remove: bool = False) -> None:
        """Give the lock back; with ``remove`` the file goes, too."""
        if self._file is None:
            return
        if remove:
            with suppress(OSError):
                self.path.unlink()
        os.close(self._file)
        self._file, self.locked = None, False


def is_dead(path: Path) -> bool:
    """Whether the process that made the file has ended. False where that is not known, or there is no such file."""
    if fcntl is None:
        return False
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(file)
    return True


def this_boot() -> str:
    """What names this run of this machine; '' where the system has no such name."""
    with suppress(OSError):
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return ""


def _is_at(file: int, path: Path) -> bool:
    try:
        here, there = os.fstat(file), os.stat(path)
    except OSError:
        return False
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)
