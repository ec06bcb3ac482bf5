"""A seed file as typed rows: a cell that cannot be read is noted with its place, and reading goes on."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TypeVar

from data.errors import SeedProblem

T = TypeVar("T", bound=str)


class CsvRow:
    """One line of a sheet. Where a cell is wrong, the methods note a problem and return a harmless value."""

    __slots__ = ("cells", "line", "sheet")

    def __init__(self, sheet: CsvSheet, line: int, cells: dict[str, str]) -> None:
        self.sheet = sheet
        self.line = line
        self.cells = cells

    def wrong(self, column: str, text: str) -> None:
        read = self.cells.get(column, "")
        self.sheet.problems.append(SeedProblem(self.sheet.name, self.line, column, read, text))

    def text(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def must(self, column: str) -> str:
        value = self.text(column)
        if not value:
            self.wrong(column, "must not be empty")
        return value

    def words(self, column: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.text(column).split(";") if word.strip())

    def number(self, column: str) -> float | None:
        value = self.text(column)
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or "_" in value:
            self.wrong(column, "is not a number (with a decimal point)")
            return None
        return number

    def whole(self, column: str) -> int | None:
        value = self.text(column)
        if not value:
            return None
        try:
            return int(value)
        except ValueError:
            self.wrong(column, "is not a whole number")
            return None

    def must_whole(self, column: str) -> int:
        self.must(column)
        return self.whole(column) or 0

    def date(self, column: str) -> dt.date | None:
        value = self.text(column)
        if not value:
            return None
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.wrong(column, "is not a date (YYYY-MM-DD)")
            return None

    def yes(self, column: str) -> bool:
        value = self.text(column).lower()
        if value not in ("", "0", "1", "false", "true", "no", "yes"):
            self.wrong(column, "is neither yes (1) nor no (0)")
        return value in ("1", "true", "yes")

    def one_of(self, column: str, values: tuple[T, ...]) -> T:
        value = self.text(column)
        for allowed in values:
            if value == allowed:
                return allowed
        self.wrong(column, "is none of " + ", ".join(allowed or "''" for allowed in values))
        return values[0]

    def known(self, column: str, ids: Collection[str], what: str, *, may: bool = False) -> str:
        """The id of something given in another file; it may be '' only with ``may``."""
        value = self.text(column)
        if value not in ids and not (may and not value):
            self.wrong(column, f"is no known {what}")
        return value


class CsvSheet:
    """A CSV file (UTF-8, header line). An unknown column is a problem, unless ``more`` columns may follow."""

    def __init__(
        self,
        folder: Path,
        name: str,
        columns: str,
        problems: list[SeedProblem],
        *,
        optional: str = "",
        more: bool = False,
    ) -> None:
        self.path = folder / name
        self.name = name
        self.needed = tuple(columns.split())
        self.optional = frozenset(optional.split())
        self.more = more
        self.problems = problems
        self.columns: list[str] = []

    def _wrong(self, line: int, text: str, column: str = "", read: str = "") -> None:
        self.problems.append(SeedProblem(self.name, line, column, read, text))

    def rows(self) -> Iterator[CsvRow]:
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self._wrong(0, "is missing")
            return
        except (OSError, UnicodeDecodeError) as error:
            self._wrong(0, f"cannot be read as UTF-8 text ({error})")
            return
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            self.columns = next(lines, [])
            if not self._header():
                return
            width = len(self.columns)
            end = lines.line_num
            for cells in lines:
                line, end = end + 1, lines.line_num
                if not cells:
                    continue
                if len(cells) != width:
                    self._wrong(line, f"has {len(cells)} cells where the header has {width}")
                    continue
                yield CsvRow(self, line, dict(zip(self.columns, cells, strict=True)))
        except csv.Error as error:
            self._wrong(lines.line_num, f"is not CSV ({error})")

    def _header(self) -> bool:
        """Whether all necessary columns are there; notes missing, unknown and repeated ones as problems."""
        missing = [column for column in self.needed if column not in self.columns]
        for column in missing:
            self._wrong(1, "the column is missing", column)
        if not self.more:
            for column in self.columns:
                if column not in self.needed and column not in self.optional:
                    self._wrong(1, "there is no such column here", column, column)
        for column in sorted({column for column in self.columns if self.columns.count(column) > 1}):
            self._wrong(1, "the column is there twice", column, column)
        return not missing
