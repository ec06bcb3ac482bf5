"""Tables of PAR INDEX and SIPAS as ministries print them, with made-up scores, as PDF."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from data.rules import competition_ranks
from tests.support.importing_kit import REQUEST, Kit
from tests.support.pdf_printer import RAISED, Column, Printer, Table

Held = dict[tuple[str, str], tuple[float, int | None]]
PAR = replace(
    REQUEST,
    index="par",
    year=2024,
    period="2024",
    title="PAR INDEX 2024",
    title_en="",
    issuer="Bộ Nội vụ",
    announced=dt.date(2025, 4, 6),
)
SIPAS = replace(PAR, index="sipas", title="SIPAS 2024")
PAR_2025 = replace(PAR, year=2025, period="2025", title="PAR INDEX 2025", announced=dt.date(2026, 4, 6))
SIPAS_2025 = replace(PAR_2025, index="sipas", title="SIPAS 2025")
MAXIMA = (9.5, 10.0, 13.0, 10.5, 15.0, 12.0, 15.0, 15.0)


def comma(score: float) -> str:
    return f"{score:.2f}".replace(".", ",")


def units(kit: Kit, year: int) -> list[Any]:
    return list(kit.catalogue.units(year))


def totals(kit: Kit, year: int) -> Held:
    """One score a province, with its rank, in no order that the table has."""
    found = units(kit, year)
    scores = {unit.id: round(91.37 - 14.2 * abs(math.sin(7.3 * at + 1)), 2) for at, unit in enumerate(found)}
    ranks = competition_ranks(list(scores.values()))
    return {(id, ""): (score, ranks[score]) for id, score in scores.items()}


def fields(kit: Kit, year: int) -> Held:
    """Scores in the eight fields of PAR INDEX; the total is their sum, and has a rank."""
    made: dict[str, list[float]] = {}
    for at, unit in enumerate(units(kit, year)):
        made[unit.id] = [round(most * (0.97 - 0.22 * abs(math.sin(3.7 * at + n))), 2) for n, most in enumerate(MAXIMA)]
    sums = {id: round(sum(scores), 2) for id, scores in made.items()}
    ranks = competition_ranks(list(sums.values()))
    held: Held = {(id, ""): (score, ranks[score]) for id, score in sums.items()}
    return held | {(id, str(n)): (score, None) for id, scores in made.items() for n, score in enumerate(scores, 1)}


def of_2024(kit: Kit) -> Held:
    return totals(kit, 2024)


def of_2025(kit: Kit) -> Held:
    return totals(kit, 2025)


def fields_2024(kit: Kit) -> Held:
    return fields(kit, 2024)


def fields_2025(kit: Kit) -> Held:
    return fields(kit, 2025)


def ranking(kit: Kit, held: Held) -> list[list[str]]:
    """Rows of rank, province, score, from the first to the last."""
    ordered = sorted(held.items(), key=lambda one: (one[1][1] or 0, kit.names[one[0][0]]))
    return [[str(rank), kit.names[province], comma(score)] for (province, code), (score, rank) in ordered if not code]


def wide_rows(kit: Kit, held: Held) -> list[list[str]]:
    rows = []
    for number, (_, name, total) in enumerate(ranking(kit, held), 1):
        id = kit.ids[name]
        rows.append(
            [str(number), name, *(comma(held[id, str(n)][0]) for n in range(1, 9)), total, str(held[id, ""][1])]
        )
    return rows


RANKED = (Column("Xếp hạng", 50), Column("Tỉnh, thành phố", 150, "left"), Column("Chỉ số (%)", 70))
LISTED = (
    Column("STT", 30),
    Column("Tên tỉnh, thành phố", 130, "left"),
    Column("Điểm", 60, "right"),
    Column("Thứ hạng", 60),
)


def par_columns(kit: Kit, *, short: bool = True, width: float = 62) -> list[Column]:
    rows = kit.catalogue.children("par", "", 2024)
    names = [(row.short_vi if short and row.short_vi else row.name_vi) for row in rows]
    middle = [Column(name, width) for name in names]
    return [
        Column("STT", 28),
        Column("Tỉnh, thành phố", 105, "left"),
        *middle,
        Column("Tổng điểm", 50),
        Column("Xếp hạng", 45),
    ]


GROUPS = ((2, 9, "Kết quả điểm các lĩnh vực"), (10, 11, "PAR INDEX"))
NATIONAL = (
    "BỘ NỘI VỤ",
    "BẢNG XẾP HẠNG CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}",
    "(Kèm theo Quyết định số 123/QĐ-BNV ngày 05 tháng 4 năm {next})",
)
NOTES = (
    "Ghi chú: Điểm tối đa là 100.",
    "(1) Số liệu của 2 tỉnh được điều chỉnh ngày 12/4, tăng 0,25 điểm.",
    "Nguồn: Bộ Nội vụ, 2025.",
)


def par(
    kit: Kit, year: int = 2024, *, printer: Printer | None = None, columns: list[Column] | None = None, **how: Any
) -> bytes:
    paper = printer or Printer(wide=True)
    paper.lines(*(line.format(year=year, next=year + 1) for line in NATIONAL), bold=True)
    paper.table(Table(columns or par_columns(kit), wide_rows(kit, fields(kit, year)), GROUPS, **{"height": 16, **how}))
    paper.notes(*NOTES)
    return paper.done()


def sipas(
    kit: Kit, year: int = 2024, *, printer: Printer | None = None, columns: Sequence[Column] = RANKED, **how: Any
) -> bytes:
    paper = printer or Printer()
    paper.lines(f"CHỈ SỐ HÀI LÒNG (SIPAS) NĂM {year}", "Xếp theo thứ hạng", bold=True)
    paper.table(Table(columns, ranking(kit, totals(kit, year)), **{"height": 11.5, "size": 8.5, **how}))
    paper.notes(*NOTES)
    return paper.done()


def listed(kit: Kit, year: int = 2024, *, printer: Printer | None = None, **how: Any) -> bytes:
    """By province, with the running number in front and the rank at the end."""
    held = totals(kit, year)
    rows = [
        [str(n), unit.name_vi, comma(held[unit.id, ""][0]), str(held[unit.id, ""][1])]
        for n, unit in enumerate(units(kit, year), 1)
    ]
    paper = printer or Printer()
    paper.lines(f"Phụ lục 2. Chỉ số SIPAS năm {year}")
    paper.table(Table(LISTED, rows, **how))
    paper.notes(*NOTES)
    return paper.done()


def halves(kit: Kit, *, apart: float = 0, **how: Any) -> bytes:
    """Two columns of provinces: as one table or, some way ``apart``, as two."""
    rows = ranking(kit, of_2024(kit))
    middle = (len(rows) + 1) // 2
    narrow = [replace(column, width=width) for column, width in zip(RANKED, (45, 120, 60), strict=True)]
    paper = Printer()
    paper.lines("SIPAS 2024", bold=True)
    if apart:
        top = paper.y
        paper.table(Table(narrow, rows[:middle], **how))
        paper.y = top
        paper.table(Table(narrow, rows[middle:], **how), left=paper.margin + 225 + apart)
    else:
        both = [[*one, *other] for one, other in zip(rows[:middle], [*rows[middle:], ["", "", ""]], strict=False)]
        paper.table(Table([*narrow, *narrow], both, **how))
    return paper.done()


def report(kit: Kit) -> bytes:
    """A report of twenty pages with last year's table on pages 4 and 5 and this year's on 12 to 14."""
    paper = Printer()
    for page in range(1, 21):
        paper.lines(f"BÁO CÁO CHỈ SỐ NĂM 2024 - phần {page}")
        if page in (4, 12):
            held = of_2024(kit)
            if page == 4:
                held = {key: (round(score - 1.5, 2), rank) for key, (score, rank) in held.items()}
            paper.lines("Bảng 1. SIPAS năm 2023" if page == 4 else "Bảng 2. SIPAS năm 2024")
            paper.table(Table(RANKED, ranking(kit, held), height=14 if page == 4 else 27))
        elif paper.page <= page:
            paper.notes(
                *(f"Năm {2000 + n} có {n} địa phương đạt trên {n},5 điểm; tăng so với năm trước." for n in range(9, 24))
            )
        while paper.page <= page and page < 20:
            paper.new_page()
    return paper.done()


def marked(kit: Kit) -> bytes:
    """Small raised marks of footnotes behind names and scores."""
    rows = ranking(kit, of_2024(kit))
    for at in range(0, len(rows), 7):
        rows[at][1] += f"{RAISED}1"
        rows[at + 1][2] += f"{RAISED}2"
    paper = Printer()
    paper.lines("SIPAS 2024", bold=True)
    paper.table(Table(RANKED, rows, height=11.5, size=8.5))
    paper.notes(*NOTES)
    return paper.done()


def stamped(canvas: Any, width: float, height: float) -> None:
    """A round stamp beside the table, the words of a digital signature, a watermark and a running head."""
    canvas.saveState()
    canvas.setStrokeColorRGB(0.8, 0, 0)
    canvas.setFillColorRGB(0.8, 0, 0)
    canvas.circle(width - 80, 90, 45)
    canvas.setFont("Sans", 7)
    canvas.drawString(width - 110, 92, "BỘ NỘI VỤ")
    canvas.drawString(width - 160, 30, "Ký bởi: Bộ Nội vụ, 05.04.2025 10:12:33")
    canvas.setFillGray(0.85)
    canvas.setFont("Bold", 60)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(45)
    canvas.drawCentredString(0, 0, "BẢN THẢO 2024")
    canvas.restoreState()
    canvas.setFont("Sans", 8)
    canvas.drawString(40, height - 25, "Bộ Nội vụ - Vụ Cải cách hành chính")


def bold_twice(kit: Kit) -> bytes:
    """Text made bold by drawing it twice."""
    paper = Printer()
    plain = paper.canvas.drawString

    def twice(x: float, y: float, text: str) -> None:
        plain(x, y, text)
        plain(x + 0.3, y, text)

    paper.canvas.drawString = twice
    return sipas(kit, printer=paper)


def taken_apart(kit: Kit) -> bytes:
    """Vietnamese marks as letters of their own, as some programs print them."""
    paper = Printer()
    plain = paper.canvas.drawString
    paper.canvas.drawString = lambda x, y, text: plain(
        x, y, unicodedata.normalize("NFD", text) if "à" in text else text
    )
    return sipas(kit, printer=paper)


def per_page(kit: Kit, *, repeat: bool, **how: Any) -> bytes:
    return listed(kit, repeat=repeat, height=26, **how)
