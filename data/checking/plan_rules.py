"""Whether the plans that offices brought still speak of what is known: shipped rows may go while plans stay."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from data.checking.content_rules import Violation
from data.queries.plans import documents_of, plans_in_force, read_plan_targets, read_plan_tasks, read_plans
from data.seeding.content import SeedContent


def plan_problems(connection: Connection, content: SeedContent) -> Iterator[Violation]:
    """What is wrong with the plans in force, beside the shipped ``content``."""
    forced = plans_in_force(read_plans(connection))
    documents = documents_of(connection, forced)
    wanted = tuple(forced.values())
    provinces = {province.id for province in content.provinces}
    criteria = {(indicator.index, indicator.code) for indicator in content.indicators}
    for plan in wanted:
        if plan.province not in provinces:
            yield Violation(f"plan {plan.id}", plan.province, "is no known province")
        for named in filter(None, (plan.replaces, plan.implements)):
            if named not in documents:
                yield Violation(f"plan {plan.id}", named, "is no known document")
    for task in read_plan_tasks(connection, wanted, documents, {}):
        where = f"plan {task.document.id} task {task.number or task.id}"
        if not task.text_vi.strip():
            yield Violation(where, "", "must not be empty")
        for index, code in ((task.index, task.indicator), *task.also):
            if (index, code) not in criteria and (index or code):
                yield Violation(where, f"{index}:{code}", "is no known index and indicator")
    for target in read_plan_targets(connection, wanted, documents):
        if (target.index, target.indicator) not in criteria:
            read = f"{target.index}:{target.indicator}"
            yield Violation(f"plan {target.document.id} target {target.id}", read, "is no known index and indicator")
