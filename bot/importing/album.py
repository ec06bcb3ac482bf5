"""Several pictures of one table, sent together: kept as one file, and joined into one sheet (pure).

Pictures overlap, and come in any order: a row that is in two of them is taken once, from where less of it is doubted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.importing.sniff import ALBUM_MARK, Refusal
from bot.names.normalize import fold

MOST_PICTURES = 10
"""As many as an album of Telegram's holds."""


def album_of(pictures: Sequence[bytes]) -> bytes:
    """Pictures as the bytes of one file; a single one is itself."""
    if len(pictures) == 1:
        return pictures[0]
    return ALBUM_MARK + b"".join(len(picture).to_bytes(8, "big") + picture for picture in pictures)


def pictures_of(data: bytes) -> list[bytes]:
    """The pictures of such a file. Raises ``Refusal`` for what ``album_of`` did not make."""
    if not data.startswith(ALBUM_MARK):
        return [data]
    found: list[bytes] = []
    at = len(ALBUM_MARK)
    while at < len(data):
        size = int.from_bytes(data[at : at + 8], "big")
        found.append(data[at + 8 : at + 8 + size])
        at += 8 + size
        if len(found) > MOST_PICTURES or at > len(data):
            raise Refusal("picture-damaged")
    return found


def joined(sheets: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One sheet of the tables of several pictures: the header of the first that has one, then all their rows, those of
    the same text once. Raises ``Refusal`` where their columns differ.
    """
    if len(sheets) == 1:
        return sheets[0]
    if len({_width(sheet) for sheet in sheets}) > 1:
        raise Refusal("album-apart")
    made: dict[str, Any] = {"name": "", "hidden": False, "merged": [], "rows": [], "doubts": [], "places": []}
    made["readers"] = list(dict.fromkeys(reader for sheet in sheets for reader in sheet["readers"]))
    ordered = sorted(sheets, key=lambda sheet: -_head(sheet))
    seen: dict[str, int] = {}
    number = 0
    for place, sheet in enumerate(ordered):
        head = _head(sheet)
        doubted = {row for row, *_ in sheet["doubts"]}
        for own, cells in sheet["rows"]:
            if own <= head and place:
                continue
            key = _key(cells) if own > head else ""
            if key and key in seen and own in doubted:
                continue  # another picture shows it as well
            number = number + 1
            if key and key in seen:
                _drop(made, seen[key])
            if key and own not in doubted:
                seen[key] = number
            made["rows"].append([number, cells])
            made["doubts"] += [[number, *rest] for row, *rest in sheet["doubts"] if row == own]
            made["places"] += [[number, *rest] for row, *rest in sheet["places"] if row == own]
        if not place:
            made["merged"] = [merge for merge in sheet["merged"] if merge[2] < head]
    return made


def _drop(made: dict[str, Any], number: int) -> None:
    for part in ("rows", "doubts", "places"):
        made[part] = [one for one in made[part] if one[0] != number]


def _width(sheet: dict[str, Any]) -> int:
    return max((len(cells) for _, cells in sheet["rows"]), default=0)


def _head(sheet: dict[str, Any]) -> int:
    """The number of the last row above the first with a figure."""
    for number, cells in sheet["rows"]:
        if sum(1 for cell in cells if isinstance(cell, str) and cell[:1].isdigit()) >= 2:
            return int(number) - 1
    return 0


def _key(cells: Sequence[Any]) -> str:
    """What a row says; the same of the same row in two pictures."""
    return fold(" ".join(str(cell) for cell in cells if cell is not None))
