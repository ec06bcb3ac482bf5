"""What the supervisor of workers tells systemd, heard at a real socket."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.workers.service import tell_manager

pytestmark = pytest.mark.real_time


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.setblocking(False)
        listening.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "150000")
        monkeypatch.delenv("WATCHDOG_PID", raising=False)
        yield listening


async def heard(manager: socket.socket) -> str:
    async with asyncio.timeout(10):
        return (await asyncio.get_running_loop().sock_recv(manager, 4096)).decode()


async def test_it_is_ready_when_a_worker_lives_and_goes_on_until_it_ends(manager: socket.socket) -> None:
    living: list[bool] = []
    ending = asyncio.Event()
    telling = asyncio.create_task(tell_manager(lambda: bool(living), ending))
    await asyncio.sleep(0.3)
    with pytest.raises(BlockingIOError):
        manager.recv(4096)

    living.append(True)
    assert [await heard(manager) for _ in range(4)] == ["READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"]

    ending.set()
    await telling
    while (last := await heard(manager)) == "WATCHDOG=1":
        pass
    assert last == "STOPPING=1"


async def test_where_no_worker_came_to_live_nothing_was_ready(manager: socket.socket) -> None:
    ending = asyncio.Event()
    ending.set()
    await tell_manager(lambda: False, ending)
    assert await heard(manager) == "STOPPING=1"
