"""What was read off pictures lately: an answered question is no reason to read for ten seconds again."""

from __future__ import annotations

from collections import OrderedDict

MOST = 20


class PictureShelf:
    """The cells of pictures, as JSON, by the hash of the picture; the oldest go first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def find(self, file_hash: str) -> bytes | None:
        return self._kept.get(file_hash)

    def keep(self, file_hash: str, cells: bytes) -> None:
        self._kept[file_hash] = cells
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
