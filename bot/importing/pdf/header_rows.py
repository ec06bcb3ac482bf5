"""The lines over the first figures of an unruled table -> its header: what stands over one column is one text, what
stands over several is a merged cell over them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from bot.importing.pdf.content import Glyph
from bot.importing.pdf.lines import NUMBERING, CellText, TextLine, Word, cell_text
from bot.importing.pdf.page_tables import Merged
from bot.importing.pdf.text_rows import usual_distance

MOST_LINES = 24
APART = 2.2
"""A line farther above the next than so many times its size is no longer of the header."""
PARTED = 0.4
"""Headings that stand apart by more than this share of their size are of different columns."""
CENTRED = 0.6
STRETCHED = 0.33
TIGHT = 1.45
LARGER = 1.1
LONGEST = 60
"""Characters of a text over several columns that may be their heading."""

Row = tuple[CellText | None, ...]


def header_of(
    over: Sequence[TextLine], rows: Sequence[TextLine], first: TextLine, xs: Sequence[float], rules: Sequence[float]
) -> tuple[list[Row], list[Merged], list[TextLine]]:
    """The header's rows with merged cells, and the lines above it. ``over`` are the lines above the ``first`` of the
    table, ``rows`` those with figures, and ``rules`` the heights of level rules as wide as the table.
    """
    lines = list(over[-MOST_LINES:])
    usual = usual_distance(rows)
    ceiling = _ceiling(lines, rules, first)
    kept: list[TextLine] = []
    below = first
    for line in reversed(lines):
        room = APART * max(line.size, below.size) + _gap(rules, line)
        far = below.middle - line.middle > max(room, 1.1 * usual if below is first or _numbers(below) else 0.0)
        if line.middle < ceiling or far or _is_title(line, below, rows, xs, last=below is first or _numbers(below)):
            break
        kept.insert(0, line)
        below = line
    above = list(over[: len(over) - len(kept)])
    spanning: list[list[tuple[int, int, TextLine]]] = []
    single: list[list[Glyph]] = [[] for _ in range(len(xs) - 1)]
    for line in kept:
        if _numbers(line):
            continue
        level: list[tuple[int, int, TextLine]] = []
        for chunk in _parted(line, rows, xs):
            first_column, last_column = _reach(chunk, rows, xs)
            if first_column == last_column:
                single[first_column] += [glyph for word in chunk.words for glyph in word.glyphs]
            else:
                level.append((first_column, last_column, chunk))
        if level:
            spanning.append(level)
    header: list[Row] = []
    merged: list[Merged] = []
    for level in spanning:
        cells: list[CellText | None] = [None] * (len(xs) - 1)
        for left, right, chunk in level:
            cells[left] = cell_text([glyph for word in chunk.words for glyph in word.glyphs])
            merged.append((len(header), left, len(header), right))
        header.append(tuple(cells))
    leaves = tuple(cell_text(glyphs) for glyphs in single)
    if any(leaves):
        header.append(leaves)
    return header, merged, above


def _numbers(line: TextLine) -> bool:
    """Whether a line only numbers the columns."""
    return all(NUMBERING.fullmatch(chunk.text) for chunk in line.chunks(PARTED))


def _parted(line: TextLine, rows: Sequence[TextLine], xs: Sequence[float]) -> list[TextLine]:
    """The headings in a line: where they stand close together, each over the middle of its own column tells them."""
    found: list[TextLine] = []
    for chunk in line.chunks(PARTED):
        groups: dict[int, list[Word]] = {}
        for word in chunk.words:
            groups.setdefault(_column((word.left + word.right) / 2, xs), []).append(word)
        parts = [TextLine(tuple(words)) for words in groups.values()]
        apart = all(after.box[0] - before.box[2] >= STRETCHED * line.size for before, after in pairwise(parts))
        centred = all(_is_centred(part, at, rows, xs) for at, part in zip(groups, parts, strict=True))
        found += parts if centred and (apart or len(parts) > 2) else [chunk]
    return found


def _is_centred(part: TextLine, at: int, rows: Sequence[TextLine], xs: Sequence[float]) -> bool:
    left, _, right, _ = part.box
    start, end = _filled(rows, xs)[at]
    return abs((left + right) / 2 - (start + end) / 2) <= CENTRED * part.size


def _ceiling(lines: list[TextLine], rules: Sequence[float], first: TextLine) -> float:
    """The height above which nothing is of the header: the highest of the rules that frame it, if there are any."""
    framing = [at for at in rules if lines and lines[0].box[1] - 3 <= at < first.middle]
    return min(framing) if len(framing) > 1 else 0.0


def _gap(rules: Sequence[float], line: TextLine) -> float:
    """What a rule below a line takes of the room."""
    return line.size if any(0 < at - line.middle < 1.5 * line.size for at in rules) else 0.0


def _is_title(line: TextLine, below: TextLine, rows: Sequence[TextLine], xs: Sequence[float], *, last: bool) -> bool:
    """Whether a line is of the title above the header: it reaches over the names and others, is long, or stands alone
    and not as near to the line below as the parts of one heading do.
    """
    chunks = line.chunks(PARTED)
    names = _names(rows, xs)
    for chunk in chunks:
        left, right = _reach(chunk, rows, xs)
        if right > left and (left <= names <= right or len(chunk.text) > LONGEST):
            return True
    left, right = _reach(chunks[0], rows, xs)
    if len(chunks) > 1:
        return False
    start, _, end, _ = line.box
    if left != right:
        central = abs(start + end - xs[0] - xs[-1]) <= 2 * line.size
        return central or line.size > LARGER * below.size
    fits = min(end, xs[left + 1]) - max(start, xs[left]) > 0.5 * (end - start)
    near = below.middle - line.middle <= TIGHT * below.size and line.size <= LARGER * below.size
    return not (fits and (near or last))


def _names(rows: Sequence[TextLine], xs: Sequence[float]) -> int:
    """The column that has the most letters."""
    letters = [0] * (len(xs) - 1)
    for row in rows:
        for word in row.words:
            letters[_column(word.left + 0.5, xs)] += sum(map(str.isalpha, word.text))
    return letters.index(max(letters))


def _column(x: float, xs: Sequence[float]) -> int:
    return min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)


def _reach(chunk: TextLine, rows: Sequence[TextLine], xs: Sequence[float]) -> tuple[int, int]:
    """The first and the last column over which a text stands; one that only reaches into the next does not count."""
    left, _, right, _ = chunk.box
    middle = (left + right) / 2
    own = _column(middle, xs)
    covered = [at for at, (start, end) in enumerate(_filled(rows, xs)) if left < (start + end) / 2 < right]
    if len(covered) < 2:
        at = covered[0] if covered else own
        return at, at
    return min(own, *covered), max(own, *covered)


def _filled(rows: Sequence[TextLine], xs: Sequence[float]) -> list[tuple[float, float]]:
    """From where to where the words in each column reach."""
    found = []
    for start, end in pairwise(xs):
        inside = [word for row in rows for word in row.words if start <= (word.left + word.right) / 2 < end]
        found.append(
            (min(word.left for word in inside), max(word.right for word in inside)) if inside else (start, end)
        )
    return found
