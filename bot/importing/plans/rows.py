"""The rows of a plan's table -> tasks as written, each below its headings; lines that go on are joined (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.importing.cell_text import SOFT
from bot.importing.grid import Row
from bot.importing.plans.column_roles import ColumnRole, role_of
from bot.importing.plans.layout import SHORT_NUMBER, PlanTable
from bot.importing.plans.numbering import DASH, bare_number, depth_of, follows, style_of, taken_off, within
from bot.names.normalize import fold

FACTS: tuple[ColumnRole, ...] = ("lead", "coordinating", "both", "due", "product", "criteria")
END = re.compile(
    r"(?:noi nhan|ghi chu|tm uy ban|kt chu tich|chu tich|nguoi lap|lap bieu|tong cong|tong so|danh sach nay|an dinh)\b"
)
GOES_ON = re.compile(r"(?i)\s?\((?:tiếp theo|tiếp|tt)\)\s?$")
DITTO = re.compile(r"(?:nt|như trên|nhu tren|-nt-|\"|”|“|〃|''|-\s?nt\s?-)", re.I)
WIDE = 0.5
"""The part of a table's columns that a heading merged over several covers at least."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that names what the rows below it are for."""

    number: str
    text: str
    row: int
    at: int = 0


@dataclass(slots=True)
class WrittenTask:
    """A task as it is written: ``cells`` hold the texts of its columns by role, each with its row and column."""

    number: str
    rows: list[int]
    headings: tuple[Heading, ...]
    cells: dict[ColumnRole, list[tuple[str, int, int]]] = field(default_factory=dict)
    joined: list[int] = field(default_factory=list)
    """Rows without a number of their own that were read as going on with it."""
    alone: bool = False
    """Whether nothing but its text is said, so that it may as well be a heading."""

    def text(self, role: ColumnRole, soft: str = " ") -> str:
        """What is said in that role; ``soft`` stands where a new line may be meant."""
        return "\n".join(text.replace(SOFT, soft) for text, _, _ in self.cells.get(role, ()))

    def place(self, role: ColumnRole) -> tuple[int, int | None]:
        """Row and column of what is said in that role; the column is None where nothing is."""
        held = self.cells.get(role)
        return (held[0][1], held[0][2]) if held else (self.rows[0], None)


@dataclass(slots=True)
class _Line:
    """A row taken apart: its number, its task, and the other columns that say anything."""

    row: Row
    number: str
    text: str
    at: int
    facts: dict[ColumnRole, list[tuple[str, int, int]]]
    wide: bool
    own_text: bool
    own_number: bool
    only: str


