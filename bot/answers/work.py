"""What provinces were told to do, and what they promised beside what they reached."""

from __future__ import annotations

from bot.answers import periods
from bot.answers.context import context, sources
from bot.answers.groups import GROUPED
from bot.answers.kinds import GROUPS, Context, Promise, Standing, TargetsAnswer, TasksAnswer
from bot.answers.standings import change, indicator_of, stand
from bot.answers.store import Store
from bot.questions import Question
from data.model import Province, Target, Task

PAGE = 5
LATEST_TASKS_YEAR = 9999


async def tasks(store: Store, question: Question) -> TasksAnswer:
    """``/tasks Hung Yen PAPI [criterion] [agency]``, newest document first, ``PAGE`` to a page."""
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
    about = context(catalogue, question, province, ids) if province else Context(sources=sources(catalogue, ids))
    return TasksAnswer(
        question=question,
        province=province,
        index=catalogue.indices[index] if index else None,
        indicator=indicator_of(catalogue, index, code, LATEST_TASKS_YEAR) if index and code else None,
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
    """Which criteria the newest plan that says so wants maintained and which improved."""
    aimed = [task for task in every if task.aim and task.indicator]
    if not aimed:
        return {}, ""
    document = aimed[0].document
    named: dict[str, dict[tuple[str, str], None]] = {}
    for task in aimed:
        if task.document == document:
            named.setdefault(task.aim, {})[(task.heading_vi, task.heading_en)] = None
    return {aim: tuple(headings) for aim, headings in named.items()}, document.number or document.title_vi


async def targets(store: Store, question: Question) -> TargetsAnswer:
    """``/targets``: newest year first, each promise beside what was reached in that year."""
    catalogue = store.catalogue
    province = catalogue.provinces[question.provinces[0]]
    found = await store.targets(province.id, question.index)
    if question.year or question.since:
        first, last = question.since or question.year or 0, question.year or LATEST_TASKS_YEAR
        found = tuple(one for one in found if one.year <= last and first <= one.last_year)
    promises = [await _promise(store, province, one) for one in found]
    ids = [one.target.document.source for one in promises]
    ids += [one.figure.source for promise in promises for one, _ in promise.reached if one.figure]
    return TargetsAnswer(question, province, tuple(promises), context(catalogue, question, province, ids))


async def _promise(store: Store, province: Province, target: Target) -> Promise:
    catalogue = store.catalogue
    if district_level(target):
        return Promise(target, catalogue.indices[target.index], (), None, district=True)
    reached: list[Standing] = []
    # A criterion that has no code of ours must not be compared with the total.
    comparable = bool(target.indicator) or not target.criterion_en
    for year in range(target.year, target.last_year + 1):
        if not comparable or str(year) not in catalogue.periods(target.index):
            continue
        results = await store.results(target.index, str(year))
        standing = stand(catalogue, results, target.index, province, target.indicator, str(year))
        if standing.figure is not None or standing.missing == "excluded":
            reached.append(standing)
    before = None
    if len(reached) == 1 and target.kind in ("rank_change", "score_change"):
        chosen = await periods.before(store, target.index, reached[0].period, province, target.indicator)
        if chosen is not None:
            before = stand(catalogue, chosen.results, target.index, province, target.indicator, chosen.period)
    judged = tuple((one, _met(target, one, before)) for one in reached)
    return Promise(target, catalogue.indices[target.index], judged, before, district=False)


def district_level(target: Target) -> bool:
    """Whether a district-level city set it, not the province."""
    return "district level" in target.note_en


def strictly_over(target: Target) -> bool:
    """Whether the score must exceed the value, not only reach it: the note of the target says so."""
    return target.kind == "score_min" and target.note_en.startswith("must exceed")


def _met(target: Target, reached: Standing, before: Standing | None) -> bool | None:
    """Whether it was reached; None where the figure, or a fair comparison, is missing."""
    figure = reached.figure
    if figure is None or figure.flag in ("conflict", "suspect"):
        return None
    if target.kind == "rank_max":
        return None if figure.rank is None else figure.rank <= float(target.value)
    if target.kind == "score_min":
        if figure.score is None or _unit(target.unit) != figure.unit:
            return None
        if strictly_over(target):
            return figure.score > float(target.value)
        return figure.score >= float(target.value)
    if target.kind == "group" and target.index in GROUPED and reached.group and target.value in GROUPS:
        return GROUPS.index(reached.group) >= GROUPS.index(target.value)
    moved = change(reached, before) if before else None
    wanted = 0.0 if target.value == "positive" else float(target.value) if target.value.isdigit() else None
    if moved is None or wanted is None:
        return None
    by = moved.rank if target.kind == "rank_change" else moved.score if target.kind == "score_change" else None
    return None if by is None else (by >= wanted if wanted else by > 0)


def _unit(unit: str) -> str:
    return "percent" if unit in ("%", "percent") else "points"
