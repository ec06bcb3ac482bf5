"""``db check``: is what we would tell people consistent in itself? Of a database, or of the seed files before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from data.checking.conflicts import Conflict, conflicts
from data.checking.content_rules import Violation, problems
from data.checking.plan_rules import plan_problems
from data.database import Database
from data.db import schema, schema_documents
from data.db.engines import idiom_of
from data.db.rows import columns, fetch, selection
from data.errors import SeedError
from data.model.figures import Exclusion, Fact, Figure, Release, Source
from data.model.indices import Edition, Index, Indicator
from data.model.names import Name
from data.model.provinces import Province, Region
from data.model.tasks import Agency, Document
from data.queries.plans import SHIPPED_COLUMNS
from data.queries.releases import standing
from data.queries.tasks import read_tasks_and_targets
from data.seeding.content import SeedContent
from data.seeding.loader import SEED_FOLDER, load_seed


@dataclass(frozen=True, slots=True)
class CheckReport:
    """``errors`` must not be; ``conflicts`` are sources that disagree, which answers show; ``counts`` are the numbers
    of rows of each kind.
    """

    errors: tuple[Violation, ...]
    conflicts: tuple[Conflict, ...]
    counts: dict[str, int]

    @property
    def ok(self) -> bool:
        return not self.errors


async def check(database: Database) -> CheckReport:
    """Check every row of an open database, an operator's releases and plans among them, and the database itself."""
    async with database.read() as connection:
        return await connection.run_sync(_check)


def check_seed(folder: Path = SEED_FOLDER) -> CheckReport:
    """Check seed files; what cannot even be read is an error with file, line and column."""
    try:
        content = load_seed(folder)
    except SeedError as error:
        places = [
            (f"{p.file}:{p.line}" if p.line else p.file) + (f" {p.column}" if p.column else "") for p in error.problems
        ]
        found = zip(places, error.problems, strict=True)
        return CheckReport(tuple(Violation(place, problem.read, problem.text) for place, problem in found), (), {})
    return check_content(content)


def check_content(content: SeedContent) -> CheckReport:
    return CheckReport(tuple(problems(content)), conflicts(content), content.counts())


def _check(connection: Connection) -> CheckReport:
    content = read_content(connection)
    report = check_content(content)
    found = [Violation(place, "", said) for place, said in idiom_of(connection).faults(connection, whole=True)]
    found += plan_problems(connection, content)
    return CheckReport((*found, *report.errors), report.conflicts, report.counts)


def read_content(connection: Connection) -> SeedContent:
    """All rows of a database, except the gazetteer's aliases, which no rule looks at."""

    def all_of(table: Any, model: Any) -> tuple[Any, ...]:
        return fetch(connection, selection(table, model), model)

    figure, release = schema.figure, schema.release
    in_place = select(release.c.id).where(release.c.withdrawn_at.is_(None))
    figures = select(*columns(figure, Figure)).where(figure.c.release.in_(in_place)).order_by(figure.c.id)
    tasks, targets = read_tasks_and_targets(connection)
    pairs = connection.execute(select(schema_documents.agency_broader)).all()
    return SeedContent(
        regions=all_of(schema.region, Region),
        provinces=all_of(schema.province, Province),
        names=all_of(schema.name, Name),
        sources=all_of(schema.source, Source),
        indices=all_of(schema.index_, Index),
        editions=all_of(schema.edition, Edition),
        indicators=all_of(schema.indicator, Indicator),
        releases=fetch(connection, standing(), Release),
        figures=fetch(connection, figures, Figure),
        exclusions=all_of(schema.exclusion, Exclusion),
        facts=all_of(schema.fact, Fact),
        agencies=all_of(schema_documents.agency, Agency),
        agency_broader=tuple((row[0], row[1]) for row in pairs),
        documents=fetch(connection, select(*SHIPPED_COLUMNS), Document),
        tasks=tasks,
        targets=targets,
    )
