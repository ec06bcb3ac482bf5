"""Book -> XLSX bytes, by XlsxWriter: numbers and dates as such, and text that never becomes a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from bot.exporting.book import Book, Cell, FileColumn, FileSheet, Score

AUTHOR = "Chỉ Số Tỉnh"
LONGEST = 32_767
"""The most characters of a cell; Excel repairs, and so spoils, a file with more."""
LONGEST_LINK = 2_000
LONGEST_NAME = 31
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
ROW = 15
"""The height of a line, in points."""
HEADER_LINES = 4


def xlsx(book: Book, made: dt.datetime) -> bytes:
    """The file. Each sheet has its header frozen and may be filtered; printed, it is as wide as a page."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN) as workbook:
        workbook.set_properties({"title": book.title, "author": AUTHOR, "created": made.replace(tzinfo=None)})
        formats = _Formats(workbook)
        names: set[str] = set()
        for sheet in (*book.data, *book.beside):
            _write(workbook.add_worksheet(_name(sheet.name, names)), sheet, formats)
    return out.getvalue()


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._numbers: dict[int, Any] = {}
        top = {"valign": "top"}
        self.header = workbook.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1,
                                           "bg_color": "#E8EEF4"})  # fmt: skip
        self.notice = workbook.add_format({"bold": True, "text_wrap": True, **top, "bg_color": "#FFF2CC"})
        self.text = workbook.add_format({"text_wrap": True, **top})
        self.link = workbook.add_format({"font_color": "#0563C1", "underline": 1, **top})
        self.whole = workbook.add_format({"num_format": "0", **top})
        self.date = workbook.add_format({"num_format": "dd/mm/yyyy", "align": "right", **top})
        self._top = top

    def score(self, places: int) -> Any:
        if places not in self._numbers:
            shown = "0." + "0" * places if places else "0"
            self._numbers[places] = self._workbook.add_format({"num_format": shown, **self._top})
        return self._numbers[places]


def _write(worksheet: Any, sheet: FileSheet, formats: _Formats) -> None:
    top = 1 if sheet.notice else 0
    last = len(sheet.columns) - 1
    if sheet.notice:
        if last:
            worksheet.merge_range(0, 0, 0, last, "", formats.notice)
        worksheet.write_string(0, 0, _text(sheet.notice), formats.notice)
        worksheet.set_row(0, ROW * 3)
    worksheet.set_row(top, ROW * HEADER_LINES)
    for place, column in enumerate(sheet.columns):
        worksheet.set_column(place, place, column.width)
        worksheet.write_string(top, place, _text(column.heading), formats.header)
    for number, row in enumerate(sheet.rows, top + 1):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            _cell(worksheet, number, place, column, cell, formats)
    worksheet.freeze_panes(top + 1, 0)
    if sheet.rows:
        worksheet.autofilter(top, 0, top + len(sheet.rows), last)
    worksheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # codes of criteria are text
    worksheet.set_landscape()
    worksheet.set_paper(9)  # A4
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0, top)


def _cell(worksheet: Any, row: int, place: int, column: FileColumn, cell: Cell, formats: _Formats) -> None:
    """One cell, each kind of value by the method that writes this kind and no other."""
    match cell:
        case None | "":
            return
        case Score():
            worksheet.write_number(row, place, cell.value, formats.score(cell.places))
        case int():
            worksheet.write_number(row, place, cell, formats.whole)
        case dt.date():
            worksheet.write_datetime(row, place, cell, formats.date)
        case _ if column.kind == "link" and _is_link(cell):
            worksheet.write_url(row, place, cell, formats.link, _text(cell))
        case _:
            worksheet.write_string(row, place, _text(cell), formats.text)


def _is_link(text: str) -> bool:
    """Whether it is one address of the web; anything else, whatever it would open, stays text."""
    return text.startswith(("https://", "http://")) and len(text) <= LONGEST_LINK and not set(text) & set(' ;"<>\n\r\t')


def _text(text: str) -> str:
    return text[:LONGEST]


def _name(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts and no other sheet has: names compare without case."""
    base = NOT_IN_NAMES.sub("-", wanted).strip("' ")[:LONGEST_NAME].rstrip("' ") or "1"
    name = base
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{base[: LONGEST_NAME - 5]} {number}"
    taken.add(name.lower())
    return name
