"""The pages of a PDF that hold the table, as a person says them: “trang 12–14”, "pages 12-14", "12" (pure).

The reading process is told of them, so this uses the standard library only.
"""

from __future__ import annotations

import re

PageRange = tuple[int, int]
"""The first and the last page, counted from 1 as whoever shows the file counts them."""
ALL: PageRange = (0, 0)
"""No pages are said: all of them."""
MOST_DIGITS = 4
SPAN = rf"(\d{{1,{MOST_DIGITS}}})(?!\d)(?:\s{{0,3}}(?:-|–|—|đến|tới|to)\s{{0,3}}(\d{{1,{MOST_DIGITS}}})(?!\d))?"
SAID = re.compile(rf"(?<!\w)(?:trang|tr\.?|pages?|pp?\.)\s{{0,3}}{SPAN}", re.I)
BARE = re.compile(rf"\s{{0,3}}{SPAN}\s{{0,3}}")


def pages_in(text: str) -> PageRange:
    """The pages that a caption names; ``ALL`` if it names none."""
    return _range(SAID.search(text))


def without_pages(text: str) -> str:
    """The caption without them, so that no number is taken for a year."""
    return SAID.sub(" ", text)


def page_range(text: str) -> PageRange:
    """The pages that a whole text is: "12-14" or "12"; ``ALL`` if it is something else."""
    return _range(BARE.fullmatch(text)) if BARE.fullmatch(text) else _range(SAID.fullmatch(text.strip()))


def shown(pages: PageRange) -> str:
    """The pages as they are printed."""
    first, last = pages
    return str(first) if first == last else f"{first}–{last}"


def _range(found: re.Match[str] | None) -> PageRange:
    if found is None:
        return ALL
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    return (min(first, last), max(first, last)) if first and last else ALL
