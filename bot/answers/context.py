"""What stands beside every answer on a province: sources, the city that led here, the merger of 2025 (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.answers.model import AnswerContext, Standing
from bot.questions import Question
from data.model import MERGER_DAY, Province, Source
from data.queries.catalogue import Catalogue


def sources(catalogue: Catalogue, ids: Iterable[str]) -> tuple[Source, ...]:
    """The sources in the order named, each of them once."""
    return tuple(catalogue.sources[name] for name in dict.fromkeys(ids) if name in catalogue.sources)


def of_standings(standings: Iterable[Standing]) -> list[str]:
    """The ids of the sources in which the figures shown were read."""
    return [standing.figure.source for standing in standings if standing.figure is not None]


def context(
    catalogue: Catalogue,
    question: Question,
    province: Province,
    source_ids: Iterable[str],
    years: Iterable[int] = (),
) -> AnswerContext:
    """The context of an answer. ``years`` are those of the figures shown: if they are from before the merger, the
    answer says which units they do not cover.
    """
    before_merger = any(year < MERGER_DAY.year for year in years)
    return AnswerContext(
        sources=sources(catalogue, source_ids),
        via=question.via,
        successor=catalogue.provinces[province.successor] if province.ended else None,
        absorbed=tuple(catalogue.provinces[slug] for slug in province.absorbed) if before_merger else (),
    )
