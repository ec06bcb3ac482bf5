"""Answers about the data itself: what an index is, what is in the database, what to choose from."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import aspects
from bot.answers.context import sources
from bot.answers.model import AboutAnswer, IndexAnswer
from bot.questions import Question
from data.model.figures import Fact
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
    """``/index SIPAS [year]``: what it measures, who publishes it, its criteria, breaks in method, what we hold.

    The question's topic may ask for one aspect: who took part, when it was announced, how it differs from another.
    """
    catalogue, topic = store.catalogue, question.topic
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
    told = IndexAnswer(
        question=question,
        index=catalogue.indices[found],
        year=year,
        editions=catalogue.editions[found],
        indicators=indicators,
        facts=tuple(dict.fromkeys(facts)),
        full_periods=full,
        partial_periods=partial,
        sources=(),
        participants=await aspects.participants(store, found, year) if topic == "participants" else (),
        announced=aspects.announced(catalogue, found, year) if topic == "announced" else (),
        other=await _other(store, question) if topic == "difference" else None,
        asks=aspects.asks(catalogue, found) if topic == "difference" else None,
    )
    return replace(told, sources=sources(catalogue, _read_in(catalogue, told)))


async def _other(store: Store, question: Question) -> IndexAnswer | None:
    """The index that another is held against, told as far as that is needed."""
    if question.versus in (None, question.index):
        return None
    return await index(store, Question("index", index=question.versus, topic=question.topic))


def _read_in(catalogue: Catalogue, told: IndexAnswer) -> list[str]:
    """The ids of the sources of what is shown: of one aspect only those of it."""
    releases = catalogue.releases.get(told.index.id, {})
    if told.participants:
        whole = [releases[one.period][0].source for one in told.participants if one.full]
        absent = [exclusion.source for one in told.participants for _, exclusion in one.left_out]
        return whole + absent + [fact.source for one in told.participants for fact in one.said]
    if told.announced:
        days = [releases[one.period][0].source for one in told.announced if one.day is not None]
        return days + [one.said.source for one in told.announced if one.said is not None]
    ids = [edition.source for edition in told.editions] + [fact.source for fact in told.facts]
    ids += [told.asks.source] if told.asks is not None else []
    return ids + ([source.id for source in told.other.sources] if told.other is not None else [])


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
