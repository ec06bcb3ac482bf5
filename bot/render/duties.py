"""The answers on what became of tasks: which are overdue by their dates, how far plans have come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.model import OverdueAnswer, ProgressAnswer, Tally, TallyOf
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases, task_states
from bot.render.folded import folded
from bot.render.phrases import bold, cut, name
from bot.render.task_buttons import of_progress
from bot.render.tasks import agencies, in_list, of_plan, unreported
from bot.reply import Button, Reply
from data.model.tasks import Document, Task

LONGEST = 260
"""UTF-16 units of an overdue task."""
FIRST = 6
"""So many agencies, and criteria, stand in sight."""


def overdue(answer: OverdueAnswer, t: Translator) -> Reply:
    """The tasks whose date has passed; that a date has passed is all that is said of those of which nobody may know."""
    lines: list[str | None] = [bold(_overdue_title(answer, t))]
    if answer.agency is not None:
        lines.append(t("Assigned to: {agency}", agency=t.pick(answer.agency.name_vi, answer.agency.name_en)))
    lines.append(_how_many(answer, t))
    for number, task in enumerate(answer.tasks, answer.first):
        lines += ["", *_late(number, task, answer, t)]
    if any(not answer.reported.shows(task) for task in answer.tasks):
        lines += ["", unreported(t)]
    if answer.elsewhere:
        others = t.plural(
            "In other documents that I gathered {n} task has a date that has passed; nobody reports on those here.",
            "In other documents that I gathered {n} tasks have a date that has passed; nobody reports on those here.",
            answer.elsewhere,
        )
        lines += ["", others]
    lines += footnotes.context_lines(t, answer.context, answer.province) if answer.province is not None else []
    base = answer.question
    turning = [
        Button("◀", replace(base, page=answer.page - 1), here=True) if answer.page else None,
        Button(t("Page {n} of {total}", n=answer.page + 1, total=answer.pages), base, here=True)
        if answer.pages > 1
        else None,
        Button("▶", replace(base, page=answer.page + 1), here=True) if answer.page + 1 < answer.pages else None,
    ]
    beside = of_progress(replace(base, page=0), t, "overdue", dated=answer.dated)
    rows = [turning, beside if answer.plans else beside[-1:], _tasks(base, t)]  # of no plan there is no progress
    return phrases.reply(lines, rows, tail=footnotes.source_line(t, answer.context.sources))


def _how_many(answer: OverdueAnswer, t: Translator) -> Html:
    """How many tasks are overdue; where no plan was brought, that none could be counted."""
    if not answer.brought:
        return _no_plan(t)
    today = t.date(answer.today)
    if not answer.total:
        return t("No task is overdue on {day} in the plans brought here.", day=today)
    return t.plural("{n} task is overdue on {day}.", "{n} tasks are overdue on {day}.", answer.total, day=today)


def _no_plan(t: Translator) -> Html:
    return t("No plan in force was brought here by the province, so nobody reports on its tasks here.")


def _overdue_title(answer: OverdueAnswer, t: Translator) -> Html:
    if answer.province is None:
        return t("⏰ Overdue tasks")
    return t("⏰ Overdue tasks of {who}", who=name(t, answer.province))


def _late(number: int, task: Task, answer: OverdueAnswer, t: Translator) -> list[str]:
    assert task.due is not None
    days = (answer.today - task.due).days
    when = t.plural("due {date}, {n} day ago", "due {date}, {n} days ago", days, date=t.date(task.due))
    state = task_states.state(t, answer.reported.of(task)) if answer.reported.shows(task) else ""
    about = [part for part in (when, agencies(task, t), state) if part]
    return [f"<b>{number}.</b> {in_list(task, LONGEST, t)}{of_plan(task, t)}", phrases.sentence(" · ".join(about))]


def progress(answer: ProgressAnswer, t: Translator) -> Reply:
    """How many tasks are done and overdue, of each plan, by agency and by criterion."""
    who = name(t, answer.province) if answer.province is not None else ""
    lines: list[str | None] = [bold(t("📊 Progress of the tasks of {who}", who=who) if who else t("📊 Progress"))]
    if answer.agency is not None:
        lines.append(t("Assigned to: {agency}", agency=t.pick(answer.agency.name_vi, answer.agency.name_en)))
    if not answer.documents:
        lines.append(t("None of these tasks is in a plan brought here.") if answer.brought else _no_plan(t))
    for document, shown, tally in answer.documents:
        lines += ["", f"📄 {_document(document, t)}", _reported(tally, t) if shown else _by_date(tally, t)]
    beside = [
        part
        for title, found in ((t("By leading agency:"), answer.agencies), (t("By criterion:"), answer.criteria))
        if len(found) > (answer.agency is not None and found is answer.agencies)
        for part in ("", bold(title), *_tallies(found, t))
    ]
    lines += beside
    if any(not shown for _, shown, _ in answer.documents):
        lines += ["", unreported(t)]
    lines += footnotes.context_lines(t, answer.context, answer.province) if answer.province is not None else []
    rows = [of_progress(answer.question, t, "progress", dated=answer.dated), _tasks(answer.question, t)]
    return phrases.reply(lines, rows, tail=footnotes.source_line(t, answer.context.sources))


def short(tally: Tally, t: Translator) -> Html:
    """ "12/46 done, 3 overdue"."""
    done = t("{n}/{total} done", n=tally.accepted, total=tally.total)
    return t("{done}, {n} overdue", done=done, n=tally.overdue) if tally.overdue else done


def parts(tally: Tally, t: Translator) -> list[tuple[str, int, Html]]:
    """The states that there are: name, how many, and both in words."""
    every = (
        ("accepted", tally.accepted, t("✅ {n} accepted", n=tally.accepted)),
        ("waiting", tally.waiting, t("☑️ {n} to be accepted", n=tally.waiting)),
        ("doing", tally.doing, t("🔵 {n} being done", n=tally.doing)),
        ("stuck", tally.stuck, t("⚠️ {n} stuck", n=tally.stuck)),
        ("silent", tally.silent, t("⚪ {n} without a report", n=tally.silent)),
        ("closed", tally.closed, t("⏹ {n} closed", n=tally.closed)),
    )
    return [one for one in every if one[1]]


def _reported(tally: Tally, t: Translator) -> str:
    return f"<b>{short(tally, t)}</b>\n" + " · ".join(words for _, _, words in parts(tally, t))


def _by_date(tally: Tally, t: Translator) -> Html:
    """What everybody may know: how many there are, and how many have a date that has passed."""
    tasks = t.plural("{n} task", "{n} tasks", tally.total)
    if not tally.overdue:
        return t("{tasks}; no date has passed", tasks=tasks)
    return t.plural("{tasks}; {n} date has passed", "{tasks}; {n} dates have passed", tally.overdue, tasks=tasks)


def _tallies(found: Sequence[TallyOf], t: Translator) -> list[str]:
    said = [f"• {escape(cut(t.pick(one.name_vi, one.name_en), 80))}: {short(one.tally, t)}" for one in found]
    rest = folded(said[FIRST:], said[:FIRST])
    return [*said[:FIRST], *([rest] if rest is not None else [])]


def _document(document: Document, t: Translator) -> str:
    return f"{escape(document.called)} · {t.partial_date(document.date)}"


def _tasks(asked: Question, t: Translator) -> list[Button | None]:
    return [Button(t("All tasks"), replace(asked, topic="", page=0))]
