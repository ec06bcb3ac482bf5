"""Pictures in a running bot, against the same bot without them, in one process and one run.

Each part has a process of its own (``python -m tests.bench.contender tests.bench.pictures warm|busy|askers DATABASE``);
so has the worker that paints, as it has in the bot.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.app import build
from bot.offline import OfflineTelegram, PrivateChat, User
from bot.pictures import Pictures
from bot.runtime import settle
from bot.services import Services
from bot.settings import Settings
from data.database import Database
from data.store import Store
from tests.bench.tools import Child, Row

WORDS = "papi hưng yên qua các năm"
PICTURE = "/trend Hưng Yên PAPI"
WARM_ROUNDS, WARM = 9, 60
DRAWN = 50
"""So many different pictures are drawn while others are answered."""
BUSY_ROUNDS = 2
ASKERS = 1_000
UNLIMITED = 1_000_000
"""One person asks as often as the bench wants."""
WARM_MOST, BUSY_MOST = 2.0, 10.0
"""Milliseconds."""


def rows(path: Path) -> list[Row]:
    found: dict[str, Any] = {}
    for part in ("warm", "busy", "askers"):
        with Child("tests.bench.contender", __name__, part, str(path)) as child:
            found |= json.loads(child.hear())
    warm, busy = found["warm"], found["busy"]
    return [
        Row(
            "a warm picture, more than the same answer in words",
            f"{warm['more']:.2f} ms ({warm['picture']:.2f} ms, {warm['words']:.2f} ms)",
            f"≤ {WARM_MOST:g} ms",
            warm["more"] <= WARM_MOST,
        ),
        Row(
            f"p95 of other answers while {DRAWN} pictures are drawn, more than without",
            f"{busy['more']:.2f} ms ({busy['drawing']:.2f} ms, {busy['quiet']:.2f} ms)",
            f"≤ {BUSY_MOST:g} ms",
            busy["more"] <= BUSY_MOST,
        ),
        Row(
            "a cold picture, drawn and sent",
            f"{busy['cold']:.0f} ms each; the first, with its worker, {busy['first']:.0f} ms",
        ),
        Row("memory of the worker that paints", f"{busy['memory']:.0f} MB"),
        Row(
            f"uploads for {ASKERS} who ask for the same picture at once",
            str(found["uploads"]),
            "1",
            found["uploads"] == 1,
        ),
    ]


@asynccontextmanager
async def bot(path: Path) -> AsyncIterator[tuple[OfflineTelegram, Services]]:
    """As ``chisotinh run`` makes it, but with another transport and an empty folder for its pictures."""
    world = OfflineTelegram(history=ASKERS + 100)
    with tempfile.TemporaryDirectory() as folder:
        async with await Database.open(path) as database:
            settings = Settings(database=path, pictures=Path(folder))
            store = await Store.open(database)
            app = build(settings, database, store, transport=world.request(), updates=world.request())
            services: Services = app.bot_data
            services.rate_limit.burst = UNLIMITED
            async with world.running(app):
                settle()
                try:
                    yield world, services
                finally:
                    services.pictures.close()


def person(world: OfflineTelegram, number: int) -> User:
    user = world.user(1_000 + number)
    world.private(user, started=True)
    return user


async def timed(work: Awaitable[object]) -> float:
    """The milliseconds that it takes."""
    start = time.perf_counter()
    await work
    return (time.perf_counter() - start) * 1000


async def warm(path: Path) -> dict[str, Any]:
    """The median answer with a picture that Telegram has, and in words; a round of each in turn."""
    async with bot(path) as (world, _):
        lan = person(world, 1)
        for text in (PICTURE, WORDS):
            await lan.say(text)
        times: dict[str, list[float]] = {PICTURE: [], WORDS: []}
        for number in range(WARM_ROUNDS):
            for text in (PICTURE, WORDS)[:: -1 if number % 2 else 1]:
                times[text] += [await timed(lan.say(text)) for _ in range(WARM)]
        assert len(world.files) == 1
        assert world.private(lan).last.by_bot
    picture, words = (statistics.median(times[text]) for text in (PICTURE, WORDS))
    return {"warm": {"picture": picture, "words": words, "more": picture - words}}


async def busy(path: Path) -> dict[str, Any]:
    """The 95th percentile of other people's answers, with pictures being drawn beside and without, in turn."""
    async with bot(path) as (world, services):
        names = await _measured(services.store)
        other, drawers = person(world, 1), [person(world, 2 + number) for number in range(DRAWN)]
        chat = world.private(other)
        questions = [f"/rank {name} PAPI" for name in names]
        for text in questions:
            await other.say(text)  # what is read of the database is read before
        first = await timed(drawers[0].say("/compare Hưng Yên, Thái Bình PAPI 2024"))
        quiet: list[float] = []
        drawing: list[float] = []
        cold: list[float] = []
        for number in range(BUSY_ROUNDS):
            year = 2024 - number
            wishes = [f"/gaps {name} PAPI {year}" for name in names]
            began = time.perf_counter()
            drawn = asyncio.gather(*(one.say(text) for one, text in zip(drawers, wishes, strict=True)))
            drawing += await _answers(chat, questions, _goes_on(drawn))
            await drawn
            seconds = time.perf_counter() - began
            cold.append(seconds * 1000 / DRAWN)
            assert all(world.private(one).last.photo is not None for one in drawers)
            quiet += await _answers(chat, questions, _until(time.perf_counter() + seconds))
        found = [_p95(drawing), _p95(quiet)]
        memory = _memory(services.pictures)
    more = found[0] - found[1]
    return {
        "busy": {
            "drawing": found[0],
            "quiet": found[1],
            "more": more,
            "cold": statistics.median(cold),
            "first": first,
            "memory": memory,
        }
    }


