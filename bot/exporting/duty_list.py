"""Tasks with what became of them as one sheet, in the form in which an office sends them up (pure)."""

from __future__ import annotations

from bot.exporting.book import Cell, FileColumn, FileSheet
from bot.exporting.material import TaskMaterial
from bot.i18n import Translator
from bot.render import phrases, task_states
from bot.render.tasks import PLAIN_DATE, due
from bot.reply import plain_text
from data.alerts.quiet_hours import VIETNAM
from data.model.tasks import Task
from data.tasks.model import Report


def sheet(material: TaskMaterial, t: Translator) -> FileSheet:
    """A row for each task, in the order of its plan; above them that dates alone say nothing, where that is all that
    the reader may know.
    """
    columns = (
        FileColumn(plain_text(t("No. in the plan")), 6, "text"),
        FileColumn(plain_text(t("Task")), 60, "text"),
        FileColumn(plain_text(t("Lead agency")), 28, "text"),
        FileColumn(plain_text(t("Coordinating agency")), 28, "text"),
        FileColumn(plain_text(t("Deadline")), 16, "text"),
        FileColumn(plain_text(t("Product")), 26, "text"),
        FileColumn(plain_text(t("State of the task")), 24, "text"),
        FileColumn(plain_text(t("Date of the report")), 13),
        FileColumn(plain_text(t("Notes")), 50, "text"),
    )
    rows = tuple(_row(number, task, material, t) for number, task in enumerate(material.tasks, 1))
    kept = any(task.document.brought and not material.reported.shows(task) for task in material.tasks)
    notice = plain_text(t("There are no public reports on some of these tasks: their state is left empty."))
    return FileSheet(plain_text(t("Progress")), columns, rows, notice if kept else "")


def _row(number: int, task: Task, material: TaskMaterial, t: Translator) -> tuple[Cell, ...]:
    state = material.reported.of(task)
    last = (state.reported or state.report) if state is not None else None
    return (
        task.number.strip() or str(number),
        t.pick(task.text_vi, task.text_en),
        _agencies(task, "lead", t),
        _agencies(task, "coordinate", t),
        _deadline(task, t),
        task.product,
        _state(task, material, t),
        last.made.astimezone(VIETNAM).date() if last is not None else None,
        "; ".join(_said(one) for one in dict.fromkeys((last, state.report if state else None)) if one and _said(one)),
    )


def _deadline(task: Task, t: Translator) -> str:
    """The time in the plan's words, with its day for who does not read these; where it gives none, that it does not."""
    words = " ".join(task.due_text.split())
    if task.due is None:
        return words or plain_text(phrases.sentence(due(task, t)))
    day = t.date(task.due)
    return t.pick(words or day, f"{day} ({words})" if words and not PLAIN_DATE.fullmatch(words) else day)


def _state(task: Task, material: TaskMaterial, t: Translator) -> str:
    if task.closed:
        return plain_text(t("closed: replaced by {document}", document=task.document.replaced_by))
    if not material.reported.shows(task):
        return ""
    state = material.reported.of(task)
    said = plain_text(t(task_states.STATES[state.state][1]) if state is not None else t("no report"))
    late = task.due is not None and task.due < material.today
    late = late and (state is None or not (state.finished or state.waits))
    return f"{said}; {plain_text(t('overdue'))}" if late else said


def _said(report: Report) -> str:
    return " — ".join(part for part in (report.words, report.link, report.file_name) if part)


def _agencies(task: Task, role: str, t: Translator) -> str:
    named = (one.agency for one in task.assignees if one.role == role)
    return "; ".join(t.pick(agency.name_vi, agency.name_en) for agency in named)
