"""What answers need of the data: the catalogue in memory and three awaited queries, all over one database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Self

from sqlalchemy import Connection

from data.database import Database
from data.model.figures import Results
from data.model.tasks import Target, Task, TaskIdentity
from data.queries.catalogue import Catalogue
from data.queries.figures import Figures
from data.queries.tasks import Tasks
from data.tasks.model import Reported, TaskState
from data.tasks.states import public_documents, reports_version, states


class _ReportShelf:
    """What became of the tasks of some documents, and which documents' reports are public, as of one version."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.documents: set[str] = set()
        self.public: frozenset[str] = frozenset()
        self.states: dict[TaskIdentity, TaskState] = {}

    def add(self, connection: Connection, documents: Sequence[str]) -> None:
        self.public = public_documents(connection)
        self.states |= states(connection, documents)
        self.documents.update(documents)


class Store:
    """The data as answers see it. Every method returns frozen values and may be called concurrently."""

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self._database = database
        self._figures = Figures(database, catalogue)
        self._tasks = Tasks(database)
        self.catalogue = catalogue
        self._reports = _ReportShelf("")
        self._as_of: tuple[int, str] | None = None  # what the database's writes were, and the version then
        self.reports_version = ""
        """The version of the reports when the store was renewed last: for what need not be exact to the second."""

    @classmethod
    async def open(cls, database: Database) -> Self:
        return cls(database, await Catalogue.load(database))

    async def renew(self) -> bool:
        """Read the catalogue again if figures changed since, also by another process; returns True if they had."""
        changed = await self._database.data_version() != self.catalogue.data_version
        if changed:
            self.catalogue = await Catalogue.load(self._database)
            self._figures.invalidate(self.catalogue)
            self._tasks.invalidate()
        self._as_of = None
        self.reports_version = await self.version_of_reports()
        return changed

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

    async def wider_bodies(self, agency: str) -> frozenset[str]:
        """The agency and those that it is part of, but for bodies that stand for all agencies."""
        return await self._tasks.wider_bodies(agency)

    async def whole_bodies(self) -> frozenset[str]:
        """The bodies that stand for all agencies of a province."""
        return await self._tasks.whole_bodies()

    async def version_of_reports(self) -> str:
        """The version of what was reported of tasks, and of who may read it; '' where no office brought a plan.

        Where one process alone has the database it is read again once that has written anything, or the store was
        renewed: what another command does there is seen then.
        """
        if not any(document.brought for document in self.catalogue.documents.values()):
            return ""
        writes = self._database.writes
        if self._as_of is None or self._database.shared or self._as_of[0] != writes:
            self._as_of = writes, await self._database.brief(reports_version, write=False)
        return self._as_of[1]

    async def reported(
        self, tasks: Iterable[Task], sees: Callable[[str], bool], version: str | None = None
    ) -> Reported:
        """What became of these tasks, as far as somebody may know it who ``sees`` what is kept to provinces.
        ``version`` is that of the reports, where the caller has just read it.
        """
        provinces = {task.document.id: task.document.province for task in tasks if task.document.brought}
        if not provinces:
            return Reported()
        if version is None:
            version = await self.version_of_reports()
        shelf = self._reports
        if version != shelf.version:
            shelf = self._reports = _ReportShelf(version)
        if not shelf.documents.issuperset(provinces):
            missing = sorted(set(provinces) - shelf.documents)
            await self._database.work(lambda connection: shelf.add(connection, missing), write=False)
        shown = frozenset(id for id, province in provinces.items() if id in shelf.public or sees(province))
        return Reported(shelf.states if shown else {}, shown)

    async def targets(self, province: str, index: str | None = None) -> tuple[Target, ...]:
        """The targets of a province, the newest year first."""
        return await self._tasks.targets(province, index)
