"""The reading process: ``python -m bot.importing.worker sheet`` (or ``pdf``, which may take longer), the file on
standard input, JSON on standard output.

It is a process of its own because a file of 1.5 kB can make calamine ask for any amount of memory (which then aborts
the whole process), and because a process can be ended when it takes too long: not only parsing, also understanding and
checking a table is work on what a stranger wrote. It can open nothing, it is told nothing but the bytes and the public
figures to hold them against, and what it answers is read as data.
"""

from __future__ import annotations

import json
import pickle
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable
from typing import Any, BinaryIO

from bot.importing.cell_text import lined, plain
from bot.importing.limits import (
    MOST_TEXT,
    PDF_MEMORY,
    PDF_SECONDS,
    PICTURES_IN_PDF,
    READ_MEMORY,
    READ_SECONDS,
    SCAN_MEMORY,
    SCAN_SECONDS,
)
from bot.importing.page_range import ALL, PageRange
from bot.importing.sniff import CELLS_MARK, Refusal, is_pdf, is_picture, refuse_foreign

TABLE, PLAN, OUTLINE, CUTTING, FACTS = b"T", b"P", b"O", b"C", b"F"
"""What a file is to be read as: figures of an index, the tasks of a plan, only as far as to know which it is, a picture
that parts are cut out of, or single facts of many sources.
"""
LIMITS = {
    "sheet": (READ_SECONDS, READ_MEMORY),
    "pdf": (PDF_SECONDS, PDF_MEMORY),
    "picture": (SCAN_SECONDS, SCAN_MEMORY),
}
"""The seconds and the bytes of memory that reading each kind of file may take."""
MOST_TRACE = 4_000
"""Characters of a traceback that are told to the log."""


def limit(kind: str) -> None:
    """Limit this process as far as the system can; on Windows only the parent limits the time."""
    seconds, memory = LIMITS[kind]
    try:
        import resource
    except ImportError:
        return
    # A page of a PDF may turn out to be a picture: then the limits are raised to those of one.
    longest, most = (PDF_SECONDS * PICTURES_IN_PDF, SCAN_MEMORY) if kind == "pdf" else (seconds, memory)
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(longest) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read(data: bytes, plan: bool = False, pages: PageRange = ALL) -> dict[str, Any]:
    """The sheets of a file: ``{"format", "sheets"}`` or ``{"refused": [reason, values]}``. Only of a ``plan`` are Word
    documents read and the lines within cells kept, and a PDF is read whole; of a table only these ``pages`` of one are.
    """
    text_of = lined if plan else plain
    try:
        if data.startswith(b"PK"):
            found = _office(data, plan, text_of)
        elif is_pdf(data) and plan:
            from bot.importing.pdf.plan_document import document_of

            found = _with_text({"format": "pdf", **document_of(data)})
        elif is_pdf(data):
            from bot.importing.pdf.document import tables_of

            found = {"format": "pdf", **tables_of(data, pages)}
        elif is_picture(data) and not plan:
            from bot.importing.scan import read_pictures

            found = {"format": "picture", "sheets": read_pictures(data)}
        elif data.startswith(CELLS_MARK):
            found = json.loads(data.removeprefix(CELLS_MARK))
        else:
            refuse_foreign(data)
            from bot.importing.csv_text import sheet_of

            found = {"format": "csv", "sheets": [sheet_of(data, text_of)]}
    except Refusal as refusal:
        return {"refused": [refusal.reason, refusal.values]}
    except MemoryError:
        return {"refused": [_own("memory", data), {}]}
    except Exception:
        # The parser met something nobody thought of: that, too, is said in words.
        return {"refused": [_own("failed", data), {}], "trace": traceback.format_exc()[-MOST_TRACE:]}
    if _characters(found["sheets"]) > MOST_TEXT:
        return {"refused": ["text", {"most": MOST_TEXT}]}
    return found


def _with_text(document: dict[str, Any]) -> dict[str, Any]:
    """A document with the tasks in its text, if it has any, as one more sheet."""
    from bot.importing.plans.outline_rows import outlined

    sheet = outlined(document.pop("paragraphs"))
    if sheet is None and not any(one["rows"] for one in document["sheets"]):
        raise Refusal("pdf-no-table" if document["format"] == "pdf" else "no-table")
    return {**document, "sheets": [*document["sheets"], *([sheet] if sheet is not None else [])]}


