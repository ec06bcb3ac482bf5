"""The colours of buttons: green to follow, red to cease, blue to publish."""

from __future__ import annotations

import pytest

from bot.i18n import translator
from bot.offline import PrivateChat, Seen, User
from bot.render.conversation import ready

pytestmark = pytest.mark.usefixtures("app")


def styles(seen: Seen) -> dict[str, str]:
    return {button.text: button.style for row in seen.buttons for button in row if button.style}


async def test_following_is_green_and_ceasing_is_red(chat: PrivateChat, lan: User) -> None:
    await lan.say("hưng yên papi")
    assert styles(chat.last) == {"🔔 Theo dõi": "success"}
    await lan.press("🔔 Theo dõi")
    await lan.say("/theodoi Nam Định")
    await lan.say("/dangtheodoi")
    red = styles(chat.last)
    assert set(red.values()) == {"danger"}
    assert len(red) == 3
    assert sum(label.startswith("🔕") for label in red) == 1


def test_publishing_is_blue() -> None:
    (row,) = ready(translator("vi"), "f1", 3, "").buttons
    assert [button.style for button in row] == ["primary", ""]
