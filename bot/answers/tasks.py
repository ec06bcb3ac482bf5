"""What provinces were told to do."""

from __future__ import annotations

from bot.answers.context import context, sources
from bot.answers.lookup import indicator_of
from bot.answers.model import AnswerContext, TasksAnswer
from bot.answers.periods import LAST_YEAR
from bot.questions import Question
from data.model import Task
from data.store import Store

PAGE = 5


async def tasks(store: Store, question: Question) -> TasksAnswer:
    """``/tasks Hung Yen PAPI [criterion] [agency]``, the newest document first, ``PAGE`` tasks to a page."""
    catalogue = store.catalogue
    province = catalogue.provinces[question.provinces[0]] if question.provinces else None
    index, code = question.index, question.indicator
    every = await store.tasks(
        province=province.id if province else None if question.agency else "",
        index=index,
        indicator=code or None,
        agency=question.agency,
    )
    if question.year:
        every = tuple(task for task in every if task.document.date.startswith(str(question.year)))
    pages = max(1, -(-len(every) // PAGE))
    page = min(max(question.page, 0), pages - 1)
    shown = every[page * PAGE : (page + 1) * PAGE]
    aims, aims_of = _aims(every)
    ids = [task.document.source for task in shown]
    about = AnswerContext(sources=sources(catalogue, ids))
    if province is not None:
        about = context(catalogue, question, province, further=ids)
    return TasksAnswer(
        question=question,
        province=province,
        index=catalogue.indices[index] if index else None,
        indicator=indicator_of(catalogue, index, code, LAST_YEAR) if index and code else None,
        agency=catalogue.agencies.get(question.agency or ""),
        tasks=shown,
        total=len(every),
        page=page,
        pages=pages,
        aims=aims,
        aims_of=aims_of,
        context=about,
    )


def _aims(every: tuple[Task, ...]) -> tuple[dict[str, tuple[tuple[str, str], ...]], str]:
    """The criteria that the newest plan that says so wants maintained, and those it wants improved."""
    aimed = [task for task in every if task.aim and task.indicator]
    if not aimed:
        return {}, ""
    document = aimed[0].document
    named: dict[str, dict[tuple[str, str], None]] = {}
    for task in aimed:
        if task.document == document:
            named.setdefault(task.aim, {})[(task.heading_vi, task.heading_en)] = None
    return {aim: tuple(headings) for aim, headings in named.items()}, document.number or document.title_vi
