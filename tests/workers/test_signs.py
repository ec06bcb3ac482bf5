"""What a worker tells its supervisor, and what it learns from the pipe when that is gone; what it knows of Telegram."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import suppress

import pytest
from telegram import User
from telegram.error import NetworkError

from bot.botapi.outages import Outages
from bot.monitoring.readiness import SILENCE
from bot.runtime.shared import CONTACT_SECONDS, keep_contact
from bot.workers.signs import PATIENCE, SIGNS, give_signs


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    monkeypatch.setenv(SIGNS, str(writing))
    monkeypatch.setattr("bot.workers.signs.EVERY", 0.005)
    yield reading, writing
    for end in (reading, writing):
        with suppress(OSError):  # a test may have closed it
            os.close(end)


async def test_signs_go_on_while_the_database_is_away_for_a_while_and_end_after_it(pipe: tuple[int, int]) -> None:
    seconds, asked = PATIENCE - 1, 0

    def silent() -> float:
        nonlocal asked
        asked += 1
        return seconds

    async def looks(count: int) -> int:
        """What was written until the database was asked about so often more."""
        until = asked + count
        async with asyncio.timeout(10):
            while asked < until:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
        with suppress(BlockingIOError):
            return len(os.read(pipe[0], 4096))
        return 0

    giving = asyncio.create_task(give_signs(silent))
    assert await looks(3) >= 3
    seconds = PATIENCE
    await looks(1)
    assert await looks(3) == 0
    seconds = 0.0
    await looks(1)
    assert await looks(3) >= 3
    giving.cancel()


async def test_a_worker_whose_supervisor_is_gone_ends_even_without_a_database(pipe: tuple[int, int]) -> None:
    ended: list[bool] = []
    giving = asyncio.create_task(give_signs(lambda: 1e9, lambda: ended.append(True)))
    await asyncio.sleep(0.02)
    assert ended == []
    os.close(pipe[0])
    async with asyncio.timeout(10):
        await giving
    assert ended == [True]


async def test_one_that_no_supervisor_started_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SIGNS, raising=False)
    await give_signs(lambda: 0.0, lambda: pytest.fail("it ends"))


class SilentTelegram:
    """Seconds pass when a test says so; every call is noted with them."""

    def __init__(self) -> None:
        self.seconds, self.called = 0.0, list[float]()
        self.outages = Outages(lambda: self.seconds)
        self.answers = True

    async def get_me(self) -> User:
        self.called.append(self.seconds)
        if not self.answers:
            raise NetworkError("no way")
        self.outages.worked()
        return User(1, "bot", True)

    async def sleep(self, seconds: float) -> None:
        if self.seconds > 1000:
            raise asyncio.CancelledError
        self.seconds += seconds


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch) -> SilentTelegram:
    made = SilentTelegram()
    monkeypatch.setattr("bot.runtime.shared.asyncio.sleep", made.sleep)
    return made


async def kept(telegram: SilentTelegram) -> None:
    with pytest.raises(asyncio.CancelledError):
        await keep_contact(telegram, telegram.outages)  # type: ignore[arg-type]


async def test_a_worker_that_has_nothing_to_say_is_ready_all_the_same(telegram: SilentTelegram) -> None:
    await kept(telegram)
    assert 15 <= len(telegram.called) <= 18
    assert (
        max(after - before for before, after in zip(telegram.called, telegram.called[1:], strict=False)) < SILENCE / 2
    )
    assert CONTACT_SECONDS * 2 < SILENCE


async def test_where_telegram_is_out_of_reach_it_is_called_again_and_silence_is_told(telegram: SilentTelegram) -> None:
    telegram.answers = False
    await kept(telegram)
    assert len(telegram.called) > 100
    assert telegram.outages.since_contact() > SILENCE
