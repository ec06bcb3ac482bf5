"""Every version of the schema goes up, down and up again, and the newest is exactly what schema.py says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text

from data import migrations, schema
from data.build import create
from data.database import Database
from tests.small_seed import write_seed


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'steps.sqlite3'}")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def tables(connection: Connection) -> dict[str, list[str]]:
    """Name -> definition of every table and index, whatever the order of columns and constraints."""
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
    found = connection.execute(text(query)).all()
    return {name: sorted(part.strip() for part in sql.removesuffix(")").split(", \n")) for name, sql in found}


def test_every_version_goes_up_down_and_up(connection: Connection) -> None:
    seen: list[dict[str, list[str]]] = [tables(connection)]
    for version in migrations.versions():
        migrations.upgrade(connection, version)
        up = tables(connection)
        assert up != seen[-1]
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


async def test_an_older_file_is_upgraded_when_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until there is a second version, an "older" file is one whose only difference is its version number."""
    seed = write_seed(tmp_path / "seed")
    path = tmp_path / "a.sqlite3"
    async with await Database.open(path, seed=seed) as database, database.write() as connection:
        await connection.execute(
            text("INSERT INTO chat VALUES (5, 'private', 'vi', '2026-01-01', '2026-01-01')")
        )
        await connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    steps: list[str] = []

    def upgrade(connection: Connection, to: str = "head") -> None:
        steps.append(to)
        connection.execute(
            text("UPDATE alembic_version SET version_num = :new"), {"new": schema.SCHEMA_VERSION}
        )

    monkeypatch.setattr(migrations, "versions", lambda: ("0000", schema.SCHEMA_VERSION))
    monkeypatch.setattr(migrations, "upgrade", upgrade)
    async with await Database.open(path, seed=seed) as database:
        assert (database.done, steps) == ("upgraded", ["head"])
        async with database.read() as connection:
            assert (await connection.scalar(text("SELECT language FROM chat WHERE id = 5"))) == "vi"
