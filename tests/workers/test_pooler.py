"""Three workers behind pgbouncer in transaction mode: nobody hears what others call out, and it is found by looking."""

from __future__ import annotations

import asyncio
import os
import shutil
import warnings
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.support.engines import PostgresqlForTests
from tests.support.installation import Installation, free_port, installation

pytestmark = [pytest.mark.real_time, pytest.mark.long]

SAID = "NOT TRIED BEHIND PGBOUNCER: it is not installed here (apt-get install pgbouncer)."
HELD = "data/seed/held/766-2026-10-10.csv"
WHAT = ("--index", "766", "--period", "2026-10-10", "--source", "https://dichvucong.gov.vn Cổng Dịch vụ công")
SETTINGS = """[databases]
pooled = host={host} port={server} dbname={name} user=pooler password=pooler
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = plain
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 8
"""
MODES = ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout", "transaction_isolation")


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Installation]:
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        warnings.warn(SAID, stacklevel=1)
        pytest.skip(SAID)
    server = await asyncio.to_thread(PostgresqlForTests.start)
    try:
        async with installation(tmp_path, server) as found:
            pooler = await asyncio.create_subprocess_exec(program, "-q", *as_nobody(), pooled(found, tmp_path))
            try:
                yield found
            finally:
                await found.end()
                pooler.terminate()
                await pooler.wait()
    finally:
        await asyncio.to_thread(server.stop)


def as_nobody() -> tuple[str, ...]:
    return ("-u", "nobody") if os.geteuid() == 0 else ()


def pooled(office: Installation, folder: Path) -> str:
    """Settings of a pooler before the office's server, which it is to use from now on."""
    url, port = make_url(office.address), free_port()
    host = str(url.query.get("host") or url.host)
    if host.startswith("/"):  # pgbouncer is another user there
        for place in (Path(host), Path(host).parent):
            place.chmod(0o755)
    for place in (folder, *folder.parents):
        if place.owner() != "root" or place.name.startswith(("pytest", "test")):
            place.chmod(place.stat().st_mode | 0o055)
    office.server.run("CREATE ROLE pooler LOGIN SUPERUSER PASSWORD 'pooler'")
    (folder / "users").write_text('"pooler" "pooler"\n')
    settings = folder / "pgbouncer.ini"
    known = {"host": host, "server": url.port or 5432, "name": url.database, "port": port, "folder": folder}
    settings.write_text(SETTINGS.format(**known))
    office.address = f"postgresql+psycopg://pooler:pooler@127.0.0.1:{port}/pooled"
    return str(settings)


async def test_everything_works_and_nothing_leaks_to_other_clients(office: Installation) -> None:
    await office.until(lambda: office.query("SELECT 1") == [(1,)])
    await office.delivered_to(3)
    assert "PAPI 2023" in await office.ask(0, "Hưng Yên PAPI 2023", 42)
    assert "PAPI 2022" in await office.ask(1, "còn 2022?", 42)
    assert "🔔" in await office.ask(2, "/follow Hưng Yên", 42)
    await office.ask(0, "/quiet off", 42)

    published = await office.start("--yes", *WHAT, command=("publish", HELD))
    await office.until(lambda: office.query("SELECT 1 FROM release WHERE id LIKE '766-2026-10-10%'") != [])
    took = 0.0
    for worker in range(3):
        asked = 3000 + worker
        while "10/10/2026" not in await office.ask(worker, "/rank Hưng Yên 766", asked):
            took += 0.05
            await asyncio.sleep(0.05)
    assert took < 3
    await office.until(lambda: "Có số liệu mới" in office.texts(42)[-1])
    assert await published.wait() == 0
    assert sum("Có số liệu mới" in text for text in office.texts(42)) == 1
    assert await asyncio.to_thread(modes, office.address) == {("0", "0", "0", "read committed")}


def modes(address: str) -> set[tuple[str, ...]]:
    """What transactions of another client find."""
    place = address.replace("postgresql+psycopg", "postgresql")
    found = set()
    with psycopg.connect(place, autocommit=True, prepare_threshold=None) as connection:
        for _ in range(100):
            with connection.transaction():
                rows = (connection.execute(f"SHOW {mode}".encode()).fetchone() for mode in MODES)
                found.add(tuple(str(row[0]) for row in rows if row is not None))
    return found
