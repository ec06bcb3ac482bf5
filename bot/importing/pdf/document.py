"""PDF bytes -> its tables as sheets, by pdfplumber: which pages are read, within which limits.

A page whose text cannot be read (there is none, its letters are not mapped, or a scanner guessed them) is read as a
picture, if no other page has a table.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.importing.limits import LARGEST_PAGE, MOST_GLYPHS, MOST_PAGES, MOST_PICTURED, MOST_READ_PAGES
from bot.importing.page_range import ALL, PageRange, shown
from bot.importing.pdf.content import PageContent, content_of
from bot.importing.pdf.joining import sheets_of as joined
from bot.importing.pdf.lines import lines_of
from bot.importing.pdf.page_tables import PageTable
from bot.importing.pdf.ruled import ruled_tables
from bot.importing.pdf.unruled import unruled_tables
from bot.importing.sniff import Refusal

FIGURE = re.compile(r"(?<!\d)\d{1,3}[.,]\d{1,4}(?!\d)")
FEWEST_LETTERS = 10
SCALE = 3.0
"""Pixels a point at which a page is drawn to be read as a picture: 216 an inch."""
WIDEST = 4_000


def tables_of(data: bytes, pages: PageRange = ALL) -> dict[str, Any]:
    """``sheets`` as ``grid.grid_of`` takes them; ``pictured``, the pages that were read as pictures; and ``unread``,
    those beside the tables that cannot be read.

    Raises Refusal for a file that is no PDF, is too long, is protected, has no such page, or has no table.
    """
    try:
        import pdfplumber
        import pypdfium2
    except ImportError:
        raise Refusal("pdf-extra") from None
    chosen = _chosen(pypdfium2, data, pages)
    try:
        file = pdfplumber.open(io.BytesIO(data), pages=chosen, raise_unicode_errors=False)
    except Exception as error:
        raise refusal(error) from error
    tables: list[PageTable] = []
    pictures: list[int] = []
    with file:
        for content in contents(file):
            if content.blank:
                continue
            if not content.readable:
                pictures.append(content.number)
                continue
            tables += tables_on(content, tables)
    if tables:
        near = range(tables[0].page.number - 1, tables[-1].page.number + 2)
        return {"sheets": joined(tables), "pictured": [], "unread": [page for page in pictures if page in near]}
    if pictures:
        return {"sheets": _read_pictures(pypdfium2, data, pictures), "pictured": pictures, "unread": []}
    raise Refusal("pdf-no-table" if pages == ALL else "pdf-no-table-there", **_named(pages))


def tables_on(content: PageContent, before: list[PageTable]) -> list[PageTable]:
    """The tables of one page, ruled ones if it has any; ``before`` are those of the pages before it."""
    known = [table.xs for table in before[-3:] if table.page.number == content.number - 1]
    found = ruled_tables(content) or unruled_tables(content, known)
    above = 0.0
    placed = []
    for table in found:
        placed.append(_titled(table, content, above))
        above = table.bottom
    return placed


def _titled(table: PageTable, content: PageContent, after: float) -> PageTable:
    """The table with the lines of text above it, as far as it does not have them."""
    if table.above:
        return table
    over = [glyph for glyph in content.glyphs if after < glyph.middle < table.top]
    return replace(table, above=tuple(line.text for line in lines_of(over)))


def _chosen(pypdfium2: Any, data: bytes, pages: PageRange) -> list[int]:
    """The pages to read: those asked for or, of all, those that may hold a table."""
    count = opened(pypdfium2, data)
    if pages != ALL:
        first, last = pages
        if not 1 <= first <= last <= count:
            raise Refusal("pdf-no-page", pages=shown(pages), n=count)
        if last - first >= MOST_READ_PAGES:
            raise Refusal("pdf-range", pages=shown(pages), most=MOST_READ_PAGES)
        return list(range(first, last + 1))
    if count > MOST_PAGES:
        raise Refusal("pdf-pages", n=count, most=MOST_PAGES)
    document = pypdfium2.PdfDocument(data)
    every = range(1, count + 1)
    chosen = [number for number in every if _may_hold(document, number - 1)] or list(every)
    if len(chosen) > MOST_READ_PAGES:
        raise Refusal("pdf-many", n=len(chosen), most=MOST_READ_PAGES)
    return chosen


def opened(pypdfium2: Any, data: bytes) -> int:
    """How many pages the file has. Raises Refusal for one that cannot be opened."""
    try:
        count = len(pypdfium2.PdfDocument(data))
    except pypdfium2.PdfiumError as error:
        raise Refusal("password" if "password" in str(error).lower() else "pdf-damaged") from error
    if not count:
        raise Refusal("pdf-damaged")
    return count


def _may_hold(document: Any, at: int) -> bool:
    """Whether a page may hold a table: it has figures, or no text that could be read."""
    try:
        text = document[at].get_textpage().get_text_bounded()
    except Exception:  # a page that the one library cannot read, the other may
        return True
    letters = sum(1 for char in text if char.isalnum() and not "\ue000" <= char <= "\uf8ff")
    return letters < FEWEST_LETTERS or FIGURE.search(text) is not None


def contents(file: Any) -> Iterator[PageContent]:
    """The pages in order. What is drawn is forgotten page by page. Raises Refusal for one that is no page of paper."""
    try:
        for page in file.pages:
            if not 0 < float(page.width) <= LARGEST_PAGE or not 0 < float(page.height) <= LARGEST_PAGE:
                raise Refusal("pdf-large-page", page=page.page_number)
            if len(page.chars) > MOST_GLYPHS:
                raise Refusal("pdf-crowded", page=page.page_number, most=MOST_GLYPHS)
            content = content_of(page, page.page_number)
            page.close()
            yield content
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        raise refusal(error) from error


def _read_pictures(pypdfium2: Any, data: bytes, pages: list[int]) -> list[dict[str, Any]]:
    """The table on pages drawn as pictures, whose pages without one are passed over; several where they differ."""
    from bot.importing.album import joined as joined_pictures
    from bot.importing.scan import read_picture

    if len(pages) > MOST_PICTURED:
        raise Refusal("pdf-pictures", n=len(pages), most=MOST_PICTURED)
    document = pypdfium2.PdfDocument(data)
    sheets = []
    for number in pages:
        page = document[number - 1]
        scale = min(SCALE, WIDEST / max(page.get_size()))
        drawn = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(drawn, "PNG", compress_level=1)
        try:
            sheets.append(read_picture(drawn.getvalue(), number))
        except Refusal as refusal:
            if refusal.reason == "picture":
                raise Refusal("pdf-picture", page=number) from refusal
            if refusal.reason != "picture-no-table":
                raise
    if not sheets:
        raise Refusal("pdf-picture", page=pages[0])
    try:
        return [joined_pictures(sheets)]
    except Refusal:
        return sheets


def refusal(error: Exception) -> Refusal:
    """What a fault of the parser means."""
    if isinstance(error, MemoryError):
        raise error
    told = f"{type(error).__name__} {error!r}"
    return Refusal("password" if "Password" in told or "Encryption" in told else "pdf-damaged")


def _named(pages: PageRange) -> dict[str, str | int]:
    return {} if pages == ALL else {"pages": shown(pages)}
