"""Plans built like those of offices, from the texts in ``tests/importing/plans``, with what a person reads in each row.

A text says how the file is made (``!`` format, date, province), its titles (``>``), headers (``=``), headings (``#``),
page breaks (``~``), targets (``$``) and rows. Behind ``=>`` stands what is to be read: who leads, who helps, the due
date (``r`` regular, ``-`` none, a ``?`` behind it: said to be doubtful), criteria. ``^`` is a cell merged with the one
above, ``\\n`` a line within a cell.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter
from docx import Document

from bot.importing.plans.reading import PlanRequest, ReadTask

FOLDER = Path(__file__).parent.parent / "importing" / "plans"
TUNED = ("papi_merged", "three_indices", "par_workbook", "sipas_workbook", "all_in_csv")
AGENCIES = {
    "NV": "department-home-affairs", "TP": "department-justice", "TC": "department-finance", "YT": "department-health",
    "GD": "department-education", "KHCN": "department-science-technology", "VP": "ppc-office", "MT": "fatherland-front",
    "NNMT": "department-agriculture-environment", "TTR": "provincial-inspectorate", "TTTP": "city-inspectorate",
    "XA": "commune-peoples-committees", "SBN": "departments-branches-sectors", "CQLQ": "agencies-relevant",
    "MTT": "fatherland-front-province", "BTC": "party-organisation-board", "VPDK": "land-registration-branches",
    "HCC": "public-administration-centre-province", "KCN": "industrial-zones-board", "HPN": "provincial-womens-union",
    "TD": "provincial-youth-union", "BD": "provincial-post", "BAO": "provincial-press", "CQDV": "agencies-units",
    "CCB": "provincial-veterans", "TTCQ": "heads-agencies-units", "BHXH": "social-insurance", "THUE": "provincial-tax",
    "BCY": "government-cipher-committee", "DN": "business-association", "VPTP": "city-pc-office",
    "VHTT": "department-culture-sports-tourism", "NGV": "department-foreign-affairs",
    "DT": "department-ethnic-religious-affairs", "CT": "department-industry-trade", "DVLQ": "units-relevant",
    "ND": "provincial-farmers-union", "XD": "department-construction", "CA": "provincial-police",
    "KB": "state-treasury", "CTR": "provincial-political-school", "?": "",
}  # fmt: skip
DOCUMENT = "12/KH-UBND"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a person reads in a row."""

    text: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    timing: str
    due: str
    doubtful: bool
    criteria: tuple[str, ...]

    def fits(self, task: ReadTask) -> bool:
        """Whether the task says the same (the words behind a task that goes on over several rows are not compared)."""
        return self == Expected(
            task.text[: len(self.text)],
            tuple(one.id for one in task.lead),
            tuple(one.id for one in task.coordinating),
            task.timing,
            task.due.isoformat() if task.due else "",
            self.doubtful,
            tuple(f"{index}:{code}" for index, code in task.criteria),
        )


