"""Names of provinces that two readers saw differently, where both can only mean the same one (pure).

One reader drops letters with marks ("Qung Ninh"), the other drops spaces ("BắcNinh"). If each of them is nearest to the
same name, and one of them is that name but for what readers drop, nobody need be asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.importing.cell_places import CellDoubt
from bot.importing.grid import Cell, Grid, Row, Sheet
from bot.names.normalize import fold
from data.model.names import Name

NEAR = 78.0
CLEAR = 5.0
"""By so much, of 100, the nearest name must be nearer than the next."""


class DoubtedNames:
    """Knows the names of provinces, also of those that ended."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names: dict[str, str] = {}
        self._official: dict[str, str] = {}
        for name in names:
            if name.kind == "province":
                self._official[name.id] = name.name_vi
                for text in (name.name_vi, f"Tỉnh {name.name_vi}", f"Thành phố {name.name_vi}", f"TP {name.name_vi}"):
                    self._names[_closed(text)] = name.id
                for alias in name.aliases:
                    if len(_closed(alias)) > 5:
                        self._names.setdefault(_closed(alias), name.id)

    def settled(self, grid: Grid) -> Grid:
        """The grid without the doubts about names that are none."""
        if not any(sheet.doubts for sheet in grid.sheets):
            return grid
        return replace(grid, sheets=tuple(map(self._sheet, grid.sheets)))

    def one(self, readings: tuple[str, ...]) -> str:
        """The name that all readings of a cell mean; '' if they may mean different ones, or none."""
        if len(readings) < 2:
            return ""
        found = [self._nearest(text) for text in readings]
        ids = {id for id, _ in found}
        return self._official.get(ids.pop(), "") if len(ids) == 1 and any(exact for _, exact in found) else ""

    def _sheet(self, sheet: Sheet) -> Sheet:
        meant: dict[tuple[int, int], str] = {}
        for key, doubt in sheet.doubts.items():
            if _wordy(doubt) and (name := self.one(doubt.readings)):
                meant[key] = name
        rows = tuple(Row(row.number, _cells(row, meant)) for row in sheet.rows)
        return replace(sheet, rows=rows, doubts={key: one for key, one in sheet.doubts.items() if key not in meant})

    def _nearest(self, text: str) -> tuple[str, bool]:
        """The province a reading is nearest to ('' for none), and whether it is that name but for dropped letters."""
        closed = _closed(text)
        if closed in self._names:
            return self._names[closed], True
        bare = text.replace(" ", "")
        dropped = {id for id, name in self._official.items() if _only_dropped(bare, name.replace(" ", ""))}
        if len(dropped) == 1:
            return dropped.pop(), True
        near = process.extract(closed, self._names.keys(), scorer=fuzz.ratio, limit=8)
        if not near or near[0][1] < NEAR:
            return "", False
        best = self._names[near[0][0]]
        other = next((score for name, score, _ in near if self._names[name] != best), 0.0)
        return (best, False) if near[0][1] - other >= CLEAR else ("", False)


def _wordy(doubt: CellDoubt) -> bool:
    return all(sum(map(str.isalpha, text)) >= 2 and not any(map(str.isdigit, text)) for text in doubt.readings)


def _cells(row: Row, meant: dict[tuple[int, int], str]) -> tuple[Cell, ...]:
    return tuple(meant.get((row.number, at), cell) for at, cell in enumerate(row.cells))


def _closed(text: str) -> str:
    return fold(text).replace(" ", "")


def _only_dropped(read: str, name: str) -> bool:
    """Whether a reading is the name without some of its letters that have marks."""
    at = 0
    for letter in name:
        plain = fold(letter)
        if at < len(read) and fold(read[at]) == plain:
            at += 1
        elif plain == letter.lower():
            return False
    return at == len(read)
