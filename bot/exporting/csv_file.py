"""Book -> CSV bytes: UTF-8 with a byte order mark, so that Excel reads the accents; one table, its sources in it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace

from bot.exporting.book import Book, Cell, FileColumn, FileSheet, Score
from bot.i18n import Translator
from bot.reply import plain_text

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What begins with one of these a spreadsheet may take for a formula."""


def csv_file(book: Book, t: Translator) -> bytes:
    """The file: all sheets of data one below the other, a column for each heading that any of them has. What stands
    above a sheet stands in each of its rows.
    """
    tables = [_with_notice(sheet, t) for sheet in book.data]
    headings = list(dict.fromkeys(column.heading for sheet in tables for column in sheet.columns))
    out = io.StringIO()
    # Every text in quotes: no mark within it parts cells, not even where a spreadsheet's separator is another one.
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([_value(heading) for heading in headings])
    for sheet in tables:
        places = {column.heading: place for place, column in enumerate(sheet.columns)}
        for row in sheet.rows:
            writer.writerow([_value(row[places[heading]]) if heading in places else "" for heading in headings])
    return (BOM + out.getvalue()).encode()


def _with_notice(sheet: FileSheet, t: Translator) -> FileSheet:
    if not sheet.notice:
        return sheet
    column = FileColumn(plain_text(t("On this table")), 40, "text")
    return replace(sheet, columns=(*sheet.columns, column), rows=tuple((*row, sheet.notice) for row in sheet.rows))


def _value(cell: Cell) -> str | float | int:
    """A number stays one, also a negative one; a text that a spreadsheet could run gets an apostrophe before it."""
    match cell:
        case None:
            return ""
        case Score():
            return cell.value
        case int():
            return cell
        case dt.date():
            return cell.isoformat()
        case _:
            return f"'{cell}" if cell.startswith(FORMULA) else cell
