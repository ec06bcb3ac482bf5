"""The daily gathering of what is due: 500 tasks of an office's plan in every province, and 20,000 chats that follow
them. Processor seconds stand beside: the machine may be shared.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from bot.publishing.plans import PlanPublisher
from bot.tasks.reminders import ReminderRound
from data.tasks.reminders import AT_ONCE
from tests.bench.tools import Row
from tests.support.plans import many_tasks
from tests.support.shipped import NOW, ShippedDesk
from tests.support.task_crowd import follow_many

TASKS, CHATS, SECONDS = 500, 20_000, 5.0
EIGHT = dt.datetime(2026, 11, 28, 1, 0, tzinfo=dt.UTC)
"""A day on which tasks are due, due in thirty days, and overdue for whole weeks."""


def rows(path: Path) -> list[Row]:
    with (
        tempfile.TemporaryDirectory() as folder,
        ShippedDesk(Path(shutil.copy(path, Path(folder) / "a.sqlite3"))) as desk,
    ):
        publisher = PlanPublisher(desk.database, desk.store, lambda: NOW)
        provinces = sorted(desk.catalogue.provinces)
        for province in provinces:
            desk.wait(publisher.publish(many_tasks(province, TASKS), "bench"))
        desk.wait(desk.database.work(lambda connection: follow_many(connection, provinces, CHATS, NOW)))
        gathering = ReminderRound(desk.database, desk.store, lambda: EIGHT)
        began, burnt = time.perf_counter(), time.process_time()
        told = desk.wait(gathering.run())
        seconds, processor = time.perf_counter() - began, time.process_time() - burnt
        distinct = desk.wait(desk.database.work(lambda connection: connection.scalar(
            text("SELECT count(*) FROM alert_text")), write=False))  # fmt: skip
        again = time.perf_counter()
        assert desk.wait(gathering.run()) == 0
        idle = time.perf_counter() - again
    what = f"gathering the reminders of a day: {len(provinces)} provinces × {TASKS} tasks, {CHATS:,} followers"
    detail = f"{seconds:.2f} s ({processor:.2f} s of a processor), {told:,} chats, {distinct} texts"
    return [
        Row(what, detail, f"≤ {SECONDS:.0f} s", seconds <= SECONDS),
        Row("rows of one transaction", f"at most {AT_ONCE}", "≤ 1000", AT_ONCE <= 1000),
        Row("a look at a day that is told", f"{idle * 1e3:.1f} ms"),
    ]
