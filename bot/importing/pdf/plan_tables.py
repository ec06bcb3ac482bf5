"""Tables of plans as they stand on pages -> whole tables: headers that are repeated are left out, rows that were broken
over a page are put together, and cells that are merged over it are one.

That a row goes on is known by its number, which only its beginning has, and by its text, which filled the page before.
Where that is not certain it is said (``seams``), for no agency must get a task of another unseen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.importing.cell_places import Seam
from bot.importing.limits import MOST_CELLS, MOST_ROWS, MOST_TABLES
from bot.importing.pdf.cell_lines import BULLET, Padding, begins_anew, padding_of, room_after, text_of
from bot.importing.pdf.page_cells import PageRows, TableCell, rows_of
from bot.importing.pdf.page_tables import PageTable, same_texts
from bot.importing.sniff import Refusal

SHIFTED = 6.0
"""Points by which the columns of a table may differ from page to page ..."""
MOST_SHIFT = 60.0
"""... apart from a margin on the other side of the sheet."""
GOES_ON = re.compile(r"(?i)\b(?:tiếp theo|tiếp|continued)\b")
TITLE_LINES = 4
MOST_LOOKED = 30
FILLED = 0.6
"""The share of its rows that hold something in a column in which an empty cell is worth a word."""
NUMBER = re.compile(r"\(?(?:[IVX]{1,6}|\d{1,3}(?:\.\d{1,2}){0,4}|[A-HĐa-zđ])[.)]?")
NUMBERED = 0.5
"""The share of the cells of the first column that are numbers, if it is that of the numbers."""


@dataclass(slots=True)
class PlanTableParts:
    """A table of one page or several, as its parts are added; ``before`` are the lines of text before it."""

    first: PageTable
    before: tuple[str, ...]
    rows: PageRows = field(init=False)
    seams: dict[tuple[int, int], Seam] = field(default_factory=dict)
    last_page: int = 0

    def __post_init__(self) -> None:
        self.last_page = self.first.page.number
        self.rows = rows_of(self.first, range(self.first.width + 1), 0)

    def goes_on(self, table: PageTable, above: Sequence[str]) -> bool:
        """Whether a table at the top of the next page, with these lines ``above`` it, is the rest of this one."""
        titled = [line for line in above if any(map(str.isalpha, line))]
        if titled and not any(GOES_ON.search(line) for line in titled):
            return False
        return self._columns(table) is not None

    def add(self, table: PageTable) -> None:
        """Add the rest of it that stands on the next page."""
        columns = self._columns(table)
        assert columns is not None
        self.last_page = table.page.number
        more = rows_of(table, columns, self._repeated(table))
        if not more.cells:
            return
        pairs = self._pairs(more)
        broken = self._is_broken(pairs)
        if broken is None:
            self._carry(more, pairs)
            shift, begin = len(self.rows.cells), 0
        else:
            self._put_together(more, pairs, certain=broken)
            shift, begin = len(self.rows.cells) - 1, 1
        for (top, left), (_, _, bottom, right) in more.areas.items():
            self.rows.areas[top + shift, left] = (top + shift, left, bottom + shift, right)
        self.rows.cells += more.cells[begin:]

    def _columns(self, table: PageTable) -> Sequence[int] | None:
        """For each boundary of the table's columns, which of this one's it is; None where one is none of them."""
        known = self.first.xs
        for shift in (0.0, known[0] - table.xs[0], known[-1] - table.xs[-1]):
            nearest = [min(range(len(known)), key=lambda at: abs(known[at] - x - shift)) for x in table.xs]
            near = all(abs(known[at] - x - shift) <= SHIFTED for at, x in zip(nearest, table.xs, strict=True))
            whole = nearest[0] == 0 and nearest[-1] == len(known) - 1
            if abs(shift) <= MOST_SHIFT and near and whole and len(set(nearest)) == len(nearest):
                return nearest
        return None

    def _repeated(self, table: PageTable) -> int:
        """How many rows at the top of a table are the first table's first rows again."""
        count = 0
        if table.width == self.first.width:
            most = min(len(table.rows), len(self.first.rows))
            while count < most and same_texts(table.texts(count), self.first.texts(count)):
                count += 1
        return count

    def _pairs(self, more: PageRows) -> dict[int, tuple[TableCell | None, TableCell | None]]:
        """By column, what stands there in the last row and in the first row of the rest; empty where these are not of
        the same cells.
        """
        last, width = len(self.rows.cells) - 1, len(self.first.xs) - 1
        if more.is_wide(0) or self.rows.is_wide(last):
            return {}
        pairs = {}
        for at in range(width):
            top, left, _, right = self.rows.area(last, at)
            _, left_again, _, right_again = more.area(0, at)
            if (left, right) != (left_again, right_again):
                return {}
            if left == at:
                pairs[at] = (self.rows.cells[top][at], more.cells[0][at])
        return pairs

    def _is_broken(self, pairs: dict[int, tuple[TableCell | None, TableCell | None]]) -> bool | None:
        """Whether the first row of the rest is the end of the last row: True, certainly; False, probably; None, it is
        another row.
        """
        first, again = pairs.get(0, (None, None))
        numbered = self._is_numbered()
        rest = {
            at: after for at, (_, after) in pairs.items() if after is not None and not (numbered and after is again)
        }
        if not rest or (numbered and first is not None and again is not None):
            return None
        small = anew = 0
        for at, after in rest.items():
            before = pairs[at][0]
            if before is None or not before.is_full():
                return None
            small += _goes_on_small(after)
            anew += self._begins_anew(at, before, after)
        # Its beginning is on the page before if its first cell is; what begins anew in several columns is another row.
        begun = first is not None and again is None
        if not small and (not begun or (anew == len(rest) and anew > 1)):
            return None
        return bool(small) or not anew

    def _begins_anew(self, at: int, before: TableCell, after: TableCell) -> bool:
        """Whether what stands in a column on the next page would have had room behind what stands above it."""
        if _goes_on_small(after):
            return False
        room = room_after(before.lines, len(before.lines) - 1, self._padding(at))
        return begins_anew(before.lines[-1].line, room, after.lines[0].line)

    def _is_numbered(self) -> bool:
        """Whether the first column is that of the numbers."""
        said = [row[0].text for row in self.rows.cells if row[0] is not None]
        return sum(1 for text in said if NUMBER.fullmatch(text)) >= max(1.0, NUMBERED * len(said))

    def _put_together(
        self, more: PageRows, pairs: dict[int, tuple[TableCell | None, TableCell | None]], *, certain: bool
    ) -> None:
        """Make the first row of the rest the end of the last row."""
        last = len(self.rows.cells) - 1
        for at, (before, after) in pairs.items():
            top, left, _, right = self.rows.area(last, at)
            _, _, bottom, _ = more.area(0, at)
            more.areas.pop((0, at), None)
            if top < last + bottom or left < right:
                self.rows.areas[top, left] = (top, left, last + bottom, right)
            if before is None:
                self.rows.cells[top][at] = after
            elif after is not None:
                before.goes_on(after)
        if not certain:
            self.seams[last, 0] = "row"

    def _carry(self, more: PageRows, pairs: dict[int, tuple[TableCell | None, TableCell | None]]) -> None:
        """Let merged cells go on over the page: there they are empty, or hold the rest of their text. An empty cell of
        one row below a merged one may also be an empty cell.
        """
        last = len(self.rows.cells) - 1
        for at, (before, after) in pairs.items():
            top, left, bottom, right = self.rows.area(last, at)
            _, _, deep, _ = more.area(0, at)
            if before is None or (top == bottom and not deep):
                if before is not None and after is None and self._is_filled(at):
                    self.seams[last + 1, at] = "open"
                continue
            if after is not None:
                if not (before.is_full() and _goes_on_small(after)):
                    continue
                before.goes_on(after)
                more.cells[0][at] = None
            more.areas.pop((0, at), None)
            self.rows.areas[top, left] = (top, left, last + 1 + deep, right)
            if not deep and after is None:
                self.seams[last + 1, at] = "cell"

    def _is_filled(self, column: int) -> bool:
        """Whether most of the last rows have something in a column."""
        last = range(len(self.rows.cells))[-MOST_LOOKED:]
        shown = [row for row in last if self.rows.cells[self.rows.area(row, column)[0]][column]]
        return len(shown) >= FILLED * len(last)

    def _padding(self, column: int) -> Padding:
        """How far from its borders the text of a column stays."""
        spans = {(top, left) for top, left, _, right in self.rows.areas.values() if right > left}
        held = ((at, row[column]) for at, row in enumerate(self.rows.cells) if (at, column) not in spans)
        return padding_of(line for _, cell in held if cell is not None for line in cell.lines)

    def sheet(self, number: int) -> dict[str, Any]:
        """The sheet of the table, as ``grid.grid_of`` takes it."""
        paddings = [self._padding(at) for at in range(len(self.first.xs) - 1)]
        rows: list[tuple[int, list[str]]] = []
        places: list[list[Any]] = []
        doubts: list[list[Any]] = []
        for at, row in enumerate(self.rows.cells, 1):
            texts = [""] * len(row)
            for column, cell in enumerate(row):
                if cell is None:
                    continue
                texts[column] = text_of(cell.lines, paddings[column])
                places.append([at, column, cell.page, *cell.box])
                if cell.doubtful:
                    doubts.append([at, column, [texts[column]], 0.5])
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                rows.append((at, texts))
        return {
            "name": "",
            "hidden": False,
            "rows": rows,
            "merged": [list(area) for area in self.rows.areas.values()],
            "table": number,
            "title": "\n".join(self.before[-TITLE_LINES:]),
            "places": places,
            "doubts": doubts,
            "seams": [[row + 1, column, seam] for (row, column), seam in self.seams.items()],
        }


def _goes_on_small(rest: TableCell) -> bool:
    """Whether a text begins with a small letter, as only the rest of one does."""
    return rest.text[:1].islower() and not BULLET.match(rest.text)


def sheets_of(wholes: Sequence[PlanTableParts]) -> list[dict[str, Any]]:
    """The sheets of all tables of a file, in order. Raises Refusal if there are too many."""
    if len(wholes) > MOST_TABLES:
        raise Refusal("pdf-tables", most=MOST_TABLES)
    if any(len(whole.rows.cells) > MOST_ROWS for whole in wholes):
        raise Refusal("rows", row=MOST_ROWS, most=MOST_ROWS)
    if sum(1 for whole in wholes for row in whole.rows.cells for cell in row if cell) > MOST_CELLS:
        raise Refusal("cells", most=MOST_CELLS)
    return [whole.sheet(number) for number, whole in enumerate(wholes, 1)]
