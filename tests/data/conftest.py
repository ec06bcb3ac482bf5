"""The engines on which what reads and writes the database is tested."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.database import Database
from tests.support.engines import PostgresqlForTests
from tests.support.small_seed import write_seed


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template of a file with the small seed, as a server has one. It lies still: nobody has it open."""
    folder = tmp_path_factory.mktemp("small")

    async def make() -> None:
        async with await Database.open(folder / "a.sqlite3", seed=write_seed(folder / "seed")):
            pass

    with ThreadPoolExecutor(1) as thread:  # a loop may be running here
        thread.submit(lambda: asyncio.run(make())).result()
    return folder / "a.sqlite3"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where a database with the small seed is, on each engine."""
    yield from _place(request, tmp_path, monkeypatch)


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where no database is yet."""
    yield from _place(request, tmp_path, monkeypatch, empty=True)


def _place(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, empty: bool = False
) -> Iterator[str]:
    if request.param == "sqlite":
        file = tmp_path / "a.sqlite3"
        yield str(file if empty else shutil.copy(request.getfixturevalue("small_file"), file))
        return
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))  # where this machine keeps what is its own
    server: PostgresqlForTests = request.getfixturevalue("server")
    address = server.new(empty=empty)
    yield address
    server.drop(address)
