"""Which period a question is about: the one named, or the newest one that has an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.lookup import stand
from bot.answers.model import Standing
from bot.questions import Question
from data.model.figures import Results
from data.model.provinces import Province
from data.periods import before_merger
from data.queries.catalogue import Catalogue
from data.store import Store

LAST_YEAR = 9999
"""The end of an open span of years."""
COMPARED = 12
"""How many earlier tables of a running score are searched for a province."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The period. ``results`` is None if nothing is known; ``newer`` is a newer one that lacks the province."""

    period: str
    results: Results | None
    newer: str = ""


def candidates(store: Store, index: str, question: Question) -> list[str]:
    """The periods that fit the question, the newest first; all of the index if it names none."""
    periods = store.catalogue.periods(index)
    if question.period:
        exact = [period for period in periods if period.startswith(question.period)]
        return exact or [period for period in periods if question.period.startswith(period) and "-" in period]
    if question.year:
        return [period for period in periods if int(period[:4]) == question.year]
    return list(periods)


async def for_province(store: Store, index: str, province: Province, code: str, question: Question) -> Chosen:
    """The newest fitting period with something to say about the province: a figure, or that it was left out."""
    fitting = candidates(store, index, question)
    newer = ""
    for wanted in (code, None):
        for period in fitting:
            results = await store.results(index, period)
            if results is not None and _speaks_of(results, province, wanted):
                return Chosen(period, results, newer if newer > period else "")
            newer = newer or period
        if question.year is None and question.period is None and wanted is not None and code == "":
            break
    if fitting:
        return Chosen(fitting[0], await store.results(index, fitting[0]))
    named = question.period or (str(question.year) if question.year else "")
    return Chosen(named or (store.catalogue.periods(index) or ("",))[0], None)


def _speaks_of(results: Results, province: Province, code: str | None) -> bool:
    if province.id in results.exclusions:
        return True
    if code is None:
        return any(key[0] == province.id for key in results.figures)
    if results.full and not (province.ended and not before_merger(results.period)):
        return True
    return (province.id, code) in results.figures


async def for_table(store: Store, index: str, question: Question) -> Chosen:
    """The newest fitting period with a full table, else the newest fitting one."""
    fitting = candidates(store, index, question)
    for period in fitting:
        results = await store.results(index, period)
        if results is not None and results.full:
            return Chosen(period, results)
        if not store.catalogue.indices[index].dated:
            return Chosen(period, results)
    if fitting:
        return Chosen(fitting[0], await store.results(index, fitting[0]))
    return Chosen(question.period or str(question.year or ""), None)


def earlier_periods(catalogue: Catalogue, index: str, period: str) -> list[str]:
    """The periods to compare a figure with, the newest first: the year before or, for a running score, the last few of
    the same year. Answers and alerts both go by them.
    """
    periods = catalogue.periods(index)
    if catalogue.indices[index].dated:
        days = [other for other in periods if "-" in other]  # what is said of a whole year is not earlier than its days
        return [other for other in days if other < period and other[:4] == period[:4]][:COMPARED]
    return [other for other in periods if other == str(int(period[:4]) - 1)]


def earlier_table(tables: Sequence[Results], province: Province, code: str) -> Results | None:
    """Of the tables of ``earlier_periods`` the one that has the province's figure to compare with.

    If none has, that of the year before (it may say why there is none); None for a running score.
    """
    for table in tables:
        figure = table.figure(province.id, code)
        if figure is not None and (figure.score is not None or figure.rank is not None):
            return table
    return next((table for table in tables if "-" not in table.period), None)


async def before(store: Store, index: str, period: str, province: Province, code: str) -> Chosen | None:
    """The period to compare with: the year before; for a running score the latest before it in the same year."""
    found = [await store.results(index, other) for other in earlier_periods(store.catalogue, index, period)]
    table = earlier_table([one for one in found if one is not None], province, code)
    return Chosen(table.period, table) if table is not None else None


async def standing_before(store: Store, province: Province, index: str, code: str, period: str) -> Standing | None:
    """The standing one period earlier, found or not; None if there is no earlier period at all."""
    chosen = await before(store, index, period, province, code)
    if chosen is None:
        return None
    return stand(store.catalogue, chosen.results, index, province, code, chosen.period)
