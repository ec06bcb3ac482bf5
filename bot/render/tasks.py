"""The answer on tasks."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.model import TasksAnswer
from bot.answers.tasks import GENERAL
from bot.i18n import N_, Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.phrases import bold, name
from bot.reply import Button, Reply
from data.model import Document, Task

AGENCIES_SHOWN = 4
LONGEST_AGENCY = 80
"""UTF-16 units of an agency as typed that are repeated."""


def tasks(answer: TasksAnswer, t: Translator) -> Reply:
    who = name(t, answer.province) if answer.province else t("Whole country")
    about = [answer.index.short] if answer.index else []
    if answer.indicator is not None:
        about.append(phrases.indicator_name(t, answer.indicator))
    title = t("📌 Tasks of {who}", who=who) + (": " + escape(", ".join(about)) if about else "")
    lines: list[str | None] = [f"<b>{title}</b>"]
    document: Document | None = None
    if answer.document is not None:
        document = answer.document
        lines = [bold(t("📌 Tasks of one document")), f"📄 {_document(document, t)}"]
    elif answer.question.document:
        lines = [bold(t("📌 Tasks of one document"))]
    if answer.general:
        lines.append(_general(answer, t))
    elif answer.agency is not None:
        lines.append(t("Assigned to: {agency}", agency=t.pick(answer.agency.name_vi, answer.agency.name_en)))
    lines.append(t.plural("{n} task", "{n} tasks", answer.total) if answer.total else t("No task is known here."))
    if answer.aims and answer.indicator is None and answer.page == 0:
        lines += _aims(answer, t)
    heading = None
    for task in answer.tasks:
        if task.document != document:
            document = task.document
            lines += ["", f"📄 {_document(document, t)}"]
            heading = None
        if (task.index, task.heading_en) != heading:
            heading = (task.index, task.heading_en)
            lines.append(bold(t.pick(task.heading_vi, task.heading_en)))
        lines += _task(task, t)
    if any(_to_districts(task) for task in answer.tasks):
        ended = t("ℹ️ District-level bodies ended on 30 June 2025: that assignee no longer exists; the communes remain.")
        lines += ["", ended]
    if answer.tasks and t.language == "vi" and any(task.own_wording for task in answer.tasks):
        lines += ["", t("The wording of the tasks is ours, shortened from the documents.")]
    lines += footnotes.context_lines(t, answer.context, answer.province) if answer.province else []
    return phrases.reply(lines, _task_buttons(answer, t), tail=footnotes.source_line(t, answer.context.sources))


def _aims(answer: TasksAnswer, t: Translator) -> list[str]:
    said = []
    for aim, label in (("maintain", N_("To maintain ({n})")), ("improve", N_("To improve ({n})"))):
        headings = answer.aims.get(aim, ())
        if headings:
            listed = "; ".join(t.pick(vi, en) for vi, en in headings)
            said.append(f"• <b>{t(label, n=len(headings))}</b>: {escape(listed)}")
    return [t("What {document} wants of the criteria:", document=answer.aims_of), *said] if said else []


def _general(answer: TasksAnswer, t: Translator) -> Html:
    """That no task names the agency asked for, and which are shown in their place."""
    said = phrases.cut(answer.question.agency_said, LONGEST_AGENCY)
    if answer.question.topic == GENERAL:
        return t("Given to all departments together")
    if answer.agency is not None:
        said = t.pick(answer.agency.name_vi, answer.agency.name_en)
    if not answer.total:
        return t("No task names “{agency}”, and none is given to all departments together.", agency=said)
    return t("No task names “{agency}”; these are given to all departments together.", agency=said)


def _document(document: Document, t: Translator) -> str:
    title = t.pick(document.title_vi, document.title_en)
    issuer = t.pick(document.issuer_vi, document.issuer_en)
    number = f"<b>{escape(document.number)}</b>" if document.number else ""
    date = t.partial_date(document.date) if document.date else t("date not known")
    known = [part for part in (number, escape(title), escape(issuer), escape(date)) if part]
    return " · ".join(known)


def _task(task: Task, t: Translator) -> list[str]:
    text = escape(t.pick(task.text_vi, task.text_en))
    aim = {"maintain": t("maintain"), "improve": t("improve")}.get(task.aim, "")
    lines = [f"• {text}" + (f" — <b>{aim}</b>" if aim else "")]
    lead = [one.agency for one in task.assignees if one.role == "lead"]
    helping = [one.agency for one in task.assignees if one.role == "coordinate"]
    reporting = [one.agency for one in task.assignees if one.role == "report"]
    roles = []
    for label, agencies in (
        (N_("Lead: {agencies}"), lead),
        (N_("with: {agencies}"), helping),
        (N_("report through: {agencies}"), reporting),
    ):
        if agencies:
            names = [t.pick(agency.name_vi, agency.name_en) for agency in agencies]
            shown = names[:AGENCIES_SHOWN] + (["…"] if len(names) > AGENCIES_SHOWN else [])
            roles.append(t(label, agencies=", ".join(shown)))
    roles.append(_due(task, t))
    lines.append("    <i>" + " · ".join(roles) + "</i>")
    return lines


def _to_districts(task: Task) -> bool:
    """Whether a district-level body was to do it, under a document from before the districts ended."""
    bodies = [one.agency for one in task.assignees if one.role != "report"]
    return task.document.date < "2025-07" and any(agency.level == "district" for agency in bodies)


def _due(task: Task, t: Translator) -> Html:
    if task.due is not None:
        return t("due {date}", date=t.date(task.due))
    if task.timing == "regular":
        return t("regularly")
    return t("no deadline stated")


def _task_buttons(answer: TasksAnswer, t: Translator) -> list[list[Button | None]]:
    base = answer.question
    if base.agency_said:  # a button holds ids, no words as typed
        base = replace(base, agency_said="", topic=GENERAL)
    rows: list[list[Button | None]] = [
        [
            Button("◀", replace(base, page=answer.page - 1), here=True) if answer.page else None,
            Button(t("Page {n} of {total}", n=answer.page + 1, total=answer.pages), base, here=True)
            if answer.pages > 1
            else None,
            Button("▶", replace(base, page=answer.page + 1), here=True) if answer.page + 1 < answer.pages else None,
        ]
    ]
    if answer.province is not None:
        slug = (answer.province.id,)
        if answer.index is not None:
            rows.append(
                [
                    Button(answer.index.short, Question("standing", provinces=slug, index=answer.index.id,
                           indicator=answer.indicator.code if answer.indicator else None)),
                    Button(t("All tasks"), Question("tasks", provinces=slug)),
                    Button(t("Targets"), Question("targets", provinces=slug)),
                ]
            )  # fmt: skip
        else:
            rows.append(
                [
                    Button(t("Targets"), Question("targets", provinces=slug)),
                    Button(t("All indices"), Question("profile", provinces=slug)),
                ]
            )
    return rows
