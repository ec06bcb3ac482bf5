"""What an older program does with tables and figures of a newer one, and what changing tables means to those who use
them meanwhile; on both engines.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, insert, text

import data.db.versions
import data.opening
import data.seeding.build
from data.chats.chats import Chats
from data.database import Database
from data.db import schema
from data.db.engines import WRITES, idiom_of, site_of
from data.db.versions import RUNS_FROM, Versions, note
from data.errors import DatabaseBusy, DatabaseOutgrown, DatabaseRefused, TablesInUse
from data.queries.catalogue import Catalogue
from data.seeding.loader import seed_version
from data.version import VERSION, order
from tests.support.engines import is_server
from tests.support.small_seed import edit, write_seed

NOW = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed")


def other_seed(folder: Path) -> Path:
    made = write_seed(folder)
    edit(made, "papi.csv", 7, "total", "9.25")
    return made


def of_version(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    """From now on this process is a program of this version."""
    for module in (data.db.versions, data.opening, data.seeding.build):
        monkeypatch.setattr(module, "VERSION", version)


async def opened(place: str, seed: Path, *, rebuild: bool = False) -> tuple[str, Versions]:
    async with await Database.open(place, seed=seed, rebuild=rebuild) as database:
        condition = await asyncio.to_thread(site_of(place).condition)
        assert condition is not None
        assert condition.versions == database.versions
        return database.done, database.versions


def test_versions_are_compared_by_their_numbers() -> None:
    said = ["", "0", "0.1", "0.1.0", "0.1.1", "0.2.0", "0.10.0", "1.0.0"]
    assert sorted(said, key=order) == said
    assert len({order(one) for one in said}) == len(said)


def test_the_program_has_one_version() -> None:
    found = tomllib.loads((Path(__file__).parent.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert found["project"]["version"] == VERSION


async def test_figures_of_a_newer_program_stay_whatever_an_older_one_ships(
    place: str, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The two are started again and again, in any order: nothing goes back and forth."""
    newer = other_seed(tmp_path / "newer")
    assert (await opened(place, seed))[0] in ("built", "nothing")
    of_version(monkeypatch, "7.1.0")
    assert await opened(place, newer) == ("rebuilt", Versions.of_this_program(seed_version(newer)))
    assert (await opened(place, newer, rebuild=True))[0] == "rebuilt", (
        "one's own are replaced as often as that is asked"
    )
    for version, files in (("7.0.9", seed), ("7.1.0", newer), (VERSION, seed), ("7.1.0", newer)):
        of_version(monkeypatch, version)
        done, found = await opened(place, files)
        assert (done, found.shipped, found.shipped_by) == ("nothing", seed_version(newer), "7.1.0")
    of_version(monkeypatch, "7.0.9")
    with pytest.raises(DatabaseRefused, match=r"newer version of this program \(7\.1\.0, this is 7\.0\.9\)") as raised:
        await opened(place, seed, rebuild=True)
    assert raised.value.kind == "newer_figures"
    of_version(monkeypatch, "7.10.0")
    assert await opened(place, seed) == ("rebuilt", Versions.of_this_program(seed_version(seed)))


async def test_programs_of_one_version_replace_each_others_figures(place: str, seed: Path, tmp_path: Path) -> None:
    """As somebody who works on the seed files needs it."""
    for files in (other_seed(tmp_path / "newer"), seed):
        assert (await opened(place, files))[0] in ("built", "rebuilt")


async def test_newer_tables_that_were_only_added_to_are_used_and_left(place: str, seed: Path, tmp_path: Path) -> None:
    async with await Database.open(place, seed=seed) as database, database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.execute(text("ALTER TABLE chat ADD COLUMN pace TEXT DEFAULT 'usual' NOT NULL"))
        await connection.execute(text("CREATE TABLE later (id INTEGER PRIMARY KEY)"))
    done, found = await opened(place, other_seed(tmp_path / "other"))
    assert (done, found.tables, found.newer_tables, found.outgrown) == ("nothing", "9999", True, False)
    assert found.shipped == seed_version(seed)
    async with await Database.open(place, seed=seed) as database:
        await Chats(database).upsert(1, now=NOW, kind="private", language="vi")
        async with database.read() as connection:
            assert await connection.scalar(text("SELECT pace FROM chat")) == "usual"
    with pytest.raises(DatabaseRefused) as raised:
        await opened(place, seed, rebuild=True)
    assert raised.value.kind == "newer_figures"


async def test_one_that_runs_is_told_when_it_cannot_go_on(place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed) as database:
        await database.data_version()
        async with database.write() as connection:
            await connection.run_sync(note, RUNS_FROM, "9999")
        with pytest.raises(DatabaseOutgrown, match="9999"):
            await database.data_version()


