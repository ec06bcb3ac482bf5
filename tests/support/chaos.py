"""Three workers, each a process of its own, while they are killed, frozen and cut off from a database that is started
anew again and again: a broadcast and many conversations at once, and what came of them.

``python -m tests.support.chaos ALERTS QUESTIONS KILLS [SEED]`` runs it once and prints what it found as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

from data.db.engines import site_of
from data.seeding.loader import SEED_FOLDER
from tests.support.api_server import TOKEN, BotApi, Call
from tests.support.broadcast import fill
from tests.support.engines import PostgresqlForTests

WORKERS = 3
PEOPLE = 1_000_000
"""Chats from here on ask; those before get the alerts."""
TEXTS = 200
PROVINCES = (
    "Hưng Yên",
    "Hà Nội",
    "Phú Thọ",
    "Cà Mau",
    "Lào Cai",
    "Nghệ An",
    "Cao Bằng",
    "Lai Châu",
    "Sơn La",
    "Đồng Nai",
)
"""What each asks for, one after the other."""
LATENCY = 0.02
PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Disorder:
    """How often what happens to the workers and the database."""

    kills: int
    freezes: int
    cuts: int
    restarts: int


@dataclass(frozen=True, slots=True)
class ChaosOutcome:
    """What was lost, repeated and out of order. ``counted`` is how many sends the bot itself counts as perhaps made
    twice, ``apologies`` how often somebody was told that something went wrong.
    """

    seconds: float
    alerts: int
    lost_alerts: int
    repeated_alerts: int
    counted: int
    questions: int
    lost_questions: int
    repeated_answers: int
    out_of_order: int
    apologies: int
    done: dict[str, int]


class Chaos:
    """One installation: a database of its own, a Telegram, and the workers."""

    def __init__(self, server: PostgresqlForTests, api: BotApi, folder: Path, seed: int) -> None:
        self.server, self.api, self.folder = server, api, folder
        self.chance = random.Random(seed)
        self.workers: list[Process | None] = [None] * WORKERS
        self.frozen: set[int] = set()
        self.done: Counter[str] = Counter()
        self._over = False

    async def prepare(self, alerts: int) -> None:
        self.address = await asyncio.to_thread(self.server.new, seed=SEED_FOLDER)
        os.environ["XDG_DATA_HOME"] = str(self.folder)

        def filled() -> None:
            with site_of(self.address).plain_engine(10.0).connect() as connection, connection.begin():
                fill(connection, 1, alerts, TEXTS)

        await asyncio.to_thread(filled)

    async def start(self, at: int) -> None:
        """Start a worker in its place."""
        settings = {
            "CHISOTINH_TOKEN": TOKEN,
            "CHISOTINH_API_URL": self.api.base_url.removesuffix("/bot"),
            "CHISOTINH_DATABASE": self.address,
            "CHISOTINH_PAID_BROADCAST": "1",
            "CHISOTINH_PROFILE": "0",
            "CHISOTINH_LOG_LEVEL": "warning",
            "PYTHONPATH": os.getcwd(),
        }
        with (self.folder / f"worker-{at}.log").open("ab") as log:
            self.workers[at] = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "run"), env=os.environ | settings, stdout=DEVNULL, stderr=log
            )

    async def keep_up(self) -> None:
        """What a service manager does: start anew what has ended."""
        while not self._over:
            for at, process in enumerate(self.workers):
                if process is None or process.returncode is not None:
                    if process is not None and process.returncode not in (-signal.SIGKILL, 0):
                        self.done["ended by itself"] += 1
                    await self.start(at)
            await asyncio.sleep(0.1)

    async def live(self, disorder: Disorder, over: asyncio.Event) -> None:
        """Do all of it, in any order, one every second or so, until it is done or ``over``."""
        things = (
            ["kill"] * disorder.kills
            + ["freeze"] * disorder.freezes
            + ["cut"] * disorder.cuts
            + ["restart"] * disorder.restarts
        )
        self.chance.shuffle(things)
        thawing: set[asyncio.Task[None]] = set()
        for thing in things:
            with suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), self.chance.uniform(0.2, 1.5))
            match thing:
                case "kill":
                    pid = await self._victim()
                    if pid:
                        self._signal(pid, signal.SIGKILL)
                case "freeze":
                    pid = await self._victim()
                    if pid:
                        self._signal(pid, signal.SIGSTOP)
                        self.frozen.add(pid)
                        thawing.add(asyncio.create_task(self._thaw(pid, self.chance.uniform(1.0, 8.0))))
                case "cut":
                    with suppress(psycopg.Error):
                        await asyncio.to_thread(self._cut)
                case "restart":
                    await asyncio.to_thread(self.server.restart)
            self.done[thing] += 1
        await asyncio.gather(*thawing)

    async def _victim(self) -> int:
        """Half of the time the one that receives or sends, else any."""
        living = [one.pid for one in self.workers if one is not None and one.returncode is None]
        ready = [pid for pid in living if pid not in self.frozen]
        busy: list[int] = []
        if self.chance.random() < 0.5:
            with suppress(psycopg.Error):
                busy = [pid for pid in await asyncio.to_thread(self._busy) if pid in ready]
        return self.chance.choice(busy or ready) if ready else 0

    def _busy(self) -> Sequence[int]:
        with psycopg.connect(self._plain(), autocommit=True) as connection:
            alone = "SELECT holder FROM duty UNION SELECT holder FROM sender_lease"
            rows = connection.execute(f"SELECT pid FROM worker WHERE id IN ({alone})".encode()).fetchall()
            return [int(row[0]) for row in rows]

    def _signal(self, pid: int, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, number)

    async def _thaw(self, pid: int, after: float) -> None:
        await asyncio.sleep(after)
        self._signal(pid, signal.SIGCONT)
        self.frozen.discard(pid)

    def _cut(self) -> None:
        name = self.address.partition("?")[0].rpartition("/")[2]
        self.server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def _plain(self) -> str:
        return self.address.replace("postgresql+psycopg", "postgresql")

    def query(self, statement: str) -> Any:
        with psycopg.connect(self._plain(), autocommit=True) as connection:
            return connection.execute(statement.encode()).fetchone()

    async def end(self) -> None:
        self._over = True
        for process in self.workers:
            if process is not None and process.returncode is None:
                self._signal(process.pid, signal.SIGCONT)
                process.terminate()
        for process in self.workers:
            if process is not None:
                try:
                    await asyncio.wait_for(process.wait(), 30)
                except TimeoutError:
                    process.kill()
                    self.done["did not end"] += 1


async def run(folder: Path, alerts: int, questions: int, disorder: Disorder, seed: int) -> ChaosOutcome:
    """Everything once, with a database server of its own."""
    server = await asyncio.to_thread(PostgresqlForTests.start)
    # What is committed must be there after a crash of the server: that is what everything rests on.
    server.run("ALTER SYSTEM SET synchronous_commit = on", "SELECT pg_reload_conf()")
    try:
        async with BotApi(latency=LATENCY) as api:
            chaos = Chaos(server, api, folder, seed)
            await chaos.prepare(alerts)
            return await _run(chaos, alerts, questions, disorder)
    finally:
        await asyncio.to_thread(server.stop)


async def _run(chaos: Chaos, alerts: int, questions: int, disorder: Disorder) -> ChaosOutcome:
    api = chaos.api
    people = [PEOPLE + n for n in range(-(-questions // len(PROVINCES)))]
    keeping = asyncio.create_task(chaos.keep_up())
    over = asyncio.Event()
    try:
        await _until(lambda: api.counts["getUpdates"] > 0)
        began = time.monotonic()
        living = asyncio.create_task(chaos.live(disorder, over))
        for province in PROVINCES:
            for start in range(0, len(people), 50):
                for person in people[start : start + 50]:
                    api.push_message(f"/rank {province} PAPI 2023", chat_id=person)
                await asyncio.sleep(0.05)
        await living
        await _until(lambda: len(_asked(api.calls)) == len(people) and all(_whole(_asked(api.calls))), 0.5)
        await _until_sent(chaos)
        seconds = time.monotonic() - began
    finally:
        over.set()
        await chaos.end()
        await asyncio.gather(keeping, return_exceptions=True)
    got = Counter(int(call.params["chat_id"]) for call in api.calls if _is_alert(call))
    told = _asked(api.calls)
    answers = {person: [place for place in one if place >= 0] for person, one in told.items()}
    counted = chaos.query("SELECT sum(doubtful) FROM outbox")[0]
    return ChaosOutcome(
        seconds=round(seconds, 1),
        alerts=alerts,
        lost_alerts=alerts - len(got),
        repeated_alerts=sum(got.values()) - len(got),
        counted=int(counted),
        questions=len(people) * len(PROVINCES),
        apologies=sum(one.count(-1) for one in told.values()),
        lost_questions=sum(len(PROVINCES) - len(set(answers[person])) for person in people),
        repeated_answers=sum(len(one) - len(set(one)) for one in answers.values()),
        out_of_order=sum(one != sorted(one) for one in answers.values()),
        done=dict(chaos.done),
    )


def _is_alert(call: Call) -> bool:
    return call.method == "sendMessage" and int(call.params["chat_id"]) < PEOPLE


def _asked(calls: Sequence[Call]) -> dict[int, list[int]]:
    """Which provinces each person was told of, by their place in ``PROVINCES``, in order; -1 for what is no answer."""
    found: dict[int, list[int]] = defaultdict(list)
    for call in calls:
        if call.method == "sendMessage" and int(call.params["chat_id"]) >= PEOPLE:
            place = next((n for n, name in enumerate(PROVINCES) if f"🏛 {name} —" in call.params["text"]), -1)
            found[int(call.params["chat_id"])].append(place)
    return found


def _whole(answers: dict[int, list[int]]) -> list[bool]:
    return [len(set(one) - {-1}) == len(PROVINCES) for one in answers.values()]


async def _until_sent(chaos: Chaos) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            with suppress(psycopg.Error):
                left = await asyncio.to_thread(
                    chaos.query, "SELECT count(*) FROM outbox WHERE state IN ('pending', 'claimed', 'held')"
                )
                if left[0] == 0:
                    return
            await asyncio.sleep(0.3)


async def _until(true: Callable[[], bool], every: float = 0.1) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(every)


def main() -> None:
    alerts, questions, kills, *rest = map(int, sys.argv[1:])
    disorder = Disorder(kills=kills, freezes=max(1, kills // 3), cuts=max(1, kills // 3), restarts=max(1, kills // 8))
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        os.environ["XDG_DATA_HOME"] = folder  # where this machine keeps what is its own of a server's
        found = asyncio.run(run(Path(folder), alerts, questions, disorder, rest[0] if rest else 1))
        print(json.dumps(asdict(found)))
        for log in sorted(Path(folder).glob("*.log")):
            lines = Counter(line[24:120] for line in log.read_text(encoding="utf-8").splitlines())
            print(log.name, lines.most_common(12), file=sys.stderr)


if __name__ == "__main__":
    main()
