"""The people and chats that conversations are held in."""

from __future__ import annotations

import pytest

from bot.offline import Group, OfflineTelegram, PrivateChat, User


@pytest.fixture
def lan(world: OfflineTelegram) -> User:
    return world.user(name="Lan", language_code="vi")


@pytest.fixture
def john(world: OfflineTelegram) -> User:
    return world.user(name="John", language_code="en")


@pytest.fixture
def chat(world: OfflineTelegram, lan: User) -> PrivateChat:
    return world.private(lan, started=True)


@pytest.fixture
async def group(world: OfflineTelegram, lan: User, john: User) -> Group:
    """Lan founded it, John is a member, the bot is in."""
    group = world.group("Cải cách", [lan, john])
    await group.add_bot(lan)
    return group


@pytest.fixture
async def at_home(lan: User, chat: PrivateChat) -> PrivateChat:
    """Lan's chat, whose home is Hưng Yên."""
    await lan.say("/home Hưng Yên")
    return chat
