"""Files that must not be published as they are: how each is made, and what the operator reads about it."""

# ruff: noqa: E501 - a message stands on one line.

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.importing.limits import MOST_BYTES
from bot.importing.table_reader import ImportRequest
from tests.support.importing_kit import Kit
from tests.support.table_files import CODES, PARTS, Rows, as_csv, as_xlsx, ole2, put, raw_xlsx, wide, xml_rows, zipped

Delta = Callable[[ImportRequest], ImportRequest]


@dataclass(frozen=True, slots=True)
class Bad:
    """``says`` is one of the lines shown in English, whole. ``asks`` changes what the operator asked for."""

    label: str
    name: str
    make: Callable[[Kit], bytes]
    says: str
    asks: Delta | None = None


def _wide(change: Callable[[Rows], Rows]) -> Callable[[Kit], bytes]:
    """The good table with something changed, as XLSX."""
    return lambda kit: as_xlsx(change(wide(kit.names)))


def _cell(cell: str, value: object) -> Callable[[Kit], bytes]:
    return _wide(lambda rows: put(rows, cell, value))  # type: ignore[arg-type]


def _long(change: Callable[[Rows], Rows]) -> Callable[[Kit], bytes]:
    def make(kit: Kit) -> bytes:
        rows: Rows = [["Tỉnh/TP", "Tiêu chí", "Điểm"]]
        for name, *scores in wide(kit.names, ranks=False)[1:]:
            rows += [[name, code, score] for code, score in zip(("Tổng điểm", *CODES), scores, strict=True)]
        return as_csv(change(rows))

    return make


def _without(*columns: int) -> Callable[[Kit], bytes]:
    return _wide(lambda rows: [[cell for at, cell in enumerate(row) if at not in columns] for row in rows])


def _upside_down(rows: Rows) -> Rows:
    return [rows[0], *([*row[:2], 35 - float(str(row[2])), *row[3:]] for row in rows[1:])]


def _ranks_only(rows: Rows) -> Rows:
    return [[row[0], row[2]] for row in rows]


def _previous(kit: Kit, rows: Rows, columns: str, most: int = 99) -> Rows:
    """The same columns ("BD") as they were in the period before, ranks left out."""
    for number in range(2, min(len(rows), most) + 1):
        province = kit.ids[str(rows[number - 1][0])]
        for column in columns:
            code = ("", "", *CODES)[ord(column) - 66]
            figure = kit.before.figure(province, code)
            rows = put(rows, f"{column}{number}", figure.score if figure else None)
    return rows


def _communes(provinces: list[str] | None = None) -> Rows:
    """A table of communes: by their full names or, with their provinces, under a header that says what they are."""
    if provinces is None:
        rows: Rows = [["STT", "Tên đơn vị", "Tổng điểm"]]
        return rows + [[n, f"{('Xã', 'Phường', 'Đặc khu')[n % 3]} Tân Lập {n}", 60 + n / 9] for n in range(30)]
    rows = [["Tỉnh", "Xã, phường", "Tổng điểm"]]
    return rows + [[name, f"Tân Lập {n}", 60 + n / 9] for n, name in enumerate(provinces[:20])]


def _encrypted() -> bytes:
    data = bytearray(zipped({**PARTS}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _asked(**changes: object) -> Delta:
    return lambda request: replace(request, **changes)  # type: ignore[arg-type]


HTML = b"<html><body><table><tr><td>T\xe1\xbb\x89nh</td></tr></table></body></html>"
SIPAS = _asked(index="sipas", year=2024, period="2024", announced=dt.date(2025, 4, 6))
PAPI = _asked(index="papi", year=2024, period="2024", announced=dt.date(2025, 4, 15))
FAR = xml_rows([["Tỉnh", "Điểm"]])
STRING = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 2000}</t></si></sst>'
MANY = "".join(f'<row r="{n}">{"".join(f"<c><v>{n * m}</v></c>" for m in range(150))}</row>' for n in range(1, 800))
REPEATED = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5000))
SHARED = {
    "xl/sharedStrings.xml": STRING,
    "xl/_rels/workbook.xml.rels": PARTS["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"'
        ' Target="sharedStrings.xml"/></Relationships>',
    ),
}

