"""Cells that a person is to be asked about: which of those that a reader doubts matter, and what the order of ranks
says of their readings (pure).

A cell matters if a figure or a province is read from it. Of an answered cell nothing more is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.importing import cells
from bot.importing.cell_places import CellPlace
from bot.importing.columns import ColumnPlan, Planner
from bot.importing.draft import Both, Location
from bot.importing.grid import Grid, Row, Sheet
from bot.importing.layout import Block
from bot.importing.provinces import Provinces, both
from bot.importing.rows import Read, ReadTable
from bot.importing.xlsx_extent import column_number, letters

CellField = Literal["province", "score", "rank"]
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class CellAnswer:
    """What a person says stands in a cell: its row, the letter of its column, and the text ('' for nothing)."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """A cell to be asked about. ``readings`` are what it may be, the likeliest first; ``proven`` is the one of them
    that alone fits the order of the other ranks and scores, or ''. ``province`` and ``criterion`` say whose it is, as
    far as that is known; for the field ``province`` itself there is no criterion. ``place`` and ``name_place`` are
    where the cell and its province's name stand in the picture; ``page`` is the page of a PDF, 0 of a picture.
    """

    row: int
    column: str
    field: CellField
    readings: tuple[str, ...]
    province: Both | None = None
    criterion: Both | None = None
    place: CellPlace | None = None
    name_place: CellPlace | None = None
    proven: str = ""
    page: int = 0

    @property
    def cell(self) -> str:
        """Its name, as in a spreadsheet."""
        return f"{self.column}{self.row}"

    def plausible(self, text: str) -> bool:
        """Whether a text may stand in such a cell; '' is a blank one."""
        if not text:
            return True  # what was read may be a piece of a stamp
        if self.field == "province":
            return any(map(str.isalpha, text)) and len(text) <= LONGEST_NAME
        return cells.rank(text) is not None if self.field == "rank" else cells.number(text, ",") is not None


@dataclass(frozen=True, slots=True)
class UsedCell:
    """A cell that a figure or a province is read from: ``code`` is the criterion's, '' for the total; ``name`` is the
    column of the province's name.
    """

    row: int
    at: int
    name: int
    field: CellField
    code: str
    province: str = ""


def answered(grid: Grid, answers: Sequence[CellAnswer]) -> Grid:
    """The grid with what a person said in the place of what was read; nothing of it is doubted any more."""
    if not answers:
        return grid
    said = {(one.row, column_number(one.column) - 1): one.text for one in answers}
    return replace(grid, sheets=tuple(_answered(sheet, said) for sheet in grid.sheets))


def _answered(sheet: Sheet, said: Mapping[tuple[int, int], str]) -> Sheet:
    rows: list[Row] = []
    for row in sheet.rows:
        width = max([len(row.cells), *(at + 1 for number, at in said if number == row.number)])
        texts = [said.get((row.number, at), row.cell(at)) or None for at in range(width)]
        rows.append(Row(row.number, tuple(texts)))
    doubts = {key: doubt for key, doubt in sheet.doubts.items() if key not in said}
    return replace(sheet, rows=tuple(rows), doubts=doubts)


def used_cells(
    planned: Iterable[tuple[Block, ColumnPlan]], table: ReadTable, provinces: Provinces
) -> Iterator[UsedCell]:
    """The cells of the table that figures and provinces are read from, row by row."""
    whose = {(read.row, read.province_column): read.province for read in table.figures.values()}
    for block, plan in planned:
        for row in block.rows:
            kind = provinces.whose(row.text(block.province), Location(""), guess=False).kind
            if kind in ("summary", "header") or not any(row.cell(at) is not None for at in plan.used()):
                continue
            province = whose.get((row.number, letters(block.province + 1)), "")
            yield UsedCell(row.number, block.province, block.province, "province", "", province)
            for (code, what), column in plan.wide.items():
                yield UsedCell(row.number, column.at, block.province, what, code or "", province)


class CellDoubts:
    """The doubts of one sheet, with what is needed to speak of them."""

    def __init__(
        self,
        grid: Grid,
        sheet: Sheet,
        used: Sequence[UsedCell],
        table: ReadTable,
        provinces: Provinces,
        planner: Planner,
    ) -> None:
        self._sheet = sheet
        self._paged = grid.format == "pdf"
        self._used = {(cell.row, cell.at): cell for cell in used}
        self._table = table
        self._provinces = provinces
        self._planner = planner
        self._doubted = {(cell.row, cell.field, cell.code) for key, cell in self._used.items() if key in sheet.doubts}

    def open(self) -> tuple[OpenDoubt, ...]:
        """What the readers doubt and matters, from the top."""
        return tuple(
            self._asked(cell, self._sheet.doubts[key].readings)
            for key, cell in sorted(self._used.items())
            if key in self._sheet.doubts
        )

    def of(self, places: Iterable[tuple[int, int]]) -> tuple[OpenDoubt, ...]:
        """Cells that nobody doubted but that cannot all be right: each with what was read of it."""
        found = (self._used.get(place) for place in sorted(set(places)))
        return tuple(self._asked(cell, (self._text(cell),)) for cell in found if cell is not None)

    def row(self, number: int) -> list[tuple[int, int]]:
        """The places of the cells of a row that figures are read from."""
        return [key for key, cell in self._used.items() if key[0] == number and cell.field != "province"]

    def disordered(self, place: tuple[int, int]) -> list[tuple[int, int]]:
        """The places of the fewest scores and ranks, in the criterion of a cell, without which all are in order."""
        cell = self._used.get(place)
        if cell is None:
            return []
        wrong = {read.row for read in out_of_order(self._of(cell.code))}
        return [key for key, one in self._used.items() if one.row in wrong and one.code == cell.code and _ordered(one)]

    def _of(self, code: str) -> list[Read]:
        return [read for read in self._table.figures.values() if read.code == code]

    def _text(self, cell: UsedCell) -> str:
        row = self._sheet.by_number.get(cell.row)
        return row.text(cell.at) if row is not None else ""

    def _asked(self, cell: UsedCell, readings: tuple[str, ...]) -> OpenDoubt:
        named = cell.field != "province"
        unit = self._provinces.units.get(cell.province)
        place = self._sheet.places.get((cell.row, cell.at))
        return OpenDoubt(
            cell.row,
            letters(cell.at + 1),
            cell.field,
            readings,
            both(unit) if unit is not None and named else None,
            self._planner.name(cell.code) if named else None,
            place,
            self._sheet.places.get((cell.row, cell.name)) if named else None,
            self._proven(cell, readings),
            place.page if place is not None and self._paged else 0,
        )

    def _proven(self, cell: UsedCell, readings: tuple[str, ...]) -> str:
        """The reading that alone fits the order of what is not doubted, if there are others and one does."""
        own = self._table.figures.get((cell.province, cell.code))
        if own is None or len(readings) < 2 or cell.field == "province":
            return ""
        others = [
            read
            for read in self._table.figures.values()
            if read.code == cell.code and read.province != cell.province and self._sure(read)
        ]
        if len(others) + 1 < len(self._provinces.units):
            return ""
        fitting = [text for text in readings if _fits(text, cell.field, own, others)]
        return fitting[0] if len(fitting) == 1 else ""

    def _sure(self, read: Read) -> bool:
        doubted = {(read.row, "score", read.code), (read.row, "rank", read.code), (read.row, "province", "")}
        return read.score is not None and read.rank is not None and not doubted & self._doubted


def _ordered(cell: UsedCell) -> bool:
    return cell.field in ("score", "rank")


def _fits(text: str, field: CellField, own: Read, others: Sequence[Read]) -> bool:
    """Whether a score stands between those of the ranks around it, or a rank where its score belongs."""
    if field == "rank":
        rank = cells.rank(text)
        ahead = sum(1 for read in others if read.score is not None and own.score is not None and read.score > own.score)
        return rank is not None and own.score is not None and rank[0] == ahead + 1
    score = cells.number(text, ",")
    if score is None or own.rank is None:
        return False
    for read in others:
        if read.rank is None or read.score is None:
            return False
        ahead, same = read.rank < own.rank, read.rank == own.rank
        right = read.score == score if same else read.score > score if ahead else read.score < score
        if not right:
            return False
    return True


def out_of_order(reads: Sequence[Read]) -> list[Read]:
    """The fewest figures without which the scores fall as the ranks rise: one that was read wrong is among them."""
    ranked = sorted(
        (read for read in reads if read.rank is not None and read.score is not None),
        key=lambda read: (read.rank or 0, -(read.score or 0.0)),
    )
    longest = [1] * len(ranked)
    before = [-1] * len(ranked)
    for at, read in enumerate(ranked):
        for other in range(at):
            if _follows(ranked[other], read) and longest[other] + 1 > longest[at]:
                longest[at], before[at] = longest[other] + 1, other
    at = max(range(len(ranked)), key=longest.__getitem__, default=-1)
    kept: set[int] = set()
    while at >= 0:
        kept.add(at)
        at = before[at]
    return [read for place, read in enumerate(ranked) if place not in kept]


def _follows(first: Read, then: Read) -> bool:
    if first.rank == then.rank:
        return first.score == then.score
    return (first.score or 0.0) > (then.score or 0.0)
