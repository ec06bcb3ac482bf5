"""Where the tables of a plan lie within its sheets, and which column holds what (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.importing.grid import Cell, Row, Sheet, shown
from bot.importing.plans.column_roles import ColumnRole, role_of

MOST_FILLED = 300_000
"""Cells that merged areas may fill together."""
HEADER_ROWS = 3
VALUE = re.compile(r"(?i)(?:trước |ngày )*[\d.,/%-]+|[IVX]{1,5}\.?|quý [\divx]+.{0,12}|thường xuyên|hằng \w+")
CONTENT = re.compile(r"(?i)n[oộ]i dung")
CRITERION = re.compile(r"(?i)tiêu chí|chỉ số|lĩnh vực")
OF_RESULTS = re.compile(r"(?i)(?:điểm(?: số)?|(?:thứ |xếp )?hạng|nhóm|năm \d{4}|vị trí)")
LONGEST_OWN = 60
SHORT_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})\)?", re.I)


class MergedSheet:
    """A sheet in which every cell of a merged area holds what the area shows; an area is known by its first cell."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sheet.rows
        self.width = max((len(row.cells) for row in sheet.rows), default=0)
        self._origins: dict[tuple[int, int], tuple[int, int]] = {}
        rows = sorted(row.number for row in sheet.rows)
        for first, left, last, right in sheet.merged:
            if len(self._origins) > MOST_FILLED:
                break
            for number in rows:
                if first + 1 <= number <= last + 1:
                    for at in range(left, min(right, self.width - 1) + 1):
                        self._origins[number, at] = (first + 1, left)

    def origin(self, row: Row, at: int) -> tuple[int, int]:
        """Row and column of the cell that shows here."""
        return self._origins.get((row.number, at), (row.number, at))

    def cell(self, row: Row, at: int) -> Cell:
        number, column = self.origin(row, at)
        held = self.sheet.by_number.get(number)
        return held.cell(column) if held else None

    def text(self, row: Row, at: int) -> str:
        return shown(self.cell(row, at)).strip()

    def own(self, row: Row, at: int) -> bool:
        """Whether what shows here begins in this row."""
        return self.origin(row, at)[0] == row.number and bool(self.text(row, at))

    def origins(self, row: Row) -> list[tuple[int, int]]:
        """The cells of the row that show anything, each area once, from left to right."""
        every = (self.origin(row, at) for at in range(self.width) if self.text(row, at))
        return list(dict.fromkeys(every))


@dataclass(slots=True)
class PlanTable:
    """A table with its header: ``roles`` are those of its columns; ``rows`` those below the header."""

    merged: MergedSheet
    roles: dict[int, ColumnRole]
    headers: dict[int, str]
    rows: list[Row] = field(default_factory=list)
    above: str = ""
    """What stands above the header."""

    def column(self, *wanted: ColumnRole) -> int | None:
        return next((at for at, role in self.roles.items() if role in wanted), None)

    def columns(self, *wanted: ColumnRole) -> list[int]:
        return [at for at, role in self.roles.items() if role in wanted]

    @property
    def is_of_targets(self) -> bool:
        """Whether it says what is to be reached, not what is to be done."""
        return bool(self.columns("target")) and not self.columns("due", "product", "coordinating", "both")


def tables_of(sheet: Sheet) -> Iterator[PlanTable]:
    """The tables of tasks or targets of a sheet, from top to bottom."""
    merged = MergedSheet(sheet)
    table: PlanTable | None = None
    above = [sheet.title] if sheet.title else []
    at = 0
    while at < len(merged.rows):
        found = _header(merged, at)
        if found is None:
            if table is not None:
                table.rows.append(merged.rows[at])
            else:
                above += [merged.text(merged.rows[at], column) for _, column in merged.origins(merged.rows[at])]
            at += 1
            continue
        roles, headers, size = found
        at += size
        if table is not None and roles == table.roles:
            continue  # repeated on the next page
        if table is not None:
            yield table
            above = [] if table.is_of_targets else above
        table = PlanTable(merged, roles, headers, above="\n".join(above[-8:]))
    if table is not None:
        yield table


