"""The text of a cell as everything that reads it gets it: composed, with single spaces, of bounded length. Pure.

This runs in the reading process, so it uses the standard library only.
"""

from __future__ import annotations

import unicodedata

from bot.importing.limits import LONGEST_CELL

CUT = "…"


def plain(text: str) -> str:
    """The text in NFC, each run of white space one space; what is longer than ``LONGEST_CELL`` ends in "…"."""
    # Composing what is far too long may take long; no letter is made of more than four.
    parts = " ".join(text.split())[: 4 * LONGEST_CELL + 4]
    composed = parts if parts.isascii() else unicodedata.normalize("NFC", parts)
    return composed if len(composed) <= LONGEST_CELL else composed[:LONGEST_CELL] + CUT


def was_cut(text: str) -> bool:
    """Whether ``plain`` shortened it."""
    return len(text) > LONGEST_CELL
