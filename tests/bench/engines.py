"""The outbox on both engines in one run: a million rows written with their release, and how fast the database gives
them out and records what became of them. Answers on both are in ``workers``.

The server keeps its word here, as an office's does: each commit is on the disk before it is answered (the tests' server
need not).
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from data.alerts.model import Outcome
from data.alerts.outbox import Outbox
from data.database import Database
from data.seeding.loader import SEED_FOLDER
from tests.bench.outbox import MANY, follow, publish
from tests.bench.tools import Row
from tests.support.engines import PostgresqlForTests
from tests.support.outbox_room import LEASE, MINUTE, NOW, PAPI

CLAIM, DRAINED = 500, 100_000
ENQUEUE, DRAIN = 15.0, 10_000


def rows() -> list[Row]:
    server = PostgresqlForTests.start(quick=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            return asyncio.run(_outbox(str(Path(folder) / "many.sqlite3"), server.new(seed=SEED_FOLDER)))
    finally:
        server.stop()


async def _outbox(file: str, address: str) -> list[Row]:
    found = []
    for engine, place in (("SQLite", file), ("PostgreSQL", address)):
        async with await Database.open(place) as database:
            await database.work(lambda connection: follow(connection, MANY))
            if engine == "PostgreSQL":
                await database.work(lambda connection: connection.exec_driver_sql("ANALYZE"))
            seconds, cpu, _ = await publish(database, PAPI)
            what = f"engines: {MANY:,} rows written with their release, {engine}"
            measured = f"{seconds:.1f} s ({cpu:.1f} s of CPU here)"
            found.append(Row(what, measured, f"≤ {ENQUEUE:.0f} s", seconds <= ENQUEUE))
            rate = await _drained(database)
            what = f"engines: rows claimed and recorded as sent, of {MANY:,}, {engine}"
            found.append(Row(what, f"{rate:,.0f}/s", f"≥ {DRAIN:,}/s", rate >= DRAIN))
    return found


async def _drained(database: Database) -> float:
    """Rows a second that are claimed and recorded as sent, by one sender."""
    outbox = Outbox(database)
    await outbox.acquire_lease("bench", NOW, MINUTE)
    began = time.perf_counter()
    for _ in range(DRAINED // CLAIM):
        parcels = await outbox.claim("bench", CLAIM, NOW, LEASE)
        assert len(parcels) == CLAIM
        await outbox.record([Outcome.of(parcel, "sent", message_id=1) for parcel in parcels], NOW)
    return DRAINED / (time.perf_counter() - began)
