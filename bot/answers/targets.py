"""What provinces promised, beside what they reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.answers import periods
from bot.answers.context import context, of_standings, sources
from bot.answers.lookup import change, stand
from bot.answers.model import GROUPS, Promise, Standing, TargetsAnswer
from bot.answers.periods import LAST_YEAR
from bot.questions import Question
from data.model.provinces import Province
from data.model.tasks import Target
from data.store import Store


async def targets(store: Store, question: Question) -> TargetsAnswer:
    """``/targets``: the newest year first, each promise beside what was reached in that year."""
    catalogue = store.catalogue
    province = catalogue.provinces[question.provinces[0]]
    found = await store.targets(province.id, question.index)
    if question.year or question.since:
        first, last = question.since or question.year or 0, question.year or LAST_YEAR
        found = tuple(one for one in found if one.year <= last and first <= one.last_year)
    promises = [await _promise(store, province, alike) for alike in distinct(found)]
    reached = [one for promise in promises for one, _ in promise.reached]
    ids = [document.source for promise in promises for document in promise.documents] + of_standings(reached)
    about = replace(context(catalogue, question, province, reached), sources=sources(catalogue, ids))
    return TargetsAnswer(question, province, tuple(promises), about)


def distinct(targets: Iterable[Target]) -> list[tuple[Target, ...]]:
    """Targets that mean the same, though several documents set them, together; in the order of the first of each."""
    alike: dict[tuple[object, ...], list[Target]] = {}
    for one in targets:
        value = float(one.value) if one.value.replace(".", "", 1).isdigit() else one.value
        unit = "percent" if _unit(one.unit) == "percent" else ""
        criterion = one.indicator or one.criterion_en.casefold()
        key = (one.province, one.index, criterion, one.year, one.last_year, one.kind, value, unit)
        alike.setdefault((*key, strictly_over(one), district_level(one)), []).append(one)
    return [tuple(found) for found in alike.values()]


async def _promise(store: Store, province: Province, alike: tuple[Target, ...]) -> Promise:
    catalogue = store.catalogue
    target = alike[0]
    documents = tuple(dict.fromkeys(one.document for one in alike))
    if district_level(target):
        return Promise(target, documents, catalogue.indices[target.index], (), None, district=True)
    reached: list[Standing] = []
    # A criterion for which we have no code must not be compared with the total.
    comparable = bool(target.indicator) or not target.criterion_en
    for year in range(target.year, target.last_year + 1):
        if not comparable or str(year) not in catalogue.periods(target.index):
            continue
        results = await store.results(target.index, str(year))
        standing = stand(catalogue, results, target.index, province, target.indicator, str(year))
        if standing.figure is not None or standing.missing == "excluded":
            reached.append(standing)
    before = None
    if len(reached) == 1 and target.kind in ("rank_change", "score_change"):
        chosen = await periods.before(store, target.index, reached[0].period, province, target.indicator)
        if chosen is not None:
            before = stand(catalogue, chosen.results, target.index, province, target.indicator, chosen.period)
    judged = tuple((one, _met(target, one, before)) for one in reached)
    return Promise(target, documents, catalogue.indices[target.index], judged, before, district=False)


def district_level(target: Target) -> bool:
    """Whether a district-level city set the target, not the province."""
    return "district level" in target.note_en


def strictly_over(target: Target) -> bool:
    """Whether the score must exceed the value and not only reach it, as the target's note says."""
    return target.kind == "score_min" and target.note_en.startswith("must exceed")


def _met(target: Target, reached: Standing, before: Standing | None) -> bool | None:
    """Whether the target was reached; None where the figure, or a fair comparison, is missing."""
    figure = reached.figure
    if figure is None or reached.doubted:
        return None
    if target.kind == "rank_max":
        return None if figure.rank is None else figure.rank <= float(target.value)
    if target.kind == "score_min":
        if figure.score is None or _unit(target.unit) != figure.unit:
            return None
        if strictly_over(target):
            return figure.score > float(target.value)
        return figure.score >= float(target.value)
    if target.kind == "group" and reached.index.grouped and reached.group and target.value in GROUPS:
        return GROUPS.index(reached.group) >= GROUPS.index(target.value)
    moved = change(reached, before) if before else None
    wanted = 0.0 if target.value == "positive" else float(target.value) if target.value.isdigit() else None
    if moved is None or wanted is None:
        return None
    by = moved.rank if target.kind == "rank_change" else moved.score if target.kind == "score_change" else None
    return None if by is None else (by >= wanted if wanted else by > 0)


def _unit(unit: str) -> str:
    return "percent" if unit in ("%", "percent") else "points"
