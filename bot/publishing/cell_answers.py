"""What an operator says of a doubtful cell of a picture, by a button or in words, put into its open file (pure)."""

from __future__ import annotations

import re

from bot.importing.open_doubts import CellAnswer, OpenDoubt
from bot.names.normalize import fold
from bot.publishing.open_file import OpenFile
from bot.render.doubts import TYPED

ANSWER = re.compile(r"([A-Za-z]{1,3})(\d{1,5})\s?=\s?(.{0,80})")
EMPTY = frozenset(fold(text) for text in ("trống", "để trống", "không có", "-", "empty", "blank", "nothing"))


def cell_of(value: str) -> str:
    """The cell that a press's value is about."""
    return value.partition(".")[0]


def wants_to_type(value: str) -> bool:
    """Whether the press only asks for the text to be typed."""
    return value.endswith(f".{TYPED}")


def said_of(value: str) -> str:
    """What words say of a cell; '' for those that call it empty."""
    return "" if fold(value) in EMPTY or value.strip() == "-" else " ".join(value.split())


def answer_in(line: str) -> CellAnswer | None:
    """What a line such as "D12=85,12" says of a cell; None for a line that says nothing of any."""
    found = ANSWER.fullmatch(line.strip())
    return CellAnswer(int(found[2]), found[1].upper(), said_of(found[3])) if found is not None else None


def answer_cell(filing: OpenFile, value: str) -> bool:
    """Note what stands in the cell that is asked about: a press's value, or the text that was typed. False for what
    cannot stand there.
    """
    doubt = filing.doubts[0]
    text = _pressed(doubt, value)
    if text is None:
        text = said_of(value)
    if not doubt.plausible(text):
        return False
    filing.answers = (*filing.answers, CellAnswer(doubt.row, doubt.column, text))
    filing.doubts = filing.doubts[1:]
    return True


def _pressed(doubt: OpenDoubt, value: str) -> str | None:
    """The reading that a press chose; None for words."""
    cell, _, which = value.partition(".")
    if cell != doubt.cell or not (which.isascii() and which.isdigit()) or int(which) >= len(doubt.readings):
        return None
    return doubt.readings[int(which)]
