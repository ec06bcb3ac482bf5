"""The cells of a table on one page, in the columns of the whole table, with their lines and borders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.importing.cell_places import Box
from bot.importing.pdf.cell_lines import PlacedLine
from bot.importing.pdf.page_tables import PageTable

FULL = 2.4
"""A cell whose last line stands farther than so many lines above its lower border was not full when the page was."""
LINE = 1.6
"""The distance of two lines, in their size, where a cell has only one."""
WIDE = 0.5
"""The share of a table's columns that a row merged over more of them covers."""
Area = tuple[int, int, int, int]
"""Top row, left column, bottom row, right column, counted from 0, all inclusive."""


@dataclass(slots=True)
class TableCell:
    """A cell with its lines, on all pages where it stands. ``bottom`` is its lower border on the last of them."""

    page: int
    box: Box
    lines: list[PlacedLine]
    bottom: float
    doubtful: bool = False

    @property
    def text(self) -> str:
        return " ".join(one.line.text for one in self.lines)

    def is_full(self) -> bool:
        """Whether its text reaches down to its lower border, so that it may go on over the page."""
        last = self.lines[-1].line
        pitch = LINE * last.size
        if len(self.lines) > 1 and 0 < last.middle - self.lines[-2].line.middle < 2 * pitch:
            pitch = last.middle - self.lines[-2].line.middle
        return self.bottom - last.box[3] <= FULL * pitch

    def goes_on(self, rest: TableCell) -> None:
        """Add what stands on the next page."""
        self.lines += rest.lines
        self.bottom = rest.bottom
        self.doubtful = self.doubtful or rest.doubtful


@dataclass(slots=True)
class PageRows:
    """Rows of cells, None for an empty one, and the merged areas among them by their first cell."""

    cells: list[list[TableCell | None]]
    areas: dict[tuple[int, int], Area]

    def area(self, row: int, column: int) -> Area:
        """The merged area in which a cell lies, or the cell itself."""
        for area in self.areas.values():
            top, left, bottom, right = area
            if top <= row <= bottom and left <= column <= right:
                return area
        return (row, column, row, column)

    def is_wide(self, row: int) -> bool:
        """Whether a row is a heading over most columns."""
        width = len(self.cells[row])
        return any(
            top <= row <= bottom and right - left + 1 > WIDE * width and right > left
            for top, left, bottom, right in self.areas.values()
        )


def rows_of(table: PageTable, columns: Sequence[int], skip: int) -> PageRows:
    """The rows of a table below the first ``skip``; ``columns`` say for each boundary of its columns which of the whole
    table's it is.
    """
    width = columns[-1]
    spans = {(top, left): (bottom, right) for top, left, bottom, right in table.merged}
    cells: list[list[TableCell | None]] = []
    areas: dict[tuple[int, int], Area] = {}
    for at in range(skip, len(table.rows)):
        row: list[TableCell | None] = [None] * width
        for column, cell in enumerate(table.rows[at]):
            if not _begins(table, at, column):
                continue
            bottom, last = spans.get((at, column), (at, column))
            left, right = columns[column], columns[last + 1] - 1
            if bottom > at or right > left:
                areas[at - skip, left] = (at - skip, left, bottom - skip, right)
            if cell is not None and cell.lines:
                border, end = table.xs[column], table.xs[last + 1]
                lines = [PlacedLine(line, border, end) for line in cell.lines]
                page = table.page
                row[left] = TableCell(page.number, page.share(cell.box), lines, table.ys[bottom + 1], bool(cell.doubt))
        cells.append(row)
    return PageRows(cells, areas)


def _begins(table: PageTable, row: int, column: int) -> bool:
    """Whether a cell begins here: none does within a merged area."""
    return not any(
        top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        for top, left, bottom, right in table.merged
    )
