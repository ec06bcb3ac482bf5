"""The wording of a day's reminder: the tasks that are due soon, today or overdue, document by document (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from bot.i18n import Html, Translator
from bot.presses.following import StopTasks
from bot.questions import Question
from bot.render import phrases
from bot.render.folded import folded
from bot.render.phrases import bold, name
from bot.render.task_lines import by_document, days_off, document_line, due_date, leading, named, shown_and_folded
from bot.reply import Button, Reply
from data.model.provinces import Province
from data.model.tasks import Task

SHOWN = 8
"""Tasks that are seen at a glance."""
MOST = 40
"""Tasks that are named at all: a message has no room for more, and the first lines count all."""
PROVINCES = 3
"""Provinces whose tasks a button shows."""


def reminder(
    tasks: Sequence[Task], today: dt.date, provinces: Mapping[str, Province], t: Translator, *, stop: bool
) -> Reply:
    """One message about all of them; each group says which document it is read in. ``stop``: with a button to hear no
    more of them.
    """
    lines: list[str | None] = [bold(t("🗓 Tasks, {date}", date=t.date(today))), _count(tasks, today, t)]
    left, room, rest = SHOWN, MOST, list[Html]()
    for document, those in by_document(tasks):
        if room <= 0:
            break
        whose = name(t, provinces[document.province]) if document.province in provinces else ""
        head = document_line(document, t, whose)
        shown, more = shown_and_folded([_line(task, today, t) for task in those[:room]], left)
        lines += ["", head, *shown] if left > 0 else []
        rest += more if left > 0 else [head, *shown, *more]
        left, room = left - len(shown), room - len(those)
    if room < 0:
        rest.append(Html("…"))
    notes: list[str | None] = []
    if _overdue(tasks, today):
        notes += ["", t("Overdue: the plan's date has passed, and I know of nothing that says it is finished.")]
    if t.language == "en":
        notes += ["", t("ℹ️ The plan is in Vietnamese only; its words are given as they are.")]
    named_of = list(dict.fromkeys(task.province for task in tasks))
    lines = [*lines, folded(rest, [*lines, *notes]), *notes]
    return phrases.reply(lines, _buttons(named_of, provinces, t, stop=stop))


def _overdue(tasks: Sequence[Task], today: dt.date) -> int:
    return sum(task.due is not None and task.due < today for task in tasks)


def _count(tasks: Sequence[Task], today: dt.date, t: Translator) -> Html:
    late = _overdue(tasks, today)
    due = len(tasks) - late
    said = [
        t.plural("{n} task is due or soon will be", "{n} tasks are due or soon will be", due) if due else None,
        t.plural("{n} task is overdue", "{n} tasks are overdue", late) if late else None,
    ]
    return phrases.sentence(Html(" · ".join(one for one in said if one)))


def _line(task: Task, today: dt.date, t: Translator) -> Html:
    assert task.due is not None
    whose = leading(task, t)
    return Html(
        f"• {due_date(task, t)} · {days_off(task.due, today, t)}: {named(task, t)}"
        + (f" — <i>{whose}</i>" if whose else "")
    )


def _buttons(
    named_of: Sequence[str], provinces: Mapping[str, Province], t: Translator, *, stop: bool
) -> list[list[Button | None]]:
    known = [provinces[slug] for slug in named_of if slug in provinces]
    rows: list[list[Button | None]] = [
        [Button(t("📌 Tasks of {who}", who=name(t, one)), Question("tasks", provinces=(one.id,)))]
        for one in known[:PROVINCES]
    ]
    if stop:
        only = known[0].id if len(known) == 1 else ""
        rows.append([Button(t("🔕 Stop"), StopTasks(only))])
    return rows
