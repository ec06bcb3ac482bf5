"""Sending alerts: 100,000 subscribers over real HTTP on loopback, and people who are answered meanwhile.

Each measurement has a process of its own (``python -m tests.bench.alerts WORK DATABASE URL MESSAGES``), so that
memory and CPU are its own; the server has another. The part of the database is what claiming and recording the
same rows in the same batches takes without sending them.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from telegram import Bot, Update
from telegram.request import BaseRequest, HTTPXRequest

from bot.app import build
from bot.botapi.lanes import AlertLane, ReplyLane
from bot.botapi.transport import AiohttpRequest
from bot.delivery.events import DeliveryReport
from bot.delivery.options import SenderOptions, calls_for
from bot.delivery.sender import Sender
from bot.settings import Settings
from data.alerts.model import Outcome
from data.alerts.outbox import Outbox
from data.database import Database
from data.store import Store
from tests.bench.tools import Child, Row, at_least
from tests.support.api_server import TOKEN
from tests.support.broadcast import fill
from tests.support.quick_api_server import PEOPLE

SUBSCRIBERS = 100_000
TEXTS = 126  # 63 provinces, two languages
STANDARD = 1_500
PACED = 15_000
ASKED_EVERY = 0.05
TIMEOUT = 400
BATCH = calls_for(None)


def rows(subscribers: int = SUBSCRIBERS) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chisotinh.sqlite3"
        asyncio.run(_build(path))
        with (
            Child("tests.support.quick_api_server", "0") as at_once,
            Child("tests.support.quick_api_server", "0.05") as slow,
        ):
            near, far = at_once.hear(), slow.hear()
            ours = _measure("ours", path, near, subscribers)
            standard = _measure("standard", path, near, STANDARD)
            database = _measure("database", path, near, subscribers)
            paced = _measure("paced", path, far, PACED)
            slow.ask("clear")
            replies = _measure("replies", path, far, PACED)
            asked: dict[str, float] = replies["asked"]
            heard: dict[str, float] = json.loads(slow.ask("say"))["people"]
    waits = sorted(heard.get(chat, float("inf")) - when for chat, when in asked.items())
    p50, p99 = (waits[int(len(waits) * part)] * 1000 for part in (0.5, 0.99))
    share = database["cpu"] / ours["cpu"]
    return [
        Row(
            f"alerts: {subscribers:,} subscribers, unpaced, messages/s",
            f"{ours['rate']:.0f}/s ({ours['cpu'] / subscribers * 1e6:.0f} µs of CPU each)",
            "≥ 2000/s",
            ours["rate"] >= 2000,
        ),
        at_least(
            "alerts: our transport / the standard one, same sender",
            ours["rate"] / standard["rate"],
            5,
            f"{ours['rate']:.0f}/s, {standard['rate']:.0f}/s",
        ),
        Row("alerts: memory at its peak", f"{ours['memory']:.0f} MB", "≤ 250 MB", ours["memory"] <= 250),
        Row("alerts: the database's part of the sender's CPU", f"{share:.1%}", "≤ 15 %", share <= 0.15),
        Row(
            "alerts: pace of 1000/s with an API of 50 ms",
            f"{paced['rate']:.0f}/s",
            "≥ 950/s",
            paced["rate"] >= 950,
        ),
        Row(
            "replies during a broadcast at 1000/s, update to request, p99",
            f"{p99:.0f} ms (median {p50:.0f} ms, {len(waits)} answers, alerts at {replies['rate']:.0f}/s)",
            "≤ 150 ms",
            p99 <= 150,
        ),
    ]


async def _build(path: Path) -> None:
    async with await Database.open(path):
        pass


def _measure(work: str, path: Path, url: str, messages: int) -> dict[str, Any]:
    """What a process says of its work, on a database of its own with a full outbox."""
    copy = path.with_name(f"{work}.sqlite3")
    shutil.copy(path, copy)
    asyncio.run(_fill(copy, messages))
    command = [sys.executable, "-m", "tests.bench.alerts", work, str(copy), url, str(messages)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=TIMEOUT, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


async def _fill(path: Path, messages: int) -> None:
    async with await Database.open(path) as database, database.write() as connection:
        await connection.run_sync(fill, 1, messages, TEXTS)


async def send(
    database: Database,
    url: str,
    messages: int,
    request: BaseRequest,
    *,
    replies: ReplyLane | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Sends everything; the rate is of the whole run, from its start to its report."""
    done: asyncio.Future[DeliveryReport] = asyncio.get_running_loop().create_future()

    def on_report(report: DeliveryReport) -> None:
        if not report.waiting and not done.done():
            done.set_result(report)

    sender = Sender(Outbox(database), Bot(TOKEN, url), SenderOptions(**options), request=request, report=on_report)
    if replies is not None:
        replies.on_reply = sender.give_way
    start, cpu = time.perf_counter(), time.process_time()
    running = asyncio.create_task(sender.run())
    report = await done
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    sender.stop()
    await running
    assert report.sent == messages, report
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rate": messages / took, "cpu": cpu, "memory": memory}


