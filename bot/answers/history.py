"""One province through the years."""

from __future__ import annotations

from itertools import pairwise

from bot.answers.context import context
from bot.answers.lookup import indicator_of, part, stand
from bot.answers.model import HistoryAnswer, Part, Standing
from bot.answers.periods import LAST_YEAR
from bot.questions import Question
from data.model.indices import Edition, Indicator
from data.store import Store


async def history(store: Store, question: Question) -> HistoryAnswer:
    """``/trend``: every period of the index, with the years that are missing and why, and where series break."""
    catalogue = store.catalogue
    province, index = catalogue.provinces[question.provinces[0]], question.index or catalogue.preferred
    code = question.indicator or ""
    points: list[Standing] = []
    parts: dict[str, Part] = {}
    for period in reversed(catalogue.periods(index)):
        results = await store.results(index, period)
        standing = stand(catalogue, results, index, province, code, period)
        parts[period] = part(catalogue, results, standing)
        named = question.since is not None and standing.year >= question.since
        if standing.figure or named or standing.missing in ("excluded", "not-measured"):
            points.append(standing)
    while points and points[0].figure is None:
        points.pop(0)
    while points and points[-1].figure is None and points[-1].missing == "not-measured":
        points.pop()
    if question.since:
        last = question.year or LAST_YEAR
        points = [one for one in points if question.since <= one.year <= last]
    if question.n:
        points = [one for one in points if one.year > points[-1].year - question.n]
    breaks: dict[str, Edition] = {}
    for earlier, later in pairwise(points):
        if earlier.edition != later.edition and later.edition is not None:
            breaks[later.period] = later.edition
    indicator: Indicator = indicator_of(catalogue, index, code, points[-1].year if points else 2024)
    ids = [one.exclusion.source for one in points if one.exclusion and not one.figure]
    return HistoryAnswer(
        question,
        province,
        catalogue.indices[index],
        indicator,
        tuple(points),
        breaks,
        context(catalogue, question, province, points, ids),
        tuple(parts[one.period] for one in points),
    )
