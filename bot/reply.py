"""A reply as a plain value: the same for a chat, the console, ``ask`` and an alert.

``html`` is Telegram's HTML with every variable part escaped; it holds at most 4096 UTF-16 units *after*
entities are parsed.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.callbacks import Press

TAG = re.compile(r"<[^>]*>")

LIMIT = 4096
"""The most UTF-16 units that Telegram accepts in one text, after entity parsing."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a reply, and what a press does. ``here``: the answer to its question takes the place of this reply
    (another page) instead of following it.
    """

    label: str
    press: Press
    here: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: text and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class BotProfile:
    """What Telegram shows of the bot in one language, as plain texts: at most 64, 512 and 120 characters."""

    name: str
    description: str
    short: str


def units(text: str) -> int:
    """The length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(1 for char in text if char > "\uffff")


def plain_text(text: str) -> str:
    """The text that a person reads, without tags and with entities decoded."""
    return html.unescape(TAG.sub("", text))
