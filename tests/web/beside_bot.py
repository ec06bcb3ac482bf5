"""The pages beside the real bot, as ``chisotinh run --web`` serves them, with Telegram played in the same process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.context import App
from bot.offline import OfflineTelegram, User
from bot.runtime import showing
from bot.services import Services
from data.database import Database
from data.store import Store
from tests.support.shipped import Clock, settings_of
from tests.web.mini_app import TOKEN, init_data

SITE = "https://chiso.example"


@dataclass(frozen=True, slots=True)
class Beside:
    """The bot, its Telegram, and where its pages are."""

    app: App
    world: OfflineTelegram
    database: Database
    base: str
    session: ClientSession

    @property
    def services(self) -> Services:
        return self.app.bot_data

    def data_of(self, person: User) -> str:
        """What Telegram gives to a page that this person opened just now."""
        return init_data(person.id, self.services.now())

    async def ask(self, action: str, headers: dict[str, str] | None = None, **asked: Any) -> tuple[int, dict[str, Any]]:
        """What a page of ours asks for, and what it gets: the status, and the JSON ({} for a text)."""
        sent = {"Origin": self.base} if headers is None else headers
        async with self.session.post(f"{self.base}/app/{action}", json=asked, headers=sent) as response:
            assert "Set-Cookie" not in response.headers
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            return response.status, await response.json() if response.content_type == "application/json" else {}

    async def followed(self, person: User) -> list[tuple[str, str]]:
        """What the database says this person follows."""
        return [(one.province, one.index) for one in await self.services.subscriptions.of(person.id)]


@asynccontextmanager
async def running_beside(
    world: OfflineTelegram, database: Database, store: Store, path: Path, clock: Clock, **set_: Any
) -> AsyncIterator[Beside]:
    from bot.app import build

    settings = settings_of(path, token=SecretStr(TOKEN), site=SITE, **set_)
    app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    async with world.running(app), showing(app, ("127.0.0.1", 0)) as port, ClientSession() as session:
        try:
            yield Beside(app, world, database, f"http://127.0.0.1:{port}", session)
        finally:
            app.bot_data.pictures.close()


@pytest.fixture
async def beside(
    world: OfflineTelegram, database: Database, store: Store, database_file: Path, clock: Clock
) -> AsyncIterator[Beside]:
    async with running_beside(world, database, store, database_file, clock) as opened:
        yield opened
