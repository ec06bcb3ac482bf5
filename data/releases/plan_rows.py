"""Plans in the database: finding a document or a revision by name, and writing a new revision."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, case, insert, select

from data.db import schema, schema_documents
from data.db.schema_plans import plan as table
from data.db.schema_plans import plan_target, plan_task, plan_task_agency, plan_task_criterion
from data.errors import PlanRefused
from data.model.tasks import Document
from data.queries.plans import Plan, plans_in_force, read_plans
from data.releases.audit import not_before_last
from data.releases.lasting_keys import NamedTask, inherited
from data.releases.plan_draft import AgencyDraft, PlanDraft

NO_WORD = re.compile(r"[^a-z0-9]+")
LONGEST_NUMBER = 20
"""Characters of a number that stand in an id: a button holds 64 bytes."""


def slug(text: str) -> str:
    """A text as a part of an id: "12/KH-UBND" is "12-kh-ubnd"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return NO_WORD.sub("-", "".join(one for one in plain if not unicodedata.combining(one))).strip("-")


def same_number(one: str, other: str) -> bool:
    return bool(one.strip()) and slug(one) == slug(other)


def new_document(draft: PlanDraft) -> str:
    """The id of a document that is not known yet. Numbers begin anew each year."""
    named = slug(draft.number)[:LONGEST_NUMBER].strip("-") or f"{draft.date:%m-%d}"
    return f"{draft.province}-{named}-{draft.date.year}"


def document_of(draft: PlanDraft, every: Sequence[Plan], documents: dict[str, Document]) -> str:
    """The id of the draft's document: of the one of its province that has its number and is of its year, if there is
    one, else a new one.
    """
    year = str(draft.date.year)
    for plan in every:
        of_year = plan.province == draft.province and plan.date.year == draft.date.year
        if of_year and same_number(plan.number, draft.number):
            return plan.document
    for one in documents.values():
        if one.province == draft.province and one.date[:4] == year and same_number(one.number, draft.number):
            return one.id
    made = new_document(draft)
    taken = {plan.document for plan in every} | set(documents)
    return next(id for n in range(1, len(taken) + 2) if (id := made if n == 1 else f"{made}-{n}") not in taken)


def says_the_same(connection: Connection, draft: PlanDraft, plan: Plan) -> bool:
    """Whether a draft of the same file says nothing about the document that the plan does not say."""
    said = (draft.number, draft.kind, draft.date, draft.title, draft.issuer, draft.replaces, draft.implements)
    kept = (plan.number, plan.kind, plan.date, plan.title, plan.issuer, plan.replaces, plan.implements)
    if said != kept:
        return False
    return _contents(draft) == _kept_contents(connection, plan.id)


def _contents(draft: PlanDraft) -> list[tuple[Any, ...]]:
    """What the rows of a draft say that the same file may be read as differently, once an editor has settled it."""
    return [
        (task.number, task.heading, task.text, task.timing, task.due, task.due_text, task.product,
         tuple(dict.fromkeys(task.criteria)), task.lead, task.coordinating)
        for task in draft.tasks
    ]  # fmt: skip


def _kept_contents(connection: Connection, plan: str) -> list[tuple[Any, ...]]:
    criteria: dict[int, list[tuple[str, str]]] = {}
    agencies: dict[tuple[int, str], list[AgencyDraft]] = {}
    found = connection.execute(select(plan_task).where(plan_task.c.plan == plan).order_by(plan_task.c.position)).all()
    mine = select(plan_task.c.id).where(plan_task.c.plan == plan)
    of, who = plan_task_criterion.c, plan_task_agency.c
    pairs = select(of.task, of.index, of.indicator).where(of.task.in_(mine)).order_by(of.position)
    for task, index, indicator in connection.execute(pairs):
        criteria.setdefault(task, []).append((index, indicator))
    for row in connection.execute(select(plan_task_agency).where(who.task.in_(mine)).order_by(who.position)):
        agencies.setdefault((row.task, row.role), []).append(AgencyDraft(row.said, row.agency))
    return [
        (row.number, row.heading, row.text, row.timing, row.due, row.due_text, row.product,
         tuple(criteria.get(row.id, ())), tuple(agencies.get((row.id, "lead"), ())),
         tuple(agencies.get((row.id, "coordinate"), ())))
        for row in found
    ]  # fmt: skip


