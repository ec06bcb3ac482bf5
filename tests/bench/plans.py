"""The tasks of a province that brought plans of its own, 500 of them in every province, against those of a bot that has
only what is shipped: an answer that nobody has asked for yet, by command and page by page.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bot.publishing.plans import PlanPublisher
from bot.questions import Question
from bot.runtime import settle
from tests.bench.tools import Row, at_most, in_turns, ratio
from tests.support.plans import many_tasks
from tests.support.shipped import NOW, ShippedDesk

TASKS = 500
PROVINCE = "hung-yen"
"""Of what is shipped it has the most tasks."""
ROUNDS = 31
REPEATED = 20
MOST = 2.0


def rows(path: Path) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        copies = [Path(shutil.copy(path, Path(folder) / f"{name}.sqlite3")) for name in ("shipped", "own")]
        shipped, own = (stack.enter_context(ShippedDesk(copy)) for copy in copies)
        publisher = PlanPublisher(own.database, own.store, lambda: NOW)
        began = time.perf_counter()
        for province in own.catalogue.provinces:
            own.wait(publisher.publish(many_tasks(province, TASKS), "bench"))
        published = (time.perf_counter() - began) / len(own.catalogue.provinces)
        settle()
        found = []
        for what, question in (
            (f"/tasks of a province: {TASKS} of its own, against only what is shipped", Question("tasks", (PROVINCE,))),
            ("the same for one index and criterion", Question("tasks", (PROVINCE,), "papi", "2")),
            ("the same, the third page", Question("tasks", (PROVINCE,), page=2)),
        ):
            with_own, without = in_turns(ROUNDS, _answered(own, question), _answered(shipped, question))
            detail = f"{min(with_own) * 1e3:.2f} ms against {min(without) * 1e3:.2f} ms"
            found.append(at_most(what, ratio(with_own, without), MOST, detail))
        read = min(_first(own) for _ in range(5))
        found.append(Row("the first /tasks after figures changed, read from the database", f"{read * 1e3:.1f} ms"))
        found.append(Row(f"publishing a plan of {TASKS} tasks", f"{published * 1e3:.0f} ms"))
        return found


def _answered(desk: ShippedDesk, question: Question) -> Callable[[], float]:
    """The time for an answer that is put together and worded, not remembered."""

    def work() -> float:
        began = time.perf_counter()
        for _ in range(REPEATED):
            desk.desk._replies.clear()
            desk.answer(question)
        return (time.perf_counter() - began) / REPEATED

    return work


def _first(desk: ShippedDesk) -> float:
    desk.store._tasks.invalidate()
    desk.desk._replies.clear()
    began = time.perf_counter()
    desk.answer(Question("tasks", (PROVINCE,)))
    return time.perf_counter() - began
