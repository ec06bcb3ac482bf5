"""A task on one line of a message that tells of many: its number and text, its date and how far off that is, who leads;
and the document that a group of them stands in (pure).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.i18n import Html, Translator, escape
from bot.render import phrases
from bot.render.phrases import bold
from bot.render.tasks import PLAIN_DATE, due_words
from data.model.tasks import Document, Task

LONGEST = 200
"""UTF-16 units of a task's text that such a line shows."""
LEADING = 2
"""Agencies that are named."""


def document_line(document: Document, t: Translator, province: str = "") -> Html:
    """ "📄 12/KH-UBND · 15/1/2026 · UBND tỉnh Hưng Yên": where the lines below it are read."""
    date = t.partial_date(document.date) if document.date else t("date not known")
    issuer = t.pick(document.issuer_vi, document.issuer_en)
    parts = [bold(document.called), escape(date), escape(issuer), escape(province)]
    return Html("📄 " + " · ".join(part for part in parts if part))


def named(task: Task, t: Translator, longest: int = LONGEST) -> Html:
    """ "I.1. Rà soát …"."""
    number = task.number.strip().rstrip(".)")
    text = phrases.cut(t.pick(task.text_vi, task.text_en), longest)
    return Html((escape(number) + ". " if number else "") + escape(text))


def due_date(task: Task, t: Translator) -> Html:
    """The date with the plan's words for it, where they are other words: "30/9/2026 (quý III/2026)"; or what is said
    in its place.
    """
    words = due_words(task)
    if task.due is None:
        return Html(escape(words)) if words else t("no deadline stated")
    day = t.date(task.due)
    plain = not words or PLAIN_DATE.fullmatch(words)
    return Html(escape(day)) if plain else t("{date} ({words})", date=day, words=words)


def days_off(due: dt.date, today: dt.date, t: Translator) -> Html:
    """ "còn 7 ngày", "hôm nay", "quá hạn 12 ngày"."""
    days = (due - today).days
    if days > 0:
        return t.plural("{n} day left", "{n} days left", days)
    if days == 0:
        return bold(t("due today"))
    return bold(t.plural("{n} day overdue", "{n} days overdue", -days))


def leading(task: Task, t: Translator) -> Html:
    """Who leads; '' where nobody is named."""
    names = [t.pick(one.agency.name_vi, one.agency.name_en) for one in task.assignees if one.role == "lead"]
    shown = [*names[:LEADING], "…"] if len(names) > LEADING else names
    return Html(escape(", ".join(shown)))


def by_document(tasks: Iterable[Task]) -> list[tuple[Document, list[Task]]]:
    """The tasks of each document by their dates; the document whose first date is earliest comes first."""
    ordered = sorted(tasks, key=lambda task: (task.document.date, task.document.id), reverse=True)
    found = [(document, list(those)) for document, those in groupby(ordered, key=lambda task: task.document)]
    groups = [(document, sorted(those, key=_date)) for document, those in found]
    return sorted(groups, key=lambda group: _date(group[1][0]))


def shown_and_folded(lines: Sequence[Html], shown: int) -> tuple[list[Html], list[Html]]:
    """The lines that are seen at a glance and those that open at a touch: one alone is not folded."""
    return (list(lines), []) if len(lines) <= shown + 1 else (list(lines[:shown]), list(lines[shown:]))


def _date(task: Task) -> dt.date:
    return task.due or dt.date.max
