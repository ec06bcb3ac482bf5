"""Headers whose texts stand on their side, to be read from below to above: found, and turned to be read.

Whether a text stands so is asked of a reader, who is surer of what is level.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from bot.importing.scanning.boxes import Box, CellBox, runs, text_lines
from bot.importing.scanning.cleaning import CleanPage
from bot.importing.scanning.pixels import Pixels
from bot.importing.scanning.readers import CellReader
from bot.importing.scanning.straightening import LETTER

TALL = 3 * LETTER
"""A text on its side is at least so high."""
NARROW = 1.2
"""And so many times as high as wide."""
SURE, SURER = 0.7, 0.1
"""How sure, of 1, a reader must be of the turned text, and by how much more than of the same as it stands."""
FURTHEST = 24 * LETTER
"""So far above the first row a header may reach."""
GAP = 1.2 * LETTER
"""Gaps between the words of one text are smaller."""
NEAR = 10 * LETTER
"""So far above the first row its last letter may be."""
MARGIN = 6


def turned_lines(page: CleanPage, box: Box, asked: Sequence[CellReader]) -> list[Pixels]:
    """The lines of text of a cell that stand on their side, each turned to be level; none where they are level."""
    import numpy as np

    left, top, right, bottom = box
    ink = page.ink[top:bottom, left:right]
    ys, xs = np.nonzero(ink)
    if not len(ys) or np.ptp(ys) < max(TALL, NARROW * np.ptp(xs)):
        return []
    grey = page.grey[top:bottom, left:right]
    as_it_is = _lines(grey, ink)
    level = _lines(np.ascontiguousarray(np.rot90(grey, -1)), np.ascontiguousarray(np.rot90(ink, -1)))
    sure = _sure(level, asked)
    return level if sure >= SURE and sure >= _sure(as_it_is, asked) + SURER else []


def _lines(grey: Pixels, ink: Pixels) -> list[Pixels]:
    import cv2

    high, wide = ink.shape
    edges = (MARGIN, MARGIN, MARGIN, MARGIN)
    grey = cv2.copyMakeBorder(grey, *edges, cv2.BORDER_CONSTANT, value=255)
    ink = cv2.copyMakeBorder(ink, *edges, cv2.BORDER_CONSTANT, value=0)
    boxes = text_lines(ink, (0, 0, wide + 2 * MARGIN, high + 2 * MARGIN))
    return [grey[max(0, top - 3) : bottom + 3, max(0, left - 3) : right + 3] for left, top, right, bottom in boxes]


def _sure(lines: Sequence[Pixels], asked: Sequence[CellReader]) -> float:
    """How sure the last reader is of lines, from 0 to 1."""
    found = [reading for line in lines for reading in asked[-1].read(line, [(0, 0, line.shape[1], line.shape[0])])]
    return mean(one.sure if any(map(str.isalpha, one.text)) else 0.0 for one in found) if found else 0.0


def tall_head(ink: Pixels, columns: Sequence[tuple[int, int]], below: int) -> list[CellBox]:
    """The header of a table without rulings, one cell a column, where at least half of the columns have a high text
    right above the first row, which is at the height ``below``; [] where it is another.
    """
    import numpy as np

    first = max(0, int(below - FURTHEST))
    spans: list[tuple[int, int]] = []
    for left, right in columns:
        strip = ink[first:below, left:right]
        found = runs(strip.any(axis=1), GAP)
        if not found or found[-1][1] < below - first - NEAR:
            continue
        start, end = found[-1]
        if end - start >= max(TALL, NARROW * np.ptp(np.flatnonzero(strip[start:end].any(axis=0)))):
            spans.append((start, end))  # lines of a title are wide
    if 2 * len(spans) < len(columns):
        return []
    top = first + sorted(one[0] for one in spans)[len(spans) // 4] - int(0.3 * LETTER)
    return [CellBox(0, at, (left, max(0, top), right, below - MARGIN // 2)) for at, (left, right) in enumerate(columns)]
