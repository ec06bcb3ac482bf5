"""Awkward files that are right all the same: how each is made, and what it must be understood as."""

# ruff: noqa: E501 - a table of cases.

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.importing.table_reader import ImportRequest
from tests.support.importing_kit import REQUEST, Kit
from tests.support.table_files import (
    CODES,
    HELD,
    Rows,
    as_csv,
    as_xlsx,
    held,
    put,
    raw_xlsx,
    wide,
    with_comma,
    xml_rows,
)

Figures = dict[tuple[str, str], float | None]
PAPI = replace(
    REQUEST, index="papi", year=2024, period="2024", title="PAPI 2024", title_en="", announced=dt.date(2025, 4, 15)
)
ENGLISH = {
    "": "Total score", "CKMB": "Publicity and transparency", "TDGQ": "Processing progress",
    "CLGQ": "Online public services", "TTTT": "Online payment", "MDHL": "Satisfaction", "MDSH": "Dossier digitisation",
}  # fmt: skip
VIETNAMESE = [
    "Công khai, minh bạch", "Tiến độ giải quyết", "Dịch vụ công trực tuyến", "Thanh toán trực tuyến",
    "Mức độ hài lòng", "Số hóa hồ sơ",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Good:
    """``holds``: the figures it must give; by default all of 766 on 10 October 2026. ``warns``: a line shown, or ''."""

    label: str
    name: str
    make: Callable[[Kit], bytes]
    request: ImportRequest = REQUEST
    holds: Callable[[Kit], Figures] = lambda _: all_scores()
    warns: str = ""
    computed: bool = False


def all_scores() -> Figures:
    return {(province, code): score for province, codes in held().items() for code, (score, _) in codes.items()}


def papi_scores(kit: Kit) -> Figures:
    results = kit.results["papi", "2024"]
    found = {key: several[0].score for key, several in results.figures.items() if len(key[1]) < 2}
    return {key: round(score, 2) for key, score in found.items() if score is not None}


def official(kit: Kit) -> bytes:
    """As the ministries print them: titles, headers merged over two rows, column numbers, commas, "19/61", notes."""
    results = kit.results["papi", "2024"]
    codes = [str(n) for n in range(1, 9)]
    names = [row.name_vi for row in kit.catalogue.children("papi", "", 2024)]
    rows: Rows = [
        ["TRUNG TÂM NGHIÊN CỨU CECODES", None, None, None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [None],
        ["PHỤ LỤC 1. KẾT QUẢ CHỈ SỐ HIỆU QUẢ QUẢN TRỊ VÀ HÀNH CHÍNH CÔNG CẤP TỈNH (PAPI) NĂM 2024"],
        ["(Kèm theo Báo cáo ngày 15/4/2025; đơn vị: điểm)"],
        [None],
        ["STT", "Tỉnh/TP", "Điểm các chỉ số nội dung", *[None] * 7, "Chỉ số PAPI 2024", None, "Ghi chú"],
        [None, None, *(f"Chỉ số nội dung {code}: {name}" for code, name in zip(codes, names, strict=True)), "Tổng điểm", "Xếp hạng", None],
        ["(1)", "(2)", *(f"({n})" for n in range(3, 11)), "(11)=(3)+…+(10)", "(12)", "(13)"],
    ]  # fmt: skip
    for number, unit in enumerate(kit.catalogue.units(2024), 1):
        figures = [results.figure(unit.id, code) for code in (*codes, "")]
        cells = [f"{f.score:.2f}".replace(".", ",") if f and f.score is not None else "-" for f in figures]
        total = figures[-1]
        rank = f"{total.rank}/61" if total and total.rank else "-"
        note = None if total and total.score else "Không công bố"
        title = "TP. " if unit.kind_2024 == "municipality" else ""
        rows.append([float(number), title + unit.name_vi, *cells, rank, note])
        if number == 32:
            rows.append(["STT", "Tỉnh/TP"])  # the next page begins
    rows += [
        [None, "Trung bình cả nước", *["5,00"] * 8, "43,00", None],
        [None],
        ["Ghi chú: không công bố kết quả của 02 tỉnh; điểm được làm tròn đến hai chữ số thập phân."],
        [None, "Nguồn: CECODES, VFF-CRT, RTA, UNDP"],
    ]
    merged = [(5, 2, 5, 9), (5, 10, 5, 11), (5, 0, 6, 0), (5, 1, 6, 1), (5, 12, 6, 12), (2, 0, 2, 12), (0, 6, 0, 12)]
    return as_xlsx({"Phụ lục": rows}, merged=merged)


def english(kit: Kit) -> bytes:
    rows: Rows = [["No.", "Province/City", "Component", "Score", "Rank"]]
    for number, (province, figures) in enumerate(held().items(), 1):
        name = kit.catalogue.provinces[province].name_en.upper() + " PROVINCE"
        rows += [[number, name, ENGLISH[code], score, rank] for code, (score, rank) in figures.items()]
    return as_csv(rows)


def merged_long(kit: Kit) -> bytes:
    """A row per criterion, each province merged over its seven rows."""
    rows: Rows = [["Địa phương", "Nội dung đánh giá", "Điểm đạt được"]]
    merged = []
    for province, figures in held().items():
        merged.append((len(rows), 0, len(rows) + len(figures) - 1, 0))
        for at, (code, (score, _)) in enumerate(figures.items()):
            rows.append([kit.names[province] if at == 0 else None, code or "Tổng điểm", score])
    return as_xlsx(rows, merged=merged)


def side_by_side(kit: Kit) -> bytes:
    rows = [row[:3] for row in wide(kit.names)]
    half = (len(rows) - 1) // 2
    left, right = rows[1 : half + 1], rows[half + 1 :]
    both: Rows = [["STT", *rows[0], "STT", *rows[0]]]
    for n, (one, other) in enumerate(zip(left, right, strict=True), 1):
        both.append([n, *one, n + half, *other])
    return as_xlsx(both)


def last_year_beside(kit: Kit) -> bytes:
    """The columns of 2025 beside those of 2026, and what changed."""
    rows: Rows = []
    for row in wide(kit.names):
        old = [30.0, 5.0, "+1,5"] if row[1] != "Tổng điểm" else ["Điểm 2025", "Hạng 2025", "Tăng/giảm"]
        rows.append([row[0], *old, *row[1:]])
    rows[0][4:6] = ["Điểm 2026", "Hạng 2026"]
    return as_xlsx(rows)


def grouped(kit: Kit) -> bytes:
    """CSV made of a sheet with merged headings: names spelt out, then "Điểm" and "Hạng" below each."""
    top: list[object] = ["TT", "Tên tỉnh, thành phố"]
    below: list[object] = ["", ""]
    for name in ("Tổng hợp", *VIETNAMESE):
        top += [name, ""]
        below += ["Điểm", "Hạng"]
    rows: Rows = [["BỘ CHỈ SỐ 766"], [], top, below]  # type: ignore[list-item]
    for number, (province, figures) in enumerate(held().items(), 1):
        cells: list[object] = [number, f"{number}. {kit.names[province]}"]
        for code in ("", *CODES):
            score, rank = figures[code]
            cells += [f"{score:.2f}".replace(".", ","), f"{rank}/34"]
        rows.append(cells)  # type: ignore[arg-type]
    return as_csv(rows, delimiter=";", encoding="utf-8-sig")


def decorated(kit: Kit) -> bytes:
    """Footnote marks, prefixes, non-breaking spaces, units, percent signs, "hạng 5"."""
    rows = wide(kit.names)
    for number, row in enumerate(rows[1:]):
        row[0] = (f"Tỉnh {row[0]} (1)", f"{row[0]}*", f"{row[0]}\u00a0", str(row[0]).upper())[number % 4]
        row[1] = f"{row[1]:.2f} điểm"
        row[2] = (f"Hạng {row[2]:.0f}", f"{row[2]:.0f}/34", f"thứ {row[2]:.0f}")[number % 3]
    return as_xlsx(rows)


def summed_up(kit: Kit) -> bytes:
    """Regions between the provinces, the country before and after them, page headers, the extremes at the end."""
    rows = wide(kit.names)
    rows[1:1] = [["Cả nước", 62.59, None, *[10.0] * 6]]
    rows[9:9] = [["I. Đồng bằng sông Hồng", 60.0, None, *[9.5] * 6], list(rows[0])]
    rows += [["Trung bình", 62.59, None, *[10.0] * 6], ["Cao nhất", 68.8], ["Thấp nhất", 55.23], ["Người lập biểu"]]
    return as_xlsx(rows)


def long_empty(kit: Kit) -> bytes:
    """The table, then rows without content down to the last one a sheet has, as a careless format leaves them."""
    rows = wide(kit.names)
    empty = "".join(f'<row r="{n}"/>' for n in range(len(rows) + 1, 1_000_001))
    return raw_xlsx(xml_rows(rows) + empty)


def with_formulas(kit: Kit) -> bytes:
    xml = xml_rows(wide(kit.names)).replace('<c r="B2"><v>', '<c r="B2"><f>SUM(D2:I2)</f><v>')
    return raw_xlsx(xml)


def many_sheets(kit: Kit) -> bytes:
    older: Rows = [[row[0], 50.0 if n else "Tổng điểm"] for n, row in enumerate(wide(kit.names))]
    sheets: dict[str, Rows] = {
        "Hướng dẫn": [["Bảng kèm theo công văn"], ["Hà Nội, ngày 10 tháng 10"]],
        "Năm 2025": older,
        "Năm 2026": wide(kit.names),
        "Nháp": older,
    }
    return as_xlsx(sheets, hidden=["Nháp"])


def scientific(kit: Kit) -> bytes:
    return as_csv(put(wide(kit.names), "B2", "5,523E+01".replace(",", ".")), delimiter="\t", encoding="cp1258")


def cp1258(kit: Kit) -> bytes:
    """Windows-1258 writes the tones as letters of their own, behind the vowel."""
    tones = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    text = as_csv(wide(kit.names), delimiter=";").decode()
    apart = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        if len(parts) > 1 and parts[-1] in tones:
            apart.append(unicodedata.normalize("NFC", parts[:-1]) + parts[-1])
        elif len(parts) > 2 and parts[1] in tones:
            apart.append(unicodedata.normalize("NFC", parts[0] + parts[2:]) + parts[1])
        else:
            apart.append(char)
    return "".join(apart).encode("cp1258")


def two_totals(_: Kit) -> Figures:
    return {key: score for key, score in all_scores().items() if key[1] == ""}


GOOD = [
    Good("the long form that we ship", "766.csv", lambda _: HELD.read_bytes()),
    Good("a column per criterion", "766.xlsx", lambda kit: as_xlsx(wide(kit.names))),
    Good("an official announcement", "PAPI 2024 (chính thức).xlsx", official, PAPI, papi_scores),
    Good("UTF-16 with semicolons and decimal commas", "a.csv", lambda kit: as_csv(with_comma(wide(kit.names)), delimiter=";", encoding="utf-16")),
    Good("UTF-8 with a mark and tabs", "a.tsv", lambda kit: as_csv(wide(kit.names), delimiter="\t", encoding="utf-8-sig")),
    Good("UTF-16 without a mark", "a.csv", lambda kit: as_csv(wide({id: id for id in kit.names}), encoding="utf-16-le")),
    Good("Windows-1258 with tones apart", "a.csv", cp1258),
    Good("Excel's own first line", "a.csv", lambda kit: b"sep=;\r\n" + as_csv(with_comma(wide(kit.names)), delimiter=";")),
    Good("English in capitals, a row per criterion", "a.csv", english),
    Good("provinces merged over their rows", "a.xlsx", merged_long, computed=True),
    Good("two halves side by side", "a.xlsx", side_by_side, holds=two_totals),
    Good("last year's columns beside", "a.xlsx", last_year_beside),
    Good("headings over score and rank in CSV", "a.csv", grouped),
    Good("footnotes, prefixes and units", "a.xlsx", decorated),
    Good("rows that sum up", "a.xlsx", summed_up),
    Good("a million empty rows", "a.xlsx", long_empty),
    Good("formulas with their values", "a.xlsx", with_formulas),
    Good("several sheets, one of the year", "a.xlsx", many_sheets),
    Good("several years in one table", "a.csv", lambda kit: kit.yearly(2024, 2025, 2026), computed=True),
    Good("a second table below", "a.xlsx", lambda kit: as_xlsx([*wide(kit.names), [], ["BẢNG 2: CÙNG KỲ"], *([row[0], row[1] if n == 0 else 40.0 + n] for n, row in enumerate(wide(kit.names)))]), warns="row 38: Another table begins in this row"),
    Good("a second table without a header", "a.csv", lambda kit: as_csv([*wide(kit.names), *wide(kit.names)[3:9]]), warns="row 36: Another table begins in this row"),
    Good("the total twice", "a.xlsx", lambda kit: as_xlsx([[*row, "766 (%)" if n == 0 else row[1]] for n, row in enumerate(wide(kit.names))])),
    Good("the total twice, once rounded and once as shares", "a.xlsx", lambda kit: as_xlsx([[row[0], f"Điểm ({n})" if n == 0 else round(float(str(row[1])), 1), *row[1:], "Chỉ số 766 (%)" if n == 0 else round(float(str(row[1])) / 100, 6)] for n, row in enumerate(wide(kit.names))])),
    Good("no ranks", "a.xlsx", lambda kit: as_xlsx(wide(kit.names, ranks=False)), computed=True),
    Good("one cell in scientific notation", "a.csv", lambda kit: as_csv(put(wide(kit.names), "B2", "5.523E+01"))),
    Good("numbers as text", "a.xlsx", lambda kit: as_xlsx([[str(cell) for cell in row] for row in wide(kit.names)])),
    Good("quoted numbers", "a.csv", lambda kit: as_csv([[f'="{cell}"' if isinstance(cell, float) else cell for cell in row] for row in wide(kit.names)])),
    Good("an XLSX named .csv", "a.csv", lambda kit: as_xlsx(wide(kit.names)), warns="The name ends in"),
    Good("a typing slip", "a.xlsx", lambda kit: as_xlsx([["Hưng Yêm" if c == "Hưng Yên" else c for c in r] for r in wide(kit.names)]), warns="read as Hung Yen"),
    Good("shares instead of percents", "a.xlsx", lambda kit: kit.sipas(0.01), replace(PAPI, index="sipas"),
         lambda kit: {(unit.id, ""): 90 - at / 10 for at, unit in enumerate(kit.catalogue.units(2024))}, "read as percent", computed=True),
    Good("single facts", "a.csv", lambda _: "Tỉnh;Điểm;Hạng\r\nHưng Yên;61,5;20\r\n".encode(), replace(REQUEST, partial=True), lambda _: {("hung-yen", ""): 61.5}),
]  # fmt: skip
