"""Word bytes -> its tables as sheets of text, by python-docx, which only sees what was unpacked within the limits.

This runs in the reading process. What stands before a table is kept with it as its ``title``: in many plans the index
is named there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.importing.cell_text import lined
from bot.importing.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TABLES
from bot.importing.sniff import Refusal
from bot.importing.word_numbers import ListNumbers
from bot.importing.xlsx import packed_parts, unpacked_parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NEEDED = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD_LINES = 80
HEAD_COLUMNS = 3
"""More columns than these has no table of a document's head, in which its issuer and its number stand."""
TITLE_LINES = 4
"""Paragraphs before a table that may be its title."""


def document_of(data: bytes) -> dict[str, Any]:
    """The tables in order as ``sheets``, as ``xlsx.sheets_of`` gives them; ``table`` is the number, ``title`` what
    stands before. ``head`` are the document's first lines, with an empty one where something stands apart;
    ``paragraphs`` its text as ``plans.outline_rows`` takes it.

    Raises ``Refusal`` for a file that is no Word document, is too large in any way, or is protected.
    """
    body, numbers = _opened(data)
    if body is None:
        raise Refusal("no-table")
    text: list[str] = []
    found = list(_tables(body, numbers, text))
    return {"sheets": found, "head": _head(body, numbers), "paragraphs": [(one, 0, False) for one in text]}


def _head(body: Any, numbers: ListNumbers) -> list[str]:
    lines: list[str] = []
    for element in _blocks(body):
        if len(lines) >= HEAD_LINES:
            break
        if element.tag == f"{W}p":
            lines += lined(_text(element)).splitlines() or [""]
            continue
        rows, _ = _rows(element, numbers)
        if any(len(cells) > HEAD_COLUMNS for _, cells in rows):
            break
        for _, cells in rows:
            for cell in cells:
                lines += [*cell.splitlines(), ""]
    return lines[:HEAD_LINES]


def _opened(data: bytes) -> tuple[Any, ListNumbers]:
    """The document's body, None where it has none, and how its lists are numbered."""
    from docx import Document
    from lxml.etree import LxmlError

    parts = unpacked_parts(data, "word/document.xml")
    if any(b"<!DOCTYPE" in part[:4096].upper() or b"<!ENTITY" in part for part in parts.values()):
        raise Refusal("doctype")
    kept = {name: part for name, part in parts.items() if name in NEEDED}
    try:
        document = Document(packed_parts({**_frame(kept), **kept}))
        body = document.element.body
    except (LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise Refusal("damaged") from error
    return body, ListNumbers(kept.get("word/numbering.xml", b""))


def _frame(kept: dict[str, bytes]) -> dict[str, bytes]:
    """What holds the parts together, ours instead of the file's: nothing outside and nothing else is referred to."""
    kinds = {"word/document.xml": "document.main", "word/styles.xml": "styles", "word/numbering.xml": "numbering"}
    types = "".join(f'<Override PartName="/{name}" ContentType="{TYPE}.{kinds[name]}+xml"/>' for name in kept)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{types}</Types>"
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{office}/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ).encode(),
    }


def _tables(body: Any, numbers: ListNumbers, text: list[str]) -> Iterator[dict[str, Any]]:
    """Every table that stands in the text itself (not within another), with the paragraphs before it; all of them are
    added to ``text``.
    """
    before: list[str] = []
    filled = 0
    count = 0
    for element in _blocks(body):
        if element.tag == f"{W}p":
            said = lined(numbers.labelled(element, _text(element)))
            before = [*before, said][-TITLE_LINES:] if said else before
            text += said.splitlines()
            continue
        count += 1
        if count > MOST_TABLES:
            raise Refusal("tables", most=MOST_TABLES)
        rows, merged = _rows(element, numbers)
        filled += sum(1 for _, cells in rows for cell in cells if cell)
        if filled > MOST_CELLS:
            raise Refusal("cells", most=MOST_CELLS)
        if rows:
            title = "\n".join(before)
            yield {"name": "", "hidden": False, "merged": merged, "rows": rows, "table": count, "title": title}
        before = []


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those within content controls."""
    for element in body:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag == f"{W}sdt":
            content = element.find(f"{W}sdtContent")
            if content is not None:
                yield from (one for one in content if one.tag in (f"{W}p", f"{W}tbl"))


def _rows(table: Any, numbers: ListNumbers) -> tuple[list[tuple[int, list[str]]], list[list[int]]]:
    """The rows that hold anything, and the merged areas, counted from 0."""
    rows: list[tuple[int, list[str]]] = []
    merged: list[list[int]] = []
    open_areas: dict[int, list[int]] = {}
    for number, row in enumerate(table.iter(f"{W}tr")):
        if next(row.iterancestors(f"{W}tbl")) is not table:
            continue  # of a table within a cell
        if number >= MOST_ROWS:
            raise Refusal("rows", row=number + 1, most=MOST_ROWS)
        cells: list[str] = []
        at = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        cells += [""] * min(at, MOST_COLUMNS)
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            span = max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
            at = len(cells)
            if at + span > MOST_COLUMNS:
                raise Refusal("columns", row=number + 1, most=MOST_COLUMNS)
            joins = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = joins is not None and joins.get(f"{W}val", "continue") != "restart"
            if goes_on and at in open_areas:
                open_areas[at][2] = number
                cells += [""] * span
                continue
            area = [number, at, number, at + span - 1]
            open_areas.pop(at, None)
            if joins is not None:
                open_areas[at] = area
            if joins is not None or span > 1:
                merged.append(area)
            cells += [lined(_cell(cell, numbers)), *[""] * (span - 1)]
        for column in [column for column, area in open_areas.items() if area[2] < number]:
            del open_areas[column]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append((number + 1, cells))
    return rows, [area for area in merged if area[0] != area[2] or area[1] != area[3]]


def _cell(cell: Any, numbers: ListNumbers) -> str:
    """The paragraphs of a cell, one a line, lists with their numbers or dashes."""
    return "\n".join(numbers.labelled(paragraph, _text(paragraph)) for paragraph in cell.iter(f"{W}p"))


def _text(paragraph: Any) -> str:
    """The paragraph's text as it stands after all changes that are marked in it."""
    parts: list[str] = []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag == f"{W}noBreakHyphen":
            parts.append("-")
        else:
            parts.append("\n" if element.tag in (f"{W}br", f"{W}cr") else " ")
    return "".join(parts)


def _number(element: Any, default: int) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else default
