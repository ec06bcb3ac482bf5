"""A table whose narrow headers stand on their side, as in tables of many criteria."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageDraw

from tests.support.table_drawing import HEADER, Drawing
from tests.support.table_pictures import INK, TableLook

HIGH = 330
WORDS, LINE = 3, 20.0


class TurnedDrawing(Drawing):
    """As ``Drawing``, but a header of three words and more is written from below to above."""

    def __init__(self, look: TableLook, width: int) -> None:
        super().__init__(look, width)
        more = HIGH - self._head
        self._head = HIGH
        self._image = Image.new("RGB", (width, self._image.height + round(more * self._unit)), "white")
        self._pen = ImageDraw.Draw(self._image)

    def _wrapped(self, text: str, left: float, right: float, top: float, bottom: float) -> None:
        words = text.split()
        if len(words) < WORDS or right - left > 160:
            super()._wrapped(text, left, right, top, bottom)
            return
        half = len(words) // 2 if len(words) > WORDS else len(words)
        lines = [" ".join(part) for part in (words[:half], words[half:]) if part]
        size = (round((bottom - top - 6) * self._unit), round(LINE * len(lines) * self._unit))
        strip: Any = Image.new("RGB", size, "white" if self._look.ruling == "unruled" else HEADER)
        pen, font = ImageDraw.Draw(strip), self._font(13 if self._look.kind == "par" else 18, True)
        for at, line in enumerate(lines):
            pen.text((size[0] / 2, LINE * (at + 0.5) * self._unit), line, INK, font, anchor="mm")
        strip = strip.rotate(90, expand=True)
        self._image.paste(
            strip, (round((left + right) / 2 * self._unit - strip.width / 2), round((top + 3) * self._unit))
        )
