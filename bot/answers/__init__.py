"""Question + data -> Answer: one function for each kind of answer, one entrance, ``Answerer.answer``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.answers import (
    choices,
    comparison,
    components,
    duties,
    gaps,
    history,
    movers,
    nearest,
    profile,
    reach,
    records,
    reference,
    standing,
    table,
    targets,
    tasks,
)
from bot.answers.model import Answer, HelpAnswer
from bot.answers.viewing import Viewing
from bot.questions import Intent, Question
from bot.questions.intents import FOLLOWING
from data.store import Store

__all__ = ["Answer", "Answerer"]

Make = Callable[[Store, Question], Awaitable[Answer]]
MakeOfTasks = Callable[[Store, Question, Viewing], Awaitable[Answer]]


async def _help(store: Store, question: Question) -> Answer:
    catalogue = store.catalogue
    return HelpAnswer(question, tuple(catalogue.indices.values()), catalogue.preferred)


KINDS: dict[Intent, Make] = {
    "profile": profile.profile,
    "standing": standing.standing,
    "components": components.components,
    "table": table.table,
    "movers": movers.movers,
    "comparison": comparison.comparison,
    "history": history.history,
    "gaps": gaps.gaps,
    "reach": reach.reach,
    "records": records.records,
    "targets": targets.targets,
    "index": reference.index,
    "choose": choices.choose,
    "unknown": choices.unknown,
    "about": reference.about,
    "help": _help,
}


DUTIES: dict[str, MakeOfTasks] = {"overdue": duties.overdue, "progress": duties.progress}
"""The topics of ``tasks`` that ask for what became of them (``bot.questions.intents.OF_TASKS``)."""


NEED_PROVINCE: dict[Intent, str] = {
    "profile": "rank",
    "standing": "rank",
    "components": "score",
    "comparison": "compare",
    "history": "trend",
    "gaps": "gaps",
    "reach": "gaps",
    "records": "trend",
    "targets": "targets",
}
"""The kinds that cannot be answered without a province, and the command whose help then says how to ask."""


class Answerer:
    """Answers questions from one store. It holds no state of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def answer(self, question: Question, viewing: Viewing) -> Answer:
        """The answer for this reader on this day. A question that names ids the data does not have becomes ``unknown``,
        never an error.
        """
        sensible = self._sensible(question)
        return await nearest.with_nearest(
            self._store, await self._made(sensible, viewing), lambda other: self._made(other, viewing)
        )

    async def _made(self, sensible: Question, viewing: Viewing) -> Answer:
        if sensible.intent == "tasks":
            return await DUTIES.get(sensible.topic, tasks.tasks)(self._store, sensible, viewing)
        return await KINDS[sensible.intent](self._store, sensible)

    def _sensible(self, question: Question) -> Question:
        """The question, or ``unknown`` where it cannot be asked: old buttons and hand-made data may name anything."""
        if question.intent in FOLLOWING:
            return Question("help", topic=question.intent)  # subscriptions answer these
        catalogue = self._store.catalogue
        known = all(slug in catalogue.provinces for slug in question.provinces)
        known = known and (question.index is None or question.index in catalogue.indices)
        if known and question.index is not None and question.indicator:
            known = any(row.code == question.indicator for row in catalogue.indicators[question.index])
        if known and question.region is not None:
            known = question.region in catalogue.regions
        if known and question.bound is not None and question.bound.province:
            known = question.bound.province in catalogue.provinces
        if known and question.versus is not None:
            known = question.versus in catalogue.indices
        if not known:
            return Question("unknown", heard=question.heard)
        if question.index is None and question.indicator:
            question = replace(question, indicator=None)  # a code means nothing without its index
        if question.topic in DUTIES and not (question.provinces or question.document or question.agency):
            return Question("help", topic=question.topic)
        if question.intent in NEED_PROVINCE and not question.provinces:
            return Question("help", topic=NEED_PROVINCE[question.intent])
        if question.intent in ("standing", "table", "index") and question.index is None:
            if question.provinces:
                return replace(question, intent="profile")
            return Question("help", topic="index" if question.intent == "index" else "top")
        return question
