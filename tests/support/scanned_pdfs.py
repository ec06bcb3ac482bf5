"""PDF files of scanned pages: the pictures of tables that are drawn by this program, one a page."""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.support.table_drawing import Drawing
from tests.support.table_pictures import TableLook, jpeg


def scanned(*pages: Any, dpi: float = 200, quality: int = 75, rotate: int = 0) -> bytes:
    """A file of these pictures, as large as they were when scanned at so many dots an inch. ``rotate`` are the degrees
    by which whoever shows the file turns its pages.
    """
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    for page in pages:
        wide, high = page.width * 72 / dpi, page.height * 72 / dpi
        canvas.setPageSize((wide, high))
        canvas.setPageRotation(rotate)
        canvas.drawImage(ImageReader(io.BytesIO(jpeg(page, quality))), 0, 0, wide, high)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def parted(look: TableLook, width: int, after: int) -> tuple[Any, Any]:
    """A table that goes on over the page after so many rows, without its header."""
    drawing = Drawing(look, width)
    whole = drawing.made()
    cut = round(drawing.row_top(after))
    lower = whole.crop((0, cut - 2, whole.width, whole.height))
    page = whole.copy()
    page.paste("white", (0, 0, whole.width, whole.height))
    page.paste(lower, (0, round(0.04 * width)))
    return whole.crop((0, 0, whole.width, cut + 3)), page


def sheet_of_words(width: int) -> Any:
    """A page of a letter: no table."""
    from PIL import Image, ImageDraw, ImageFont

    from tests.support.table_pictures import FONTS

    page = Image.new("RGB", (width, round(width * 1.414)), "white")
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONTS / "NotoSans-Regular.ttf", width // 60)
    words = "Kính gửi: Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương. Bộ Nội vụ công bố kết quả xác định"
    for line in range(24):
        pen.text((width * 0.1, width * (0.12 + 0.045 * line)), words[: 88 - line % 7], (20, 20, 20), font=font)
    return page
