"""Every criterion of an index for one province."""

from __future__ import annotations

from math import inf

from bot.answers import periods
from bot.answers.context import context
from bot.answers.lookup import change, missing_of, parts_of, stand
from bot.answers.model import Change, ComponentsAnswer, Part, Standing
from bot.answers.periods import standing_before
from bot.questions import Question
from data.model.provinces import Province
from data.store import Store

CHANGES = "changes"
"""The topic that asks for each criterion's change on the year before."""


async def components(store: Store, question: Question) -> ComponentsAnswer:
    """``/score``: every criterion with score, rank, national median and best; where changes are asked for, each one's
    change on the year before.
    """
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
    moves: list[tuple[Standing, Change | None]] = []
    if question.topic == CHANGES:
        moves = [(item.standing, await _moved(store, province, item.standing)) for item in parts]
        moves.sort(key=lambda pair: -pair[1].score if pair[1] and pair[1].score is not None else inf)
        shown += [earlier] if earlier is not None else []
    ids = [now.exclusion.source] if now.exclusion else []
    return ComponentsAnswer(
        question,
        now,
        parts,
        splits,
        change(now, earlier),
        context(catalogue, question, province, shown, ids),
        tuple(moves),
        missing_of(catalogue, chosen.results, index, province, code, chosen.period),
    )


async def _moved(store: Store, province: Province, one: Standing) -> Change | None:
    return change(one, await standing_before(store, province, one.index.id, one.indicator.code, one.period))
