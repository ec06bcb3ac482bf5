"""Everything that people own, from one database to another, of whichever engines: chats with what they follow, alerts
and the outbox, the audit, feedback, operators' releases, plans, withdrawals. The shipped figures are in every database.

The source is read as of one moment and left as it is. Each batch is a transaction that also notes how far it came, so
that a copy that was stopped goes on there; until it has been compared, row by row, nobody else can open the target.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from data.database import COPYING, Database
from data.db import schema, schema_plans, schema_tasks, schema_workers
from data.db import schema_alerts as told
from data.db.address import ServerAddress
from data.db.engines import WAIT, WRITES, DatabaseSite, idiom_of, site_of
from data.errors import CopyRefused
from data.seeding.build import count_edition

BATCH = 5000
PLAIN = (
    *(schema.chat, told.subscription, told.alert, told.alert_text, told.alert_count, told.outbox, told.audit),
    *(schema_workers.chat_memory, schema_workers.open_file, schema_plans.plan, schema_plans.plan_task),
    *(schema_plans.plan_task_criterion, schema_plans.plan_task_agency, schema_plans.plan_target),
    *(schema_tasks.role, schema_tasks.role_invitation, schema_tasks.document_setting, schema_tasks.task_report),
    *(schema_tasks.report_draft, schema_tasks.task_subscription, schema_tasks.told_until),
)
NUMBERED = (
    *(told.subscription, told.alert, told.alert_text, told.outbox, told.audit, told.feedback),
    *(schema_plans.plan_task, schema_plans.plan_target, schema_tasks.role, schema_tasks.role_invitation),
    *(schema_tasks.task_report, schema_tasks.task_subscription),
)
Tell = Callable[[str, int], object]
Place = str | Path | ServerAddress


@dataclass(frozen=True, slots=True)
class Share:
    """What is copied of a table: columns, the rows that people own or need, in order, and those that are compared."""

    name: str
    table: Table
    columns: tuple[Column[Any], ...]
    rows: Select[*tuple[Any, ...]]
    compared: Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied: how many rows of each table there are, the same on both sides."""

    source: str
    target: str
    rows: dict[str, int]


def _shares() -> tuple[Share, ...]:
    source, release, figure = schema.source, schema.release, schema.figure
    mine = select(release.c.id).where(release.c.origin == "operator")
    used = select(figure.c.source).where(figure.c.release.in_(mine))
    used_by_release = select(release.c.source).where(release.c.origin == "operator")
    theirs = source.c.origin == "operator"
    needed = or_(theirs, source.c.id.in_(used), source.c.id.in_(used_by_release))
    return (
        # A shipped source may be worded otherwise by the figures of the target's own program.
        replace(_share(source, needed), compared=_share(source, theirs).compared),
        _share(release, release.c.origin == "operator"),
        _share(figure, figure.c.release.in_(mine), without=("id",)),
        *(_share(table) for table in (*PLAIN, told.feedback)),
        _share(schema_workers.update_received, without=("holder",)),  # no worker of the other side handles it
    )


def _share(table: Table, *which: Any, without: Sequence[str] = ()) -> Share:
    columns = tuple(one for one in table.columns if one.name not in without)
    compared = select(*columns).where(*which)
    return Share(table.name, table, columns, compared.order_by(*table.primary_key.columns), compared)


async def copy(source: Place, target: Place, now: dt.datetime, tell: Tell = lambda table, rows: None) -> Copied:
    """Copy, or go on with a copy, and compare. ``tell`` is called after each batch: a table's name, its rows so far.

    Raises CopyRefused, and whatever opening a database raises. A target that is not there yet is built.
    """
    origin, goal = site_of(source), site_of(target)
    if origin.path == goal.path:
        raise CopyRefused("same", origin.shown, goal.shown)
    await asyncio.to_thread(_judge, origin, goal, now)
    async with await Database.open(target, copying=True) as opened:
        if opened.versions.newer_tables:
            raise CopyRefused("newer", goal.shown, origin.shown)
    return Copied(origin.shown, goal.shown, await asyncio.to_thread(_copy, origin, goal, tell))


def _judge(origin: DatabaseSite, goal: DatabaseSite, now: dt.datetime) -> None:
    condition = origin.condition() if origin.look() != "new" else None
    if condition is None:
        raise CopyRefused("no_source", origin.shown, goal.shown)
    if condition.versions.newer_tables:
        raise CopyRefused("newer", origin.shown, goal.shown)  # this program knows only a part of them
    if condition.versions.tables != schema.SCHEMA_VERSION:
        raise CopyRefused("other_version", origin.shown, goal.shown)
    if condition.sender is not None and condition.sender[1] > now:
        raise CopyRefused("in_use", origin.shown, goal.shown)


def _copy(origin: DatabaseSite, goal: DatabaseSite, tell: Tell) -> dict[str, int]:
    with origin.plainly(), origin.plain_engine(WAIT).connect() as reading:
        if reading.scalar(select(schema.meta.c.value).where(schema.meta.c.key == COPYING)):
            raise CopyRefused("unfinished", origin.shown, goal.shown)
        with goal.plainly(), goal.plain_engine(WAIT).connect() as plain:
            writing = plain.execution_options(**WRITES)
            with writing.begin():
                done = _begin(writing, origin, goal)
            try:
                for share in _shares():
                    _bring(reading, writing, share, (_name(origin), done), tell)
            except IntegrityError:
                raise CopyRefused("changed", origin.shown, goal.shown) from None
            with writing.begin():
                _withdraw(reading, writing)
            with writing.begin():
                return _compare(reading, writing, origin, goal)


