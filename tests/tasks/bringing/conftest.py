"""An editor of Hưng Yên in their chat with the bot, and an office that has an administrator."""

from __future__ import annotations

import pytest

from bot.context import App
from bot.offline import OfflineTelegram, PrivateChat, User
from data.database import Database
from tests.support.brought_plans import appoint

ADMINISTRATOR = 4242


@pytest.fixture
def lan(world: OfflineTelegram) -> User:
    return world.user(name="Lan", language_code="vi")


@pytest.fixture
def admins() -> tuple[int, ...]:
    return (ADMINISTRATOR,)


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
