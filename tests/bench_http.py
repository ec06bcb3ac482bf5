"""Over real HTTP on loopback: our bot with its own transport, against the bare echo bot with the standard one.

Both poll with python-telegram-bot's updater, both work on 16 updates at once, both speak to the same server,
which runs in a process of its own (``python -m tests.bench_http``), hands out a burst of messages from 64 chats
and says after how many seconds the last answer had come.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr
from telegram.ext import Application, MessageHandler, filters

from bot.answers.store import Store
from bot.app import AT_ONCE, build
from bot.settings import Settings
from data.database import Database
from tests.bench_chat import QUESTION, AnyApplication, echo
from tests.bench_tools import Row, at_least, in_turns, ratio
from tests.botapi import TOKEN, BotApi

ROUNDS = 5
BURST = 1_000
WARMING = 200
CHATS = 64
LIMIT = 30.0
"""Seconds after which a burst is given up."""


def rows(path: Path) -> list[Row]:
    with asyncio.Runner() as runner:
        server = runner.run(Server.start())
        try:
            ours, bare = in_turns(
                ROUNDS,
                lambda: runner.run(_ours(server, path)),
                lambda: runner.run(_bare(server)),
            )
        finally:
            runner.run(server.stop())
    detail = f"{statistics.median(ours):.0f}/s, {statistics.median(bare):.0f}/s bare"
    what = f"over HTTP: {QUESTION} / bare echo bot, standard transport, {AT_ONCE} at once both"
    return [at_least(what, ratio(ours, bare), 1.5, detail)]


async def _ours(server: Server, path: Path) -> float:
    settings = Settings(database=path, token=SecretStr(TOKEN), api_url=server.url.removesuffix("/bot"))
    async with await Database.open(path) as database:
        return await _pace(server, build(settings, database, await Store.open(database)))


async def _bare(server: Server) -> float:
    builder = Application.builder().token(TOKEN).base_url(server.url).concurrent_updates(AT_ONCE)
    app = builder.build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    return await _pace(server, app)


async def _pace(server: Server, app: AnyApplication) -> float:
    async with _polling(app):
        await server.burst(WARMING)
        return BURST / await server.burst(BURST)


@asynccontextmanager
async def _polling(app: AnyApplication) -> AsyncIterator[None]:
    assert app.updater is not None
    async with app:
        await app.updater.start_polling()
        await app.start()
        try:
            yield
        finally:
            await app.updater.stop()
            await app.stop()


class Server:
    """The server's process, as seen from this one."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self._process = process
        self.url = url

    @classmethod
    async def start(cls) -> Server:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bench_http"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        server = cls(process, "")
        server.url = await server._line()
        return server

    async def burst(self, count: int) -> float:
        """Seconds from the arrival of ``count`` messages to the last answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{count}\n".encode())
        return float(await self._line())

    async def stop(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()

    async def _line(self) -> str:
        assert self._process.stdout is not None
        async with asyncio.timeout(LIMIT + 5):
            return (await self._process.stdout.readline()).decode().strip()


async def serve() -> None:
    """The server: a number on standard input is a burst, its duration goes to standard output."""
    async with BotApi(record=False) as api:
        print(api.base_url, flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            wanted = api.counts["sendMessage"] + int(line)
            start = time.perf_counter()
            for number in range(int(line)):
                api.push_message(QUESTION, chat_id=1 + number % CHATS)
            async with asyncio.timeout(LIMIT):
                while api.counts["sendMessage"] < wanted:
                    await asyncio.sleep(0.001)
            print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    asyncio.run(serve())
