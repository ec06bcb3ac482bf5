"""Telegram's side of a webhook, over real HTTP on loopback: it delivers updates, and again until it is told 200."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import aiohttp

from bot.botapi.webhook import SECRET, secret_of
from tests.support.api_server import TOKEN

Json = dict[str, Any]
PATH = "/telegram"
URL = f"https://bot.example.vn{PATH}"


class Deliveries:
    """Makes updates, numbered from 1001, and delivers them to a port."""

    def __init__(self, port: int, session: aiohttp.ClientSession, token: str = TOKEN) -> None:
        self.port, self._session = port, session
        self.secret = secret_of(token)
        self._numbers = count(1001)

    def message(self, text: str, chat: int = 7, number: int | None = None) -> Json:
        """A message of a person in their private chat."""
        message: Json = {
            "message_id": next(self._numbers),
            "date": 1_795_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "Lan"},
            "from": {"id": chat, "is_bot": False, "first_name": "Lan"},
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return {"update_id": next(self._numbers) if number is None else number, "message": message}

    async def post(self, body: Any, path: str = PATH, method: str = "POST", **headers: str) -> tuple[int, str]:
        """Status and words for a body; a dict is sent as JSON. ``headers`` with ``_`` for ``-`` replace the usual ones,
        and '' leaves one out.
        """
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        data = io.BytesIO(data) if isinstance(data, bytes) else data
        usual = {SECRET: self.secret, "Content-Type": "application/json"}
        usual |= {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in usual.items() if value}
        url = f"http://127.0.0.1:{self.port}{path}"
        async with self._session.request(
            method, url, data=data, headers=kept, skip_auto_headers=("Content-Type",)
        ) as response:
            return response.status, await response.text()

    async def deliver(self, update: Json) -> None:
        """Deliver an update, as often as it takes, within ten seconds."""
        async with asyncio.timeout(10):
            while True:
                try:
                    if (await self.post(update))[0] == 200:
                        return
                except (aiohttp.ClientError, ConnectionError):
                    pass
                await asyncio.sleep(0.02)

    async def deliver_all(self, updates: Iterable[Json], at_once: int = 20) -> None:
        """Deliver them in order, so many at the same time."""
        waiting = iter(list(updates))

        async def some() -> None:
            for update in waiting:
                await self.deliver(update)

        await asyncio.gather(*(some() for _ in range(at_once)))


@asynccontextmanager
async def delivering(port: int, token: str = TOKEN) -> AsyncIterator[Deliveries]:
    connector = aiohttp.TCPConnector(limit=100)
    async with aiohttp.ClientSession(connector=connector, auto_decompress=False) as session:
        yield Deliveries(port, session, token)
