"""The open files of plans, as this worker sees them: read from the database each time, for another worker may have
gone on with one. Only what was understood of a file is held in memory, for as long as the same is asked of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from bot.importing.files import examine_plan
from bot.importing.plans.reading import PlanRequest, ReadPlan
from bot.tasks.bringing.plan_file import PlanFile, read
from data.releases.open_files import HOUR, FileOvertaken, KeptFile, OpenFiles
from data.store import Store

HELD = 20
"""Understood plans that are held in memory."""


class PlanFiles:
    """Reads open files of plans and writes them; what is none of a plan is as if it were not there."""

    def __init__(self, files: OpenFiles, store: Store, now: Callable[[], datetime]) -> None:
        self._files = files
        self._store = store
        self._now = now
        self._plans: OrderedDict[str, tuple[PlanRequest, str, ReadPlan]] = OrderedDict()

    async def find(self, id: str) -> tuple[PlanFile | None, str]:
        """The file of this id if it is open, and the plan that it became, or was about, if it is done with."""
        kept = await self._files.find(id)
        return (self._open(kept), kept.published) if kept is not None else (None, "")

    async def newest(self, person: int) -> PlanFile | None:
        """The file that a person is asked about, if it is a plan's and none came after it."""
        kept = next(iter(await self._files.of(person)), None)
        return self._open(kept) if kept is not None else None

    async def put(self, file: PlanFile, data: bytes) -> bool:
        """Keep a new file. False if one of its id can be read, or came at this moment."""
        standing = await self._files.find(file.id)
        if standing is not None and self._open(standing) is not None:
            return False
        file.version = standing.version + 1 if standing is not None else 0
        return await self._files.put(file.kept(), data, self._now(), instead=standing)

    async def save(self, file: PlanFile) -> None:
        """Write what is known of a file now. Raises FileOvertaken if it is not as it was read."""
        if not await self._files.change(file.kept()):
            raise FileOvertaken(file.id)
        file.version += 1

    async def drop(self, file: PlanFile) -> None:
        """Forget a file that is not wanted. Raises FileOvertaken where it is not open any more."""
        self.let_go(file)
        if not await self._files.drop(file.id):
            raise FileOvertaken(file.id)

    async def data(self, file: PlanFile) -> bytes:
        """What is in a file. Raises FileOvertaken where it is no longer open."""
        data = await self._files.data(file.id)
        if data is None:
            raise FileOvertaken(file.id)
        return data

    async def plan(self, file: PlanFile, request: PlanRequest) -> ReadPlan:
        """What is understood of a file. Raises FileRefused, FileOvertaken."""
        await self._store.renew()
        held, version = self._plans.get(file.id), self._store.catalogue.data_version
        if held is not None and held[:2] == (request, version):
            return held[2]
        found = await examine_plan(file.name, await self.data(file), request, self._store.catalogue)
        self.let_go(file)
        self._plans[file.id] = request, version, found
        while len(self._plans) > HELD:
            self._plans.popitem(last=False)
        return found

    def let_go(self, file: PlanFile) -> None:
        """Hold nothing of the file in memory."""
        self._plans.pop(file.id, None)

    def _open(self, kept: KeptFile) -> PlanFile | None:
        file = read(kept)
        if file is None or abs(self._now() - file.opened) > HOUR:
            return None
        if file.province is not None and file.province not in self._store.catalogue.provinces:
            return None
        return file
