"""Which tasks are overdue by their dates, and how far plans have come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answers.context import context, sources
from bot.answers.model import AnswerContext, OverdueAnswer, ProgressAnswer, Tally, TallyOf
from bot.answers.tasks import every_task, has_date
from bot.answers.viewing import Viewing
from bot.questions import Question
from data.model.tasks import Document, Task
from data.store import Store
from data.tasks.model import Reported

PAGE = 6


async def overdue(store: Store, question: Question, viewing: Viewing) -> OverdueAnswer:
    """``/overdue Hung Yen [agency]``: tasks of the plans in force whose date has passed, the earliest first. What a
    reader may know to be done, or to wait for an editor, is left out; ``elsewhere`` counts those of documents that were
    gathered, of which nobody reports.
    """
    every, _ = await every_task(store, _plain(question))
    past = [task for task in every if task.due is not None and task.due < viewing.today and not task.closed]
    mine = [task for task in past if task.document.brought]
    reported = await store.reported(mine, viewing.may_read, viewing.reports)
    late = [task for task in mine if is_overdue(task, reported, viewing)]
    late.sort(key=lambda task: task.due or viewing.today)
    pages = max(1, -(-len(late) // PAGE))
    page = min(max(question.page, 0), pages - 1)
    shown = tuple(late[page * PAGE : (page + 1) * PAGE])
    province = store.catalogue.provinces.get(_province(question, every))
    return OverdueAnswer(
        question=question,
        province=province,
        agency=store.catalogue.agencies.get(question.agency or ""),
        tasks=shown,
        first=page * PAGE + 1,
        total=len(late),
        page=page,
        pages=pages,
        elsewhere=len(past) - len(mine),
        plans=len({task.document.id for task in every if _is_reported_on(task)}),
        brought=await _brought(store, question, every),
        dated=any(map(has_date, every)),
        reported=reported,
        today=viewing.today,
        context=_context(store, question, shown),
    )


async def progress(store: Store, question: Question, viewing: Viewing) -> ProgressAnswer:
    """``/progress Hung Yen [document | agency]``: how many tasks of each plan in force are done and overdue; by leading
    agency and by criterion where the reader may read the reports.
    """
    every, _ = await every_task(store, _plain(question))
    open_ = [task for task in every if _is_reported_on(task)]
    reported = await store.reported(open_, viewing.may_read, viewing.reports)
    known = [task for task in open_ if reported.shows(task)]
    documents: dict[str, list[Task]] = {}
    agencies: dict[str, list[Task]] = {}
    criteria: dict[tuple[str, str], list[Task]] = {}
    for task in open_:
        documents.setdefault(task.document.id, []).append(task)
    names: dict[str, tuple[str, str]] = {}
    for task in known:
        for one in {one.agency for one in task.assignees if one.role == "lead"}:
            names[one.id or one.name_vi] = one.name_vi, one.name_en
            agencies.setdefault(one.id or one.name_vi, []).append(task)
        for pair in dict.fromkeys(((task.index, task.indicator), *task.also)):
            if pair[0] in store.catalogue.indices:
                criteria.setdefault(pair, []).append(task)

    def counted(tasks: Sequence[Task]) -> Tally:
        return tally(tasks, reported, viewing)

    return ProgressAnswer(
        question=question,
        province=store.catalogue.provinces.get(_province(question, every)),
        agency=store.catalogue.agencies.get(question.agency or ""),
        whole=counted(known) if known else None,
        documents=tuple((_document(tasks), reported.shows(tasks[0]), counted(tasks)) for tasks in documents.values()),
        agencies=_sorted(TallyOf(*names[key], counted(tasks)) for key, tasks in agencies.items()),
        criteria=_sorted(TallyOf(*_criterion(store, pair), counted(tasks)) for pair, tasks in criteria.items()),
        brought=await _brought(store, question, every),
        dated=any(map(has_date, every)),
        today=viewing.today,
        context=_context(store, question, [tasks[0] for tasks in documents.values()]),
    )


def tally(tasks: Iterable[Task], reported: Reported, viewing: Viewing) -> Tally:
    """How many of these tasks are in which state; of those whose reports may not be read only the dates count."""
    count = dict.fromkeys(("accepted", "closed", "waiting", "doing", "stuck", "silent"), 0)
    total = late = 0
    for task in tasks:
        total += 1
        late += is_overdue(task, reported, viewing)
        if not reported.shows(task):
            continue
        state = reported.of(task)
        match state.state if state is not None else None:
            case None:
                count["silent"] += 1
            case "done":
                count["waiting"] += 1
            case "accepted" | "closed" | "stuck" as one:
                count[one] += 1
            case _:
                count["doing"] += 1
    return Tally(total=total, overdue=late, **count)


def is_overdue(task: Task, reported: Reported, viewing: Viewing) -> bool:
    """Whether its date has passed and the reader does not know it to be done, or to be judged by an editor."""
    if task.due is None or task.due >= viewing.today or task.closed:
        return False
    state = reported.of(task)
    return state is None or not (state.finished or state.waits)


def _is_reported_on(task: Task) -> bool:
    """Whether it is a task of a plan in force that an office brought."""
    return task.document.brought and not task.closed


async def _brought(store: Store, question: Question, asked: Sequence[Task]) -> bool:
    """Whether there is a plan in force at all, of whose tasks those asked for may be none."""
    if any(map(_is_reported_on, asked)):
        return True
    province = _province(question, asked)
    return bool(province) and any(map(_is_reported_on, await store.tasks(province=province)))


def _plain(question: Question) -> Question:
    return replace(question, topic="", page=0)


def _province(question: Question, tasks: Sequence[Task]) -> str:
    if question.provinces and not question.document:
        return question.provinces[0]
    return tasks[0].province if question.document and tasks else ""


def _context(store: Store, question: Question, tasks: Sequence[Task]) -> AnswerContext:
    ids = [task.document.source for task in tasks]
    province = store.catalogue.provinces.get(_province(question, tasks))
    if province is None:
        return AnswerContext(sources=sources(store.catalogue, ids))
    return context(store.catalogue, question, province, further=ids)


def _document(tasks: Sequence[Task]) -> Document:
    return tasks[0].document


def _criterion(store: Store, pair: tuple[str, str]) -> tuple[str, str]:
    """The criterion's short names, with its index."""
    index = store.catalogue.indices[pair[0]]
    rows = [row for row in store.catalogue.indicators.get(pair[0], ()) if row.code == pair[1]]
    if not pair[1] or not rows:
        return index.short, index.short
    newest = max(rows, key=lambda row: row.first_year)
    return f"{index.short}: {newest.short_vi}", f"{index.short}: {newest.short_en}"


def _sorted(found: Iterable[TallyOf]) -> tuple[TallyOf, ...]:
    """Those with most that is overdue first, then those with most to do."""
    return tuple(sorted(found, key=lambda one: (-one.tally.overdue, one.tally.accepted - one.tally.total, one.name_vi)))
