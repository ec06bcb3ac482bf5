"""The outbox at full size: a million rows written with their release, and claims that do not get slower."""

from __future__ import annotations

import asyncio
import datetime as dt
import statistics
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, text

from data.alerts.model import Outcome
from data.alerts.outbox import Outbox
from data.database import Database
from data.releases.draft import ReleaseDraft
from tests.bench.tools import Row, at_most, ratio
from tests.support.outbox_room import LEASE, MINUTE, NOW, PAPI, PAR, Room, plain

FEW, MANY = 10_000, 1_000_000
CLAIM = 100
ROUNDS = 40
FOLLOWERS = (
    "WITH RECURSIVE chats(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM chats WHERE id < :chats)"
    " INSERT INTO chat (id, kind, language, created, seen)"
    " SELECT id, 'private', CASE id % 3 WHEN 0 THEN 'en' WHEN 1 THEN 'vi' END, '2026-01-01', '2026-01-01' FROM chats"
)
SUBSCRIPTIONS = (
    'INSERT INTO subscription (chat, province, "index", created)'
    " SELECT c.id, p.id, '', '2026-01-01' FROM chat c JOIN province p ON p.position = c.id % 63"
)


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_rows(Path(folder)))


async def _rows(folder: Path) -> list[Row]:
    few_path, many_path = folder / "few.sqlite3", folder / "many.sqlite3"
    async with await Database.open(few_path) as few, await Database.open(many_path) as many:
        for database, chats in ((few, FEW), (many, MANY)):
            await database.work(lambda connection, chats=chats: follow(connection, chats))  # type: ignore[misc]
        before = await _size(many)
        await publish(few, PAPI)
        seconds, cpu, stopped = await publish(many, PAPI)
        size = await _size(many)
        found = [
            Row(
                f"{MANY:,} rows written with their release",
                f"{seconds:.1f} s ({cpu:.1f} s of CPU)",
                "≤ 10 s",
                seconds <= 10,
            ),
            Row("the event loop meanwhile, longest stop", f"{stopped * 1000:.0f} ms"),
            Row(f"file with {MANY:,} rows and their followers", f"{size / 1e6:.0f} MB, {before / 1e6:.0f} MB before"),
            *await _compare(few, many),
        ]
        seconds, cpu, _ = await publish(many, PAR)
        said = f"{seconds:.1f} s ({cpu:.1f} s of CPU)"
        found.append(Row(f"{MANY:,} rows more beside them", said, "≤ 10 s", seconds <= 10))
        start = time.perf_counter()
        await Outbox(many).progresses()
        found.append(Row("progress of both alerts", f"{(time.perf_counter() - start) * 1000:.1f} ms"))
        start = time.perf_counter()
        ended = await Outbox(many).expire(NOW + dt.timedelta(days=30))
        found.append(Row(f"{ended:,} rows expired", f"{time.perf_counter() - start:.1f} s"))
        return found


def follow(connection: Connection, chats: int) -> None:
    """So many chats, each of which follows one province."""
    connection.execute(text(FOLLOWERS), {"chats": chats})
    connection.execute(text(SUBSCRIPTIONS))


async def _size(database: Database) -> int:
    """Bytes of the file, with what is still in the log beside it."""
    query = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    return await database.work(lambda connection: int(connection.exec_driver_sql(query).scalar_one()), write=False)


async def publish(database: Database, draft: ReleaseDraft) -> tuple[float, float, float]:
    """Seconds for the transaction, seconds of CPU, and for how long the loop was stopped at most."""
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            start = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - start)

    watching = asyncio.ensure_future(watch())
    start, cpu = time.perf_counter(), time.process_time()
    done = await Room(database).publishing.publish(draft, plain, who="bench", now=NOW)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    assert done.rows in (FEW, MANY)
    return seconds, cpu, longest


async def _compare(few: Database, many: Database) -> list[Row]:
    """Claiming and recording in turns. In seconds of CPU, since other work of the machine is no matter here."""
    claims: dict[Database, list[float]] = {few: [], many: []}
    records: dict[Database, list[float]] = {few: [], many: []}
    walls: dict[Database, list[float]] = {few: [], many: []}
    outboxes = {database: Outbox(database) for database in (few, many)}
    for outbox in outboxes.values():
        await outbox.acquire_lease("bench", NOW, MINUTE)
        await outbox.claim("bench", CLAIM, NOW, LEASE)
    for number in range(ROUNDS):
        for database in (few, many) if number % 2 else (many, few):
            outbox = outboxes[database]
            start, wall = time.process_time(), time.perf_counter()
            parcels = await outbox.claim("bench", CLAIM, NOW, LEASE)
            middle = time.process_time()
            walls[database].append(time.perf_counter() - wall)
            await outbox.record([Outcome.of(parcel, "sent", message_id=1) for parcel in parcels], NOW)
            claims[database].append(middle - start)
            records[database].append(time.process_time() - middle)
            assert len(parcels) == CLAIM
    return [
        _flat(f"claim of {CLAIM} from {MANY:,} rows / from {FEW:,}, CPU", claims[many], claims[few]),
        Row("the same, wall clock", f"{_median(walls[many]):.2f} ms, {_median(walls[few]):.2f} ms"),
        _flat(f"record of {CLAIM} of {MANY:,} rows / of {FEW:,}, CPU", records[many], records[few]),
    ]


def _flat(what: str, many: list[float], few: list[float]) -> Row:
    return at_most(what, ratio(many, few), 1.3, f"{_median(many):.2f} ms, {_median(few):.2f} ms")


def _median(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000
