"""Opening, building, rebuilding and refusing; reading beside writing; and what the queries answer."""

from __future__ import annotations

# ruff: noqa: ASYNC221, ASYNC240 - a test may block.
import asyncio
import datetime as dt
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update

import data.database
from data.chats.chats import Chats
from data.database import Database
from data.db import schema
from data.db.engines import DatabaseSite, Standing
from data.db.versions import RUNS_FROM, note
from data.errors import DatabaseBusy, DatabaseFull, DatabaseRefused, SeedError
from data.model.chats import Chat
from data.model.figures import Figure
from data.queries.catalogue import Catalogue
from data.queries.figures import Figures
from data.queries.tasks import Tasks
from data.seeding.build import count_edition
from tests.support.engines import is_server, other_writer
from tests.support.small_seed import edit, write_seed

NOW = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "chỉ số #1?.sqlite3"


@pytest.fixture
async def database(place: str, seed: Path) -> AsyncIterator[Database]:
    async with await Database.open(place, seed=seed) as database:
        yield database


async def publish(database: Database, id: str = "papi-2024-2", *, score: float = 9.9) -> None:
    """An operator's revision of PAPI 2024 with two provinces, one of them from a shipped source."""
    async with database.write() as connection:
        await connection.execute(insert(schema.source).values(id="gov", kind="portal", origin="operator"))
        release = {"id": id, "index": "papi", "period": "2024", "year": 2024, "revision": int(id[-1])}
        release |= {"coverage": "full", "origin": "operator", "source": "gov"}
        await connection.execute(insert(schema.release).values(release))
        figure = {"release": id, "indicator": "", "rank_kind": "published"}
        figures = [
            figure | {"province": "bac-ninh", "score": score, "rank": 1, "source": "gov"},
            figure | {"province": "ha-noi", "score": 5.5, "rank": 2, "source": "press"},
        ]
        await connection.execute(insert(schema.figure), figures)
        await connection.run_sync(count_edition)


# Opening


async def test_the_first_opening_builds_and_the_next_finds(path: Path, seed: Path) -> None:
    async with await Database.open(path, seed=seed) as database:
        assert (database.done, database.path) == ("built", path)
        first = await database.data_version()
    async with await Database.open(f"sqlite+aiosqlite:///{path}", seed=seed) as database:
        assert database.done == "nothing"
        assert await database.data_version() == first
    plain = sqlite3.connect(path)
    assert plain.execute("PRAGMA application_id").fetchone() == (schema.APPLICATION_ID,)
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    plain.close()


async def test_opening_a_current_database_imports_neither_alembic_nor_the_floors_above(path: Path, seed: Path) -> None:
    await (await Database.open(path, seed=seed)).close()
    program = f"""
import asyncio, sys
from pathlib import Path
import data.queries.catalogue, data.queries.figures, data.queries.tasks, data.chats.chats, data.checking.check
from data.database import Database
async def main():
    async with await Database.open({str(path)!r}, seed=Path({str(seed)!r})) as database:
        assert database.done == "nothing"
        await data.queries.catalogue.Catalogue.load(database)
asyncio.run(main())
loaded = {{name.partition(".")[0] for name in sys.modules}}
print(sorted(loaded & {{"alembic", "telegram", "aiohttp", "bot", "handlers"}}))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_two_processes_may_build_at_once(nowhere: str, seed: Path) -> None:
    program = f"""
import asyncio
from pathlib import Path
from data.database import Database
async def main():
    async with await Database.open({nowhere!r}, seed=Path({str(seed)!r})) as database:
        async with database.read() as connection:
            rows = await connection.exec_driver_sql("SELECT count(*) FROM figure")
            print(database.done, rows.scalar(), await database.data_version())
asyncio.run(main())
"""
    command = [sys.executable, "-W", "error", "-c", program]
    running = [
        await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    said = [await process.communicate() for process in running]
    assert [err.decode() for _, err in said] == ["", "", ""]
    lines = sorted(out.decode().split()[:2] for out, _ in said)
    assert [line[0] for line in lines] == ["built", "nothing", "nothing"]
    assert len({out.decode().split(maxsplit=1)[1] for out, _ in said}) == 1


async def test_a_database_that_is_busy_for_a_moment_is_opened(
    path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite does not wait by itself for another process that is switching a new file to its write-ahead log."""
    await (await Database.open(path, seed=seed)).close()
    standing, asked = data.database._standing, 0

    def busy_twice(site: DatabaseSite, wait: float, copying: bool) -> Standing:
        nonlocal asked
        asked += 1
        if asked <= 2:
            raise DatabaseBusy("busy")
        return standing(site, wait)

    monkeypatch.setattr("data.database._standing", busy_twice)
    async with await Database.open(path, seed=seed) as database:
        assert (database.done, asked) == ("nothing", 3)
    asked = -1000
    with pytest.raises(DatabaseBusy):
        await Database.open(path, seed=seed, wait=0.1)


