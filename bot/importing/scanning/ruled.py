"""The cells of ruled tables, by their rulings."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from statistics import median

from bot.importing.scanning.boxes import Box, CellBox, CellLayout, runs
from bot.importing.scanning.cleaning import CleanPage
from bot.importing.scanning.pixels import Pixels
from bot.importing.scanning.straightening import LETTER

FEWEST_ROWS, FEWEST_COLUMNS = 4, 2
MARGIN = 3
"""Pixels within the edges of a cell that belong to its rulings."""


@dataclass(slots=True)
class TracedRuling:
    """A horizontal ruling: its height in each column of cells where it was seen. Paper bends, so they differ."""

    seen: dict[int, int] = field(default_factory=dict)

    def at(self, column: int) -> int:
        """Its height in a column; where a stamp hides it there, that in the column nearest by."""
        return self.seen[min(self.seen, key=lambda one: abs(one - column))]


def ruled(page: CleanPage) -> CellLayout | None:
    """The layout of the ruled tables of a page, which stand side by side; None where none is ruled."""
    frames: list[CellLayout] = []
    for box in _frames(page):
        frame = _frame(page, box)
        if frame is not None:
            frames.append(frame)
    if not frames:
        return None
    cells: list[CellBox] = []
    first = 0
    head = max(frame.head for frame in frames)
    for frame in frames:
        lower = head - frame.head
        cells += [replace(one, row=one.row + lower, column=one.column + first) for one in frame.cells]
        first = 1 + max(one.column + one.columns - 1 for one in cells)
    return CellLayout(tuple(cells), head)


def _frames(page: CleanPage) -> list[Box]:
    """The outer boxes of what may be tables: those of the largest height, from left to right."""
    import cv2
    import numpy as np

    lines = cv2.dilate(page.across | page.down, np.ones((7, 7), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    found = [
        (int(left), int(top), int(left + wide), int(top + high))
        for left, top, wide, high, _ in stats[1:]
        if wide > 6 * LETTER and high > 6 * LETTER
    ]
    highest = max((box[3] - box[1] for box in found), default=0)
    return sorted(box for box in found if box[3] - box[1] > 0.6 * highest)


def _frame(page: CleanPage, box: Box) -> CellLayout | None:
    """The layout of one frame; None for a frame that is no table."""
    left, top, right, bottom = box
    down = page.down[top:bottom, left:right] > 0
    across = page.across[top:bottom, left:right] > 0
    xs = [left + (a + b) // 2 for a, b in runs(_thick(down, 1).mean(axis=0) > 0.35, LETTER * 0.4)]
    if len(xs) <= FEWEST_COLUMNS:
        return None
    rulings = _rulings(across, [x - left for x in xs])
    first, last = _series(rulings, len(xs) - 1)
    if last - first < FEWEST_ROWS:
        return None
    # What is short above the body parts the header; further down it is dirt, or a text that is underlined.
    above = [one for one in rulings[:first] if len(one.seen) > 0.15 * (len(xs) - 1)]
    cells = [*_header(down, [*above, rulings[first]], xs, box), *_body(rulings[first : last + 1], xs, top, len(above))]
    return CellLayout(tuple(cells), len(above))


def _series(rulings: list[TracedRuling], columns: int) -> tuple[int, int]:
    """The longest series of rulings at equal distances that begin on the left: the first and the last of the body."""
    heights = [one.at(0) for one in rulings]
    likely = [at for at, one in enumerate(rulings) if len(one.seen) > 0.4 * columns and {0, 1} & set(one.seen)]
    steps = [heights[b] - heights[a] for a, b in itertools.pairwise(likely)]
    if len(steps) < FEWEST_ROWS:
        return 0, 0
    usual = median(steps)
    best: list[int] = []
    series = likely[:1]
    for at, step in zip(likely[1:], steps, strict=True):
        if abs(step - usual) > 0.25 * usual:
            best = max(best, series, key=len)
            series = []
        series.append(at)
    best = max(best, series, key=len)
    return best[0], best[-1]


def _rulings(across: Pixels, xs: list[int]) -> list[TracedRuling]:
    """All horizontal rulings from top to bottom, followed from column to column."""
    found: list[TracedRuling] = []
    for column, (first, last) in enumerate(itertools.pairwise(xs)):
        strip = _thick(across[:, first + 4 : last - 4], 0).mean(axis=1) > 0.5
        for a, b in runs(strip, LETTER * 0.3):
            height = (a + b) // 2
            near = [one for one in found if abs(one.at(column) - height) < 0.5 * LETTER]
            if near:
                min(near, key=lambda one: abs(one.at(column) - height)).seen[column] = height
            else:
                found.append(TracedRuling({column: height}))
    return sorted(found, key=lambda one: one.at(0))


def _header(down: Pixels, rulings: list[TracedRuling], xs: list[int], box: Box) -> list[CellBox]:
    """The cells of a header, joined where no ruling parts them."""
    left, top = box[:2]
    columns, rows = len(xs) - 1, len(rulings) - 1
    taken: set[tuple[int, int]] = set()
    found: list[CellBox] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            high = 1
            while row + high < rows and column not in rulings[row + high].seen:
                high += 1
            low = rulings[row].at(column), rulings[row + high].at(column)
            wide = 1
            while column + wide < columns and not _parted(down, xs[column + wide] - left, *low):
                wide += 1
            taken |= {(row + a, column + b) for a in range(high) for b in range(wide)}
            inner = (xs[column] + MARGIN, top + low[0] + MARGIN, xs[column + wide] - MARGIN, top + low[1] - MARGIN)
            found.append(CellBox(row, column, inner, high, wide))
    return found


def _parted(down: Pixels, x: int, first: int, last: int) -> bool:
    """Whether a vertical ruling at ``x`` runs between two heights."""
    return bool((_thick(down[first + 4 : last - 4, max(0, x - 6) : x + 7], 1).any(axis=1)).mean() > 0.5)


def _body(rulings: list[TracedRuling], xs: list[int], top: int, head: int) -> list[CellBox]:
    found: list[CellBox] = []
    for row, (above, below) in enumerate(itertools.pairwise(rulings)):
        for column, (first, last) in enumerate(itertools.pairwise(xs)):
            low, high = top + above.at(column) + MARGIN, top + below.at(column) - MARGIN
            found.append(CellBox(head + row, column, (first + MARGIN, low, last - MARGIN, high)))
    return found


def _thick(lines: Pixels, axis: int) -> Pixels:
    """Lines two pixels thicker to either side across ``axis``, so that one that wavers still covers a pixel's row."""
    import cv2
    import numpy as np

    kernel = np.ones((5, 1) if axis == 0 else (1, 5), np.uint8)
    return cv2.dilate(lines.astype(np.uint8), kernel) > 0
