"""``make bench``: how fast the bot is, as ratios measured in one run, printed and written to ``bench.txt``.

A benchmark, not a test: it always ends with exit code 0. Every comparison is made in turns, several rounds, and
the median of the rounds counts. ``python -m tests.bench names chat`` measures only these parts.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from data.database import Database
from tests.bench.tools import Row

FILE = Path("bench.txt")
MARK = {True: "yes", False: "no", None: ""}


def parts(path: Path) -> dict[str, Callable[[], list[Row]]]:
    """What is measured, in order; ``path`` is a database that is built already."""

    def names() -> list[Row]:
        from tests.bench import names

        return names.rows()

    def questions() -> list[Row]:
        from tests.bench import questions

        return questions.rows()

    def chat() -> list[Row]:
        from tests.bench import chat

        return chat.rows(path)

    def http() -> list[Row]:
        from tests.bench import http

        return http.rows(path)

    def pictures() -> list[Row]:
        from tests.bench import pictures

        return pictures.rows(path)

    def scans() -> list[Row]:
        from tests.bench import scans

        return scans.rows(path)

    def web() -> list[Row]:
        from tests.bench import web

        return web.rows(path)

    def start() -> list[Row]:
        from tests.bench import start

        return [*start.rows(path), *start.building()]

    def alerts() -> list[Row]:
        from tests.bench import alerts

        return alerts.rows()

    def outbox() -> list[Row]:
        from tests.bench import outbox

        return outbox.rows()

    def webhook() -> list[Row]:
        from tests.bench import webhook

        return webhook.rows(path)

    def workers() -> list[Row]:
        from tests.bench import workers

        return workers.rows(path)

    def engines() -> list[Row]:
        from tests.bench import engines

        return engines.rows()

    def plans() -> list[Row]:
        from tests.bench import plans

        return plans.rows(path)

    def reminders() -> list[Row]:
        from tests.bench import reminders

        return reminders.rows(path)

    return {
        "names": names, "questions": questions, "chat": chat, "http": http, "webhook": webhook, "pictures": pictures,
        "web": web, "start": start, "alerts": alerts, "outbox": outbox, "workers": workers,
        "engines": engines, "plans": plans, "reminders": reminders, "scans": scans,
    }  # fmt: skip


async def build(path: Path) -> None:
    async with await Database.open(path):
        pass


def measure(wanted: list[str]) -> list[Row]:
    """All rows of the parts wanted (all, if none is named). A part that fails becomes a row that says so."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chisotinh.sqlite3"
        asyncio.run(build(path))
        for name, rows in parts(path).items():
            if wanted and name not in wanted:
                continue
            print(f"measuring: {name} …", file=sys.stderr, flush=True)
            try:
                found += rows()
            except Exception as error:
                traceback.print_exc()
                found.append(Row(name, f"failed: {error!r}", "", False))
    return found


def table(rows: list[Row]) -> Table:
    drawn = Table(title="Chỉ Số Tỉnh: speed", title_justify="left")
    for heading in ("what", "measured", "goal", "met"):
        drawn.add_column(heading, overflow="fold")
    for row in rows:
        drawn.add_row(row.what, row.measured, row.goal, MARK[row.met])
    return drawn


def main() -> None:
    began = time.perf_counter()
    drawn = table(measure(sys.argv[1:]))
    drawn.caption = (
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {time.perf_counter() - began:.0f} s"
    )
    Console().print(drawn)
    with FILE.open("w", encoding="utf-8") as file:
        Console(file=file, width=140).print(drawn)


if __name__ == "__main__":
    main()
