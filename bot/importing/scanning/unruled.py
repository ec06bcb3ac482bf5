"""The cells of tables without vertical rulings, by the gaps between their texts."""

from __future__ import annotations

import itertools
from statistics import median

from bot.importing.scanning.boxes import Box, CellBox, CellLayout, runs
from bot.importing.scanning.cleaning import CleanPage
from bot.importing.scanning.pixels import Pixels
from bot.importing.scanning.straightening import LETTER
from bot.importing.scanning.turned_heads import tall_head

FEWEST_ROWS = 4
WORDS = 0.75
"""What is nearer to each other, in letters' heights, is one text; between columns is more."""


def unruled(page: CleanPage) -> CellLayout | None:
    """The layout of a page's table; None where no rows of several texts follow each other."""
    lines = _lines(page.ink)
    body = _body(lines)
    if len(body) < FEWEST_ROWS:
        return None
    columns = _columns([lines[at] for at in body], page.ink.shape[1])
    if len(columns) < 2:
        return None
    below = min(box[1] for box in lines[body[0]])
    head = _head(lines[: body[0]], columns, below)
    if 2 * sum(one.columns for one in head) < len(columns):
        head = tall_head(page.ink, columns, below) or head
    rows = 1 + max((one.row + one.rows - 1 for one in head), default=-1)
    cells = list(head)
    for row, at in enumerate(body):
        top, bottom = min(box[1] for box in lines[at]), max(box[3] for box in lines[at])
        for column, (left, right) in enumerate(columns):
            cells.append(CellBox(rows + row, column, (left, top - 2, right, bottom + 2)))
    return CellLayout(tuple(cells), rows)


def _lines(ink: Pixels) -> list[list[Box]]:
    """The texts of the page, line by line from the top, those of a line from the left."""
    import cv2
    import numpy as np

    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, int(WORDS * LETTER)), np.uint8))
    joined = cv2.dilate(joined, np.ones((int(0.3 * LETTER), 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    shrink = int(0.15 * LETTER)
    texts = [
        (int(left), int(top + shrink), int(left + wide), int(top + high - shrink))
        for left, top, wide, high, _ in stats[1:]
        if high > 0.6 * LETTER and high < 4 * LETTER and wide > 0.2 * LETTER
    ]
    texts.sort(key=lambda box: box[1] + box[3])
    lines: list[list[Box]] = []
    for box in texts:
        if lines and _centre(box) - _middle(lines[-1]) < 0.6 * LETTER:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [sorted(line) for line in lines]


def _centre(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _middle(line: list[Box]) -> float:
    return median(map(_centre, line))


def _body(lines: list[list[Box]]) -> list[int]:
    """The longest series of lines of several texts at equal distances: their numbers."""
    many = [at for at, line in enumerate(lines) if len(line) >= 2]
    if len(many) < FEWEST_ROWS:
        return []
    steps = [_middle(lines[b]) - _middle(lines[a]) for a, b in itertools.pairwise(many)]
    usual = median(steps)
    best: list[int] = []
    series = [many[0]]
    for at, step in zip(many[1:], steps, strict=True):
        if abs(step - usual) > 0.3 * usual:
            best = max(best, series, key=len)
            series = []
        series.append(at)
    best = max(best, series, key=len)
    # The last line of a header may be as far above the first row as the rows are from each other.
    texts = median(len(lines[at]) for at in best)
    return best[next((at for at, line in enumerate(best) if len(lines[line]) > 0.6 * texts), 0) :]


def _columns(body: list[list[Box]], width: int) -> list[tuple[int, int]]:
    """The columns: their left and right edges, in the middle of the gaps that (nearly) all rows leave free."""
    import numpy as np

    covered = np.zeros(width + 1, int)
    for line in body:
        for left, _, right, _ in line:
            covered[left:right] += 1
    texts = runs(covered > max(1, 0.04 * len(body)), 0.35 * LETTER)
    texts = [(a, b) for a, b in texts if b - a > 0.3 * LETTER]
    if not texts:
        return []
    far = int(4 * LETTER)  # a header may be wider than what stands below it
    edges = [max(0, texts[0][0] - far)]
    edges += [_between(covered, one[1], other[0]) for one, other in itertools.pairwise(texts)]
    edges += [min(width, texts[-1][1] + far)]
    return list(itertools.pairwise(edges))


def _between(covered: Pixels, first: int, last: int) -> int:
    """The middle of the widest gap that no row at all reaches into, from ``first`` to ``last``."""
    free = runs(covered[first:last] == 0)
    a, b = max(free, key=lambda run: run[1] - run[0], default=(0, last - first))
    return first + (a + b) // 2


def _head(lines: list[list[Box]], columns: list[tuple[int, int]], below: int) -> list[CellBox]:
    """The header: over each column what stands above it in the lines nearest to the body, and over that, in a row of
    its own, what stands over several columns.
    """
    near: list[list[Box]] = []
    for line in reversed(lines):
        bottom = max(box[3] for box in line)
        # A title that stands over several columns is further away than what belongs to a header.
        lone = len(line) == 1 and _across(line[0], columns)[1] - _across(line[0], columns)[0] > 1
        if below - bottom > (0.5 if lone else 0.75 if near else 2.5) * LETTER:
            break
        if len(line) == 1 and _across(line[0], columns) == (0, len(columns)):
            break
        near.append(line)
        below = min(box[1] for box in line)
        if len(near) > 8:
            break
    spanning: dict[tuple[int, int], Box] = {}
    single: dict[int, Box] = {}
    for line in near:
        for box in line:
            first, after = _across(box, columns)
            if after - first == 1:
                single[first] = _joined(single.get(first), box)
            elif after - first > 1:
                spanning[first, after] = _joined(spanning.get((first, after)), box)
    row = 1 if spanning and single else 0
    found = [CellBox(0, first, box, 1, after - first) for (first, after), box in spanning.items()]
    found += [CellBox(row, column, _padded(box)) for column, box in sorted(single.items())]
    return found


def _across(box: Box, columns: list[tuple[int, int]]) -> tuple[int, int]:
    """The columns that a text stands over: the first, and the one after the last."""
    over = [
        at for at, (left, right) in enumerate(columns)
        if min(box[2], right) - max(box[0], left) > 0.34 * min(right - left, box[2] - box[0])
    ]  # fmt: skip
    return (over[0], over[-1] + 1) if over else (0, 0)


def _joined(one: Box | None, other: Box) -> Box:
    if one is None:
        return other
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _padded(box: Box) -> Box:
    return max(0, box[0] - 2), max(0, box[1] - 2), box[2] + 2, box[3] + 2
