"""What the service manager hears of a bot: over its life, when the database is lost, and when the loop hangs."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.context import App
from bot.monitoring.supervision import PATIENCE, Supervision, supervised
from data.errors import DatabaseLost
from tests.support.api_server import RESET, TOKEN, BotApi

SECONDS = 60.0
"""How long one step may take on a machine that has other things to do."""


class ByHand:
    """Supervision of an application, look by look, at a clock of its own."""

    def __init__(self, app: App) -> None:
        self.heard: list[str] = []
        self.deaf = False
        self.time = 1000.0
        self.one = Supervision(app, self._tell, 60.0, lambda: self.time, answered=self.time)

    def _tell(self, *fields: str) -> bool:
        if self.deaf:
            return False
        self.heard += fields
        return True

    async def look(self, after: float = 10.0) -> list[str]:
        """What is heard of the next look."""
        self.time += after
        del self.heard[:]
        await self.one.look()
        return list(self.heard)


async def test_a_bot_that_receives_is_ready_once_and_lives_on(app: App) -> None:
    by_hand = ByHand(app)
    ready, status = await by_hand.look()
    assert ready == "READY=1"
    assert status == f"STATUS=đang nhận tin nhắn với tên @{app.bot.username}"
    assert by_hand.one.often == 10.0
    for _ in range(3):
        assert (await by_hand.look())[0] == "WATCHDOG=1"


async def test_that_it_is_ready_is_told_until_it_went_out(app: App) -> None:
    by_hand = ByHand(app)
    by_hand.deaf = True
    assert await by_hand.look() == []
    by_hand.deaf = False
    assert (await by_hand.look())[0] == "READY=1"


async def test_signs_of_life_come_often_enough_for_a_hasty_watchdog(app: App) -> None:
    by_hand = ByHand(app)
    by_hand.one.watchdog = 6.0
    assert by_hand.one.often == 2.0


async def test_a_lost_database_ends_the_signs_of_life_after_a_while(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    by_hand = ByHand(app)
    await by_hand.look()

    async def lost(self: Any) -> str:
        raise DatabaseLost("/secret/path: the connection was lost")

    with monkeypatch.context() as patched:
        patched.setattr(type(app.bot_data.store), "standing", lost)
        assert await by_hand.look() == ["WATCHDOG=1", "STATUS=cơ sở dữ liệu không trả lời"], "it may be back soon"
        assert await by_hand.look(PATIENCE) == ["STATUS=cơ sở dữ liệu không trả lời"]
        assert await by_hand.look() == ["STATUS=cơ sở dữ liệu không trả lời"]
    assert (await by_hand.look())[0] == "WATCHDOG=1", "it is back before the manager lost patience"


async def test_a_silent_telegram_does_not(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    by_hand = ByHand(app)
    await by_hand.look()
    now = app.bot_data.outages._now()
    monkeypatch.setattr(app.bot_data.outages, "_now", lambda: now + 100_000)
    assert (await by_hand.look())[0] == "WATCHDOG=1"


async def test_without_a_manager_nothing_runs(app: App) -> None:
    told: list[str] = []

    def nobody(*fields: str) -> bool:
        told.extend(fields)
        return False

    before = asyncio.all_tasks()
    async with supervised(app, nobody):
        assert asyncio.all_tasks() == before
    assert told == ["STATUS=đang khởi động"], "that it stops is of no use to nobody"


class Manager:
    """Starts the program as systemd does a ``Type=notify`` service, and hears it."""

    def __init__(self, folder: Path, api: BotApi) -> None:
        self.api = api
        self._settings = {
            "CHISOTINH_TOKEN": TOKEN,
            "CHISOTINH_API_URL": api.base_url.removesuffix("/bot"),
            "CHISOTINH_DATABASE": str(folder / "chisotinh.sqlite3"),
            "CHISOTINH_LANG": "en",
            "NOTIFY_SOCKET": str(folder / "notify"),
            "WATCHDOG_USEC": "900000",
        }
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self._settings["NOTIFY_SOCKET"])
        self._socket.setblocking(False)

    def close(self) -> None:
        self._socket.close()

    async def start(self) -> Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), env={**os.environ, **self._settings}, stdout=PIPE, stderr=STDOUT
        )

    def heard(self) -> list[str]:
        """The messages that came since this was last asked."""
        found = []
        try:
            while True:
                found.append(self._socket.recv(4096).decode())
        except BlockingIOError:
            return found

    async def until(self, field: str) -> list[str]:
        """The messages up to the one with this field."""
        found: list[str] = []
        async with asyncio.timeout(SECONDS):
            while not any(field in one.split("\n") for one in found):
                await asyncio.sleep(0.02)
                found += self.heard()
        return found


@pytest.fixture
async def manager(tmp_path: Path) -> AsyncIterator[Manager]:
    async with BotApi() as api:
        one = Manager(tmp_path, api)
        yield one
        one.close()


@pytest.mark.real_time
async def test_a_service_starts_waits_lives_hangs_and_stops(manager: Manager) -> None:
    manager.api.fail("getMe", RESET, times=2)
    program = await manager.start()
    try:
        before = await manager.until("READY=1")
        assert before[0] == "STATUS=starting"
        assert "EXTEND_TIMEOUT_USEC=60000000\nSTATUS=waiting for Telegram" in before
        assert before[-1].startswith("READY=1\nSTATUS=receiving messages as @")

        await manager.until("WATCHDOG=1")
        began, count = time.monotonic(), 0
        while count < 3:
            await manager.until("WATCHDOG=1")
            count += 1
        assert time.monotonic() - began < 20, "again and again, not only now and then"

        program.send_signal(signal.SIGSTOP)  # the loop hangs
        await asyncio.sleep(0.2)
        manager.heard()
        await asyncio.sleep(1.0)
        assert manager.heard() == []
        program.send_signal(signal.SIGCONT)
        await manager.until("WATCHDOG=1")
    finally:
        program.send_signal(signal.SIGCONT)
        program.send_signal(signal.SIGTERM)
        said, _ = await asyncio.wait_for(program.communicate(), SECONDS)
    assert program.returncode == 0, said.decode()
    assert manager.heard()[-1] == "STOPPING=1\nSTATUS=stopping"
