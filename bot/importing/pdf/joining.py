"""Tables of single pages -> whole tables: one that goes on over the page, or beside itself in a second half, is one
table with one header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.importing.limits import MOST_CELLS, MOST_ROWS, MOST_TABLES
from bot.importing.pdf.folds import Folds
from bot.importing.pdf.lines import CellText
from bot.importing.pdf.odd_decimals import odd_decimals
from bot.importing.pdf.page_tables import Merged, PageTable, same_texts
from bot.importing.sniff import Refusal

SHIFTED = 12.0
"""Points by which the columns of a table may differ from page to page."""
TITLE_LINES = 6
FEWEST_NAMES = 3
FEWEST_LETTERS = 3
NEW_TABLE = re.compile(r"^\s{0,3}(?:bảng|biểu|phụ lục|table|annex)\s{1,3}(?:số\s)?[\dIVXA-D]", re.I)
GOES_ON = re.compile(r"tiếp|continued", re.I)


@dataclass(slots=True)
class _Whole:
    """A table of one page or several, as its parts are added."""

    first: PageTable
    header: list[tuple[str, ...]]
    last: PageTable
    rows: list[tuple[PageTable, tuple[CellText | None, ...]]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)

    def add(self, table: PageTable, skip: int) -> None:
        """Add the rows of a part, without those of its header that are there already."""
        offset = len(self.rows) - skip
        self.rows += [(table, row) for row in table.rows[skip:]]
        for top, left, bottom, right in table.merged:
            if top >= skip:
                self.merged.append((top + offset, left, bottom + offset, right))
        self.last = table


def sheets_of(tables: Iterable[PageTable]) -> list[dict[str, Any]]:
    """The sheets of all tables of a file, in order; see ``grid.grid_of``. Raises Refusal if there are too many."""
    wholes: list[_Whole] = []
    running: dict[str, int] = {}
    folded = Folds()
    for table in (part for whole in tables for part in folded.parts(whole)):
        for line in table.above:
            running[line] = running.get(line, 0) + 1
        begun = next((one for one in reversed(wholes[-3:]) if _goes_on(one, table)), None)
        if begun is not None:
            begun.add(table, _repeated(begun.header, table))
        else:
            wholes.append(_Whole(table, table.header(), table))
            wholes[-1].add(table, 0)
    if len(wholes) > MOST_TABLES:
        raise Refusal("pdf-tables", most=MOST_TABLES)
    filled = 0
    for whole in wholes:
        if len(whole.rows) > MOST_ROWS:
            raise Refusal("rows", row=MOST_ROWS, most=MOST_ROWS)
        filled += sum(1 for _, row in whole.rows for cell in row if cell)
    if filled > MOST_CELLS:
        raise Refusal("cells", most=MOST_CELLS)
    numbers = range(1, len(wholes) + 1) if len(wholes) > 1 else [0]
    return [_sheet(whole, number, running) for number, whole in zip(numbers, wholes, strict=False)]


def _goes_on(whole: _Whole, table: PageTable) -> bool:
    """Whether a table is the rest of one before it: the same columns, and either its header again or none at all."""
    last = whole.last
    if table.width != whole.first.width or table.page.number - last.page.number > 1:
        return False
    title = next((line for line in reversed(table.above) if NEW_TABLE.match(line)), "")
    if title and title not in whole.first.above and not GOES_ON.search(title):
        return False
    repeated = _repeated(whole.header, table)
    beside = table.page.number == last.page.number
    if beside and min(table.bottom, last.bottom) - max(table.top, last.top) < 0.3 * (table.bottom - table.top):
        return False
    if not repeated and (table.header() or beside or not _aligned(last, table)):
        return False
    return not _begins_again(whole, table, repeated)


def _repeated(header: Sequence[tuple[str, ...]], table: PageTable) -> int:
    """How many rows at the top of a table are the header again."""
    mine = table.header()
    same = [same_texts(one, other) for one, other in zip(header, mine, strict=False)]
    return len(header) if header and len(same) == len(header) and all(same) else 0


def _aligned(last: PageTable, table: PageTable) -> bool:
    """Whether the columns stand where they stood, apart from a margin on the other side of the sheet."""
    shift = table.xs[1] - last.xs[1]
    inner = zip(last.xs[1:-1], table.xs[1:-1], strict=True)
    return abs(shift) < 60 and all(abs(one + shift - other) <= SHIFTED for one, other in inner)


def _begins_again(whole: _Whole, table: PageTable, skip: int) -> bool:
    """Whether this is another table with the same columns: the running number begins anew, or the names are there."""
    parts = [row for _, row in whole.rows[len(whole.header) :]]
    for at in range(table.width):
        before = [cell.text for row in parts if (cell := row[at])]
        after = [cell.text for row in table.rows[skip:] if (cell := row[at])]
        if at == 0 and "1" in after[:1] and before[:1] == ["1"] and before[1:2] == ["2"]:
            return True
        named = [text for text in after if sum(map(str.isalpha, text)) >= FEWEST_LETTERS]
        if len(named) >= FEWEST_NAMES and 2 * len(set(named) & set(before)) > len(named):
            return True
    return False


def _sheet(whole: _Whole, number: int, running: dict[str, int]) -> dict[str, Any]:
    """The sheet of a table. Lines that stand above every page are no title of it."""
    rows: list[tuple[int, list[str]]] = []
    places: list[list[Any]] = []
    doubts: list[list[Any]] = []
    for at, (table, row) in enumerate(whole.rows, 1):
        cells = [cell.text if cell else "" for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append((at, cells))
        for column, cell in enumerate(row):
            if cell is None:
                continue
            places.append([at, column, table.page.number, *table.page.share(cell.box)])
            if cell.doubt is not None:
                doubts.append([at, column, list(cell.doubt.readings), cell.doubt.confidence])
    doubts += odd_decimals(rows, {(row, column) for row, column, *_ in doubts})
    title = [line for line in whole.first.above if running.get(line, 0) < 3][-TITLE_LINES:]
    return {
        "name": "",
        "hidden": False,
        "rows": rows,
        "merged": [list(area) for area in whole.merged],
        "table": number,
        "title": "\n".join(title),
        "places": places,
        "doubts": doubts,
    }
