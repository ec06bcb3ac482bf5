"""What breaks while alerts are sent, with the real outbox and over real HTTP: nobody is lost, little is repeated."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
from collections import Counter
from pathlib import Path

import pytest

from data.database import Database
from data.outbox import Outbox
from tests.bench_tools import Child
from tests.botapi import BotApi
from tests.broadcast import IN_FLIGHT, fill

CHATS = 5_000
KILLS = 25


@pytest.fixture
def database_file(shipped: Path, tmp_path: Path) -> Path:
    path = tmp_path / "faults.sqlite3"
    shutil.copy(shipped, path)
    return path


async def test_kill_9_at_25_random_points_loses_nobody(database_file: Path) -> None:
    """Of each killed process, at most the sends in flight are repeated, and the report says how many."""
    async with await Database.open(database_file) as database, database.write() as connection:
        await connection.run_sync(fill, 1, CHATS, 126)
    points = sorted(random.sample(range(30, CHATS - 30), KILLS))
    heard: Counter[int] = Counter()
    repeats: list[int] = []
    async with BotApi() as api:
        with Child("tests.broadcast", str(database_file), api.base_url) as senders:
            await asyncio.to_thread(senders.hear)
            for point in [*points, None]:
                began = len(api.calls)
                pid = int(await asyncio.to_thread(senders.ask, "start"))
                if point is not None:
                    while len(heard) + len(api.calls) - began < point:  # noqa: ASYNC110
                        await asyncio.sleep(0.002)
                    os.kill(pid, signal.SIGKILL)
                assert int(await asyncio.to_thread(senders.ask, "wait")) == (0 if point is None else signal.SIGKILL)
                await asyncio.sleep(0.02)
                chats = [int(call.params["chat_id"]) for call in api.calls[began:]]
                repeats.append(sum(chat in heard for chat in chats))
                heard.update(chats)
    assert set(heard) == set(range(1, CHATS + 1))
    assert max(repeats) <= IN_FLIGHT
    assert max(heard.values()) <= 3
    async with await Database.open(database_file) as database:
        progress = await Outbox(database).progress(1)
    assert (progress.sent, progress.pending) == (CHATS, 0)
    assert progress.repeated >= sum(count > 1 for count in heard.values())
    print(f"\nkilled {KILLS} times: lost 0, repeated {sum(repeats)}, reported {progress.repeated}")
