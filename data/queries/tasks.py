"""What the provinces' documents ask for: tasks with their criteria and agencies, and targets."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from data.database import Database
from data.db import schema_documents
from data.db.rows import columns, fetch
from data.db.types import InCodeOrder
from data.model.indices import Criterion
from data.model.tasks import Agency, Assignee, Document, Target, Task
from data.queries.plans import (
    SHIPPED_COLUMNS,
    Plan,
    documents_of,
    plans_in_force,
    read_plan_targets,
    read_plan_tasks,
    read_plans,
)

Parts = dict[str, list[str]]
"""Agency -> the agencies that are part of it."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What is read at once: all that is shipped, and which plans of offices are in force."""

    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    parts: Parts
    agencies: dict[str, Agency]
    documents: dict[str, Document]
    plans: tuple[Plan, ...]


class _Shelf:
    """What was read since the figures last changed; ``places`` holds the tasks and targets of provinces."""

    def __init__(self) -> None:
        self.held: _Held | None = None
        self.places: dict[str | None, tuple[tuple[Task, ...], tuple[Target, ...]]] = {}
        self.reading = asyncio.Lock()


class Tasks:
    """The tasks and targets of documents, searched in memory; call ``invalidate()`` when figures changed. The few
    hundred shipped ones are read once, those of the plans that offices brought when their province is first asked for.

    ``province=''`` asks for the national ones, None for those of all provinces.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.invalidate()

    def invalidate(self) -> None:
        self._shelf = _Shelf()

    async def _read(self) -> _Held:
        shelf = self._shelf
        if shelf.held is None:
            async with shelf.reading:
                if shelf.held is None:
                    async with self._database.read() as connection:
                        shelf.held = await connection.run_sync(_read_all)
        return shelf.held

    async def _of(self, province: str | None) -> tuple[tuple[Task, ...], tuple[Target, ...]]:
        """The tasks and targets of a province, in the order in which they are given."""
        shelf = self._shelf
        held = await self._read()
        if province not in shelf.places:
            async with shelf.reading:
                if province not in shelf.places:
                    shelf.places[province] = await self._gathered(held, province)
        return shelf.places[province]

    async def _gathered(self, held: _Held, province: str | None) -> tuple[tuple[Task, ...], tuple[Target, ...]]:
        tasks = [task for task in held.tasks if province is None or task.province == province]
        targets = [target for target in held.targets if province is None or target.province == province]
        wanted = [plan for plan in held.plans if province is None or plan.province == province]
        if not wanted:
            return tuple(tasks), tuple(targets)

        def read(connection: Connection) -> tuple[list[Task], list[Target]]:
            theirs = read_plan_tasks(connection, wanted, held.documents, held.agencies)
            return theirs, read_plan_targets(connection, wanted, held.documents)

        more, further = await self._database.work(read, write=False)
        tasks += more
        tasks.sort(key=lambda task: task.document.id)  # within a document as it was
        tasks.sort(key=lambda task: task.document.date, reverse=True)
        targets += further
        targets.sort(key=lambda target: (-target.year, target.index))
        return tuple(tasks), tuple(targets)

    async def tasks(
        self,
        province: str | None = None,
        index: str | None = None,
        indicator: str | None = None,
        agency: str | None = None,
    ) -> tuple[Task, ...]:
        """Tasks ordered by document (the newest first), index, indicator, id; those of a plan that an office brought as
        the plan lists them.

        ``indicator`` '2' also finds '2.1'; '' finds tasks for the index as a whole. ``agency`` also finds tasks of the
        agencies that are part of it and of the wider ones it belongs to (what all departments must do, each must), but
        not of others within those. A task that serves several criteria is given once.
        """
        tasks, _ = await self._of(province)
        if index is None and indicator is None and agency is None:
            return tasks
        parts = (await self._read()).parts
        wanted = related(agency, parts) if agency is not None else set()
        return tuple(
            task
            for task in tasks
            if ((index is None and indicator is None) or is_for(task, index, indicator))
            and (agency is None or any(part.agency.id in wanted for part in task.assignees))
        )

    async def bodies(self, agency: str) -> frozenset[str]:
        """The agency itself and those that are part of it: a task given to one of them names the agency."""
        return frozenset(_with_parts(agency, (await self._read()).parts))

    async def wider_bodies(self, agency: str) -> frozenset[str]:
        """The agency itself and those that it is part of, but for bodies that stand for all agencies: whoever speaks
        for one of these speaks for the agency.
        """
        wholes = _with_parts(agency, _wholes((await self._read()).parts))
        return frozenset(wholes - (await self.whole_bodies() - {agency}))

    async def whole_bodies(self) -> frozenset[str]:
        """The bodies of a province that stand for all of its agencies: they have parts, and are part of nothing."""
        held = await self._read()
        within = {agency for agencies in held.parts.values() for agency in agencies}
        return frozenset(
            one.id
            for one in held.agencies.values()
            if one.level == "province" and one.id in held.parts and one.id not in within
        )

    async def targets(self, province: str | None = None, index: str | None = None) -> tuple[Target, ...]:
        """Targets ordered by year (newest first), index, id; those of offices' plans behind those that are shipped."""
        _, targets = await self._of(province)
        return tuple(target for target in targets if index is None or target.index == index)

    async def counts(self, province: str | None = None) -> dict[Criterion, int]:
        """How many tasks serve each (index, indicator); a task of several criteria counts for each of them."""
        tasks, _ = await self._of(province)
        return dict(Counter(criterion for task in tasks for criterion in _criteria(task)))


