"""Both engines and several workers over the webhook, on different questions, in one run: a file with one worker, a
server with one, and with two that share a socket; every one is the program as it is installed, in processes of its own.

A second worker helps as far as there are processors for it. So that the few of a small machine, which this process, the
Bot API and the database share, do not decide, the two are also measured with each worker held to a fifth of one, where
the system's control groups allow it: what is left then is how well the workers share their work.
"""

from __future__ import annotations

import asyncio
import csv
import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from itertools import count, cycle, repeat
from pathlib import Path

from bot.botapi.webhook import SECRET, secret_of
from data.seeding.loader import SEED_FOLDER
from tests.bench.chat import QUESTION
from tests.bench.tools import Child, Row, at_least, in_turns, ratio
from tests.bench.webhook import deliver
from tests.support.api_server import TOKEN
from tests.support.deliveries import PATH, URL
from tests.support.engines import PostgresqlForTests
from tests.support.typed_names import load_names

ROUNDS = 7
BURST = 600
HELD_BURST = 200
SHARE = 0.2
"""The part of a processor to which each worker is held in the second comparison."""
PERIOD = 20_000
"""Microseconds over which it is held."""
PEOPLE = 10_000
LATENCY = 0.02
PATIENCE = 90.0
CPU = Path("/sys/fs/cgroup/cpu")
QUESTIONS = Path("tests/questions/sets/blind_2.csv")


def rows(path: Path) -> list[Row]:
    numbers = count(int(time.time()) * 1000)
    with open(QUESTIONS, encoding="utf-8", newline="") as file:
        questions = cycle([row["question"] for row in csv.DictReader(file) if not row["before"]])
    server = PostgresqlForTests.start()
    try:
        with ExitStack() as stack:
            home = stack.enter_context(tempfile.TemporaryDirectory())
            file_alone = shutil.copy(path, Path(home) / "alone.sqlite3")
            places = ((str(file_alone), 1), (server.new(seed=SEED_FOLDER), 1), (server.new(seed=SEED_FOLDER), 2))
            bots = [Installation(stack, place, workers, home) for place, workers in places]
            works = [bot.answers(numbers, questions) for bot in bots]
            for work in works:  # the first answers are made of what is not in memory yet
                work()
            alone, one, two = in_turns(ROUNDS, *works)
            others = {}
            for what, texts in (("the same question", repeat(QUESTION)), ("/follow", cycle(_wishes()))):
                others[what] = in_turns(ROUNDS, *(bot.answers(numbers, texts) for bot in bots[:2]))
            memory = [bot.memory() for bot in bots]
            held = None
            if all(bot.hold() for bot in bots[1:]):
                works = [bot.answers(numbers, questions, HELD_BURST) for bot in bots[1:]]
                for work in works:
                    work()
                held = in_turns(ROUNDS, *works)
    finally:
        server.stop()
    rates = [f"{BURST / statistics.median(seconds):.0f}/s" for seconds in (alone, one, two)]
    what = "workers: different questions over the webhook,"
    cores = f"{len(os.sched_getaffinity(0))} processors for everything"
    return [
        at_least(f"{what} two / one on PostgreSQL", ratio(one, two), 1.6, f"{rates[2]}, {rates[1]}; {cores}"),
        _held(what, held),
        Row(f"{what} one on PostgreSQL / alone on SQLite", f"{ratio(alone, one):.2f} × ({rates[1]}, {rates[0]})"),
        *(_on_both(what, *seconds) for what, seconds in others.items()),
        Row("workers: memory of one, own share (MB)", " · ".join(f"{one:.0f}" for found in memory for one in found)),
    ]


def _wishes() -> list[str]:
    """What people may follow: each province for each index."""
    names = [name.name_vi for name in load_names() if name.kind == "province"]
    return [f"/follow {name} {index}" for index in ("PAPI", "SIPAS", "PAR INDEX") for name in names]


def _on_both(what: str, alone: list[float], one: list[float]) -> Row:
    rates = (f"{BURST / statistics.median(seconds):.0f}/s" for seconds in (one, alone))
    said = f"workers: {what} over the webhook, one on PostgreSQL / alone on SQLite"
    return Row(said, f"{ratio(alone, one):.2f} × ({', '.join(rates)})")


