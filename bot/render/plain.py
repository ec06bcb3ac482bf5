"""A reply's HTML as plain text: for a terminal, and for Telegram's count of what a person reads. Pure."""

from __future__ import annotations

import html
import re

TAG = re.compile(r"<[^>]*>")


def plain_text(text: str) -> str:
    """What a person reads: tags out, entities read."""
    return html.unescape(TAG.sub("", text))