def insert_plan(connection: Connection, draft: PlanDraft, document: str, corrects: str, now: dt.datetime) -> Plan:
    """The next revision of a document, with its tasks, its targets and its source."""
    before = [plan.revision for plan in read_plans(connection) if plan.document == document]
    shipped = _shipped(connection, document)
    revision = max(before, default=1 if shipped else 0) + 1
    made = Plan(
        id=f"{document}-{revision}",
        document=document,
        revision=revision,
        province=draft.province,
        number=draft.number,
        kind=draft.kind,
        date=draft.date,
        title=draft.title,
        issuer=draft.issuer,
        replaces=draft.replaces,
        implements=draft.implements,
        corrects=corrects,
        why=draft.why,
        file_hash=draft.file_hash,
        published_at=not_before_last(connection, now),
        withdrawn_at=None,
        withdrawn_why="",
    )
    values = {column.name: getattr(made, column.name) for column in table.columns}
    connection.execute(insert(table).values(values))
    title = ", ".join(filter(None, (made.number, made.issuer))) or made.title
    source = {"id": made.source, "kind": "document", "title_vi": title, "title_en": title, "origin": "operator"}
    connection.execute(insert(schema.source).values(source))
    _insert_tasks(connection, draft, made)
    targets = [
        {"plan": made.id, "index": one.index, "indicator": one.indicator, "year": one.year, "kind": one.kind,
         "value": one.value, "unit": one.unit, "criterion": one.criterion, "last": one.last}
        for one in draft.targets
    ]  # fmt: skip
    _many(connection, plan_target, targets)
    return made


def _insert_tasks(connection: Connection, draft: PlanDraft, plan: Plan) -> None:
    keys = inherited(_earlier_tasks(connection, plan), [_named(one.number, one.text) for one in draft.tasks])
    tasks = [
        {"plan": plan.id, "lasting_key": key, "position": position, "number": one.number, "heading": one.heading,
         "text": one.text, "timing": one.timing, "due": one.due, "due_text": one.due_text, "product": one.product}
        for position, (one, key) in enumerate(zip(draft.tasks, keys, strict=True))
    ]  # fmt: skip
    _many(connection, plan_task, tasks)
    query = select(plan_task.c.id).where(plan_task.c.plan == plan.id).order_by(plan_task.c.position)
    pairs = list(zip(connection.scalars(query).all(), draft.tasks, strict=True))
    criteria = [
        {"task": id, "index": index, "indicator": indicator, "position": position}
        for id, one in pairs
        for position, (index, indicator) in enumerate(dict.fromkeys(one.criteria))
    ]
    _many(connection, plan_task_criterion, criteria)
    agencies = [
        {"task": id, "role": role, "position": position, "said": agency.said, "agency": agency.id}
        for id, one in pairs
        for role, named in (("lead", one.lead), ("coordinate", one.coordinating))
        for position, agency in enumerate(named)
    ]
    _many(connection, plan_task_agency, agencies)


def _earlier_tasks(connection: Connection, plan: Plan) -> list[tuple[NamedTask, str]]:
    """The tasks of the document's other revisions with their keys: first of the one that is corrected, then of the
    others, the last one first.
    """
    task, of = plan_task.c, table.c
    query = (
        select(task.number, task.text, task.lasting_key, task.id)
        .join(table, of.id == task.plan)
        .where(of.document == plan.document, of.id != plan.id)
        .order_by(case((of.id == plan.corrects, 0), else_=1), of.revision.desc(), task.position)
    )
    return [(_named(number, text), key or str(id)) for number, text, key, id in connection.execute(query)]


def _named(number: str, text: str) -> NamedTask:
    return NamedTask(slug(number), slug(text))


def _many(connection: Connection, into: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(into), rows)


def find_plan(connection: Connection, name: str, *, withdrawn: bool) -> Plan:
    """The revision of this id or, of the document of this id or number, the one that is in force; with ``withdrawn``
    the one that was withdrawn last. Raises PlanRefused.
    """
    every = read_plans(connection)
    for plan in every:
        if plan.id == name:
            return plan
    found = [plan for plan in every if plan.document == name] or [p for p in every if same_number(p.number, name)]
    if len({plan.document for plan in found}) > 1:
        raise PlanRefused("unknown", name)  # of several provinces or years: only an id tells which
    if not found:
        shipped = _shipped(connection, name)
        raise PlanRefused("shipped" if shipped else "unknown", name)
    if withdrawn:
        taken = [plan for plan in found if plan.withdrawn_at is not None]
        return max(taken, key=lambda plan: (plan.withdrawn_at, plan.revision)) if taken else found[0]
    forced = plans_in_force(found)
    return next(iter(forced.values())) if forced else found[0]


def _shipped(connection: Connection, document: str) -> bool:
    """Whether a document of that id came with the program."""
    of = schema_documents.document.c
    return connection.scalar(select(of.id).where(of.id == document)) is not None
