"""Tables whose cells are ruled, on all sides or only some: a lattice and the glyphs in it -> rows of cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from bot.importing.pdf.content import Glyph, PageContent
from bot.importing.pdf.lattice import Lattice, lattices
from bot.importing.pdf.lines import NUMBERING, NUMERIC, CellText, cell_text, lines_of
from bot.importing.pdf.page_tables import Merged, PageTable
from bot.importing.pdf.text_rows import rows_of

TOUCHING = 0.18
"""Letters on either side of a line that are nearer to each other than this share of their size are of one word."""
FEWEST_FILLED = 4


def ruled_tables(page: PageContent, *, prose: bool = False) -> list[PageTable]:
    """The ruled tables of a page, from top to bottom. In one of ``prose`` each ruled row is one, whatever numbers stand
    in its lines, and the rest of a single row is a table, too: it may go on over the page.
    """
    found = []
    for lattice in lattices(page.level, page.upright, least=1 if prose else 2):
        inside = [glyph for glyph in page.glyphs if _within(glyph, lattice)]
        table = _table(page, lattice, inside, prose=prose)
        if sum(1 for row in table.rows for cell in row if cell) >= (1 if prose else FEWEST_FILLED):
            found.append(table)
    return found


def _within(glyph: Glyph, lattice: Lattice) -> bool:
    return lattice.xs[0] <= glyph.centre <= lattice.xs[-1] and lattice.ys[0] <= glyph.middle <= lattice.ys[-1]


def _table(page: PageContent, lattice: Lattice, glyphs: list[Glyph], *, prose: bool) -> PageTable:
    at = {
        (row, column): cell
        for cell in lattice.cells
        for row in range(cell[0], cell[2] + 1)
        for column in range(cell[1], cell[3] + 1)
    }
    inside: dict[Merged, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        row = min(max(bisect_right(lattice.ys, glyph.middle) - 1, 0), len(lattice.ys) - 2)
        column = min(max(bisect_right(lattice.xs, glyph.centre) - 1, 0), len(lattice.xs) - 2)
        inside[at[row, column]].append(glyph)
    torn = _torn(inside)
    rows: list[tuple[CellText | None, ...]] = []
    merged: list[Merged] = []
    starts: dict[int, int] = {}
    for row in range(len(lattice.ys) - 1):
        starts[row] = len(rows)
        own = {cell: inside.get(cell, []) for cell in lattice.cells if cell[0] == row}
        if not prose and _several(own, row, lattice):
            rows += rows_of([glyph for those in own.values() for glyph in those], lattice.xs)
            continue
        cells: list[CellText | None] = [None] * (len(lattice.xs) - 1)
        for cell, those in own.items():
            cells[cell[1]] = cell_text(those, torn=cell in torn)
        rows.append(tuple(cells))
    for top, left, bottom, right in lattice.cells:
        if bottom > top or right > left:
            merged.append((starts[top], left, starts[bottom], right))
    ys = lattice.ys if prose else ()
    return PageTable(page, lattice.xs, lattice.ys[0], lattice.ys[-1], tuple(rows), tuple(merged), ys=ys)


def _several(own: dict[Merged, list[Glyph]], row: int, lattice: Lattice) -> bool:
    """Whether a ruled row holds several rows of the table, for only its columns are ruled below the header."""
    if len(own) != len(lattice.xs) - 1 or any(cell[2] != row for cell in own):
        return False
    for glyphs in own.values():
        lines = lines_of(glyphs)
        if len(lines) > 1 and all(NUMERIC.fullmatch(line.text) or NUMBERING.fullmatch(line.text) for line in lines):
            return True
    return False


def _torn(inside: dict[Merged, list[Glyph]]) -> set[Merged]:
    """The cells whose text seems to go on in the next: a word was drawn over the line between them."""
    found: set[Merged] = set()
    ends: dict[tuple[int, int], tuple[Merged, list[Glyph]]] = {}
    for cell, glyphs in inside.items():
        for row in range(cell[0], cell[2] + 1):
            ends[row, cell[1]] = (cell, glyphs)
    for cell, glyphs in inside.items():
        for row in range(cell[0], cell[2] + 1):
            other, following = ends.get((row, cell[3] + 1), (cell, []))
            if _meet(glyphs, following):
                found |= {cell, other}
    return found


def _meet(left: list[Glyph], right: list[Glyph]) -> bool:
    last = max((glyph for glyph in left if not glyph.text.isspace()), key=lambda one: one.right, default=None)
    if last is None:
        return False
    return any(
        abs(glyph.middle - last.middle) < 0.5 * last.size and glyph.left - last.right < TOUCHING * last.size
        for glyph in right
        if not glyph.text.isspace()
    )
