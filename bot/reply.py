"""A reply as a plain value: the same for a chat, the console, ``ask`` and, later, an alert.

``html`` is Telegram's HTML with every variable part escaped; it holds at most 4096 UTF-16 units *after* entities are
parsed. ``action`` of a button is the question it asks, ``data`` a callback that is not a question (language, paging).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.questions import Question

TAG = re.compile(r"<[^>]*>")

LIMIT = 4096
"""Most UTF-16 units Telegram takes in one text, after entity parsing."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a reply. Exactly one of ``action`` and ``data`` is set.

    ``here``: its answer takes the place of this one (another page) instead of following it.
    """

    label: str
    action: Question | None = None
    data: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: text and rows of buttons."""

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text) + sum(1 for char in text if char > "\uffff")


def plain_text(text: str) -> str:
    """What a person reads: tags out, entities read."""
    return html.unescape(TAG.sub("", text))
