"""Question + data -> Answer. One function for each kind of answer, one entrance: ``Answerer.answer``."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.answers import books, comparing, overview, places, tables, work
from bot.answers.kinds import Answer, HelpAnswer
from bot.answers.store import Store
from bot.questions import Intent, Question

__all__ = ["Answer", "Answerer"]

Make = Callable[[Store, Question], Awaitable[Answer]]


async def _help(store: Store, question: Question) -> Answer:
    return HelpAnswer(question)


KINDS: dict[Intent, Make] = {
    "profile": overview.profile,
    "standing": places.standing,
    "components": places.components,
    "table": tables.table,
    "comparison": comparing.comparison,
    "history": comparing.history,
    "gaps": places.gaps,
    "tasks": work.tasks,
    "targets": work.targets,
    "index": books.index,
    "choose": books.choose,
    "unknown": books.unknown,
    "about": books.about,
    "help": _help,
}


class Answerer:
    """Answers questions from one store. Holds no state of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def answer(self, question: Question) -> Answer:
        """The answer; a question that names ids the data does not know becomes ``unknown``, never an error."""
        return await KINDS[self._sensible(question).intent](self._store, self._sensible(question))

    def _sensible(self, question: Question) -> Question:
        """The question, or ``unknown`` where it cannot be asked: old buttons and hand-made data may name anything."""
        catalogue = self._store.catalogue
        known = all(slug in catalogue.provinces for slug in question.provinces)
        known = known and (question.index is None or question.index in catalogue.indices)
        if known and question.index is not None and question.indicator:
            known = any(row.code == question.indicator for row in catalogue.indicators[question.index])
        if known and question.region is not None:
            known = question.region in catalogue.regions
        if not known:
            return Question("unknown", heard=question.heard)
        needs_province = question.intent in (
            "profile", "standing", "components", "comparison", "history", "gaps", "targets",
        )  # fmt: skip
        if needs_province and not question.provinces:
            return Question("help")
        if question.intent in ("standing", "table", "index") and question.index is None:
            return Question("profile", provinces=question.provinces) if question.provinces else Question("help")
        return question
