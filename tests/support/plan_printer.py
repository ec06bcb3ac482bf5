"""Prints plans as offices do: the letterhead in two halves, the annex in a ruled table over several pages, whose rows
break over them and whose cells are merged, page numbers, and the block of signatures.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.support.pdf_printer import FONTS
from tests.support.plan_files import PROVINCES, Page, split_header

PAD = 4.0
MUNICIPALITIES = ("hai-phong",)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a plan is printed. ``align`` is that of all columns but the task's; ``breaks`` says that rows break over
    pages; ``head`` that it begins with the letterhead, else it is the annex alone.
    """

    label: str
    wide: bool = False
    repeat: bool = True
    breaks: bool = True
    head: bool = True
    align: Literal["left", "centre"] = "left"
    justified: bool = False
    middle: bool = False
    numbers: Literal["top", "bottom"] = "bottom"
    running: str = ""
    size: float = 10.0
    pitch: float = 1.25
    floor: float = 60.0
    signed: bool = True
    widths: Sequence[float] = ()


@dataclass(slots=True)
class PlanCell:
    """The lines of a cell that are still to be printed, each with whether it ends its paragraph."""

    lines: list[tuple[str, bool]]
    align: str
    bold: bool = False
    left: float = 0.0
    right: float = 0.0
    opened: bool = True
    """Whether it ends with this row: one that is merged goes on in the next."""


