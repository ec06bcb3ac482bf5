"""The wording of reports on tasks: the list of one's tasks, a task with what was said of it, questions, refusals.

Pure. What editors and reporters are told of each other is worded in ``bot.render.report_news``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.i18n import N_, Html, Translator, escape
from bot.presses.tasks import OwnTasks, SayNothing, SayOfTask, ShowFile, ShowTask
from bot.render import phrases, task_states
from bot.render.phrases import bold, cut
from bot.render.tasks import agencies, document_line, due, in_list, of_plan
from bot.reply import Button, Reply
from data.model.tasks import Task
from data.queries.catalogue import Catalogue
from data.tasks.model import Report, ReportState, TaskState

PAGE = 8
SHORT, WORDS = 90, 300
"""UTF-16 units of a task within a list, and of a report's words within a history."""
HISTORY = 6
"""So many of the last reports are shown."""
LABELS: dict[ReportState, str] = {
    "doing": N_("🔵 Being done"),
    "done": N_("✅ Done"),
    "stuck": N_("⚠️ Stuck"),
    "accepted": N_("✅ Accept"),
    "returned": N_("↩️ Send back"),
    "closed": N_("⏹ Close"),
    "reopened": N_("🔄 Open again"),
}
QUESTIONS: dict[ReportState, str] = {
    "doing": N_("🔵 You report that this task is being done. What do you want to add?"),
    "done": N_("✅ You report that this task is done. What do you want to add?"),
    "stuck": N_("⚠️ You report that this task is stuck. What is in the way?"),
    "returned": N_("↩️ You send this task back. Why? Write the reason; the agency reads it."),
    "closed": N_("⏹ You close this task: nothing more is to be done of it. Why? Write the reason."),
}
REASONED: tuple[ReportState, ...] = ("returned", "closed")
"""What an editor says of a task with a reason: no reports."""
SAID: dict[ReportState, str] = {
    "doing": N_("🔵 Noted: the task is being done."),
    "done": N_("✅ Noted: the task is done. The province's editors are told and decide."),
    "stuck": N_("⚠️ Noted: the task is stuck. The province's editors are told."),
    "accepted": N_("✅ Accepted. The agency is told."),
    "returned": N_("↩️ Sent back. The agency is told, with your reason."),
    "closed": N_("⏹ Closed. The agency is told, with your reason."),
    "reopened": N_("🔄 Opened again. The agency is told."),
}


@dataclass(frozen=True, slots=True)
class TaskSheet:
    """A task with all that was said of it, as somebody may see it: ``says`` is what they may say of it now. ``helps``:
    they speak for an agency that does not lead it.
    """

    task: Task
    state: TaskState | None
    reports: tuple[Report, ...]
    says: tuple[ReportState, ...]
    today: dt.date
    helps: bool = False


