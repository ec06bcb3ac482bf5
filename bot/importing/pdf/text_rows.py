"""Lines of text between known columns -> rows of cells, where no ruling parts the rows: a row is what stands beside a
line with figures; a name that takes two lines is put together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from bot.importing.pdf.content import Glyph
from bot.importing.pdf.lines import NUMERIC, CellText, TextLine, cell_text, lines_of

CLOSE = 0.75
"""A line of a name is nearer to its figures than this share of the usual distance between rows ..."""
WIDE = 1.5
"""... unless the rows stand farther apart than usual, to make room for it ..."""
BETWEEN = (0.47, 0.53)
"""... and it does not stand in the very middle, as a heading of a group does."""


def rows_of(glyphs: Sequence[Glyph], xs: Sequence[float]) -> list[tuple[CellText | None, ...]]:
    """The rows of the text between the columns' boundaries, from top to bottom."""
    lines = lines_of(glyphs)
    anchors = [at for at, line in enumerate(lines) if _has_figure(line, xs)]
    usual = usual_distance([lines[at] for at in anchors])
    groups: dict[int, list[TextLine]] = {at: [lines[at]] for at in anchors}
    for at, line in enumerate(lines):
        if at in groups:
            continue
        owner = _owner(line, [lines[anchor] for anchor in anchors], anchors, usual) if _one_column(line, xs) else None
        groups.setdefault(at if owner is None else owner, []).append(line)
    return [_cells(groups[at], xs) for at in sorted(groups)]


def usual_distance(lines: Sequence[TextLine]) -> float:
    """The usual distance of rows; 0 where there is only one."""
    distances = [below.middle - above.middle for above, below in pairwise(lines)]
    return median(distances) if distances else 0.0


def _has_figure(line: TextLine, xs: Sequence[float]) -> bool:
    """Whether a line holds a number that stands alone in a column."""
    columns: dict[int, list[str]] = {}
    for word in line.words:
        columns.setdefault(_column((word.left + word.right) / 2, xs), []).append(word.text)
    return any(NUMERIC.fullmatch(" ".join(texts)) for texts in columns.values())


def _one_column(line: TextLine, xs: Sequence[float]) -> bool:
    left, _, right, _ = line.box
    return _column(left + 0.5, xs) == _column(right - 0.5, xs)


def _owner(line: TextLine, lines: list[TextLine], anchors: list[int], usual: float) -> int | None:
    """The row to which a line without figures belongs; None if it is a row of its own."""
    if not anchors:
        return None
    reach = usual or 3 * line.size
    near = sorted(zip(lines, anchors, strict=True), key=lambda one: abs(one[0].middle - line.middle))
    nearest, owner = near[0]
    distance = abs(nearest.middle - line.middle)
    if distance <= CLOSE * reach:
        return owner
    above = [one for one in lines if one.middle < line.middle]
    below = [one for one in lines if one.middle >= line.middle]
    if not above or not below:
        return owner if distance <= 1.3 * line.size else None
    gap = below[0].middle - above[-1].middle
    share = (line.middle - above[-1].middle) / gap
    return owner if gap >= WIDE * reach and not BETWEEN[0] <= share <= BETWEEN[1] else None


def _cells(lines: list[TextLine], xs: Sequence[float]) -> tuple[CellText | None, ...]:
    glyphs: list[list[Glyph]] = [[] for _ in range(len(xs) - 1)]
    torn: set[int] = set()
    for line in sorted(lines, key=lambda one: one.middle):
        for word in line.words:
            columns = {_column(glyph.centre, xs) for glyph in word.glyphs}
            if len(columns) > 1:
                torn |= columns
            for glyph in word.glyphs:
                glyphs[_column(glyph.centre, xs)].append(glyph)
    return tuple(cell_text(those, torn=at in torn) for at, those in enumerate(glyphs))


def _column(x: float, xs: Sequence[float]) -> int:
    return min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
