"""The buttons under answers on tasks (pure)."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.model import TasksAnswer
from bot.answers.tasks import GENERAL
from bot.i18n import Translator
from bot.presses.answers import Export
from bot.presses.tasks import OwnTasks
from bot.questions import Question
from bot.render import phrases
from bot.render.phrases import name
from bot.reply import Button, Reply


def buttons(answer: TasksAnswer, t: Translator) -> list[list[Button | None]]:
    """Pages, the successor's tasks, what became of them, and what else there is of the province."""
    base = answer.question
    if base.agency_said:  # a button holds ids, no words as typed
        base = replace(base, agency_said="", topic=GENERAL)
    if base.document:  # which says whose it is: a button has room for little more
        base = replace(base, provinces=())
    rows: list[list[Button | None]] = [
        [
            Button("◀", replace(base, page=answer.page - 1), here=True) if answer.page else None,
            Button(t("Page {n} of {total}", n=answer.page + 1, total=answer.pages), base, here=True)
            if answer.pages > 1
            else None,
            Button("▶", replace(base, page=answer.page + 1), here=True) if answer.page + 1 < answer.pages else None,
        ]
    ]
    successor = answer.context.successor
    if successor is not None and not answer.total:
        theirs = phrases.sentence(t("tasks of {province}", province=name(t, successor)))
        rows.append([Button(theirs, replace(base, provinces=(successor.id,), page=0))])
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
    if answer.total and any(task.document.brought for task in answer.tasks):
        rows.append(of_progress(replace(base, page=0, topic=""), t, dated=answer.dated))
    return rows


def of_progress(asked: Question, t: Translator, but: str = "", *, dated: bool) -> list[Button | None]:
    """What became of the tasks that a question asks for, and their dates for a calendar where there are any; ``but`` is
    the topic shown.
    """
    return [
        Button(t("📊 Progress"), replace(asked, topic="progress")) if but != "progress" else None,
        Button(t("⏰ Overdue"), replace(asked, topic="overdue")) if but != "overdue" else None,
        Button(t("🗓 Calendar"), Export(replace(asked, topic=""), "ics")) if dated else None,
    ]


def with_own_tasks(reply: Reply, t: Translator) -> Reply:
    """The reply with the button by which those who have a role report and decide."""
    return replace(reply, buttons=(*reply.buttons, (Button(t("📝 Your tasks"), OwnTasks()),)))
