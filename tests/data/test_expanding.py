"""First expand, then contract: what each version does to the tables is such that the program of before can go on with
them, or the version says that it cannot (see data/migrations/__init__.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, inspect, text

from data import migrations
from data.db import schema
from data.db.engines import WRITES, idiom_of, site_of
from data.db.versions import RUNS_FROM

TABLE = r'"?(\w+)"?'
ADDED_TABLE = re.compile(rf"CREATE TABLE {TABLE} \((.*)\)", re.S)
ADDED_COLUMN = re.compile(rf'ALTER TABLE {TABLE} ADD COLUMN ("?\w+"?) (.*)', re.S)
ADDED_INDEX = re.compile(rf'CREATE (UNIQUE )?INDEX "?\w+"? ON {TABLE}', re.S)
OWN = re.compile(
    r"UPDATE alembic_version SET|INSERT INTO alembic_version|(?:DELETE FROM|INSERT INTO) meta\b|SELECT |PRAGMA |WITH "
    r"|CREATE TABLE alembic_version"
)
"""What Alembic and the note of ``runs_from`` run, and what only reads."""
REFERENCE = re.compile(rf"REFERENCES {TABLE}(?: ?\([^)]*\))?([^,()]*)")
LET_GO = re.compile(r"ON DELETE (?:CASCADE|SET NULL)")
CHECK = re.compile(r"CHECK (.*)", re.S)
REFERENCE_GONE = re.compile(rf"ALTER TABLE {TABLE} DROP CONSTRAINT (?:IF EXISTS )?fk_\w+")
"""What a server no longer asks of rows hinders nobody who writes them."""


def hinders(statement: str, before: dict[str, set[str]]) -> str:
    """Why the program of before could not go on after this statement, '' where it can; ``before`` are its tables with
    their columns.
    """
    statement = " ".join(statement.split())
    if OWN.match(statement) or REFERENCE_GONE.fullmatch(statement):
        return ""
    table, rest = "", ""
    if found := ADDED_TABLE.match(statement):
        table, rest = found[1], found[2]
    elif found := ADDED_COLUMN.match(statement):
        table, rest = found[1], found[3]
        if "NOT NULL" in rest and "DEFAULT" not in rest:
            return "what it inserts has no value for the column"
        if "UNIQUE" in rest or "PRIMARY KEY" in rest:
            return "the defaults of two rows are the same"
        check = CHECK.search(rest)
        if check and before.get(table, set()) & set(re.findall(r"\w+", check[1])):
            return "a rule binds what it writes"
    elif found := ADDED_INDEX.match(statement):
        return "two rows of a table of before may not be the same any more" if found[1] and found[2] in before else ""
    else:
        return "it does more than add"
    for reference in REFERENCE.finditer(rest):
        if reference[1] in before and not LET_GO.search(reference[2]):
            return "it cannot delete what is referred to"
    return ""


@contextmanager
def statements(connection: Connection) -> Iterator[list[str]]:
    """Everything that is run on the connection inside of this."""
    seen: list[str] = []

    def runs(connection: Any, cursor: Any, statement: str, *more: object) -> None:
        seen.append(statement)

    event.listen(connection, "before_cursor_execute", runs)
    yield seen
    event.remove(connection, "before_cursor_execute", runs)


def tables_of(connection: Connection) -> dict[str, set[str]]:
    found = inspect(connection)
    return {table: {column["name"] for column in found.get_columns(table)} for table in found.get_table_names()}


@pytest.fixture
def connection(nowhere: str) -> Iterator[Connection]:
    site = site_of(nowhere)
    site.make_room()
    with site.plain_engine(1.0, building=True, unchecked=True).connect() as plain:
        connection = plain.execution_options(**WRITES)
        with connection.begin():
            yield connection


def at(connection: Connection, version: str) -> Connection:
    """With the tables of a version. A server never had those before 0009, so one goes back to it from the newest."""
    from data.seeding.build import create

    create(connection)
    migrations.downgrade(connection, version)
    return connection


OF_THE_OTHER_ENGINE = {("0012", "sqlite")}
"""Versions that change nothing on an engine."""
SINCE = tuple(version for version in migrations.versions() if version >= migrations.FIRST)


@pytest.mark.parametrize("version", SINCE)
def test_every_version_only_adds_or_says_that_it_does_more(connection: Connection, version: str) -> None:
    script = ScriptDirectory.from_config(migrations.config()).get_revision(version)
    before = tables_of(at(connection, str(script.down_revision)))
    with statements(connection) as seen:
        migrations.upgrade(connection, version)
    changes = [statement for statement in seen if not OWN.match(statement.strip())]
    assert changes or (version, connection.dialect.name) in OF_THE_OTHER_ENGINE
    found = [(why, statement) for statement in seen if (why := hinders(statement, before))]
    if migrations.contracts(script.module):
        assert found, f"version {version} contracts nothing: its programs and those of before can go on together"
    else:
        assert found == [], f"version {version} must say contract = True, or leave this to a later one"
    noted = text("SELECT value FROM meta WHERE key = 'runs_from'")
    assert connection.scalar(noted) == migrations.runs_from(version)


def test_the_tables_of_a_new_database_say_the_same() -> None:
    newest = migrations.versions()[-1]
    assert migrations.runs_from(newest) == schema.RUNS_FROM, "RUNS_FROM in data/db/schema.py"
    assert schema.RUNS_FROM <= schema.SCHEMA_VERSION == newest


def test_what_contracts_raises_the_version_that_can_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    newest = migrations.versions()[-1]
    monkeypatch.setattr(migrations, "contracts", lambda module: module.revision == newest)
    monkeypatch.setattr(migrations, "FIRST", migrations.versions()[-2])
    assert migrations.runs_from(newest) == newest
    assert migrations.runs_from(migrations.FIRST) == migrations.FIRST


def test_going_back_before_the_rule_leaves_no_word_of_it(connection: Connection) -> None:
    at(connection, "0010")
    assert connection.scalar(text("SELECT count(*) FROM meta WHERE key = 'runs_from'")) == 0
    migrations.upgrade(connection)
    assert idiom_of(connection).standing(connection).runs_from == schema.RUNS_FROM  # type: ignore[union-attr]
    assert RUNS_FROM == "runs_from"


def column(*more: Any, **options: Any) -> sa.Column[Any]:
    return sa.Column("pace", sa.Text(), *more, **options)


def new_table(op: Operations, ondelete: str | None = None) -> None:
    keys = ["chat.platform", "chat.id"]
    op.create_table(
        "later",
        sa.Column("platform", sa.String(), primary_key=True),
        sa.Column("chat", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.CheckConstraint("chat <> 0", name="chat"),
        sa.ForeignKeyConstraint(["platform", "chat"], keys, ondelete=ondelete),
    )


def unique_on_a_new_table(op: Operations) -> None:
    new_table(op, "CASCADE")
    op.create_index("ix_later", "later", ["chat"], unique=True)


STEPS: dict[str, tuple[Callable[[Operations], object], str]] = {
    "an empty column": (lambda op: op.add_column("chat", column()), ""),
    "a default": (lambda op: op.add_column("chat", column(server_default=sa.text("''"), nullable=False)), ""),
    "its own rule": (lambda op: op.add_column("chat", column(sa.CheckConstraint("pace <> 'x'"))), ""),
    "an index": (lambda op: op.create_index("ix_chat_seen", "chat", ["seen"]), ""),
    "a new table": (lambda op: new_table(op, "CASCADE"), ""),
    "unique on a new table": (unique_on_a_new_table, ""),
    "no default": (lambda op: op.add_column("worker", column(nullable=False)), "no value"),
    "a rule on both": (lambda op: op.add_column("chat", column(sa.CheckConstraint("pace <> kind"))), "a rule"),
    "unique": (lambda op: op.create_index("ix_chat_seen", "chat", ["seen"], unique=True), "two rows"),
    "a reference": (new_table, "cannot delete"),
    "a column less": (lambda op: op.drop_column("chat", "title"), "more than add"),
    "another name": (lambda op: op.rename_table("duty", "task_of_worker"), "more than add"),
    "a table less": (lambda op: op.drop_table("duty"), "more than add"),
    "other values": (lambda op: op.execute("UPDATE chat SET kind = 'x'"), "more than add"),
    "past alembic": (lambda op: op.get_bind().execute(text("DELETE FROM duty")), "more than add"),
}


@pytest.mark.parametrize("step", STEPS)
def test_the_rule_knows_what_hinders(connection: Connection, step: str) -> None:
    before = tables_of(at(connection, migrations.versions()[-1]))
    do, expected = STEPS[step]
    with statements(connection) as seen:
        try:
            do(Operations(MigrationContext.configure(connection)))
        except sa.exc.OperationalError:
            assert step == "no default", "SQLite itself refuses that"
    found = [why for statement in seen if (why := hinders(statement, before))]
    assert (len(found), expected in "".join(found)) == (1 if expected else 0, True), seen
