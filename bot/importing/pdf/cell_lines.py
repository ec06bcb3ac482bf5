"""The lines of a text that was broken to fit its column -> the text as it was written: what a line had no more room for
goes on with a space, what would have fitted into the line above was begun anew.

Vietnamese is broken between syllables and without hyphens, so nothing but the room that was left tells the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.importing.cell_text import SOFT, bounded
from bot.importing.pdf.lines import TextLine

SPACE = 0.3
"""The width of a space, as a share of the letters' size, at most."""
CENTRED = 2.0
BULLET = re.compile(r"[-–—+•*●▪▫➢✓]\s?(?=\S)|\(?[a-zđ0-9]{1,2}[.)]\s")
"""What begins an item of a list, wherever the line above ended."""
OPEN_END = re.compile(r"\w[-/]$")
"""A line that was broken behind a hyphen or a stroke: "2026-" / "2030"."""
CUT_YEAR = re.compile(r"[/.-]2(?:0\d?)?$")
REST_OF_YEAR = re.compile(r"\d{1,3}[.,;]?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of a cell, or of a page's text, between the borders of its column."""

    line: TextLine
    left: float
    right: float

    @property
    def white_before(self) -> float:
        return self.line.box[0] - self.left

    @property
    def white_after(self) -> float:
        return self.right - self.line.box[2]


@dataclass(frozen=True, slots=True)
class Padding:
    """How far from its borders the text of a column stays: at least so much on the left and on the right."""

    left: float
    right: float


def padding_of(lines: Iterable[PlacedLine]) -> Padding:
    """The padding of a column with these lines: what none of them comes nearer to, and no more on the right than on the
    left, for it is the same on both sides.
    """
    held = list(lines)
    left = max(0.0, min((one.white_before for one in held), default=0.0))
    right = max(0.0, min((one.white_after for one in held), default=0.0))
    return Padding(left, min(left, right))


def room_after(lines: Sequence[PlacedLine], at: int, padding: Padding) -> float:
    """The white that was left in a line of a cell with these ``lines``."""
    one = lines[at]
    limit = one.right - padding.right
    left, _, right, _ = one.line.box
    if _centred(lines, padding):
        return limit - one.left - padding.left - (right - left)
    return limit - right


def _centred(lines: Sequence[PlacedLine], padding: Padding) -> bool:
    """Whether all lines stand in the middle, and some do not begin where the column does."""
    middle = all(abs(one.white_before - padding.left - (one.white_after - padding.right)) <= CENTRED for one in lines)
    return middle and any(one.white_before - padding.left > CENTRED for one in lines)


def begins_anew(before: TextLine, room: float, line: TextLine) -> bool:
    """Whether a line was begun anew, for its first word would have fitted into the ``room`` of the one before."""
    first = line.words[0]
    return bool(BULLET.match(line.text)) or room >= first.right - first.left + SPACE * before.size + 0.5


def text_of(lines: Sequence[PlacedLine], padding: Padding) -> str:
    """The text of a cell, with the lines that were begun anew, of bounded length. Of a line that begins with a capital
    and had no room above it is not known which it is (``SOFT``).
    """
    parts: list[str] = []
    for at, one in enumerate(lines):
        if not at:
            parts.append(one.line.text)
            continue
        before = lines[at - 1].line
        if begins_anew(before, room_after(lines, at - 1, padding), one.line):
            parts.append("\n")
        elif not (OPEN_END.search(before.text) or _cut_number(before.text, one.line.text)):
            parts.append(SOFT if one.line.text[:1].isupper() else " ")
        parts.append(one.line.text)
    return bounded("".join(parts))


def _cut_number(before: str, after: str) -> bool:
    """Whether a number or a year was broken within itself, in a column that was too narrow for it: "30/11/202" / "6",
    or "1" / "0".
    """
    if before.isdecimal() and after.rstrip(".").isdecimal() and len(before) + len(after) < 5:
        return True
    cut, rest = CUT_YEAR.search(before), REST_OF_YEAR.match(after)
    if cut is None or rest is None:
        return False
    return len(cut[0]) - 1 + len(rest[0].rstrip(".,;")) == 4