async def _answers(chat: PrivateChat, questions: list[str], goes_on: Callable[[], bool]) -> list[float]:
    """Milliseconds of each answer, one every few, as long as it goes on; every question must have got one."""
    found: list[float] = []
    while goes_on():
        found.append(await timed(chat.user.say(questions[len(found) % len(questions)])))
        assert chat.last.by_bot
        assert chat.last.photo is None
        await asyncio.sleep(0.005)
    return found


async def _measured(store: Store) -> list[str]:
    """Provinces that have figures, and so pictures, in each of the years asked for."""
    tables = [await store.results("papi", str(2024 - number)) for number in range(BUSY_ROUNDS)]
    every = store.catalogue.provinces.values()
    return [one.name_vi for one in every if all(table and table.figure(one.id) for table in tables)][:DRAWN]


def _goes_on(work: asyncio.Future[Any]) -> Callable[[], bool]:
    return lambda: not work.done()


def _until(moment: float) -> Callable[[], bool]:
    return lambda: time.perf_counter() < moment


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _memory(pictures: Pictures) -> float:
    """The memory that the worker holds, in MB."""
    pool = pictures._painter._pool
    assert pool is not None
    [number] = pool._processes
    status = Path(f"/proc/{number}/status").read_text(encoding="ascii")
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(resident.split()[1]) / 1024


async def askers(path: Path) -> dict[str, Any]:
    """How often a picture is uploaded that a thousand people ask for at once."""
    async with bot(path) as (world, _):
        people = [person(world, number) for number in range(ASKERS)]
        await asyncio.gather(*(one.say(PICTURE) for one in people))
        assert all(world.private(one).last.photo is not None for one in people)
        return {"uploads": len(world.files)}


def contend(part: str, path: str) -> None:
    """Measure one part, and print it."""
    work = {"warm": warm, "busy": busy, "askers": askers}[part]
    print(json.dumps(asyncio.run(work(Path(path)))), flush=True)
    sys.stdin.read()
