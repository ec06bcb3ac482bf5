"""Single cells cut out of a picture or a page, for a person to look at: whose row it is, and what is around it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from bot.importing.album import pictures_of
from bot.importing.cell_places import CellPlace
from bot.importing.scanning.orientation import turned
from bot.importing.scanning.pixels import Pixels, pixels_of
from bot.importing.sniff import Refusal, is_pdf

WIDE = 900
TALLEST = 700
FRAME = (200, 30, 30)
BESIDE, ABOVE = 0.6, 1.1
"""How much is shown around a cell, in its own widths and heights."""


def cut_out(data: bytes, places: Sequence[CellPlace]) -> bytes:
    """The cells below each other, as PNG; the last is framed. Raises ``Refusal``."""
    from PIL import Image

    known = {place.page: place.turns for place in places}
    pages = {page: Image.fromarray(turned(_page(data, page), turns)) for page, turns in known.items()}
    parts = [_part(pages[place.page], place, framed=at == len(places) - 1) for at, place in enumerate(places)]
    high = sum(part.height for part in parts) + 8 * (len(parts) - 1)
    page = Image.new("RGB", (WIDE, high), "white")
    top = 0
    for part in parts:
        page.paste(part, (0, top))
        top += part.height + 8
    file = io.BytesIO()
    page.save(file, "PNG")
    return file.getvalue()


def _page(data: bytes, number: int) -> Pixels:
    """The pixels of a picture of an album or a page of a PDF, counted from 1."""
    if is_pdf(data):
        from bot.importing.pdf.drawn_pages import page_of

        return page_of(data, number)
    pictures = pictures_of(data)
    if not 1 <= number <= len(pictures):
        raise Refusal("picture-damaged")
    return pixels_of(pictures[number - 1])


def _part(image: Any, place: CellPlace, *, framed: bool) -> Any:
    """One cell, as wide as the page; a framed one with what is around it."""
    from PIL import ImageDraw

    left, top, right, bottom = (
        share * side for share, side in zip(place.box, (image.width, image.height) * 2, strict=True)
    )
    wide, high = max(8.0, right - left), max(8.0, bottom - top)
    beside, above = (BESIDE * wide, ABOVE * high) if framed else (4.0, 2.0)
    outer = (
        max(0, round(left - beside)),
        max(0, round(top - above)),
        min(image.width, round(right + beside)),
        min(image.height, round(bottom + above)),
    )
    part = image.crop(outer)
    scale = min(WIDE / part.width, TALLEST / part.height, 5.0 if framed else 3.0)
    part = part.resize((max(1, round(part.width * scale)), max(1, round(part.height * scale))))
    if framed:
        inner = [
            round((one - start) * scale) for one, start in zip((left, top, right, bottom), outer[:2] * 2, strict=True)
        ]
        ImageDraw.Draw(part).rectangle([inner[0] - 3, inner[1] - 3, inner[2] + 3, inner[3] + 3], outline=FRAME, width=4)
    return part
