"""A bot that may not be asked inline offers nobody to share its answers."""

from __future__ import annotations

import pytest

from bot.context import App
from bot.offline import OfflineTelegram, PrivateChat, User
from tests.support.shipped import Clock


@pytest.fixture
def world(clock: Clock) -> OfflineTelegram:
    return OfflineTelegram(now=clock, inline=False)


async def test_there_is_no_button_to_share(chat: PrivateChat, lan: User, app: App) -> None:
    await lan.say("hưng yên papi")
    assert "Sao chép" in chat.last.labels
    assert "Chia sẻ" not in chat.last.labels
    await lan.press("Các tiêu chí")
    assert "Chia sẻ" not in chat.last.labels
    await lan.say("/trend hưng yên papi")
    assert chat.last.photo is not None
    assert "Chia sẻ" not in chat.last.labels
