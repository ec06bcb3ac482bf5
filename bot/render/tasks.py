"""The answer on tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from bot.answers.model import TasksAnswer
from bot.answers.tasks import GENERAL
from bot.i18n import N_, Html, Translator, escape
from bot.render import footnotes, phrases, rich, task_states
from bot.render.phrases import bold, name
from bot.render.task_buttons import buttons
from bot.reply import Reply
from data.model.tasks import Document, Task
from data.tasks.model import Reported

AGENCIES_SHOWN = 4
LONGEST_AGENCY = 80
"""UTF-16 units of an agency as typed that are repeated."""


LONGEST_TASK, LONGEST_PRODUCT = 420, 120
"""UTF-16 units of a task of an office's plan, and of what is to come of it, that a message shows: pages show all."""
PLAIN_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def tasks(answer: TasksAnswer, t: Translator) -> Reply:
    answer = replace(answer, tasks=tuple(_short(task) for task in answer.tasks))
    source = footnotes.source_line(t, answer.context.sources)
    heading, head, notes = title(answer, t), _head(answer, t), _notes(answer, t)
    tables = ""
    if answer.tasks:
        blocks = [rich.paragraphs(head), *_tables(answer, t), rich.paragraphs(notes)]
        tables = rich.document(heading, blocks, source)
    return phrases.reply([heading, *told(answer, t)], buttons(answer, t), tail=source, rich=tables)


def title(answer: TasksAnswer, t: Translator) -> Html:
    """Whose tasks they are, and what they are about."""
    if answer.document is not None or answer.question.document:
        return bold(t("📌 Tasks of one document"))
    about = [phrases.index_name(t, answer.index)] if answer.index else []
    if answer.indicator is not None:
        about.append(phrases.indicator_name(t, answer.indicator))
    return Html("<b>" + _title(answer, t) + (": " + escape(", ".join(about)) if about else "") + "</b>")


def told(answer: TasksAnswer, t: Translator) -> list[str]:
    """All that is said of the tasks of an answer, line by line, without its title and its sources."""
    return [*_head(answer, t), *_listed(answer, t), *_notes(answer, t)]


def _head(answer: TasksAnswer, t: Translator) -> list[str]:
    """The document, whom the tasks are given to, how many they are, and what the plan aims at."""
    lines: list[str] = []
    if answer.document is not None:
        lines += _documents(answer.document, t)
    if answer.general:
        lines.append(_general(answer, t))
    elif answer.agency is not None:
        lines.append(t("Assigned to: {agency}", agency=t.pick(answer.agency.name_vi, answer.agency.name_en)))
    lines.append(
        t.plural("{n} task", "{n} tasks", answer.total)
        if answer.total
        else t("I have found no task in the documents gathered.")
    )
    if answer.closed and answer.document is None:
        lines.append(t.plural("{n} of them is closed (replaced)", "{n} of them are closed (replaced)", answer.closed))
    if answer.aims and answer.indicator is None and answer.page == 0:
        lines += _aims(answer, t)
    return lines


def _notes(answer: TasksAnswer, t: Translator) -> list[str]:
    notes: list[str] = []
    if any(_to_districts(task) for task in answer.tasks):
        ended = t(
            "ℹ️ The district level was abolished after 30 June 2025: the district bodies named here no longer exist."
        )
        notes += ["", ended]
    if answer.tasks and t.language == "vi" and any(task.own_wording for task in answer.tasks):
        mine = t("The wording of the tasks is mine, shortened from the documents.")
        if any(task.document.brought for task in answer.tasks):
            mine = t("But for the plans that the province brought, the wording is mine, shortened from the documents.")
        notes += ["", mine]
    if t.language == "en" and any(task.document.brought for task in answer.tasks):
        notes += ["", t("ℹ️ The plan is in Vietnamese only; its words are given as they are.")]
    unknown = (task for task in answer.tasks if task.document.brought and not answer.reported.shows(task))
    if any(task.due is not None and not task.closed for task in unknown):
        notes += ["", unreported(t)]
    return [*notes, *(footnotes.context_lines(t, answer.context, answer.province) if answer.province else [])]


def unreported(t: Translator) -> Html:
    """What a date that has passed does not say where the reader may read no reports."""
    return t("ℹ️ There are no public reports on what was done: a date that has passed does not mean the task is undone.")


