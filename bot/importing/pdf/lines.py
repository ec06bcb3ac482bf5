"""Glyphs -> words, lines and the text of a cell, with the reasons for which that text may not be what was meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from bot.importing.cell_places import Box, CellDoubt
from bot.importing.cell_text import plain
from bot.importing.pdf.content import Glyph, turned

SPACE = 0.16
"""A gap wider than this share of the letters' size is a space."""
NUMERIC = re.compile(r"[+\-–−]?\d[\d.,]{0,20}\s?%?|\d{1,3}\s?/\s?\d{1,3}|[-–—]|\.{2,5}|…", re.A)
"""A score, a rank, or what stands where there is none."""
NUMBERING = re.compile(r"\([0-9A-Z]{1,2}\)(?:\s?=.{0,40})?")
"""The number of a column, or a letter, as it stands below a header."""
MARKS = re.compile(r"[\d*()†‡,]{1,5}")
SMALL = 0.8
UNEVEN = 0.12
"""A gap within a number that is wider than the others by this share of its size may part two numbers."""


@dataclass(frozen=True)
class Word:
    """Glyphs of one line without a space between them."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)

    @cached_property
    def box(self) -> Box:
        return box_of(self.glyphs)

    @property
    def left(self) -> float:
        return self.box[0]

    @property
    def right(self) -> float:
        return self.box[2]


@dataclass(frozen=True)
class TextLine:
    """The words of one line, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def box(self) -> Box:
        return box_of([glyph for word in self.words for glyph in word.glyphs])

    @cached_property
    def size(self) -> float:
        return median(glyph.size for word in self.words for glyph in word.glyphs)

    @cached_property
    def middle(self) -> float:
        """The height of most of its letters: marks of footnotes stand higher."""
        return median(glyph.middle for word in self.words for glyph in word.glyphs)

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def chunks(self, gap: float = 0.8) -> list[TextLine]:
        """The line parted wherever its words stand farther apart than ``gap`` times its size."""
        parts: list[list[Word]] = []
        for word in self.words:
            if parts and word.left - parts[-1][-1].right <= gap * self.size:
                parts[-1].append(word)
            else:
                parts.append([word])
        return [TextLine(tuple(part)) for part in parts]


@dataclass(frozen=True, slots=True)
class CellText:
    """What stands in a cell, where, and why it may be something else. ``lines`` are those that its text is made of."""

    text: str
    box: Box
    doubt: CellDoubt | None = None
    lines: tuple[TextLine, ...] = ()


def box_of(glyphs: Sequence[Glyph]) -> Box:
    return (
        min(glyph.left for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines of upright text, from top to bottom."""
    found: list[list[Glyph]] = []
    levels: list[float] = []
    for glyph in sorted((one for one in glyphs if not one.turns), key=lambda one: one.middle):
        if levels and glyph.middle - levels[-1] <= 0.5 * max(glyph.size, found[-1][0].size):
            found[-1].append(glyph)
            if glyph.size >= found[-1][0].size:
                levels[-1] = min(glyph.middle, levels[-1] + 0.1 * glyph.size)
        else:
            found.append([glyph])
            levels.append(glyph.middle)
    lines = (TextLine(tuple(_words(line))) for line in found)
    return [line for line in lines if line.words]


def _words(line: list[Glyph]) -> list[Word]:
    words: list[list[Glyph]] = []
    apart = True
    for glyph in sorted(line, key=lambda one: one.left):
        if glyph.text.isspace():
            apart = True
            continue
        if words and not apart and glyph.left - words[-1][-1].right <= SPACE * max(glyph.size, words[-1][-1].size):
            words[-1].append(glyph)
        else:
            words.append([glyph])
        apart = False
    return [Word(tuple(word)) for word in words]


def upright(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of one cell, turned upright if all of them stand askew, as in the heads of narrow columns."""
    letters = [glyph for glyph in glyphs if not glyph.text.isspace()]
    turns = {glyph.turns for glyph in letters}
    if len(turns) != 1 or turns == {0}:
        return [glyph for glyph in glyphs if not glyph.turns]
    (turn,) = turns
    width, height = max(one.right for one in glyphs), max(one.bottom for one in glyphs)
    return [
        Glyph(glyph.text, *turned((glyph.left, glyph.top, glyph.right, glyph.bottom), turn, width, height), glyph.look)
        for glyph in glyphs
    ]


def cell_text(glyphs: Sequence[Glyph], *, torn: bool = False) -> CellText | None:
    """The text of the glyphs in one cell; None if there is none. ``torn`` says that some may belong to the next cell.

    The marks of footnotes are left out: small, and above the line.
    """
    letters = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not letters:
        return None
    lines = lines_of(upright(glyphs))
    if not lines:
        return None
    kept = [_without_marks(line) for line in lines]
    lined = tuple(line for line, _, _ in kept)
    text = plain(" ".join(line.text for line in lined))
    whole = plain(" ".join(line.text for line in lines))
    doubtful = torn or any(doubted for _, _, doubted in kept) or _overlapping(letters)
    if any(char.isdigit() for char in text) and not any(char.isalpha() for char in text):
        doubtful = doubtful or any(_uneven(line) or _mixed(line) for line, _, _ in kept)
    if not doubtful:
        return CellText(text, box_of(letters), None, lined)
    return CellText(text, box_of(letters), CellDoubt(tuple(dict.fromkeys((text, whole))), 0.5), lined)


def _without_marks(line: TextLine) -> tuple[TextLine, bool, bool]:
    """The line without marks of footnotes; whether there were any; and whether they may be something else."""
    size = max(glyph.size for word in line.words for glyph in word.glyphs)
    base = median(glyph.bottom for word in line.words for glyph in word.glyphs if glyph.size > SMALL * size)
    words: list[Word] = []
    marked = doubtful = False
    for word in line.words:
        kept = tuple(glyph for glyph in word.glyphs if glyph.size > SMALL * size)
        small = "".join(glyph.text for glyph in word.glyphs if glyph.size <= SMALL * size)
        if not small or not MARKS.fullmatch(small):
            words.append(word)
            continue
        marked = True
        raised = all(base - glyph.bottom >= 0.1 * size for glyph in word.glyphs if glyph.size <= SMALL * size)
        doubtful = doubtful or not raised
        if kept:
            words.append(Word(kept))
    return (TextLine(tuple(words)), marked, doubtful) if words else (line, False, True)


def _uneven(line: TextLine) -> bool:
    """Whether the digits of a number stand unevenly, as where two numbers meet."""
    for word in line.words:
        gaps = [after.left - before.right for before, after in zip(word.glyphs, word.glyphs[1:], strict=False)]
        if gaps and max(gaps) - median(gaps) > UNEVEN * line.size:
            return True
    return False


def _mixed(line: TextLine) -> bool:
    """Whether one number is drawn in several fonts or colours."""
    return any(len(Counter(glyph.look for glyph in word.glyphs)) > 1 for word in line.words)


def _overlapping(glyphs: list[Glyph]) -> bool:
    """Whether letters are drawn over each other, as under a stamp."""
    ordered = sorted(glyphs, key=lambda one: one.left)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            wide = min(one.right, other.right) - other.left
            if wide <= 0:
                break
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            least = min(one.right - one.left, other.right - other.left)
            if high > 0.5 * min(one.bottom - one.top, other.bottom - other.top) and wide > 0.4 * least > 0:
                return True
    return False
