"""How far a province is from a goal: a place, a group, another province, or a score."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.answers import periods
from bot.answers.context import context
from bot.answers.groups import group
from bot.answers.lookup import change, decimals, median, parts_of, stand
from bot.answers.model import GROUPS, Goal, GoalKind, Group, Lag, ReachAnswer, Standing
from bot.answers.standing import facts_on
from bot.questions import Question
from data.model.figures import Figure, Results
from data.model.provinces import Province
from data.model.tasks import Task
from data.store import Store

USUAL = 10
"""The place that everybody in the highest group wants to keep, and that those of an index without groups want."""


class Table:
    """A whole table as one criterion ranks it, and who stands where in it."""

    def __init__(self, store: Store, results: Results, code: str) -> None:
        self._store = store
        self.results = results
        self.code = code
        self.index = store.catalogue.indices[results.index]
        self.ranking: Sequence[Figure] = results.ranking.get(code, ())

    def standing(self, province: str) -> Standing:
        catalogue, results = self._store.catalogue, self.results
        unit = catalogue.provinces[province]
        return stand(catalogue, results, results.index, unit, self.code, results.period)

    def group_of(self, score: float | None) -> Group | None:
        return group(self.index, self.results, self.code, score)[0]

    def place(self, at: int, figure: Figure) -> int:
        return figure.rank if figure.rank is not None else at

    def within_places(self, last: int) -> list[Figure]:
        return [one for at, one in enumerate(self.ranking, 1) if self.place(at, one) <= last]

    def within_group(self, lowest: Group) -> list[Figure]:
        least = GROUPS.index(lowest)
        return [one for one in self.ranking if GROUPS.index(self.group_of(one.score) or GROUPS[0]) >= least]

    def with_score(self, least: float) -> list[Figure]:
        return [one for one in self.ranking if (one.score or 0.0) >= least]


async def reach(store: Store, question: Question) -> ReachAnswer:
    """How many points are missing to the goal, who stands there, in which criteria the distance lies, and what the
    province's tasks say of those. Only a whole table tells; without one, what is known.
    """
    catalogue = store.catalogue
    index = question.index or catalogue.preferred
    province, code = catalogue.provinces[question.provinces[0]], question.indicator or ""
    table, newer = await _table(store, index, province, code, question)
    if table is None:
        return await _without_table(store, index, province, question)
    now = table.standing(province.id)
    tasks = [task for task in await store.tasks(province=province.id, index=index) if not task.closed]
    goal, named = (None, None) if now.figure is None else _goal(table, now, question)
    beaten = goal is not None and _reached(table, now, goal)
    outside = _outside(table, goal) if goal is not None and beaten else None
    above = _above(table, now) if beaten else None
    lags = _lags(store, table, now, goal.holder, tasks) if goal is not None and not beaten else ()
    shown = [now, *(one for one in (goal.holder if goal and not beaten else None, outside, above) if one)]
    ids = [one.exclusion.source for one in (now, newer, named) if one is not None and one.exclusion is not None]
    ids += [task.document.source for lag in lags for task in lag.tasks[:2] if task.document.brought]
    return ReachAnswer(
        question=question,
        standing=now,
        goal=goal,
        missing=_between(now, goal.score) if goal is not None and not beaten else None,
        margin=_margin(now, goal, outside) if goal is not None and beaten else None,
        outside=outside,
        above=above,
        lags=lags,
        tasks=len(tasks),
        newer=newer,
        no_groups=bool(question.group) and not table.index.grouped,
        named=named,
        facts=(),
        context=context(catalogue, question, province, shown, ids),
    )


def serves(task: Task, index: str, code: str) -> bool:
    """Whether a task is for the criterion or for a part of it, as its first or as a further one."""
    wanted = ((task.index, task.indicator), *task.also)
    return any(one == index and (other == code or other.startswith(code + ".")) for one, other in wanted)


async def _table(
    store: Store, index: str, province: Province, code: str, question: Question
) -> tuple[Table | None, Standing | None]:
    """The newest fitting whole table that has the province, and its standing in a newer one that lacks it; if all lack
    it, the newest.
    """
    newest: Table | None = None
    for period in periods.candidates(store, index, question):
        results = await store.results(index, period)
        if results is None or not results.full or not results.ranking.get(code):
            continue
        table = Table(store, results, code)
        standing = table.standing(province.id)
        if standing.figure is not None and standing.figure.score is not None:
            return table, newest.standing(province.id) if newest is not None else None
        newest = newest or table
    return newest, None


def _goal(table: Table, now: Standing, question: Question) -> tuple[Goal | None, Standing | None]:
    """What is to be reached. None for a province that is not in the table: its standing, the second value, says why."""
    bound = question.bound
    if bound is not None and bound.of == "province" and bound.province != now.province.id:
        other = table.standing(bound.province)
        if other.figure is None or other.figure.score is None:
            return None, other
        many = len(table.with_score(other.figure.score))
        return Goal("province", other.figure.score, other, many), None
    if bound is not None and bound.of != "province":
        score = bound.score if bound.of == "score" else _middle(table.ranking, bound.of)
        if score is not None:
            return _of_those(table, table.with_score(score), bound.of, score=score), None
    place = question.place or question.n
    if place:
        place = min(place, len(table.ranking))
        return _of_those(table, table.within_places(place), "place", place=place), None
    if question.group and table.index.grouped:
        return _of_those(table, table.within_group(question.group), "group", wanted=question.group), None
    mine = table.group_of(now.figure.score if now.figure else None)
    if mine is not None and mine != GROUPS[-1]:
        higher = GROUPS[GROUPS.index(mine) + 1]
        return _of_those(table, table.within_group(higher), "group", wanted=higher, usual=True), None
    place = min(USUAL, len(table.ranking))
    return _of_those(table, table.within_places(place), "place", place=place, usual=True), None


def _of_those(
    table: Table,
    there: Sequence[Figure],
    kind: GoalKind,
    *,
    score: float | None = None,
    place: int | None = None,
    wanted: Group | None = None,
    usual: bool = False,
) -> Goal:
    """The goal that is held by the last of those that have reached it; by the best of all where none has."""
    last = there[-1] if there else table.ranking[0]
    least = score if score is not None else last.score or 0.0
    return Goal(kind, least, table.standing(last.province), len(there), place, wanted, usual)


def _middle(ranking: Sequence[Figure], of: str) -> float:
    if of == "median":
        return median(ranking)
    return sum(one.score or 0.0 for one in ranking) / len(ranking)


def _reached(table: Table, now: Standing, goal: Goal) -> bool:
    figure = now.figure
    if figure is None or figure.score is None:
        return False
    if goal.place is not None:
        return any(one.province == now.province.id for one in table.within_places(goal.place))
    if goal.group is not None:
        return GROUPS.index(table.group_of(figure.score) or GROUPS[0]) >= GROUPS.index(goal.group)
    return figure.score >= goal.score


def _outside(table: Table, goal: Goal) -> Standing | None:
    """The best of those that have not reached a place or a group; of a province as the goal, that province itself."""
    if goal.kind == "province":
        return goal.holder
    if goal.place is None and goal.group is None:
        return None
    there = table.within_places(goal.place) if goal.place is not None else table.within_group(goal.group or GROUPS[0])
    inside = {one.province for one in there}
    rest = [one for one in table.ranking if one.province not in inside]
    return table.standing(rest[0].province) if rest else None


def _margin(now: Standing, goal: Goal, outside: Standing | None) -> float | None:
    """By how much the score is above that of ``outside``; above the goal itself where that is a score, a mean or a
    median; None where nobody is outside.
    """
    if outside is not None:
        return -_between(now, _score(outside))
    return -_between(now, goal.score) if goal.kind in ("score", "mean", "median") else None


def _above(table: Table, now: Standing) -> Standing | None:
    mine = _score(now)
    better = [one for one in table.ranking if (one.score or 0.0) > mine]
    return table.standing(better[-1].province) if better else None


def _lags(store: Store, table: Table, now: Standing, holder: Standing, tasks: Sequence[Task]) -> tuple[Lag, ...]:
    """The criteria directly below in which both have a score that compares."""
    catalogue, results, index = store.catalogue, table.results, table.index.id
    found: list[Lag] = []
    for part in parts_of(catalogue, results, index, now.province, table.code, results.period):
        mine = part.standing
        theirs = stand(catalogue, results, index, holder.province, mine.indicator.code, results.period)
        by = change(theirs, mine) if theirs.figure is not None else None
        if by is not None and by.score is not None:
            meant = tuple(task for task in tasks if serves(task, index, mine.indicator.code))
            found.append(Lag(mine, theirs, by.score, meant))
    return tuple(sorted(found, key=lambda lag: -lag.by))


def _score(standing: Standing | None) -> float:
    return (standing.figure.score or 0.0) if standing is not None and standing.figure is not None else 0.0


def _between(now: Standing, score: float) -> float:
    """How much more a score is than that of ``now``, both as they are shown."""
    unit = Decimal(1).scaleb(-decimals(now))
    shown = (Decimal(repr(one)).quantize(unit, ROUND_HALF_UP) for one in (score, _score(now)))
    return float(next(shown) - next(shown))


async def _without_table(store: Store, index: str, province: Province, question: Question) -> ReachAnswer:
    """What single facts tell: the province's own, those of the goal if they are known, and of the whole country."""
    catalogue, code = store.catalogue, question.indicator or ""
    chosen = await periods.for_province(store, index, province, code, question)
    results = chosen.results
    now = stand(catalogue, results, index, province, code, chosen.period)
    other = question.bound.province if question.bound is not None else ""
    if not other and results is not None and question.place:
        there = [slug for (slug, one), figures in results.figures.items()
                 if one == code and figures[0].rank == question.place]  # fmt: skip
        other = there[0] if len(there) == 1 else ""
    named = None
    if other and other != province.id:
        named = stand(catalogue, results, index, catalogue.provinces[other], code, chosen.period)
    facts = facts_on(results, None, code, full=False)
    shown = [one for one in (now, named) if one is not None]
    ids = [one.exclusion.source for one in shown if one.exclusion is not None] + [fact.source for fact in facts]
    return ReachAnswer(
        question=question,
        standing=now,
        goal=None,
        missing=None,
        margin=None,
        outside=None,
        above=None,
        lags=(),
        tasks=sum(not task.closed for task in await store.tasks(province=province.id, index=index)),
        newer=None,
        no_groups=False,
        named=named,
        facts=facts,
        context=context(catalogue, question, province, shown, ids),
    )
