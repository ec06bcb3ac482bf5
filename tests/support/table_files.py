"""Makes the files that operators send, good and bad, from the shipped figures: CSV, XLSX, and XLSX by hand."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

Value = str | float | int | dt.date | bool | None
Rows = list[list[Value]]
HELD = Path(__file__).parent.parent.parent / "data" / "seed" / "held" / "766-2026-10-10.csv"
CODES = ("CKMB", "TDGQ", "CLGQ", "TTTT", "MDHL", "MDSH")


def as_csv(rows: Sequence[Sequence[Value]], *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def with_comma(rows: Rows) -> Rows:
    """The numbers as texts with a decimal comma."""
    return [[f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else cell for cell in row] for row in rows]


def as_xlsx(
    sheets: dict[str, Rows] | Rows,
    *,
    hidden: Sequence[str] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    more: Callable[[xlsxwriter.Workbook], None] | None = None,
) -> bytes:
    """Each sheet from A1; ``merged`` areas (row, column, row, column; from 0) keep the value of their first cell."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = book.add_format({"num_format": "d/m/yyyy"})
    for name, rows in (sheets if isinstance(sheets, dict) else {"Sheet1": sheets}).items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(at, place, dt.datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                elif cell is not None:
                    sheet.write(at, place, cell)
        for top, left, bottom, right in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
        if name in hidden:
            sheet.hide()
    if more is not None:
        more(book)
    book.close()
    return file.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SPREADSHEET}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Bảng" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def raw_xlsx(rows: str, *, more: Mapping[str, str | bytes] | None = None, before: str = "") -> bytes:
    """A workbook with this XML between ``<sheetData>`` and its end; ``more`` parts are added or replaced."""
    sheet = f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return zipped({**PARTS, "xl/worksheets/sheet1.xml": sheet, **(more or {})})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def xml_rows(rows: Rows) -> str:
    """Rows as a worksheet's XML, text inline."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = []
        for at, cell in enumerate(row):
            place = f"{chr(65 + at)}{number}"
            if isinstance(cell, str):
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{cell}</t></is></c>')
            elif cell is not None:
                cells.append(f'<c r="{place}"><v>{cell}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(lines)


def ole2(*names: str) -> bytes:
    """The beginning of an OLE2 file with these names in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + b"".join(name.encode("utf-16-le") for name in names)


def held() -> dict[str, dict[str, tuple[float, int]]]:
    """Province -> criterion ('' the total) -> score and rank of the 766 table of 10 October 2026."""
    found: dict[str, dict[str, tuple[float, int]]] = {}
    with HELD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["province"], {})[row["indicator"]] = (float(row["score"]), int(row["rank"]))
    return found


def wide(names: dict[str, str], *, ranks: bool = True) -> Rows:
    """The 766 table with a column per criterion: header in row 1, Hà Nội in row 2, columns A to I (H without ranks)."""
    header: list[Value] = ["Tỉnh/TP", "Tổng điểm", *(["Hạng"] if ranks else []), *CODES]
    rows: Rows = [header]
    for province, figures in held().items():
        score, rank = figures[""]
        rank_cell: list[Value] = [float(rank)] if ranks else []
        rows.append([names[province], score, *rank_cell, *(figures[code][0] for code in CODES)])
    return rows


def put(rows: Rows, cell: str, value: Value) -> Rows:
    """A copy with one cell changed ("B3")."""
    changed = [list(row) for row in rows]
    changed[int(cell[1:]) - 1][ord(cell[0]) - 65] = value
    return changed


def row_of(rows: Rows, name: str) -> int:
    """The number of a province's row, as in a spreadsheet."""
    return next(number for number, row in enumerate(rows, 1) if name in row)
