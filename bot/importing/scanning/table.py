"""The pixels of a picture -> the sheet of its table: cut into cells, read twice, judged column by column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.importing.cell_text import plain
from bot.importing.scanning.agreement import CellVerdict, Told, clean_text, judged
from bot.importing.scanning.boxes import Box, CellBox, CellLayout, layout_of, text_lines
from bot.importing.scanning.cleaning import CleanPage, cleaned
from bot.importing.scanning.orientation import quarters, turned
from bot.importing.scanning.pixels import Pixels
from bot.importing.scanning.readers import CellReader, LineReading, readers
from bot.importing.scanning.straightening import LETTER, Straight, straightened
from bot.importing.scanning.turned_heads import turned_lines
from bot.importing.sniff import Refusal

AROUND = 3
"""Pixels around a line of text that are shown to the readers with it."""
STAMPED = 0.02
"""Such a share of a cell covered by coloured ink makes it doubtful."""
MOST_CELLS = 4_000


@dataclass(frozen=True, slots=True)
class PictureCell:
    """A cell with its lines of text: ``lines`` are their numbers among all lines of the picture."""

    cell: CellBox
    lines: range


def read_table(pixels: Pixels, page: int = 1, using: Sequence[CellReader] | None = None) -> dict[str, Any]:
    """The sheet of the table that the pixels show; ``readers`` are what read it. Raises ``Refusal``."""
    asked = readers() if using is None else using
    if not asked:
        raise Refusal("picture")
    turns = quarters(pixels, asked)
    pixels = turned(pixels, turns)
    straight = straightened(pixels)
    clean = cleaned(straight.pixels)
    layout = layout_of(clean)
    if layout is None:
        raise Refusal("picture-no-table")
    if len(layout.cells) > MOST_CELLS:
        raise Refusal("cells", most=MOST_CELLS)
    cells, lines, on_side = _cells(clean, layout, asked)
    heard = _heard(clean, layout, cells, lines, on_side, asked)
    verdicts = _verdicts(clean, layout, cells, heard)
    sheet = _sheet(layout, verdicts)
    sheet["places"] = [
        [cell.row + 1, cell.column, page, *_place(cell.box, straight, pixels.shape)] for cell in layout.cells
    ]
    sheet["turns"] = [[page, turns]]
    sheet["readers"] = [reader.version for reader in asked]
    return sheet


def _cells(
    clean: CleanPage, layout: CellLayout, asked: Sequence[CellReader]
) -> tuple[list[PictureCell], list[Box], dict[int, Pixels]]:
    """The cells and all lines of text; those of a header that stand on their side also turned, by their number."""
    lines: list[Box] = []
    on_side: dict[int, Pixels] = {}
    cells: list[PictureCell] = []
    high, wide = clean.ink.shape
    for cell in layout.cells:
        first = len(lines)
        lying = turned_lines(clean, cell.box, asked) if cell.row < layout.head else []
        if lying:
            on_side |= dict(enumerate(lying, first))
            lines += [cell.box] * len(lying)
            cells.append(PictureCell(cell, range(first, len(lines))))
            continue
        for left, top, right, bottom in text_lines(clean.ink, cell.box):
            around = max(0, left - AROUND), max(0, top - AROUND), min(wide, right + AROUND), min(high, bottom + AROUND)
            lines.append(around)
        cells.append(PictureCell(cell, range(first, len(lines))))
    return cells, lines, on_side


def _heard(
    clean: CleanPage,
    layout: CellLayout,
    cells: list[PictureCell],
    lines: list[Box],
    on_side: dict[int, Pixels],
    asked: Sequence[CellReader],
) -> list[list[LineReading]]:
    """What each reader made of every line. Those of the header, at all heights, are read one below the other."""
    after = max((one.lines.stop for one in cells if one.cell.row < layout.head), default=0)
    pile, piled = stacked([on_side.get(at, _part(clean.grey, box)) for at, box in enumerate(lines[:after])])
    heard = [[*reader.read(pile, piled), *reader.read(clean.grey, lines[after:])] for reader in asked]
    return _again(clean, lines, after, asked, heard)


def _again(
    clean: CleanPage, lines: list[Box], after: int, asked: Sequence[CellReader], heard: list[list[LineReading]]
) -> list[list[LineReading]]:
    """The same, after the first reader has looked once more, at single lines, where the second differs: what stands
    alone is read otherwise than within a row. If it then agrees, that is what it read.
    """
    if len(asked) != 2:
        return heard
    first, second = heard
    differing = [at for at in range(after, len(lines)) if clean_text(first[at].text) != clean_text(second[at].text)]
    pile, piled = stacked([_part(clean.grey, lines[at]) for at in differing])
    for at, told in zip(differing, asked[0].read(pile, piled), strict=True):
        if clean_text(told.text) == clean_text(second[at].text):
            first[at] = told
    return [first, second]


def _part(grey: Pixels, box: Box) -> Pixels:
    left, top, right, bottom = box
    return grey[top:bottom, left:right]


def stacked(lines: Sequence[Pixels]) -> tuple[Pixels, list[Box]]:
    """A page with lines of text one below the other, and where they are on it."""
    import numpy as np

    gap = int(0.9 * LETTER)
    wide = max((line.shape[1] for line in lines), default=1) + 4 * gap
    page = np.full((sum(line.shape[0] + gap for line in lines) + 2 * gap, wide), 255, np.uint8)
    found: list[Box] = []
    at = gap
    for line in lines:
        box = (2 * gap, at, 2 * gap + line.shape[1], at + line.shape[0])
        page[box[1] : box[3], box[0] : box[2]] = line
        found.append(box)
        at = box[3] + gap
    return page, found


def _verdicts(
    clean: CleanPage, layout: CellLayout, cells: list[PictureCell], heard: list[list[LineReading]]
) -> dict[tuple[int, int], CellVerdict]:
    """The verdict on every cell. Of a header each reader's text is kept: it is understood by the names it may hold."""
    columns: dict[int, list[tuple[CellBox, Told]]] = defaultdict(list)
    found: dict[tuple[int, int], CellVerdict] = {}
    for one in cells:
        texts = tuple(" ".join(of[at].text for at in one.lines).strip() for of in heard)
        sure = max((min((of[at].sure for at in one.lines), default=0.0) for of in heard), default=0.0)
        cell = one.cell
        if cell.row < layout.head:
            known = tuple(dict.fromkeys(text for text in texts if text))
            found[cell.row, cell.column] = CellVerdict(known[0] if known else "", known if len(known) > 1 else (), 0.5)
            continue
        columns[cell.column].append((cell, Told(texts, sure, _stamped(clean, cell.box), inked=bool(one.lines))))
    for told in columns.values():
        for (cell, _), verdict in zip(told, judged([one for _, one in told]), strict=True):
            found[cell.row, cell.column] = verdict
    return found


