"""An editor of Hưng Yên in their chat with the bot, and an office that has an administrator."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import build
from bot.context import App
from bot.offline import OfflineTelegram, PrivateChat, User
from data.database import Database
from data.store import Store
from tests.support.brought_plans import appoint
from tests.support.shipped import Clock, settings_of

ADMINISTRATOR = 4242


@pytest.fixture
def lan(world: OfflineTelegram) -> User:
    return world.user(name="Lan", language_code="vi")


@pytest.fixture
async def app(
    world: OfflineTelegram, database: Database, store: Store, database_file: Path, clock: Clock
) -> AsyncIterator[App]:
    """The real application, with an administrator."""
    settings = settings_of(database_file, admins=(ADMINISTRATOR,))
    application = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    async with world.running(application):
        yield application
    application.bot_data.pictures.close()


@pytest.fixture
async def chat(app: App, database: Database, world: OfflineTelegram, lan: User) -> PrivateChat:
    """The chat of Lan, an editor of Hưng Yên."""
    await appoint(database, lan.id)
    return world.private(lan, started=True)


@pytest.fixture
def hoa(world: OfflineTelegram) -> User:
    """The administrator."""
    return world.user(id=ADMINISTRATOR, name="Hoa", language_code="vi")


@pytest.fixture
def office(world: OfflineTelegram, hoa: User) -> PrivateChat:
    return world.private(hoa, started=True)
