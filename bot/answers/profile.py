"""One province in all indices: the latest of each."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import periods
from bot.answers.context import context
from bot.answers.lookup import change, stand
from bot.answers.model import Change, ProfileAnswer, Standing
from bot.answers.targets import distinct, district_level
from bot.questions import Question
from data.model.indices import Index
from data.store import Store


async def profile(store: Store, question: Question) -> ProfileAnswer:
    """``/rank Hưng Yên [year]``: each index with its newest figure (or that of the year), and what is not known."""
    found = await _profile(store, question)
    if not found.standings and question.year is not None:
        newest = await _profile(store, replace(question, year=None, period=None))
        return replace(newest, question=question, empty_year=question.year)
    return found


async def _profile(store: Store, question: Question) -> ProfileAnswer:
    catalogue = store.catalogue
    province = catalogue.provinces[question.provinces[0]]
    rows: list[tuple[Standing, Change | None]] = []
    unknown: list[Index] = []
    for index in catalogue.indices.values():
        chosen = await periods.for_province(store, index.id, province, "", question)
        now = stand(catalogue, chosen.results, index.id, province, "", chosen.period)
        pilot = now.figure is not None and now.figure.flag == "pilot" and question.year is None
        if pilot or (now.figure is None and now.missing != "excluded"):
            unknown.append(index)
            continue
        earlier = None
        if now.figure is not None:
            earlier = await periods.standing_before(store, province, index.id, "", chosen.period)
        rows.append((now, change(now, earlier)))
    tasks = await store.tasks(province=province.id)
    targets = await store.targets(province.id)
    return ProfileAnswer(
        question=question,
        province=province,
        standings=tuple(rows),
        empty_year=None,
        unknown=tuple(unknown),
        tasks=sum(not task.closed for task in tasks),
        targets=len(distinct(target for target in targets if not district_level(target))),
        context=context(catalogue, question, province, [one for one, _ in rows]),
    )
