"""The pages: how many are served from memory, how soon they begin, and what a storm of them costs the bot beside them.

Each server has a process of its own (``python -m tests.bench.contender tests.bench.web kept|made|bot DATABASE``), and
so has who asks it: wrk where it is installed, else a client of ours. Pages a second are counted for each second of the
server's processor, which other work on the machine does not change.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from bot.app import build
from bot.offline import OfflineTelegram
from bot.runtime import settle, showing
from bot.services import Services
from bot.settings import Settings
from bot.web.cache import Cache, Kept, Key
from bot.web.server import Pace, application, serving
from bot.web.standalone import site_alone
from data.database import Database
from data.store import Store
from tests.bench.chat import UNLIMITED
from tests.bench.tools import Child, Row, at_least, in_turns, ratio

PAGE = "/papi/2024"
ROUNDS, SECONDS = 3, 3
CONNECTIONS = 16
LEAST_PAGES, LEAST_TIMES = 15_000, 8
PER_SECOND, FIRST_BYTE_MOST = 200, 5.0
STORM_ROUNDS, STORM_MOST = 3, 20.0
"""Milliseconds."""
BETWEEN = 0.005
"""Seconds between two answers of the bot."""
HOST = "127.0.0.1"
REQUEST = f"GET %s HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\n\r\n"


def rows(path: Path) -> list[Row]:
    return [*_served(path), *_beside_the_bot(path)]


def _served(path: Path) -> list[Row]:
    """Pages a second, kept and made each time."""
    rates: dict[str, list[float]] = {}
    with _server("kept", path) as kept, _server("made", path) as made:
        kept_rates, made_rates = in_turns(
            ROUNDS, lambda: _rate(*kept, rates, "kept"), lambda: _rate(*made, rates, "made")
        )
    often = statistics.median(kept_rates)
    whose = "wrk" if shutil.which("wrk") else "a client of ours"
    wall = statistics.median(rates["kept"])
    return [
        Row(
            f"a kept page ({PAGE}, gzip), {CONNECTIONS} connections, {whose}, for each second of one processor",
            f"{often:,.0f}/s ({wall:,.0f}/s by the clock beside whatever else ran)",
            f"≥ {LEAST_PAGES:,}/s",
            often >= LEAST_PAGES,
        ),
        at_least("the same / made each time", ratio(kept_rates, made_rates), LEAST_TIMES,
                 f"{often:,.0f}/s, {statistics.median(made_rates):,.0f}/s"),
    ]  # fmt: skip


def _beside_the_bot(path: Path) -> list[Row]:
    with _server("bot", path) as (bot, port):
        first, empty = in_turns(
            ROUNDS, lambda: _first_byte(bot, port, "paced"), lambda: _first_byte(bot, port, "healthy")
        )
        quiet, stormy, cold = in_turns(
            STORM_ROUNDS,
            lambda: bot.seconds(f"answer {SECONDS}"),
            lambda: _stormy(bot, port, "storm"),
            lambda: _stormy(bot, port, "cold"),
        )
    more, colder = (statistics.median(found) - statistics.median(quiet) for found in (stormy, cold))
    begins = statistics.median(first)
    return [
        Row(
            f"first byte of a page at {PER_SECOND}/s while the bot answers, p95",
            f"{begins:.2f} ms ({statistics.median(empty):.2f} ms of an answer that needs no page)",
            f"≤ {FIRST_BYTE_MOST:g} ms",
            begins <= FIRST_BYTE_MOST,
        ),
        Row(
            f"p99 of the bot's answers in a storm of kept pages by {CONNECTIONS} connections, more than without",
            f"{more:.2f} ms ({statistics.median(stormy):.2f} ms, {statistics.median(quiet):.2f} ms)",
            f"≤ {STORM_MOST:g} ms",
            more <= STORM_MOST,
        ),
        Row(
            "the same, of pages that nobody asked for before, as fast as one address may have them made",
            f"{colder:.2f} ms ({statistics.median(cold):.2f} ms)",
            f"≤ {STORM_MOST:g} ms",
            colder <= STORM_MOST,
        ),
    ]  # fmt: skip


@contextmanager
def _server(kind: str, path: Path) -> Iterator[tuple[Child, int]]:
    with Child("tests.bench.contender", __name__, kind, str(path)) as child:
        yield child, int(child.hear())


def _rate(child: Child, port: int, by_clock: dict[str, list[float]], kind: str) -> float:
    """Pages for each second of the server's processor."""
    before = _processor(child)
    with _asking("storm", port, SECONDS) as asker:
        count = json.loads(asker.communicate()[0])["count"]
    by_clock.setdefault(kind, []).append(count / SECONDS)
    return float(count / (_processor(child) - before))


