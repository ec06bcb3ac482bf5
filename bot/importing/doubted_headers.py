"""Headers of a picture that were not read cleanly, held against the names that headers of such a table have (pure).

Nothing with a figure in it is mended: "Lĩnh vực 1" is as near to "Lĩnh vực 7" as to itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from bot.i18n import N_
from bot.importing.draft import FileProblem, Pair
from bot.importing.grid import Cell, Grid, Row, Sheet
from bot.names.normalize import fold
from data.queries.catalogue import Catalogue

COMMON = (
    "Tỉnh, thành phố", "Tỉnh/thành phố", "Tên tỉnh, thành phố", "Địa phương", "Đơn vị", "Xếp hạng", "Thứ hạng", "Hạng",
    "Điểm số", "Tổng điểm", "Điểm", "Chỉ số", "Tổng hợp", "Điểm các lĩnh vực", "Kết quả", "Vùng", "Ghi chú", "Năm",
)  # fmt: skip
ROWS = 6
"""How far down a header may reach."""
SHORTEST = 5
NEAR = 82.0
CLEAR = 4.0


@dataclass(frozen=True, slots=True)
class Mended:
    """A grid whose headers are as they should read, and what is to be confirmed of them."""

    grid: Grid
    problems: tuple[FileProblem, ...] = ()


class DoubtedHeaders:
    """Knows the headers that a table of an index and a year may have."""

    def __init__(self, catalogue: Catalogue, index: str, year: int) -> None:
        one = catalogue.indices.get(index)
        names = [*COMMON, *((one.short,) if one is not None else ())]
        for row in catalogue.indicators.get(index, ()):
            if row.holds(year):
                names += [row.name_vi, row.short_vi, f"Chỉ số {row.short_vi}"]
        self._names: dict[str, str] = {_closed(name): name for name in reversed(names)}

    def mended(self, grid: Grid) -> Mended:
        """The grid with clean headers; one warning lists those that only resemble what they were taken for."""
        guessed: dict[str, str] = {}
        sheets = tuple(self._sheet(sheet, guessed) for sheet in grid.sheets)
        problems: tuple[FileProblem, ...] = ()
        if guessed:
            pairs = tuple(Pair(name, read) for read, name in guessed.items())
            problems = (grid.place(grid.sheets[0]).warning(GUESSED_HEADERS, headers=pairs),)
        return Mended(replace(grid, sheets=sheets), problems)

    def _sheet(self, sheet: Sheet, guessed: dict[str, str]) -> Sheet:
        rows: list[Row] = []
        for place, row in enumerate(sheet.rows):
            if place >= ROWS:
                rows.append(row)
                continue
            cells: list[Cell] = []
            for at, cell in enumerate(row.cells):
                doubt = sheet.doubts.get((row.number, at))
                readings = doubt.readings if doubt is not None else (cell,) if isinstance(cell, str) else ()
                cells.append(self._one(readings, guessed) or cell)
            rows.append(Row(row.number, tuple(cells)))
        return replace(sheet, rows=tuple(rows))

    def _one(self, readings: tuple[str, ...], guessed: dict[str, str]) -> str:
        """The header that a cell's readings are nearest to; '' where none is near."""
        if not readings or any(map(str.isdigit, "".join(readings))):
            return ""
        best: tuple[float, str, str] = (0.0, "", "")
        for text in readings:
            closed = _closed(text)
            if closed in self._names:
                return self._names[closed]
            near = process.extract(closed, self._names.keys(), scorer=fuzz.ratio, limit=2)
            clear = len(near) < 2 or near[0][1] - near[1][1] >= CLEAR
            if len(closed) >= SHORTEST and near and clear and near[0][1] > best[0]:
                best = (near[0][1], self._names[str(near[0][0])], text)
        if best[0] < NEAR:
            return ""
        guessed[best[2]] = best[1]
        return best[1]


def _closed(text: str) -> str:
    return fold(text).replace(" ", "")


GUESSED_HEADERS = N_("Headers that were not read cleanly, and what they were taken for: {headers}.")
