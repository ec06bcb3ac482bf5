"""Tasks that stand in the text of a plan, in numbered paragraphs -> a sheet as if they stood in a table (pure).

"1. Rà soát …", and below it "- Cơ quan chủ trì: Sở Nội vụ", "- Thời gian hoàn thành: Quý II/2026". Only what such a
label names is an agency or a time. A paragraph is a task if labels follow it; numbered ones above it are its headings,
all other text is no task. Labels behind several dashes in turn make a task of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.importing.plans.column_roles import ColumnRole, role_of
from bot.importing.plans.numbering import DASH, depth_of, taken_off
from bot.names.normalize import fold_in_place

COLUMNS: tuple[tuple[ColumnRole, str], ...] = (
    ("number", "TT"), ("task", "Nhiệm vụ"), ("lead", "Cơ quan chủ trì"), ("coordinating", "Cơ quan phối hợp"),
    ("due", "Thời gian hoàn thành"), ("product", "Sản phẩm"), ("criteria", "Tiêu chí"),
)  # fmt: skip
WHO = r"(?:co quan |don vi )?"
LABEL = re.compile(
    r"(?:^(?:[-–+•*●▪]\s?)?|[.;,(]\s?|\s[-–+•]\s?)"
    rf"({WHO}chu tri(?:,|,? va|/)?\s?phoi hop"
    rf"|(?:cac )?{WHO}(?:chu tri|dau moi|phoi hop|thuc hien|chiu trach nhiem)(?: thuc hien| chinh)?|co quan|don vi"
    r"|thoi (?:gian|han|diem)(?: thuc hien| hoan thanh| bao cao)?|tien do(?: thuc hien)?|lo trinh|han hoan thanh"
    r"|san pham(?:,? (?:dau ra|ket qua))?|ket qua(?: dau ra| dat duoc)?"
    r"|(?:tieu chi|chi so)(?: lien quan| thanh phan| tac dong)?)\s?:"
)
"""A label, behind the beginning of a paragraph, the end of a sentence, or a dash."""
CLOSES = re.compile(r"tren day la\b|noi nhan\b|tm\. |kt\. ")
"""What ends a document: nothing behind it is of its last task."""
FEWEST = 2
"""So many tasks with an agency make an outline of a text: one label may stand anywhere."""
Facts = dict[ColumnRole, str]


@dataclass(slots=True)
class _Item:
    """A numbered paragraph, or a run of dashes below one, with what labels say of it."""

    at: int
    number: str
    text: str
    facts: Facts = field(default_factory=dict)


def outlined(paragraphs: Sequence[tuple[str, int, bool]]) -> dict[str, Any] | None:
    """The sheet of the tasks in a text, or None if there are not ``FEWEST`` with an agency.

    ``paragraphs`` are (text, page or 0, whether it stands in columns); those are none. The rows of the sheet have the
    numbers of the paragraphs, its header 0.
    """
    items = [item for block in _blocks(paragraphs) for item in _items(block)]
    if sum(1 for item in items if item.facts.keys() & {"lead", "both"}) < FEWEST:
        return None
    rows: list[tuple[int, list[str]]] = [(0, [header for _, header in COLUMNS])]
    merged: list[list[int]] = []
    places: list[list[Any]] = []
    for place, item in enumerate(items):
        if not item.facts and not _heads(item, items[place + 1 :]):
            continue
        if not item.facts:
            merged.append([item.at - 1, 1, item.at - 1, len(COLUMNS) - 1])
        cells = [item.number, item.text, *(_said(item.facts, role) for role, _ in COLUMNS[2:])]
        while not cells[-1]:
            cells.pop()
        rows.append((item.at, cells))
        if page := paragraphs[item.at - 1][1]:
            places.append([item.at, 1, page, 0.0, 0.0, 1.0, 1.0])
    return {"name": "", "hidden": False, "rows": rows, "merged": merged, "places": places, "outlined": True}


def _said(facts: Facts, role: ColumnRole) -> str:
    """What is said in a role; an agency that both leads and coordinates is told apart where agencies are read."""
    return facts.get(role, "") or (facts.get("both", "") if role == "lead" else "")


def _heads(item: _Item, after: Sequence[_Item]) -> bool:
    """Whether a task stands below a paragraph, before the next of its depth."""
    for one in after:
        if _depth(one) <= _depth(item):
            return False
        if one.facts:
            return True
    return False


def _depth(item: _Item) -> int:
    return depth_of(item.number) if item.number else 9


def _blocks(paragraphs: Sequence[tuple[str, int, bool]]) -> Iterator[list[tuple[int, str, str, Facts]]]:
    """The paragraphs from one number to the next, each as (place, number or dash, text, what labels say)."""
    block: list[tuple[int, str, str, Facts]] = []
    for at, said, columns in _joined(paragraphs):
        folded = fold_in_place(said.strip())
        if CLOSES.match(folded):
            if block:
                yield block
            block = []
        if not folded or (columns and not LABEL.search(folded)):
            continue
        number, text = taken_off(said.strip())
        text, facts = _labelled(text if number else said.strip())
        if number and text:
            if block:
                yield block
            block = [(at, number, text, facts)]
        elif block:
            dash = "-" if DASH.match(text) else ""
            block.append((at, dash, DASH.sub("", text, count=1).strip() if dash else text, facts))
    if block:
        yield block


def _joined(paragraphs: Sequence[tuple[str, int, bool]]) -> Iterator[tuple[int, str, bool]]:
    """The paragraphs with their places; one that begins with a small letter is the rest of that before it."""
    held: tuple[int, str, bool] | None = None
    for at, (text, _, columns) in enumerate(paragraphs, 1):
        said = text.strip()
        if held is not None and said[:1].islower() and not taken_off(said)[0]:
            held = (held[0], f"{held[1]} {said}", held[2])
            continue
        if held is not None:
            yield held
        held = (at, said, columns)
    if held is not None:
        yield held


def _labelled(text: str) -> tuple[str, Facts]:
    """The text before its first label, and what its labels say."""
    found = list(LABEL.finditer(fold_in_place(text)))
    if not found:
        return text, {}
    facts: Facts = {}
    for one, end in zip(found, [*(one.start() for one in found[1:]), len(text)], strict=True):
        role = role_of(text[one.start(1) : one.end(1)])[0]
        _add(facts, role, text[one.end() : end].strip(" .;,()"))
    return text[: found[0].start()].strip(" .;,(-–+•"), facts


def _items(block: Sequence[tuple[int, str, str, Facts]]) -> Iterator[_Item]:
    """What a block holds: one task with its details, or a heading and the tasks of the dashes below it, each of which
    has labels of its own.
    """
    at, number, text, facts = block[0]
    head = last = _Item(at, number, text, dict(facts))
    dashes: list[_Item] = []
    for place, dash, said, more in block[1:]:
        if said and dash and (last.facts or last is head):
            last = _Item(place, "", said)
            dashes.append(last)
        elif said and not last.facts:
            last.text = f"{last.text} {said}"
        for role, value in more.items():
            _add(last.facts, role, value)
    told = [one for one in dashes if one.facts]
    if not head.facts and len(told) >= FEWEST:
        yield head
        yield from told
        return
    for one in dashes:
        head.text = f"{head.text} {one.text}"
        for role, value in one.facts.items():
            _add(head.facts, role, value)
    yield head


def _add(facts: Facts, role: ColumnRole, value: str) -> None:
    """Add what a label says: who leads ("chủ trì") and who carries out ("thực hiện") are both told, none is dropped."""
    said = facts.get(role, "")
    facts[role] = f"{said}; {value}" if said and value and value not in said.split("; ") else said or value
