"""The reading process: ``python -m bot.importing.worker``, the file on standard input, JSON on standard output.

It is a process of its own because a file of 1.5 kB can make calamine ask for any amount of memory (which then aborts
the whole process), and because a process can be ended when it takes too long. It can open nothing, it is told nothing
but the bytes, and what it answers is read as data.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from bot.importing.limits import MOST_TEXT, READ_MEMORY, READ_SECONDS
from bot.importing.sniff import Refusal, refuse_foreign


def limit() -> None:
    """Limit this process as far as the system can; on Windows only the parent limits the time."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (READ_MEMORY, READ_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(READ_SECONDS), int(READ_SECONDS)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def read(data: bytes) -> dict[str, Any]:
    """What the parent is answered: ``{"format", "sheets"}`` or ``{"refused": [reason, values]}``."""
    try:
        if data.startswith(b"PK"):
            from bot.importing.xlsx import sheets_of

            answer: dict[str, Any] = {"format": "xlsx", "sheets": sheets_of(data)}
        else:
            refuse_foreign(data)
            from bot.importing.csv_text import sheet_of

            answer = {"format": "csv", "sheets": [sheet_of(data)]}
    except Refusal as refusal:
        return {"refused": [refusal.reason, refusal.values]}
    except MemoryError:
        return {"refused": ["memory", {}]}
    except Exception:
        # The parser met something nobody thought of: that, too, is said in words.
        return {"refused": ["failed", {}]}
    if _characters(answer["sheets"]) > MOST_TEXT:
        return {"refused": ["text", {"most": MOST_TEXT}]}
    return answer


def _characters(sheets: list[dict[str, Any]]) -> int:
    cells = (cell for sheet in sheets for _, row in sheet["rows"] for cell in row)
    return sum(len(cell) for cell in cells if isinstance(cell, str))


def main() -> None:
    limit()
    answer = read(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(answer, ensure_ascii=True, allow_nan=False))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
