"""The wording of an editor's weekly digest (pure)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bot.answers.lookup import decimals
from bot.answers.model import DigestAnswer, Lost, TallyOf
from bot.i18n import Html, Translator, escape
from bot.questions import Question
from bot.render import footnotes, phrases
from bot.render.duties import short
from bot.render.folded import folded
from bot.render.phrases import bold, cut, name
from bot.render.task_lines import days_off, due_date, leading, named
from bot.reply import Button, Reply
from data.model.figures import Source
from data.model.provinces import Province
from data.model.tasks import Task

SHOWN = 5
"""Tasks, agencies and criteria of a list."""
LONGEST = 100
"""UTF-16 units of a task's text."""
BUTTONS = 3
"""Provinces that have a row of buttons."""


def digest(answers: Sequence[tuple[Province, DigestAnswer]], today: dt.date, t: Translator) -> Reply:
    """One message of all provinces of an editor: at a glance the counts, opened by a touch what they are made of."""
    lines: list[str | None] = [bold(t("📊 Your week, {date}", date=t.date(today)))]
    rest: list[Html] = []
    sources: dict[str, Source] = {}
    for province, answer in answers:
        lines += ["", bold(name(t, province)), *_counts(answer, t)]
        if len(answers) > 1:
            rest.append(bold(name(t, province)))
        rest += _details(answer, t)
        used = [*answer.progress.context.sources, *(one.source for one in answer.lost[:SHOWN] if one.source)]
        sources |= {one.id: one for one in used}
    tail = footnotes.source_line(t, sources.values())
    hidden = folded(rest, [*lines, tail])
    rows: list[list[Button | None]] = []
    for province, _ in answers[:BUTTONS]:
        slug = (province.id,)
        who = f"{name(t, province)}: " if len(answers) > 1 else ""
        rows.append(
            [
                Button(phrases.sentence(who + t("progress")), Question("tasks", provinces=slug, topic="progress")),
                Button(phrases.sentence(who + t("overdue tasks")), Question("tasks", provinces=slug, topic="overdue")),
            ]
        )
    return phrases.reply([*lines, "", hidden, ""] if hidden else [*lines, ""], rows, tail=tail)


def _counts(answer: DigestAnswer, t: Translator) -> list[Html]:
    whole = answer.progress.whole
    if whole is None:
        return [t("No plan in force was brought here by the province, so nobody reports on its tasks here.")]
    counts = (
        (len(answer.waiting), "☑️", t("to be accepted or sent back")),
        (len(answer.soon), "🗓", t("due within 7 days")),
        (len(answer.late), "⏰", t("overdue")),
        (len(answer.silent), "⚪", t("without a report for 30 days, or ever")),
    )
    return [
        Html(f"<b>{short(whole, t)}</b>"),
        *(Html(f"{sign} {t.integer(count)} {words}") for count, sign, words in counts if count),
    ]


def _details(answer: DigestAnswer, t: Translator) -> list[Html]:
    found: list[Html] = []
    for title, tasks in (
        (t("☑️ To be accepted or sent back:"), answer.waiting),
        (t("⏰ Overdue:"), answer.late),
        (t("🗓 Due within 7 days:"), answer.soon),
    ):
        found += _listed(title, [_task(task, answer.today, t) for task in tasks], t)
    found += _listed(t("By leading agency:"), [_tally(one, t) for one in answer.progress.agencies], t)
    found += _listed(t("By criterion:"), [_tally(one, t) for one in answer.progress.criteria], t)
    found += _listed(t("Points lost there, in the last figures:"), [_lost(one, t) for one in answer.lost], t)
    return found


def _listed(title: Html, lines: Sequence[Html], t: Translator) -> list[Html]:
    if not lines:
        return []
    more = len(lines) - SHOWN
    rest = [t.plural("… and {n} more", "… and {n} more", more)] if more > 0 else []
    return [bold(title), *lines[:SHOWN], *rest]


def _task(task: Task, today: dt.date, t: Translator) -> Html:
    when = Html(f"{due_date(task, t)} · {days_off(task.due, today, t)}") if task.due is not None else due_date(task, t)
    whose = leading(task, t)
    document = f"{escape(task.document.called)}, {t.partial_date(task.document.date)}"
    return Html(f"• {when}: {named(task, t, LONGEST)} — <i>{whose + ' · ' if whose else ''}{document}</i>")


def _tally(one: TallyOf, t: Translator) -> Html:
    return Html(f"• {escape(cut(t.pick(one.name_vi, one.name_en), 80))}: {short(one.tally, t)}")


def _lost(one: Lost, t: Translator) -> Html:
    amount = phrases.by_score(t, one.points, phrases.unit_of(one.standing), decimals(one.standing))
    tasks = t.plural("{n} task", "{n} tasks", one.tasks)
    return t("• {criterion}: {amount} lost; {tasks}", criterion=phrases.subject(t, one.standing), amount=amount,
             tasks=tasks)  # fmt: skip