def _title(answer: TasksAnswer, t: Translator) -> Html:
    if answer.province is not None:
        return t("📌 Tasks of {who}", who=name(t, answer.province))
    return Html("📌 " + t("Tasks")) if answer.agency is not None else t("📌 National tasks")


def _listed(answer: TasksAnswer, t: Translator) -> list[str]:
    """The tasks below their documents (but for one that is named above) and criteria. Who does them, and by when,
    stands once above those that are alike in it: below the document where all of its tasks are, else below each
    criterion they serve.
    """
    lines: list[str] = []
    for document, of_document in groupby(answer.tasks, key=lambda task: task.document):
        inside = list(of_document)
        lines += ["", *_documents(document, t)] if document != answer.document else [""]
        whose = {agencies(task, t) for task in inside}
        when = {due(task, t) for task in inside}
        common = frozenset((whose if len(whose) == 1 else set()) | (when if len(when) == 1 else set()))
        lines += _roles(inside[0], common, t)
        for (_, vi, en), of_heading in groupby(inside, key=_under):
            lines += _heading(inside, (vi, en), t)
            alike: dict[tuple[str, ...], list[str]] = {}
            for task in of_heading:
                own = frozenset((agencies(task, t), due(task, t))) - common
                alike.setdefault(tuple(_roles(task, own, t)), []).append(_task(task, answer.reported, t))
            for roles, texts in sorted(alike.items(), key=lambda pair: bool(pair[0])):  # without any: not below others'
                lines += [*roles, *texts]
    return lines


def _under(task: Task) -> tuple[str, str, str]:
    """What tasks below one heading are alike in; in an office's plan a section may serve several indices in turn."""
    return "" if task.document.brought else task.index, task.heading_vi, task.heading_en


def _heading(inside: Sequence[Task], heading: tuple[str, str], t: Translator) -> list[Html]:
    """The line of a heading; none where a document has no headings, as an office's plan may."""
    if heading[0]:
        return [bold(t.pick(*heading))]
    return [bold(t("Other tasks"))] if any(task.heading_vi for task in inside) else []


def _tables(answer: TasksAnswer, t: Translator) -> Iterator[str]:
    """The tasks of each document as a table, criterion by criterion: what is to be done; by whom, by when."""
    for document, of_document in groupby(answer.tasks, key=lambda task: task.document):
        if document != answer.document:
            yield rich.paragraphs(_documents(document, t))
        rows: list[list[rich.Cell]] = []
        inside = list(of_document)
        for (_, vi, en), of_heading in groupby(inside, key=_under):
            rows += [[(heading, 2)] for heading in _heading(inside, (vi, en), t)]
            for task in of_heading:
                whose = [text for text in (agencies(task, t), due(task, t)) if text]
                rows.append([_task(task, answer.reported, t).removeprefix("• "), phrases.sentence(" · ".join(whose))])
        yield rich.table([t("Task"), t("Who and when")], rows)


def _roles(task: Task, said: frozenset[str], t: Translator) -> list[str]:
    """Those of the task's agencies and deadline that are to be said, as at most one line."""
    shown = [text for text in (agencies(task, t), due(task, t)) if text and text in said]
    return ["<i>" + phrases.sentence(" · ".join(shown)) + "</i>"] if shown else []


def _aims(answer: TasksAnswer, t: Translator) -> list[str]:
    said = []
    for aim, label in (("maintain", N_("To maintain ({n})")), ("improve", N_("To improve ({n})"))):
        headings = answer.aims.get(aim, ())
        if headings:
            listed = "; ".join(t.pick(vi, en) for vi, en in headings)
            said.append(f"• <b>{t(label, n=len(headings))}</b>: {escape(listed)}")
    return [t("What {document} asks for in each criterion:", document=answer.aims_of), *said] if said else []


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


def _documents(document: Document, t: Translator) -> list[str]:
    """The document, and what it has to do with others."""
    about: list[str] = []
    if document.replaces:
        about.append(t("replaces {document}", document=document.replaces))
    if document.implements:
        about.append(t("implements {document}", document=document.implements))
    if document.revision > 1:
        about.append(t.plural("corrected {n} time", "corrected {n} times", document.revision - 1))
    lines = [f"📄 {document_line(document, t)}"]
    if about:
        lines.append("<i>" + phrases.sentence(" · ".join(about)) + "</i>")
    if document.replaced_by:
        lines.append(t("🔁 Replaced by {document}: its open tasks are closed.", document=document.replaced_by))
    return lines


