"""A file before it has a format: sheets of typed cells, with what must be said beside them (plain values, pure)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from data.model.figures import Source


@dataclass(frozen=True, slots=True)
class Score:
    """A number with the decimals it is shown with; the file holds the number itself, unrounded."""

    value: float
    places: int


Cell = str | int | Score | dt.date | None
"""``None`` is nothing published or known: an empty cell, never 0."""
ColumnKind = Literal["text", "number", "link"]


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a sheet. ``width`` is in characters; an ``optional`` one is left out where it would be empty."""

    heading: str
    width: int = 12
    kind: ColumnKind = "number"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class FileSheet:
    """A table of cells, each row as long as ``columns``. ``notice`` stands above the header, always in sight."""

    name: str
    columns: tuple[FileColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """All that a file holds. ``stem`` is its name without the ending, in ASCII; ``lines`` say in the chat what is in
    it; ``data`` are the sheets of figures or tasks, and ``beside`` those of sources and notes.
    """

    title: str
    stem: str
    lines: tuple[str, ...]
    data: tuple[FileSheet, ...]
    beside: tuple[FileSheet, ...]
    sources: tuple[Source, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to export."""
        return not any(sheet.rows for sheet in self.data)


def compact(sheet: FileSheet) -> FileSheet:
    """The sheet without those of its optional columns that are empty."""
    kept = [
        place
        for place, column in enumerate(sheet.columns)
        if not column.optional or any(row[place] not in (None, "") for row in sheet.rows)
    ]
    return replace(
        sheet,
        columns=tuple(sheet.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in sheet.rows),
    )
