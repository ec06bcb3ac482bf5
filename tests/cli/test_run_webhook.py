"""``run --webhook`` as a process that is ended or killed while it answers: nothing that was accepted is lost."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest

from bot.botapi.updates import AT_ONCE
from bot.botapi.webhook import secret_of
from tests.support.api_server import TOKEN, BotApi
from tests.support.deliveries import URL, Deliveries, delivering

pytestmark = pytest.mark.real_time

PATIENCE = 30.0
UPDATES = 500
ASKED = "/rank Hưng Yên PAPI 2024"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class WebhookProcess:
    """The bot as a process of its own, started again and again on the same database and port."""

    def __init__(self, api: BotApi, database: Path) -> None:
        self.api, self.port, self.metrics = api, free_port(), free_port()
        self._settings = {
            "CHISOTINH_TOKEN": TOKEN,
            "CHISOTINH_API_URL": api.base_url.removesuffix("/bot"),
            "CHISOTINH_DATABASE": str(database),
            "CHISOTINH_LOG": "json",
            "PYTHONPATH": os.getcwd(),
        }

    async def start(self, *arguments: str) -> Process:
        """Start it and wait until it listens."""
        where = ("--listen", f"127.0.0.1:{self.port}", "--metrics", f"127.0.0.1:{self.metrics}")
        program = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--webhook", URL, *where, *arguments),
            env={**os.environ, **self._settings},
            stdout=PIPE,
            stderr=STDOUT,
            limit=1 << 24,
        )
        webhooks = self.api.counts["setWebhook"]
        await self.until(lambda: self.api.counts["setWebhook"] > webhooks or program.returncode is not None)
        return program

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    def answered(self) -> Counter[int]:
        """Chat -> how many answers it got."""
        return Counter(int(call.params["chat_id"]) for call in self.api.calls if call.method == "sendMessage")


async def over(program: Process) -> list[dict[str, object]]:
    """The lines of its log, once it has ended."""
    said, _ = await asyncio.wait_for(program.communicate(), PATIENCE)
    return [json.loads(line) for line in said.decode().splitlines()]


@pytest.fixture
async def process(database_file: Path) -> AsyncIterator[WebhookProcess]:
    async with BotApi() as api:
        yield WebhookProcess(api, database_file)


class Flood:
    """500 people ask, each once; ``accepted`` holds whose question was answered for with 200."""

    def __init__(self, telegram: Deliveries) -> None:
        self._telegram = telegram
        self._updates = {chat: telegram.message(ASKED, chat) for chat in range(1, UPDATES + 1)}
        self.accepted: set[int] = set()

    async def comes(self) -> None:
        """Deliver each, as Telegram does: twenty at once, and again what was not answered for."""
        waiting = iter(list(self._updates))

        async def some() -> None:
            for chat in waiting:
                while chat not in self.accepted:
                    with suppress(aiohttp.ClientError, ConnectionError):
                        if (await self._telegram.post(self._updates[chat]))[0] == 200:
                            self.accepted.add(chat)
                            continue
                    await asyncio.sleep(0.02)

        await asyncio.gather(*(some() for _ in range(20)))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_ended_or_killed_in_the_middle_of_500_answers_nobody_is_lost(
    process: WebhookProcess, number: signal.Signals
) -> None:
    program = await process.start()
    process.api.latency = 0.01
    async with delivering(process.port) as telegram:
        flood = Flood(telegram)
        coming = asyncio.create_task(flood.comes())
        await process.until(lambda: len(process.answered()) > UPDATES // 4)
        program.send_signal(number)
        began = asyncio.get_running_loop().time()
        first = await over(program)
        assert asyncio.get_running_loop().time() - began < 10
        assert program.returncode == (0 if number == signal.SIGTERM else -signal.SIGKILL)
        before = process.answered()
        assert len(before) < UPDATES, "it was in the middle"
        program = await process.start()
        await asyncio.wait_for(coming, PATIENCE)
        await process.until(lambda: len(process.answered()) == UPDATES)
    program.send_signal(signal.SIGTERM)
    second = await over(program)
    assert program.returncode == 0
    counts = process.answered()
    assert set(counts) == flood.accepted == set(range(1, UPDATES + 1))
    twice = {chat for chat, count in counts.items() if count > 1}
    assert max(counts.values()) <= 2
    if number == signal.SIGTERM:
        assert not twice, "what was in hand ended, what was not is answered once"
    else:  # what was being handled, and what had been handled within the same few milliseconds
        assert len(twice) <= 3 * AT_ONCE
        assert twice <= set(before)
    lines = first + second
    assert not [line for line in lines if "error" in line]
    said = json.dumps(lines, ensure_ascii=False)
    for secret in (TOKEN.partition(":")[2], secret_of(TOKEN), "Hưng Yên", "Lan"):
        assert secret not in said
    kinds = Counter(str(line["kind"]) for line in second if "kind" in line)
    assert set(kinds) == {"standing"}


async def test_health_readiness_and_metrics_are_served_beside_it(process: WebhookProcess) -> None:
    program = await process.start()
    base = f"http://127.0.0.1:{process.metrics}"
    try:
        async with delivering(process.port) as telegram, aiohttp.ClientSession() as session:
            await telegram.deliver(telegram.message(ASKED))
            await process.api.seen("sendMessage")
            async with session.get(f"{base}/healthz") as response:
                assert (response.status, await response.text()) == (200, "ok\n")
            async with session.get(f"{base}/readyz") as response:
                assert response.status == 200
                assert (await response.json())["ready"] is True
            async with session.get(f"{base}/metrics") as response:
                text = await response.text()
            assert 'chisotinh_answers_total{kind="standing",outcome="answered"} 1.0' in text
            assert 'chisotinh_webhook_calls_total{outcome="kept"} 1.0' in text
            for path in ("/", "/telegram", "/metrics/../healthz/x"):
                async with session.get(base + path) as response:
                    assert response.status == 404
    finally:
        program.send_signal(signal.SIGTERM)
        await over(program)


async def test_an_address_in_use_is_said_in_words(process: WebhookProcess) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", process.port))
        taken.listen()
        program = await process.start()
        said, _ = await asyncio.wait_for(program.communicate(), PATIENCE)
    assert program.returncode == 1, "a service may be started again"
    assert "Traceback" not in said.decode()
    assert str(process.port) in said.decode().splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--webhook", "http://bot.example.vn/x"), "CHISOTINH_WEBHOOK"),
        (("--webhook", "https://bot.example.vn/x?secret=1"), "CHISOTINH_WEBHOOK"),
        (("--listen", "8443"), "CHISOTINH_LISTEN"),
        (("--listen", "127.0.0.1:99999"), "CHISOTINH_LISTEN"),
        (("--metrics", "::1:9090"), "CHISOTINH_METRICS"),
    ],
)
async def test_wrong_addresses_are_told_at_once(
    process: WebhookProcess, arguments: tuple[str, str], named: str
) -> None:
    program = await process.start(*arguments)
    said, _ = await asyncio.wait_for(program.communicate(), PATIENCE)
    assert program.returncode == 2
    assert named in said.decode()
    assert "Traceback" not in said.decode()
