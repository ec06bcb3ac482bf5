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
from collections.abc import Callable
from typing import Any, BinaryIO

from bot.importing.cell_text import lined, plain
from bot.importing.limits import MOST_TEXT, PDF_MEMORY, PDF_SECONDS, READ_MEMORY, READ_SECONDS
from bot.importing.page_range import ALL, PageRange
from bot.importing.sniff import Refusal, is_pdf, refuse_foreign

TABLE, PLAN, OUTLINE = b"T", b"P", b"O"
"""What a file is to be read as: figures of an index, the tasks of a plan, or only as far as to know which it is."""
LIMITS = {"sheet": (READ_SECONDS, READ_MEMORY), "pdf": (PDF_SECONDS, PDF_MEMORY)}
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
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read(data: bytes, plan: bool = False, pages: PageRange = ALL) -> dict[str, Any]:
    """The sheets of a file: ``{"format", "sheets"}`` or ``{"refused": [reason, values]}``. Only of a ``plan`` are Word
    documents read and the lines within cells kept; only of a table are PDF read, and only these ``pages`` of one.
    """
    text_of = lined if plan else plain
    try:
        if data.startswith(b"PK"):
            found = _office(data, plan, text_of)
        elif is_pdf(data) and not plan:
            from bot.importing.pdf.document import tables_of

            found = {"format": "pdf", **tables_of(data, pages)}
        else:
            refuse_foreign(data)
            from bot.importing.csv_text import sheet_of

            found = {"format": "csv", "sheets": [sheet_of(data, text_of)]}
    except Refusal as refusal:
        return {"refused": [refusal.reason, refusal.values]}
    except MemoryError:
        return {"refused": ["pdf-memory" if is_pdf(data) else "memory", {}]}
    except Exception:
        # The parser met something nobody thought of: that, too, is said in words.
        return {"refused": ["pdf-failed" if is_pdf(data) else "failed", {}]}
    if _characters(found["sheets"]) > MOST_TEXT:
        return {"refused": ["text", {"most": MOST_TEXT}]}
    return found


def _office(data: bytes, plan: bool, text_of: Callable[[str], str]) -> dict[str, Any]:
    from bot.importing.xlsx import holds, sheets_of

    if plan and holds(data, "word/document.xml"):
        from bot.importing.docx import document_of

        return {"format": "docx", **document_of(data)}
    return {"format": "xlsx", "sheets": sheets_of(data, text_of)}


def examined(known: bytes, sheets: dict[str, Any]) -> dict[str, Any]:
    """What the parent is answered of sheets that could be read: ``{"draft", "problems"}``, or ``refused``.

    ``known`` are the file's name and hash, the request and the background, pickled by the parent: our own values. The
    other way only JSON goes. Of a plan the answer is ``{"plan"}``, and the background is the catalogue; of an outline
    it is ``{"outline"}``.
    """
    try:
        # Loaded only now: most files that are no table are refused without it.
        from bot.importing.examination import examine
        from bot.importing.grid import grid_of
        from bot.importing.plain_values import packed

        name, file_hash, request, background = pickle.loads(known)
        if sheets["kind"] == OUTLINE:
            from bot.importing.outline import outline_of

            return {"outline": packed(outline_of(grid_of(name, file_hash, sheets), sheets.get("head", ()), background))}
        if sheets["kind"] == PLAN:
            from bot.importing.plans.understanding import understand_plan

            return {"plan": packed(understand_plan(grid_of(name, file_hash, sheets), request, background))}
        found = examine(grid_of(name, file_hash, sheets), request, background)
        return {"draft": packed(found.draft), "problems": packed(found.problems)}
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
    found = read(stream.read(), kind != TABLE, (first, last))
    return found if "refused" in found else examined(known, {**found, "kind": kind})


def _characters(sheets: list[dict[str, Any]]) -> int:
    cells = (cell for sheet in sheets for _, row in sheet["rows"] for cell in row)
    return sum(len(cell) for cell in cells if isinstance(cell, str))


def main() -> None:
    limit(sys.argv[1])
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer), ensure_ascii=True, allow_nan=False))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
