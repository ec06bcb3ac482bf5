"""The plans that offices brought: which are in force, which took another document's place, and what stands in them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, select

from data.db import schema, schema_documents
from data.db.rows import columns, fetch
from data.db.schema_plans import plan as plans
from data.db.schema_plans import plan_target, plan_task, plan_task_agency, plan_task_criterion
from data.db.types import InCodeOrder
from data.model.indices import Criterion
from data.model.tasks import Agency, Assignee, Document, Target, Task

OF_BROUGHT = ("brought", "revision", "replaces", "implements", "replaced_by")
"""What only a document has that an office brought."""
SHIPPED_COLUMNS = columns(schema_documents.document, Document, *OF_BROUGHT)
AT_ONCE = 500
"""So many plans are named in one query."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One revision of a document that an office brought. ``id`` is this revision's, ``document`` the document's, which
    stays the same; ``replaces``, ``implements`` are ids of documents and ``corrects`` that of a revision, '' for none.
    """

    id: str
    document: str
    revision: int
    province: str
    number: str
    kind: str
    date: dt.date
    title: str
    issuer: str
    replaces: str
    implements: str
    corrects: str
    why: str
    file_hash: str
    published_at: dt.datetime
    withdrawn_at: dt.datetime | None
    withdrawn_why: str

    @property
    def source(self) -> str:
        """The id of its source."""
        return f"plan:{self.id}"

    @property
    def called(self) -> str:
        return self.number or self.title


def read_plans(connection: Connection) -> tuple[Plan, ...]:
    """Every revision of every plan, the newest document first, of each document the last revision first."""
    query = select(*columns(plans, Plan)).order_by(
        plans.c.date.desc(), InCodeOrder(plans.c.document), plans.c.revision.desc()
    )
    return fetch(connection, query, Plan)


def plans_in_force(every: Iterable[Plan]) -> dict[str, Plan]:
    """Document -> its last revision that was not withdrawn, in the order given."""
    found: dict[str, Plan] = {}
    for one in every:
        held = found.get(one.document)
        if one.withdrawn_at is None and (held is None or one.revision > held.revision):
            found[one.document] = one
    return found


def documents_of(connection: Connection, forced: Mapping[str, Plan]) -> dict[str, Document]:
    """All documents, shipped and brought, by id. A plan that has the id of a shipped one is a revision of it."""
    query = select(*SHIPPED_COLUMNS).order_by(InCodeOrder(schema_documents.document.c.id))
    found = {one.id: one for one in fetch(connection, query, Document)}
    found |= {id: _document(plan) for id, plan in forced.items()}
    called = {id: one.called for id, one in found.items()}
    for id, plan in forced.items():
        replaces, implements = called.get(plan.replaces, ""), called.get(plan.implements, "")
        found[id] = replace(found[id], replaces=replaces, implements=implements)
    for id, plan in reversed(list(forced.items())):  # of two that replace it, the newest is named
        if plan.replaces in found and plan.replaces != id:
            found[plan.replaces] = replace(found[plan.replaces], replaced_by=plan.called)
    return found


def _document(plan: Plan) -> Document:
    return Document(
        id=plan.document,
        province=plan.province,
        number=plan.number,
        kind=plan.kind,
        date=plan.date.isoformat(),
        title_vi=plan.title,
        title_en=plan.title,
        issuer_vi=plan.issuer,
        issuer_en=plan.issuer,
        source=plan.source,
        brought=True,
        revision=plan.revision,
    )


def read_plan_tasks(
    connection: Connection,
    wanted: Sequence[Plan],
    documents: Mapping[str, Document],
    agencies: Mapping[str, Agency],
    *,
    due: Collection[dt.date] | None = None,
) -> list[Task]:
    """The tasks of plans, in the order in which each lists them; with ``due`` those that are due on these days."""
    found: list[Task] = []
    for some in _portions(wanted):
        of = {plan.id: plan for plan in some}
        these: ColumnElement[bool] = plan_task.c.plan.in_(list(of))
        if due is not None:
            these &= plan_task.c.due.in_(sorted(due))
        criteria, assignees = _criteria(connection, these), _assignees(connection, these, agencies)
        query = select(plan_task).where(these).order_by(plan_task.c.plan, plan_task.c.position)
        for row in connection.execute(query).all():
            (index, indicator), *also = criteria.get(row.id) or [("", "")]
            found.append(
                Task(
                    id=row.id,
                    province=of[row.plan].province,
                    index=index,
                    indicator=indicator,
                    heading_vi=row.heading,
                    heading_en=row.heading,
                    text_vi=row.text,
                    text_en=row.text,
                    own_wording=False,
                    aim="",
                    timing=row.timing,
                    due=row.due,
                    document=documents[of[row.plan].document],
                    assignees=tuple(assignees.get(row.id, ())),
                    also=tuple(also),
                    number=row.number,
                    product=row.product,
                    due_text=row.due_text,
                    key=row.lasting_key or str(row.id),
                )
            )
    return found


def _portions(wanted: Sequence[Plan]) -> Iterable[Sequence[Plan]]:
    return (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))


def _criteria(connection: Connection, these: ColumnElement[bool]) -> dict[int, list[Criterion]]:
    table, task = plan_task_criterion, plan_task.c
    query = select(table.c.task, table.c.index, table.c.indicator).join(plan_task, task.id == table.c.task)
    found: dict[int, list[Criterion]] = defaultdict(list)
    for id, index, indicator in connection.execute(query.where(these).order_by(table.c.position)):
        found[id].append((index, indicator))
    return found


def _assignees(
    connection: Connection, these: ColumnElement[bool], agencies: Mapping[str, Agency]
) -> dict[int, list[Assignee]]:
    """Those who lead before those who help. An agency that is not known (any more) has the plan's words for a name."""
    table, task = plan_task_agency, plan_task.c
    query = select(table.c.task, table.c.role, table.c.said, table.c.agency).join(plan_task, task.id == table.c.task)
    rows = connection.execute(query.where(these).order_by(table.c.role.desc(), table.c.position))
    found: dict[int, list[Assignee]] = defaultdict(list)
    for id, role, said, agency in rows:
        found[id].append(Assignee(agencies.get(agency) or Agency("", said, said, "other"), role))
    return found


def read_plan_targets(
    connection: Connection, wanted: Sequence[Plan], documents: Mapping[str, Document]
) -> list[Target]:
    """The targets of plans, in the order in which each lists them."""
    found: list[Target] = []
    for some in _portions(wanted):
        of = {plan.id: plan for plan in some}
        query = select(plan_target, plan_target.c.index.label("index_id")).where(plan_target.c.plan.in_(list(of)))
        query = query.where(plan_target.c.index.in_(select(schema.index_.c.id)))  # indices that are shipped no more
        for row in connection.execute(query.order_by(plan_target.c.id)).all():
            found.append(
                Target(
                    id=row.id,
                    province=of[row.plan].province,
                    index=row.index_id,
                    indicator=row.indicator,
                    year=row.year,
                    last_year=row.year,
                    kind=row.kind,
                    value=row.value,
                    unit=row.unit,
                    criterion_vi=row.criterion,
                    criterion_en=row.criterion,
                    note_vi="",
                    note_en="",
                    document=documents[of[row.plan].document],
                    last=row.last,
                )
            )
    return found
