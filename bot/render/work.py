"""Answers on tasks and targets."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.kinds import Promise, Standing, TargetsAnswer, TasksAnswer
from bot.answers.work import strictly_over
from bot.i18n import N_, Html, Translator, escape
from bot.questions import Question
from bot.render import notes, words
from bot.render.words import bold, name
from bot.reply import Button, Reply
from data.model import Target, Task

AGENCIES_SHOWN = 4
MARKS = {True: "✅", False: "❌", None: "▫️"}
GROUP_TARGETS = {
    "highest": N_("in the highest group"),
    "high-average": N_("in the high average group"),
    "low-average": N_("in the low average group"),
    "leading": N_("among the leading provinces"),
    "average-or-higher": N_("average or higher"),
}


def tasks(answer: TasksAnswer, t: Translator) -> Reply:
    who = name(t, answer.province) if answer.province else t("Whole country")
    about = [answer.index.short] if answer.index else []
    if answer.indicator is not None:
        about.append(words.indicator_name(t, answer.indicator))
    title = t("📌 Tasks of {who}", who=who) + (": " + escape(", ".join(about)) if about else "")
    lines: list[str | None] = [f"<b>{title}</b>"]
    if answer.agency is not None:
        lines.append(t("Assigned to: {agency}", agency=t.pick(answer.agency.name_vi, answer.agency.name_en)))
    lines.append(t.plural("{n} task", "{n} tasks", answer.total) if answer.total else t("No task is known here."))
    if answer.aims and answer.indicator is None and answer.page == 0:
        lines += _aims(answer, t)
    heading = document = None
    for task in answer.tasks:
        if task.document != document:
            document = task.document
            lines += ["", f"📄 {_document(task, t)}"]
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
    lines += notes.context_lines(t, answer.context, answer.province) if answer.province else []
    return words.reply(lines, _task_buttons(answer, t), tail=notes.source_line(t, answer.context.sources))


def _aims(answer: TasksAnswer, t: Translator) -> list[str]:
    said = []
    for aim, label in (("maintain", N_("To maintain ({n})")), ("improve", N_("To improve ({n})"))):
        headings = answer.aims.get(aim, ())
        if headings:
            listed = "; ".join(t.pick(vi, en) for vi, en in headings)
            said.append(f"• <b>{t(label, n=len(headings))}</b>: {escape(listed)}")
    return [t("What {document} wants of the criteria:", document=answer.aims_of), *said] if said else []


def _document(task: Task, t: Translator) -> str:
    document = task.document
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
    """Whether a district-level body was to do it, by a document of before the districts ended."""
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


def targets(answer: TargetsAnswer, t: Translator) -> Reply:
    lines: list[str | None] = [bold(t("🎯 What {province} set out to reach", province=name(t, answer.province)))]
    if not answer.promises:
        lines.append(t("No target is known here."))
    year = None
    own = [promise for promise in answer.promises if not promise.district]
    for promise in own:
        target = promise.target
        span = str(target.year) if target.year == target.last_year else f"{target.year}–{target.last_year}"
        if span != year:
            year = span
            lines += ["", bold(span)]
        lines += _promise(promise, t)
    district = [promise for promise in answer.promises if promise.district]
    if district:
        lines += ["", bold(t("Set at district level, which ended on 30 June 2025"))]
        for promise in district:
            lines += _promise(promise, t)
    if own:
        lines += ["", t("✅ reached · ❌ not reached · ▫️ cannot be told yet")]
    lines += notes.context_lines(t, answer.context, answer.province)
    slug = (answer.province.id,)
    buttons = [
        [
            Button(t("All indices"), Question("profile", provinces=slug)),
            Button(t("Tasks"), Question("tasks", provinces=slug)),
        ]
    ]
    return words.reply(lines, buttons, tail=notes.source_line(t, answer.context.sources))


def _promise(promise: Promise, t: Translator) -> list[str]:
    target = promise.target
    what = promise.index.short
    criterion = t.pick(target.criterion_vi, target.criterion_en)
    if criterion:
        what += f", {criterion}"
    note = "" if strictly_over(target) else t.pick(target.note_vi, target.note_en)
    mark = MARKS[promise.reached[0][1]] if len(promise.reached) == 1 else "▫️"
    document = target.document.number or t.pick(target.document.title_vi, target.document.title_en)
    lines = [
        f"{mark} <b>{escape(what)}</b>: {wanted(t, target)}"
        + (f" ({escape(note)})" if note else "")
        + f" · <i>{escape(document)}</i>"
    ]
    for standing, met in promise.reached:
        several = f"{MARKS[met]} " if len(promise.reached) > 1 else ""
        lines.append("    " + several + t("reached: {outcome}", outcome=Html(_reached(t, standing, promise))))
    if not promise.reached and not promise.district:
        lines.append("    " + t("result: no figure to set beside it"))
    return lines


def _reached(t: Translator, standing: Standing, promise: Promise) -> str:
    group = words.group(t, standing) if promise.target.kind == "group" else None
    text = words.outcome(t, standing, with_scale=True) + (f" · {group}" if group else "")
    if promise.before is not None and promise.before.figure is not None:
        text += " " + t("(the year before: {outcome})", outcome=words.outcome(t, promise.before))
    return text if len(promise.reached) == 1 else f"{standing.year}: {text}"


def wanted(t: Translator, target: Target) -> Html:
    """The promise in words: "trong 10 tỉnh đứng đầu", "trên 90%"."""
    value = target.value
    if target.kind == "rank_max":
        return t("among the first {n}", n=value)
    if target.kind == "score_min":
        number = t.exact(float(value)) if "." in value else value
        text = number + ("%" if target.unit in ("%", "percent") else "")
        if strictly_over(target):
            return t("over {score}", score=text) if "%" in text else t("over {score} points", score=text)
        return t("at least {score}", score=text) if "%" in text else t("at least {score} points", score=text)
    if target.kind == "group":
        return t(GROUP_TARGETS[value]) if value in GROUP_TARGETS else Html(escape(value))
    if target.kind == "task_completion_percent":
        return t("{n}% of tasks done", n=value)
    if target.kind == "rank_change":
        if value.isdigit():
            return t.plural("up at least {n} place", "up at least {n} places", int(value))
        return t("a better rank")
    return t("a higher score")