def with_tasks(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets without those that are made of a document's text, where a table has its tasks."""
    tables = [sheet for sheet in sheets if not sheet.outlined]
    held = any(not table.is_of_targets for sheet in tables for table in tables_of(sheet))
    return tables if held else list(sheets)


def continued(sheet: Sheet, table: PlanTable) -> PlanTable | None:
    """A table of a Word document without a header that goes on with the one before; None if it does not."""
    merged = MergedSheet(sheet)
    if not sheet.table or merged.width < max(table.roles, default=0) or merged.width > table.merged.width + 1:
        return None
    return PlanTable(merged, table.roles, table.headers, list(sheet.rows), table.above)


def _header(merged: MergedSheet, at: int) -> tuple[dict[int, ColumnRole], dict[int, str], int] | None:
    """Roles, headers and rows of a header that begins in this row."""
    row = merged.rows[at]
    if len(merged.origins(row)) < 3 or not _all_short(merged, row):
        return None
    headers = {column: _line(merged.text(row, column)) for column in range(merged.width)}
    shown = [headers[column] for number, column in merged.origins(row)]
    named = [role_of(text) for text in shown]
    sure = {role for role, strength in named if strength > 1}
    # A row of cells may hold such words too, but also numbers and times, and less often in every column.
    if len(sure) < 2 or sum(1 for role, _ in named if role) * 2 < len(shown) or any(map(_is_value, shown)):
        return None
    size = 1
    while size < HEADER_ROWS and at + size < len(merged.rows) and _goes_on(merged, merged.rows[at + size]):
        below = merged.rows[at + size]
        for column in range(merged.width):
            text = _line(merged.text(below, column)) if merged.own(below, column) else ""
            if text and text not in headers[column]:
                headers[column] = f"{headers[column]} {text}".strip()
        size += 1
    roles = _settled(headers)
    what = set(roles.values())
    tasks = "task" in what and what & {"lead", "both", "due", "coordinating"}
    targets = "target" in what and what & {"criteria", "task"}
    return (roles, headers, size) if tasks or targets else None


def _settled(headers: dict[int, str]) -> dict[int, ColumnRole]:
    """The role of each column; a role that several want goes to the surest, the first of equals."""
    wanted = {column: role_of(text) for column, text in headers.items() if text}
    roles: dict[int, ColumnRole] = {}
    for column, (role, _) in wanted.items():
        roles[column] = role or "other"
    for role in ("number", "task", "lead", "coordinating", "both", "due", "product"):
        same = [column for column in roles if roles[column] == role]
        if len(same) > 1:
            best = max(same, key=lambda column: (wanted[column][1], -column))
            for column in same:
                if column != best:
                    roles[column] = _second(headers[column], role)
    if "task" not in roles.values():
        # "Nội dung tiêu chí" or "Nội dung" with nothing else that says what is to be done.
        loose = [column for column, text in headers.items() if CONTENT.search(text)]
        if loose and "target" not in roles.values():
            roles[loose[0]] = "task"
    return roles


def _second(header: str, taken: ColumnRole) -> ColumnRole:
    """What a column holds whose first meaning another column has."""
    if taken == "task" and CRITERION.search(header):
        return "criteria"
    return "other"


def _goes_on(merged: MergedSheet, row: Row) -> bool:
    """Whether a row is a further row of the header: all that begins in it are headers, not cells."""
    own = [merged.text(row, at) for number, at in merged.origins(row) if number == row.number]
    if not 2 <= len(own) <= 8 or all(SHORT_NUMBER.fullmatch(text) for text in own):
        return False
    return all(len(text) <= LONGEST_OWN and (role_of(text)[1] >= 2 or _of_results(text)) for text in own)


def _is_value(text: str) -> bool:
    """Whether a text is what stands in cells: a number, a day, a quarter, the number of a row."""
    return bool(VALUE.fullmatch(text.strip()))


def _of_results(text: str) -> bool:
    """Columns below a result or a target: "Điểm", "Thứ hạng", "Nhóm", "Năm 2025"."""
    return bool(OF_RESULTS.fullmatch(text.strip()))


def _all_short(merged: MergedSheet, row: Row) -> bool:
    return all(len(merged.text(row, at)) <= 120 for _, at in merged.origins(row))


def _line(text: str) -> str:
    return " ".join(text.split())
