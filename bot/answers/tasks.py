"""What provinces were told to do."""

from __future__ import annotations

from bot.answers.context import context, sources
from bot.answers.lookup import indicator_of
from bot.answers.model import AnswerContext, TasksAnswer
from bot.answers.periods import LAST_YEAR
from bot.answers.viewing import Viewing
from bot.questions import Question
from data.model.tasks import Task
from data.store import Store

PAGE = 5
GENERAL = "general"
"""The topic that asks for the tasks given to all agencies of a province together."""


async def tasks(store: Store, question: Question, viewing: Viewing) -> TasksAnswer:
    """``/tasks Hung Yen PAPI [criterion] [agency]``, the newest document first, ``PAGE`` tasks to a page."""
    catalogue = store.catalogue
    province = catalogue.provinces[question.provinces[0]] if question.provinces else None
    index, code = question.index, question.indicator
    every, general = await every_task(store, question)
    document = every[0].document if question.document and every else None
    if question.document:
        province = catalogue.provinces.get(document.province) if document is not None else None
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
        document=document,
        general=general,
        closed=sum(task.closed for task in every),
        dated=any(map(has_date, every)),
        reported=await store.reported(every, viewing.may_read, viewing.reports),
    )


def has_date(task: Task) -> bool:
    """Whether it has a day in a calendar: one that is printed, of a task that is not closed."""
    return task.due is not None and not task.closed


async def every_task(store: Store, question: Question) -> tuple[tuple[Task, ...], bool]:
    """All tasks that a question asks for, those of one document or of a year where it names one, whatever its page; the
    second value says that they name only all agencies together, and not the one asked for.
    """
    found, general = await _asked_for(store, question)
    if question.document:
        return tuple(task for task in found if task.document.id == question.document), general
    if question.year:
        found = tuple(task for task in found if task.document.date.startswith(str(question.year)))
    return found, general


async def _asked_for(store: Store, question: Question) -> tuple[tuple[Task, ...], bool]:
    """The tasks asked for. Those of an agency that none names are those given to all agencies of the province together,
    or to a wider body that it belongs to; the second value says so.
    """
    index, code = question.index, question.indicator or None
    province: str | None = question.provinces[0] if question.provinces else ""
    if question.document or question.agency or question.agency_said or question.topic == GENERAL:
        province = question.provinces[0] if question.provinces and not question.document else None
    known = store.catalogue.documents.get(question.document or "")
    if known is not None:
        province = known.province
    found = await store.tasks(province=province, index=index, indicator=code, agency=question.agency)
    if question.agency and found:
        named = await store.task_bodies(question.agency)
        return found, not any(_names(task, named) for task in found)
    if question.agency or question.agency_said or question.topic == GENERAL:
        every = await store.tasks(province=province, index=index, indicator=code)
        whole = await store.whole_bodies()
        return tuple(task for task in every if _names(task, whole)), True
    return found, False


def _names(task: Task, agencies: frozenset[str]) -> bool:
    return any(one.agency.id in agencies for one in task.assignees)


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
