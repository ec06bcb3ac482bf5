"""Tasks as a sheet: a row for each, with its document, its agencies and its deadline (pure)."""

from __future__ import annotations

from bot.exporting.book import Cell, FileColumn, FileSheet, compact
from bot.exporting.material import TaskMaterial
from bot.exporting.sources import Citations, date_cell, titles
from bot.i18n import Translator
from bot.render import phrases
from bot.reply import plain_text
from data.model.tasks import Task

DISTRICTS_ENDED = "2025-07"


def tasks(material: TaskMaterial, t: Translator, cited: Citations) -> FileSheet:
    columns = (
        FileColumn(plain_text(t("No.")), 6),
        FileColumn(plain_text(t("Document")), 20, "text"),
        FileColumn(plain_text(t("Date of the document")), 12, "text"),
        FileColumn(plain_text(t("Title of the document")), 44, "text"),
        FileColumn(plain_text(t("Issuer")), 26, "text", optional=True),
        FileColumn(plain_text(t("Province or city")), 18, "text", optional=True),
        FileColumn(plain_text(t("Indices and criteria")), 24, "text"),
        FileColumn(plain_text(t("Heading")), 34, "text", optional=True),
        FileColumn(plain_text(t("No. in the document")), 10, "text", optional=True),
        FileColumn(plain_text(t("Task")), 70, "text"),
        FileColumn(plain_text(t("Product")), 34, "text", optional=True),
        FileColumn(plain_text(t("Aim")), 12, "text", optional=True),
        FileColumn(plain_text(t("Lead agencies")), 34, "text", optional=True),
        FileColumn(plain_text(t("Coordinating agencies")), 34, "text", optional=True),
        FileColumn(plain_text(t("Report through")), 24, "text", optional=True),
        FileColumn(plain_text(t("Kind of deadline")), 18, "text"),
        FileColumn(plain_text(t("Deadline")), 12, "text", optional=True),
        FileColumn(plain_text(t("Time in the document's words")), 20, "text", optional=True),
        FileColumn(plain_text(t("State")), 20, "text", optional=True),
        FileColumn(plain_text(t("Source")), 44, "text"),
    )
    rows = tuple(_row(number, task, material, t, cited) for number, task in enumerate(material.tasks, 1))
    return compact(FileSheet(plain_text(t("Tasks")), columns, rows))


def notes(material: TaskMaterial, t: Translator, *, states: bool = False) -> list[str]:
    """What must be known to use the tasks; ``states``: the file says what became of them."""
    found = material.tasks
    lines: list[str] = [
        t("What became of each task is what its agency reported here by {day}.", day=t.date(material.today))
        if states
        else t("Tasks that documents assign. Whether one was done is not in this file."),
        t("A task without a deadline has none in its document: none was added."),
    ]
    if material.answer.general:
        lines.append(t("No document names the agency asked for: these tasks are given to all departments together."))
    if t.language == "vi" and any(task.own_wording for task in found):
        lines.append(t("The wording of the tasks is mine, shortened from the documents."))
    if t.language == "en" and any(task.document.brought for task in found):
        lines.append(t("ℹ️ The plan is in Vietnamese only; its words are given as they are.").removeprefix("ℹ️ "))
    if any(_to_districts(task) for task in found):
        ended = t(
            "ℹ️ The district level was abolished after 30 June 2025: the district bodies named here no longer exist."
        )
        lines.append(ended.removeprefix("ℹ️ "))
    lines.append(t("Made by the bot Chi So Tinh. The sheet of sources says where each figure was read."))
    return [plain_text(line) for line in lines]


def _row(number: int, task: Task, material: TaskMaterial, t: Translator, cited: Citations) -> tuple[Cell, ...]:
    document, catalogue = task.document, material.catalogue
    province = catalogue.provinces.get(task.province)
    named = document.number or t.pick(document.title_vi, document.title_en)
    pairs = dict.fromkeys(((task.index, task.indicator), *task.also))
    indices = catalogue.indices
    return (
        number,
        named,
        date_cell(document.date, t),
        t.pick(document.title_vi, document.title_en),
        t.pick(document.issuer_vi, document.issuer_en),
        phrases.name(t, province) if province is not None else plain_text(t("Whole country")),
        "; ".join(f"{indices[index].short} {code}".strip() for index, code in pairs if index in indices),
        t.pick(task.heading_vi, task.heading_en),
        task.number,
        t.pick(task.text_vi, task.text_en),
        task.product,
        {"maintain": plain_text(t("maintain")), "improve": plain_text(t("improve"))}.get(task.aim, ""),
        *(_agencies(task, role, t) for role in ("lead", "coordinate", "report")),
        _timing(task, t),
        task.due,
        task.due_text,
        plain_text(t("closed: replaced by {document}", document=document.replaced_by)) if task.closed else "",
        titles(t, cited.cite([document.source], named)),
    )


def _agencies(task: Task, role: str, t: Translator) -> str:
    named = (one.agency for one in task.assignees if one.role == role)
    return "; ".join(t.pick(agency.name_vi, agency.name_en) for agency in named)


def _timing(task: Task, t: Translator) -> str:
    if task.due is not None:
        return plain_text(t("by a date"))
    return plain_text(t("regularly") if task.timing == "regular" else t("no deadline stated"))


def _to_districts(task: Task) -> bool:
    bodies = [one.agency for one in task.assignees if one.role != "report"]
    return task.document.date < DISTRICTS_ENDED and any(agency.level == "district" for agency in bodies)