def _processor(child: Child) -> float:
    """Seconds of a processor that a child has used."""
    fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _first_byte(bot: Child, port: int, kind: str) -> float:
    """The p95 of the milliseconds until a page begins, while the bot answers."""
    with _asking(kind, port, SECONDS) as asker:
        bot.ask(f"answer {SECONDS}")
        return float(json.loads(asker.communicate()[0])["p95"])


def _stormy(bot: Child, port: int, kind: str) -> float:
    """The bot's p99 while pages are asked for."""
    with _asking(kind, port, SECONDS + 1) as asker:
        time.sleep(0.5)
        found = bot.seconds(f"answer {SECONDS}")
        assert json.loads(asker.communicate()[0])["count"] > 0
    return found


@contextmanager
def _asking(kind: str, port: int, seconds: int) -> Iterator[subprocess.Popen[str]]:
    """A process that asks for pages that long, from now on, and then prints what it found."""
    asker = [sys.executable, "-m", "tests.bench.contender", "tests.bench.page_client", kind, str(port), str(seconds)]
    with subprocess.Popen(asker, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process


class Forgetful(Cache):
    """Makes a page each time it is asked for, and for each who asks."""

    async def get(self, key: Key) -> Kept:
        return await self._make(key)

    def at_hand(self, key: Key) -> Kept | None:
        return None


async def pages(kind: str, path: Path) -> None:
    """The pages alone: ``kept`` in memory, or ``made`` each time they are asked for."""
    with tempfile.TemporaryDirectory() as folder:
        async with await Database.open(path) as database:
            with site_alone(await Store.open(database), Path(folder)) as site:
                cache = (Cache if kind == "kept" else Forgetful)(site)
                settle()
                async with serving(application(cache, Pace(UNLIMITED, UNLIMITED)), HOST, 0) as port:
                    print(port, flush=True)
                    await asyncio.to_thread(sys.stdin.read)


@asynccontextmanager
async def beside(path: Path) -> AsyncIterator[tuple[OfflineTelegram, Services, int]]:
    """As ``chisotinh run --web`` makes it, but with another transport."""
    world = OfflineTelegram(history=100)
    with tempfile.TemporaryDirectory() as folder:
        async with await Database.open(path) as database:
            settings = Settings(database=path, pictures=Path(folder))
            app = build(
                settings, database, await Store.open(database), transport=world.request(), updates=world.request()
            )
            services: Services = app.bot_data
            services.rate_limit.burst = UNLIMITED
            async with world.running(app), showing(app, (HOST, 0)) as port:
                settle()
                try:
                    yield world, services, port
                finally:
                    services.pictures.close()


async def bot(path: Path) -> None:
    """Prints its port, and for each line "answer SECONDS" the 99th percentile of its answers' milliseconds."""
    async with beside(path) as (world, services, port):
        person = world.user(1_000)
        chat = world.private(person, started=True)
        questions = [f"/rank {one.name_vi} PAPI" for one in services.store.catalogue.provinces.values()]
        for text in questions:
            await person.say(text)  # what is read of the database is read before
        print(port, flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            times: list[float] = []
            until = time.perf_counter() + float(line.split()[1])
            while time.perf_counter() < until:
                began = time.perf_counter()
                await person.say(questions[len(times) % len(questions)])
                times.append((time.perf_counter() - began) * 1000)
                assert chat.last.by_bot
                await asyncio.sleep(BETWEEN)
            print(statistics.quantiles(times, n=100)[-1], flush=True)


def contend(kind: str, path: str) -> None:
    asyncio.run(bot(Path(path)) if kind == "bot" else pages(kind, Path(path)))
