"""Merged cells in a file of single facts: headers in two rows, and what is said once for several rows (pure)."""

from __future__ import annotations

from collections.abc import Collection

from bot.importing.grid import Row, Sheet
from bot.importing.layout import merged_down


def header_of(sheet: Sheet, row: Row) -> Row:
    """The headers that begin in a row. Where one of its cells is merged over the rows below, theirs stand in the last
    of these, under what is merged to the right: "Kết quả" over "Điểm" and "Hạng".
    """
    last = max((bottom for top, _, bottom, _ in sheet.merged if top == row.number - 1), default=0) + 1
    below = sheet.by_number.get(last)
    if below is None or below.number <= row.number:
        return row
    width = max(len(row.cells), len(below.cells))
    return Row(below.number, tuple(below.text(at) or row.text(at) or None for at in range(width)))


def filled_down(sheet: Sheet, columns: Collection[int]) -> tuple[Row, ...]:
    """The rows of a sheet; in those columns a cell that is merged over several rows stands in each of them."""
    over = {at: merged_down(sheet, at) for at in columns}
    if not any(over.values()):
        return sheet.rows
    rows: list[Row] = []
    for row in sheet.rows:
        cells = [*row.cells, *[None] * (max(columns) + 1 - len(row.cells))]
        for at, first in over.items():
            if cells[at] is None and row.number in first:
                cells[at] = (
                    sheet.by_number[first[row.number]].cell(at) if first[row.number] in sheet.by_number else None
                )
        rows.append(Row(row.number, tuple(cells)))
    return tuple(rows)
