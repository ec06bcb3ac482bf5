"""A process that gathers a day's reminders and kills itself on the way, as ``kill -9`` would.

``python -m tests.support.gathering DATABASE DAY letter|portion N`` dies while it words the N-th message, in the middle
of a transaction, or when the N-th portion is written.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import sys

from bot.tasks.reminders import ReminderRound, ReminderWords
from data.alerts.model import Addressee, Mail
from data.database import Database
from data.model.tasks import Task
from data.store import Store
from data.tasks import reminders
from tests.support.task_room import eight

PORTION = 3


class Count:
    """Kills the process when it has counted to ``last``."""

    def __init__(self, last: int) -> None:
        self._left = last

    def __call__(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


async def gather(place: str, day: dt.date, what: str, last: int) -> None:
    reminders.AT_ONCE = PORTION
    count = Count(last)
    if what == "letter":
        word = ReminderWords.__call__

        def counted(self: ReminderWords, to: Addressee, tasks: tuple[Task, ...]) -> Mail:
            count()
            return word(self, to, tasks)

        ReminderWords.__call__ = counted  # type: ignore[method-assign]
    async with await Database.open(place) as database:
        store = await Store.open(database)
        portions = count if what == "portion" else lambda: None
        await ReminderRound(database, store, lambda: eight(day), wake=portions).run()


if __name__ == "__main__":
    asyncio.run(gather(sys.argv[1], dt.date.fromisoformat(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
