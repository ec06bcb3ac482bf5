"""What editors are told of a report, and an agency's reporters of what an editor decided (pure)."""

from __future__ import annotations

from bot.i18n import N_, Html, Translator, escape
from bot.presses.tasks import SayOfTask, ShowFile, ShowTask
from bot.render import phrases, task_states
from bot.render.phrases import bold, cut
from bot.render.reports import LABELS, history_line
from bot.render.tasks import agencies, due, of_plan
from bot.reply import Button, Reply
from data.model.tasks import Task
from data.queries.catalogue import Catalogue
from data.tasks.model import ReportState, TaskState

LONGEST = 420
HEADS: dict[ReportState, str] = {
    "done": N_("☑️ {who} reports a task as done"),
    "stuck": N_("⚠️ {who} reports that a task is stuck"),
    "accepted": N_("✅ Accepted: a task that you report on is done"),
    "returned": N_("↩️ Sent back: a task that you report on is to be continued"),
    "closed": N_("⏹ Closed: nothing more is to be done of a task that you report on"),
    "reopened": N_("🔄 Opened again: a task that you report on is to be continued"),
}


def word(t: Translator, task: Task, state: TaskState, catalogue: Catalogue) -> Reply:
    """The message; an editor's has the buttons with which they decide."""
    report = state.report
    head = t(HEADS[state.state], who=task_states.by(t, report, catalogue))
    about = [text for text in (agencies(task, t), due(task, t)) if text]
    number = task.number.strip().rstrip(".)")
    lines: list[str | None] = [
        bold(Html(head)),
        f"📌 {f'{escape(number)}. ' if number else ''}{escape(cut(task.text_vi, LONGEST))}{of_plan(task, t)}",
        phrases.sentence(" · ".join(about)) if about else None,
        history_line(t, report, catalogue),
    ]
    deciding: list[ReportState] = ["accepted", "returned"] if state.state == "done" else []
    rows: list[list[Button | None]] = [
        [Button(t(LABELS[one]), SayOfTask(task.key, one)) for one in deciding],
        [
            Button(t("The task"), ShowTask(task.key)),
            Button(f"📎 {cut(report.file_name, 24) or t('picture')}", ShowFile(report.id)) if report.file else None,
        ],
    ]
    return phrases.reply(lines, rows)