async def test_names_of_kinds_that_only_a_newer_program_knows_are_passed_over(place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed) as database:
        async with database.write() as connection:
            row = {"kind": "river", "id": "red", "name_vi": "Sông Hồng", "name_en": "Red River", "aliases": ()}
            await connection.execute(insert(schema.name).values(row))
        names = {(name.kind, name.id) for name in (await Catalogue.load(database)).names}
    assert ("province", "hung-yen") in names
    assert ("river", "red") not in names


# Changing tables beside those who use them


@contextmanager
def changing(place: str) -> Iterator[Connection]:
    """The transaction in which a newer program changes the tables."""
    with site_of(place).plain_engine(5.0, building=True, unchecked=True).connect() as plain:
        connection = plain.execution_options(**WRITES)
        with connection.begin():
            yield connection


def change(connection: Connection) -> None:
    """The steps of a version: two tables that the readers read in the other order, and one that is new."""
    for statement in (
        "ALTER TABLE outbox ADD COLUMN colour TEXT",
        "ALTER TABLE chat ADD COLUMN pace TEXT DEFAULT 'usual' NOT NULL",
        "CREATE TABLE later (id INTEGER PRIMARY KEY)",
        "CREATE INDEX ix_chat_pace ON chat (pace)",
    ):
        connection.execute(text(statement))


def changed(place: str, wait: float = 5.0) -> None:
    with site_of(place).plainly(), changing(place) as connection:
        idiom_of(connection).change_tables(connection, lambda: change(connection), wait)


async def test_readers_and_writers_go_on_while_tables_are_changed(place: str, seed: Path) -> None:
    """Each reader holds one table when it comes to the next, in either order: nobody waits for one who waits for them,
    and nobody's statement fails.
    """
    async with await Database.open(place, seed=seed) as database:
        chats, done = Chats(database), False
        longest, reads, writes = 0.0, 0, 0

        def read(first: str, second: str) -> None:
            nonlocal longest, reads
            began = time.monotonic()
            with site_of(place).plainly(), site_of(place).plain_engine(5.0).connect() as connection:
                connection.execute(text(f"SELECT count(*) FROM {first}"))
                time.sleep(0.02)
                connection.execute(text(f"SELECT count(*) FROM {second}"))
            longest, reads = max(longest, time.monotonic() - began), reads + 1

        async def reader(first: str, second: str) -> None:
            while not done:
                await asyncio.to_thread(read, first, second)

        async def writer() -> None:
            nonlocal writes
            while not done:
                writes += 1
                await chats.upsert(writes, now=NOW, kind="private")

        others = [asyncio.create_task(one) for one in (reader("chat", "outbox"), reader("outbox", "chat"), writer())]
        await asyncio.sleep(0.1)
        await asyncio.to_thread(changed, place)
        before = writes, reads
        await asyncio.sleep(0.1)
        done = True
        await asyncio.gather(*others)
        assert writes > before[0] > 0
        assert reads > before[1] > 0
        assert longest < 2, "nobody was kept waiting"
        async with database.read() as connection:
            assert await connection.scalar(text("SELECT count(*) FROM chat WHERE pace = 'usual'")) == writes


async def test_a_writer_waits_for_the_change_instead_of_failing(place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed, wait=5.0) as database:
        with changing(place) as connection:
            change(connection)
            waiting = asyncio.create_task(Chats(database).upsert(1, now=NOW, kind="private"))
            await asyncio.sleep(0.2)
            assert not waiting.done()
        assert (await waiting).kind == "private"


async def test_a_table_that_is_not_let_go_is_told_and_nothing_is_changed(place: str, seed: Path) -> None:
    """On a server; in a file one who reads is in nobody's way. Others who read wait for a moment only, not for the end
    of it.
    """
    if not is_server(place):
        await (await Database.open(place, seed=seed)).close()
        with site_of(place).plain_engine(1.0).connect() as reading:
            reading.execute(text("SELECT count(*) FROM chat"))
            await asyncio.to_thread(changed, place)
        return
    async with await Database.open(place, seed=seed) as database:
        with site_of(place).plain_engine(1.0).connect() as reading:
            reading.execute(text("SELECT count(*) FROM chat"))
            trying = asyncio.create_task(asyncio.to_thread(changed, place, 0.5))
            await asyncio.sleep(0.1)
            while not trying.done():
                await asyncio.wait_for(Chats(database).get(1), 1.0)
                await asyncio.sleep(0.01)
            with pytest.raises(TablesInUse, match=r"in use and could not be changed within 0\.5 s") as raised:
                await trying
            assert isinstance(raised.value, DatabaseBusy)
            assert "postgresql+psycopg://" in str(raised.value)
        with site_of(place).plain_engine(1.0).connect() as plain:
            columns = {column["name"] for column in sa.inspect(plain).get_columns("outbox")}
        assert "colour" not in columns
    await asyncio.to_thread(changed, place)
