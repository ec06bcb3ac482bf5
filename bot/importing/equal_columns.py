"""Whether two columns are one: published tables show a total once as points and once more as the index (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.importing import cells
from bot.importing.grid import Cell, Row
from data.rules import PERCENT, TINY, rounding

Field = Literal["score", "rank"]


def equal_columns(rows: Sequence[Row], one: int, other: int, what: Field) -> Literal["same", "finer", ""]:
    """Whether two columns say the same in every row, apart from rounding and from percent written as shares.

    "finer" is the ``other`` that shows more decimals; '' are columns that differ anywhere, or hold nothing.
    """
    read = _rank if what == "rank" else cells.number
    pairs = [(read(row.cell(one)), read(row.cell(other))) for row in rows]
    known = [(a, b) for a, b in pairs if a is not None and b is not None]
    if len(known) < 2 or any((a is None) != (b is None) for a, b in pairs):
        return ""
    for first, second in ((1.0, 1.0), (PERCENT, 1.0), (1.0, PERCENT)):
        left, right = [round(a * first, 8) for a, _ in known], [round(b * second, 8) for _, b in known]
        slack = max(rounding(left), rounding(right)) if what == "score" else 0.0
        if all(abs(a - b) <= slack + TINY for a, b in zip(left, right, strict=True)):
            return "finer" if rounding(right) < rounding(left) else "same"
    return ""


def _rank(cell: Cell) -> float | None:
    read = cells.rank(cell)
    return float(read[0]) if read else None
