"""The cells of a file as they were read: sheets of rows, as plain values; nothing is understood yet (pure)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any, Literal

from bot.i18n import N_
from bot.importing.cell_places import CellDoubt, CellPlace, ReadCell, Seam
from bot.importing.cell_text import was_cut
from bot.importing.draft import FileProblem, Location
from bot.importing.limits import LONGEST_CELL, LONGEST_TASK
from bot.importing.xlsx_extent import letters

OddKind = Literal["date", "formula", "error", "truth", "endless"]


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that is neither text nor number: a date, a formula without value, an error value, TRUE, infinity."""

    kind: OddKind
    text: str


Cell = str | float | Odd | None
Merge = tuple[int, int, int, int]
"""First row and column, last row and column, all counted from 0."""


@dataclass(frozen=True)
class Row:
    """One row. ``number`` counts from 1 as in a spreadsheet. Cells to the right of the last filled one are left out."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, at: int) -> Cell:
        return self.cells[at] if at < len(self.cells) else None

    def text(self, at: int) -> str:
        """The cell as it is shown to people."""
        return shown(self.cell(at))


@dataclass(frozen=True)
class Sheet:
    """The rows that hold anything, from top to bottom. A CSV file is one sheet without a name."""

    name: str
    hidden: bool
    rows: tuple[Row, ...]
    merged: tuple[Merge, ...] = ()
    table: int = 0
    """Its number in a Word document or a PDF, from 1; 0 for a sheet of a workbook, or the only table of a PDF."""
    title: str = ""
    """What stands before a table of a Word document or a PDF."""
    places: Mapping[tuple[int, int], CellPlace] = field(default_factory=dict, hash=False)
    """Where cells stand in a PDF or a picture, by row number and column (from 0); other files have no places."""
    doubts: Mapping[tuple[int, int], CellDoubt] = field(default_factory=dict, hash=False)
    """The cells of which their reader is not sure, by the same."""
    seams: Mapping[tuple[int, int], Seam] = field(default_factory=dict, hash=False)
    """The cells of a plan in a PDF that may not go on over the page as they were read, by the same."""
    outlined: bool = False
    """Whether its rows are paragraphs of a text (``plans.outline_rows``), numbered as these are."""
    readers: tuple[str, ...] = ()
    """What read it off a picture, with versions; () for what was not."""

    @cached_property
    def by_number(self) -> dict[int, Row]:
        return {row.number: row for row in self.rows}

    @cached_property
    def pages(self) -> dict[int, int]:
        """Row number -> the page on which it stands, where that is known."""
        return {number: place.page for (number, _), place in self.places.items()}

    def cell(self, number: int, at: int) -> ReadCell | None:
        """What is known of the cell besides what stands in it; None if that is nothing."""
        place, doubt = self.places.get((number, at)), self.doubts.get((number, at))
        return ReadCell(number, letters(at + 1), place, doubt) if place or doubt else None


@dataclass(frozen=True)
class Grid:
    """A file that could be read. ``format`` is ``xlsx``, ``csv``, ``docx``, ``pdf``, ``picture`` or, of what somebody
    wrote in the chat, ``sentence``; ``notes`` are warnings about
    the file as a whole.
    """

    name: str
    format: str
    file_hash: str
    sheets: tuple[Sheet, ...]
    notes: tuple[FileProblem, ...] = ()

    @property
    def pictured(self) -> bool:
        """Whether it was read off a picture, so that what was read may not be what stands there."""
        return any(sheet.readers for sheet in self.sheets)

    def place(self, sheet: Sheet, row: Row | None = None, at: int | None = None) -> Location:
        column = letters(at + 1) if at is not None else ""
        read = row.text(at) if row is not None and at is not None else ""
        page = sheet.pages.get(row.number, 0) if row is not None else 0
        return Location(self.name, sheet.name, row.number if row else None, column, read, sheet.table, page)


def shown(cell: Cell) -> str:
    """What stands in a cell, as text; numbers have no needless zeros."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return cell.text if isinstance(cell, Odd) else cell


