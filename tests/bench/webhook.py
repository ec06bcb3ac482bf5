"""The webhook over real HTTP on loopback, against python-telegram-bot's own one (tornado), in the same run.

*Intake* is how many updates a second are answered for with 200 where nobody handles them: ours writes each to its
database and marks it as done; the other one puts it into a queue in memory. *Answers* is how many questions a second
are answered over the webhook, against a bare echo bot built the standard way, and one of 16 updates at once.

Each contender has a process of its own (``python -m tests.bench.webhook KIND DATABASE API``), and so has the Bot API.
Telegram's side is 40 connections of this process, each with one update at a time.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from pydantic import SecretStr
from telegram.ext import Application, MessageHandler, filters

from bot.app import build
from bot.botapi.updates import AT_ONCE
from bot.botapi.webhook import AT_ONCE as CONNECTIONS
from bot.botapi.webhook import SECRET, Hook, receive, secret_of
from bot.runtime import settle, webhook_of
from bot.settings import Settings
from data.database import Database
from data.store import Store
from tests.bench.chat import QUESTION, UNLIMITED, AnyApplication, echo, give_up
from tests.bench.tools import Child, Row, at_least, in_turns, ratio
from tests.support.api_server import TOKEN
from tests.support.deliveries import PATH, URL

ROUNDS = 11
INTAKE = 3_000
BURST = 600
FAR = 0.02
"""Seconds that a call to Telegram takes at best, from a server in Vietnam."""
FAR_ROUNDS, FAR_BURST = 5, 160
CHATS = 64
LIMIT = 30.0
"""Seconds after which a burst is given up."""


def rows(path: Path) -> list[Row]:
    numbers = count(int(time.time()) * 1000)
    with ExitStack() as stack:
        intake = [Contender(stack, kind, path, numbers) for kind in ("ours-intake", "tornado-intake")]
        stored, queued = in_turns(ROUNDS, *(contender.takes(INTAKE) for contender in intake))
    near = _answering(path, numbers, ("ours", "standard", "concurrent"), ROUNDS, BURST, 0.0)
    far = _answering(path, numbers, ("ours", "standard"), FAR_ROUNDS, FAR_BURST, FAR)
    took = f"{_rate(INTAKE, stored)} stored, {_rate(INTAKE, queued)} queued by python-telegram-bot"
    ours, standard, concurrent = (_rate(BURST, seconds) for seconds in near)
    at_best = f"{_rate(FAR_BURST, far[0])}, {_rate(FAR_BURST, far[1])} bare"
    what = f"webhook: {QUESTION} / bare echo bot"
    return [
        at_least("webhook: intake with storing / python-telegram-bot's, without", ratio(queued, stored), 1.3, took),
        at_least(f"{what} built the standard way, calls take {FAR * 1000:.0f} ms", ratio(far[1], far[0]), 3.0, at_best),
        at_least(
            f"{what}, {AT_ONCE} at once, calls take no time", ratio(near[2], near[0]), 1.5, f"{ours}, {concurrent}"
        ),
        Row(
            f"{what} built the standard way, calls take no time",
            f"{ratio(near[1], near[0]):.2f} × ({ours}, {standard} bare)",
        ),
    ]


def _answering(
    path: Path, numbers: Iterator[int], kinds: Sequence[str], rounds: int, burst: int, latency: float
) -> list[list[float]]:
    """Seconds of each round for a burst of questions, of each contender; the Bot API answers after ``latency``."""
    with ExitStack() as stack:
        contenders = [Contender(stack, kind, path, numbers, latency) for kind in kinds]
        for contender in contenders:
            contender.answers(burst)()
        return in_turns(rounds, *(contender.answers(burst) for contender in contenders))


def _rate(updates: int, seconds: list[float]) -> str:
    return f"{updates * len(seconds) / sum(seconds):.0f}/s"


class Contender:
    """A bot with a webhook, and a Bot API of its own."""

    def __init__(self, stack: ExitStack, kind: str, path: Path, numbers: Iterator[int], latency: float = 0.0) -> None:
        own = Path(shutil.copy(path, path.with_name(f"{kind}.sqlite3")))
        self._api = stack.enter_context(Child("tests.support.quick_api_server", str(latency)))
        bot = stack.enter_context(Child(__name__, kind, str(own), self._api.hear()))
        self._port = int(bot.hear())
        self._numbers = numbers

    def takes(self, updates: int) -> Callable[[], float]:
        """Seconds until so many updates are answered for."""

        def measured() -> float:
            requests = self._requests(updates)
            began = time.perf_counter()
            asyncio.run(deliver(self._port, requests))
            return time.perf_counter() - began

        return measured

    def answers(self, updates: int) -> Callable[[], float]:
        """Seconds until so many questions are answered."""

        def measured() -> float:
            requests = self._requests(updates)
            self._api.ask("clear")
            began = time.monotonic()
            asyncio.run(deliver(self._port, requests))
            while True:
                seen = json.loads(self._api.ask("seen"))
                if seen["calls"] >= updates:
                    return float(seen["last"]) - began
                if time.monotonic() - began > LIMIT:
                    raise RuntimeError(f"{seen['calls']} of {updates} were answered")
                time.sleep(0.002)

        return measured

    def _requests(self, updates: int) -> list[bytes]:
        return [_request(next(self._numbers)) for _ in range(updates)]


def _request(number: int) -> bytes:
    person = {"id": 1 + number % CHATS, "first_name": "Lan", "language_code": "vi"}
    message = {
        "message_id": number,
        "date": int(time.time()),
        "chat": {"type": "private"} | person,
        "from": {"is_bot": False} | person,
        "text": QUESTION,
        "entities": [{"type": "bot_command", "offset": 0, "length": len(QUESTION.split()[0])}],
    }
    body = json.dumps({"update_id": number, "message": message}).encode()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: bot.example.vn\r\nContent-Type: application/json\r\n"
        f"{SECRET}: {secret_of(TOKEN)}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def deliver(port: int, requests: list[bytes]) -> None:
    """Every request once, each answered with 200 before its connection sends the next."""
    waiting = iter(requests)

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in waiting:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200") or b"ontent-Length: 0" not in head:
                raise RuntimeError(f"an update was answered with {head!r}")
        writer.close()

    async with asyncio.timeout(LIMIT):
        await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))


# --- the contenders ---------------------------------------------------------------------------------------------


async def our_bot(path: Path, url: str, *, handled: bool) -> None:
    settings = Settings(database=path, token=SecretStr(TOKEN), api_url=url.removesuffix("/bot"))
    async with await Database.open(path) as database:
        app = build(settings, database, await Store.open(database))
        app.add_error_handler(give_up)
        app.bot_data.rate_limit.burst = UNLIMITED
        if not handled:
            app.handlers.clear()
        settle()
        hook = Hook(URL, secret_of(TOKEN), port=0)
        ending = asyncio.create_task(_until_told())
        await receive(app, hook, webhook_of(app, hook), _nothing, lambda port: print(port, flush=True))
        await ending


async def tornado_bot(url: str, at_once: int, *, handled: bool) -> None:
    builder = Application.builder().token(TOKEN).base_url(url)
    app: AnyApplication = builder.concurrent_updates(at_once).build() if at_once else builder.build()
    if handled:
        app.add_handler(MessageHandler(filters.TEXT, echo))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert app.updater is not None
    async with app:
        await app.start()
        await app.updater.start_webhook(
            "127.0.0.1", port, PATH, webhook_url=URL, secret_token=secret_of(TOKEN), max_connections=CONNECTIONS
        )
        print(port, flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await app.updater.stop()
        await app.stop()


async def _until_told() -> None:
    await asyncio.to_thread(sys.stdin.read)
    os.kill(os.getpid(), signal.SIGTERM)


async def _nothing() -> None: ...


if __name__ == "__main__":
    kind, place, api = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    match kind:
        case "ours" | "ours-intake":
            asyncio.run(our_bot(place, api, handled=kind == "ours"))
        case "tornado-intake":
            asyncio.run(tornado_bot(api, AT_ONCE, handled=False))
        case _:
            asyncio.run(tornado_bot(api, AT_ONCE if kind == "concurrent" else 0, handled=True))
