"""Where in a sheet the table is: the column of provinces, the header above it, the rows below (pure).

Title lines, merged and doubled headers, notes below, page headers in between and a second half of the table to the
right of the first are all usual in published tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from bot.importing import cells
from bot.importing.grid import Merge, Row, Sheet
from bot.importing.wordlists import PROVINCE
from bot.names.normalize import fold

IsProvince = Callable[[str], bool]
MOST_HEADER_ROWS = 6
HEADER_SEARCH = 60
MOST_MERGED = 500
MOST_BLOCKS = 6
SIDEWAYS = 10
"""With so many provinces in one row, the table lies on its side."""
NUMBERING = re.compile(r"\(?\s?(?:\d{1,2}|[A-Za-z])\s?\)?(?:\s?=.*)?")
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Block:
    """A part of a sheet with its own column of provinces (``province``, from 0) and the columns up to the
    next such column.

    ``headers`` maps a column to the texts above it, from top to bottom. ``rows`` are all rows below the header.
    ``titles`` are the texts above the header.
    """

    sheet: Sheet
    province: int
    first: int
    last: int
    headers: dict[int, tuple[str, ...]]
    rows: tuple[Row, ...]
    titles: tuple[str, ...]


def blocks(sheet: Sheet, is_province: IsProvince) -> list[Block]:
    """The blocks of a sheet, from left to right; none if it has no column of provinces."""
    columns = _province_columns(sheet, is_province)
    if not columns:
        return []
    found: list[Block] = []
    width = max(len(row.cells) for row in sheet.rows)
    for place, column in enumerate(columns):
        start = next((at for at, row in enumerate(sheet.rows) if is_province(row.text(column))), None)
        if start is None:
            start = 1 + next(at for at, row in enumerate(sheet.rows) if fold(row.text(column)) in PROVINCE)
        while start > 0 and _has_figures(sheet.rows[start - 1], column):
            start -= 1
        end = columns[place + 1] if place + 1 < len(columns) else width
        header = _header_rows(sheet, column, start)
        top = header[0].number if header else sheet.rows[start].number if start < len(sheet.rows) else 0
        above = (row.text(at) for row in sheet.rows if row.number < top for at in range(len(row.cells)))
        titles = [title for title in (*sheet.title.splitlines(), *above) if title]
        found.append(
            Block(
                sheet,
                column,
                0 if place == 0 else column + 1,
                end,
                _headers(sheet, header, column, end),
                sheet.rows[start:],
                tuple(title[:LONGEST_TITLE] for title in titles[:20]),
            )
        )
    return found


def lies_sideways(sheet: Sheet, is_province: IsProvince) -> Row | None:
    """The row that holds the provinces, if they stand side by side instead of below each other."""
    for row in sheet.rows[:HEADER_SEARCH]:
        if sum(1 for at in range(len(row.cells)) if is_province(row.text(at))) >= SIDEWAYS:
            return row
    return None


def _province_columns(sheet: Sheet, is_province: IsProvince) -> list[int]:
    hits: Counter[int] = Counter()
    for row in sheet.rows:
        for at, cell in enumerate(row.cells):
            if isinstance(cell, str) and is_province(cell):
                hits[at] += 1
    if hits:
        most = max(hits.values())
        likely = [at for at, n in hits.most_common(MOST_BLOCKS) if n >= max(1, most * 0.4)]
        return sorted(likely)
    for row in sheet.rows[:HEADER_SEARCH]:
        for at in range(len(row.cells)):
            if len(row.cells) > 1 and fold(row.text(at)) in PROVINCE:
                return [at]
    return []


def _header_rows(sheet: Sheet, province: int, start: int) -> list[Row]:
    """The rows just above the first province that name columns, from top to bottom."""
    found: list[Row] = []
    for row in reversed(sheet.rows[max(0, start - MOST_HEADER_ROWS) : start]):
        texts = {text for at in range(len(row.cells)) if (text := row.text(at))}
        named = any(fold(above.text(province)) in PROVINCE for above in found)
        if len(texts) < 2 and not (named and _spans(sheet, row)):
            if found or len(row.text(province)) > 60 or row.text(province):
                break
            continue
        if named and found[0].number - row.number > 1:
            break
        found.insert(0, row)
    if len(found) > 1:
        found = [row for row in found if not _numbering(row, province)] or found
    return found


def _spans(sheet: Sheet, row: Row) -> bool:
    """Whether a lone text stands over only some of the columns: then it is a heading, not a title."""
    texts = [at for at in range(len(row.cells)) if row.text(at)]
    return (
        bool(texts)
        and texts[0] > 1
        and any(top == row.number - 1 and left == texts[0] for top, left, _, _ in sheet.merged)
    )


def _has_figures(row: Row, province: int) -> bool:
    """Whether a row above the first recognised province holds figures: "Cả nước 62,59", or a misspelt province."""
    values = [cells.number(row.cell(at)) for at in range(len(row.cells)) if at != province]
    numbers = [value for value in values if value is not None]
    name = row.text(province)
    if fold(name) in PROVINCE or _numbering(row, province):
        return False
    # Without a name, whole numbers may be the codes of criteria.
    return bool(numbers) if name else any(not value.is_integer() for value in numbers)


def _numbering(row: Row, province: int) -> bool:
    """Whether the row numbers the columns: "(1) (2) (3) (4)=(2)+(3)"."""
    texts = [row.text(at) for at in range(len(row.cells)) if row.text(at)]
    return bool(row.text(province)) and all(NUMBERING.fullmatch(text) for text in texts)


def _headers(sheet: Sheet, rows: list[Row], province: int, end: int) -> dict[int, tuple[str, ...]]:
    filled = [_filled(sheet, row, end) for row in rows]
    numbers = {row.number - 1 for row in rows}
    if not any(top <= number <= bottom for top, _, bottom, _ in sheet.merged for number in numbers):
        _spread(filled, province)
    return {at: tuple(texts[at] for texts in filled if texts[at]) for at in range(end)}


def _filled(sheet: Sheet, row: Row, end: int) -> list[str]:
    """The texts of a row, with merged cells filled in."""
    texts = [row.text(at) for at in range(end)]
    for top, left, bottom, right in sheet.merged:
        if top <= row.number - 1 <= bottom and (source := sheet.by_number.get(top + 1)):
            for at in range(left, min(right + 1, end)):
                texts[at] = texts[at] or source.text(left)
    return texts


def _spread(filled: list[list[str]], province: int) -> None:
    """Extend headings, where there are no merged cells (CSV), to the right over what is below them, up to the next."""
    for place, texts in enumerate(filled[:-1]):
        below = filled[place + 1]
        for at in range(1, len(texts)):
            if not texts[at] and below[at] and texts[at - 1] and below[at - 1] and at - 1 != province:
                texts[at] = texts[at - 1]


def merged_down(sheet: Sheet, at: int) -> dict[int, int]:
    """Row number -> row number of the cell that is merged over it, for one column."""
    found: dict[int, int] = {}
    merged: tuple[Merge, ...] = sheet.merged
    for top, left, bottom, right in merged:
        if left <= at <= right and bottom - top <= MOST_MERGED:
            found |= {row + 1: top + 1 for row in range(top + 1, bottom + 1)}
    return found
