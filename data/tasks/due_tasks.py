"""The tasks of which people are to be reminded on a day: those of the plans in force that are still to be done."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from data.db.schema_plans import plan_task
from data.model.tasks import Task
from data.queries.plans import documents_of, plans_in_force, read_plan_tasks, read_plans
from data.queries.tasks import Parts, read_agencies, read_parts
from data.tasks.milestones import USUAL, dates_told
from data.tasks.settings import read_settings
from data.tasks.states import states


@dataclass(frozen=True, slots=True)
class DueTasks:
    """The tasks to be told of, province by province in the order of their documents, and what agencies are part of."""

    tasks: tuple[Task, ...]
    parts: Parts

    @property
    def provinces(self) -> frozenset[str]:
        return frozenset(task.province for task in self.tasks)


def read_due(connection: Connection, since: dt.date, today: dt.date) -> DueTasks:
    """The tasks that have a reminder's day behind ``since`` and not behind ``today``. What is finished, closed or waits
    for an editor's judgement is left out, and so is what came with the program: nobody reports on that.
    """
    every = plans_in_force(read_plans(connection))
    documents = documents_of(connection, every)
    forced = {plan.id: plan for plan in every.values() if not documents[plan.document].replaced_by}
    dates: dict[str, set[dt.date]] = defaultdict(set)
    task = plan_task.c
    for plan, due in connection.execute(select(task.plan, task.due).where(task.due.is_not(None)).distinct()):
        if plan in forced:
            dates[plan].add(due)
    settings = read_settings(connection)
    told = {id: dates_told(of, since, today, settings.get(forced[id].document, USUAL)) for id, of in dates.items()}
    wanted = [plan for id, plan in forced.items() if told.get(id)]
    if not wanted:
        return DueTasks((), {})
    known = states(connection, [plan.document for plan in wanted])
    days = set().union(*told.values())
    plans = {plan.document: plan.id for plan in wanted}
    found = []
    for one in read_plan_tasks(connection, wanted, documents, read_agencies(connection), due=days):
        state = known.get(one.identity)
        if one.due in told[plans[one.document.id]] and (state is None or not (state.finished or state.waits)):
            found.append(one)
    return DueTasks(tuple(found), read_parts(connection))
