"""Which calls to Telegram a sender has begun, in a file beside the database, so that whoever takes over after kill -9
knows what may have arrived. A mark costs two microseconds; a transaction for each call would cost a thousand.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Collection, Iterable
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import Final

from data.db.lock_file import LockFile, is_dead, this_boot

MAGIC: Final = b"chisotinh sender 1\n"
HEADER: Final = 128
SLOTS: Final = 4096
"""More than there are ever calls in flight."""
_ROW: Final = struct.Struct("<q")


class BegunSends:
    """The marks of this process while it is the sender, and those that others left behind.

    The file is named after its holder and locked while the holder lives. It is the system that keeps what was written
    when a process is killed; after a power cut nothing in it is believed.
    """

    def __init__(self, database: Path, platform: str) -> None:
        self._folder, self._prefix = database.parent, f"{database.name}-{platform}-sender-"
        self._file: LockFile | None = None
        self._holder = ""
        self._slots: dict[int, int] = {}
        self._free: list[int] = []

    def open(self, holder: str) -> None:
        """Be ready to mark the calls of this holder."""
        if holder == self._holder:
            return
        self.close(remove=False)
        file = LockFile.take(self._path(holder))
        head = (MAGIC + this_boot().encode()).ljust(HEADER, b"\0")
        if file is None or not file.write(0, head + bytes(_ROW.size * SLOTS)):
            if file is not None:
                file.close(remove=True)
            return
        self._file, self._holder = file, holder
        self._slots, self._free = {}, list(range(SLOTS))

    def begin(self, row: int) -> None:
        """Mark that the call for this row of the outbox begins now."""
        if self._file is None or row in self._slots:
            return
        slot = self._free.pop() if self._free else -1
        if slot < 0 or not self._file.write(HEADER + slot * _ROW.size, _ROW.pack(row)):
            self.close(remove=True)  # without the file everything claimed counts as begun
            return
        self._slots[row] = slot

    def end(self, rows: Iterable[int]) -> None:
        """Take marks away: what became of these calls is in the database, or they surely did not arrive."""
        for row in rows:
            slot = self._slots.pop(row, None)
            if slot is None or self._file is None:
                continue
            if self._file.write(HEADER + slot * _ROW.size, _ROW.pack(0)):
                self._free.append(slot)

    def close(self, *, remove: bool) -> None:
        """Mark no more; without ``remove`` what is marked can still be read."""
        if self._file is not None:
            self._file.close(remove=remove)
        self._file, self._holder, self._slots = None, "", {}

    def is_dead(self, holder: str) -> bool:
        """Whether this holder's process has ended, as far as this machine knows."""
        path = self._path(holder)
        return holder != self._holder and _head(path) is not None and is_dead(path)

    def of(self, holder: str) -> Collection[int] | None:
        """The rows whose calls this holder, whose lease is over, had begun; None if that is not known, as of a process
        on another machine. One that is frozen begins no more: it marks first, and then looks at its lease.
        """
        if holder == self._holder:
            return self._slots.keys()
        content = _head(self._path(holder))
        if content is None or len(content) != HEADER + _ROW.size * SLOTS:
            return None
        return {row for (row,) in _ROW.iter_unpack(content[HEADER:]) if row}

    def taken_over(self) -> None:
        """Forget the marks of before, and the files of the dead: all that was claimed is free."""
        self.end(tuple(self._slots))
        with suppress(OSError):
            for path in self._folder.glob(f"{escape(self._prefix)}*"):
                if is_dead(path):
                    path.unlink(missing_ok=True)

    def _path(self, holder: str) -> Path:
        return self._folder / (self._prefix + hashlib.sha256(holder.encode()).hexdigest()[:16])


def _head(path: Path) -> bytes | None:
    """What a file of marks holds; None unless it was written since this machine started."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if content.startswith((MAGIC + this_boot().encode()).ljust(HEADER, b"\0")) else None
