"""A first look through an XLSX's XML, before calamine lays its cells out: how far it reaches, what has no value.

calamine makes room for the whole rectangle up to the farthest cell, and returns formulas that were never computed and
error values (#REF!) as blanks. This runs in the reading process.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from bot.importing.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from bot.importing.sniff import Refusal

REFERENCE = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")
LAST_CELL = re.compile(rb'<c r="([A-Z]{1,4})([0-9]{1,9})"')
MOST_SCANNED = 3_000_000
"""Rows and cells in a sheet's XML, with or without a value."""
BUFFER = 1 << 16


@dataclass(slots=True)
class Survey:
    """What a worksheet holds: the number of ``filled`` cells, and ``odd`` ones: (row, column; from 0) that are
    ``formula`` (not computed) or ``error``.
    """

    filled: int = 0
    odd: dict[tuple[int, int], str] = field(default_factory=dict)


def survey(xml: bytes, sheet: str) -> Survey:
    """Look through one worksheet; raises ``Refusal`` for a cell beyond the limits or for broken XML."""
    look = _Look(sheet)
    # The last cell first: it spares looking through a million empty rows above it.
    last = LAST_CELL.search(xml[max(0, xml.rfind(b"<c ", 0, xml.rfind(b"</c>"))) :][:200])
    if last is not None and int(last[2]) > MOST_ROWS:
        raise Refusal("far", sheet=sheet, cell=f"{last[1].decode()}{int(last[2])}", most=MOST_ROWS)
    parse(xml, look.start)
    return look.found


def without_tail(xml: bytes) -> bytes:
    """The worksheet without the rows below the last value: formatting down to row 1,048,576 is a common accident."""
    end = xml.find(b"</sheetData>")
    last = max(xml.rfind(mark, 0, end) for mark in (b"<v>", b"<v ", b"<is>", b"<is ", b"<f>", b"<f ", b"<f/>"))
    row = xml.find(b"</row>", last, end) if end > 0 and last > 0 else -1
    return xml[: row + len(b"</row>")] + xml[end:] if row > 0 else xml


class _Look:
    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.found = Survey()
        self.scanned = 0
        self.row = 0
        self.column = 0
        self.attributes: dict[str, str] = {}
        self.marked = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self.scanned += 1
            self.column += 1
            self.attributes = attributes
            self.marked = False
        elif name == "row":
            self.scanned += 1
            self.row = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self.row + 1
            self.column = 0
            if self.scanned > MOST_SCANNED:
                raise Refusal("cells", most=MOST_CELLS)
        elif name in ("v", "is", "f"):
            self.value(name)

    def value(self, name: str) -> None:
        """Note a cell that holds something: where it is, and whether it is a formula or an error."""
        read = REFERENCE.fullmatch(self.attributes.get("r", ""))
        if read:
            self.row, self.column = int(read[2]), column_number(read[1])
        if self.row > MOST_ROWS:
            raise Refusal("far", sheet=self.sheet, cell=f"{letters(self.column)}{self.row}", most=MOST_ROWS)
        if self.column > MOST_COLUMNS:
            cell = f"{letters(self.column)}{self.row}"
            raise Refusal("wide", sheet=self.sheet, cell=cell, most=MOST_COLUMNS)
        kind = self.attributes.get("t", "")
        if kind == "e":
            self.found.odd[self.row - 1, self.column - 1] = "error"
        elif name == "f" and kind != "str":
            # It only counts if calamine finds no value beside the formula.
            self.found.odd[self.row - 1, self.column - 1] = "formula"
        if not self.marked:
            self.marked = True
            self.found.filled += 1
            if self.found.filled > MOST_CELLS:
                raise Refusal("cells", most=MOST_CELLS)


def sheet_paths(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet name -> path of its XML, in the workbook's order."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            id = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            ids[attributes.get("name", "")] = id

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    parse(parts.get("xl/workbook.xml", b""), sheet)
    parse(parts.get("xl/_rels/workbook.xml.rels", b""), relation)
    found: dict[str, str] = {}
    for name, id in ids.items():
        target = targets.get(id, "")
        path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        if target and "chartsheets/" not in target:
            found[name] = path
    return found


def parse(xml: bytes, start: Any) -> None:
    """Call ``start`` for every element. Document types, and with them entities, are refused."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _doctype
    try:
        for at in range(0, len(xml), BUFFER):
            parser.Parse(xml[at : at + BUFFER], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refusal("damaged") from error


def _doctype(*_: Any) -> None:
    raise Refusal("doctype")


def column_number(text: str) -> int:
    """The number of a column by its letters: "A" -> 1, "AA" -> 27."""
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - 64
    return number


def letters(number: int) -> str:
    """The letters of a column by its number: 1 -> "A", 27 -> "AA"."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
