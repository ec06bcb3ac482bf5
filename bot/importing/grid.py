"""The cells of a file as they were read: sheets of rows, as plain values; nothing is understood yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bot.importing.draft import FileProblem, Location
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

    @cached_property
    def by_number(self) -> dict[int, Row]:
        return {row.number: row for row in self.rows}


@dataclass(frozen=True)
class Grid:
    """A file that could be read. ``format`` is ``xlsx`` or ``csv``; ``notes`` are warnings about the file itself."""

    name: str
    format: str
    file_hash: str
    sheets: tuple[Sheet, ...]
    notes: tuple[FileProblem, ...] = ()

    def place(self, sheet: Sheet, row: Row | None = None, at: int | None = None) -> Location:
        column = letters(at + 1) if at is not None else ""
        read = row.text(at) if row is not None and at is not None else ""
        return Location(self.name, sheet.name, row.number if row else None, column, read)


def shown(cell: Cell) -> str:
    """What stands in a cell, as text; numbers have no needless zeros."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return cell.text if isinstance(cell, Odd) else cell
