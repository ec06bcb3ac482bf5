"""Files that must not be published as they are: how each is made, and what the operator reads about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.publishing.limits import MOST_BYTES
from bot.publishing.understanding import Request
from tests.operators import Kit
from tests.sheets import (
    CODES,
    PARTS,
    Rows,
    as_csv,
    as_xlsx,
    ole2,
    put,
    raw_xlsx,
    wide,
    xml_rows,
    zipped,
)

Change = Callable[[Request], Request]


@dataclass(frozen=True, slots=True)
class Bad:
    """``says`` is one of the lines shown in English, whole. ``asks`` changes what the operator asked for."""

    label: str
    name: str
    make: Callable[[Kit], bytes]
    says: str
    asks: Change | None = None


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


def _encrypted() -> bytes:
    data = bytearray(zipped({**PARTS}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _asked(**changes: object) -> Change:
    return lambda request: replace(request, **changes)  # type: ignore[arg-type]


HTML = b"<html><body><table><tr><td>T\xe1\xbb\x89nh</td></tr></table></body></html>"
SIPAS = _asked(index="sipas", year=2024, period="2024", announced=dt.date(2025, 4, 6))
PAPI = _asked(index="papi", year=2024, period="2024", announced=dt.date(2025, 4, 15))
FAR = xml_rows([["Tỉnh", "Điểm"]])
STRING = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"x" * 2000}</t></si></sst>'
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
    Bad("nothing", "a.csv", lambda _: b"", ""),
    Bad("only a byte order mark", "a.csv", lambda _: b"\xef\xbb\xbf \r\n", ""),
    Bad("only delimiters", "a.csv", lambda _: b";;;\r\n" * 50, ""),
    Bad("too large", "a.xlsx", lambda _: b"PK" + b"\0" * MOST_BYTES, ""),
    Bad("a PDF with another name", "a.xlsx", lambda _: b"%PDF-1.7 ...", ""),
    Bad("a photo of the table", "a.jpg", lambda _: b"\xff\xd8\xff\xe0 JFIF", ""),
    Bad("protected by a password", "a.xlsx", lambda _: ole2("EncryptionInfo", "EncryptedPackage"), ""),
    Bad("old Excel", "a.xls", lambda _: ole2("Workbook"), ""),
    Bad("macros", "a.xlsm", lambda _: zipped({**PARTS, "xl/vbaProject.bin": b"\0"}), ""),
    Bad("old macros", "a.xlsx", lambda _: zipped({**PARTS, "xl/macrosheets/sheet1.xml": b"<a/>"}), ""),
    Bad("binary Excel", "a.xlsb", lambda _: zipped({"xl/workbook.bin": b"\0"}), ""),
    Bad("OpenDocument", "a.ods", lambda _: zipped({"mimetype": "application/vnd.oasis.opendocument"}), ""),
    Bad("Word", "a.docx", lambda _: zipped({"word/document.xml": "<a/>"}), ""),
    Bad("an archive of tables", "a.zip", lambda _: zipped({"a.csv": "x"}), ""),
    Bad("another archive", "a.csv", lambda _: b"\x1f\x8b\x08\0\0\0\0\0", ""),
    Bad("a web page called .xls", "bang.xls", lambda _: HTML, ""),
    Bad("a web page with a mark", "bang.csv", lambda _: b"\xef\xbb\xbf<!DOCTYPE html><p>", ""),
    Bad("XML of 2003", "a.xls", lambda _: b'<?xml version="1.0"?><Workbook/>', ""),
    Bad("JSON", "a.json", lambda _: b'[{"province": "ha-noi"}]', ""),
    Bad("rich text", "a.rtf", lambda _: b"{\\rtf1 Hanoi}", ""),
    Bad("zero bytes in text", "a.csv", lambda _: "Tỉnh,Điểm\nHà Nội,5\0\n".encode(), ""),
    Bad("noise", "a.csv", lambda _: bytes(range(1, 32)) * 100, ""),
    Bad("UTF-32", "a.csv", lambda _: "Tỉnh,Điểm".encode("utf-32"), ""),
    Bad(
        "garbled",
        "a.csv",
        lambda kit: as_csv(wide(kit.names)).decode("cp1252", "replace").encode(),
        "",
    ),
    Bad("a quotation mark left open", "a.csv", lambda _: b'T,D\n"Ha Noi,5\nHue,6\n', ""),
    Bad("too many rows", "a.csv", lambda _: b"Ha Noi,5\n" * 10_001, ""),
    Bad("too many columns", "a.csv", lambda _: b"T,D\nHa Noi" + b",5" * 300, ""),
    Bad("zip bomb", "a.xlsx", lambda _: raw_xlsx("<row/>", more={"xl/x.xml": b"\0" * 3_000_000}), ""),
    Bad("zip of much", "a.xlsx", lambda _: zipped({**PARTS, **{f"xl/{n}.xml": b"ab" * 90_000 for n in range(400)}}), ""),
    Bad("zip of many", "a.xlsx", lambda _: zipped({**PARTS, **{f"xl/{n}.xml": "" for n in range(600)}}), ""),
    Bad("zip with a password", "a.xlsx", lambda _: _encrypted(), ""),
    Bad("cut off", "a.xlsx", lambda kit: as_xlsx(wide(kit.names))[:3000], ""),
    Bad("no XML", "a.xlsx", lambda _: raw_xlsx("<row><c></row>"), ""),
    Bad("entities", "a.xlsx", lambda _: raw_xlsx("<row/>", before='<!DOCTYPE a [<!ENTITY b "c">]>'), ""),
    Bad("a cell far below", "a.xlsx", lambda _: raw_xlsx(FAR + '<row><c r="XFD1048576"><v>1</v></c></row>'), ""),
    Bad("a cell far to the right", "a.xlsx", lambda _: raw_xlsx(FAR + '<row><c r="ZZ3"><v>1</v></c></row>'), ""),
    Bad(
        "too many cells",
        "a.xlsx",
        lambda _: raw_xlsx("".join(f'<row r="{n}">{"<c><v>1</v></c>" * 150}</row>' for n in range(1, 800))),
        "",
    ),
    Bad("one long text in many cells", "a.xlsx", lambda _: raw_xlsx(REPEATED, more=SHARED), ""),
    Bad("an empty workbook", "a.xlsx", lambda _: as_xlsx([]), ""),
]

NOT_UNDERSTOOD = [
    Bad("only headers", "a.xlsx", _wide(lambda rows: rows[:1]), ""),
    Bad("no provinces", "a.csv", lambda _: as_csv([["a", "b"], [1, 2]]), ""),
    Bad("no figures", "a.xlsx", _wide(lambda rows: [row[:1] for row in rows]), ""),
    Bad("no such province", "a.xlsx", _cell("A2", "Hà Nộp Xa Xôi"), ""),
    Bad("nothing like a province", "a.xlsx", _cell("A3", "Qwertyuiop"), ""),
    Bad("HTML in a cell", "a.xlsx", _cell("A2", "<b>Hà Nội</b><script>alert(1)</script>"), ""),
    Bad("10,000 characters in a cell", "a.xlsx", _cell("A2", "Hà Nội " * 1430), ""),
    Bad("which Quảng?", "a.xlsx", _cell("A17", "Quảng"), ""),
    Bad("a city", "a.xlsx", _cell("A2", "Đà Lạt"), ""),
    Bad("a province that ended", "a.xlsx", _cell("A2", "Hà Giang"), ""),
    Bad("a typing slip", "a.xlsx", _wide(lambda rows: [["Hưng Yêm" if c == "Hưng Yên" else c for c in r] for r in rows]), ""),
    Bad("a province twice", "a.xlsx", _wide(lambda rows: [*rows, rows[1]]), ""),
    Bad("provinces missing", "a.xlsx", _wide(lambda rows: rows[:-3]), ""),
    Bad("figures of nobody", "a.xlsx", _cell("A2", None), ""),
    Bad("on its side", "a.xlsx", _wide(lambda rows: [list(row) for row in zip(*rows, strict=True)]), ""),
    Bad("two sheets", "a.xlsx", lambda kit: as_xlsx({"Bảng 1": wide(kit.names), "Bảng 2": wide(kit.names)}), ""),
    Bad(
        "a hidden sheet",
        "a.xlsx",
        lambda kit: as_xlsx({"Bìa": [["x"]], "Số liệu": wide(kit.names)}, hidden=["Số liệu"]),
        "",
    ),
    Bad("a header twice", "a.xlsx", _cell("E1", "CKMB"), ""),
    Bad("a header of two criteria", "a.xlsx", _cell("D1", "Dịch vụ công trực tuyến và thanh toán"), ""),
    Bad("a criterion that ended", "a.xlsx", lambda kit: kit.papi(extra="5.2"), "", PAPI),
    Bad("a column of what?", "a.xlsx", _cell("F1", "Hệ số K"), ""),
    Bad("a header with a slip", "a.xlsx", _cell("I1", "Số hoá hồ sơơ"), ""),
    Bad("no total", "a.xlsx", _without(1, 2), ""),
    Bad("no such criterion", "a.csv", _long(lambda rows: put(rows, "B3", "ABCD")), ""),
    Bad("a criterion twice", "a.csv", _long(lambda rows: put(rows, "B4", "CKMB")), ""),
    Bad("a word for a score", "a.xlsx", _cell("B2", "cao"), ""),
    Bad("a date for a score", "a.xlsx", _cell("D2", dt.date(2026, 7, 5)), ""),
    Bad("truth for a score", "a.xlsx", _cell("D2", True), ""),
    Bad("a formula in CSV", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "=SUM(D2:I2)")), ""),
    Bad("a formula never computed", "a.xlsx", lambda kit: kit.raw("B2", "<f>SUM(D2:I2)</f>"), ""),
    Bad("an error for a score", "a.xlsx", lambda kit: kit.raw("B2", "<v>#REF!</v>", kind="e"), ""),
    Bad("an infinite score", "a.xlsx", lambda kit: kit.raw("B2", "<v>1e999</v>"), ""),
    Bad("NaN in words", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "-inf")), ""),
    Bad("digits of another script", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "٥٥")), ""),
    Bad("half a rank", "a.xlsx", _cell("C2", 34.5), ""),
    Bad("a score out of something else", "a.xlsx", _cell("B2", "55,23/80"), ""),
    Bad("another year in its column", "a.csv", lambda kit: kit.yearly(2023), ""),
    Bad("an older title", "a.xlsx", _wide(lambda rows: [["KẾT QUẢ NĂM 2025"], [None], *rows]), ""),
    Bad("another index's title", "a.xlsx", _wide(lambda rows: [["CHỈ SỐ SIPAS NĂM 2026"], [None], *rows]), ""),
    Bad("two decimal marks", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "55,23")), ""),
    Bad("shares for percents", "a.xlsx", lambda kit: kit.sipas(0.01), "", SIPAS),
    Bad("an empty column", "a.xlsx", _wide(lambda rows: [rows[0], *([*row[:3], None, *row[4:]] for row in rows[1:])]), ""),
    Bad("a hole", "a.xlsx", _cell("D5", "-"), ""),
    Bad("a score without rank", "a.xlsx", _cell("C5", None), ""),
    Bad("a rank without score", "a.xlsx", _cell("B5", "không công bố"), ""),
    Bad("a province without figures", "a.xlsx", _wide(lambda rows: [*rows[:1], [rows[1][0], "-", "–", *(["N/A"] * 6)], *rows[2:]]), ""),
    Bad("the wrong ending", "a.csv", lambda kit: as_xlsx(wide(kit.names)), ""),
    Bad("no date of a running score", "a.xlsx", _wide(list), "", _asked(period="2026")),
    Bad("no such day", "a.xlsx", _wide(list), "", _asked(period="2026-02-30")),
    Bad("a period of another year", "a.xlsx", _wide(list), "", _asked(period="2025-10-10")),
    Bad("before its time", "a.xlsx", _wide(list), "", _asked(year=2020, period="2020-10-10")),
    Bad("announced too early", "a.xlsx", _wide(list), "", _asked(announced=dt.date(2025, 1, 1))),
    Bad("no such index", "a.xlsx", _wide(list), "", _asked(index="pci")),
]

WRONG_FIGURES = [
    Bad("beyond the scale", "a.xlsx", _cell("D2", 18.5), ""),
    Bad("thousands", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "5.523,00")), ""),
    Bad("negative", "a.xlsx", _cell("D2", -1), ""),
    Bad("no such rank", "a.xlsx", _cell("C2", 35), ""),
    Bad("rank beyond its denominator", "a.xlsx", _cell("C2", "34/33"), ""),
    Bad("parts that do not add up", "a.xlsx", _cell("D2", 10.2), ""),
    Bad("a rank that contradicts", "a.xlsx", _cell("C2", 5), ""),
    Bad("ranks upside down", "a.xlsx", _wide(lambda rows: [rows[0], *([*r[:2], 35 - r[2], *r[3:]] for r in rows[1:])]), ""),  # type: ignore[operator]
    Bad("two denominators", "a.xlsx", _wide(lambda rows: put(put(rows, "C2", "34/34"), "C3", f"{rows[2][2]:.0f}/35")), ""),
    Bad("ranks that do not run on", "a.xlsx", _wide(lambda rows: put(_ranks_only(rows), "B2", 33)), ""),
    Bad("a tie", "a.xlsx", lambda kit: kit.tie(), ""),
    Bad("ranks that do not skip", "a.xlsx", lambda kit: kit.dense(), ""),
    Bad("zero", "a.xlsx", _cell("D2", 0), ""),
    Bad("all alike", "a.xlsx", _wide(lambda rows: [rows[0], *([*r[:3], 9.0, *r[4:]] for r in rows[1:])]), ""),
    Bad("one criterion copied to another", "a.xlsx", _wide(lambda rows: [rows[0], *([*r[:6], r[5], *r[7:]] for r in rows[1:])]), ""),
    Bad("last time's table", "a.csv", lambda kit: kit.last(), ""),
    Bad("mostly last time's", "a.csv", lambda kit: as_csv(_previous(kit, wide(kit.names, ranks=True), "DEFGHI", 30)), ""),
    Bad("one column of last time", "a.csv", lambda kit: as_csv(_previous(kit, wide(kit.names), "E")), ""),
    Bad("a jump", "a.xlsx", _cell("H2", 17.9), ""),
]

ALL = [*REFUSED, *NOT_UNDERSTOOD, *WRONG_FIGURES]
