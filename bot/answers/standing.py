"""One province, one index: its standing, its components, its gaps."""

from __future__ import annotations

from bot.answers import periods
from bot.answers.context import context, of_standings
from bot.answers.lookup import change, extremes, left_out, neighbours, parts_of, stand
from bot.answers.model import Standing, StandingAnswer
from bot.answers.periods import standing_before
from bot.questions import Question
from data.model.figures import Fact, Results
from data.model.provinces import Province, Region
from data.store import Store

SHOWN_FACTS = frozenset({"survey", "note", "plan"})


async def standing(store: Store, question: Question) -> StandingAnswer:
    """``/rank Hưng Yên PAPI [criterion] [year]``."""
    catalogue = store.catalogue
    assert question.index is not None
    province, index, code = (
        catalogue.provinces[question.provinces[0]],
        question.index,
        question.indicator or "",
    )
    chosen = await periods.for_province(store, index, province, code, question)
    now = stand(catalogue, chosen.results, index, province, code, chosen.period)
    earlier = await standing_before(store, province, index, code, chosen.period) if now.figure else None
    older = None
    if now.figure is None:
        older = await _older(store, province, index, code, chosen.period)
    parts = parts_of(catalogue, chosen.results, index, province, code, chosen.period)
    strongest, weakest = extremes(parts)
    shown = [now, *([older] if older else [])]
    ids = of_standings([earlier] if earlier else []) + [figure.source for figure in now.others]
    if now.exclusion:
        ids.append(now.exclusion.source)
    printed = any(one.out_of not in (None, now.measured) for one in now.others)  # i.e. how many were measured
    absent = left_out(catalogue, chosen.results, now) if now.figure and not code and not printed else ()
    ids += [exclusion.source for _, exclusion in absent]
    facts = facts_on(chosen.results, province.id if code == "" else None, code, full=now.full)
    return StandingAnswer(
        question=question,
        standing=now,
        change=change(now, earlier),
        strongest=strongest,
        weakest=weakest,
        neighbours=neighbours(catalogue, chosen.results, now),
        facts=facts,
        older=older,
        known=_known(chosen.results, code),
        newer_period=chosen.newer,
        published=tuple(item.standing.indicator for item in parts),
        within=_within(store, chosen.results, now, question),
        left_out=absent,
        context=context(catalogue, question, province, shown, ids + [fact.source for fact in facts]),
    )


def _known(results: Results | None, code: str) -> int:
    """The number of provinces of which single facts are known; 0 where there is a whole table or nothing."""
    return results.measured(code) if results is not None and not results.full else 0


async def _older(store: Store, province: Province, index: str, code: str, period: str) -> Standing | None:
    """The figure of the period nearest in time; if two are equally near, that of the earlier one."""
    year = int(period[:4] or 0)
    others = [one for one in store.catalogue.periods(index) if one != period]
    for other in sorted(others, key=lambda one: (abs(int(one[:4]) - year), one)):
        results = await store.results(index, other)
        if results is not None and (province.id, code) in results.figures:
            found = stand(store.catalogue, results, index, province, code, other)
            if found.figure is not None:
                return found
    return None


def _within(store: Store, results: Results | None, now: Standing, question: Question) -> tuple[Region, int, int] | None:
    """The place among the provinces of the region asked for, if the province is one of them."""
    if question.region is None or results is None or not results.full or now.figure is None:
        return None
    provinces = store.catalogue.provinces
    ranking = results.ranking.get(now.indicator.code, ())
    region = store.catalogue.regions[question.region]
    there = [one for one in ranking if region.holds(provinces[one.province], now.year)]
    ranks = [one.rank for one in there if one.rank is not None]
    if now.figure.rank is None or now.province.id not in {one.province for one in there}:
        return None
    place = 1 + sum(rank < now.figure.rank for rank in ranks)
    return region, place, len(there)


def facts_on(results: Results | None, province: str | None, code: str, *, full: bool) -> tuple[Fact, ...]:
    """The province's own facts and, where there is no full table, the national mean and range of the criterion."""
    if results is None:
        return ()
    own = tuple(fact for fact in results.facts if province and fact.province == province and fact.key in SHOWN_FACTS)
    if full:
        return own
    national = tuple(
        fact
        for fact in results.facts
        if not fact.province and fact.indicator == code and fact.key in ("mean", "median", "max", "min")
    )
    return own + national
