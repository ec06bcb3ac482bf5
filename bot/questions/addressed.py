"""Whether a text in a group is meant for the bot: it names the bot, or it answers one of its messages (pure)."""

from __future__ import annotations

import re
from functools import lru_cache


def said_to_us(text: str, username: str, *, private: bool, answers_us: bool) -> str | None:
    """The text without the bot's name in it; None when it is meant for others.

    ``username`` is the bot's, without the ``@``; Telegram compares user names without case, and so does this function.
    In a private chat everything is meant for the bot.
    """
    name = _name(username)
    if private or answers_us or name.search(text):
        return name.sub(" ", text)
    return None


@lru_cache(maxsize=4)
def _name(username: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(username)}\b[ \t]*[,:;]?", re.IGNORECASE)
