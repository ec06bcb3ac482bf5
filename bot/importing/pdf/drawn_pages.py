"""Pages of a PDF drawn as pictures: to be read where their text cannot be, and to be shown to a person.

Both draw a page in the same way, so a place on it is the same place for both.
"""

from __future__ import annotations

from typing import Any

from bot.importing.limits import LARGEST_PAGE, LEAST_PIXELS, MOST_PIXELS, MOST_SIDE
from bot.importing.scanning.pixels import ENOUGH, Pixels
from bot.importing.sniff import Refusal

SCALE = 3.0
"""Pixels a point at which a page that was drawn, not scanned, is drawn again: 216 an inch."""
LEAST_SCALE = 1.0
"""Pixels a point at which any page is drawn at least."""
COVERS = 0.5
"""A picture over such a share of a page is what was scanned."""


def page_of(data: bytes, number: int) -> Pixels:
    """The pixels of a page of a PDF, counted from 1. Raises ``Refusal`` for a page that cannot be drawn."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Refusal("pdf-damaged") from error
    if not 1 <= number <= len(document):
        raise Refusal("pdf-damaged")
    return drawn(document, number)


def drawn(document: Any, number: int) -> Pixels:
    """The same of an open document. A scanned page is drawn as fine as it was scanned, so that nothing of it blurs."""
    import pypdfium2

    try:
        page = document[number - 1]
        width, height = page.get_size()
        if not 0 < width <= LARGEST_PAGE or not 0 < height <= LARGEST_PAGE:
            raise Refusal("pdf-large-page", page=number)
        scale = min(max(_scanned_at(page, number, width * height) or SCALE, LEAST_SCALE), ENOUGH / max(width, height))
        if min(width, height) * scale < LEAST_PIXELS:
            raise Refusal("picture-no-table")
        bitmap = page.render(scale=scale, rev_byteorder=True)
        pixels: Pixels = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        page.close()
    except pypdfium2.PdfiumError as error:
        raise Refusal("pdf-damaged") from error
    return pixels


def _scanned_at(page: Any, number: int, area: float) -> float:
    """Pixels a point of the picture that covers a page; 0 where none does. Raises ``Refusal`` for one that is larger
    than any picture that is read.
    """
    from pypdfium2 import raw

    finest = 0.0
    for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        wide, high = image.get_px_size()
        if max(wide, high) > MOST_SIDE or wide * high > MOST_PIXELS:
            most = {"most": MOST_SIDE, "millions": MOST_PIXELS // 1_000_000}
            raise Refusal("pdf-large-picture", page=number, width=wide, height=high, **most)
        left, bottom, right, top = image.get_bounds()
        covered = (right - left) * (top - bottom)
        if covered > COVERS * area:
            finest = max(finest, (wide * high / covered) ** 0.5)
    return finest