class RowReader:
    """Reads the rows of one table; ``passed`` are the rows that were left aside, as (row, text)."""

    def __init__(self, table: PlanTable) -> None:
        self._table = table
        self._merged = table.merged
        self._task = table.column("task") or 0
        self._number = table.column("number")
        self._headings: list[Heading] = []
        self._letters = False
        self._before: dict[ColumnRole, tuple[str, int, int]] = {}
        self.passed: list[tuple[int, str]] = []

    def tasks(self) -> Iterator[WrittenTask]:
        """The tasks in order."""
        lines = [line for row in self._table.rows if (line := self._line(row)) is not None]
        task: WrittenTask | None = None
        for place, line in enumerate(lines):
            if END.match(fold(line.only)) and not line.number and not line.facts:
                self.passed.append((line.row.number, line.only))
                continue
            if not line.text and not line.facts:
                continue
            if task is not None and self._continues(line, task):
                self._join(task, line)
                continue
            if self._is_heading(line, lines[place + 1 :]):
                self._enter(line)
                continue
            if not line.text:
                self.passed.append((line.row.number, line.only))
                continue
            if task is not None:
                yield task
            task = self._begin(line)
        if task is not None:
            yield task

    def _line(self, row: Row) -> _Line | None:
        merged = self._merged
        origins = merged.origins(row)
        own = [(number, at) for number, at in origins if number == row.number]
        if not own or self._is_header(row, own) or self._counts_columns(row, own):
            return None
        number = merged.text(row, self._number) if self._number is not None else ""
        text, at = merged.text(row, self._task), self._task
        covers = {origin: sum(1 for c in range(merged.width) if merged.origin(row, c) == origin) for origin in own}
        first = own[0]
        widest = max(own, key=lambda origin: covers[origin])
        wide = covers[widest] > max(2, WIDE * len(self._table.roles))
        if wide:
            text, at = merged.text(row, widest[1]), widest[1]
        # One text alone in the row is a heading wherever it stands; a number that is none is its text.
        alone = [origin for origin in own if not bare_number(merged.text(row, origin[1]))]
        one_text = not wide and len(own) <= 2 and len(alone) == 1 and len(origins) == len(own)
        if one_text and (alone[0][1] in (self._number, self._task) or (not text and self._number is None)):
            text, at = merged.text(row, alone[0][1]), alone[0][1]
        held_number = bare_number(number) if not wide or merged.origin(row, self._number or 0) != widest else ""
        if not held_number:
            held_number, text = taken_off(text)
        facts: dict[ColumnRole, list[tuple[str, int, int]]] = {}
        task_origin = merged.origin(row, at)
        seen = {task_origin}
        for column, role in self._table.roles.items():
            origin = merged.origin(row, column)
            said = merged.text(row, column)
            if role not in FACTS or not said or origin in seen:
                continue
            seen.add(origin)
            facts.setdefault(role, []).append((said, row.number, column))
        own_number = bool(held_number) and (self._number is None or merged.own(row, self._number) or not number)
        only = merged.text(row, alone[0][1] if alone else first[1])
        return _Line(row, held_number, text, at, facts, wide, task_origin[0] == row.number, own_number, only)

    def _is_header(self, row: Row, own: Sequence[tuple[int, int]]) -> bool:
        """The header again, or a row of it, as on the next page."""
        texts = [(at, self._merged.text(row, at)) for _, at in own]
        headers = self._table.headers
        same = [at for at, text in texts if len(text) < 80 and text.strip() and fold(text) in fold(headers.get(at, ""))]
        return len(texts) > 1 and len(same) == len(texts) and all(role_of(text)[1] for _, text in texts)

    def _counts_columns(self, row: Row, own: Sequence[tuple[int, int]]) -> bool:
        """ "(1) (2) (3)" or "1 2 3", as official tables have below their header."""
        texts = [self._merged.text(row, at) for _, at in own]
        return len(texts) >= 3 and all(SHORT_NUMBER.fullmatch(text) for text in texts)

    def _continues(self, line: _Line, task: WrittenTask) -> bool:
        """Whether a row goes on with the task above: merged with it, or without a number and beginning within it."""
        if line.own_number or line.wide:
            return False
        own = {role for role, held in line.facts.items() if any(self._merged.own(line.row, at) for _, _, at in held)}
        if not line.own_text:
            return True
        if not line.text:
            return bool(own)
        small = line.text[:1].islower()
        dash = bool(DASH.match(line.text)) and not own
        return (small or dash) and bool(task.number or self._number is None or not own)

    def _join(self, task: WrittenTask, line: _Line) -> None:
        if line.row.number not in task.rows:
            task.rows.append(line.row.number)
        if line.own_text and line.text:
            task.cells.setdefault("task", []).append((line.text, line.row.number, line.at))
            task.joined.append(line.row.number)
        for role, held in line.facts.items():
            mine = task.cells.setdefault(role, [])
            new = [
                one
                for one in held
                if self._merged.own(line.row, one[2]) and one[0] not in [text for text, _, _ in mine]
            ]
            mine += new
            if new and line.own_text and not line.text:
                task.joined.append(line.row.number)

    def _is_heading(self, line: _Line, after: Sequence[_Line]) -> bool:
        if not line.text:
            return False
        if line.wide:
            return True
        if line.facts:
            # What a heading says for all below it ("II | Công khai | | | | | PAPI") is no task's due or agency.
            below = next(iter(after), None)
            only_criteria = set(line.facts) <= {"criteria"}
            return only_criteria and below is not None and depth_of(below.number) > depth_of(line.number)
        following = next((one for one in after if one.text), None)
        if following is None:
            return False
        if not line.number:
            return not DASH.match(line.text)
        if within(following.number, line.number) or not following.number:
            return True
        if follows(line.number, following.number) and style_of(line.number) != "roman":
            # Its equal comes next: a heading would have something below it, unless that one is a heading too.
            return False
        return depth_of(following.number) > depth_of(line.number, self._letters) or bool(
            style_of(line.number) == style_of(following.number) == "whole" and following.number == "1"
        )

    def _enter(self, line: _Line) -> None:
        """A heading: those of its depth and deeper end."""
        self._letters = self._letters or line.number in ("A", "B")
        text = GOES_ON.sub("", " ".join(line.text.split()))
        heading = Heading(line.number, text, line.row.number, line.at)
        said = "\n".join(one for one, _, _ in line.facts.get("criteria", ()))
        if said:
            heading = replace(heading, text=f"{text} ({said})")
        depth = self._depth(heading)
        self._headings = [*(one for one in self._headings if self._depth(one) < depth), heading]

    def _depth(self, heading: Heading) -> int:
        if heading.number:
            return depth_of(heading.number, self._letters)
        return 1 if heading.text.isupper() else 4

    def _begin(self, line: _Line) -> WrittenTask:
        task = WrittenTask(line.number, [line.row.number], tuple(self._headings))
        task.cells["task"] = [(line.text, line.row.number, line.at)]
        task.alone = not line.facts
        for role, held in line.facts.items():
            said = [self._before.get(role, one) if DITTO.fullmatch(one[0].strip()) else one for one in held]
            task.cells[role] = said
            self._before[role] = said[0]
        return task
