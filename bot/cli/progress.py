"""The progress of an alert at the terminal."""

from __future__ import annotations

import asyncio
from typing import Any

POLL = 0.5
"""Seconds between two looks at the progress."""
NOTHING_MOVES = 60
"""Looks without any progress after which somebody may have forgotten to run the bot."""


async def watch(database: Any, alert: int) -> None:
    """A progress bar until nothing is left to be sent for now."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from data.alerts.outbox import Outbox

    outbox = Outbox(database)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    still = 0
    with Progress(*columns) as bar:
        found = await outbox.progress(alert)
        task = bar.add_task(f"alert {alert}", total=found.total)
        while True:
            done = found.ended + found.held
            bar.update(task, completed=done)
            if not found.pending:
                return
            await asyncio.sleep(POLL)
            found = await outbox.progress(alert)
            still = still + 1 if found.ended + found.held == done else 0
            if still == NOTHING_MOVES:
                bar.console.print(
                    "Nothing moves: is `chisotinh run` running, or are these quiet hours? Ctrl-C stops watching."
                )
