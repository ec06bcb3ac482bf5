"""Ruling lines -> the lattices that they make: boundaries of rows and columns, and the cells between them, merged ones
as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.importing.pdf.content import Ruling

NEAR = 2.5
"""Lines so near to each other are one, and touch."""
SHORTEST = 8.0
MOST_RULINGS = 3_000
MOST_BOUNDARIES = 400
"""Rows of one lattice: a page has at most some eighty."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """``xs`` and ``ys`` are the boundaries of its columns and rows. ``cells`` are (top row, left column, bottom row,
    right column), counted from 0, all inclusive, from top to bottom and left to right.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, int, int, int], ...]


def lattices(level: Sequence[Ruling], upright: Sequence[Ruling], least: int = 2) -> list[Lattice]:
    """The lattices of a page, from top to bottom; lines that cross no other are none of theirs. ``least`` are the rows
    that one has at least.
    """
    across, down = joined(level), joined(upright)
    if len(across) + len(down) > MOST_RULINGS:
        return []
    found = []
    for rows, columns in _connected(across, down):
        lattice = _lattice(rows, columns, least)
        if lattice is not None:
            found.append(lattice)
    return sorted(found, key=lambda one: (round(one.ys[0] / 10), one.xs[0]))


def joined(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings with those that continue or cover each other made one: a table's lines are often drawn cell by cell."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda one: one.at):
        if groups and ruling.at - groups[-1][-1].at <= NEAR and ruling.at - groups[-1][0].at <= 2 * NEAR:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    found: list[Ruling] = []
    for group in groups:
        at = sum(one.at for one in group) / len(group)
        for ruling in sorted(group, key=lambda one: one.start):
            last = found[-1] if found else None
            if last is not None and last.at == at and ruling.start <= last.end + NEAR:
                found[-1] = Ruling(at, last.start, max(last.end, ruling.end))
            else:
                found.append(Ruling(at, ruling.start, ruling.end))
    return [ruling for ruling in found if ruling.end - ruling.start >= SHORTEST]


def _connected(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """The rulings that cross each other, group by group."""
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, row in enumerate(across):
        for j, column in enumerate(down, len(across)):
            meets = row.start - NEAR <= column.at <= row.end + NEAR
            if meets and column.start - NEAR <= row.at <= column.end + NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(across):
        groups[root(i)][0].append(row)
    for j, column in enumerate(down, len(across)):
        groups[root(j)][1].append(column)
    return [group for group in groups.values() if len(group[0]) >= 2 and group[1]]


def _lattice(rows: list[Ruling], columns: list[Ruling], least: int) -> Lattice | None:
    """The lattice of rulings; a table may be open to the left and right, or above and below."""
    xs = _boundaries([*(one.at for one in columns)], [one.start for one in rows], [one.end for one in rows])
    ys = _boundaries([*(one.at for one in rows)], [one.start for one in columns], [one.end for one in columns])
    if len(xs) < 3 or len(ys) <= least or max(len(xs), len(ys)) > MOST_BOUNDARIES:
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(_cells(xs, ys, rows, columns)))


def _boundaries(lines: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """The places of lines in order, with the ends of those that cross them where these reach out farther."""
    found: list[float] = []
    for at in sorted(lines):
        if not found or at - found[-1] > 2 * NEAR:
            found.append(at)
    if min(starts) < found[0] - 2 * SHORTEST:
        found.insert(0, min(starts))
    if max(ends) > found[-1] + 2 * SHORTEST:
        found.append(max(ends))
    return found


def _cells(
    xs: list[float], ys: list[float], rows: list[Ruling], columns: list[Ruling]
) -> Iterable[tuple[int, int, int, int]]:
    """The cells: fields of the lattice without a line between them are one, as far as together they are a rectangle."""
    wide, high = len(xs) - 1, len(ys) - 1
    walls = {(i, j) for j in range(1, wide) for i in range(high) if _drawn(columns, xs[j], ys[i], ys[i + 1])}
    floors = {(i, j) for i in range(1, high) for j in range(wide) if _drawn(rows, ys[i], xs[j], xs[j + 1])}
    taken: set[tuple[int, int]] = set()
    for top in range(high):
        for left in range(wide):
            if (top, left) in taken:
                continue
            right = left
            while right + 1 < wide and (top, right + 1) not in walls and (top, right + 1) not in taken:
                right += 1
            bottom = top
            while bottom + 1 < high and not any((bottom + 1, j) in floors for j in range(left, right + 1)):
                inner = any((bottom + 1, j) in walls for j in range(left + 1, right + 1))
                if inner or any((bottom + 1, j) in taken for j in range(left, right + 1)):
                    break
                bottom += 1
            taken |= {(i, j) for i in range(top, bottom + 1) for j in range(left, right + 1)}
            yield (top, left, bottom, right)


def _drawn(rulings: list[Ruling], at: float, start: float, end: float) -> bool:
    """Whether a line is drawn at a place over most of the way between two others."""
    covered = 0.0
    for ruling in rulings:
        if abs(ruling.at - at) <= 2 * NEAR:
            covered = max(covered, min(end, ruling.end) - max(start, ruling.start))
    return covered > 0.6 * (end - start)


def spans(boundaries: Sequence[float]) -> list[tuple[float, float]]:
    """The columns or rows between boundaries."""
    return list(pairwise(boundaries))