REFUSED = [
    Bad("nothing", "a.csv", lambda _: b"",
        "⛔ a.csv: The file is empty."),
    Bad("only a byte order mark", "a.csv", lambda _: b"\xef\xbb\xbf \r\n",
        "⛔ a.csv: The file is empty."),
    Bad("only delimiters", "a.csv", lambda _: b";;;\r\n" * 50,
        "⛔ a.csv: The file is empty."),
    Bad("too large", "a.xlsx", lambda _: b"PK" + b"\0" * MOST_BYTES,
        "⛔ a.xlsx: The file is larger than 5 MB."),
    Bad("a PDF with another name", "a.xlsx", lambda _: b"%PDF-1.7 ...",
        "⛔ a.xlsx: The PDF is damaged or no real PDF. Open it, print it to PDF anew and send that."),
    Bad("protected by a password", "a.xlsx", lambda _: ole2("EncryptionInfo", "EncryptedPackage"),
        "⛔ a.xlsx: The file is protected by a password. Remove the password and send it again."),
    Bad("old Excel", "a.xls", lambda _: ole2("Workbook"),
        "⛔ a.xls: This is the old Excel format (.xls). Save it as .xlsx and send that."),
    Bad("macros", "a.xlsm", lambda _: zipped({**PARTS, "xl/vbaProject.bin": b"\0"}),
        "⛔ a.xlsm: The workbook contains macros; such files are not opened. Save it as .xlsx (without macros)."),
    Bad("old macros", "a.xlsx", lambda _: zipped({**PARTS, "xl/macrosheets/sheet1.xml": b"<a/>"}),
        "⛔ a.xlsx: The workbook contains macros; such files are not opened. Save it as .xlsx (without macros)."),
    Bad("binary Excel", "a.xlsb", lambda _: zipped({"xl/workbook.bin": b"\0"}),
        "⛔ a.xlsb: This is a binary Excel workbook (.xlsb). Save it as .xlsx and send that."),
    Bad("OpenDocument", "a.ods", lambda _: zipped({"mimetype": "application/vnd.oasis.opendocument"}),
        "⛔ a.ods: This is not an Excel workbook (OpenDocument or Numbers). Save it as .xlsx and send that."),
    Bad("Word", "a.docx", lambda _: zipped({"word/document.xml": "<a/>"}),
        "⛔ a.docx: This is a Word or PowerPoint file. Send the table as XLSX or CSV."),
    Bad("an archive of tables", "a.zip", lambda _: zipped({"a.csv": "x"}),
        "⛔ a.zip: This is an archive, not a table. Unpack it and send the XLSX or CSV file inside."),
    Bad("another archive", "a.csv", lambda _: b"\x1f\x8b\x08\0\0\0\0\0",
        "⛔ a.csv: This is an archive, not a table. Unpack it and send the XLSX or CSV file inside."),
    Bad("a web page called .xls", "bang.xls", lambda _: HTML,
        "⛔ bang.xls: This is a web page, whatever its name says. Open it in a spreadsheet program and save it as .xlsx."),
    Bad("a web page with a mark", "bang.csv", lambda _: b"\xef\xbb\xbf<!DOCTYPE html><p>",
        "⛔ bang.csv: This is a web page, whatever its name says. Open it in a spreadsheet program and save it as .xlsx."),
    Bad("XML of 2003", "a.xls", lambda _: b'<?xml version="1.0"?><Workbook/>',
        "⛔ a.xls: This is an XML file. Save it as .xlsx and send that."),
    Bad("JSON", "a.json", lambda _: b'[{"province": "ha-noi"}]',
        "⛔ a.json: This is JSON, not a table. Send XLSX or CSV."),
    Bad("rich text", "a.rtf", lambda _: b"{\\rtf1 Hanoi}",
        "⛔ a.rtf: This is a text document, not a table. Send XLSX or CSV."),
    Bad("zero bytes in text", "a.csv", lambda _: "Tỉnh,Điểm\nHà Nội,5\0\n".encode(),
        "⛔ a.csv: The text contains zero bytes: it is not a CSV file, or it is damaged."),
    Bad("noise", "a.csv", lambda _: bytes(range(1, 32)) * 100,
        "⛔ a.csv: The file's format was not recognised. Send XLSX or CSV."),
    Bad("UTF-32", "a.csv", lambda _: "Tỉnh,Điểm".encode("utf-32"),
        "⛔ a.csv: The text's encoding was not recognised. Save the file as CSV UTF-8 or as .xlsx."),
    Bad("garbled", "a.csv", lambda kit: as_csv(wide(kit.names)).decode("cp1252", "replace").encode(),
        "⛔ a.csv: The Vietnamese letters are garbled, as in “HÆ°ng YÃªn”. Save the file anew as CSV UTF-8 or .xlsx."),
    Bad("a quotation mark left open", "a.csv", lambda _: b'T,D\n"Ha Noi,5\nHue,6\n',
        "⛔ a.csv: Quotation marks do not match from row 2 on: one is opened and not closed."),
    Bad("too many rows", "a.csv", lambda _: b"Ha Noi,5\n" * 10_001,
        "⛔ a.csv: The table goes on beyond row 10,001: at most 10,000 rows are read."),
    Bad("too many columns", "a.csv", lambda _: b"T,D\nHa Noi" + b",5" * 300,
        "⛔ a.csv: Row 2 has more than 200 columns."),
    Bad("zip bomb", "a.xlsx", lambda _: raw_xlsx("<row/>", more={"xl/x.xml": b"\0" * 3_000_000}),
        "⛔ a.xlsx: A part of the workbook unpacks to more than 200 times its size, as in a zip bomb; it is not read."),
    Bad("zip of much", "a.xlsx", lambda _: zipped({**PARTS, **{f"xl/{n}.xml": b"ab" * 90_000 for n in range(400)}}),
        "⛔ a.xlsx: The workbook unpacks to more than 64 MB; it is not read."),
    Bad("zip of many", "a.xlsx", lambda _: zipped({**PARTS, **{f"xl/{n}.xml": "" for n in range(600)}}),
        "⛔ a.xlsx: The workbook holds 604 files inside; at most 500 are read."),
    Bad("zip with a password", "a.xlsx", lambda _: _encrypted(),
        "⛔ a.xlsx: The file is protected by a password. Remove the password and send it again."),
    Bad("cut off", "a.xlsx", lambda kit: as_xlsx(wide(kit.names))[:3000],
        "⛔ a.xlsx: The file is damaged or no real Excel workbook. Open it, save it anew as .xlsx and send that."),
    Bad("no XML", "a.xlsx", lambda _: raw_xlsx("<row><c></row>"),
        "⛔ a.xlsx: The file is damaged or no real Excel workbook. Open it, save it anew as .xlsx and send that."),
    Bad("entities", "a.xlsx", lambda _: raw_xlsx("<row/>", before='<!DOCTYPE a [<!ENTITY b "c">]>'),
        "⛔ a.xlsx: The workbook declares a document type, which no spreadsheet program does; it is not read."),
    Bad("a cell far below", "a.xlsx", lambda _: raw_xlsx(FAR + '<row><c r="XFD1048576"><v>1</v></c></row>'),
        "⛔ a.xlsx: Cell XFD1048576 of sheet “Bảng” is far below any table (at most 10,000 rows are read). Empty it."),
    Bad("a cell far to the right", "a.xlsx", lambda _: raw_xlsx(FAR + '<row><c r="ZZ3"><v>1</v></c></row>'),
        "⛔ a.xlsx: Cell ZZ3 of sheet “Bảng” is far to the right (at most 200 columns are read). Empty it."),
    Bad("too many cells", "a.xlsx", lambda _: raw_xlsx(MANY),
        "⛔ a.xlsx: The file has more than 60,000 filled cells; a table of all criteria has a few thousand."),
    Bad("one long text in many cells", "a.xlsx", lambda _: raw_xlsx(REPEATED, more=SHARED),
        "⛔ a.xlsx: The cells hold more than 2,000,000 characters of text; this is not a table of figures."),
    Bad("an empty workbook", "a.xlsx", lambda _: as_xlsx([]),
        "⛔ a.xlsx: The file is empty."),
]  # fmt: skip