async def test_many_openings_in_one_process(nowhere: str, seed: Path) -> None:
    opened = await asyncio.gather(*(Database.open(nowhere, seed=seed) for _ in range(5)))
    assert sorted(database.done for database in opened) == ["built", *["nothing"] * 4]
    for database in opened:
        await database.close()


async def test_a_build_killed_half_way_is_done_again(nowhere: str, seed: Path) -> None:
    program = f"""
import asyncio, os
from pathlib import Path
from data.seeding import build
build._insert_figures = lambda connection, figures: os._exit(9)
from data.database import Database
asyncio.run(Database.open({nowhere!r}, seed=Path({str(seed)!r})))
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    async with await Database.open(nowhere, seed=seed) as database:
        assert database.done == "built"


async def test_an_empty_file_counts_as_none(path: Path, seed: Path) -> None:
    path.parent.mkdir()
    path.touch()
    async with await Database.open(path, seed=seed) as database:
        assert database.done == "built"


async def test_a_faulty_seed_leaves_nothing_behind(path: Path, seed: Path) -> None:
    edit(seed, "papi.csv", 2, "total", "ten")
    with pytest.raises(SeedError):
        await Database.open(path, seed=seed)
    assert not path.parent.exists()


# Refusing


def foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE note (text)")
    connection.commit()
    connection.close()


def other_program(path: Path) -> None:
    foreign(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id = 7")
    connection.close()


STRANGERS: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("giữ lại nhé\n" * 50), "is not an SQLite database"),
    "short": (lambda path: path.write_bytes(b"SQLite"), "is not an SQLite database"),
    "zeros": (lambda path: path.write_bytes(bytes(8192)), "is not an SQLite database"),
    "header only": (lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(84)), "of another program"),
    "no id": (foreign, "of another program"),
    "other id": (other_program, "of another program"),
}


@pytest.mark.parametrize("kind", STRANGERS)
async def test_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path, seed: Path, kind: str) -> None:
    path = tmp_path / "theirs"
    make, said = STRANGERS[kind]
    make(path)
    before, names = path.read_bytes(), sorted(os.listdir(tmp_path))
    with pytest.raises(DatabaseRefused, match=said) as raised:
        await Database.open(path, seed=seed)
    assert str(raised.value).startswith(f"{path}: ")
    assert "CHISOTINH_DATABASE" in raised.value.advice
    assert path.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == names


async def test_a_place_that_cannot_hold_a_database_is_refused(tmp_path: Path, seed: Path) -> None:
    (tmp_path / "file").write_text("x")
    places: list[tuple[str | Path, str]] = [
        (tmp_path, "is a folder"),
        ("/dev/null", "is not an ordinary file"),
        (tmp_path / "file" / "a.sqlite3", "cannot be read and written"),
        (":memory:", "is not a file"),
        ("", "is not a file"),
        ("postgresql://user:secret@host/db", "is not the address of a database"),
        ("mysql://user:secret@host/db?password=secret", "is not the address of a database"),
        ("postgresql+psycopg://user:secret@host", "is not the address of a database"),
        ("sqlite+aiosqlite:///", "is not the address of an SQLite file"),
    ]
    for place, said in places:
        with pytest.raises(DatabaseRefused, match=said) as raised:
            await Database.open(place, seed=seed)
        assert "secret" not in str(raised.value)


async def test_a_file_without_permission_is_refused(path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await (await Database.open(path, seed=seed)).close()
    monkeypatch.setattr("data.db.location.os.access", lambda place, mode: False)  # root could write anywhere
    with pytest.raises(DatabaseRefused, match="no permission to write"):
        await Database.open(path, seed=seed)


@pytest.mark.parametrize("runs_from", ["", "9998"])
async def test_newer_tables_are_refused(place: str, seed: Path, runs_from: str) -> None:
    """Those that were not only added to; or whose program does not say."""
    async with await Database.open(place, seed=seed) as database, database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await connection.execute(delete(schema.meta).where(schema.meta.c.key == RUNS_FROM))
        if runs_from:
            await connection.run_sync(note, RUNS_FROM, runs_from)
    before = None if is_server(place) else Path(place).read_bytes()
    with pytest.raises(DatabaseRefused, match=r"newer version of this program \(tables 9999"):
        await Database.open(place, seed=seed)
    assert before == (None if is_server(place) else Path(place).read_bytes())


@pytest.mark.parametrize("damage", ["cut", "overwritten", "tables gone"])
async def test_damage_is_told_and_nothing_is_built_over_it(path: Path, seed: Path, damage: str) -> None:
    async with await Database.open(path, seed=seed) as database, database.write() as connection:
        if damage == "tables gone":
            await connection.execute(text("DROP TABLE meta"))
    whole = path.read_bytes()
    if damage == "cut":
        path.write_bytes(whole[:6000])
    elif damage == "overwritten":
        path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    before = path.read_bytes()
    with pytest.raises(DatabaseRefused, match="is damaged") as raised:
        async with await Database.open(path, seed=seed) as database:
            await Catalogue.load(database)
    assert "Restore a copy" in raised.value.advice
    assert path.read_bytes() == before


# Rebuilding


async def test_new_shipped_figures_leave_chats_and_operators_releases_alone(place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed) as database:
        await Chats(database).upsert(-100123, now=NOW, kind="supergroup", language="en")
        await publish(database)
        async with database.write() as connection:
            gone = update(schema.release).where(schema.release.c.id == "papi-2023-1")
            await connection.execute(gone.values(withdrawn_at=NOW))
        before = await database.data_version()

    edit(seed, "papi.csv", 7, "total", "9.25")
    edit(seed, "provinces.csv", 2, "aliases", "HN")
    for file in seed.glob("*.csv"):
        file.write_text(file.read_text().replace("press", "paper"))

    async with await Database.open(place, seed=seed) as database:
        assert database.done == "rebuilt"
        assert await database.data_version() != before
        assert await Chats(database).get(-100123) == Chat(-100123, "supergroup", "en")
        catalogue = await Catalogue.load(database)
        assert "2023" not in catalogue.releases["papi"]
        assert [release.id for release in catalogue.releases["papi"]["2024"]] == [
            "papi-2024-2",
            "papi-2024-reported-1",
        ]
        assert {"gov", "press", "paper"} <= set(catalogue.sources)
        results = await Figures(database, catalogue).results("papi", "2024")
        assert results is not None
        assert (results.measured(), results.figures["bac-ninh", ""][0].score) == (2, 9.9)
        async with database.read() as connection:
            query = select(schema.figure.c.score).where(schema.figure.c.release == "papi-2024-1")
            assert 9.25 in (await connection.scalars(query)).all()
    async with await Database.open(place, seed=seed) as database:
        assert database.done == "nothing"


async def test_a_shipped_release_does_not_replace_an_operators_of_the_same_id(place: str, seed: Path) -> None:
    releases = (seed / "releases.csv").read_text()
    (seed / "releases.csv").write_text(releases.replace("papi-2024-1,", "papi-2024-7,"))
    async with await Database.open(place, seed=seed) as database:
        await publish(database, "papi-2024-1")
    (seed / "releases.csv").write_text(releases)
    async with await Database.open(place, seed=seed) as database:
        assert database.done == "rebuilt"
        async with database.read() as connection:
            query = select(schema.figure.c.province, schema.figure.c.score)
            query = query.where(schema.figure.c.release == "papi-2024-1")
            assert {tuple(row) for row in await connection.execute(query)} == {
                ("bac-ninh", 9.9),
                ("ha-noi", 5.5),
            }


async def test_a_rebuild_that_fails_changes_nothing(path: Path, seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with await Database.open(path, seed=seed) as database:
        before = await database.data_version()
    edit(seed, "papi.csv", 7, "total", "9.25")

    def fail(*arguments: object) -> None:
        raise RuntimeError("stopped here")

    with monkeypatch.context() as patched:
        patched.setattr("data.seeding.build._insert_figures", fail)
        with pytest.raises(RuntimeError, match="stopped here"):
            await Database.open(path, seed=seed)
    plain = sqlite3.connect(path)
    assert plain.execute("SELECT count(*) FROM figure WHERE release = 'papi-2024-1'").fetchone() == (10,)
    plain.close()
    async with await Database.open(path, seed=seed) as database:
        assert (database.done, await database.data_version() != before) == ("rebuilt", True)


async def test_a_rebuild_can_be_asked_for(place: str, seed: Path) -> None:
    await (await Database.open(place, seed=seed)).close()
    async with await Database.open(place, seed=seed, rebuild=True) as database:
        assert database.done == "rebuilt"


# Reading and writing


async def test_readers_do_not_wait_for_the_writer_and_see_one_moment(database: Database) -> None:
    count = text("SELECT count(*) FROM chat")
    async with database.write() as writer:
        await writer.execute(
            text(
                "INSERT INTO chat (id, kind, language, created, seen)"
                " VALUES (1, 'private', NULL, '2026-01-01', '2026-01-01')"
            )
        )
        async with database.read() as reader:
            assert await asyncio.wait_for(reader.scalar(count), 30) == 0
    async with database.read() as reader:
        assert await reader.scalar(count) == 1
        async with database.write() as writer:
            await writer.execute(text("DELETE FROM chat"))
        assert await reader.scalar(count) == 1
    async with database.read() as reader:
        assert await reader.scalar(count) == 0


async def test_writers_take_turns_and_an_exception_undoes(database: Database) -> None:
    chats = Chats(database)
    await asyncio.gather(*(chats.upsert(id, now=NOW, kind="private") for id in range(1, 21)))

    async def fail() -> None:
        async with database.write() as connection:
            await connection.execute(text("DELETE FROM chat"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM chat")) == 20


async def test_a_lock_that_does_not_end_is_told(place: str, seed: Path) -> None:
    async with await Database.open(place, seed=seed, wait=0.05) as database:
        with other_writer(place):
            with pytest.raises(DatabaseBusy, match="writing to the database"):
                await Chats(database).upsert(1, now=NOW)
            assert await Figures(database, await Catalogue.load(database)).results("papi", "2023") is not None
        assert (await Chats(database).upsert(1, now=NOW, kind="private")).kind == "private"


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_full_disk_is_told_and_nothing_is_written(database: Database) -> None:
    async def fill() -> None:
        async with database.write() as connection:
            pages = await connection.scalar(text("PRAGMA page_count"))
            await connection.execute(text(f"PRAGMA max_page_count = {pages}"))
            rows = [{"id": id, "kind": "x" * 1000, "created": NOW, "seen": NOW} for id in range(1000)]
            await connection.execute(insert(schema.chat), rows)

    with pytest.raises(DatabaseFull, match="no room left"):
        await fill()
    async with database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM chat")) == 0


# Catalogue


async def test_the_catalogue(database: Database) -> None:
    catalogue = await Catalogue.load(database)
    assert catalogue.data_version == await database.data_version()
    assert list(catalogue.provinces) == ["ha-noi", "hung-yen", "thai-binh", "bac-ninh", "bac-giang"]
    assert catalogue.provinces["thai-binh"].region_2024 == "red-river"
    assert [province.id for province in catalogue.units(2024)] == list(catalogue.provinces)
    assert [province.id for province in catalogue.units(2025)] == ["ha-noi", "hung-yen", "bac-ninh"]
    assert catalogue.periods("papi") == ("2024", "2023")
    assert catalogue.periods("par", full=True) == ()
    assert [release.coverage for release in catalogue.releases["papi"]["2024"]] == ["full", "partial"]

    assert [row.code for row in catalogue.children("papi", "", 2024)] == ["1", "2"]
    assert [row.code for row in catalogue.children("papi", "2", 2017)] == ["2.1"]
    assert [row.code for row in catalogue.children("par", "", 2024, split=True)] == ["A"]
    old, new = catalogue.indicator("papi", "2", 2022), catalogue.indicator("papi", "2", 2023)
    assert (old and old.name_en, new and new.name_en) == ("Transparency", "Openness")
    assert catalogue.indicator("papi", "2.2", 2017) is None
    assert catalogue.indicator("papi", "9", 2024) is None
    edition = catalogue.edition("papi", 2017)
    assert edition is not None
    assert edition.scale == 60


async def test_the_names_for_the_gazetteer(database: Database) -> None:
    names = {(name.kind, name.id): name for name in (await Catalogue.load(database)).names}
    assert names["province", "ha-noi"].aliases == ("HN", "Thủ đô")
    assert names["place", "pho-hien"].leads_to == "hung-yen"
    assert names["country", "vietnam"].aliases == ("VN",)
    assert names["region", "north"].name_vi == "Trung du"
    assert names["index", "par"].aliases == ("PAR INDEX", "CCHC")
    assert names["indicator", "papi:2"].name_vi == "Công khai"
    assert names["indicator", "papi:2"].aliases == ("Minh bạch", "Transparency")
    assert ("indicator", "papi:") not in names
    assert names["agency", "home-affairs"].aliases == ("SNV",)


# Figures


async def figures_of(database: Database) -> Figures:
    return Figures(database, await Catalogue.load(database))


async def test_results_of_a_whole_table(database: Database) -> None:
    results = await (await figures_of(database)).results("papi", "2023")
    assert results is not None
    assert (results.full, results.year, results.measured(), results.measured("1")) == (True, 2023, 4, 5)
    ranks = [(figure.province, figure.score, figure.rank) for figure in results.ranking[""]]
    assert ranks == [("ha-noi", 10, 1), ("hung-yen", 9, 2), ("thai-binh", 9, 2), ("bac-ninh", 8, 4)]
    figure = results.figure("hung-yen", "2.1")
    assert figure == Figure(
        *("papi-2023-1", "hung-yen", "2.1", 3.0, "points", 5.0, 2, "computed"), 63, None, None, "", "papi"
    )
    assert results.figure("bac-giang") is None
    assert results.exclusions["bac-giang"].indicators == ("2", "2.2")
    assert set(results.sources) == {"papi", "press"}


async def test_results_show_the_best_source_first(database: Database) -> None:
    figures = await figures_of(database)
    par = await figures.results("par", "2024")
    assert par is not None
    assert (par.full, par.ranking, par.measured("1")) == (False, {}, 2)
    said = [(figure.score, figure.flag) for figure in par.figures["hung-yen", ""]]
    assert said == [(88.5, ""), (None, "derived"), (88.1, "conflict")]
    papi = await figures.results("papi", "2024")
    assert papi is not None
    assert [figure.release for figure in papi.figures["hung-yen", ""]] == [
        "papi-2024-1",
        "papi-2024-reported-1",
    ]
    assert [figure.release for figure in papi.figures["bac-ninh", ""]] == ["papi-2024-reported-1"]
    assert [fact.key for fact in papi.facts] == ["mean"]


async def test_results_where_little_or_nothing_is_known(database: Database) -> None:
    figures = await figures_of(database)
    known = await figures.results("papi", "2022")
    assert known is not None
    assert (known.figures, [fact.key for fact in known.facts]) == ({}, ["ranked"])
    dated = await figures.results("766", "2026-09-17")
    assert dated is not None
    assert [fact.key for fact in dated.facts] == ["grades"]
    for index, period in [("papi", "1999"), ("766", "2020"), ("pgi", "2024"), ("papi", ""), ("papi", "²")]:
        assert await figures.results(index, period) is None


async def test_results_are_read_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = await Catalogue.load(database)
    figures = Figures(database, catalogue, keep=1)
    first, second = await asyncio.gather(figures.results("papi", "2023"), figures.results("papi", "2023"))
    assert first is second
    assert await figures.results("papi", "2023") is first
    await figures.results("papi", "2024")
    again = await figures.results("papi", "2023")
    assert again is not first
    assert again == first

    await publish(database, score=9.9)
    assert await database.data_version() != catalogue.data_version
    figures.invalidate(await Catalogue.load(database))
    results = await figures.results("papi", "2024")
    assert results is not None
    assert [figure.province for figure in results.ranking[""]] == ["bac-ninh", "ha-noi"]


async def test_a_failure_is_not_kept(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = await figures_of(database)

    def fail(*arguments: object) -> None:
        raise DatabaseBusy("busy")

    with monkeypatch.context() as patched:
        patched.setattr("data.queries.figures._of_releases", fail)
        with pytest.raises(DatabaseBusy):
            await figures.results("papi", "2023")
    assert await figures.results("papi", "2023") is not None


# Tasks


async def test_tasks(database: Database) -> None:
    tasks = Tasks(database)

    async def ids(*criteria: str | None) -> list[int]:
        return [task.id for task in await tasks.tasks(*criteria)]

    assert await ids() == [3, 2, 1, 4]
    assert await ids("hung-yen") == [3, 2, 1]
    assert await ids("") == [4]
    assert await ids("hung-yen", "papi") == [3, 2, 1]
    assert await ids("hung-yen", "par") == [2]
    assert await ids("hung-yen", "papi", "2") == [2, 1]
    assert await ids("hung-yen", "papi", "2.1") == [2]
    assert await ids("hung-yen", "papi", "") == [3]
    assert await ids("hung-yen", "par", "2") == []
    assert await ids(None, None, None, "home-affairs") == [2, 1]
    assert await ids(None, None, None, "director") == [2, 1]  # what the department must do, its director must
    assert await ids(None, None, None, "districts") == [1]
    assert await ids("ha-noi") == []
    (task,) = await tasks.tasks("hung-yen", "papi", "2.1")
    assert (task.index, task.indicator, task.also) == ("papi", "2.1", (("par", "1"),))
    (task,) = await tasks.tasks("hung-yen", "papi", "2", "districts")
    assert (task.due, task.own_wording, task.aim) == (dt.date(2024, 12, 31), True, "improve")
    assert task.document.number == "87/KH-UBND"
    assert [(part.agency.name_en, part.role) for part in task.assignees] == [
        ("Department of Home Affairs", "lead"),
        ("District committees", "coordinate"),
    ]


async def test_targets_and_counts(database: Database) -> None:
    tasks = Tasks(database)
    assert [target.id for target in await tasks.targets("hung-yen")] == [2, 1]
    (target,) = await tasks.targets("hung-yen", "papi")
    assert (target.kind, target.value, target.year, target.last_year) == ("rank_max", "10", 2024, 2024)
    assert await tasks.targets("ha-noi") == ()
    assert await tasks.counts("hung-yen") == {
        ("papi", ""): 1,
        ("papi", "2"): 1,
        ("papi", "2.1"): 1,
        ("par", "1"): 1,
    }


# Chats


async def test_chats_are_remembered(database: Database) -> None:
    chats = Chats(database)
    big = -1_001_234_567_890_123
    assert await chats.get(big) is None
    assert await chats.upsert(big, now=NOW, kind="group") == Chat(big, "group", "")
    assert await chats.upsert(big, now=NOW + DAY / 2, language="en") == Chat(big, "group", "en")
    assert await chats.upsert(big, now=NOW + DAY * 3) == Chat(big, "group", "en")
    assert await Chats(database).get(big) == Chat(big, "group", "en")
    async with database.read() as connection:
        row = (await connection.execute(select(schema.chat))).one()
    assert (row.created, row.seen) == (NOW, NOW + DAY * 3)


async def test_a_chat_known_and_seen_today_is_not_written(database: Database) -> None:
    chats = Chats(database)
    await chats.upsert(1, now=NOW, kind="private", language="vi")
    async with database.write():
        again = chats.upsert(1, now=NOW + DAY / 2, kind="private")
        assert await asyncio.wait_for(again, 30) == Chat(1, "private", "vi")


async def test_a_group_that_becomes_a_supergroup(database: Database) -> None:
    chats = Chats(database)
    await chats.upsert(-5, now=NOW, kind="group", language="en")
    await chats.migrate(-5, -1005)
    assert await chats.get(-5) is None
    assert await chats.get(-1005) == Chat(-1005, "supergroup", "en")

    await chats.upsert(-6, now=NOW - DAY * 9, kind="group", language="en")
    await chats.upsert(-1006, now=NOW, kind="supergroup")
    await chats.migrate(-6, -1006)
    await chats.migrate(-6, -1006)
    assert await chats.get(-6) is None
    assert await Chats(database).get(-1006) == Chat(-1006, "supergroup", "en")
    async with database.read() as connection:
        query = select(schema.chat.c.created).where(schema.chat.c.id == -1006)
        assert await connection.scalar(query) == NOW - DAY * 9


async def test_language_is_one_of_ours(database: Database) -> None:
    with pytest.raises(Exception, match="ck_chat_language"):
        await Chats(database).upsert(1, now=NOW, language="fr")
    assert await Chats(database).get(1) is None
