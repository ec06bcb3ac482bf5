"""The open files of all operators, as this worker sees them: read from the database each time, for another worker may
have gone on with one. Only what a check found is held in memory, for as long as nothing else was answered.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from bot.publishing.open_file import OpenFile, read
from bot.publishing.outcomes import Checked
from data.releases.open_files import ANYBODY, HOUR, FeedDeed, FileOvertaken, KeptFile, OpenFiles
from data.store import Store

CHECKED = 20
"""Checks that are held in memory."""


class Filings:
    """Reads open files and writes them; what cannot be read, because another version of the program wrote it or knows
    another index, is as if it were not there.
    """

    def __init__(self, files: OpenFiles, store: Store, now: Callable[[], datetime]) -> None:
        self._files = files
        self._store = store
        self._now = now
        self._checks: OrderedDict[str, tuple[int, tuple[str, ...], Checked]] = OrderedDict()

    async def find(self, id: str) -> tuple[OpenFile | None, str]:
        """The file of this id if it is open, and the release that it became, if it did."""
        kept = await self._files.find(id)
        return (self._open(kept), kept.published) if kept is not None else (None, "")

    async def newest(self, operator: int) -> OpenFile | None:
        """The file that an operator sent last, of those that are open."""
        return next(iter(await self._of(operator)), None)

    async def for_anybody(self) -> tuple[OpenFile, ...]:
        """The files that wait for whichever operator publishes them, in the order in which they came."""
        return (await self._of(ANYBODY))[::-1]

    async def data(self, filing: OpenFile) -> bytes:
        """What is in a file. Raises FileOvertaken where it is no longer open."""
        data = await self._files.data(filing.id)
        if data is None:
            raise FileOvertaken(filing.id)
        return data

    async def put(self, filing: OpenFile, data: bytes) -> bool:
        """Keep a new file. False if one of its id can be read, or came at this moment."""
        standing = await self._files.find(filing.id)
        if standing is not None and self._open(standing) is not None:
            return False
        filing.version = standing.version + 1 if standing is not None else 0
        if not await self._files.put(filing.kept(), data, self._now(), instead=standing):
            return False
        self.hold(filing)
        return True

    async def put_instead(self, filing: OpenFile, data: bytes) -> bool:
        """Keep a file with other bytes; False if it is not as it was read."""
        standing = await self._files.find(filing.id)
        if standing is None or standing.version != filing.version:
            return False
        filing.version += 1
        return await self._files.put(filing.kept(), data, self._now(), instead=standing)

    async def save(self, filing: OpenFile, deed: FeedDeed | None = None) -> None:
        """Write what is known of a file now. Raises FileOvertaken if it is not as it was read."""
        if not await self._files.change(filing.kept(), deed):
            raise FileOvertaken(filing.id)
        filing.version += 1
        self.hold(filing)

    async def drop(self, filing: OpenFile) -> bool:
        """Forget a file that need not wait; False where it is not open any more."""
        self.let_go(filing)
        return await self._files.drop(filing.id)

    async def cancel(self, filing: OpenFile) -> None:
        """Forget a file that is not wanted, or cannot be published. Raises FileOvertaken where it is not open any more,
        for instance because another worker published it.
        """
        if not await self.drop(filing):
            raise FileOvertaken(filing.id)

    async def expire(self) -> None:
        """Forget what is over."""
        await self._files.expire(self._now())

    def stands(self, filing: OpenFile) -> bool:
        """Whether the hour of a file is not over. A clock that was set back makes none longer."""
        return filing.operator == ANYBODY or abs(self._now() - filing.opened) <= HOUR

    def hold(self, filing: OpenFile) -> None:
        """Hold in memory what a check of the file found."""
        self._checks.pop(filing.id, None)
        if filing.checked is not None:
            self._checks[filing.id] = filing.checks, filing.shown, filing.checked
        while len(self._checks) > CHECKED:
            self._checks.popitem(last=False)

    def let_go(self, filing: OpenFile) -> None:
        """Hold nothing of the file in memory."""
        self._checks.pop(filing.id, None)

    async def _of(self, operator: int) -> tuple[OpenFile, ...]:
        found = map(self._open, await self._files.of(operator))
        return tuple(one for one in found if one is not None)

    def _open(self, kept: KeptFile) -> OpenFile | None:
        filing = read(kept)
        if filing is None:
            return None
        if not self.stands(filing):
            return None
        known = self._store.catalogue.indices
        if any(index not in known for index in (filing.index, filing.entry and filing.entry.index) if index):
            return None
        held = self._checks.get(filing.id)
        if held is not None and held[:2] == (filing.checks, filing.shown):
            filing.checked = held[2]
        return filing
