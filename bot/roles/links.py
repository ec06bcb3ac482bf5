"""The links of invitations: ``t.me/…?start=vt-`` and the secret. Pure.

No question of ``bot.deep_links`` is written so: what stands there before the first ``_`` is the letter of a kind of
question, and no letter is ``vt-…``.
"""

from __future__ import annotations

import re

WRITTEN = re.compile(r"vt-([A-Za-z0-9]{24})")


def payload(secret: str) -> str:
    """What stands behind ``start=``: 27 letters."""
    return f"vt-{secret}"


def secret_of(written: str) -> str | None:
    """The secret behind ``start=``; None for what is no invitation."""
    found = WRITTEN.fullmatch(written)
    return found[1] if found is not None else None


def link(username: str, secret: str) -> str:
    """The address that opens the bot in a private chat with this invitation; where nobody knows what the bot is called,
    the command that is the same, for whoever writes it there.
    """
    return f"https://t.me/{username}?start={payload(secret)}" if username else f"/start {payload(secret)}"
