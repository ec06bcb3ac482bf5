"""The text of a cell as everything that reads it gets it: composed, with single spaces, of bounded length. Pure.

This runs in the reading process, so it uses the standard library only.
"""

from __future__ import annotations

import unicodedata

from bot.importing.limits import LONGEST_CELL, LONGEST_TASK

CUT = "…"
SOFT = "\u2028"
"""In a cell of a plan in a PDF: a space, or a new line where a name begins. It is white space to whatever splits."""


def plain(text: str) -> str:
    """The text in NFC, each run of white space one space; what is longer than ``LONGEST_CELL`` ends in "…"."""
    # Composing what is far too long may take long; no letter is made of more than four.
    parts = " ".join(text.split())[: 4 * LONGEST_CELL + 4]
    composed = parts if parts.isascii() else unicodedata.normalize("NFC", parts)
    return composed if len(composed) <= LONGEST_CELL else composed[:LONGEST_CELL] + CUT


def lined(text: str) -> str:
    """As ``plain``, but a new line stays one, and ``LONGEST_TASK`` characters are read: in a plan lines tell apart."""
    lines = (" ".join(line.split()) for line in text[: 8 * LONGEST_TASK].splitlines())
    joined = "\n".join(line for line in lines if line)[: 4 * LONGEST_TASK + 4]
    return bounded(joined)


def bounded(text: str) -> str:
    """The text composed, and cut to ``LONGEST_TASK`` characters."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text[: 4 * LONGEST_TASK + 4])
    return composed if len(composed) <= LONGEST_TASK else composed[:LONGEST_TASK] + CUT


def was_cut(text: str) -> bool:
    """Whether ``plain`` or ``lined`` shortened it."""
    return len(text) in (LONGEST_CELL + 1, LONGEST_TASK + 1) and text.endswith(CUT)