def _own(reason: str, data: bytes) -> str:
    """The reason as it is worded for a file of its kind."""
    return f"pdf-{reason}" if is_pdf(data) else f"picture-{reason}" if is_picture(data) else reason


def _office(data: bytes, plan: bool, text_of: Callable[[str], str]) -> dict[str, Any]:
    from bot.importing.xlsx import holds, sheets_of

    if plan and holds(data, "word/document.xml"):
        from bot.importing.docx import document_of

        return _with_text({"format": "docx", **document_of(data)})
    return {"format": "xlsx", "sheets": sheets_of(data, text_of)}


def examined(known: bytes, sheets: dict[str, Any]) -> dict[str, Any]:
    """What the parent is answered of sheets that could be read: ``{"draft", "problems", "doubts"}``, or ``refused``.

    ``known`` are the file's name and hash, the request, the background and the answers about single cells, pickled by
    the parent: our own values. The other way only JSON goes. Of a plan the answer is ``{"plan"}``, and the background
    is the catalogue; of an outline it is ``{"outline"}``, of single facts ``{"facts"}``. Of a picture its ``cells`` go
    back, too, to be given the next time in its place.
    """
    try:
        # Loaded only now: most files that are no table are refused without it.
        from bot.importing.examination import examine
        from bot.importing.grid import grid_of
        from bot.importing.plain_values import packed

        name, file_hash, request, background, answers = pickle.loads(known)
        if sheets["kind"] == OUTLINE:
            from bot.importing.outline import outline_of

            return {"outline": packed(outline_of(grid_of(name, file_hash, sheets), sheets.get("head", ()), background))}
        if sheets["kind"] == FACTS:
            from bot.importing.facts.facts_file import FactsReader
            from bot.names import Gazetteer

            grid = grid_of(name, file_hash, sheets)
            return {"facts": packed(FactsReader(grid, background, Gazetteer(background.names)).read())}
        if sheets["kind"] == PLAN:
            from bot.importing.plans.understanding import understand_plan

            return {"plan": packed(understand_plan(grid_of(name, file_hash, sheets), request, background))}
        grid = grid_of(name, file_hash, sheets)
        found = examine(grid, request, background, answers)
        answer = {"draft": packed(found.draft), "problems": packed(found.problems), "doubts": packed(found.doubts)}
        if grid.pictured:
            answer["cells"] = {name: value for name, value in sheets.items() if name != "kind"}
        return answer
    except MemoryError:
        return {"refused": ["memory", {}]}
    except Exception:
        return {"refused": ["failed", {}], "trace": traceback.format_exc()[-MOST_TRACE:]}


def answer(stream: BinaryIO) -> dict[str, Any]:
    """The answer to what ``files.parcel`` made."""
    size = int.from_bytes(stream.read(8), "big")
    kind = stream.read(1)
    first, last = int.from_bytes(stream.read(4), "big"), int.from_bytes(stream.read(4), "big")
    known = stream.read(size)
    if kind == CUTTING:
        return cut(known, stream.read())
    found = read(stream.read(), kind not in (TABLE, FACTS), (first, last))
    return found if "refused" in found else examined(known, {**found, "kind": kind})


def cut(known: bytes, data: bytes) -> dict[str, Any]:
    """The picture of single cells, as PNG in base64, or ``refused``; ``known`` are their places."""
    from bot.importing.scanning.cutting import cut_out

    try:
        return {"png": b64encode(cut_out(data, pickle.loads(known))).decode()}
    except Refusal as refusal:
        return {"refused": [refusal.reason, refusal.values]}


def _characters(sheets: list[dict[str, Any]]) -> int:
    cells = (cell for sheet in sheets for _, row in sheet["rows"] for cell in row)
    return sum(len(cell) for cell in cells if isinstance(cell, str))


def main() -> None:
    limit(sys.argv[1])
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer), ensure_ascii=True, allow_nan=False))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
