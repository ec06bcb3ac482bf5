"""Answers about the data itself: what an index is, what is in the database, what to choose from."""

from __future__ import annotations

from bot.answers.context import sources
from bot.answers.model import AboutAnswer, IndexAnswer
from bot.questions import Question
from data.model import Fact
from data.queries.catalogue import Catalogue
from data.store import Store

FACT_KEYS = (
    "structure",
    "ranked",
    "sample",
    "mean",
    "groups",
    "rule",
    "scale",
    "grades",
    "announced",
    "note",
)


async def index(store: Store, question: Question) -> IndexAnswer:
    """``/index SIPAS [year]``: what it measures, who publishes it, its criteria, breaks in method, what we hold."""
    catalogue = store.catalogue
    assert question.index is not None
    found = question.index
    full, partial = _coverage(catalogue, found)
    year = question.year
    facts: list[Fact] = []
    if year is not None:
        for period in catalogue.periods(found):
            if int(period[:4]) == year:
                results = await store.results(found, period)
                facts += [
                    fact
                    for fact in (results.facts if results else ())
                    if not fact.province and not fact.indicator and fact.key in FACT_KEYS
                ]
    facts.sort(key=lambda fact: FACT_KEYS.index(fact.key))
    shown_year = year or int((catalogue.periods(found) or ("2024",))[0][:4])
    top = catalogue.children(found, "", shown_year)
    indicators = tuple(row for parent in top for row in (parent, *catalogue.children(found, parent.code, shown_year)))
    ids = [edition.source for edition in catalogue.editions[found]] + [fact.source for fact in facts]
    return IndexAnswer(
        question=question,
        index=catalogue.indices[found],
        year=year,
        editions=catalogue.editions[found],
        indicators=indicators,
        facts=tuple(dict.fromkeys(facts)),
        full_periods=full,
        partial_periods=partial,
        sources=sources(catalogue, ids),
    )


def _coverage(catalogue: Catalogue, index: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The periods with a full table and the periods with single facts only, the oldest first."""
    full = catalogue.periods(index, full=True)
    return tuple(sorted(full)), tuple(sorted(period for period in catalogue.periods(index) if period not in full))


async def about(store: Store, question: Question) -> AboutAnswer:
    """``/about``: where the figures come from and how far they go."""
    catalogue = store.catalogue
    tasks = await store.tasks()
    rows = tuple((one, *_coverage(catalogue, one.id)) for one in catalogue.indices.values())
    return AboutAnswer(question, rows, len(tasks), len({task.document.id for task in tasks}))
