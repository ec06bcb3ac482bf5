"""The life of a worker: until when it may act, what it does alone, and what others learn of its end."""

from __future__ import annotations

import asyncio
import datetime as dt
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.workers.clock import SharedClock
from bot.workers.life import WorkerFiles, WorkerLife, sign_of
from data.database import Database
from data.errors import DatabaseBusy
from data.workers.registry import TTL, Workers
from tests.support.shipped import Clock

BOT = 123456


class Lives:
    """Workers of one machine whose seconds pass when a test says so."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.workers, self.folder = Workers(database, BOT), folder
        self.clock, self.seconds = Clock(), 100.0

    async def ahead(self) -> dt.timedelta:
        return dt.timedelta()

    def new(self) -> WorkerLife:
        return WorkerLife(
            self.workers,
            sign_of("polling", self.clock()),
            SharedClock(self.ahead, self.clock),
            self.folder / "database",
            monotonic=lambda: self.seconds,
            every=0.005,
        )

    def pass_by(self, by: dt.timedelta) -> None:
        self.clock.time += by
        self.seconds += by.total_seconds()


@pytest.fixture
async def lives(database: Database, tmp_path: Path) -> Lives:
    return Lives(database, tmp_path)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


class Running:
    """A life that goes on beside the test."""

    def __init__(self, *works: Awaitable[Any]) -> None:
        self._works = works

    async def __aenter__(self) -> None:
        self._tasks = [asyncio.ensure_future(work) for work in self._works]

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def test_it_holds_only_as_long_as_others_believe_that_it_lives(lives: Lives) -> None:
    life = lives.new()
    assert not life.holds()
    await life.begin()
    lives.pass_by(TTL - dt.timedelta(milliseconds=1))
    assert life.holds()
    lives.pass_by(dt.timedelta(milliseconds=1))
    assert not life.holds()


async def test_one_that_was_frozen_drops_what_it_held_before_it_begins_anew(lives: Lives) -> None:
    life, told = lives.new(), []
    life.lapsed = lambda: told.append(("lapsed", life.holds()))
    life.freed = lambda: told.append(("freed", life.holds()))
    await life.begin()
    lives.pass_by(2 * TTL)
    async with Running(life.run()):
        await until(lambda: len(told) == 2)
    assert told == [("lapsed", False), ("freed", True)]


async def test_without_the_database_it_lives_no_longer_than_it_may(
    lives: Lives, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    life, lapsed = lives.new(), []
    life.lapsed = lambda: lapsed.append(True)
    await life.begin()
    heard = Workers.heard
    asked = 0

    async def busy(*_: Any) -> None:
        nonlocal asked
        asked += 1
        raise DatabaseBusy("the server is away")

    monkeypatch.setattr(Workers, "heard", busy)
    async with Running(life.run()):
        await until(lambda: asked > 2)
        assert (life.holds(), lapsed) == (True, [])
        lives.pass_by(TTL)
        await until(lambda: lapsed != [])
        monkeypatch.setattr(Workers, "heard", heard)
        await until(life.holds)
    assert caplog.text.count("the server is away") == 1, "it is said once"


async def test_what_one_does_alone_goes_to_another_when_it_ends(lives: Lives) -> None:
    one, other = lives.new(), lives.new()
    doing: list[str] = []

    def work(name: str) -> Callable[[], Any]:
        async def run() -> None:
            doing.append(f"{name} begins")
            try:
                await asyncio.Event().wait()
            finally:
                doing.append(f"{name} ends")

        return run

    await one.begin()
    await other.begin()
    async with Running(one.run(), other.run(), other.while_on_duty("receive", work("other"))):
        await until(lambda: doing == ["other begins"])
        async with Running(one.while_on_duty("receive", work("one"))):
            await asyncio.sleep(0.05)
            assert doing == ["other begins"]
            await other.end()
            await until(lambda: doing[1:] == ["other ends", "one begins"])


async def test_a_duty_that_fails_is_told_to_whoever_began_it(lives: Lives) -> None:
    life = lives.new()

    async def fails() -> None:
        raise ValueError("nothing works")

    await life.begin()
    async with Running(life.run()):
        with pytest.raises(ValueError, match="nothing works"):
            await life.while_on_duty("house", fails)


def test_a_process_that_was_killed_is_not_waited_for(tmp_path: Path) -> None:
    """Its file is no longer locked: whoever lives on the same machine tells the database at once."""
    said = (
        "import sys, pathlib; from bot.workers.life import WorkerFiles; files = WorkerFiles(pathlib.Path(sys.argv[1]));"
        "files.mark('the dead'); print('here', flush=True); sys.stdin.read()"
    )
    files = WorkerFiles(tmp_path / "database")
    program = [sys.executable, "-c", said, str(tmp_path / "database")]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "here\n"
        files.mark("the living")
        assert list(files.dead()) == []
        child.kill()
    assert list(files.dead()) == ["the dead"]
    files.bury(["the dead"])
    assert list(files.dead()) == []
    assert len(list(tmp_path.glob("database-worker-*"))) == 1
    files.unmark()
    assert list(tmp_path.glob("database-worker-*")) == []


async def test_the_shared_clock_is_the_databases() -> None:
    here = dt.datetime(2026, 4, 1, 8, tzinfo=dt.UTC)

    async def ahead() -> dt.timedelta:
        return dt.timedelta(minutes=3)

    clock = SharedClock(ahead, lambda: here)
    assert clock() == here
    await clock.set_right()
    assert clock() == here + dt.timedelta(minutes=3)