def _criteria(task: Task) -> tuple[Criterion, ...]:
    return ((task.index, task.indicator), *task.also)


def is_for(task: Task, index: str | None, indicator: str | None) -> bool:
    """Whether a task serves an index or, of it, a criterion or one of its parts."""
    if _serves((task.index, task.indicator), index, indicator):
        return True
    return bool(task.also) and any(_serves(criterion, index, indicator) for criterion in task.also)


def _serves(criterion: Criterion, index: str | None, indicator: str | None) -> bool:
    if index is not None and criterion[0] != index:
        return False
    if not indicator:
        return indicator is None or not criterion[1]
    return criterion[1] == indicator or criterion[1].startswith(f"{indicator}.")


def related(agency: str, parts: Parts) -> set[str]:
    """The agencies whose tasks are also those of this one: itself, its parts, and the wider ones that it belongs to."""
    return _with_parts(agency, parts) | _with_parts(agency, _wholes(parts))


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
    """All that is shipped, also where an office's plan took its place."""
    documents = {one.id: one for one in fetch(connection, select(*SHIPPED_COLUMNS), Document)}
    return _read_tasks(connection, documents, read_agencies(connection)), _read_targets(connection, documents)


def read_parts(connection: Connection) -> Parts:
    parts: Parts = defaultdict(list)
    for agency, broader in connection.execute(select(schema_documents.agency_broader)):
        parts[broader].append(agency)
    return parts


def _read_all(connection: Connection) -> _Held:
    parts = read_parts(connection)
    forced = plans_in_force(read_plans(connection))
    documents, agencies = documents_of(connection, forced), read_agencies(connection)
    return _Held(
        tasks=tuple(one for one in _read_tasks(connection, documents, agencies) if one.document.id not in forced),
        targets=tuple(one for one in _read_targets(connection, documents) if one.document.id not in forced),
        parts=parts,
        agencies=agencies,
        documents=documents,
        plans=tuple(forced.values()),
    )


def read_agencies(connection: Connection) -> dict[str, Agency]:
    return {one.id: one for one in fetch(connection, select(*columns(schema_documents.agency, Agency)), Agency)}


def _read_tasks(
    connection: Connection, documents: dict[str, Document], agencies: dict[str, Agency]
) -> tuple[Task, ...]:
    criteria = _read_criteria(connection)
    assignees = _read_assignees(connection, agencies)
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
        for row in connection.execute(select(schema_documents.task)).all()
    ]
    tasks.sort(key=lambda task: (task.document.id, task.index, task.indicator, task.id))
    tasks.sort(key=lambda task: task.document.date, reverse=True)
    return tuple(tasks)


def _read_criteria(connection: Connection) -> dict[int, list[Criterion]]:
    table = schema_documents.task_criterion
    query = select(table.c.task, table.c.index, table.c.indicator).order_by(table.c.task, table.c.position)
    found: dict[int, list[Criterion]] = defaultdict(list)
    for task, index, indicator in connection.execute(query).all():
        found[task].append((index, indicator))
    return found


def _read_assignees(connection: Connection, agencies: dict[str, Agency]) -> dict[int, list[Assignee]]:
    part = schema_documents.task_agency
    found: dict[int, list[Assignee]] = defaultdict(list)
    query = select(part.c.task, part.c.agency, part.c.role).order_by(part.c.task, part.c.position)
    for task, agency, role in connection.execute(query).all():
        found[task].append(Assignee(agencies[agency], role))
    return found


def _read_targets(connection: Connection, documents: dict[str, Document]) -> tuple[Target, ...]:
    table = schema_documents.target
    query = select(*columns(table, Target, "last")).order_by(
        table.c.year.desc(), InCodeOrder(table.c.index), table.c.id
    )
    rows: list[list[Any]] = [list(row) for row in connection.execute(query).all()]
    return tuple(Target(*(*row[:-1], documents[row[-1]])) for row in rows)
