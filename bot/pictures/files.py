"""Pictures kept on disk under their keys, bounded: the oldest go first (blocking; called off the event loop)."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

MOST = 2000
"""So many pictures are kept."""


class PictureFiles:
    """A folder of PNG files. A folder that cannot be used is as good as an empty one: nothing is kept then."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder = folder
        self._most = most

    def read(self, key: str) -> bytes | None:
        """The picture of a key, if it is there."""
        path = self._path(key)
        with suppress(OSError):
            data = path.read_bytes()
            os.utime(path)
            return data
        return None

    def write(self, key: str, data: bytes) -> None:
        """Keep a picture; whoever reads meanwhile sees all of it or none."""
        path = self._path(key)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            half = path.with_suffix(f".{os.getpid()}")
            half.write_bytes(data)
            half.replace(path)
            self._tidy()

    def _tidy(self) -> None:
        found = sorted(self._folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
        for path in found[: max(0, len(found) - self._most)]:
            path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.png"