def _held(what: str, held: list[list[float]] | None) -> Row:
    said = f"{what} two / one on PostgreSQL, each worker held to {SHARE:.0%} of a processor"
    if held is None:
        return Row(said, "not measured: no control group could be made")
    one, two = (f"{HELD_BURST / statistics.median(seconds):.0f}/s" for seconds in held)
    return Row(said, f"{ratio(*held):.2f} × ({two}, {one})")


class Installation:
    """The program with a database, a number of workers and a Bot API of its own."""

    def __init__(self, stack: ExitStack, place: str, workers: int, home: str) -> None:
        self._api = stack.enter_context(Child("tests.support.quick_api_server", str(LATENCY)))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port: int = free.getsockname()[1]
        settings = {
            "CHISOTINH_TOKEN": TOKEN,
            "CHISOTINH_API_URL": self._api.hear().removesuffix("/bot"),
            "CHISOTINH_DATABASE": place,
            "CHISOTINH_LOG_LEVEL": "error",
            "CHISOTINH_PROFILE": "0",
            "XDG_DATA_HOME": home,
        }
        where = ("--webhook", URL, "--listen", f"127.0.0.1:{self._port}", "--workers", str(workers))
        self._process = subprocess.Popen([sys.executable, "-m", "bot", "run", *where], env=os.environ | settings)
        self._workers, self._stack = workers, stack
        stack.callback(self._end)
        self._begin()

    def _begin(self) -> None:
        """Wait until every worker answers: the first to accept may be alone for a while."""
        until = time.monotonic() + PATIENCE
        while len(self._processes()) < self._workers or not _takes(self._port):
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError("the bot does not come up")
            time.sleep(0.1)
        time.sleep(5.0 if self._workers > 1 else 0.5)

    def _end(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(30)

    def _processes(self) -> list[int]:
        """The workers: the children of the supervisor, or the one process."""
        if self._workers == 1:
            return [self._process.pid]
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return [int(pid) for pid in children.read_text(encoding="ascii").split()]

    def memory(self) -> list[float]:
        """MB of each worker: what it has alone and its part of what it shares."""
        found = []
        for pid in self._processes():
            text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
            found.append(next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024)
        return found

    def hold(self) -> bool:
        """Hold each worker to its part of a processor; returns whether the system allows it."""
        for pid in self._processes():
            group = CPU / f"chisotinh-bench-{pid}"
            try:
                group.mkdir()
                self._stack.callback(_unmade, group)
                (group / "cpu.cfs_period_us").write_text(str(PERIOD), encoding="ascii")
                (group / "cpu.cfs_quota_us").write_text(str(round(PERIOD * SHARE)), encoding="ascii")
                (group / "cgroup.procs").write_text(str(pid), encoding="ascii")
            except OSError:
                return False
        return True

    def answers(self, numbers: Iterator[int], questions: Iterator[str], burst: int = BURST) -> Callable[[], float]:
        """Seconds until so many different people are answered, each a question of their own."""

        def measured() -> float:
            requests = [_request(next(numbers), next(questions)) for _ in range(burst)]
            self._api.ask("clear")
            began = time.monotonic()
            asyncio.run(deliver(self._port, requests))
            while True:
                seen = json.loads(self._api.ask("seen"))
                if seen["calls"] >= burst:
                    return float(seen["last"]) - began
                if time.monotonic() - began > PATIENCE:
                    raise RuntimeError(f"{seen['calls']} of {burst} were answered")
                time.sleep(0.005)

        return measured


def _unmade(group: Path) -> None:
    """Take a control group away, whose process has ended, or will be let go by this."""
    with suppress(OSError):
        for pid in (group / "cgroup.procs").read_text(encoding="ascii").split():
            (CPU / "cgroup.procs").write_text(pid, encoding="ascii")
        group.rmdir()


def _takes(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5):
            return True
    except OSError:
        return False


def _request(number: int, text: str) -> bytes:
    person = {"id": 1 + number % PEOPLE, "first_name": "Lan", "language_code": "vi"}
    message = {
        "message_id": number,
        "date": int(time.time()),
        "chat": {"type": "private"} | person,
        "from": {"is_bot": False} | person,
        "text": text,
    }
    body = json.dumps({"update_id": number, "message": message}).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: bot.example.vn\r\nContent-Type: application/json\r\n"
        f"{SECRET}: {secret_of(TOKEN)}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
