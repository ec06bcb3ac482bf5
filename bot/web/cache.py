"""What was made of an address is kept until the data changes, ready to be sent: its bytes, the same compressed, and the
tag by which a browser asks whether it has changed.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from bot.web.site import Sent, Site

MOST_BYTES = 64 << 20
"""So much is kept; what was not asked for longest goes first."""
SHORTEST = 600
"""Less than this is not compressed."""
COMPRESSED = frozenset({"text/html", "text/css", "text/javascript", "text/csv", "application/json",
                        "image/svg+xml", "application/xml", "application/atom+xml", "text/plain"})  # fmt: skip
LONGEST_KEY = 1024
ELSEWHERE = (".png", ".csv", ".xlsx")
"""What is made in another process or thread, and takes long: no page waits for it."""
BREATH = 0.01
"""Seconds between two pages. One takes 7 ms of the loop, an answer of the bot's some turns of it."""

Key = tuple[str, tuple[tuple[str, str], ...]]
"""A path and its parameters, in order."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is sent for an address. ``packed`` is None where it is not worth compressing."""

    sent: Sent
    packed: bytes | None
    tag: str

    @property
    def size(self) -> int:
        return len(self.sent.body) + len(self.packed or b"")


class Cache:
    """The site behind a memory. Whoever asks for what is being made waits for it: it is made once. Pages are made one
    after the other with a breath between them, in which the bot beside them answers.
    """

    def __init__(self, site: Site, most: int = MOST_BYTES) -> None:
        self._site, self._most = site, most
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._making: dict[Key, asyncio.Task[Kept]] = {}
        self._turn = asyncio.Lock()
        self._size = 0
        self._version = site.version

    async def get(self, key: Key) -> Kept:
        """What the address holds now."""
        found = self.at_hand(key)
        if found is not None:
            return found
        making = self._making.get(key)
        if making is None:
            making = self._making[key] = asyncio.create_task(self._make(key))
        return await asyncio.shield(making)

    def at_hand(self, key: Key) -> Kept | None:
        """The same where it need not be made, else None."""
        self._renew()
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    async def _make(self, key: Key) -> Kept:
        version = self._site.version
        try:
            if key[0].endswith(ELSEWHERE):
                kept = _ready(await self._site.get(key[0], dict(key[1])))
            else:
                await self._turn.acquire()
                try:
                    kept = _ready(await self._site.get(key[0], dict(key[1])))
                finally:
                    asyncio.get_running_loop().call_later(BREATH, self._turn.release)
        finally:
            self._making.pop(key, None)
        sent = kept.sent
        if version == self._site.version and sent.status == 200 and _length(key) <= LONGEST_KEY:
            self._keep(key, kept)
        return kept

    def _keep(self, key: Key, kept: Kept) -> None:
        self._kept[key] = kept
        self._size += kept.size
        while self._size > self._most:
            self._size -= self._kept.popitem(last=False)[1].size

    def _renew(self) -> None:
        version = self._site.version
        if version != self._version:
            self._version, self._size = version, 0
            self._kept.clear()


def _ready(sent: Sent) -> Kept:
    worth = sent.kind in COMPRESSED and len(sent.body) > SHORTEST
    return Kept(sent, gzip.compress(sent.body, 6, mtime=0) if worth else None, _tag(sent.body))


def _tag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:20]}"'


def _length(key: Key) -> int:
    return len(key[0]) + sum(len(name) + len(value) for name, value in key[1])
