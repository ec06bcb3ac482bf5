"""Starting: a cold ``chisotinh ask`` against the imports it cannot do without, and building the database."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from data.database import Database
from tests.bench.tools import Row, at_most, in_turns, ratio

ROUNDS = 9
BUILDS = 3
LIMIT = 60.0
QUESTION = "/rank Hưng Yên PAPI"
IMPORTS = "import sqlalchemy, sqlalchemy.ext.asyncio, babel, rapidfuzz"
COMMAND = Path(sys.executable).parent / "chisotinh"


def rows(path: Path) -> list[Row]:
    ask = [str(COMMAND), "ask", QUESTION]
    bare = [sys.executable, "-c", IMPORTS]
    _seconds(ask, path)  # writes the byte code
    ours, theirs = in_turns(ROUNDS, lambda: _seconds(ask, path), lambda: _seconds(bare, path))
    detail = f"{statistics.median(ours):.2f} s, {statistics.median(theirs):.2f} s"
    return [at_most("chisotinh ask, cold / importing SQLAlchemy, Babel, rapidfuzz", ratio(ours, theirs), 3, detail)]


def building() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        seconds = [asyncio.run(_build(Path(folder) / f"{number}.sqlite3")) for number in range(BUILDS)]
    return [Row("database built from the shipped figures", f"{statistics.median(seconds):.2f} s")]


async def _build(path: Path) -> float:
    start = time.perf_counter()
    async with await Database.open(path):
        return time.perf_counter() - start


def _seconds(command: list[str], path: Path) -> float:
    environment = os.environ | {"CHISOTINH_DATABASE": str(path), "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment, cwd=path.parent, stdout=subprocess.DEVNULL, timeout=LIMIT)
    return time.perf_counter() - start
