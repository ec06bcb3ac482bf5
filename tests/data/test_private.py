"""The database is private, and is known to be the one that was opened."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from data.database import Database
from data.db import schema
from data.errors import DatabaseRefused, DatabaseReplaced
from tests.support.small_seed import write_seed


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    return write_seed(tmp_path / "seed")


@pytest.fixture(autouse=True)
def umask() -> Iterator[None]:
    """The usual one, under which files are readable for all."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> set[int]:
    return {mode(one) for one in folder.iterdir()}


async def write(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(insert(schema.meta).values(key="x", value="y"))


async def test_what_is_made_is_private(tmp_path: Path, seed: Path) -> None:
    path = tmp_path / "a" / "b" / "csdl.sqlite3"
    async with await Database.open(path, seed=seed) as database:
        await write(database)
        assert {one.name for one in path.parent.iterdir()} >= {path.name, f"{path.name}-wal", f"{path.name}-shm"}
        assert modes(path.parent) == {0o600}
    assert [mode(folder) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]


async def test_what_is_there_is_tightened_when_it_is_opened(tmp_path: Path, seed: Path) -> None:
    path = tmp_path / "csdl.sqlite3"
    async with await Database.open(path, seed=seed) as first:
        await write(first)
        for one in path.parent.glob("csdl*"):
            one.chmod(0o644)
        async with await Database.open(path, seed=seed):
            assert {mode(one) for one in path.parent.glob("csdl*")} == {0o600}


async def test_a_folder_that_was_there_is_left_as_it_is(tmp_path: Path, seed: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o755)
    (folder / "x").touch()
    async with await Database.open(folder / "csdl.sqlite3", seed=seed):
        assert (mode(folder), mode(folder / "x")) == (0o755, 0o644)


async def test_a_file_that_is_not_ours_keeps_its_rights(tmp_path: Path, seed: Path) -> None:
    path = tmp_path / "theirs"
    path.write_text("giữ lại")
    with pytest.raises(DatabaseRefused):
        await Database.open(path, seed=seed)
    assert mode(path) == 0o644


def moved(path: Path) -> None:
    path.rename(path.with_name("other"))


def replaced(path: Path) -> None:
    shutil.copy(path, path.with_name("new"))
    path.with_name("new").replace(path)


def made_anew(path: Path) -> None:
    path.unlink()
    path.touch()


def folder_moved(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


LOST: list[Callable[[Path], None]] = [lambda path: path.unlink(), moved, replaced, made_anew, folder_moved]


@pytest.mark.parametrize("lose", LOST)
async def test_a_file_that_is_not_the_one_opened_is_not_used(
    tmp_path: Path, seed: Path, lose: Callable[[Path], None]
) -> None:
    path = tmp_path / "folder" / "csdl.sqlite3"
    async with await Database.open(path, seed=seed) as database:
        await write(database)
        lose(path)
        with pytest.raises(DatabaseReplaced, match="deleted, moved or replaced"):
            await write(database)
        with pytest.raises(DatabaseReplaced):
            await database.work(lambda connection: None)
        with pytest.raises(DatabaseReplaced):
            await database.work(lambda connection: None, write=False)
        with pytest.raises(DatabaseReplaced):
            await database.data_version()


async def test_what_was_written_when_it_went_is_not_said_to_be_done(tmp_path: Path, seed: Path) -> None:
    """It goes between the beginning of a transaction and its end."""
    path = tmp_path / "csdl.sqlite3"
    async with await Database.open(path, seed=seed) as database:

        def task(connection: Connection) -> str:
            connection.execute(insert(schema.meta).values(key="x", value="y"))
            path.rename(path.with_name("other"))
            return "done"

        with pytest.raises(DatabaseReplaced):
            await database.work(task)
        path.with_name("other").rename(path)
        await write(database)  # would fail if the key were there
        with pytest.raises(DatabaseReplaced):
            async with database.write():
                path.rename(path.with_name("other"))
