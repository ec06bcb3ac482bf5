"""The commands on a PostgreSQL server: what they do there, and how what is wrong with it is told, never a password."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings
from data.db.address import ServerAddress
from data.errors import DatabaseRefused
from tests.support.engines import PostgresqlForTests

SECRET = "bí-mật-9"


@pytest.fixture(autouse=True)
def of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("CHISOTINH_LANG", "en")  # and set back by what follows
    monkeypatch.delenv("CHISOTINH_DATABASE", raising=False)


def run(monkeypatch: pytest.MonkeyPatch, *words: str, database: str = "", lang: str = "vi") -> tuple[int, str, str]:
    monkeypatch.setenv("CHISOTINH_LANG", lang)
    if database:
        monkeypatch.setenv("CHISOTINH_DATABASE", database)
    result = CliRunner().invoke(app, list(words))
    assert SECRET not in result.output
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def empty(server: PostgresqlForTests) -> Iterator[str]:
    address = server.new(empty=True)
    yield address
    server.drop(address)


def test_a_database_on_a_server_answers_as_a_file_does(
    monkeypatch: pytest.MonkeyPatch, empty: str, shipped: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copy(shipped, tmp_path / "a.sqlite3"))
    code, said, _ = run(monkeypatch, "db", "copy", str(file), empty)
    assert code == 0
    assert "Đã chép; hai bên có cùng số hàng" in said
    name = str(ServerAddress(empty))
    assert f"CHISOTINH_DATABASE là {name}" in said
    for words in (("ask", "Hưng Yên PAPI 2024"), ("ask", "top 5 PAPI 2024"), ("db", "check"), ("status",)):
        assert run(monkeypatch, *words, database=empty) == run(monkeypatch, *words, database=str(file))
    assert run(monkeypatch, "db", "upgrade", database=empty)[1] == f"{name}: nothing\n"
    assert "nguyên vẹn" in run(monkeypatch, "doctor", database=empty)[1]
    code, _, said = run(monkeypatch, "backup", str(tmp_path / "b.sqlite3"), database=empty)
    assert (code, "pg_dump" in said) == (2, True)
    assert run(monkeypatch, "db", "copy", empty, str(tmp_path / "back.sqlite3"))[0] == 0


WRONG = {
    "postgresql+psycopg://u:{secret}@127.0.0.1:1/d": ("không có máy chủ PostgreSQL", "no PostgreSQL server answers"),
    "no database": ("máy chủ không có cơ sở dữ liệu này", "no such database"),
    "stranger": ("không cho người dùng", "does not let the user"),
    "mysql://u:{secret}@h/d": ("không phải là địa chỉ", "is not the address of a database"),
    "postgresql://u:{secret}@h/d": ("không phải là địa chỉ", "is not the address of a database"),
    "postgresql+psycopg://u:{secret}@h:port/d": ("không phải là địa chỉ", "is not the address of a database"),
    "postgresql+psycopg://h/d?password={secret}&connect_timeout=x": (
        "không phải là địa chỉ",
        "is not the address of a database",
    ),
}


@pytest.mark.parametrize("place", WRONG)
def test_what_is_wrong_is_a_sentence_without_the_password(
    monkeypatch: pytest.MonkeyPatch, server: PostgresqlForTests, place: str
) -> None:
    if place in ("no database", "stranger"):
        url = server.url.set(database="nope")
        if place == "stranger":
            url = server.url.set(username="stranger", password=SECRET)
        address = url.render_as_string(hide_password=False)
    else:
        address = place.format(secret=SECRET)
    for lang, said in zip(("vi", "en"), WRONG[place], strict=True):
        code, _, error = run(monkeypatch, "status", database=address, lang=lang)
        assert code == (1 if "127.0.0.1:1" in address else 2), "only this may be mended by starting again"
        assert said in error, error
        assert "Traceback" not in error


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    code, _, error = run(monkeypatch, "status", database=f"postgresql+psycopg://u:{SECRET}@h/d")
    assert code == 2
    assert "pip install 'chisotinh[postgres]'" in error


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("password authentication failed for user", "does not take this user's password"),
        ("fe_sendauth: no password supplied", "does not take this user's password"),
        ("no pg_hba.conf entry for host", "does not let this user in"),
        ("Xác thực mật khẩu thất bại", "does not let this user in"),
    ],
)
def test_a_wrong_password_is_told(said: str, shown: str) -> None:
    import psycopg

    from data.db.postgresql_errors import told

    error = told(
        psycopg.OperationalError(f"connection failed: FATAL:  {said}"), "postgresql+psycopg://u@h/d", opened=False
    )
    assert isinstance(error, DatabaseRefused)
    assert shown in str(error)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"postgresql+psycopg://u:{SECRET}@h:5433/d?sslmode=require", "postgresql+psycopg://u@h:5433/d"),
        (f"postgresql+psycopg:///d?host=/run/x&password={SECRET}", "postgresql+psycopg:///d"),
        (f"postgresql+psycopg://u:{SECRET}@[::1]:5433/d", "postgresql+psycopg://u@[::1]:5433/d"),
        (f"postgresql+psycopg://u:a/{SECRET}@h/d", "postgresql+psycopg://…"),
        (f"postgresql+psycopg://u:a?{SECRET}@h/d", "postgresql+psycopg://…"),
        (f"postgresql+psycopg://u:a#{SECRET}@h/d", "postgresql+psycopg://…"),
        (f"postgresql+psycopg://u:a@{SECRET}@h/d", "postgresql+psycopg://…"),
        (f"postgresql+psycopg://u:{SECRET}", "postgresql+psycopg://…"),
    ],
)
def test_an_address_never_shows_what_may_be_a_password(url: str, shown: str) -> None:
    address = ServerAddress(url)
    assert str(address) == shown
    assert SECRET not in repr(address)
    settings = Settings(_env_file=None, database=url)  # type: ignore[call-arg, arg-type]
    assert settings.database == address
    assert SECRET not in repr(settings)


def test_an_address_whose_slash_was_lost_is_the_same() -> None:
    whole = "postgresql+psycopg://u@h/d"
    assert ServerAddress.read(Path(whole)) == ServerAddress(whole)
    assert make_url(ServerAddress.read(whole).url).database == "d"
