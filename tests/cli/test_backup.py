"""Backing up while the bot works, restoring, and the copy that is made before the tables change."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import create_engine
from typer.testing import CliRunner, Result

import data.errors
from bot.cli import app
from bot.i18n import translator
from bot.render.troubles import trouble
from data import backups, migrations
from data.chats.chats import Chats
from data.database import Database
from data.db.backups import KEPT
from data.db.schema import SCHEMA_VERSION
from data.errors import BackupRefused, DatabaseRefused
from tests.cli.test_troubles import foreign
from tests.support.small_seed import write_seed

NOW = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def path(database_file: Path) -> Path:
    return database_file


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISOTINH_DATABASE", str(path))
    monkeypatch.setenv("CHISOTINH_LANG", "vi")


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    async with await Database.open(path) as opened:
        yield opened


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def chats(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM chat ORDER BY id")]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the database open and does nothing."""
    program = f"""
import asyncio
from data.database import Database
async def main():
    async with await Database.open({str(path)!r}) as database:
        await database.data_version()
        print("open", flush=True)
        await asyncio.to_thread(input)
asyncio.run(main())
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        try:
            yield process
        finally:
            process.communicate("\n", timeout=20)


# --- backup ------------------------------------------------------------------------------------------------


async def test_a_backup_holds_what_was_committed_and_nothing_else(database: Database, tmp_path: Path) -> None:
    """What is committed stands in the log beside the file, which a plain copy of the file would miss."""
    await Chats(database).upsert(7, now=NOW, kind="private")
    target = tmp_path / "sao lưu #1?.sqlite3"
    async with database.write() as connection:
        await connection.exec_driver_sql("UPDATE chat SET id = 8 WHERE id = 7")
        backups.back_up(database.path, target)
    assert chats(target) == [7]
    assert await database.data_version(), "the database is still in use"
    assert mode(target) == 0o600
    assert [name for name in os.listdir(tmp_path) if name.startswith((".", "sao"))] == [target.name]
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_the_command_says_where_it_went(tmp_path: Path) -> None:
    os.umask(os.umask(0o022))
    result = run("backup", "sao-luu.sqlite3")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Đã sao lưu vào {tmp_path / 'sao-luu.sqlite3'}")
    assert chats(tmp_path / "sao-luu.sqlite3") == []


def test_an_existing_file_is_kept_unless_forced(tmp_path: Path, path: Path) -> None:
    target = tmp_path / "a"
    target.write_text("giữ lại")
    result = run("backup", "a")
    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert target.read_text() == "giữ lại"
    assert run("backup", "a", "--force").exit_code == 0
    assert (chats(target), mode(target)) == ([], 0o600)


REFUSED: dict[str, Callable[[Path], Path]] = {
    "itself": lambda path: path,
    "by another name": lambda path: link(path, path.with_name("khác")),
    "its log": lambda path: path.with_name(path.name + "-wal"),
    "a folder": lambda path: path.parent,
    "no folder": lambda path: path.parent / "chưa có" / "a",
    "a device": lambda path: Path("/dev/null"),
}


def link(path: Path, other: Path) -> Path:
    other.symlink_to(path)
    return other


@pytest.mark.parametrize("kind", REFUSED)
def test_a_place_that_cannot_be_meant_is_refused(kind: str, path: Path) -> None:
    path.with_name(path.name + "-wal").touch()
    before = path.read_bytes()
    result = run("backup", str(REFUSED[kind](path)), "--force")
    assert result.exit_code == 2, result.output
    assert foreign(result.stderr) is None, result.stderr
    assert path.read_bytes() == before


def test_without_a_database_none_is_made(tmp_path: Path) -> None:
    result = run("backup", "a", "--database", str(tmp_path / "không có"))
    assert result.exit_code == 2
    assert foreign(result.stderr) is None
    assert not (tmp_path / "không có").exists()
    assert not (tmp_path / "a").exists()


def test_a_damaged_database_gives_no_backup(tmp_path: Path, path: Path) -> None:
    damage(path)
    (tmp_path / "a").write_text("giữ lại")
    result = run("backup", "a", "--force")
    assert result.exit_code == 2
    assert foreign(result.stderr) is None, result.stderr
    assert (tmp_path / "a").read_text() == "giữ lại"
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def damage(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for place in range(200_000, len(whole) - 5000, 8192):
        whole[place : place + 600] = b"\xff" * 600
    path.write_bytes(whole)


# --- restore -----------------------------------------------------------------------------------------------


def add_chat(path: Path, id: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO chat (id, kind, created, seen) VALUES (?, 'private', '2026-01-01', '2026-01-01')", (id,)
        )
        connection.commit()


def test_a_backup_is_restored_and_the_old_database_kept(path: Path, tmp_path: Path) -> None:
    add_chat(path, 1)
    assert run("backup", "a").exit_code == 0
    add_chat(path, 2)
    result = run("restore", "a")
    assert result.exit_code == 0, result.output
    assert chats(path) == [1]
    assert mode(path) == 0o600
    (kept,) = tmp_path.glob("*.before-restore-*")
    assert chats(kept) == [1, 2]
    assert str(kept) in result.stdout
    assert foreign(result.stdout) is None
    assert run("ask", "Hưng Yên PAPI 2024").exit_code == 0
    assert run("restore", str(kept)).exit_code == 0, "what was kept can be restored"
    assert chats(path) == [1, 2]


def test_what_waits_in_a_backup_is_said(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        values = "(id, release, kind, created, expires, total) VALUES (1, 'x', 'release', 0, 1, 1)"
        connection.execute(f"INSERT INTO alert {values}")
        connection.execute("INSERT INTO alert_text (id, alert, hash, html, provinces) VALUES (1, 1, 'h', 'x', '')")
        connection.execute("INSERT INTO outbox (alert, chat, text, state) VALUES (1, 7, 1, 'pending')")
        connection.commit()
    assert run("backup", "a").exit_code == 0
    assert "1 tin chờ gửi" in run("restore", "a").stdout


def test_nothing_is_restored_while_it_is_in_use(path: Path, tmp_path: Path) -> None:
    assert run("backup", "a").exit_code == 0
    add_chat(path, 2)
    with another_process(path):
        result = run("restore", "a")
        assert result.exit_code == 2
        assert "đang được dùng" in result.stderr
        assert foreign(result.stderr) is None
        assert not list(tmp_path.glob("*before-restore*"))
        assert chats(path) == [2]
    assert run("restore", "a").exit_code == 0
    assert chats(path) == []


@pytest.mark.parametrize("old", ["damaged", "a text", "gone"])
def test_a_backup_takes_the_place_of_a_database_that_cannot_be_used(old: str, path: Path, tmp_path: Path) -> None:
    assert run("backup", "a").exit_code == 0
    if old == "gone":
        path.unlink()
    elif old == "a text":
        path.write_text("không phải")
    else:
        path.write_bytes(path.read_bytes()[:6000])
        path.with_name(path.name + "-wal").write_bytes(b"log of the damaged one")
    assert run("restore", "a").exit_code == 0
    assert chats(path) == []
    assert len([one for one in tmp_path.glob("*before-restore*") if one.suffix != ".sqlite3-wal"]) >= (old != "gone")
    assert not path.with_name(path.name + "-wal").exists() or path.with_name(path.name + "-wal").stat().st_size != 22


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("UPDATE meta SET value = '9999' WHERE key = 'runs_from'")
        connection.commit()


def without_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE meta")


def become_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BAD: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "a text": lambda path: path.write_text("không phải"),
    "damaged": damage,
    "cut": lambda path: path.write_bytes(path.read_bytes()[:6000]),
    "newer": newer,
    "without a table": without_a_table,
    "a folder": become_folder,
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_backup_changes_nothing(kind: str, path: Path, tmp_path: Path) -> None:
    source = Path(shutil.copy(path, tmp_path / "a"))
    BAD[kind](source)
    before = path.read_bytes()
    result = run("restore", "a")
    assert result.exit_code == 2, result.output
    assert foreign(result.stderr) is None, result.stderr
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*before-restore*"))
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_the_database_is_not_restored_from_itself(path: Path) -> None:
    assert run("restore", str(path)).exit_code == 2
    assert chats(path) == []


# --- before the tables change ------------------------------------------------------------------------------


def set_back(path: Path, version: str = "0001") -> None:
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        migrations.downgrade(connection, version)
    engine.dispose()


@pytest.fixture
async def old(tmp_path: Path) -> tuple[Path, Path]:
    """A database with tables of the first version and a chat in it, and its seed."""
    seed, path = write_seed(tmp_path / "seed"), tmp_path / "older" / "a.sqlite3"
    await (await Database.open(path, seed=seed)).close()
    set_back(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO chat VALUES (5, 'private', 'vi', '2026-01-01', '2026-01-01')")
        connection.commit()
    return path, seed


def tables(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


async def test_a_copy_is_made_before_the_tables_change(old: tuple[Path, Path]) -> None:
    path, seed = old
    async with await Database.open(path, seed=seed) as database:
        assert database.done == "upgraded"
        backup = database.backup
    assert backup == path.with_name(f"a.sqlite3.before-{SCHEMA_VERSION}")
    assert (tables(backup), chats(backup), mode(backup)) == ("0001", [5], 0o600)
    assert (tables(path), chats(path)) == (SCHEMA_VERSION, [5])
    async with await Database.open(path, seed=seed) as database:
        assert (database.done, database.backup) == ("nothing", None)


async def test_only_the_newest_copies_are_kept(old: tuple[Path, Path]) -> None:
    path, seed = old
    made = []
    for number in range(KEPT + 2):
        async with await Database.open(path, seed=seed) as database:
            assert database.backup is not None
            os.utime(database.backup, (number, number))
            made.append(database.backup)
        set_back(path)
    other = path.with_name("a.sqlite3.before-restore-20261122-100000")
    other.touch()
    left = sorted(path.parent.glob("a.sqlite3.before-0*"), key=lambda one: one.stat().st_mtime)
    assert left[-1] == made[-1]
    assert len(left) == KEPT
    assert other.exists()


async def test_without_a_copy_the_tables_are_left_as_they_are(
    old: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, seed = old

    def full(path: Path, made: Path) -> None:
        raise data.errors.DatabaseFull("no room")

    monkeypatch.setattr("data.db.backups.copy", full)
    with pytest.raises(BackupRefused) as raised:
        await Database.open(path, seed=seed)
    assert raised.value.kind == "full"
    assert (tables(path), chats(path)) == ("0001", [5])
    assert [one.name for one in path.parent.iterdir()] == ["a.sqlite3"]


@pytest.mark.parametrize("kind", get_args(data.errors.BackupProblem))
def test_each_refusal_has_words(kind: data.errors.BackupProblem) -> None:
    for language in ("vi", "en"):
        said = trouble(BackupRefused("/srv/a", kind), translator(language))
        assert "/srv/a" in said
        assert language == "en" or foreign(said) is None


def test_a_newer_backup_is_told_as_such(path: Path) -> None:
    newer(path)
    with pytest.raises(DatabaseRefused) as raised:
        backups.judge(path)
    assert raised.value.kind == "newer"


@pytest.mark.parametrize("release", ["766-2026-10-10-1", "papi-2024-2"])
def test_a_release_is_no_backup_and_is_sent_to_the_right_command(release: str, path: Path) -> None:
    before = path.read_bytes()
    result = run("restore", release)
    assert result.exit_code == 2
    assert f"chisotinh reinstate {release}" in result.stderr
    assert foreign(result.stderr.replace("reinstate", "")) is None
    assert path.read_bytes() == before
