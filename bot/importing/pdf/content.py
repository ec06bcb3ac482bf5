"""What is drawn on a page, turned so that its text is upright: glyphs, ruling lines, and whether the text can be read.

Lengths are points from the upper left corner. What cannot be seen (outside of the page, white on white, drawn twice,
slanted across as a watermark is) is left out.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bot.importing.cell_places import Box

UNMAPPED = re.compile(r"\(cid:\d{1,6}\)|[\ue000-\uf8ff\ufffd]")
"""A glyph of which the file does not say what letter it is."""
LEGACY = re.compile(r"(?:[A-Z]{6}\+)?(?:\.Vn|VNI[- ])")
"""Fonts of before Unicode: their digits are digits, their letters are not what they say."""
FEWEST_GLYPHS = 10
"""A page with fewer has no text: it is blank or a picture."""
MOST_UNREADABLE = 0.05
SCAN = 0.7
"""A picture over so much of the page is the page; the text over it was guessed by whatever scanned it."""
THIN = 3.0
"""Rectangles narrower than this are lines."""
SLANT = 5.0
TWICE = 0.45
"""A letter that is drawn again is moved by less than this share of its width, or by ``MOVED`` points."""
MOVED = 0.3


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn letter or digit; ``look`` is its font and colour. ``turns`` are the quarter turns by which it stands
    askew of the page's text, counted clockwise; ``red`` is the colour of stamps.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    look: str
    turns: int = 0
    red: bool = False

    @property
    def size(self) -> float:
        return self.right - self.left if self.turns % 2 else self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line ``at`` a height (or, if it is upright, a distance from the left) from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page: ``number`` as in the file, counted from 1. Of one that is not ``readable`` a picture has to be read."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]
    readable: bool
    blank: bool = False

    def share(self, box: Box) -> Box:
        """A box in shares of the page."""
        left, top, right, bottom = box
        return (
            round(max(0.0, left / self.width), 4),
            round(max(0.0, top / self.height), 4),
            round(min(1.0, right / self.width), 4),
            round(min(1.0, bottom / self.height), 4),
        )


def content_of(page: Any, number: int) -> PageContent:
    """The content of a page as pdfplumber gives it."""
    width, height = float(page.width), float(page.height)
    fills = [_box(rect) for rect in page.rects if rect["fill"] and not _white(rect["non_stroking_color"])]
    raw = [char for char in page.chars if _seen(char, width, height, fills)]
    turns = [(_turns(char["matrix"]), char) for char in raw]
    most = Counter(turn for turn, char in turns if turn is not None and char["text"].strip()).most_common(1)
    page_turn = most[0][0] if most else 0
    glyphs = tuple(_unique(_glyphs(turns, page_turn, width, height)))
    level, upright = _rulings(page, page_turn, width, height)
    if page_turn % 2:
        width, height = height, width
    count = sum(1 for glyph in glyphs if not glyph.text.isspace())
    pictured = max((_area(image, width * height) for image in page.images), default=0.0)
    drawn = pictured > 0.2 or len(page.curves) > FEWEST_GLYPHS
    blank = count < FEWEST_GLYPHS and not drawn
    readable = count >= FEWEST_GLYPHS and pictured < SCAN and _unreadable(raw) <= MOST_UNREADABLE
    return PageContent(number, max(width, 1.0), max(height, 1.0), glyphs, level, upright, readable, blank)


def _seen(char: dict[str, Any], width: float, height: float, fills: list[Box]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    if not (0 <= x <= width and 0 <= y <= height):
        return False
    return not _white(char["non_stroking_color"]) or any(
        left <= x <= right and top <= y <= bottom for left, top, right, bottom in fills
    )


def _white(colour: Any) -> bool:
    """Whether a colour in grey or RGB is white; one of CMYK, if no ink is used. No colour is black."""
    if not isinstance(colour, list | tuple) or not all(isinstance(part, int | float) for part in colour):
        return False
    if len(colour) == 4:
        return not any(colour)
    return len(colour) in (1, 3) and all(part >= 0.98 for part in colour)


def _red(colour: Any) -> bool:
    if not isinstance(colour, list | tuple) or len(colour) != 3 or not all(isinstance(p, int | float) for p in colour):
        return False
    return bool(colour[0] > 0.5 and max(colour[1:]) < 0.4)


def _turns(matrix: tuple[float, ...]) -> int | None:
    """The quarter turns, clockwise, by which a letter stands; None for one that stands aslant."""
    angle = math.degrees(math.atan2(-matrix[1], matrix[0])) % 360
    turns = round(angle / 90)
    return turns % 4 if abs(angle - turns * 90) <= SLANT else None


def _glyphs(
    turns: list[tuple[int | None, dict[str, Any]]], page_turn: int, width: float, height: float
) -> Iterator[Glyph]:
    last: Glyph | None = None
    for turn, char in turns:
        text = char["text"]
        if turn is None or not text:
            continue
        if last is not None and all(map(unicodedata.combining, text)):
            # A mark is drawn by itself over the letter before it.
            last = replace(last, text=last.text + text)
            continue
        if last is not None:
            yield last
        box = turned(_box(char), page_turn, width, height)
        look = f"{char['fontname']} {char['non_stroking_color']}"
        last = Glyph(text, *box, look, (turn - page_turn) % 4, _red(char["non_stroking_color"]))
    if last is not None:
        yield last


def _unique(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The glyphs without those that are drawn again at the same place to look bold. Of "III" each is narrower than a
    letter's usual distance, and yet another.
    """
    drawn: set[tuple[str, float, float, int, int]] = set()
    for glyph in glyphs:
        most = max(glyph.size * 0.25, 0.5)
        wide = max(min(most, TWICE * (glyph.right - glyph.left)), MOVED)
        high = max(min(most, TWICE * (glyph.bottom - glyph.top)), MOVED)
        # Places are counted in these steps, so only letters of the same steps are at the same place.
        look = (glyph.text, round(wide, 2), round(high, 2))
        x, y = glyph.centre / wide, glyph.middle / high
        if any((*look, round(x + dx), round(y + dy)) in drawn for dx in (-0.5, 0.5) for dy in (-0.5, 0.5)):
            continue
        drawn.add((*look, round(x), round(y)))
        yield replace(glyph, text=unicodedata.normalize("NFC", glyph.text))