def _stamped(clean: CleanPage, box: Box) -> bool:
    left, top, right, bottom = box
    part = clean.coloured[top:bottom, left:right]
    return bool(part.size) and float((part > 0).mean()) > STAMPED


def _sheet(layout: CellLayout, verdicts: dict[tuple[int, int], CellVerdict]) -> dict[str, Any]:
    width = 1 + max(cell.column + cell.columns - 1 for cell in layout.cells)
    height = 1 + max(cell.row for cell in layout.cells)
    rows: list[list[Any]] = []
    doubts: list[list[Any]] = []
    for row in range(height):
        texts = [plain(verdicts[row, at].text) or None if (row, at) in verdicts else None for at in range(width)]
        while texts and texts[-1] is None:
            texts.pop()
        if texts:
            rows.append([row + 1, texts])
    for (row, at), verdict in sorted(verdicts.items()):
        if verdict.readings:
            doubts.append([row + 1, at, [plain(text) for text in verdict.readings], round(verdict.sure, 3)])
    merged = [
        [cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1]
        for cell in layout.cells
        if cell.rows > 1 or cell.columns > 1
    ]
    return {"name": "", "hidden": False, "merged": merged, "rows": rows, "doubts": doubts}


def _place(box: Box, straight: Straight, shape: tuple[int, ...]) -> list[float]:
    """Where a box is in the picture as it came, once it is upright: left, top, right, bottom as shares of its sides."""
    import cv2
    import numpy as np

    left, top, right, bottom = box
    corners = np.array([[[left, top], [right, top], [right, bottom], [left, bottom]]], np.float32)
    found = cv2.perspectiveTransform(corners, straight.way)[0] / (shape[1], shape[0])
    (a, b), (c, d) = found.min(axis=0), found.max(axis=0)
    return [round(float(min(max(one, 0.0), 1.0)), 4) for one in (a, b, c, d)]
