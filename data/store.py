"""What answers need of the data: the catalogue in memory and three awaited queries, all over one database."""

from __future__ import annotations

from typing import Self

from data.database import Database
from data.model import Results, Target, Task
from data.queries.catalogue import Catalogue
from data.queries.figures import Figures
from data.queries.tasks import Tasks


class Store:
    """The data as answers see it. Every method returns frozen values and may be called concurrently."""

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self._database = database
        self._figures = Figures(database, catalogue)
        self._tasks = Tasks(database)
        self.catalogue = catalogue

    @classmethod
    async def open(cls, database: Database) -> Self:
        return cls(database, await Catalogue.load(database))

    async def renew(self) -> bool:
        """Read the catalogue again if figures changed since, also by another process; returns True if they had."""
        if await self._database.data_version() == self.catalogue.data_version:
            return False
        self.catalogue = await Catalogue.load(self._database)
        self._figures.invalidate(self.catalogue)
        self._tasks.invalidate()
        return True

    async def standing(self) -> str:
        """The version of the figures in the database, where another process may have changed them."""
        return await self._database.data_version()

    async def results(self, index: str, period: str) -> Results | None:
        return await self._figures.results(index, period)

    async def tasks(
        self,
        province: str | None = None,
        index: str | None = None,
        indicator: str | None = None,
        agency: str | None = None,
    ) -> tuple[Task, ...]:
        """Tasks, newest document first; ``province=''`` gives the national ones, None those of all provinces."""
        return await self._tasks.tasks(province, index, indicator, agency)

    async def task_bodies(self, agency: str) -> frozenset[str]:
        """The agency and those that are part of it."""
        return await self._tasks.bodies(agency)

    async def whole_bodies(self) -> frozenset[str]:
        """The bodies that stand for all agencies of a province."""
        return await self._tasks.whole_bodies()

    async def targets(self, province: str, index: str | None = None) -> tuple[Target, ...]:
        """The targets of a province, the newest year first."""
        return await self._tasks.targets(province, index)
