"""What stands beside every answer on a province: sources, the city that led here, the merger of 2025 (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.model import AnswerContext, Standing
from bot.questions import Question
from data.model.figures import Source
from data.model.provinces import Province
from data.periods import before_merger
from data.queries.catalogue import Catalogue


def sources(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Source, ...]:
    """The sources in the order named, each of them once."""
    return tuple(catalogue.sources[name] for name in dict.fromkeys(ids) if name in catalogue.sources)


def of_standings(standings: Iterable[Standing]) -> list[str]:
    """The ids of the sources in which the figures shown were read; two where they complete each other."""
    return [half.source for standing in standings for half in standing.made_of]


def context(
    catalogue: Catalogue,
    question: Question,
    province: Province,
    shown: Iterable[Standing] = (),
    further: Iterable[str] = (),
) -> AnswerContext:
    """The context of an answer that shows these standings, and names ``further`` sources after theirs.

    Only where a figure shown is of the unit before the merger the answer says which units it does not cover.
    """
    shown = [one for one in shown if one.figure is not None]
    old = [one for one in shown if before_merger(one.period)]
    return AnswerContext(
        sources=sources(catalogue, [*of_standings(shown), *further]),
        via=question.via,
        successor=catalogue.provinces[province.successor] if province.ended else None,
        absorbed=tuple(catalogue.provinces[slug] for slug in province.absorbed) if old else (),
        of_before=tuple(dict.fromkeys((one.index, one.period) for one in old)) if len(old) < len(shown) else (),
        figures=bool(shown),
    )
