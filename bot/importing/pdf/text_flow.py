"""The text around the tables of a document, page by page -> its paragraphs, without page numbers and running heads; and
the letterhead of its first page, whose two halves are read one after the other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.importing.pdf.cell_lines import (
    BULLET,
    OPEN_END,
    SPACE,
    Padding,
    PlacedLine,
    begins_anew,
    padding_of,
    room_after,
)
from bot.importing.pdf.content import PageContent
from bot.importing.pdf.lines import TextLine

EDGE = 0.1
"""The share of a page's height at its top and bottom where running heads and page numbers stand."""
PAGE_NUMBER = re.compile(r"(?:(?:trang|page|tr\.?)\s?)?\d{1,3}(?:\s?/\s?\d{1,3})?", re.I)
OFTEN = 0.4
"""The share of the pages, from its first to its last, on which a running head stands at least."""
STEP = 5.0
"""Points within which lines stand at the same height."""
EdgePlace = tuple[str, bool, int]
"""A text, whether it stands at the top, and how far from the edge."""
GAP = 1.2
"""Words farther apart than so many times their size are of different halves of a letterhead."""
ASIDE = 0.055
"""What stands so much of the page's width beside its middle is of one half; a title stands in the middle."""
DAY = re.compile(r"(?i)\bngày\b.{0,20}\btháng\b")
MOST_LETTERHEAD = 16
APART = 1.75
"""Lines farther apart than so many times their size are of different paragraphs."""
INDENT = 6.0
FAR = 2.5
"""Words of a single line farther apart than so many times their size stand in columns."""
NUMBERED = re.compile(r"(?:[IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[A-HĐa-zđ])[.)/]\s?(?=\S)")
ENDS = re.compile(r"[.;:!?…/]$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on ``page``; ``apart`` says that white stands above it, ``columns`` that its words stand in several
    columns, so that it is none. ``room`` is the white behind its last line, ``needs`` what its first word takes.
    """

    text: str
    page: int
    apart: bool
    columns: bool
    room: float
    needs: float


def without_running(pages: Sequence[tuple[PageContent, list[TextLine]]]) -> list[tuple[PageContent, list[TextLine]]]:
    """The lines of each page without its number and its running heads, which stand at the same place at the edge of
    several pages. The first of each is kept.
    """
    edges = [_at_the_edge(page, lines) for page, lines in pages]
    on: defaultdict[EdgePlace, list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        for place in {*edge.values()}:
            on[place].append(number)
    again = {(place, number) for place, numbers in on.items() if _runs(place[0], numbers) for number in numbers[1:]}
    kept = []
    for number, ((page, lines), edge) in enumerate(zip(pages, edges, strict=True)):
        gone = {at for at, place in edge.items() if not place[0] or (place, number) in again}
        kept.append((page, [line for at, line in enumerate(lines) if at not in gone]))
    return kept


def _runs(text: str, on: Sequence[int]) -> bool:
    """Whether a text that stands at the same place on these pages is a running head: on every page, or every other.
    Items and labels ("Cơ quan chủ trì: Sở Nội vụ") often say the same, and some of them at the same place.
    """
    return (
        len(on) > 1
        and len(on) >= OFTEN * (on[-1] - on[0] + 1)
        and not (BULLET.match(text) or NUMBERED.match(text) or ENDS.search(text) or ": " in text)
    )


def _at_the_edge(page: PageContent, lines: Sequence[TextLine]) -> dict[int, EdgePlace]:
    """The lines at the top and bottom of a page, by their number."""
    found: dict[int, EdgePlace] = {}
    for at, line in enumerate(lines):
        below = page.height - line.middle
        near = min(line.middle, below)
        if near < EDGE * page.height:
            found[at] = _unnumbered(line), line.middle < below, round(near / STEP)
    return found


def _unnumbered(line: TextLine) -> str:
    """What stands at the edge of a page beside its number."""
    return " ".join(part.text for part in line.chunks() if not PAGE_NUMBER.fullmatch(part.text.strip(" -–—")))


def letterhead(page: PageContent, lines: Sequence[TextLine]) -> tuple[list[str], int]:
    """The lines of the letterhead, its left half before its right one with '' behind each, and of how many lines of the
    page it is made: none, where the page begins with something else.
    """
    middle = _middle(page, lines)
    left: list[str] = []
    right: list[str] = []
    count = 0
    for line in lines[:MOST_LETTERHEAD]:
        parts = line.chunks(GAP)
        sides = [part.box[0] + part.box[2] - 2 * middle for part in parts]
        if len(parts) == 1 and abs(sides[0]) / 2 <= ASIDE * page.width:
            break
        for part, side in zip(parts, sides, strict=True):
            half = left if side < 0 else right
            half.append(part.text)
        count += 1
    if not (left and right):
        return [], 0
    return [*_one_subject(left), "", *right, ""], count


def _one_subject(left: list[str]) -> list[str]:
    """The left half, in which what the document is about ("V/v …") is one line however it was broken."""
    at = next((at for at, text in enumerate(left) if text.lower().startswith("v/v")), len(left))
    return [*left[:at], *([" ".join(left[at:])] if left[at:] else [])]


def _middle(page: PageContent, lines: Sequence[TextLine]) -> float:
    """The middle of what is printed on the page."""
    lefts, rights = [line.box[0] for line in lines], [line.box[2] for line in lines]
    return (min(lefts) + max(rights)) / 2 if lines else page.width / 2


def paragraphs(page: PageContent, lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    """The paragraphs of a page's lines."""
    if not lines:
        return
    left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
    placed = [PlacedLine(line, left, right) for line in lines]
    padding = padding_of(placed)
    begun: list[int] = [0]
    for at in range(1, len(placed)):
        if _is_new(placed, at, padding):
            yield _paragraph(page, placed, begun, padding)
            begun = []
        begun.append(at)
    yield _paragraph(page, placed, begun, padding)


def over_pages(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a document, those that go on over a page made one."""
    whole: list[Paragraph] = []
    for one in found:
        begins = NUMBERED.match(one.text) or BULLET.match(one.text)
        last = whole[-1] if whole else None
        small = one.text[:1].islower()
        if last is None or begins or one.page == last.page or (last.room >= one.needs and not small):
            whole.append(one)
        else:
            whole[-1] = replace(last, text=f"{last.text} {one.text}", room=one.room)
    return whole


def _paragraph(page: PageContent, placed: Sequence[PlacedLine], which: Sequence[int], padding: Padding) -> Paragraph:
    text = ""
    for at in which:
        line = placed[at].line
        text += line.text if not text or OPEN_END.search(text) else f" {line.text}"
    first, last = placed[which[0]].line, placed[which[-1]]
    columns = len(which) == 1 and len(first.chunks(FAR)) > 1
    word = first.words[0]
    needs = word.right - word.left + SPACE * first.size
    return Paragraph(text, page.number, _is_apart(placed, which[0]), columns, room_after([last], 0, padding), needs)


def _is_apart(placed: Sequence[PlacedLine], at: int) -> bool:
    """Whether white stands above a line, or it is the first that is not printed as those above."""
    if not at:
        return False
    before, line = placed[at - 1].line, placed[at].line
    return line.middle - before.middle > APART * max(line.size, before.size) or _look(before) != _look(line)


def _look(line: TextLine) -> str:
    looks = Counter(glyph.look for word in line.words for glyph in word.glyphs)
    return looks.most_common(1)[0][0]


def _is_new(placed: Sequence[PlacedLine], at: int, padding: Padding) -> bool:
    """Whether a line begins a paragraph."""
    before, one = placed[at - 1], placed[at]
    if before.line.text.count("(") > before.line.text.count(")") and not one.line.text.startswith("("):
        return False
    if _is_apart(placed, at) or begins_anew(before.line, room_after([before], 0, padding), one.line):
        return True
    numbered = bool(NUMBERED.match(one.line.text) or BULLET.match(one.line.text))
    indented = one.white_before - min(before.white_before, padding.left) > INDENT
    return numbered and (indented or bool(ENDS.search(before.line.text)))
