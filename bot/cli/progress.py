"""The progress of an alert at the terminal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.i18n import Translator

POLL = 0.5
"""Seconds between two looks at the progress."""
NOTHING_MOVES = 60
"""Looks without any progress after which somebody may have forgotten to run the bot."""


async def watch(database: Any, alert: int, t: Translator) -> None:
    """A progress bar until all that can go has gone; then how the delivery stands, and what is held until when."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from bot.clock import utc_now
    from bot.delivery.notify import report_of
    from bot.render import operator as wording
    from bot.reply import plain_text
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
            back = await outbox.held_back(alert, utc_now())
            if found.pending <= back.chats:
                break
            await asyncio.sleep(POLL)
            found = await outbox.progress(alert)
            still = still + 1 if found.ended + found.held == done else 0
            if still == NOTHING_MOVES:
                bar.console.print(plain_text(wording.nothing_moves(t)))
    report = report_of(found, await outbox.failures(alert), back)
    print(plain_text(wording.report(t, report).html))
