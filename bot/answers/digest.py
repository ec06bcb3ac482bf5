"""What an editor is told once a week: how far the province's plans have come, what waits, what is due, what is late,
whom nothing is heard of, and where points were lost meanwhile.
"""

from __future__ import annotations

import datetime as dt

from bot.answers.duties import is_overdue, progress
from bot.answers.gaps import gaps
from bot.answers.model import DigestAnswer, Lost
from bot.answers.viewing import Viewing
from bot.questions import Question
from data.model.indices import Criterion
from data.model.tasks import Task
from data.store import Store

SOON = dt.timedelta(days=7)
SILENT = dt.timedelta(days=30)
"""So long nothing was reported of a task that is still to be done."""


async def digest(store: Store, province: str, today: dt.date) -> DigestAnswer:
    """The week of a province as its editors see it."""
    viewing = Viewing(today, frozenset({province}))
    reached = await progress(store, Question("tasks", provinces=(province,), topic="progress"), viewing)
    tasks = [task for task in await store.tasks(province) if task.document.brought and not task.closed]
    reported = await store.reported(tasks, viewing.may_read)
    waiting, soon, late, silent = [], [], [], []
    for task in tasks:
        state = reported.of(task)
        if state is not None and state.waits:
            waiting.append(task)
        if state is not None and (state.finished or state.waits):
            continue
        if is_overdue(task, reported, viewing):
            late.append(task)
        elif task.due is not None and task.due <= today + SOON:
            soon.append(task)
        heard = state.reported.made.date() if state is not None and state.reported is not None else None
        if task.timing == "once" and (heard is None or today - heard >= SILENT):
            silent.append(task)
    for found in (waiting, soon, late):
        found.sort(key=lambda task: task.due or dt.date.max)
    return DigestAnswer(
        progress=reached,
        waiting=tuple(waiting),
        soon=tuple(soon),
        late=tuple(late),
        silent=tuple(silent),
        lost=await _lost(store, province, tasks),
        today=today,
    )


async def _lost(store: Store, province: str, tasks: list[Task]) -> tuple[Lost, ...]:
    """What was lost in the criteria that tasks are given for, in the last figures of each index; most is first."""
    indices = dict.fromkeys(pair[0] for task in tasks for pair in _criteria(task) if pair[0] in store.catalogue.indices)
    found: list[Lost] = []
    for index in indices:
        answer = await gaps(store, Question("gaps", provinces=(province,), index=index))
        sources = {one.id: one for one in answer.context.sources}
        for gap in answer.gaps:
            figure = gap.part.standing.figure
            theirs = [task for task in tasks if _serves(task, index, gap.part.standing.indicator.code)]
            if theirs and gap.to_maximum and figure is not None:
                found.append(Lost(gap.part.standing, gap.to_maximum, len(theirs), sources.get(figure.source)))
    return tuple(sorted(found, key=lambda one: -one.points))


def _criteria(task: Task) -> tuple[Criterion, ...]:
    return ((task.index, task.indicator), *task.also)


def _serves(task: Task, index: str, code: str) -> bool:
    return any(i == index and (c == code or c.startswith(f"{code}.")) for i, c in _criteria(task))
