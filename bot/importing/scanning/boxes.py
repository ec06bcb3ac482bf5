"""Where the cells of a table are on a clean page: ruled tables by their rulings, others by the gaps between texts."""

from __future__ import annotations

from dataclasses import dataclass

from bot.importing.scanning.cleaning import CleanPage
from bot.importing.scanning.pixels import Pixels
from bot.importing.scanning.straightening import LETTER

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels of the straightened page."""


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell: the first ``row`` and ``column`` that it spans, how many ``rows`` and ``columns``, and its ``box``."""

    row: int
    column: int
    box: Box
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class CellLayout:
    """The cells of all tables of a page that stand side by side. ``head`` rows are above the first row of figures."""

    cells: tuple[CellBox, ...]
    head: int


def text_lines(ink: Pixels, box: Box) -> list[Box]:
    """The lines of text within a box, from top to bottom, each as the box of its ink."""
    import numpy as np

    left, top, right, bottom = box
    part = ink[top:bottom, left:right] > 0
    found: list[Box] = []
    for first, last in runs(part.sum(axis=1) > 0, LETTER * 0.12):
        line = part[first:last]
        columns = np.nonzero(line.any(axis=0))[0]
        if last - first >= 0.3 * LETTER and len(columns):
            found.append((left + int(columns[0]), top + first, left + int(columns[-1]) + 1, top + last))
    return _with_marks(found)


def _with_marks(lines: list[Box]) -> list[Box]:
    """Lines joined with the marks above or below their letters, which are lines of less than half a letter."""
    found: list[Box] = []
    for line in lines:
        before = found[-1] if found else None
        low = line[3] - line[1] < 0.55 * LETTER or (before is not None and before[3] - before[1] < 0.55 * LETTER)
        if before is not None and low and line[1] - before[3] < 0.35 * LETTER:
            found[-1] = (min(before[0], line[0]), before[1], max(before[2], line[2]), line[3])
        else:
            found.append(line)
    return found


def runs(flags: Pixels, gap: float = 0) -> list[tuple[int, int]]:
    """Where flags are set: (first, after the last), joined over gaps of at most so many."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    found: list[tuple[int, int]] = []
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and first - found[-1][1] <= gap:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def layout_of(page: CleanPage) -> CellLayout | None:
    """The cells of the page's table; None where there is none."""
    from bot.importing.scanning.ruled import ruled
    from bot.importing.scanning.unruled import unruled

    return ruled(page) or unruled(page)
