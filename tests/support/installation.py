"""An installation as an office runs it: workers as processes of their own, a PostgreSQL server, and a Bot API on
loopback that either is polled or delivers each update to the worker that a test names.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import psycopg

from bot.botapi.webhook import secret_of
from data.seeding.loader import SEED_FOLDER
from tests.support.api_server import TOKEN, BotApi, Call
from tests.support.deliveries import URL
from tests.support.engines import PostgresqlForTests

PATIENCE = 60.0
"""Seconds for whatever must come, on a machine that has other things to do."""
OPERATOR = 900
LIVING = "SELECT pid FROM worker WHERE until > extract(epoch FROM now()) * 1000 ORDER BY pid"


QUICKLY = "import bot.workers.supervisor as one; one.HUNG = {seconds}; from bot.cli import main; main()"
"""The program with a supervisor that waits so long for a sign of life."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Installation:
    """What one office has. ``said`` are the calls by which people and chats learn something."""

    def __init__(self, server: PostgresqlForTests, api: BotApi, folder: Path, address: str) -> None:
        self.server, self.api, self.folder, self.address = server, api, folder, address
        self.started: list[Process] = []
        self.ports: list[int] = []
        self._http = aiohttp.ClientSession()
        self._number = 1000

    # --- processes --------------------------------------------------------------------------------------------

    async def start(self, *arguments: str, hung: float = 0.0, command: tuple[str, ...] = ("run",)) -> Process:
        """``chisotinh run``, or another ``command``, with these arguments; its log is ``self.log``. A worker that gives
        no sign of life for ``hung`` seconds, if they are given, is killed.
        """
        program = ("-c", QUICKLY.format(seconds=hung)) if hung else ("-m", "bot")
        own = {
            "CHISOTINH_TOKEN": TOKEN,
            "CHISOTINH_API_URL": self.api.base_url.removesuffix("/bot"),
            "CHISOTINH_DATABASE": self.address,
            "CHISOTINH_ADMINS": str(OPERATOR),
            "CHISOTINH_PICTURES": str(self.folder / "pictures"),
            "CHISOTINH_PROFILE": "0",
            "CHISOTINH_LOG_LEVEL": "info",
            "XDG_DATA_HOME": str(self.folder),
            "PYTHONPATH": os.getcwd(),
        }
        with (self.folder / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, *program, *command, *arguments), env=os.environ | own, stdout=log, stderr=log
            )
        self.started.append(process)
        return process

    async def delivered_to(self, workers: int) -> None:
        """So many workers, each at a port of its own, so that a test says who gets what."""
        for _ in range(workers):
            self.ports.append(free_port())
            await self.start("--webhook", URL, "--listen", f"127.0.0.1:{self.ports[-1]}")
        await self.living(workers)
        await self.until(lambda: self.api.counts["setWebhook"] >= workers)

    async def living(self, count: int, *, without: tuple[int, ...] = ()) -> tuple[int, ...]:
        """Wait until so many workers live that are none of ``without``; gives their process ids."""
        found: list[int] = []

        def enough() -> bool:
            found[:] = [pid for (pid,) in self.query(LIVING) if pid not in without]
            return len(found) == count

        await self.until(enough)
        return tuple(found)

    async def until(self, true: Callable[[], bool], patience: float = PATIENCE) -> float:
        """Wait; gives the seconds that it took."""
        began = time.monotonic()
        async with asyncio.timeout(patience):
            while not true():  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return time.monotonic() - began

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def query(self, statement: str) -> list[Any]:
        """Rows of the database; none while it does not answer."""
        with suppress(psycopg.OperationalError):
            place = self.address.replace("postgresql+psycopg", "postgresql")
            with psycopg.connect(place, autocommit=True, connect_timeout=5) as connection:
                return connection.execute(statement.encode()).fetchall()
        return []

    async def end(self) -> None:
        """End all in order; whoever does not is killed, with what it had started."""
        pids = [pid for (pid,) in self.query(LIVING)]
        for process in self.started:
            if process.returncode is None:
                process.terminate()
        for process in self.started:
            try:
                await asyncio.wait_for(process.wait(), 30)
            except TimeoutError:
                process.kill()
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        await self._http.close()

    # --- people -----------------------------------------------------------------------------------------------

    def said(self, chat: int) -> list[Call]:
        return [call for call in self.api.calls if call.params.get("chat_id") == str(chat)]

    def texts(self, chat: int) -> list[str]:
        return [call.params["text"] for call in self.said(chat) if "text" in call.params]

    def message(self, text: str, chat: int, **more: Any) -> dict[str, Any]:
        self._number += 1
        kind = {"type": "private", "first_name": "Lan"} if chat > 0 else {"type": "supergroup", "title": "Nhóm"}
        message: dict[str, Any] = {"message_id": self._number, "date": int(time.time()), "text": text}
        message["chat"] = {"id": chat, **kind}
        message["from"] = {"id": abs(chat), "is_bot": False, "first_name": "Lan"}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return message | more

    async def deliver(self, worker: int, **update: Any) -> None:
        """Telegram delivers an update to a worker, which keeps it."""
        self._number += 1
        where = f"http://127.0.0.1:{self.ports[worker]}{urlsplit(URL).path}"
        shown = {"X-Telegram-Bot-Api-Secret-Token": secret_of(TOKEN)}
        async with self._http.post(where, json={"update_id": self._number, **update}, headers=shown) as answer:
            assert answer.status == 200

    async def ask(self, worker: int, text: str, chat: int, **more: Any) -> str:
        """What a chat is told next, after it wrote this and a worker got it."""
        before = len(self.said(chat))
        await self.deliver(worker, message=self.message(text, chat, **more))
        await self.until(lambda: len(self.said(chat)) > before)
        params = self.said(chat)[-1].params
        return params.get("text") or params.get("caption") or ""


@asynccontextmanager
async def installation(folder: Path, server: PostgresqlForTests) -> AsyncIterator[Installation]:
    """Inside of this there is one, with the shipped figures in a database of its own, and no worker yet."""
    address = await asyncio.to_thread(server.new, seed=SEED_FOLDER)
    async with BotApi() as api:
        found = Installation(server, api, folder, address)
        try:
            yield found
        finally:
            await found.end()
