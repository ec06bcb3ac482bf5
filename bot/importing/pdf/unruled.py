"""Tables without a line between columns: lines with figures stand below each other, and the white between their words
makes the columns. Level rules, if there are any, end a header.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from bot.importing.cell_places import Box
from bot.importing.pdf.content import PageContent
from bot.importing.pdf.header_rows import header_of
from bot.importing.pdf.lines import NUMERIC, TextLine, lines_of
from bot.importing.pdf.page_tables import PageTable
from bot.importing.pdf.text_rows import rows_of, usual_distance

FAR = 5.0
"""Rows farther apart than so many usual distances are of different tables."""
FEWEST_ROWS = 2
NARROWEST = 0.25
"""White narrower than this share of the letters' size does not part columns."""
TOGETHER = 0.45
"""Words of letters with less white between them are one text."""
DASHES = ("-", "–", "—")
FEW = 12
"""With fewer rows the white between columns may be chance."""
MOST_COLUMNS = 60
MOST_ROWS = 400


def unruled_tables(page: PageContent, known: Sequence[tuple[float, ...]] = ()) -> list[PageTable]:
    """The tables of a page that has no ruled one, from top to bottom. ``known`` are the columns of tables on the page
    before: one that goes on here has the same, however few rows of it are left.
    """
    lines = _unstamped(page)
    anchors = _alike(lines, [at for at, line in enumerate(lines) if _is_row(line)])
    found: list[PageTable] = []
    for run in _runs(lines, anchors):
        before = found[-1].bottom if found else 0.0
        table = _table(page, lines, run, before, known)
        if table is not None:
            found.append(table)
    return found


def _unstamped(page: PageContent) -> list[TextLine]:
    """The lines of a page without the red words of stamps and signatures, which may stand beside any row."""
    stamped = {
        glyph
        for line in lines_of(page.glyphs)
        for chunk in line.chunks()
        for word in chunk.words
        for glyph in word.glyphs
        if glyph.red and any(map(str.isalpha, chunk.text))
    }
    return lines_of([glyph for glyph in page.glyphs if glyph not in stamped])


def _alike(lines: list[TextLine], anchors: list[int]) -> list[int]:
    """The rows that have numbers where most others have them: a page's number and what stands beside it are no row."""
    numbers = [
        [chunk.box for chunk in lines[at].chunks() if NUMERIC.fullmatch(chunk.text)] for at in anchors[:MOST_ROWS]
    ]
    usual = []
    for boxes in numbers:
        shares = [sum(_meets(box, other) for other in numbers) / len(numbers) for box in boxes]
        usual.append(sum(1 for share in shares if share > 0.5))
    most = max(usual, default=0)
    fewest = max(most / 2, min(most, 2))
    return [at for at, count in zip(anchors, usual, strict=False) if count >= fewest or len(anchors) < FEW]


def _meets(box: Box, others: list[Box]) -> bool:
    return any(box[0] < other[2] and other[0] < box[2] for other in others)


def _is_row(line: TextLine) -> bool:
    """Whether a line is of a table: one of several texts that stand apart, and a number."""
    chunks = line.chunks()
    return len(chunks) > 1 and any(NUMERIC.fullmatch(chunk.text) for chunk in chunks)


def _runs(lines: list[TextLine], anchors: list[int]) -> list[list[int]]:
    usual = usual_distance([lines[at] for at in anchors])
    runs: list[list[int]] = []
    for at in anchors:
        if runs and lines[at].middle - lines[runs[-1][-1]].middle <= FAR * usual:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _table(
    page: PageContent, lines: list[TextLine], run: list[int], before: float, known: Sequence[tuple[float, ...]]
) -> PageTable | None:
    rows = [lines[at] for at in run]
    xs = _columns(rows, known)
    if len(xs) < 3 or (len(rows) < FEWEST_ROWS and tuple(xs) not in known):
        return None
    last = _end(lines, run, xs)
    body = [glyph for line in lines[run[0] : last + 1] for word in line.words for glyph in word.glyphs]
    start = _first_name(lines, run, xs)
    if start is not rows[0]:
        body = [*(glyph for word in start.words for glyph in word.glyphs), *body]
    rules = sorted(rule.at for rule in page.level if rule.end - rule.start > 0.5 * (xs[-1] - xs[0]))
    over = [line for line in lines[: run[0]] if line.middle > before and line is not start]
    header, merged, above = header_of(over, rows, start, xs, rules)
    cells = [*header, *rows_of(body, xs)]
    top = min((cell.box[1] for row in cells for cell in row if cell), default=rows[0].box[1])
    bottom = lines[last].box[3]
    return PageTable(page, tuple(xs), top, bottom, tuple(cells), tuple(merged), tuple(line.text for line in above))


def _columns(rows: list[TextLine], known: Sequence[tuple[float, ...]]) -> list[float]:
    """The boundaries of the columns: those that are known, if they fit; else the white that no word reaches into."""
    size = median(row.size for row in rows)
    covered: list[list[float]] = []
    texts = sorted(text for row in rows for text in _texts(row))
    for left, right in texts:
        if covered and left <= covered[-1][1] + NARROWEST * size:
            covered[-1][1] = max(covered[-1][1], right)
        else:
            covered.append([left, right])
    for xs in known:
        fit = all(not left < x < right for left, right in texts for x in xs[1:-1])
        if fit and (len(rows) < FEW or len(covered) >= len(xs) - 1):
            return list(xs)
    if len(covered) > MOST_COLUMNS:
        return []
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(covered)]
    return [covered[0][0] - size, *inner, covered[-1][1] + size]


def _texts(row: TextLine) -> list[tuple[float, float]]:
    """From where to where the texts of a row reach: words of letters that stand together are one, numbers are not."""
    found: list[tuple[float, float]] = []
    wordy = False
    for word in row.words:
        letters = any(map(str.isalpha, word.text)) or (wordy and word.text in DASHES)
        if letters and wordy and word.left - found[-1][1] <= TOGETHER * row.size:
            found[-1] = (found[-1][0], word.right)
        else:
            found.append((word.left, word.right))
        wordy = letters
    return found


def _end(lines: list[TextLine], run: list[int], xs: Sequence[float]) -> int:
    """The last line of the table: the rest of a name may stand below the last figures."""
    last = run[-1]
    following = last + 1
    if following < len(lines):
        line = lines[following]
        left, _, right, _ = line.box
        inner = [x for x in xs if left < x < right]
        name = _name_column(lines[last], xs)
        if not inner and name[0] - 1 <= left and right <= name[1] + 1 and _near(line, lines[last]):
            last = following
    return last


def _first_name(lines: list[TextLine], run: list[int], xs: Sequence[float]) -> TextLine:
    """The first line of the table: that of the first figures, or the beginning of a name a little above them."""
    first = lines[run[0]]
    if not run[0]:
        return first
    line = lines[run[0] - 1]
    left, _, right, _ = line.box
    name = _name_column(first, xs)
    alone = not any(name[0] < word.left < name[1] for word in first.words)
    within = name[0] - 1 <= left and right <= name[1] + 1
    if alone and within and first.middle - line.middle < 0.9 * line.size:
        return line
    return first


def _near(line: TextLine, other: TextLine) -> bool:
    return abs(line.middle - other.middle) <= 1.3 * other.size


def _name_column(row: TextLine, xs: Sequence[float]) -> tuple[float, float]:
    """The bounds of the widest column, in which names stand."""
    return max(pairwise(xs), key=lambda column: column[1] - column[0])
