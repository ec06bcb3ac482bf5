"""The nearest period that has what was asked, for answers whose own period has nothing (``Answer.instead``)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from bot.answers import periods
from bot.answers.model import (
    Answer,
    ComparisonAnswer,
    ComponentsAnswer,
    GapsAnswer,
    MoversAnswer,
    ReachAnswer,
    StandingAnswer,
    TableAnswer,
    TargetsAnswer,
    TasksAnswer,
)
from bot.answers.targets import years_of
from bot.answers.tasks import every_task
from bot.questions import Question
from data.queries.catalogue import Catalogue
from data.store import Store

Make = Callable[[Question], Awaitable[Answer]]
WITH_INSTEAD = (ComponentsAnswer, GapsAnswer, ReachAnswer, ComparisonAnswer, TableAnswer, TargetsAnswer, TasksAnswer)
"""Answers that say which period is the nearest; those on one standing and on movers have found it themselves."""
NOTHING, SOMETHING, WHOLE = range(3)


async def with_nearest(store: Store, answer: Answer, make: Make) -> Answer:
    """The answer with ``instead``, where it has nothing to tell of its period: the same question of the period nearest
    in time that has all of it or, if none has, some; of two equally near the earlier. ``make`` answers a question.
    """
    if not isinstance(answer, WITH_INSTEAD) or told(answer) != NOTHING:
        return answer
    some: Question | None = None
    for asked in await _others(store, answer):
        found = told(await make(asked))
        if found == WHOLE:
            return replace(answer, instead=asked)
        some = some or (asked if found == SOMETHING else None)
    return replace(answer, instead=some)


def instead(answer: Answer) -> Question | None:
    """The same question of the nearest period that has figures, where its own has none; None elsewhere."""
    match answer:
        case StandingAnswer(older=older) if older is not None:
            return dated(answer.question, older.index.id, older.period)
        case MoversAnswer(nearest=pair) if pair is not None:
            return replace(dated(answer.question, answer.index.id, pair[1]), since=None, page=0)
        case _ if isinstance(answer, WITH_INSTEAD):
            return answer.instead
    return None


def unpublished(catalogue: Catalogue, question: Question) -> bool:
    """Whether the year asked for is one of which the index, or any index where none is named, has nothing at all."""
    indices = [question.index] if question.index is not None else list(catalogue.indices)
    named = bool(question.year or question.period)
    return named and not any(periods.published(catalogue, index, question) for index in indices)


def dated(question: Question, index: str | None, period: str) -> Question:
    """The same question of a period of an index, without the words that were passed over."""
    day = period if "-" in period else None
    return replace(question, index=index, year=int(period[:4]), period=day, heard="", carried=False)


def told(answer: Answer) -> int:
    """How much an answer tells of its period: ``NOTHING``, ``SOMETHING`` or the ``WHOLE`` of what was asked."""
    match answer:
        case ComponentsAnswer():
            return WHOLE if answer.parts else SOMETHING if answer.splits else NOTHING
        case GapsAnswer():
            return WHOLE if answer.gaps else NOTHING
        case ReachAnswer():
            return WHOLE if answer.goal is not None else SOMETHING if answer.standing.figure is not None else NOTHING
        case ComparisonAnswer():
            known = [sum(one.figure is not None for one in row[3]) for row in answer.rows]
            whole = bool(known) and known[0] == len(answer.provinces)
            return WHOLE if whole else SOMETHING if any(known) else NOTHING
        case TableAnswer():
            return WHOLE if answer.everybody or answer.known or answer.facts else NOTHING
        case TargetsAnswer():
            return WHOLE if answer.promises else NOTHING
        case TasksAnswer():
            return WHOLE if answer.total else NOTHING
    return WHOLE


async def _others(store: Store, answer: Answer) -> list[Question]:
    """The same question of every other period it may be asked of, the nearest in time first."""
    question, catalogue = answer.question, store.catalogue
    match answer:
        case ComponentsAnswer(standing=now) | GapsAnswer(standing=now) | ReachAnswer(standing=now):
            return _of_periods(question, catalogue, now.index.id, now.period)
        case TableAnswer():
            return _of_periods(question, catalogue, answer.index.id, answer.period)
        case ComparisonAnswer() if len(answer.provinces) > 1:
            return _of_periods(question, catalogue, question.index, question.period or str(question.year or ""))
        case TargetsAnswer() if question.year or question.since:
            years = years_of(await store.targets(answer.province.id, question.index))
            return _of_years(question, years, question.since or question.year or 0)
        case TasksAnswer() if question.year and not question.document:
            every, _ = await every_task(store, replace(question, year=None, period=None))
            years = {int(task.document.date[:4]) for task in every if task.document.date}
            return _of_years(question, years, question.year)
    return []


def _of_periods(question: Question, catalogue: Catalogue, index: str | None, period: str) -> list[Question]:
    if not period:
        return []
    if index is None:
        years = (int(one[:4]) for each in catalogue.indices for one in catalogue.periods(each))
        return _of_years(question, years, int(period[:4]))
    others = [one for one in catalogue.periods(index) if one != period]
    return [dated(question, index, one) for one in sorted(others, key=lambda one: periods.far(one, period))]


def _of_years(question: Question, years: Iterable[int], year: int) -> list[Question]:
    others = sorted({one for one in years if one != year}, key=lambda one: (abs(one - year), one))
    return [replace(dated(question, question.index, str(one)), since=None) for one in others]
