"""Several pictures of one table, sent together: kept as one file, and joined into one sheet (pure).

Pictures overlap, and come in any order: a row that is in two of them is taken once, from where less of it is doubted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.importing.sniff import ALBUM_MARK, Refusal
from bot.names.normalize import fold

MOST_PICTURES = 10
"""As many as an album of Telegram's holds."""


def album_of(pictures: Sequence[bytes]) -> bytes:
    """Pictures as the bytes of one file; a single one is itself."""
    if len(pictures) == 1:
        return pictures[0]
    parts = (len(picture).to_bytes(8, "big") + picture for picture in pictures)
    return ALBUM_MARK + bytes([len(pictures)]) + b"".join(parts)


def pictures_of(data: bytes) -> list[bytes]:
    """The pictures of such a file. Raises ``Refusal`` for what ``album_of`` did not make."""
    if not data.startswith(ALBUM_MARK):
        return [data]
    at = len(ALBUM_MARK) + 1
    found: list[bytes] = []
    while at < len(data) and len(found) < MOST_PICTURES:
        size = int.from_bytes(data[at : at + 8], "big")
        found.append(data[at + 8 : at + 8 + size])
        at += 8 + size
    if at != len(data) or len(found) != data[len(ALBUM_MARK)]:
        raise Refusal("picture-damaged")
    return found


def joined(sheets: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One sheet of the tables of several pictures: the header of the first that has one, then all their rows; of a row
    that is in two of them the one of which less is doubted. Raises ``Refusal`` where their columns differ.
    """
    if len(sheets) == 1:
        return sheets[0]
    if len({width_of(sheet) for sheet in sheets}) > 1:
        raise Refusal("album-apart")
    first, *others = sorted(sheets, key=lambda sheet: -head_of(sheet))
    head = head_of(first)
    rows = _rows(first, 0)
    for sheet in others:
        for row in _rows(sheet, head_of(sheet)):
            at = next((place for place, other in enumerate(rows) if place >= head and row.repeats(other)), None)
            if at is None:
                rows.append(row)
            elif len(row.doubts) < len(rows[at].doubts):
                rows[at] = row
    readers = list(dict.fromkeys(reader for sheet in sheets for reader in sheet["readers"]))
    return {
        "name": "",
        "hidden": False,
        "merged": [merge for merge in first["merged"] if merge[2] < head],
        "rows": [[number, row.cells] for number, row in enumerate(rows, 1)],
        "doubts": [[number, *doubt] for number, row in enumerate(rows, 1) for doubt in row.doubts],
        "places": [[number, *place] for number, row in enumerate(rows, 1) for place in row.places],
        "readers": readers,
        "turns": [turn for sheet in sheets for turn in sheet.get("turns", ())],
    }


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row of a picture, with its doubts and places, which lack the row's number."""

    cells: list[Any]
    doubts: tuple[list[Any], ...]
    places: tuple[list[Any], ...]

    def repeats(self, other: PictureRow) -> bool:
        """Whether it is another picture's row: it has the same name, and the same figures as far as they are sure."""
        named = self._named()
        return (
            bool(named)
            and named == other._named()
            and (bool(self.doubts or other.doubts) or self._figures() == other._figures())
        )

    def _named(self) -> str:
        return "".join(fold(cell).replace(" ", "") for cell in self.cells if isinstance(cell, str) and _wordy(cell))

    def _figures(self) -> list[Any]:
        return [cell for cell in self.cells if not (isinstance(cell, str) and _wordy(cell))]


def _rows(sheet: dict[str, Any], after: int) -> list[PictureRow]:
    """The rows below the one of that number."""
    doubts, places = _by_row(sheet["doubts"]), _by_row(sheet["places"])
    return [
        PictureRow(cells, tuple(doubts[number]), tuple(places[number]))
        for number, cells in sheet["rows"]
        if number > after
    ]


def _by_row(values: Sequence[list[Any]]) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = defaultdict(list)
    for number, *rest in values:
        found[number].append(rest)
    return found


def _wordy(cell: str) -> bool:
    return sum(map(str.isalpha, cell)) >= 2


def width_of(sheet: dict[str, Any]) -> int:
    """How many columns the table of a sheet has."""
    return max((len(cells) for _, cells in sheet["rows"]), default=0)


def head_of(sheet: dict[str, Any]) -> int:
    """The number of the last row above the first with figures."""
    for number, cells in sheet["rows"]:
        if sum(1 for cell in cells if isinstance(cell, str) and cell[:1].isdigit()) >= 2:
            return int(number) - 1
    return 0
