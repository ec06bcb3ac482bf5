"""What the provinces' documents ask for: tasks with their criteria and agencies, and targets."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Connection, select

from data.database import Database
from data.db import schema
from data.db.rows import columns, fetch
from data.db.types import InCodeOrder
from data.model import Agency, Assignee, Criterion, Document, Target, Task

Parts = dict[str, list[str]]
"""Agency -> the agencies that are part of it."""


class Tasks:
    """The few hundred tasks and targets, read once and then searched in memory; call ``invalidate()`` after a rebuild.

    ``province=''`` asks for the national ones, None for those of all provinces.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.invalidate()

    def invalidate(self) -> None:
        self._all: tuple[tuple[Task, ...], tuple[Target, ...], Parts] | None = None
        self._reading = asyncio.Lock()

    async def _read(self) -> tuple[tuple[Task, ...], tuple[Target, ...], Parts]:
        if self._all is None:
            async with self._reading:
                if self._all is None:
                    async with self._database.read() as connection:
                        self._all = await connection.run_sync(_read_all)
        return self._all

    async def tasks(
        self,
        province: str | None = None,
        index: str | None = None,
        indicator: str | None = None,
        agency: str | None = None,
    ) -> tuple[Task, ...]:
        """Tasks ordered by document (the newest first), index, indicator, id.

        ``indicator`` '2' also finds '2.1'; '' finds tasks for the index as a whole. ``agency`` also finds tasks of the
        agencies that are part of it and of the wider ones it belongs to (what all departments must do, each must), but
        not of others within those. A task that serves several criteria is given once.
        """
        tasks, _, parts = await self._read()
        wanted = _with_parts(agency, parts) | _with_parts(agency, _wholes(parts)) if agency is not None else set()
        return tuple(
            task
            for task in tasks
            if (province is None or task.province == province)
            and any(_serves(criterion, index, indicator) for criterion in _criteria(task))
            and (agency is None or any(part.agency.id in wanted for part in task.assignees))
        )

    async def bodies(self, agency: str) -> frozenset[str]:
        """The agency itself and those that are part of it: a task given to one of them names the agency."""
        _, _, parts = await self._read()
        return frozenset(_with_parts(agency, parts))

    async def whole_bodies(self) -> frozenset[str]:
        """The bodies of a province that stand for all of its agencies: they have parts, and are part of nothing."""
        tasks, _, parts = await self._read()
        within = {agency for agencies in parts.values() for agency in agencies}
        assigned = {part.agency for task in tasks for part in task.assignees}
        return frozenset(
            one.id for one in assigned if one.level == "province" and one.id in parts and one.id not in within
        )

    async def targets(self, province: str | None = None, index: str | None = None) -> tuple[Target, ...]:
        """Targets ordered by year (newest first), index, id."""
        _, targets, _ = await self._read()
        return tuple(
            target
            for target in targets
            if (province is None or target.province == province) and (index is None or target.index == index)
        )

    async def counts(self, province: str | None = None) -> dict[Criterion, int]:
        """How many tasks serve each (index, indicator); a task of several criteria counts for each of them."""
        tasks, _, _ = await self._read()
        mine = (task for task in tasks if province is None or task.province == province)
        return dict(Counter(criterion for task in mine for criterion in _criteria(task)))


def _criteria(task: Task) -> tuple[Criterion, ...]:
    return ((task.index, task.indicator), *task.also)


def _serves(criterion: Criterion, index: str | None, indicator: str | None) -> bool:
    if index is not None and criterion[0] != index:
        return False
    if not indicator:
        return indicator is None or not criterion[1]
    return criterion[1] == indicator or criterion[1].startswith(f"{indicator}.")


def _wholes(parts: Parts) -> Parts:
    """Agency -> the wider agencies it is a part of."""
    found: Parts = defaultdict(list)
    for broader, agencies in parts.items():
        for agency in agencies:
            found[agency].append(broader)
    return found


def _with_parts(agency: str, parts: Parts) -> set[str]:
    """The agency and, at any depth, the agencies that are part of it."""
    found: set[str] = set()
    waiting = [agency]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += parts.get(one, ())
    return found


def read_tasks_and_targets(connection: Connection) -> tuple[tuple[Task, ...], tuple[Target, ...]]:
    query = select(*columns(schema.document, Document))
    documents = {document.id: document for document in fetch(connection, query, Document)}
    return _read_tasks(connection, documents), _read_targets(connection, documents)


def _read_all(connection: Connection) -> tuple[tuple[Task, ...], tuple[Target, ...], Parts]:
    parts: Parts = defaultdict(list)
    for agency, broader in connection.execute(select(schema.agency_broader)):
        parts[broader].append(agency)
    return (*read_tasks_and_targets(connection), parts)


def _read_tasks(connection: Connection, documents: dict[str, Document]) -> tuple[Task, ...]:
    criteria = _read_criteria(connection)
    assignees = _read_assignees(connection)
    tasks = [
        Task(
            id=row.id,
            province=row.province,
            index=criteria[row.id][0][0],
            indicator=criteria[row.id][0][1],
            heading_vi=row.heading_vi,
            heading_en=row.heading_en,
            text_vi=row.text_vi,
            text_en=row.text_en,
            own_wording=row.own_wording,
            aim=row.aim,
            timing=row.timing,
            due=row.due,
            document=documents[row.document],
            assignees=tuple(assignees[row.id]),
            also=tuple(criteria[row.id][1:]),
        )
        for row in connection.execute(select(schema.task)).all()
    ]
    tasks.sort(key=lambda task: (task.document.id, task.index, task.indicator, task.id))
    tasks.sort(key=lambda task: task.document.date, reverse=True)
    return tuple(tasks)


def _read_criteria(connection: Connection) -> dict[int, list[Criterion]]:
    table = schema.task_criterion
    query = select(table.c.task, table.c.index, table.c.indicator).order_by(table.c.task, table.c.position)
    found: dict[int, list[Criterion]] = defaultdict(list)
    for task, index, indicator in connection.execute(query).all():
        found[task].append((index, indicator))
    return found


def _read_assignees(connection: Connection) -> dict[int, list[Assignee]]:
    part = schema.task_agency
    query = select(*columns(schema.agency, Agency))
    agencies = {agency.id: agency for agency in fetch(connection, query, Agency)}
    found: dict[int, list[Assignee]] = defaultdict(list)
    query = select(part.c.task, part.c.agency, part.c.role).order_by(part.c.task, part.c.position)
    for task, agency, role in connection.execute(query).all():
        found[task].append(Assignee(agencies[agency], role))
    return found


def _read_targets(connection: Connection, documents: dict[str, Document]) -> tuple[Target, ...]:
    table = schema.target
    query = select(*columns(table, Target)).order_by(table.c.year.desc(), InCodeOrder(table.c.index), table.c.id)
    rows: list[list[Any]] = [list(row) for row in connection.execute(query).all()]
    return tuple(Target(*(*row[:-1], documents[row[-1]])) for row in rows)
