"""Facts of one index, period and source, as the small table that the readers of tables go on with (pure)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.importing.grid import Cell, Odd
from bot.importing.sniff import CELLS_MARK
from bot.importing.xlsx_extent import column_number

SENTENCE = "sentence"
"""The format of a table that was made from a sentence."""
PROVINCE_HEADER, CRITERION_HEADER, SCORE_HEADER, RANK_HEADER = "Tỉnh, thành phố", "Tiêu chí", "Điểm", "Xếp hạng"
TOTAL = "Tổng điểm"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as it was written: the province's name, the criterion's code or name ('' is the total), score and rank as
    cells hold them; ``number`` is its row in the file.
    """

    number: int
    province: str
    criterion: str
    score: Cell
    rank: Cell


@dataclass(frozen=True, slots=True)
class FactColumns:
    """The letters of the columns in which the parts of a fact stand; '' where the file has none."""

    province: str = "A"
    criterion: str = "B"
    score: str = "C"
    rank: str = "D"


@dataclass(frozen=True, slots=True)
class FactTable:
    """The facts of one ``index`` and ``period`` ('' where a sentence does not say) that one source gives: its title,
    its address and when it was published. ``issuer`` is '' for the index's own publisher.
    """

    index: str
    period: str
    source: str
    url: str
    issuer: str
    announced: dt.date | None
    rows: tuple[FactRow, ...]
    header: int = 1
    """The row of the file in which the headers stand."""
    columns: FactColumns = FactColumns()
    sheet: str = ""

    def cells(self, format: str, said: str = "") -> bytes:
        """The table as the reading process is given it, in the place of a file. ``said`` is the sentence."""
        rows: list[list[Any]] = [[self.header, self._placed(PROVINCE_HEADER, CRITERION_HEADER, *VALUES)]]
        for row in self.rows:
            criterion = (row.criterion or TOTAL) if self._of_criteria else None
            rows.append([row.number, self._placed(row.province, criterion, _plain(row.score), _plain(row.rank))])
        sheet = {"name": self.sheet, "hidden": False, "rows": rows, "merged": [], "title": said}
        return CELLS_MARK + json.dumps({"format": format, "sheets": [sheet]}, ensure_ascii=False).encode()

    @property
    def _of_criteria(self) -> bool:
        return any(row.criterion for row in self.rows)

    def _placed(self, province: str, criterion: str | None, score: Any, rank: Any) -> list[Any]:
        """The cells of a row, each in the column in which it stood."""
        columns = self.columns
        values: Sequence[tuple[str, Any]] = (
            (columns.province, province),
            (columns.criterion, criterion if self._of_criteria else None),
            (columns.score, score if any(row.score not in (None, "") for row in self.rows) else None),
            (columns.rank, rank if any(row.rank not in (None, "") for row in self.rows) else None),
        )
        placed: list[Any] = [None] * max(column_number(letter) for letter, _ in values if letter)
        for letter, value in values:
            if letter:
                placed[column_number(letter) - 1] = value
        return placed


def _plain(cell: Cell) -> Any:
    """A cell as a reader of files answers it."""
    return [cell.kind, cell.text] if isinstance(cell, Odd) else cell


VALUES = (SCORE_HEADER, RANK_HEADER)
