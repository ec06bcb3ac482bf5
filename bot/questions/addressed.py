"""Whether a text in a group is said to us: it names us, or it answers one of our messages. Pure."""

from __future__ import annotations

import re
from functools import lru_cache


def said_to_us(text: str, username: str, *, private: bool, answers_us: bool) -> str | None:
    """The text without our name in it; None when it is said to others. ``username`` is ours, without the ``@``;
    Telegram compares user names without case, and so is done here. In a private chat everything is said to us.
    """
    name = _name(username)
    if private or answers_us or name.search(text):
        return name.sub(" ", text)
    return None


@lru_cache(maxsize=4)
def _name(username: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(username)}\b[ \t]*[,:;]?", re.IGNORECASE)
