"""A reply as a plain value: the same for a chat, the console, ``ask`` and an alert.

``html`` is Telegram's HTML with every variable part escaped; it holds at most 4096 UTF-16 units *after*
entities are parsed.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

from bot.presses import Press

TAG = re.compile(r"<[^>]*>")

LIMIT = 4096
"""The most UTF-16 units that Telegram accepts in one text, after entity parsing."""


MOST_COPIED = 256
"""The most characters that a button copies."""
Style = Literal["", "primary", "success", "danger"]
"""A button's colour: the app's own, blue, green or red."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a reply, and the one thing that it does; ValueError for none or two, or a text to copy that
    is too long.

    ``press`` is told to the bot; ``here``: the answer to its question takes the place of this reply (another page)
    instead of following it. ``url`` is opened; so is ``app`` (https only), within Telegram where that can be. ``copy``
    is copied (at most 256 characters), and ``share`` is the text that is asked inline in a chat which the reader
    chooses. ``style`` is its colour.
    """

    label: str
    press: Press | None = None
    here: bool = False
    style: Style = ""
    url: str = ""
    copy: str = ""
    share: str = ""
    app: str = ""

    def __post_init__(self) -> None:
        if (self.press is not None) + sum(map(bool, (self.url, self.copy, self.share, self.app))) != 1:
            raise ValueError(f"a button does one thing: {self.label!r}")
        if self.app and not self.app.startswith("https://"):
            raise ValueError(f"Telegram opens nothing but https: {self.app!r}")
        if len(self.copy) > MOST_COPIED:
            raise ValueError(f"{len(self.copy)} characters cannot be copied by a button")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: text and rows of buttons.

    ``rich`` is the same as a rich message with real tables, in the HTML of those, or ''. It holds no fact that the text
    lacks, and goes only to chats that want it.
    """

    html: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    rich: str = ""


@dataclass(frozen=True, slots=True)
class PictureReply(Reply):
    """A reply that stands under a picture (the bytes of a PNG), at most 1024 units long."""

    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class Card:
    """An answer as one of several to choose from in any chat: a title and a description, both plain, and the message
    that is posted when it is chosen.

    ``id`` names the question, the language and the data's version. ``photo`` is Telegram's number for a picture that is
    posted with ``caption`` in the place of the message; '' where there is none. Neither depends on who asks.
    """

    id: str
    title: str
    description: str
    reply: Reply
    photo: str = ""
    caption: str = ""


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
