"""XLSX bytes -> the values of its sheets, by calamine, which only sees what was unpacked within the limits.

This runs in the reading process.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from bot.importing.cell_text import plain
from bot.importing.limits import (
    MOST_CELLS,
    MOST_ENTRIES,
    MOST_MERGED,
    MOST_RATIO,
    MOST_SHEETS,
    MOST_UNPACKED,
    RATIO_FROM,
)
from bot.importing.sniff import Refusal
from bot.importing.xlsx_extent import Survey, sheet_paths, survey, without_tail

OTHERS = (
    ("word/", "word"),
    ("ppt/", "word"),
    ("mimetype", "opendocument"),
    ("xl/workbook.bin", "xlsb"),
    ("Index/Document.iwa", "opendocument"),
)
NEEDLESS = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/theme/", "xl/externalLinks/", "xl/pivot", "xl/calcChain")
ENCRYPTED = 0x1


def sheets_of(data: bytes, text_of: Callable[[str], str] = plain) -> list[dict[str, Any]]:
    """The worksheets in order: ``name``, ``hidden``, ``merged`` (row, column, row, column; from 0) and ``rows``, each
    text as ``text_of`` gives it.

    Raises ``Refusal`` for a file that is no workbook, is too large in any way, is protected, or has macros.
    """
    parts = unpacked_parts(data, "xl/workbook.xml")
    paths = sheet_paths(parts)
    if not paths:
        raise Refusal("damaged")
    if len(paths) > MOST_SHEETS:
        raise Refusal("sheets", most=MOST_SHEETS)
    for path in paths.values():
        if path in parts:
            parts[path] = without_tail(parts[path])
    surveys = {name: survey(parts[path], name) for name, path in paths.items() if path in parts}
    if sum(found.filled for found in surveys.values()) > MOST_CELLS:
        raise Refusal("cells", most=MOST_CELLS)
    try:
        return _values(packed_parts(parts), surveys, text_of)
    except (CalamineError, ValueError) as error:
        raise Refusal("damaged") from error


def holds(data: bytes, name: str) -> bool:
    """Whether a zip archive has a file of that name; False for what is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return name in archive.NameToInfo
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False


def unpacked_parts(data: bytes, main: str) -> dict[str, bytes]:
    """The XML parts of an Office file whose main part is ``main``. Raises ``Refusal`` otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse(entries, main)
            return {
                entry.filename: archive.read(entry)
                for entry in entries
                if entry.filename.endswith((".xml", ".rels")) and not entry.filename.startswith(NEEDLESS)
            }
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Refusal("damaged") from error


def _refuse(entries: list[zipfile.ZipInfo], main: str) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refusal("entries", n=len(entries), most=MOST_ENTRIES)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refusal("password")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refusal("unpacked", most=MOST_UNPACKED // 1024 // 1024)
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(1, entry.compress_size):
            raise Refusal("ratio", most=MOST_RATIO)
    names = {entry.filename for entry in entries}
    for beginning, reason in OTHERS:
        if any(name.startswith(beginning) for name in names) and not main.startswith(beginning):
            raise Refusal(reason)
    if any(name.endswith("vbaProject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise Refusal("macros")
    if main not in names:
        raise Refusal("archive")


def packed_parts(parts: dict[str, bytes]) -> io.BytesIO:
    """An archive of exactly the parts that were unpacked, so that sizes that lie and hidden extra data end here."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    packed.seek(0)
    return packed


def _values(file: io.BytesIO, surveys: dict[str, Survey], text_of: Callable[[str], str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    with CalamineWorkbook.from_filelike(file) as workbook:
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet or meta.name not in surveys:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            odd = surveys[meta.name].odd
            rows: list[tuple[int, list[Any]]] = []
            for at, values in enumerate(sheet.to_python(skip_empty_area=False)):
                cells = [_cell(value, odd.get((at, place), ""), text_of) for place, value in enumerate(values)]
                while cells and cells[-1] is None:
                    cells.pop()
                if cells:
                    rows.append((at + 1, cells))
            merged = [[*first, *last] for first, last in (sheet.merged_cell_ranges or ())[:MOST_MERGED]]
            hidden = meta.visible != SheetVisibleEnum.Visible
            found.append({"name": meta.name, "hidden": hidden, "merged": merged, "rows": rows})
    if not any(sheet["rows"] for sheet in found):
        raise Refusal("empty")
    return found


def _cell(value: Any, odd: str, text_of: Callable[[str], str]) -> Any:
    """A text, a number, or None for a blank cell; anything else as ``[kind, text]``."""
    if isinstance(value, str):
        text = text_of(value)
        return text or ([odd, ""] if odd else None)
    if isinstance(value, bool):
        return ["truth", str(value).upper()]
    if isinstance(value, int | float):
        if value != value or value in (float("inf"), float("-inf")):
            return ["endless", str(value)]
        return float(value)
    return ["date", plain(str(value))]
