"""Pictures kept on disk under their keys, bounded: the oldest go first (blocking; called off the event loop).

Beside a picture stands the number under which Telegram has it, so that a restart uploads nothing again.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

MOST = 2000
"""So many pictures are kept, and as many numbers."""
PICTURE, NUMBER = ".png", ".number"
LONGEST_NUMBER = 512
"""What is longer is no number of Telegram's; they have about 80 characters."""


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
        self._put(self._path(key), data)

    def number(self, key: str) -> str:
        """Telegram's number for the picture of a key, '' if there is none. Whose picture went keeps its number."""
        path = self._path(key, NUMBER)
        with suppress(OSError, UnicodeDecodeError):
            found = path.read_text("ascii").strip()
            os.utime(path)
            return found if len(found) <= LONGEST_NUMBER else ""
        return ""

    def keep_number(self, key: str, number: str) -> None:
        self._put(self._path(key, NUMBER), number.encode("ascii", "replace"))

    def drop_number(self, key: str) -> None:
        """Forget a number that Telegram refuses."""
        with suppress(OSError):
            self._path(key, NUMBER).unlink(missing_ok=True)

    def _put(self, path: Path, data: bytes) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            half = path.with_name(f"{path.name}.{os.getpid()}")
            half.write_bytes(data)
            half.replace(path)
            self._tidy(path.suffix)

    def _tidy(self, suffix: str) -> None:
        found = sorted(self._folder.glob(f"*{suffix}"), key=lambda path: path.stat().st_mtime)
        for path in found[: max(0, len(found) - self._most)]:
            path.unlink(missing_ok=True)

    def _path(self, key: str, suffix: str = PICTURE) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}{suffix}"