def grid_of(name: str, file_hash: str, answer: dict[str, Any]) -> Grid:
    """The grid of what a reader answered (``format`` and ``sheets``), with notes on the file itself.

    A sheet has ``name``, ``hidden``, ``rows`` (number and cells) and ``merged``; it may have ``table``, ``title``,
    ``places`` (row, column, page, left, top, right, bottom), ``doubts`` (row, column, readings, confidence), ``seams``
    (row, column, kind), ``outlined`` and, read off a picture, ``readers`` and ``turns`` (page, by how many quarters it
    is turned). The answer may name pages of a PDF that were ``pictured``, or are ``unread``.
    """
    sheets = tuple(_sheet(sheet) for sheet in answer["sheets"])
    notes = (*_misnamed(name, answer["format"]), *_pages(name, answer), *_cut(name, sheets))
    return Grid(name, answer["format"], file_hash, sheets, notes)


def _sheet(sheet: dict[str, Any]) -> Sheet:
    rows = tuple(Row(number, tuple(_cell(cell) for cell in cells)) for number, cells in sheet["rows"])
    merged = tuple((a, b, c, d) for a, b, c, d in sheet["merged"])
    turns = dict(sheet.get("turns", ()))
    places = {
        (number, at): CellPlace(page, (left, top, right, bottom), turns.get(page, 0))
        for number, at, page, left, top, right, bottom in sheet.get("places", ())
    }
    doubts = {
        (number, at): CellDoubt(tuple(readings), confidence)
        for number, at, readings, confidence in sheet.get("doubts", ())
    }
    seams = {(number, at): seam for number, at, seam in sheet.get("seams", ())}
    name, hidden, table, title = sheet["name"], sheet["hidden"], sheet.get("table", 0), sheet.get("title", "")
    outlined, readers = sheet.get("outlined", False), tuple(sheet.get("readers", ()))
    return Sheet(name, hidden, rows, merged, table, title, places, doubts, seams, outlined, readers)


def _cell(cell: Any) -> Cell:
    if isinstance(cell, list):
        kind, text = cell
        return Odd(kind, text)
    if isinstance(cell, str):
        return cell or None
    return None if cell is None else float(cell)


def _misnamed(name: str, format: str) -> Iterator[FileProblem]:
    ending = PurePosixPath(name).suffix.lower()
    if ending and ending not in ENDINGS.get(format, (ending,)):
        yield Location(name, read=name).warning(MISNAMED, ending=ending, format=FORMATS[format])


def _pages(name: str, answer: dict[str, Any]) -> Iterator[FileProblem]:
    """What is said of pages of a PDF without text that could be read."""
    for key, msgid in (("pictured", PICTURED), ("unread", UNREAD)):
        pages = answer.get(key)
        if pages:
            yield Location(name).warning(msgid, pages=tuple(map(str, pages)))


def _cut(name: str, sheets: tuple[Sheet, ...]) -> Iterator[FileProblem]:
    """One problem for all cells that are too long, at the first of them."""
    places = [
        Location(name, sheet.name, row.number, letters(at + 1), cell, sheet.table)
        for sheet in sheets
        for row in sheet.rows
        for at, cell in enumerate(row.cells)
        if isinstance(cell, str) and was_cut(cell)
    ]
    if places:
        most = LONGEST_TASK if any(len(place.read) > LONGEST_CELL + 1 for place in places) else LONGEST_CELL
        yield replace(places[0], read=places[0].read[:READ]).warning(CUT, n=len(places), most=most)


PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif")
FORMATS = {"xlsx": "XLSX", "csv": "CSV", "docx": "Word", "pdf": "PDF", "picture": "PNG/JPEG"}
ENDINGS = {
    "xlsx": (".xlsx",),
    "csv": (".csv", ".txt", ".tsv"),
    "docx": (".docx",),
    "pdf": (".pdf",),
    "picture": PICTURES,
}
READ = 60
MISNAMED = N_("The name ends in “{ending}”, but by its content this is {format}; it was read as that.")
PICTURED = N_("The text of page {pages} cannot be read; it was read as a picture is.")
UNREAD = N_("The text of page {pages} cannot be read; if the table goes on there, that part of it is missing.")
CUT = N_("Cells longer than {most} characters: {n}, the first one here. Only their beginnings were read.")
