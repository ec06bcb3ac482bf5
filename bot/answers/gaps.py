"""Where a province lost its points, the criterion with the lowest rank first."""

from __future__ import annotations

from bot.answers import periods
from bot.answers.context import context
from bot.answers.lookup import change, missing_of, parts_of, stand, weakness
from bot.answers.model import Gap, GapsAnswer
from bot.answers.periods import standing_before
from bot.answers.reach import serves
from bot.questions import Question
from data.store import Store


async def gaps(store: Store, question: Question) -> GapsAnswer:
    """``/gaps``: where the points were lost, each with the province's tasks. The weakest by rank comes first, as
    ``/rank`` names it; criteria without a rank follow by the share of their points that was lost.
    """
    catalogue = store.catalogue
    index = question.index or catalogue.preferred
    province, code = catalogue.provinces[question.provinces[0]], question.indicator or ""
    chosen = await periods.for_province(store, index, province, code, question)
    now = stand(catalogue, chosen.results, index, province, code, chosen.period)
    tasks = [task for task in await store.tasks(province=province.id, index=index) if not task.closed]
    found: list[Gap] = []
    for item in parts_of(catalogue, chosen.results, index, province, code, chosen.period):
        figure = item.standing.figure
        assert figure is not None
        score = figure.score
        moved = change(
            item.standing, await standing_before(store, province, index, item.standing.indicator.code, chosen.period)
        )
        percent = figure.unit == "percent"
        maximum = 100.0 if percent else figure.scale or item.standing.indicator.maximum
        found.append(
            Gap(
                part=item,
                to_best=_above(item.best.score if item.best else None, score),
                to_median=_above(item.median, score),
                to_maximum=_above(maximum, score),
                to_last_year=moved.score if moved else None,
                tasks=tuple(task for task in tasks if serves(task, index, item.standing.indicator.code)),
            )
        )
    found.sort(key=lambda gap: (*weakness(gap.part), _share(gap)), reverse=True)
    shown = [now, *(gap.part.standing for gap in found)]
    ids = [now.exclusion.source] if now.exclusion else []
    ids += [gap.tasks[0].document.source for gap in found if gap.tasks and gap.tasks[0].document.brought]
    missing = missing_of(catalogue, chosen.results, index, province, code, chosen.period)
    return GapsAnswer(question, now, tuple(found), context(catalogue, question, province, shown, ids), missing)


def _above(other: float | None, score: float | None) -> float | None:
    return None if other is None or score is None else round(other - score, 4)


def _share(gap: Gap) -> float:
    """The share of the maximum that was lost, which compares criteria of unlike scales where there is no table."""
    figure = gap.part.standing.figure
    if gap.to_maximum is None or figure is None or figure.score is None:
        return -1.0
    return gap.to_maximum / (gap.to_maximum + figure.score)
