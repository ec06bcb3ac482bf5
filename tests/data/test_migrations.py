"""Every version of the schema goes up, down and up again, and the newest is exactly what schema.py says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from data import migrations
from data.database import Database
from data.db import schema
from data.db.engines import site_of
from data.seeding.build import create
from tests.support.engines import PostgresqlForTests
from tests.support.outbox_room import Room
from tests.support.small_seed import write_seed

ADDED = re.compile(r",\s+(?=\w+ (?:BOOLEAN|INTEGER|TEXT|BIGINT|VARCHAR)\b)")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'steps.sqlite3'}")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def tables(connection: Connection) -> dict[str, list[str]]:
    """Name -> definition of every table and index, whatever the order of columns and constraints."""
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
    found = connection.execute(text(f"{query} AND name NOT LIKE 'sqlite_%'")).all()
    # A table that was renamed keeps its name in quotes.
    plain = {name: sql.replace(f'TABLE "{name}" (', f"TABLE {name} (", 1) for name, sql in found}
    return {name: sorted(parts(sql.rstrip().removesuffix(")"))) for name, sql in plain.items()}


def parts(sql: str) -> list[str]:
    """A definition's columns and constraints; a column that was added later stands in the line of the one before."""
    return [part.strip() for line in sql.split(", \n") for part in ADDED.split(line)]


OF_SERVERS = ("0012",)
"""Versions that change only what a server holds."""


def test_every_version_goes_up_down_and_up(connection: Connection) -> None:
    seen: list[dict[str, list[str]]] = [tables(connection)]
    for version in migrations.versions():
        migrations.upgrade(connection, version)
        up = tables(connection)
        assert (up == seen[-1]) == (version in OF_SERVERS)
        migrations.downgrade(connection, "-1")
        assert tables(connection) == seen[-1], f"version {version} is not undone"
        migrations.upgrade(connection, version)
        assert tables(connection) == up
        seen.append(up)
    migrations.downgrade(connection, "base")
    assert tables(connection) == {}


def test_models_match_migrations(connection: Connection) -> None:
    migrations.upgrade(connection)
    context = MigrationContext.configure(
        connection,
        opts={"compare_type": True, "compare_server_default": True, "target_metadata": schema.metadata},
    )
    assert compare_metadata(context, schema.metadata) == []


def test_a_new_file_has_the_very_tables_that_migrating_gives(connection: Connection, tmp_path: Path) -> None:
    migrations.upgrade(connection)
    engine = create_engine(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    with engine.begin() as other:
        create(other)
        made = tables(other)
        version = other.scalar(text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    assert made == tables(connection)
    assert version == schema.SCHEMA_VERSION == migrations.versions()[-1]


async def test_an_older_file_is_upgraded_when_opened(tmp_path: Path) -> None:
    """A file of the first version, with a chat, a withdrawal and a release of an operator in it."""
    seed = write_seed(tmp_path / "seed")
    path = tmp_path / "a.sqlite3"
    await (await Database.open(path, seed=seed)).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrations.downgrade(connection, "0001")
        for statement in (
            "INSERT INTO chat VALUES (5, 'private', 'vi', '2026-01-01', '2026-01-01')",
            'INSERT INTO release (id, "index", period, year, revision, source, coverage, origin)'
            " VALUES ('par-2025-1', 'par', '2025', 2025, 1, 'press', 'full', 'operator')",
            'INSERT INTO figure ("release", province, indicator, score, rank_kind, source)'
            " VALUES ('par-2025-1', 'ha-noi', '', 90, 'published', 'press')",
            "UPDATE release SET withdrawn_at = '2026-02-01' WHERE id = 'papi-2023-1'",
        ):
            connection.execute(text(statement))
    engine.dispose()
    async with await Database.open(path, seed=seed) as database:
        assert database.done == "upgraded"
        async with database.read() as connection:
            found = (await connection.execute(text("SELECT language, quiet_from, quiet_to FROM chat"))).one()
            assert tuple(found) == ("vi", 21 * 60, 7 * 60)
            query = "SELECT count(*) FROM figure WHERE \"release\" = 'par-2025-1'"
            assert await connection.scalar(text(query)) == 1
            query = "SELECT id FROM release WHERE withdrawn_at IS NOT NULL"
            assert (await connection.scalars(text(query))).all() == ["papi-2023-1"]
    async with await Database.open(path, seed=seed) as database:
        assert database.done == "nothing"


async def test_what_was_followed_and_what_waits_is_telegrams_after_the_upgrade(tmp_path: Path) -> None:
    seed = write_seed(tmp_path / "seed")
    path = tmp_path / "a.sqlite3"
    async with await Database.open(path, seed=seed) as database:
        room = Room(database)
        await room.follow(1, "hung-yen", language="vi")
        await room.follow(-5, "hung-yen", thread=3)
        alert = await room.publish()
        before = await room.subscriptions.of(-5)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrations.downgrade(connection, "0003")
    engine.dispose()
    async with await Database.open(path, seed=seed) as database:
        assert database.done == "upgraded"
        room = Room(database)
        assert await room.subscriptions.of(-5) == before
        assert await room.rows(alert) == {-5: "pending", 1: "pending"}
        assert set(await room.deliver()) == {-5, 1}


async def test_an_older_database_on_a_server_is_upgraded_when_opened(
    server: PostgresqlForTests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first on a server had the tables of 0009; the versions just before show that they go both ways there."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    seed, address = write_seed(tmp_path / "seed"), server.new()
    try:
        async with await Database.open(address, seed=seed) as database:
            room = Room(database)
            await room.follow(1, "hung-yen", language="vi")
            alert = await room.publish()
        with site_of(address).plain_engine(1.0).connect() as plain, plain.begin():
            whole, references = described(plain), references_of(plain)
            migrations.downgrade(plain, "0007")
            assert described(plain) != whole
            assert references_of(plain) - references == {"fk_outbox_alert", "fk_outbox_text"}
        async with await Database.open(address, seed=seed) as database:
            assert (database.done, database.backup) == ("upgraded", None)
            assert await Room(database).deliver() == {1: "vi: hung-yen"}
            assert (await Room(database).outbox.progress(alert)).sent == 1
        with site_of(address).plain_engine(1.0).connect() as plain, plain.begin():
            assert described(plain) == whole
            assert references_of(plain) == references
            context = MigrationContext.configure(plain, opts={"compare_type": True, "target_metadata": schema.metadata})
            assert [one for one in compare_metadata(context, schema.metadata) if not of_servers(one)] == []
    finally:
        server.drop(address)


def references_of(connection: Connection) -> set[str]:
    return set(connection.scalars(text("SELECT conname FROM pg_constraint WHERE contype = 'f'")))


def described(connection: Connection) -> set[tuple[str, ...]]:
    """Every column of a server's tables."""
    query = (
        "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns"
        " WHERE table_schema = 'public'"
    )
    return {tuple(map(str, row)) for row in connection.execute(text(query))}


def of_servers(difference: Any) -> bool:
    """References are deferrable there, and an index has a column more: see data/db/postgresql.py."""
    return difference[0] in ("add_fk", "remove_fk") or getattr(difference[1], "name", "") == "ix_outbox_due"
