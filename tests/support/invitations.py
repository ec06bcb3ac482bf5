"""Roles as people get them in tests: an operator makes a link in the chat, and whoever it is meant for opens it."""

from __future__ import annotations

import re

from bot.offline import OfflineTelegram, User

LINK = re.compile(r"https://t\.me/(\w+)\?start=(vt-[A-Za-z0-9]{24})\b")


async def invite(world: OfflineTelegram, operator: User, words: str) -> str:
    """The command that the link of an invitation becomes when it is opened."""
    await operator.say(f"/vaitro {words}")
    said = world.private(operator).last.text
    found = LINK.search(said)
    assert found is not None, said
    assert found[1] == world.me["username"]
    return f"/start {found[2]}"
