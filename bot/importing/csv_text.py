"""CSV text -> rows of cells; comma, semicolon or tab: whichever yields the most numbers is the delimiter (pure).

This runs in the reading process, so it uses the standard library only.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Callable
from typing import Any

from bot.importing.cell_text import plain
from bot.importing.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from bot.importing.sniff import Refusal, decode

DELIMITERS = ("\t", ";", ",", "|")
SAMPLE_LINES = 300
NUMBER = re.compile(r"[+-]?\d[\d.,\s]{0,40}%?\s?(?:/\s?\d{1,6})?")
NAMED = re.compile(r"sep=(.)", re.I)
"""The line that Excel puts first into a CSV file, to name the delimiter."""


def sheet_of(data: bytes, text_of: Callable[[str], str] = plain) -> dict[str, Any]:
    """The one sheet of a CSV file: ``rows`` of (number, cells), each text as ``text_of`` gives it; empty rows are left
    out but counted.
    """
    text, encoding = decode(data)
    first, _, rest = text.partition("\n")
    named = NAMED.fullmatch(first.rstrip("\r ;,"))
    delimiter = named[1] if named else _delimiter(text)
    rows: list[tuple[int, list[str]]] = []
    filled = 0
    for number, cells in _records(rest if named else text, delimiter, 2 if named else 1):
        cells = [text_of(cell) for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise Refusal("columns", row=number, most=MOST_COLUMNS)
        filled += len(cells)
        if len(rows) >= MOST_ROWS or filled > MOST_CELLS:
            raise Refusal("rows", row=number, most=MOST_ROWS)
        rows.append((number, cells))
    if not rows:
        raise Refusal("empty")
    return {"name": "", "hidden": False, "merged": [], "rows": rows, "encoding": encoding, "delimiter": delimiter}


def _records(text: str, delimiter: str, start: int) -> Any:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = start - 1
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            raise Refusal("quotes", row=number + 1) from None
        number += 1
        yield number, cells


def _delimiter(text: str) -> str:
    """The delimiter that gives the most cells that are numbers; between equals, the most cells."""
    sample = "\n".join(text[:200_000].splitlines()[:SAMPLE_LINES])
    best, most = ",", (0, 0)
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        numbers = cells = 0
        # Not strict: the sample may end within quotation marks.
        with contextlib.suppress(csv.Error):
            for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                cells += len(record)
                numbers += sum(1 for cell in record if NUMBER.fullmatch(cell.strip()))
        if (numbers, cells) > most:
            best, most = delimiter, (numbers, cells)
    return best