@dataclass(slots=True)
class PlanPrinter:
    """Prints one plan."""

    layout: Layout
    canvas: Any = None
    file: io.BytesIO = field(default_factory=io.BytesIO)
    y: float = 0.0
    page: int = 1
    pages: int = 1

    def __post_init__(self) -> None:
        for name, style in (("Sans", "Regular"), ("Bold", "Bold")):
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"NotoSans-{style}.ttf")))
        self.canvas = Canvas(self.file, pagesize=self.paper, invariant=1)
        self._begin()

    @property
    def paper(self) -> tuple[float, float]:
        size: tuple[float, float] = landscape(A4) if self.layout.wide else A4
        return size

    @property
    def left(self) -> float:
        return 60.0 if self.layout.wide else 70.0

    @property
    def width(self) -> float:
        return self.paper[0] - self.left - 45.0

    @property
    def line(self) -> float:
        return self.layout.size * self.layout.pitch

    def _begin(self) -> None:
        self.y = self.paper[1] - 50.0
        if self.layout.running:
            self.text(self.left, self.paper[1] - 30, self.layout.running, 8)

    def _end(self) -> None:
        if self.layout.numbers == "bottom":
            self.centred(str(self.page), 9, y=30.0)
        elif self.page > 1:
            self.centred(str(self.page), 9, y=self.paper[1] - 30)

    def new_page(self) -> None:
        self._end()
        self.canvas.showPage()
        self.page += 1
        self._begin()

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False) -> None:
        self.canvas.setFont("Bold" if bold else "Sans", size)
        self.canvas.drawString(x, y, text)

    def centred(self, text: str, size: float, *, bold: bool = False, y: float | None = None, x: float = 0.0) -> None:
        width = pdfmetrics.stringWidth(text, "Bold" if bold else "Sans", size)
        if y is None:
            self.y -= size * 1.4
            y = self.y
        self.text((x or self.left + self.width / 2) - width / 2, y, text, size, bold=bold)

    def letterhead(self, province: str, date: dt.date, number: str) -> None:
        """The head of a document of a province's committee."""
        unit = "THÀNH PHỐ" if province in MUNICIPALITIES else "TỈNH"
        name = PROVINCES[province]
        day = f"{name}, ngày {date.day:02} tháng {date.month:02} năm {date.year}"
        self.halves(f"{unit} {name.upper()}", f"Số: {number}", day)

    def halves(self, place: str, number: str, day: str) -> None:
        """The two halves of a letterhead, whose lines do not stand at quite the same height."""
        left, right = self.left + 0.2 * self.width, self.left + 0.7 * self.width
        rows = [
            ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
            (place, "Độc lập - Tự do - Hạnh phúc", True),
            (number, day, False),
        ]
        for at, (one, other, bold) in enumerate(rows):
            self.y -= 16 if at != 2 else 24
            self.centred(one, 10, bold=bold, y=self.y, x=left)
            self.centred(other, 10, bold=bold, y=self.y - (1 if at == 1 else 0), x=right)
            if at == 1:
                self.canvas.line(left - 25, self.y - 6, left + 25, self.y - 6)
        self.y -= 18

    def paragraph(self, text: str, *, size: float = 11.0, indent: float = 28.0, bold: bool = False) -> None:
        """A paragraph of the text, justified, its first line indented."""
        lines = broken(text, self.width - indent, size, bold=bold, later=self.width)
        for at, (line, ends) in enumerate(lines):
            self.y -= size * 1.5
            if self.y < self.layout.floor:
                self.new_page()
                self.y -= size * 1.5
            left = self.left + (indent if not at else 0.0)
            self.stretched(line, left, self.left + self.width, size, ends=ends, bold=bold)
        self.y -= 4

    def stretched(self, line: str, left: float, right: float, size: float, *, ends: bool, bold: bool = False) -> None:
        """A line, stretched from border to border unless it ends its paragraph."""
        words = line.split(" ")
        font = "Bold" if bold else "Sans"
        if ends or len(words) < 2:
            self.text(left, self.y, line, size, bold=bold)
            return
        widths = [pdfmetrics.stringWidth(word, font, size) for word in words]
        space = (right - left - sum(widths)) / (len(words) - 1)
        for word, width in zip(words, widths, strict=True):
            self.text(left, self.y, word, size, bold=bold)
            left += width + space

    def table(self, page: Page) -> None:
        """A table from here down, over as many pages as it takes."""
        widths = self._widths(page)
        xs = [self.left]
        for width in widths:
            xs.append(xs[-1] + width)
        self._header(page.header, xs)
        open_cells: list[PlanCell | None] = [None] * len(widths)
        for place, (sign, cells) in enumerate(page.lines):
            if sign == "~":
                continue
            if sign != "row":
                self._row(page, xs, _heading(cells, xs, self.layout.size), [])
                open_cells = [None] * len(widths)
                continue
            row: list[PlanCell] = []
            merged: list[int] = []
            shown = [*cells, *[""] * (len(widths) - len(cells))]
            below = page.lines[place + 1] if place + 1 < len(page.lines) else ("", [])
            for at, text in enumerate(shown):
                if text == "^" and open_cells[at] is not None:
                    cell = open_cells[at]
                    merged.append(at)
                else:
                    cell = self._cell(_spelt(text), page.header[at], xs[at], xs[at + 1])
                assert cell is not None
                goes_on = below[0] == "row" and at < len(below[1]) and below[1][at] == "^"
                cell.opened = not goes_on
                open_cells[at] = cell if goes_on else None
                row.append(cell)
            self._row(page, xs, row, merged)

    def _widths(self, page: Page) -> list[float]:
        if self.layout.widths and len(self.layout.widths) == len(page.header):
            return [share * self.width for share in self.layout.widths]
        needs, wants = [], []
        for at, head in enumerate(page.header):
            texts = [_spelt(cells[at]) for sign, cells in page.lines if sign == "row" and at < len(cells)]
            words = [word for text in (*texts, head.replace(" / ", " ")) for word in text.split()]
            needs.append(max(pdfmetrics.stringWidth(word, "Bold", self.layout.size) for word in words) + 2 * PAD)
            wants.append(min(60.0, sum(map(len, texts)) / max(1, len(texts))))
        spare = self.width - sum(needs)
        if spare < 0:
            return [self.width * need / sum(needs) for need in needs]
        return [need + spare * want / sum(wants) for need, want in zip(needs, wants, strict=True)]

    def _cell(self, text: str, header: str, left: float, right: float) -> PlanCell:
        is_task = any(word in header.lower() for word in ("nhiệm vụ", "công việc", "việc phải làm", "giải pháp"))
        align = "justified" if is_task and self.layout.justified else "left" if is_task else self.layout.align
        lines = [line for part in text.split("\n") for line in broken(part, right - left - 2 * PAD, self.layout.size)]
        return PlanCell(lines if text else [], align, False, left, right)

    def _header(self, header: Sequence[str], xs: Sequence[float]) -> None:
        top, below = split_header(list(header))
        size = self.layout.size
        first: list[PlanCell] = []
        at = 0
        while at < len(top):
            end = at
            while end + 1 < len(top) and below[at] and top[end + 1] == top[at]:
                end += 1
            lines = broken(top[at], xs[end + 1] - xs[at] - 2 * PAD, size, bold=True)
            first.append(PlanCell(lines, "centre", True, xs[at], xs[end + 1], opened=bool(below[at]) or not any(below)))
            at = end + 1
        self._segment(first, self._height(first), [])
        if any(below):
            second = [next((cell for cell in first if cell.left == xs[at] and not cell.opened), None)
                      or PlanCell(broken(below[at], xs[at + 1] - xs[at] - 2 * PAD, size, bold=True), "centre", True,
                                  xs[at], xs[at + 1]) for at in range(len(top))]  # fmt: skip
            for cell in second:
                cell.opened = True
            merged = [at for at in range(len(top)) if not below[at]]
            self._segment(second, self._height(second), merged)

    def _height(self, cells: Sequence[PlanCell]) -> float:
        return max([len(cell.lines) for cell in cells if cell.opened] or [1]) * self.line + 2 * PAD

    def _row(self, page: Page, xs: Sequence[float], cells: list[PlanCell], merged: list[int]) -> None:
        """A row, on this page or the next, or broken over both."""
        while True:
            high = max(self._height(cells), self.line + 2 * PAD)
            white = self.y - self.layout.floor
            if high <= white:
                self._segment(cells, high, merged)
                return
            first = all(cell.bold for cell in cells)
            if self.layout.breaks and not first and white >= 2 * self.line + 2 * PAD:
                ended = [cell.opened for cell in cells]
                for cell in cells:
                    cell.opened = False
                self._segment(cells, white, merged)
                for cell, one in zip(cells, ended, strict=True):
                    cell.opened = one
                merged = []
            else:
                merged = []
            self.new_page()
            if self.layout.repeat:
                self._header(page.header, xs)
            self.canvas.line(xs[0], self.y, xs[-1], self.y)

    def _segment(self, cells: Sequence[PlanCell], high: float, merged: Sequence[int]) -> None:
        """What of a row stands on this page. ``merged`` are the columns that go on from the row above."""
        top = self.y
        self.canvas.setLineWidth(0.5)
        bottom_of_page = top - high <= self.layout.floor + 0.01
        for at, cell in enumerate(cells):
            self.canvas.line(cell.left, top, cell.left, top - high)
            self.canvas.line(cell.right, top, cell.right, top - high)
            if at not in merged:
                self.canvas.line(cell.left, top, cell.right, top)
            if cell.opened or bottom_of_page:
                self.canvas.line(cell.left, top - high, cell.right, top - high)
            room = int((high - 2 * PAD + 0.01) / self.line)
            printed, cell.lines = cell.lines[:room], cell.lines[room:]
            white = (room - len(printed)) * self.line if self.layout.middle and cell.opened and at not in merged else 0
            self.y = top - PAD - self.layout.size * 0.95 - white / 2
            for line, ends in printed:
                self._printed(cell, line, ends=ends)
                self.y -= self.line
        self.y = top - high

    def _printed(self, cell: PlanCell, line: str, *, ends: bool) -> None:
        size = self.layout.size
        if cell.align == "centre":
            self.centred(line, size, bold=cell.bold, y=self.y, x=(cell.left + cell.right) / 2)
        elif cell.align == "justified":
            self.stretched(line, cell.left + PAD, cell.right - PAD, size, ends=ends)
        else:
            self.text(cell.left + PAD, self.y, line, size, bold=cell.bold)

    def signatures(self) -> None:
        if self.y < self.layout.floor + 110:
            self.new_page()
        self.y -= 24
        self.text(self.left, self.y, "Nơi nhận:", 9, bold=True)
        for at, line in enumerate(("- Như trên;", "- Các sở, ban, ngành;", "- Lưu: VT, NV.")):
            self.text(self.left, self.y - 12 * (at + 1), line, 8)
        for at, line in enumerate(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Nguyễn Văn A")):
            self.centred(line, 10, bold=True, y=self.y - 14 * at, x=self.left + 0.75 * self.width)

    def done(self) -> bytes:
        self._end()
        self.canvas.showPage()
        self.canvas.save()
        return self.file.getvalue()


def broken(text: str, width: float, size: float, *, bold: bool = False, later: float = 0.0) -> list[tuple[str, bool]]:
    """The text in lines of at most that width (of ``later``, behind the first), each with whether it is the last."""
    font = "Bold" if bold else "Sans"
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        most = later if later and len(lines) > 1 else width
        if pdfmetrics.stringWidth(longer, font, size) <= most:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:  # one that is wider than the column is broken anywhere
            if lines[-1] and pdfmetrics.stringWidth(lines[-1] + letter, font, size) > most:
                lines.append("")
            lines[-1] += letter
    return [(line, at == len(lines) - 1) for at, line in enumerate(lines)]


def _heading(cells: Sequence[str], xs: Sequence[float], size: float) -> list[PlanCell]:
    """A heading: its number in the first column, its text over all others; or its text over all."""
    if len(cells) == 1:
        return [PlanCell(broken(cells[0], xs[-1] - xs[0] - 2 * PAD, size, bold=True), "left", True, xs[0], xs[-1])]
    number = PlanCell([(cells[0], True)] if cells[0] else [], "centre", True, xs[0], xs[1])
    text = broken(cells[-1], xs[-1] - xs[1] - 2 * PAD, size, bold=True)
    return [number, PlanCell(text, "left", True, xs[1], xs[-1])]


def _spelt(text: str) -> str:
    """A cell as it is printed: the day of a workbook's date."""
    if not text.startswith("@"):
        return text
    day = dt.date.fromisoformat(text[1:])
    return f"{day.day:02}/{day.month:02}/{day.year}"
