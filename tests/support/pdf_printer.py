"""Prints tables as offices do, as PDF: ruled or not, over several pages, with heads, notes and stamps around them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).parent.parent.parent / "bot" / "charts" / "fonts"
RAISED = "\u2060"
"""What follows it in a cell is a small raised mark."""
Ruling = Literal["all", "none", "level", "columns", "striped"]
Drawn = Callable[[Any, float, float], None]


@dataclass(frozen=True, slots=True)
class Column:
    header: str
    width: float
    align: Literal["left", "right", "centre"] = "centre"


@dataclass(frozen=True, slots=True)
class Table:
    """``groups`` are headings over several columns: (first, last, text). ``turned`` columns have their heads upright.
    ``names`` says how a name of two lines stands beside its figures.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    groups: Sequence[tuple[int, int, str]] = ()
    ruling: Ruling = "all"
    repeat: bool = True
    size: float = 9
    height: float = 14
    turned: bool = False
    names: Literal["middle", "top"] = "middle"
    numbered: bool = False
    dark: bool = False


@dataclass(slots=True)
class Printer:
    """Pages that are printed one after another. ``each`` draws what stands on every page."""

    wide: bool = False
    margin: float = 40
    foot: bool = True
    each: Drawn | None = None
    rotate: int = 0
    file: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Any = None
    y: float = 0
    page: int = 1

    def __post_init__(self) -> None:
        for name, style in (("Sans", "Regular"), ("Bold", "Bold")):
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"NotoSans-{style}.ttf")))
        self.canvas = Canvas(self.file, pagesize=self.paper, invariant=1)
        self._begin()

    @property
    def paper(self) -> tuple[float, float]:
        size: tuple[float, float] = landscape(A4) if self.wide else A4
        return size

    def _begin(self) -> None:
        width, height = self.paper
        self.y = height - self.margin
        if self.rotate:
            self.canvas.setPageRotation(self.rotate)
            # The page is turned by whoever shows it, and what is drawn is turned the other way.
            self.canvas.translate(0, width) if self.rotate == 270 else self.canvas.translate(height, 0)
            self.canvas.rotate(-90 if self.rotate == 270 else 90)
        if self.each is not None:
            self.each(self.canvas, width, height)

    def new_page(self) -> None:
        if self.foot:
            self.text(self.paper[0] / 2, self.margin / 2, str(self.page), 9)
        self.canvas.showPage()
        self.page += 1
        self._begin()

    def lines(self, *texts: str, size: float = 11, bold: bool = False) -> None:
        for text in texts:
            self.y -= size * 1.4
            self.text(self.paper[0] / 2, self.y, text, size, bold=bold)
        self.y -= size

    def notes(self, *texts: str, size: float = 8) -> None:
        for text in texts:
            self.y -= size * 1.4
            self.text(self.margin, self.y, text, size, align="left")

    def text(self, x: float, y: float, text: str, size: float, *, bold: bool = False, align: str = "centre") -> None:
        plain, _, raised = text.partition(RAISED)
        font = "Bold" if bold else "Sans"
        width = pdfmetrics.stringWidth(plain, font, size)
        x -= {"left": 0, "centre": width / 2, "right": width}[align]
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, plain)
        if raised:
            self.canvas.setFont(font, size * 0.6)
            self.canvas.drawString(x + width, y + size * 0.4, raised)

    def table(self, table: Table, left: float | None = None) -> None:
        """Print a table from here down, going on over pages."""
        left = self.margin if left is None else left
        self._header(table, left)
        for at, row in enumerate(table.rows):
            lines = [
                wrapped(text, column.width - 4, table.size) for text, column in zip(row, table.columns, strict=True)
            ]
            high = table.height + (max(map(len, lines)) - 1) * table.size * 1.15
            if self.y - high < self.margin + 20:
                self._close(table, left)
                self.new_page()
                if table.repeat:
                    self._header(table, left)
            self._row(table, left, lines, high, striped=at % 2 == 1)
        self._close(table, left)

    def _header(self, table: Table, left: float) -> None:
        lines = [wrapped(one.header, one.width - 4, table.size) for one in table.columns]
        high = max(map(len, lines)) * table.size * 1.15 + 6
        if table.turned:
            high = max(pdfmetrics.stringWidth(one.header, "Sans", table.size) for one in table.columns[2:]) + 8
        head = table.size * 1.15 + 6 if table.groups else 0.0
        top, xs = self.y, _places(table, left)
        grouped = {at: group for group in table.groups for at in range(group[0], group[1] + 1)}
        if table.dark:
            self.canvas.setFillGray(0.2)
            self.canvas.rect(left, top - head - high, xs[-1] - left, head + high, stroke=0, fill=1)
            self.canvas.setFillGray(1)
        for first, last, text in table.groups:
            self.text((xs[first] + xs[last + 1]) / 2, top - head + 5, text, table.size, bold=True)
            self._frame(table, xs[first], top, xs[last + 1], top - head)
        for at, (column, broken) in enumerate(zip(table.columns, lines, strict=True)):
            ceiling = top - head if at in grouped else top
            floor = top - head - high
            self._frame(table, xs[at], ceiling, xs[at + 1], floor)
            if table.turned and at > 1:
                self.canvas.saveState()
                self.canvas.translate((xs[at] + xs[at + 1]) / 2 + table.size / 3, floor + 4)
                self.canvas.rotate(90)
                self.text(0, 0, column.header, table.size, align="left")
                self.canvas.restoreState()
                continue
            y = (ceiling + floor) / 2 + (len(broken) / 2 - 0.8) * table.size * 1.15
            for line in broken:
                self.text((xs[at] + xs[at + 1]) / 2, y, line, table.size, bold=True)
                y -= table.size * 1.15
        self.canvas.setFillGray(0)
        if table.ruling in ("level", "striped"):
            self.canvas.line(left, top, xs[-1], top)
            self.canvas.line(left, top - head - high, xs[-1], top - head - high)
        self.y = top - head - high
        if table.numbered:
            numbers = [[f"({at + 1})"] for at in range(len(table.columns))]
            self._row(table, left, numbers, table.height, striped=False)

    def _row(self, table: Table, left: float, lines: list[list[str]], high: float, *, striped: bool) -> None:
        xs, top, floor = _places(table, left), self.y, self.y - high
        if striped and table.ruling == "striped":
            self.canvas.setFillGray(0.9)
            self.canvas.rect(left, floor, xs[-1] - left, high, stroke=0, fill=1)
            self.canvas.setFillGray(0)
        most = max(map(len, lines))
        for at, (column, broken) in enumerate(zip(table.columns, lines, strict=True)):
            if table.ruling == "all":
                self._frame(table, xs[at], top, xs[at + 1], floor)
            x = {"left": xs[at] + 2, "centre": (xs[at] + xs[at + 1]) / 2, "right": xs[at + 1] - 2}[column.align]
            free = 0 if table.names == "top" else (most - len(broken)) / 2
            y = top - table.size - (high - most * table.size * 1.15) / 2 - free * table.size * 1.15
            for line in broken:
                self.text(x, y, line, table.size, align=column.align)
                y -= table.size * 1.15
        if table.ruling == "level":
            self.canvas.line(left, floor, xs[-1], floor)
        if table.ruling == "columns":
            for x in xs:
                self.canvas.line(x, top, x, floor)
        self.y = floor

    def _close(self, table: Table, left: float) -> None:
        if table.ruling in ("columns", "striped"):
            self.canvas.line(left, self.y, _places(table, left)[-1], self.y)

    def _frame(self, table: Table, left: float, top: float, right: float, floor: float) -> None:
        if table.ruling in ("all", "columns"):
            self.canvas.rect(left, floor, right - left, top - floor, stroke=1, fill=0)

    def done(self) -> bytes:
        if self.foot:
            self.text(self.paper[0] / 2, self.margin / 2, str(self.page), 9)
        self.canvas.showPage()
        self.canvas.save()
        return self.file.getvalue()


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text broken into lines of at most that width."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and pdfmetrics.stringWidth(longer.partition(RAISED)[0], "Sans", size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def _places(table: Table, left: float) -> list[float]:
    places = [left]
    for column in table.columns:
        places.append(places[-1] + column.width)
    return places
