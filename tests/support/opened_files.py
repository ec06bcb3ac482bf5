"""Exported files opened again, as a spreadsheet or a program would."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import dataclass

from python_calamine import CalamineWorkbook

Value = str | int | float | bool | dt.date | dt.time | dt.datetime | dt.timedelta
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """A sheet: what stands above its header, its headings, and its rows by heading."""

    notice: str
    headings: list[str]
    rows: list[Row]

    def column(self, start: str) -> list[Value]:
        """The column whose heading begins so."""
        [heading] = [one for one in self.headings if one.startswith(start)]
        return [row[heading] for row in self.rows]


def workbook(data: bytes) -> dict[str, OpenedSheet]:
    """The sheets of an XLSX file by name, in order."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: _sheet(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}


def parts(data: bytes) -> dict[str, str]:
    """The XML parts of an XLSX file."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def table(data: bytes) -> OpenedSheet:
    """The table of a CSV file; its texts as they stand, what has no quotes around it as numbers."""
    text = data.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text), quoting=csv.QUOTE_NONNUMERIC)
    return OpenedSheet("", [str(one) for one in header], [dict(zip(header, row, strict=True)) for row in rows])


def _sheet(rows: list[list[Value]]) -> OpenedSheet:
    above = len(rows) > 1 and bool(rows[0][0]) and len(rows[0]) > 1 and not any(rows[0][1:])
    header, *below = rows[1:] if above else rows
    headings = [str(one) for one in header]
    notice = str(rows[0][0]) if above else ""
    return OpenedSheet(notice, headings, [dict(zip(headings, row, strict=True)) for row in below])
