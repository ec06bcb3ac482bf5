"""The drawing of a table on a page: titles, a header in one or two rows, rulings or stripes, notes, a stamp."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageDraw, ImageFont

from tests.support.table_pictures import (
    BLUE,
    FIELDS,
    FONTS,
    INK,
    MARGIN,
    PAGE,
    RED,
    TableLook,
    columns_of,
    shown_rows,
)

Span = tuple[float, float]
STRIPE, HEADER = (232, 238, 244), (221, 228, 236)
TITLES = {
    "plain": "KẾT QUẢ CHỈ SỐ HÀI LÒNG CỦA NGƯỜI DÂN (SIPAS) NĂM {year}",
    "halves": "CHỈ SỐ HÀI LÒNG CỦA NGƯỜI DÂN (SIPAS) NĂM {year}",
    "sipas": "CHỈ SỐ HÀI LÒNG VỀ SỰ PHỤC VỤ CỦA CƠ QUAN HÀNH CHÍNH NHÀ NƯỚC NĂM {year}",
    "par": "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CỦA CÁC TỈNH, THÀNH PHỐ NĂM {year}",
}
NOTES = ("Ghi chú: (*) Điểm số được làm tròn đến hai chữ số thập phân.", "Nguồn: Bộ Nội vụ.")


class Drawing:
    """One page, laid out in units of which ``PAGE`` make its width."""

    def __init__(self, look: TableLook, width: int) -> None:
        self._look = look
        self._rows = shown_rows(look)
        self._unit = width / PAGE
        self._lines = len(self._rows) if look.kind != "halves" else -(-len(self._rows) // 2)
        self._pitch = 44 if self._lines < 40 else 25
        self._size = 21 if self._lines < 40 else 16.5
        if look.kind == "par":
            self._size = 17 if self._lines < 40 else 15
        self._head = {"par": 150, "sipas": 96}.get(look.kind, 50)
        self._top = 176.0
        bottom = self._top + self._head + self._pitch * self._lines
        self._image = Image.new("RGB", (width, round((bottom + 190) * self._unit)), "white")
        self._pen = ImageDraw.Draw(self._image)
        self._fonts: dict[tuple[float, bool], Any] = {}

    def row_top(self, at: int) -> float:
        """How many pixels from above a row of the table begins."""
        return (self._top + self._head + self._pitch * at) * self._unit

    def made(self) -> Image.Image:
        year = 2024 if len(self._rows) > 40 else 2025
        self._text("BỘ NỘI VỤ", 250, 34, 18, bold=True)
        self._text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 860, 34, 18, bold=True)
        self._text("Độc lập - Tự do - Hạnh phúc", 860, 62, 17)
        self._text(TITLES[self._look.kind].format(year=year), PAGE / 2, 116, 21, bold=True)
        self._text("(Kèm theo Quyết định của Bộ trưởng Bộ Nội vụ)", PAGE / 2, 146, 16)
        if self._look.kind == "halves":
            middle = PAGE / 2
            self._table((MARGIN, middle - 14), self._rows[: self._lines])
            self._table((middle + 14, PAGE - MARGIN), self._rows[self._lines :])
        else:
            self._table((MARGIN, PAGE - MARGIN), self._rows)
        bottom = self._top + self._head + self._pitch * self._lines
        for at, note in enumerate(NOTES):
            self._text(note, MARGIN, bottom + 34 + 24 * at, 15, centred=False)
        if self._look.stamp:
            self._stamp(PAGE - MARGIN - 130, bottom - 20)
        return self._image

    def _table(self, span: Span, rows: Any) -> None:
        edges = self._edges(span)
        top, head, pitch = self._top, self._head, self._pitch
        bottom = top + head + pitch * len(rows)
        if self._look.ruling != "unruled":
            self._fill(span[0], top, span[1], top + head, HEADER)
        if self._look.ruling == "striped":
            for at in range(1, len(rows), 2):
                self._fill(span[0], top + head + pitch * at, span[1], top + head + pitch * (at + 1), STRIPE)
        self._header(edges, top, top + head)
        for at, row in enumerate(rows):
            middle = top + head + pitch * (at + 0.5)
            scores = [f"{row.scores[code]:.2f}".replace(".", ",") for code in columns_of(self._look.kind)]
            self._left(row.name, edges[1] + 10, middle)
            for place, text in enumerate([*scores, str(row.rank)], 2):
                self._text(text, (edges[place] + edges[place + 1]) / 2, middle, self._size)
            self._text(str(self._rows.index(row) + 1), (edges[0] + edges[1]) / 2, middle, self._size)
        if self._look.ruling == "ruled":
            for at in range(len(rows) + 1):
                self._line(span[0], top + head + pitch * at, span[1], top + head + pitch * at)
            self._line(span[0], top, span[1], top)
            for edge in edges:
                grouped = self._look.kind in ("par", "sipas") and edge in edges[3:-3]
                self._line(edge, top + head / 3 if grouped else top, edge, bottom)
            if self._look.kind in ("par", "sipas"):
                self._line(edges[2], top + head / 3, edges[-3], top + head / 3)
        elif self._look.ruling == "unruled":
            self._line(span[0], top + head, span[1], top + head)

    def _edges(self, span: Span) -> list[float]:
        """The edges of the columns: number, name, scores, rank."""
        scores = len(columns_of(self._look.kind))
        shares = [0.55, 2.6 if scores < 5 else 2.3, *[1.0] * scores, 0.9]
        if self._look.kind == "halves":
            shares = [0.6, 2.0, 1.1, 0.9]
        unit = (span[1] - span[0]) / sum(shares)
        edges = [span[0]]
        for share in shares:
            edges.append(edges[-1] + share * unit)
        return edges

    def _header(self, edges: list[float], top: float, bottom: float) -> None:
        kind = self._look.kind
        if kind in ("plain", "halves"):
            for at, text in enumerate(("TT", "Tỉnh, thành phố", "Chỉ số (%)", "Xếp hạng")):
                self._wrapped(text, edges[at], edges[at + 1], top, bottom)
            return
        third = top + (bottom - top) / 3
        self._wrapped("STT", edges[0], edges[1], top, bottom)
        self._wrapped("Tỉnh, thành phố", edges[1], edges[2], top, bottom)
        self._wrapped("Tổng điểm (%)", edges[-3], edges[-2], top, bottom)
        self._wrapped("Xếp hạng", edges[-2], edges[-1], top, bottom)
        named = FIELDS if kind == "par" else ("Chính sách công", "Dịch vụ hành chính công")
        self._wrapped("Điểm các lĩnh vực" if kind == "par" else "Nội dung", edges[2], edges[-3], top, third)
        for at, text in enumerate(named, 2):
            self._wrapped(text, edges[at], edges[at + 1], third, bottom)

    def _wrapped(self, text: str, left: float, right: float, top: float, bottom: float) -> None:
        size = 13 if self._look.kind == "par" else min(self._size, 18)
        font = self._font(size, True)
        lines, line = [], ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and font.getlength(longer) > (right - left - 8) * self._unit:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
        first = (top + bottom) / 2 - (len(lines) - 1) * size * 0.62
        for at, one in enumerate(lines):
            self._text(one, (left + right) / 2, first + at * size * 1.24, size, bold=True)

    def _stamp(self, x: float, y: float) -> None:
        """A round red stamp and a signature, over the lower right corner of the table."""
        for radius, thick in ((92, 5), (84, 2), (50, 2)):
            box = [
                (x - radius) * self._unit,
                (y - radius) * self._unit,
                (x + radius) * self._unit,
                (y + radius) * self._unit,
            ]
            self._pen.ellipse(box, outline=RED, width=max(1, round(thick * self._unit)))
        self._text("BỘ NỘI VỤ", x, y - 66, 17, bold=True, colour=RED)
        path = [(x - 160 + 9 * at, y + (38 if at % 2 else -30) * (1 - at / 40) + 20) for at in range(30)]
        self._pen.line(
            [(a * self._unit, b * self._unit) for a, b in path], fill=BLUE, width=max(2, round(3 * self._unit))
        )

    def _fill(self, left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
        self._pen.rectangle([round(one * self._unit) for one in (left, top, right, bottom)], fill=colour)

    def _line(self, *ends: float) -> None:
        self._pen.line([round(one * self._unit) for one in ends], fill=INK, width=max(1, round(1.4 * self._unit)))

    def _left(self, text: str, x: float, y: float) -> None:
        self._text(text, x, y, self._size, centred=False)

    def _text(
        self, text: str, x: float, y: float, size: float, *, bold: bool = False, centred: bool = True, colour: Any = INK
    ) -> None:
        anchor = "mm" if centred else "lm"
        self._pen.text((x * self._unit, y * self._unit), text, colour, self._font(size, bold), anchor=anchor)

    def _font(self, size: float, bold: bool) -> Any:
        if (size, bold) not in self._fonts:
            file = FONTS / ("NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf")
            self._fonts[size, bold] = ImageFont.truetype(file, max(6, size * self._unit))
        return self._fonts[size, bold]