async def record_only(database: Database, messages: int) -> dict[str, Any]:
    """The database's work for so many messages, without the messages."""
    outbox = Outbox(database)
    start = time.process_time()
    now = dt.datetime.now(dt.UTC)
    await outbox.acquire_lease("bench", now, dt.timedelta(hours=1))
    while parcels := await outbox.claim("bench", BATCH, now, dt.timedelta(hours=1)):
        for half in (parcels[: BATCH // 2], parcels[BATCH // 2 :]):
            await outbox.record([Outcome.of(parcel, "sent", message_id=1) for parcel in half], now)
    cpu = time.process_time() - start
    assert (await outbox.progress(1)).sent == messages
    return {"cpu": cpu}


async def answer_meanwhile(database: Database, url: str, messages: int) -> dict[str, Any]:
    """A broadcast at 1000/s in the bot's own process, and a person who asks every now and then."""
    store = await Store.open(database)
    settings = Settings(database=database.path, token=SecretStr(TOKEN), api_url=url.removesuffix("/bot"))
    lane = ReplyLane(AiohttpRequest())
    app = build(settings, database, store, transport=lane)
    names = [store.catalogue.provinces[id].name_vi for id in store.catalogue.provinces]
    asked: dict[str, float] = {}

    async def ask() -> None:
        for number in range(int(messages / 1000 / ASKED_EVERY * 0.9)):
            await asyncio.sleep(ASKED_EVERY)
            chat = PEOPLE + number
            text = f"/rank {names[number % len(names)]} PAPI 2024"
            person = {"id": chat, "is_bot": False, "first_name": "Lan"}
            message = {
                "message_id": 1,
                "date": 1795000000,
                "chat": {"id": chat, "type": "private", "first_name": "Lan"},
                "from": person,
                "text": text,
                "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
            }
            update = Update.de_json({"update_id": number, "message": message}, app.bot)
            asked[str(chat)] = time.monotonic()
            await app.update_queue.put(update)

    async with app:
        await app.start()
        asking = asyncio.create_task(ask())
        sending = asyncio.create_task(send(database, url, messages, AlertLane(calls_for(1000)), paid=True, pace=1000.0))
        found = await sending
        await asking
        await asyncio.sleep(0.5)
        await app.stop()
    return found | {"asked": asked}


async def main(work: str, path: Path, url: str, messages: int) -> dict[str, Any]:
    async with await Database.open(path) as database:
        match work:
            case "ours":
                return await send(database, url, messages, AlertLane(calls_for(None)), pace=None)
            case "standard":
                request = HTTPXRequest(connection_pool_size=calls_for(None), read_timeout=30, pool_timeout=30)
                return await send(database, url, messages, request, pace=None)
            case "paced":
                return await send(database, url, messages, AlertLane(calls_for(1000)), paid=True, pace=1000.0)
            case "replies":
                return await answer_meanwhile(database, url, messages)
            case _:
                return await record_only(database, messages)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])))))
