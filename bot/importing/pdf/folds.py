"""A table that is printed in two or three halves beside each other, to save paper: its halves one below the other."""

from __future__ import annotations

from dataclasses import replace

from bot.importing.pdf.page_tables import PageTable, same_texts

MOST = 3
NARROWEST = 2
"""Columns that a half has at least."""


class Folds:
    """Knows in how many halves the tables are printed: those of a later page may have no header to show it."""

    def __init__(self) -> None:
        self._last: tuple[int, int] = (0, 1)

    def parts(self, table: PageTable) -> list[PageTable]:
        """The halves of a table from left to right, or only the table."""
        times = _times(table)
        if not table.header() and table.width == self._last[0]:
            times = self._last[1]
        self._last = (table.width, times)
        if times == 1:
            return [table]
        width = table.width // times
        return [_part(table, at * width, width) for at in range(times)]


def _times(table: PageTable) -> int:
    """How often the header says the same from left to right."""
    header = table.header()
    for times in range(MOST, 1, -1):
        width = table.width // times
        if table.width % times or width < NARROWEST or not header:
            continue
        parts = [[row[at * width : (at + 1) * width] for row in header] for at in range(times)]
        named = sum(1 for text in parts[0][-1] if text) >= NARROWEST
        if named and all(
            same_texts(one, other) for part in parts[1:] for one, other in zip(parts[0], part, strict=True)
        ):
            return times
    return 1


def _part(table: PageTable, start: int, width: int) -> PageTable:
    rows = tuple(row[start : start + width] for row in table.rows)
    merged = tuple(
        (top, left - start, bottom, right - start)
        for top, left, bottom, right in table.merged
        if start <= left and right < start + width
    )
    return replace(table, xs=table.xs[start : start + width + 1], rows=rows, merged=merged)
