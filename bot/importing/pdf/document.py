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
from bot.importing.pdf.scanned import read_scanned
from bot.importing.pdf.unruled import unruled_tables
from bot.importing.sniff import Refusal

FIGURE = re.compile(r"(?<!\d)\d{1,3}[.,]\d{1,4}(?!\d)")
FEWEST_LETTERS = 10


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
        sheets = read_scanned(pypdfium2.PdfDocument(data), pictures)
        return {"sheets": sheets, "pictured": pictures, "unread": []}
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
    written: list[int] = []
    unwritten: list[int] = []
    for number in range(1, count + 1):
        text = _text(document, number - 1)
        if text is None or sum(map(_is_letter, text)) < FEWEST_LETTERS:
            unwritten.append(number)
        elif FIGURE.search(text) is not None:
            written.append(number)
    chosen = sorted(written + unwritten) or list(range(1, count + 1))
    if len(chosen) > MOST_READ_PAGES:
        if len(written) < len(unwritten):
            raise Refusal("pdf-pictures", n=len(unwritten), most=MOST_PICTURED)
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


def _text(document: Any, at: int) -> str | None:
    """The text of a page; None where the library cannot read it, for the other may."""
    try:
        text: str = document[at].get_textpage().get_text_bounded()
    except Exception:
        return None
    return text


def _is_letter(char: str) -> bool:
    """Whether it is one, or a figure, of which the file says what it is."""
    return char.isalnum() and not "\ue000" <= char <= "\uf8ff"


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


def refusal(error: Exception) -> Refusal:
    """What a fault of the parser means."""
    if isinstance(error, MemoryError):
        raise error
    told = f"{type(error).__name__} {error!r}"
    return Refusal("password" if "Password" in told or "Encryption" in told else "pdf-damaged")


def _named(pages: PageRange) -> dict[str, str | int]:
    return {} if pages == ALL else {"pages": shown(pages)}
