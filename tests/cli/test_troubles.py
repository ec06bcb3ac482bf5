"""What the system or the database refuses is told in the reader's language, without numbers of errors or English."""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner, Result

import data.errors
from bot.cli import app
from bot.delivery.events import Alarm
from bot.i18n import LANGUAGES, translator
from bot.render.alarms import alarm
from bot.render.troubles import REFUSED, refused, system, trouble
from data.errors import (
    AlreadyWithdrawn,
    CopyRefused,
    DatabaseBusy,
    DatabaseFull,
    DatabaseLost,
    DatabaseRefused,
    NoReasonGiven,
    NotWithdrawn,
    PublishConflict,
    ReasonTooLong,
    SeedError,
    SeedProblem,
    ShippedRelease,
    TablesInUse,
    UnknownRelease,
)

ENGLISH = re.compile(r"\b(the|is|are|was|not|no|and|of|it|a|cannot|such|file|denied|error|database|another)\b", re.I)
TABLE = Path(__file__).parent.parent.parent / "data" / "seed" / "held" / "766-2026-10-10.csv"


def foreign(text: str) -> str | None:
    """What of a text is not for a Vietnamese reader. Paths and names of commands and settings are not looked at."""
    plain = re.sub(r"`[^`]*`|\S*[/\\]\S*|CHISOTINH_\w+", "", text)
    found = ENGLISH.search(plain) or re.search(r"Errno|errno|Traceback|SQLITE_", plain)
    return found[0] if found else None


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISOTINH_LANG", "vi")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def newer(path: Path) -> None:
    assert run("db", "build", "--database", str(path)).exit_code == 0
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("UPDATE meta SET value = '9999' WHERE key = 'runs_from'")
    connection.close()


def gone(path: Path) -> None:
    newer(path)
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE meta")
    connection.close()


def other(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE note (text)")
    connection.close()


PLACES: dict[str, Callable[[Path], object]] = {
    "a folder": lambda path: path.mkdir(),
    "a text": lambda path: path.write_text("giữ lại nhé\n" * 50),
    "damaged": lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000),
    "another program's": other,
    "newer": newer,
    "without a table": gone,
    "a broken link to itself": lambda path: path.symlink_to(path),
}


@pytest.mark.parametrize("words", [("ask", "Hưng Yên"), ("db", "check"), ("db", "upgrade"), ("status",), ("chat",)])
@pytest.mark.parametrize("kind", PLACES)
def test_a_database_that_cannot_be_used_is_told_in_vietnamese(
    kind: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "csdl.sqlite3"
    PLACES[kind](path)
    result = run(*words, "--database", str(path))
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert foreign(result.stderr) is None, result.stderr


@pytest.mark.parametrize("place", ["/dev/null", "tệp/csdl.sqlite3", ":memory:", "postgresql://u:bí-mật@h/d", "t" * 300])
def test_a_place_that_can_hold_none_is_told_in_vietnamese(place: str, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("x")
    result = run("ask", "Hưng Yên", "--database", place)
    assert result.exit_code == 2
    assert foreign(result.stderr) is None, result.stderr
    assert "bí-mật" not in result.output


@pytest.mark.parametrize("name", ["khong-co.csv", ".", "tệp/x.csv", "x" * 300])
def test_a_table_that_cannot_be_read_is_told_in_vietnamese(name: str, tmp_path: Path, shipped: Path) -> None:
    (tmp_path / "tệp").write_text("x")
    result = run("publish", name, "--index", "766", "--period", "2026-10-10", "--database", str(shipped))
    assert result.exit_code == 2
    assert foreign(result.stderr) is None, result.stderr


def test_a_release_that_is_not_there_is_told_in_vietnamese(shipped: Path) -> None:
    result = run("withdraw", "766-1999-1", "--why", "sai", "--yes", "--database", str(shipped))
    assert result.exit_code != 0
    assert "766-1999-1" in result.stderr
    assert foreign(result.stderr) is None, result.stderr


def test_the_system_s_words_in_the_middle_of_a_command(monkeypatch: pytest.MonkeyPatch, shipped: Path) -> None:
    async def full(*arguments: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/srv/csdl")

    monkeypatch.setattr("data.store.Store.open", full)
    result = run("ask", "Hưng Yên", "--database", str(shipped))
    assert (result.exit_code, result.stderr) == (2, "/srv/csdl: ổ đĩa đã hết chỗ.\n")


ERRORS: list[Exception] = [
    DatabaseBusy("/x: another process is writing to the database; try again"),
    TablesInUse("postgresql+psycopg://bot@host/x", 10.0),
    DatabaseFull("/x: no room left on the disk; nothing was written"),
    DatabaseLost("/x: the connection to the server was lost"),
    UnknownRelease("x"),
    AlreadyWithdrawn("x"),
    PublishConflict(None),
    NotWithdrawn("x"),
    ShippedRelease("x"),
    NoReasonGiven(),
    ReasonTooLong(400, 300),
    SeedError((SeedProblem("a.csv", 1, "x", "y", "is not a number"),)),
    OSError("just words"),
    RuntimeError("what nobody foresaw"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_each_trouble_has_words(error: Exception) -> None:
    said = {language: str(trouble(error, translator(language))) for language in LANGUAGES}
    assert foreign(said["vi"]) is None
    assert said["vi"] != said["en"]


def test_every_error_of_the_data_has_words() -> None:
    known = {type(error).__name__ for error in ERRORS} | {"DatabaseRefused", "DatabaseReplaced", "AlreadyPublished"}
    known |= {"BackupRefused", "CopyRefused", "DatabaseOutgrown", "PlanRefused"}  # the former in test_backup.py
    known |= {"ReportRefused"}  # told in the chat alone: bot/render/reports.py
    bases = {"DatabaseTrouble", "PublishingRefused"}
    classes = {name for name, one in vars(data.errors).items() if isinstance(one, type) and issubclass(one, Exception)}
    assert classes - known == bases


@pytest.mark.parametrize("kind", get_args(data.errors.RefusalKind))
def test_each_refusal_has_words(kind: data.errors.RefusalKind) -> None:
    assert kind in REFUSED
    assert foreign(refused(DatabaseRefused("/x", "is odd", "Mend it.", kind=kind), translator("vi"))) is None


@pytest.mark.parametrize("kind", get_args(data.errors.CopyProblem))
def test_why_a_copy_is_not_made_has_words(kind: data.errors.CopyProblem) -> None:
    said = {language: trouble(CopyRefused(kind, "/x", "/y", "chat"), translator(language)) for language in ("vi", "en")}
    assert foreign(said["vi"]) is None, said["vi"]
    assert said["vi"] != said["en"]


@pytest.mark.parametrize("kind", get_args(data.errors.PlanProblem))
def test_why_a_plan_is_refused_has_words(kind: data.errors.PlanProblem) -> None:
    error = data.errors.PlanRefused(kind, "hung-yen-12-kh-ubnd-2026")
    said = {language: trouble(error, translator(language)) for language in ("vi", "en")}
    assert foreign(said["vi"]) is None, said["vi"]
    assert said["vi"] != said["en"]


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_number_of_an_error_has_words(number: int) -> None:
    assert foreign(system(number, translator("vi"))) is None
    assert str(number) not in system(number, translator("en"))


def test_operators_are_told_of_the_database_in_their_language() -> None:
    for error in ERRORS[:3] + ERRORS[-1:]:
        said = alarm(translator("vi"), Alarm("database", type(error).__name__, str(error))).html
        assert foreign(said) is None, said