def listing(
    t: Translator, tasks: Sequence[tuple[Task, TaskState | None]], page: int, whose: Collection[str], today: dt.date
) -> Reply:
    """The tasks that a person reports on or judges, in this order, with a button for each."""
    pages = max(1, -(-len(tasks) // PAGE))
    page = min(page, pages - 1)
    shown = tasks[page * PAGE : (page + 1) * PAGE]
    lines: list[str] = [bold(t("📝 Your tasks")), escape(", ".join(whose))]
    lines.append(t.plural("{n} task", "{n} tasks", len(tasks)) if tasks else t("No task of a plan is open just now."))
    numbers: list[Button | None] = []
    for number, (task, state) in enumerate(shown, page * PAGE + 1):
        about = f"{_when(task, state, today, t)} · {task_states.state(t, state)}"
        lines.append(f"<b>{number}.</b> {in_list(task, SHORT, t)} · {about}")
        numbers.append(Button(str(number), ShowTask(task.key)))
    if shown:
        lines += ["", t("Press a number to see the task and to report or decide.")]
    turning = [
        Button("◀", OwnTasks(page - 1), here=True) if page else None,
        Button("▶", OwnTasks(page + 1), here=True) if page + 1 < pages else None,
    ]
    return phrases.reply(lines, [numbers[:4], numbers[4:], turning])


def sheet(t: Translator, found: TaskSheet, catalogue: Catalogue) -> Reply:
    """A task, what became of it, and the buttons for what may be said."""
    task = found.task
    about = [text for text in (agencies(task, t), due(task, t)) if text]
    lines: list[str | None] = [
        f"📌 {_named(task)}",
        "📄 " + document_line(task.document, t),
        phrases.sentence(" · ".join(about)) if about else None,
        phrases.sentence(t("product: {product}", product=task.product)) if task.product else None,
        _overdue(found, t),
        t("State: {state}", state=task_states.state(t, found.state)),
    ]
    if task.closed:
        lines.append(t("🔁 Replaced by {document}: its open tasks are closed.", document=task.document.replaced_by))
    lines += [history_line(t, one, catalogue) for one in found.reports[-HISTORY:]]
    lines.append(t("ℹ️ Your agency helps with this task: that it is done is for the lead agency to report.")
                 if found.helps and not task.closed else None)  # fmt: skip
    files = [
        Button(f"📎 {cut(one.file_name, 24) or t('picture')}", ShowFile(one.id))
        for one in found.reports[-HISTORY:]
        if one.file
    ]
    says = [Button(t(LABELS[one]), SayOfTask(task.key, one)) for one in found.says]
    return phrases.reply(lines, [says[:3], says[3:], files[:3]])


def history_line(t: Translator, report: Report, catalogue: Catalogue) -> str:
    said = [escape(cut(report.words, WORDS))] if report.words else []
    said += [escape(cut(report.link, WORDS))] if report.link else []
    said += [f"📎 {escape(cut(report.file_name, 60)) or t('picture')}"] if report.file else []
    head = f"• {phrases.sentence(task_states.signed(t, report, catalogue))}: {t(task_states.REPORTS[report.state])}"
    return " — ".join([head, *said])


def question(t: Translator, task: Task, state: ReportState) -> Reply:
    """What is to be added to a report that is about to be made. A reason is not optional."""
    reason = state in REASONED
    lines = [t(QUESTIONS[state]), f"📌 {_short(task)}{of_plan(task, t)}"]
    lines.append(
        t("Your next message is the reason; I take it for an hour. Nothing is noted yet.")
        if reason
        else t("Your next message goes with the report: words, a link, a file or a picture; I take it for an hour. "
               "Nothing is noted yet.")
    )  # fmt: skip
    lines.append(
        t("Commands and plain questions are answered as always. To leave the task as it is: {command}",
          command=_cancel(t))
        if reason
        else t("Commands and plain questions are answered as always. To give the report up: {command}",
               command=_cancel(t))
    )  # fmt: skip
    note = None if reason else Button(t("Report without words"), SayOfTask(task.key, state, plain=True))
    return phrases.reply(lines, [[note, Button(t("Cancel"), SayNothing(task.key))]])


def _cancel(t: Translator) -> str:
    return "/huy" if t.language == "vi" else "/cancel"


def still_open(t: Translator, task: Task, state: ReportState) -> Reply:
    """That a report begun, or an editor's reason, is still waited for, after something else was answered."""
    label = t(LABELS[state])
    lines = [
        t("📝 I still wait for your reason for “{state}”: your next message is the reason, unless it is a command or "
          "plainly a question.", state=label)
        if state in REASONED
        else t("📝 Your report “{state}” is still open: your next message goes with it, unless it is a command or "
               "plainly a question.", state=label),
        f"📌 {_short(task)}",
    ]  # fmt: skip
    return phrases.reply(lines, [[Button(t("Cancel"), SayNothing(task.key))]])


def given_up(t: Translator, task: Task | None, state: ReportState) -> Reply:
    """That a report begun is not made, or a task not judged; ``task`` is None where it is in no plan any more."""
    said = (
        t("Cancelled: the task stays as it is. Nothing was noted.")
        if state in REASONED
        else t("Cancelled: the report that you had begun was not made. Nothing was noted.")
    )
    return phrases.reply([said, f"📌 {_short(task)}" if task is not None else None])


def said(t: Translator, task: Task, state: TaskState, catalogue: Catalogue) -> Reply:
    """That the report was made, as it was made."""
    lines = [t(SAID[state.state]), f"📌 {_short(task)}", history_line(t, state.report, catalogue)]
    if state.state in ("doing", "done", "stuck"):
        lines.append(t("A slip is corrected by another report."))
    buttons = [[Button(t("The task"), ShowTask(task.key)), Button(t("My tasks"), OwnTasks())]]
    return phrases.reply(lines, buttons if state.state in ("doing", "done", "stuck") else [buttons[0][:1]])


def nothing_said(t: Translator) -> Reply:
    return Reply(t("Nothing was noted."))


def no_role(t: Translator) -> Reply:
    """To somebody who reports on nothing."""
    return Reply(
        t("You report on no tasks here: the bot's operators appoint who does, by a link. To say that something is "
          "wrong, write /feedback.")
    )  # fmt: skip


def in_private(t: Translator) -> Reply:
    return Reply(t("Reports are made in a private chat with me only."))


REFUSED = {
    "state": N_("The task stands otherwise meanwhile: look at it again."),
    "role": N_("Your role has ended: you can no longer say this of the task."),
    "gone": N_("This task is in no plan in force any more."),
    "closed": N_("The task is closed: another document took its plan's place."),
    "helps": N_(
        "Your agency helps with this task: that it is done is for the lead agency to report, and while that waits to "
        "be judged only the lead agency reports on it."
    ),
    "rights": N_("You may not say this of the task: it is given to others."),
    "kept": N_("You may not read the reports on this task: they are for the people with a role in its province."),
    "late": N_("That was more than an hour ago, so nothing was noted. Choose anew."),
    "long": N_("That is too long for a report: at most 1,000 characters. Send it shorter, or as a file."),
    "kind": N_("I take words, a link, a file or a picture. Send one of these, or press a button above."),
    "reason": N_("A reason is needed in words."),
}


def refused(t: Translator, why: str, key: str = "") -> Reply:
    buttons = ((Button(t("The task"), ShowTask(key)),),) if key and why == "state" else ()
    return Reply(t(REFUSED[why]), buttons)


def _named(task: Task) -> str:
    number = task.number.strip().rstrip(".)")
    return (f"<b>{escape(number)}.</b> " if number else "") + escape(cut(task.text_vi, 900))


def _short(task: Task) -> Html:
    number = task.number.strip().rstrip(".)")
    return Html((f"{escape(number)}. " if number else "") + escape(cut(task.text_vi, SHORT)))


def _when(task: Task, state: TaskState | None, today: dt.date, t: Translator) -> Html:
    open_ = state is None or not (state.finished or state.waits)
    if task.due is not None and task.due < today and open_:
        return t("overdue since {day}", day=t.date(task.due))
    return due(task, t)


def _overdue(found: TaskSheet, t: Translator) -> Html | None:
    late = found.task.due is not None and found.task.due < found.today
    over = found.task.closed or (found.state is not None and (found.state.finished or found.state.waits))
    return t("⏰ Overdue since {day}.", day=t.date(found.task.due)) if late and not over and found.task.due else None
