"""A table that may become a release, and what was noticed about it, as plain values.

Texts for people are English msgids with values; ``bot.render.preview`` words them in a chat's language.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal, TypeAlias

from bot.importing.cell_places import ReadCell
from data.model.figures import RankKind
from data.releases.draft import FigureDraft, ReleaseDraft

ProblemKind = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Both:
    """A name or a phrase of the data, in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values that belong together, shown as "first (second)"."""

    first: Value
    second: Value


@dataclass(frozen=True, slots=True)
class Delta:
    """A difference of scores, shown with its sign unless that means nothing."""

    by: float
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    """A province's score in the period ``then`` and ``now``."""

    province: Both
    before: float
    then: str
    after: float
    now: str


@dataclass(frozen=True, slots=True)
class Say:
    """A phrase that is itself a msgid."""

    msgid: str


Value: TypeAlias = "str | int | float | Both | Delta | Move | Pair | Say | dt.date | tuple[Value, ...]"
"""What a placeholder may hold. A float is a score or a difference, a tuple is a list."""


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Something wrong (``error``: it stops) or odd (``warning``: to be confirmed) about a file.

    ``row`` counts from 1 as in a spreadsheet; ``column`` is its letter. ``read`` is what stands there. ``table`` is
    the number of the table in a Word document and ``page`` that of a PDF, 0 elsewhere. In a ``text`` the row is the
    number of a paragraph.
    """

    kind: ProblemKind
    msgid: str
    values: tuple[tuple[str, Value], ...] = ()
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    read: str = ""
    table: int = 0
    page: int = 0
    text: bool = False

    @property
    def key(self) -> str:
        """Twelve characters that stay the same as long as the same is said about the same place in the file."""
        said = (self.kind, self.msgid, self.values, self.sheet or self.table or "", self.row, self.column, self.read)
        paged = (*said, self.page) if self.page else said
        return sha256(repr(paged).encode()).hexdigest()[:12]


class FileRefused(Exception):
    """The file cannot be read at all; ``problem`` says why."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem.msgid)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file; it makes the problems found there."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    read: str = ""
    table: int = 0
    page: int = 0
    text: bool = False

    def error(self, msgid: str, **values: Value) -> FileProblem:
        return self._problem("error", msgid, values)

    def warning(self, msgid: str, **values: Value) -> FileProblem:
        return self._problem("warning", msgid, values)

    def _problem(self, kind: ProblemKind, msgid: str, values: dict[str, Value]) -> FileProblem:
        sorted_values = tuple(sorted(values.items()))
        place = (self.file, self.sheet, self.row, self.column, self.read, self.table, self.page, self.text)
        return FileProblem(kind, msgid, sorted_values, *place)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFigure(FigureDraft):
    """One figure and the cell it was read from. ``column`` is that of the score where there is one, ``rank_column``
    that of a rank in the file, ``province_column`` that of the name.
    """

    row: int
    column: str
    rank_column: str = ""
    province_column: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the file was understood as, for the preview.

    ``excluded`` provinces are in the table without any figure. ``columns`` are (letter, header, what it was taken for:
    a criterion's code and ``score`` or ``rank``). ``unused`` are the headers and ``passed`` the rows that
    were left aside. ``confirmed`` is how many cells of a picture a person looked at, None for what is no picture.
    ``said`` is the sentence that it was read from, '' for a file.
    """

    file: str
    sheet: str
    format: str
    form: Literal["wide", "long"]
    columns: tuple[tuple[str, str, str, str], ...]
    unused: tuple[str, ...]
    passed: tuple[str, ...]
    excluded: tuple[str, ...]
    missing: tuple[str, ...]
    confirmed: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(ReleaseDraft):
    """A table understood without error, each figure with the cell it was read from. ``rank_kind`` is that of the
    total's ranks. ``cells`` are those of its figures and names of which a place or a doubt is known.
    """

    figures: tuple[DraftFigure, ...]
    rank_kind: RankKind
    reading: Reading
    cells: tuple[ReadCell, ...] = ()

    def cells_of(self, figure: DraftFigure) -> tuple[ReadCell, ...]:
        """What is known of the cells of a figure: its score's or else its rank's, its rank's, its province's."""
        columns = dict.fromkeys((figure.column, figure.rank_column, figure.province_column))
        found = {cell.column: cell for cell in self.cells if cell.row == figure.row}
        return tuple(found[column] for column in columns if column in found)

    def place(self, figure: DraftFigure | None = None) -> Location:
        """The place where a figure was read, or the file as a whole; a sentence has no rows."""
        if figure is None or self.reading.said:
            return Location(self.reading.file, self.reading.sheet)
        read = "" if figure.score is None else f"{figure.score:.10g}"
        page = next((cell.place.page for cell in self.cells_of(figure) if cell.place is not None), 0)
        return Location(self.reading.file, self.reading.sheet, figure.row, figure.column, read, page=page)

    def rank_place(self, figure: DraftFigure) -> Location:
        """The place where a figure's rank was read."""
        if self.reading.said:
            return self.place()
        return replace(self.place(figure), column=figure.rank_column or figure.column, read=str(figure.rank or ""))
