"""The tables on pages that are read as pictures: of one that goes on over pages one sheet, of others one each."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from bot.importing.album import head_of, joined, width_of
from bot.importing.limits import MOST_PICTURED, SCANNED_SECONDS
from bot.importing.pdf.drawn_pages import drawn
from bot.importing.scan import can_read, read_pixels, widen
from bot.importing.sniff import Refusal
from bot.names.normalize import fold

ALIKE = 75.0
"""How alike, of 100, two headers are that say the same: readers err in some letters."""


def read_scanned(document: Any, pages: Sequence[int]) -> list[dict[str, Any]]:
    """The sheets of the tables on these pages of a PDF; pages without a table are passed over. Raises ``Refusal``."""
    if not can_read():
        raise Refusal("pdf-picture", page=pages[0])
    if len(pages) > MOST_PICTURED:
        raise Refusal("pdf-pictures", n=len(pages), most=MOST_PICTURED)
    widen()
    sheets = []
    began = time.monotonic()
    for done, number in enumerate(pages):
        taken = time.monotonic() - began
        if done and taken * (done + 1) / done > SCANNED_SECONDS:
            raise Refusal("pdf-slow", n=len(pages), done=done, seconds=int(taken))
        try:
            sheets.append(read_pixels(drawn(document, number), number))
        except Refusal as refusal:
            if refusal.reason == "picture":
                raise Refusal("pdf-picture", page=number) from refusal
            if refusal.reason != "picture-no-table":
                raise
    if not sheets:
        raise Refusal("pdf-picture-no-table", n=len(pages))
    return [joined(group) for group in grouped(sheets)]


def grouped(sheets: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The tables of pages, those together that are parts of one: as many columns, and the same header or none."""
    found: list[list[dict[str, Any]]] = []
    for sheet in sheets:
        begun = next((group for group in reversed(found) if _goes_on(group[0], sheet)), None)
        if begun is not None:
            begun.append(sheet)
        else:
            found.append([sheet])
    return found


def _goes_on(first: dict[str, Any], sheet: dict[str, Any]) -> bool:
    if width_of(first) != width_of(sheet):
        return False
    header = _header(sheet)
    return not header or fuzz.ratio(_header(first), header) >= ALIKE


def _header(sheet: dict[str, Any]) -> str:
    """The words of a table's header, without their marks; '' where it has none."""
    head = head_of(sheet)
    texts = (cell for number, cells in sheet["rows"] if number <= head for cell in cells if isinstance(cell, str))
    return "".join(fold(text).replace(" ", "") for text in texts)
