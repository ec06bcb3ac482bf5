"""Provinces side by side."""

from __future__ import annotations

from bot.answers import periods
from bot.answers.context import context
from bot.answers.lookup import indicator_of, stand
from bot.answers.model import ComparisonAnswer
from bot.questions import Question
from data.model.provinces import Province
from data.store import Store

MOST = 4


async def comparison(store: Store, question: Question) -> ComparisonAnswer:
    """``/compare A, B[, C, D]``: the total of each index, or one index with its criteria, in one common period."""
    catalogue = store.catalogue
    provinces = tuple(catalogue.provinces[slug] for slug in dict.fromkeys(question.provinces))[:MOST]
    rows = []
    indices = [question.index] if question.index else list(catalogue.indices)
    for index in indices:
        code = question.indicator or ""
        period = await _common(store, index, provinces, code, question)
        if period is None and question.index:
            # None of them has the total; the criteria that were published all the same can be compared.
            period = next(iter(periods.candidates(store, index, question)), None)
        if period is None:
            continue
        results = await store.results(index, period)
        codes = [indicator_of(catalogue, index, code, int(period[:4] or 0))]
        if question.index:
            codes += catalogue.children(index, code, int(period[:4] or 0))
        for indicator in codes:
            standings = tuple(stand(catalogue, results, index, one, indicator.code, period) for one in provinces)
            if indicator.code == code or any(one.figure for one in standings):
                rows.append((catalogue.indices[index], indicator, period, standings))
    every = [one for row in rows for one in row[3]]
    about = context(catalogue, question, provinces[0], every)
    return ComparisonAnswer(question, provinces, tuple(rows), about)


async def _common(
    store: Store, index: str, provinces: tuple[Province, ...], code: str, question: Question
) -> str | None:
    """The newest fitting period with a figure for all provinces, else the one with figures for most (at least one)."""
    best: tuple[int, str] | None = None
    for period in periods.candidates(store, index, question):
        results = await store.results(index, period)
        if results is None:
            continue
        known = sum((one.id, code) in results.figures for one in provinces)
        if known == len(provinces):
            return period
        if known and (best is None or known > best[0]):
            best = (known, period)
    return best[1] if best else None