def document_line(document: Document, t: Translator) -> str:
    title = t.pick(document.title_vi, document.title_en)
    issuer = t.pick(document.issuer_vi, document.issuer_en)
    number = f"<b>{escape(document.number)}</b>" if document.number else ""
    date = t.partial_date(document.date) if document.date else t("date not known")
    known = [part for part in (number, escape(title), escape(issuer), escape(date)) if part]
    return " · ".join(known)


def _task(task: Task, reported: Reported, t: Translator) -> str:
    text = escape(t.pick(task.text_vi, task.text_en))
    aim = {"maintain": t("maintain"), "improve": t("improve")}.get(task.aim, "")
    number = escape(task.number.strip().rstrip(".)")) + ". " if task.number.strip() else ""
    product = " — " + t("product: {product}", product=task.product) if task.product else ""
    state = " — " + task_states.state(t, reported.of(task)) if reported.shows(task) and not task.closed else ""
    return f"• {number}{text}" + (f" — <b>{aim}</b>" if aim else "") + product + state


def _short(task: Task) -> Task:
    """A task as long as a message has room for; what is shipped is short."""
    if not task.document.brought:
        return task
    text, product = phrases.cut(task.text_vi, LONGEST_TASK), phrases.cut(task.product, LONGEST_PRODUCT)
    return replace(task, text_vi=text, text_en=text, product=product)


def agencies(task: Task, t: Translator) -> str:
    """Who leads, who helps, and through whom is reported: "Chủ trì: Sở Nội vụ · phối hợp: UBND cấp xã"."""
    lead = [one.agency for one in task.assignees if one.role == "lead"]
    helping = [one.agency for one in task.assignees if one.role == "coordinate"]
    reporting = [one.agency for one in task.assignees if one.role == "report"]
    roles = []
    for label, those in (
        (N_("Lead: {agencies}"), lead),
        (N_("with: {agencies}"), helping),
        (N_("report through: {agencies}"), reporting),
    ):
        if those:
            names = [t.pick(agency.name_vi, agency.name_en) for agency in those]
            shown = names[:AGENCIES_SHOWN] + (["…"] if len(names) > AGENCIES_SHOWN else [])
            roles.append(t(label, agencies=", ".join(shown)))
    return " · ".join(roles)


def _to_districts(task: Task) -> bool:
    """Whether a district-level body was to do it, under a document from before the districts ended."""
    bodies = [one.agency for one in task.assignees if one.role != "report"]
    return task.document.date < "2025-07" and any(agency.level == "district" for agency in bodies)


def of_plan(task: Task, t: Translator) -> str:
    """For a task named on its own: the plan of an office that it stands in; '' for one that is shipped."""
    document = task.document
    return f" · <i>{escape(document.called)}, {t.partial_date(document.date)}</i>" if document.brought else ""


def in_list(task: Task, longest: int, t: Translator) -> Html:
    """A task in a list that has numbers of its own: its words, of so many UTF-16 units, then its number in the plan."""
    printed = task.number.strip().rstrip(".)")
    words = Html(escape(phrases.cut(task.text_vi, longest)))
    return t("{task} (item {number})", task=words, number=printed) if printed else words


def due_words(task: Task) -> str:
    """The time in the plan's words, as they stand within a sentence: "quý III/2026"."""
    words = " ".join(task.due_text.split())
    return words[0].lower() + words[1:] if words[1:2].islower() else words


def due(task: Task, t: Translator) -> Html:
    words = due_words(task)
    if words and task.due is None:
        return t("time: {words}", words=words) if task.timing == "once" else Html(escape(words))
    if words and task.due is not None and t.language == "vi":
        return t("due {date}", date=words)
    if words and task.due is not None and not PLAIN_DATE.fullmatch(words):
        return t("due {date} ({words})", date=t.date(task.due), words=words)
    if task.due is not None:
        return t("due {date}", date=t.date(task.due))
    if task.timing == "regular":
        return t("regularly")
    return t("no deadline stated")
