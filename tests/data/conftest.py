"""The engines on which what reads and writes the database is tested."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.engines import PostgresqlForTests


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where a database with the small seed is, or will be when it is opened; on each engine."""
    yield from _place(request, tmp_path, monkeypatch)


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where no database is yet."""
    yield from _place(request, tmp_path, monkeypatch, empty=True)


def _place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, empty: bool = False
) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "a.sqlite3")
        return
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))  # where this machine keeps what is its own
    server: PostgresqlForTests = request.getfixturevalue("server")
    address = server.new(empty=empty)
    yield address
    server.drop(address)