def _rulings(page: Any, page_turn: int, width: float, height: float) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The level and the upright lines: drawn as lines, as thin rectangles, or as the borders of rectangles."""
    level: list[Ruling] = []
    upright: list[Ruling] = []

    def draw(left: float, top: float, right: float, bottom: float) -> None:
        left, top, right, bottom = turned((left, top, right, bottom), page_turn, width, height)
        if bottom - top <= THIN < right - left:
            level.append(Ruling((top + bottom) / 2, left, right))
        elif right - left <= THIN < bottom - top:
            upright.append(Ruling((left + right) / 2, top, bottom))

    for line in page.lines:
        draw(*_box(line))
    for rect in page.rects:
        left, top, right, bottom = _box(rect)
        if min(right - left, bottom - top) <= THIN:
            draw(left, top, right, bottom)
        elif rect["stroke"] and not _white(rect["stroking_color"]):
            draw(left, top, right, top)
            draw(left, bottom, right, bottom)
            draw(left, top, left, bottom)
            draw(right, top, right, bottom)
    return tuple(level), tuple(upright)


def turned(box: Box, turns: int, width: float, height: float) -> Box:
    """A box on a page of that size after the page was turned back by so many quarters, so that its text is upright."""
    left, top, right, bottom = box
    if turns == 1:
        return (top, width - right, bottom, width - left)
    if turns == 2:
        return (width - right, height - bottom, width - left, height - top)
    if turns == 3:
        return (height - bottom, left, height - top, right)
    return box


def _unreadable(chars: list[dict[str, Any]]) -> float:
    """The share of letters of which nobody knows what they are."""
    known = [char for char in chars if not char["text"].isspace()]
    bad = sum(1 for char in known if UNMAPPED.search(char["text"]) or LEGACY.match(char["fontname"]))
    return bad / len(known) if known else 0.0


def _area(image: dict[str, Any], page: float) -> float:
    return float((image["x1"] - image["x0"]) * (image["bottom"] - image["top"])) / max(page, 1.0)


def _box(drawn: dict[str, Any]) -> Box:
    return (float(drawn["x0"]), float(drawn["top"]), float(drawn["x1"]), float(drawn["bottom"]))