@dataclass(slots=True)
class Page:
    """One table: its header (a header cell "a / b" is a group over parts) and its lines as (kind, cells)."""

    header: list[str]
    titles: list[str] = field(default_factory=list)
    lines: list[tuple[str, list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class PlanFile:
    """A plan: ``data`` is the file, ``expected`` what is to be read in it; ``targets`` are the promises."""

    name: str
    request: PlanRequest
    data: bytes
    expected: list[Expected]
    targets: list[str]


@dataclass(slots=True)
class PlanText:
    """A text as it is read: how the file is made, its tables, and what is to be read in them."""

    name: str
    format: str
    date: dt.date
    province: str
    pages: list[Page]
    expected: list[Expected]
    targets: list[str]

    def file(self, format: str, data: bytes, title: str) -> PlanFile:
        request = PlanRequest(self.province, PROVINCES[self.province], DOCUMENT, self.date, title=title)
        return PlanFile(f"{self.name}.{format}", request, data, self.expected, self.targets)


def plan_file(name: str) -> PlanFile:
    """The plan that a text describes."""
    text = plan_text(name)
    title = "" if text.format == "xlsx" else " ".join(text.pages[0].titles)
    return text.file(text.format, {"docx": _docx, "xlsx": _xlsx, "csv": _csv}[text.format](text.pages), title)


def plan_text(name: str) -> PlanText:
    """What a text says."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    _, format, date, province = lines[0].split()
    pages: list[Page] = []
    titles: list[str] = []
    expected: list[Expected] = []
    targets: list[str] = []
    for line in lines[1:]:
        sign, _, rest = line.partition(" ")
        if sign == ">":
            titles.append(rest)
        elif sign == "=":
            pages.append(Page(_cells(rest), titles))
            titles = []
        elif sign in ("#", "##", "~", "."):
            pages[-1].lines.append((sign, _cells(rest)))
        else:
            said, arrow, wanted = line.removeprefix("$ ").partition(" =>")
            pages[-1].lines.append(("row", _cells(said)))
            if sign == "$":
                targets += [one.strip() for one in _targets(wanted)]
            elif arrow:
                expected.append(_expected(pages[-1].header, _cells(said), _cells(wanted)))
    return PlanText(name, format, dt.date.fromisoformat(date), province, pages, expected, targets)


PROVINCES = {"hung-yen": "Hưng Yên", "bac-ninh": "Bắc Ninh", "hai-phong": "Hải Phòng", "lao-cai": "Lào Cai"}


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\n", "\n") for cell in line.split("|")]


def _targets(text: str) -> list[str]:
    """The promises, each "index:code:kind:value:unit:last"; a last result may hold spaces."""
    return re.split(r"\s(?=[a-z0-9]+:[\d.]*:)", text.strip())


def _expected(header: list[str], cells: list[str], wanted: list[str]) -> Expected:
    text = next(cell for cell, head in zip(cells, header, strict=False) if _is_task(head))
    lead, coordinating, due, criteria = wanted
    when = due.removesuffix("?")
    return Expected(
        _plain(text),
        tuple(AGENCIES[one] for one in lead.split(",") if one),
        tuple(AGENCIES[one] for one in coordinating.split(",") if one),
        "regular" if when == "r" else "once",
        when if when not in ("r", "-") else "",
        due.endswith("?"),
        tuple(criteria.split()),
    )


def _is_task(header: str) -> bool:
    return any(word in header.lower() for word in ("nhiệm vụ", "công việc", "việc phải làm", "giải pháp"))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"^\d+\. ", "", text).split())


def split_header(header: list[str]) -> tuple[list[str], list[str]]:
    """The two rows of a header; the second is empty where no column is in a group."""
    groups = [cell.split(" / ") if " / " in cell else [cell, ""] for cell in header]
    return [one for one, *_ in groups], [two for _, two, *_ in groups]


def _docx(pages: list[Page]) -> bytes:
    document = Document()
    for page in pages:
        for title in page.titles:
            document.add_paragraph(title)
        _docx_table(document, page)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _docx_table(document: Any, page: Page) -> None:
    width = len(page.header)
    table = document.add_table(rows=0, cols=width)
    top, below = split_header(page.header)

    def header() -> None:
        first = table.add_row().cells
        second = table.add_row().cells if any(below) else None
        at = 0
        while at < width:
            end = at
            while end + 1 < width and below[at] and top[end + 1] == top[at]:
                end += 1
            first[at].text = top[at]
            if end > at:
                first[at].merge(first[end])
            for place in range(at, end + 1):
                if second is not None and below[place]:
                    second[place].text = below[place]
                elif second is not None:
                    first[place].merge(second[place])
            at = end + 1

    header()
    before: list[Any] = []
    for sign, cells in page.lines:
        if sign == "~":
            header()
            continue
        row = table.add_row().cells
        if sign != "row":
            row[0].text = cells[0] if len(cells) > 1 else ""
            row[1].text = cells[-1]
            row[1].merge(row[-1])
            continue
        for at, cell in enumerate(cells):
            if cell == "^":
                before[at].merge(row[at])
            else:
                row[at].text = cell
        before = [before[at] if at < len(cells) and cells[at] == "^" else row[at] for at in range(width)]


def _xlsx(pages: list[Page]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, page in enumerate(pages):
        sheet = book.add_worksheet(f"PL{number + 1}")
        width = len(page.header)
        at = 0
        for title in page.titles:
            sheet.merge_range(at, 0, at, width - 1, title)
            at += 1
        at = _xlsx_header(sheet, at, page.header)
        rows = page.lines
        for place, (sign, cells) in enumerate(rows):
            if sign in ("#", "##", "."):
                sheet.merge_range(at, 0, at, width - 1, " ".join(cells))
                at += 1
                continue
            for column, cell in enumerate(cells):
                if cell == "^":
                    continue
                more = 0
                while place + more + 1 < len(rows) and _merged(rows[place + more + 1], column):
                    more += 1
                value: Any = int(cell) if cell.isdigit() else cell
                if cell.startswith("@"):
                    sheet.write_datetime(at, column, dt.datetime.fromisoformat(cell[1:]), day)
                elif more:
                    sheet.merge_range(at, column, at + more, column, value)
                else:
                    sheet.write(at, column, value)
            at += 1
    book.close()
    return file.getvalue()


def _merged(line: tuple[str, list[str]], column: int) -> bool:
    sign, cells = line
    return sign == "row" and column < len(cells) and cells[column] == "^"


def _xlsx_header(sheet: Any, at: int, header: list[str]) -> int:
    top, below = split_header(header)
    if not any(below):
        for column, text in enumerate(top):
            sheet.write(at, column, text)
        return at + 1
    column = 0
    while column < len(top):
        end = column
        while end + 1 < len(top) and below[column] and top[end + 1] == top[column]:
            end += 1
        if end > column:
            sheet.merge_range(at, column, at, end, top[column])
        elif not below[column]:
            sheet.merge_range(at, column, at + 1, column, top[column])
        for place in range(column, end + 1):
            if below[place]:
                sheet.write(at + 1, place, below[place])
        column = end + 1
    return at + 2


def _csv(pages: list[Page]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for page in pages:
        writer.writerows([title] for title in page.titles)
        writer.writerow(page.header)
        for sign, cells in page.lines:
            writer.writerow(page.header if sign == "~" else cells)
    return text.getvalue().encode("utf-8-sig")
