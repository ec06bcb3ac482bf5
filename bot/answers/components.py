"""Every criterion of an index for one province."""

from __future__ import annotations

from bot.answers import periods
from bot.answers.context import context
from bot.answers.lookup import change, parts_of, stand
from bot.answers.model import ComponentsAnswer, Part
from bot.answers.periods import standing_before
from bot.questions import Question
from data.store import Store


async def components(store: Store, question: Question) -> ComponentsAnswer:
    """``/score``: every criterion with score, rank, national median and best."""
    catalogue = store.catalogue
    index = question.index or catalogue.preferred
    province, code = catalogue.provinces[question.provinces[0]], question.indicator or ""
    chosen = await periods.for_province(store, index, province, code, question)
    parts = parts_of(catalogue, chosen.results, index, province, code, chosen.period)
    if not parts and code:
        code = code.rpartition(".")[0]
        parts = parts_of(catalogue, chosen.results, index, province, code, chosen.period)
    now = stand(catalogue, chosen.results, index, province, code, chosen.period)
    earlier = await standing_before(store, province, index, code, chosen.period) if now.figure else None
    splits = tuple(
        Part(one, None, None, None)
        for row in catalogue.indicators[index]
        if row.split and row.holds(now.year) and code == ""
        for one in [stand(catalogue, chosen.results, index, province, row.code, chosen.period)]
        if one.figure
    )
    shown = [now, *(item.standing for item in parts), *(item.standing for item in splits)]
    ids = [now.exclusion.source] if now.exclusion else []
    return ComponentsAnswer(
        question,
        now,
        parts,
        splits,
        change(now, earlier),
        context(catalogue, question, province, shown, ids),
    )
