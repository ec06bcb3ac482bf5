"""A supervisor and its workers as processes: killed, frozen, renewed, and without a database."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.workers.supervisor import Supervisor
from tests.support.engines import PostgresqlForTests
from tests.support.installation import Installation, free_port, installation

pytestmark = [pytest.mark.real_time, pytest.mark.long]


@pytest.fixture
async def office(tmp_path: Path, server: PostgresqlForTests) -> AsyncIterator[Installation]:
    async with installation(tmp_path, server) as found:
        yield found


def lives(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


async def test_workers_whose_supervisor_is_killed_end_in_order(office: Installation) -> None:
    supervisor = await office.start("--workers", "2")
    before = await office.living(2)
    supervisor.kill()
    took = await office.until(lambda: not any(map(lives, before)), 20)
    assert took < 15
    assert office.query("SELECT pid FROM worker") == [], "each said that it ends"
    assert office.log.count("the supervisor of this worker is gone") == 2

    await office.start("--workers", "2")
    await office.living(2, without=before)


async def test_two_supervisors_on_one_machine_are_simply_more_workers(office: Installation) -> None:
    await office.start("--workers", "2")
    first = await office.living(2)
    other = await office.start("--workers", "1")
    del other
    await office.living(1, without=first)
    await office.until(lambda: office.api.counts["getUpdates"] > 0)
    office.api.push_message("/rank Hưng Yên PAPI 2023", chat_id=42)
    await office.until(lambda: len(office.texts(42)) == 1)


async def test_a_renewal_asked_for_twice_leaves_somebody_who_answers(office: Installation) -> None:
    supervisor = await office.start("--workers", "2")
    before = await office.living(2)
    supervisor.send_signal(signal.SIGHUP)
    await office.until(lambda: "started anew, one after the other" in office.log)
    supervisor.send_signal(signal.SIGHUP)
    fewest = 2

    def renewed() -> bool:
        nonlocal fewest
        fewest = min(fewest, len([pid for pid in workers_of(supervisor.pid) if lives(pid)]))
        return office.log.count("all workers were started anew") == 2

    await office.until(renewed)
    assert fewest >= 1
    assert set(await office.living(2)).isdisjoint(before)


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def workers_of(supervisor: int) -> list[int]:
    found = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
    return [int(pid) for pid in found]


async def test_a_new_program_that_does_not_start_replaces_no_second_worker(office: Installation) -> None:
    metrics = free_port()
    supervisor = await office.start("--workers", "2", "--metrics", f"127.0.0.1:{metrics}")
    before = await office.living(2)
    # What the new program wants is taken: its first worker's port.
    (second,) = [pid for pid in before if f":{metrics + 1}" in command_of(pid)]
    taking = await taken(metrics, lambda: supervisor.send_signal(signal.SIGHUP))
    try:
        await office.until(lambda: "worker 1 does not start" in office.log)
        await asyncio.sleep(2)
        assert lives(second)
        assert await office.living(1) == (second,)
    finally:
        taking.close()
    await office.living(2)


FAKE = f"""#!{sys.executable}
import os, time
from pathlib import Path
Path("{{seen}}").open("a").write("{{version}} ")
while True:
    os.write(int(os.environ["CHISOTINH_WORKER_SIGNS"]), b".")
    time.sleep(0.1)
"""


async def test_a_renewal_starts_what_an_upgrade_put_under_the_name_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    for version in ("old", "new"):
        program = tmp_path / version / "chisotinh"
        program.parent.mkdir()
        program.write_text(FAKE.format(seen=seen, version=version))
        program.chmod(0o755)
    current = tmp_path / "current"
    current.symlink_to("old")
    monkeypatch.setattr(sys, "argv", [str(current / "chisotinh"), "run", "--workers", "2"])
    monkeypatch.setattr("bot.workers.supervisor.PAUSES", (0.1, 0.2))

    async def started(*versions: str) -> None:
        async with asyncio.timeout(30):
            while not seen.exists() or sorted(seen.read_text().split()) != sorted(versions):  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    running = asyncio.create_task(Supervisor([("run",), ("run",)], {}).run())
    await started("old", "old")
    await asyncio.sleep(0.5)
    current.unlink()
    current.symlink_to("new")
    os.kill(os.getpid(), signal.SIGHUP)
    await started("old", "old", "new", "new")

    (tmp_path / "new" / "chisotinh").rename(tmp_path / "new" / "away")  # nothing there: it is tried on and on
    monkeypatch.setattr("bot.workers.supervisor.program_as_called", lambda: (str(current / "chisotinh"),))
    first, *_ = workers_of(os.getpid())
    os.kill(first, signal.SIGKILL)
    await asyncio.sleep(1.0)
    assert not running.done()
    (tmp_path / "new" / "away").rename(tmp_path / "new" / "chisotinh")
    await started("old", "old", "new", "new", "new")
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(30):
        assert await running == 0


async def taken(port: int, ask: object) -> asyncio.Server:
    """Ask, and take the port as soon as it is free."""
    assert callable(ask)
    ask()
    async with asyncio.timeout(30):
        while True:
            with suppress(OSError):
                return await asyncio.start_server(lambda reading, writing: None, "127.0.0.1", port)
            await asyncio.sleep(0.002)


async def test_a_worker_that_is_frozen_is_killed_and_replaced(office: Installation) -> None:
    await office.start("--workers", "2", hung=5.0)
    frozen, other = await office.living(2)
    os.kill(frozen, signal.SIGSTOP)
    await office.until(lambda: "gave no sign of life" in office.log, 90)
    await office.living(1, without=(frozen, other))
    assert not lives(frozen)
    assert lives(other)


@pytest.fixture
async def own(tmp_path: Path) -> AsyncIterator[Installation]:
    """One whose server may be stopped."""
    server = await asyncio.to_thread(PostgresqlForTests.start)
    try:
        async with installation(tmp_path, server) as found:
            yield found
    finally:
        await asyncio.to_thread(server.stop)


async def test_workers_outlive_a_database_that_is_away_for_long(own: Installation) -> None:
    office = own
    await office.start("--workers", "2", hung=5.0)
    before = await office.living(2)
    await office.until(lambda: office.api.counts["getUpdates"] > 0)
    await asyncio.to_thread(office.server.halt)
    await asyncio.sleep(12)  # longer than a worker may give no sign of life
    assert all(map(lives, before))
    await asyncio.to_thread(office.server.go_on)
    assert await office.living(2) == before
    office.api.push_message("/rank Hưng Yên PAPI 2023", chat_id=42)
    await office.until(lambda: len(office.texts(42)) == 1)