def _begin(writing: Connection, origin: DatabaseSite, goal: DatabaseSite) -> dict[str, int]:
    """How many rows of each table were copied before; marks the target as unfinished."""
    marked = writing.scalar(select(schema.meta.c.value).where(schema.meta.c.key == COPYING))
    if marked is not None:
        mark = json.loads(marked)
        if mark["from"] != _name(origin):
            raise CopyRefused("other_copy", origin.shown, goal.shown)
        done: dict[str, int] = mark["rows"]
        return done
    for share in _shares():
        # What a chat of before was erased of, and a source that nobody uses, are nobody's.
        if share.table is not schema.source and _count(writing, share.rows):
            raise CopyRefused("not_empty", origin.shown, goal.shown)
    _mark(writing, _name(origin), {})
    return {}


def _name(site: DatabaseSite) -> str:
    """What a source is known by; of a server's address, too, it holds no password."""
    return str(site.path)


def _mark(writing: Connection, origin: str, done: dict[str, int]) -> None:
    writing.execute(delete(schema.meta).where(schema.meta.c.key == COPYING))
    value = json.dumps({"from": origin, "rows": done})
    writing.execute(insert(schema.meta).values(key=COPYING, value=value))


def _bring(
    reading: Connection, writing: Connection, share: Share, mark: tuple[str, dict[str, int]], tell: Tell
) -> None:
    origin, done = mark
    begun = done.get(share.name, 0)
    names = [column.name for column in share.columns]
    with closing(_batches(reading, share.rows)) as batches:
        for number, batch in enumerate(batches):
            rows = number * BATCH + len(batch)
            if rows <= begun:
                continue
            with writing.begin():
                fresh = _new(writing, share, batch)
                idiom_of(writing).put(writing, share.table, names, _bound(writing, share.columns, fresh))
                done[share.name] = rows
                _mark(writing, origin, done)
            tell(share.name, rows)
    if share.table in NUMBERED:
        last = idiom_of(reading).last_number(reading, share.table)
        with writing.begin():
            idiom_of(writing).numbered(writing, share.table, last)


def _new(writing: Connection, share: Share, batch: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """The rows that the target does not have. An operator's release takes the place of a shipped one of its id."""
    if share.table not in (schema.source, schema.release):
        return batch
    ids = [row[0] for row in batch]
    if share.table is schema.release:
        writing.execute(delete(schema.figure).where(schema.figure.c.release.in_(ids)))
        writing.execute(delete(schema.release).where(schema.release.c.id.in_(ids)))
        return batch
    known = set(writing.scalars(select(schema.source.c.id).where(schema.source.c.id.in_(ids))))
    return [row for row in batch if row[0] not in known]


def _batches(connection: Connection, query: Select[*tuple[Any, ...]]) -> Generator[Sequence[Sequence[Any]], None, None]:
    with closing(connection.execute(query, execution_options={"yield_per": BATCH})) as found:
        yield from found.partitions(BATCH)


def _bound(connection: Connection, columns: Sequence[Column[Any]], rows: Iterable[Sequence[Any]]) -> Iterator[Any]:
    """The rows in the form in which the engine keeps them."""
    dialect = connection.dialect
    binds = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    for row in rows:
        yield tuple(value if bind is None else bind(value) for bind, value in zip(binds, row, strict=True))


def _withdraw(reading: Connection, writing: Connection) -> None:
    for id, at, why in reading.execute(_withdrawn()):
        table = schema.release
        writing.execute(update(table).where(table.c.id == id).values(withdrawn_at=at, withdrawn_why=why))


def _withdrawn() -> Select[*tuple[Any, ...]]:
    table = schema.release
    shipped = table.c.origin == "shipped", table.c.withdrawn_at.is_not(None)
    return select(table.c.id, table.c.withdrawn_at, table.c.withdrawn_why).where(*shipped)


def _compare(reading: Connection, writing: Connection, origin: DatabaseSite, goal: DatabaseSite) -> dict[str, int]:
    """Compare every table and take the mark away."""
    counts: dict[str, int] = {}
    for share in _shares():
        ours, theirs = _sum(reading, share.compared), _sum(writing, share.compared)
        if ours != theirs:
            raise CopyRefused("differs", origin.shown, goal.shown, share.name)
        counts[share.name] = ours[0]
    if _sum(reading, _withdrawn()) != _sum(writing, _withdrawn()):
        raise CopyRefused("differs", origin.shown, goal.shown, "withdrawals")
    writing.execute(delete(schema.meta).where(schema.meta.c.key == COPYING))
    count_edition(writing)
    return counts


def _sum(connection: Connection, query: Select[*tuple[Any, ...]]) -> tuple[int, int]:
    """The number of rows, and a sum over what stands in each, in whatever order they come."""
    count, total = 0, 0
    for batch in _batches(connection, query):
        for row in batch:
            words = repr(tuple(value.replace("\0", "") if isinstance(value, str) else value for value in row))
            total += int.from_bytes(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=16).digest())
        count += len(batch)
    return count, total % (1 << 128)


def _count(connection: Connection, query: Select[*tuple[Any, ...]]) -> int:
    return connection.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