NOT_UNDERSTOOD = [
    Bad("only headers", "a.xlsx", _wide(lambda rows: rows[:1]),
        "⛔ a.xlsx, sheet “Sheet1”: The table has no figures."),
    Bad("no provinces", "a.csv", lambda _: as_csv([["a", "b"], [1, 2]]),
        "⛔ a.csv: No column of provinces was found in the file."),
    Bad("no figures", "a.xlsx", _wide(lambda rows: [row[:1] for row in rows]),
        "⛔ a.xlsx, sheet “Sheet1”: No column of scores or ranks was recognised. Name them “Điểm”, “Hạng”, or as the criterion."),
    Bad("no such province", "a.xlsx", _cell("A2", "Hưng Yenn Yen"),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column A: There is no such province. Is it Hung Yen? (Read: “Hưng Yenn Yen”)"),
    Bad("nothing like a province", "a.xlsx", _cell("A3", "Qwertyuiop"),
        "⛔ a.xlsx, sheet “Sheet1”, row 3, column A: There is no such province. (Read: “Qwertyuiop”)"),
    Bad("HTML in a cell", "a.xlsx", _cell("A2", "<b>Hà Nội</b><script>alert(1)</script>"),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column A: There is no such province. Is it Hanoi? (Read: “<b>Hà Nội</b><script>alert(1)</script>”)"),
    Bad("10,000 characters in a cell", "a.xlsx", _cell("A2", "Hà Nội " * 1430),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column A: There is no such province. (Read: “Hà Nội Hà Nội Hà Nội Hà Nội Hà Nội Hà Nội Hà Nội Hà Nội Hà …”)"),
    Bad("which Quảng?", "a.xlsx", _cell("A17", "Quảng"),
        "⛔ a.xlsx, sheet “Sheet1”, row 17, column A: This may be Quang Ninh, Quang Tri, and Quang Ngai; write the full name. (Read: “Quảng”)"),
    Bad("a city", "a.xlsx", _cell("A2", "Đà Lạt"),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column A: Da Lat is a place in Lam Dong, not a province. (Read: “Đà Lạt”)"),
    Bad("a province that ended", "a.xlsx", _cell("A2", "Hà Giang"),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column A: Ha Giang was not a provincial unit then: it merged into Tuyen Quang on 1 July 2025. (Read: “Hà Giang”)"),
    Bad("a typing slip", "a.xlsx", _wide(lambda rows: [["Hưng Yêm" if c == "Hưng Yên" else c for c in r] for r in rows]),
        "⚠️ a.xlsx, sheet “Sheet1”, row 15, column A: Not written exactly like a province; read as Hung Yen. (Read: “Hưng Yêm”)"),
    Bad("a province twice", "a.xlsx", _wide(lambda rows: [*rows, rows[1]]),
        "⛔ a.xlsx, sheet “Sheet1”, row 36, column A: Hanoi is there twice; first in row 2. (Read: “Hà Nội”)"),
    Bad("provinces missing", "a.xlsx", _wide(lambda rows: rows[:-3]),
        "⛔ a.xlsx, sheet “Sheet1”: Missing 3 of 34 provinces: An Giang, Can Tho, and Ca Mau. Add those not published with “-”, or publish as partial."),
    Bad("figures of nobody", "a.xlsx", _cell("A2", None),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column A: There are figures in this row but no province."),
    Bad("on its side", "a.xlsx", _wide(lambda rows: [list(row) for row in zip(*rows, strict=True)]),
        "⛔ a.xlsx, sheet “Sheet1”, row 1: The provinces stand side by side in a row; they must stand below each other in a column."),
    Bad("two sheets", "a.xlsx", lambda kit: as_xlsx({"Bảng 1": wide(kit.names), "Bảng 2": wide(kit.names)}),
        "⛔ a.xlsx: Several sheets hold such a table: Bảng 1 and Bảng 2. Send one, or put the year into its name."),
    Bad("a hidden sheet", "a.xlsx", lambda kit: as_xlsx({"Bìa": [["x"]], "Số liệu": wide(kit.names)}, hidden=["Số liệu"]),
        "⛔ a.xlsx, sheet “Số liệu”: The table is on the hidden sheet “Số liệu”. Unhide it and send the file again."),
    Bad("a header twice", "a.xlsx", _cell("E1", "CKMB"),
        "⛔ a.xlsx, sheet “Sheet1”, row 1, column E: Columns D and this one both seem to hold the score of “Publicity and transparency”. (Read: “CKMB”)"),
    Bad("a criterion that ended", "a.xlsx", lambda kit: kit.papi(extra="5.2"),
        "⛔ a.xlsx, sheet “Sheet1”, row 1, column K: “5.2” is not a criterion of this index in 2024. (Read: “5.2”)", PAPI),
    Bad("a column of what?", "a.xlsx", _cell("F1", "Hệ số K"),
        "⛔ a.xlsx, sheet “Sheet1”, row 1, column F: This column holds figures, but its header was not understood. Name the criterion by its code or full name, or take the column out. (Read: “Hệ số K”)"),
    Bad("numbers that can be no scores", "a.xlsx", _wide(lambda rows: [[*row, "Số phiếu" if at == 0 else 1000.0 + at] for at, row in enumerate(rows)]),
        "⚠️ a.xlsx, sheet “Sheet1”, row 1, column J: This column was not understood and is left aside. (Read: “Số phiếu”)"),
    Bad("communes", "a.xlsx", lambda _: as_xlsx(_communes()),
        "⛔ a.xlsx, sheet “Sheet1”, row 2: This is a table of communes or districts; only figures of provinces can be published."),
    Bad("communes beside their provinces", "a.csv", lambda kit: as_csv(_communes(list(kit.names.values()))),
        "⛔ a.csv, row 2: This is a table of communes or districts; only figures of provinces can be published."),
    Bad("a header with a slip", "a.xlsx", _cell("I1", "Số hoá hồ sơơ"),
        "⚠️ a.xlsx, sheet “Sheet1”, row 1, column I: The header is not written exactly like a criterion; read as “Dossier digitisation”. (Read: “Số hoá hồ sơơ”)"),
    Bad("no total", "a.xlsx", _without(1, 2),
        "⛔ a.xlsx, sheet “Sheet1”: There is no column of total scores (“Tổng điểm”). Without it only single facts can be published, as partial."),
    Bad("no such criterion", "a.csv", _long(lambda rows: put(rows, "B3", "ABCD")),
        "⛔ a.csv, row 3, column B: There is no such criterion of this index in 2026. (Read: “ABCD”)"),
    Bad("a criterion twice", "a.csv", _long(lambda rows: put(rows, "B4", "CKMB")),
        "⛔ a.csv, row 4, column B: “Publicity and transparency” of Hanoi is there twice. (Read: “CKMB”)"),
    Bad("a word for a score", "a.xlsx", _cell("B2", "cao"),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column B: This is not a score. (Read: “cao”)"),
    Bad("a date for a score", "a.xlsx", _cell("D2", dt.date(2026, 7, 5)),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column D: A date stands where a number should be; the spreadsheet program made it one. Enter the number. (Read: “2026-07-05”)"),
    Bad("truth for a score", "a.xlsx", _cell("D2", True),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column D: TRUE or FALSE stands where a number should be. (Read: “TRUE”)"),
    Bad("a formula in CSV", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "=SUM(D2:I2)")),
        "⛔ a.csv, row 2, column B: A formula without a value: open the file in a spreadsheet program, let it compute, save it. (Read: “=SUM(D2:I2)”)"),
    Bad("a formula never computed", "a.xlsx", lambda kit: kit.raw("B2", "<f>SUM(D2:I2)</f>"),
        "⛔ a.xlsx, sheet “Bảng”, row 2, column B: A formula without a value: open the file in a spreadsheet program, let it compute, save it."),
    Bad("an error for a score", "a.xlsx", lambda kit: kit.raw("B2", "<v>#REF!</v>", kind="e"),
        "⛔ a.xlsx, sheet “Bảng”, row 2, column B: The cell shows a spreadsheet error (such as #REF! or #DIV/0!) instead of a number."),
    Bad("an infinite score", "a.xlsx", lambda kit: kit.raw("B2", "<v>1e999</v>"),
        "⛔ a.xlsx, sheet “Bảng”, row 2, column B: The number is infinite or undefined. (Read: “inf”)"),
    Bad("NaN in words", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "-inf")),
        "⛔ a.csv, row 2, column B: This is not a score. (Read: “-inf”)"),
    Bad("digits of another script", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "٥٥")),
        "⛔ a.csv, row 2, column B: This is not a score. (Read: “٥٥”)"),
    Bad("half a rank", "a.xlsx", _cell("C2", 34.5),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column C: This is not a rank. (Read: “34.5”)"),
    Bad("a score out of something else", "a.xlsx", _cell("B2", "55,23/80"),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column B: This is not a score. (Read: “55,23/80”)"),
    Bad("another year in its column", "a.csv", lambda kit: kit.yearly(2023),
        "⛔ a.csv: The table's year column has 2023, but 2026 was asked for."),
    Bad("an older title", "a.xlsx", _wide(lambda rows: [["KẾT QUẢ NĂM 2025"], [None], *rows]),
        "⚠️ a.xlsx, sheet “Sheet1”: The title above the table names 2025, but 2026 was asked for."),
    Bad("another index's title", "a.xlsx", _wide(lambda rows: [["CHỈ SỐ SIPAS NĂM 2026"], [None], *rows]),
        "⚠️ a.xlsx, sheet “Sheet1”: The title above the table names SIPAS, but 766 was asked for."),
    Bad("two decimal marks", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "55,23")),
        "⚠️ a.csv: Some scores are written with a decimal comma and some with a point; each was read by its own mark."),
    Bad("shares for percents", "a.xlsx", lambda kit: kit.sipas(0.01),
        "⚠️ a.xlsx, sheet “Sheet1”, column B: “SIPAS total” is written as shares of one (0.9); read as percent (90).", SIPAS),
    Bad("an empty column", "a.xlsx", _wide(lambda rows: [rows[0], *([*row[:3], None, *row[4:]] for row in rows[1:])]),
        "⚠️ a.xlsx, sheet “Sheet1”, column D: The column of “Publicity and transparency” is empty."),
    Bad("a hole", "a.xlsx", _cell("D5", "-"),
        "⚠️ a.xlsx, sheet “Sheet1”, row 5, column D: Lao Cai: blank in Publicity and transparency."),
    Bad("a score without rank", "a.xlsx", _cell("C5", None),
        "⚠️ a.xlsx, sheet “Sheet1”, row 5, column B: “766 index total”: a score but no rank for Lao Cai."),
    Bad("a rank without score", "a.xlsx", _cell("B5", "không công bố"),
        "⚠️ a.xlsx, sheet “Sheet1”, row 5, column B: “766 index total”: a rank but no score for Lao Cai."),
    Bad("a province without figures", "a.xlsx", _wide(lambda rows: [*rows[:1], [rows[1][0], "-", "–", *(["N/A"] * 6)], *rows[2:]]),
        "⚠️ a.xlsx, sheet “Sheet1”: Without any figure, taken as not published: Hanoi."),
    Bad("the wrong ending", "a.csv", lambda kit: as_xlsx(wide(kit.names)),
        "⚠️ a.csv: The name ends in “.csv”, but by its content this is XLSX; it was read as that. (Read: “a.csv”)"),
    Bad("no date of a running score", "a.xlsx", _wide(list),
        "⛔ a.xlsx: 766 is a running score: give the date of the figures, such as 2026-10-10.", _asked(period="2026")),
    Bad("no such day", "a.xlsx", _wide(list),
        "⛔ a.xlsx: “2026-02-30” is not a period: give 2025, 2026-10 or 2026-10-10.", _asked(period="2026-02-30")),
    Bad("a period of another year", "a.xlsx", _wide(list),
        "⛔ a.xlsx: The period 2025-10-10 is not in 2026.", _asked(period="2025-10-10")),
    Bad("before its time", "a.xlsx", _wide(list),
        "⛔ a.xlsx: 766 has no edition for 2020.", _asked(year=2020, period="2020-10-10")),
    Bad("announced too early", "a.xlsx", _wide(list),
        "⛔ a.xlsx: It cannot have been announced on 1 January 2025, before the year 2026.", _asked(announced=dt.date(2025, 1, 1))),
    Bad("no such index", "a.xlsx", _wide(list),
        "⛔ a.xlsx: There is no index “pgi”.", _asked(index="pgi")),
]  # fmt: skip

WRONG_FIGURES = [
    Bad("beyond the scale", "a.xlsx", _cell("D2", 18.5),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column D: “Publicity and transparency” of Hanoi is outside the scale of 0 to 18. (Read: “18.5”)"),
    Bad("thousands", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "5.523,00")),
        "⚠️ a.csv: Some scores are written with a decimal comma and some with a point; each was read by its own mark."),
    Bad("negative", "a.xlsx", _cell("D2", -1),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column D: “Publicity and transparency” of Hanoi is outside the scale of 0 to 18. (Read: “-1”)"),
    Bad("no such rank", "a.xlsx", _cell("C2", 35),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column C: “766 index total”: rank 35 of Hanoi does not exist among 34. (Read: “35”)"),
    Bad("rank beyond its denominator", "a.xlsx", _cell("C2", "34/33"),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column C: “766 index total”: rank 34 of Hanoi does not exist among 33. (Read: “34”)"),
    Bad("parts that do not add up", "a.xlsx", _cell("D2", 10.2),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column B: “766 index total” of Hanoi is 55.23, but its 6 parts make 54.23. (Read: “55.23”)"),
    Bad("a rank that contradicts", "a.xlsx", _cell("C2", 5),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column C: “766 index total”: Hanoi is ranked 5, but by its score of 55.23 the rank is 34. (Read: “5”)"),
    Bad("ranks upside down", "a.xlsx", _wide(_upside_down),
        "⛔ a.xlsx, sheet “Sheet1”, row 2, column C: “766 index total”: Hanoi is ranked 1, but by its score of 55.23 the rank is 34. (Read: “1”)"),
    Bad("two denominators", "a.xlsx", _wide(lambda rows: put(put(rows, "C2", "34/34"), "C3", f"{rows[2][2]:.0f}/35")),
        "⚠️ a.xlsx, sheet “Sheet1”, row 2, column C: “766 index total”: the ranks are printed out of different numbers: 34 and 35. (Read: “34”)"),
    Bad("ranks that do not run on", "a.xlsx", _wide(lambda rows: put(_ranks_only(rows), "B2", 30)),
        "⛔ a.xlsx, sheet “Sheet1”, row 33, column B: “766 index total”: the ranks do not run on: An Giang has 31, in place 32. (Read: “31”)"),
    Bad("a tie", "a.xlsx", lambda kit: kit.tie(),
        "⚠️ a.xlsx, sheet “Sheet1”, row 32, column B: Dong Nai and Dong Thap have the same total, 68.8. (Read: “68.8”)"),
    Bad("ranks that do not skip", "a.xlsx", lambda kit: kit.dense(),
        "⚠️ a.xlsx, sheet “Sheet1”, row 2, column C: “766 index total”: after a tie the ranks do not skip a place (1, 2, 2, 3). (Read: “33”)"),
    Bad("zero", "a.xlsx", _cell("D2", 0),
        "⚠️ a.xlsx, sheet “Sheet1”, row 2, column D: “Publicity and transparency” is 0 for Hanoi. Is that a score, or was it not published? (Read: “0”)"),
    Bad("all alike", "a.xlsx", _wide(lambda rows: [rows[0], *([*r[:3], 9.0, *r[4:]] for r in rows[1:])]),
        "⚠️ a.xlsx, sheet “Sheet1”, row 2, column D: “Publicity and transparency” is the same for every province. (Read: “9”)"),
    Bad("one criterion copied to another", "a.xlsx", _wide(lambda rows: [rows[0], *([*r[:6], r[5], *r[7:]] for r in rows[1:])]),
        "⚠️ a.xlsx, sheet “Sheet1”, row 2, column G: “Online payment” has the same scores as “Online public services”, province by province. (Read: “9.23”)"),
    Bad("last time's table", "a.csv", lambda kit: kit.last(),
        "⛔ a.csv: All 238 scores that both have are those of 17 September 2026: this is a copy of that table."),
    Bad("mostly last time's", "a.csv", lambda kit: as_csv(_previous(kit, wide(kit.names, ranks=True), "DEFGHI", 30)),
        "⚠️ a.csv: 178 of 238 scores are exactly those of 17 September 2026. Is part of the table an old one?"),
    Bad("one column of last time", "a.csv", lambda kit: as_csv(_previous(kit, wide(kit.names), "E")),
        "⚠️ a.csv, row 2, column E: Every score of “Processing progress” is exactly that of 17 September 2026. (Read: “15.23”)"),
    Bad("a jump", "a.xlsx", _cell("H2", 17.9),
        "⚠️ a.xlsx, sheet “Sheet1”, row 2, column H: “Satisfaction” changed much more than elsewhere since 17 September 2026 (usually −0.03): Hanoi (+10.97). (Read: “17.9”)"),
]  # fmt: skip

ALL = [*REFUSED, *NOT_UNDERSTOOD, *WRONG_FIGURES]
