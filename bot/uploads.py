"""What Telegram has already is not sent to it again: the first who asks uploads a file, everybody after that gets it by
Telegram's number for it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Protocol

KEPT = 4096
"""Of so many files it is remembered under which number Telegram has them."""

Send = Callable[[bytes | str], Awaitable[str]]
"""Sends a file, given its bytes or Telegram's number for it, and returns that number."""
Make = Callable[[], Awaitable[bytes]]
"""Makes the bytes of a file."""


class NumberStore(Protocol):
    """Keeps numbers longer than a process lives. Its methods may block: they are called off the event loop."""

    def number(self, key: str) -> str: ...
    def keep_number(self, key: str, number: str) -> None: ...
    def drop_number(self, key: str) -> None: ...


class Uploads:
    """Sends files, each uploaded once. Belongs to one event loop. A ``store`` lets the numbers survive a restart."""

    def __init__(self, store: NumberStore | None = None) -> None:
        self._store = store
        self._numbers: OrderedDict[str, str] = OrderedDict()
        self._sending: dict[str, asyncio.Lock] = {}

    async def send(self, key: str, make: Make, send: Send, *, refused: type[Exception]) -> None:
        """Send a file by Telegram's number for it or, the first time, by its bytes: whoever asks for the same one
        meanwhile waits for that number. ``refused`` is what is raised for a number that no longer holds. Raises what
        ``make`` and ``send`` raise.
        """
        number = await self.number(key)
        if number:
            try:
                await send(number)
                return
            except refused:
                await self._forget(key)
        lock = self._sending.setdefault(key, asyncio.Lock())
        async with lock:
            number = self._numbers.get(key, "")
            if not number:
                try:
                    await self._remember(key, await send(await make()))
                finally:
                    self._sending.pop(key, None)  # also where it failed: no lock is kept for it
                return
        await send(number)

    async def number(self, key: str) -> str:
        """The number under which Telegram has a file, '' where it has none that we know of."""
        found = self._numbers.get(key, "")
        if found or self._store is None:
            return found
        kept = await asyncio.to_thread(self._store.number, key)
        # Whoever was quicker meanwhile knows better than the disk.
        return self._numbers.setdefault(key, kept) if kept else self._numbers.get(key, "")

    async def _remember(self, key: str, number: str) -> None:
        if not number:
            return
        self._numbers[key] = number
        while len(self._numbers) > KEPT:
            self._numbers.popitem(last=False)
        if self._store is not None:
            await asyncio.to_thread(self._store.keep_number, key, number)

    async def _forget(self, key: str) -> None:
        self._numbers.pop(key, None)
        if self._store is not None:
            await asyncio.to_thread(self._store.drop_number, key)
