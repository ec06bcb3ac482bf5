"""PDF bytes -> a plan's tables as sheets of text, its head and its paragraphs, as ``docx.document_of`` gives them.

Every page is read. Tasks are long texts, in which a misread word would not be seen: a page whose text cannot be read (a
scan, or letters that are not mapped) is never read as a picture here.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from bot.importing.limits import MOST_PLAN_PAGES
from bot.importing.pdf.content import PageContent
from bot.importing.pdf.document import contents, opened, refusal
from bot.importing.pdf.lines import TextLine, lines_of
from bot.importing.pdf.page_tables import PageTable
from bot.importing.pdf.plan_tables import NUMBER, PlanTableParts, sheets_of
from bot.importing.pdf.ruled import ruled_tables
from bot.importing.pdf.text_flow import Paragraph, letterhead, over_pages, paragraphs, without_running
from bot.importing.sniff import Refusal

NARROWEST = 1.0
"""What the padding of a cell takes of its width, in the size of its letters."""
HEAD_LINES = 80
HEAD_COLUMNS = 3
"""More columns than these has no table of a document's head."""


def document_of(data: bytes) -> dict[str, Any]:
    """The ``sheets`` of its tables, ``head``, its first lines with '' where something stands apart, ``paragraphs``, its
    text as ``plans.outline_rows`` takes it, and ``unread``, the pages before or behind the tables that cannot be read.

    Raises Refusal for a file that is no PDF, is too long, is protected, or has a page within it that cannot be read.
    """
    try:
        import pdfplumber
        import pypdfium2
    except ImportError:
        raise Refusal("pdf-extra") from None
    count = opened(pypdfium2, data)
    if count > MOST_PLAN_PAGES:
        raise Refusal("pdf-pages", n=count, most=MOST_PLAN_PAGES)
    try:
        file = pdfplumber.open(io.BytesIO(data), raise_unicode_errors=False)
    except Exception as error:
        raise refusal(error) from error
    reader = _Pages()
    with file:
        for content in contents(file):
            reader.add(content)
    return reader.document()


class _Pages:
    """The pages of a plan, as they are read."""

    def __init__(self) -> None:
        self._pages: list[tuple[PageContent, list[PageTable]]] = []
        self._lines: list[tuple[PageContent, list[TextLine]]] = []
        self._unread: list[int] = []

    def add(self, content: PageContent) -> None:
        if not content.readable and not content.blank:
            self._unread.append(content.number)
            return
        tables = [table for table in ruled_tables(content, prose=True) if table.width > 1]
        for table in tables:
            if any(_is_unparted(table, row) for row in range(len(table.rows))):
                raise Refusal("pdf-unparted", page=content.number)
        outside = [
            glyph
            for glyph in content.glyphs
            if not any(
                table.xs[0] <= glyph.centre <= table.xs[-1] and table.top <= glyph.middle <= table.bottom
                for table in tables
            )
        ]
        self._pages.append((content, tables))
        self._lines.append((content, lines_of(outside)))

    def document(self) -> dict[str, Any]:
        """What all pages hold together."""
        if self._unread and not self._pages:
            raise Refusal("pdf-picture", page=self._unread[0])
        flows = without_running(self._lines)
        wholes: list[PlanTableParts] = []
        text: list[Paragraph] = []
        head: list[str] | None = None
        opening: list[str] = []
        since: list[str] = []
        for (content, tables), (_, lines) in zip(self._pages, flows, strict=True):
            first_lines, count = letterhead(content, lines) if content is self._pages[0][0] else ([], 0)
            opening += first_lines
            above = 0.0
            for table in [*tables, None]:
                end = table.top if table is not None else content.height + 1
                here = list(paragraphs(content, [line for line in lines[count:] if above < line.middle < end]))
                above = table.bottom if table is not None else end
                text += here
                since += [one.text for one in here]
                if head is None:
                    opening += [line for one in here for line in (["", one.text] if one.apart else [one.text])]
                if table is None:
                    continue
                if head is None and table.width > HEAD_COLUMNS:
                    head = opening
                titles = [one.text for one in here]
                if wholes and table is tables[0] and self._follows(wholes[-1], table, titles):
                    wholes[-1].add(table)
                else:
                    wholes.append(PlanTableParts(table, tuple(since)))
                since = []
        return {
            "sheets": sheets_of(wholes),
            "head": (opening if head is None else head)[:HEAD_LINES],
            "paragraphs": [(one.text, one.page, one.columns) for one in over_pages(text)],
            "unread": self._beside(wholes),
        }

    def _follows(self, whole: PlanTableParts, table: PageTable, titles: Sequence[str]) -> bool:
        """Whether a table at the top of a page is the rest of one that ended the page before."""
        return table.page.number == whole.last_page + 1 and whole.goes_on(table, titles)

    def _beside(self, wholes: Sequence[PlanTableParts]) -> list[int]:
        """The pages that cannot be read; one between those of the tables may hold tasks, so then nothing is read."""
        pages = [page for whole in wholes for page in (whole.first.page.number, whole.last_page)]
        pages = pages or [content.number for content, _ in self._pages]
        for number in self._unread:
            if min(pages) < number < max(pages):
                raise Refusal("pdf-picture", page=number)
        return self._unread


def _is_unparted(table: PageTable, row: int) -> bool:
    """Whether no line parts the rows: several numbers stand below each other in one cell, though they had room."""
    cell = table.rows[row][0]
    if cell is None or len(cell.lines) < 2 or not all(NUMBER.fullmatch(line.text) for line in cell.lines):
        return False
    wide = sum(line.box[2] - line.box[0] for line in cell.lines[:2])
    return wide + NARROWEST * cell.lines[0].size < table.xs[1] - table.xs[0]
