"""How far the totals of an index usually move from one table to the next, measured from its own history; and which
provinces of a draft moved far beyond that, as two that were exchanged do (pure).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

from bot.i18n import N_
from bot.importing.draft import Delta, Draft, FileProblem, Move
from bot.importing.provinces import both
from data.model.figures import Results
from data.model.provinces import MERGER_DAY
from data.queries.catalogue import Catalogue

FAR = 2.0
"""A move is told of if it is so many times what nine of ten moves stay within."""
FEWEST_KNOWN = 8
"""With fewer moves nothing is usual."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of one earlier period: province -> score."""

    year: int
    period: str
    scores: Mapping[str, float]


def totals_of(results: Results) -> Totals:
    found = {id: results.figure(id, "") for id, code in results.figures if not code}
    scores = {id: figure.score for id, figure in found.items() if figure is not None and figure.score is not None}
    return Totals(results.year, results.period, scores)


def far_moves(draft: Draft, history: Sequence[Totals], catalogue: Catalogue) -> Iterator[FileProblem]:
    """One warning for all totals that moved far beyond what is usual. ``history``: the periods before, oldest first.

    A move is counted from the change of most provinces, since a whole table may rise. Across the merger only provinces
    are compared that it left as they were.
    """
    figures = {figure.province: figure for figure in draft.figures if figure.indicator == ""}
    now = Totals(
        draft.year, draft.period, {id: figure.score for id, figure in figures.items() if figure.score is not None}
    )
    known = [totals for totals in history if catalogue.edition(draft.index, totals.year)]
    before = known[-1] if known and known[-1].year >= draft.year - 1 else None
    if before is None or not _same_edition(draft.index, before, now, catalogue):
        return
    moves = _moves(before, now, catalogue)
    usual = [abs(move) for move in moves.values()]
    for earlier, later in pairwise(known):
        if _same_edition(draft.index, earlier, later, catalogue) and later.year - earlier.year <= 1:
            usual += map(abs, _moves(earlier, later, catalogue).values())
    if len(usual) < FEWEST_KNOWN:
        return
    within = quantiles(usual, n=10, method="inclusive")[-1]
    far = sorted((id for id in moves if abs(moves[id]) > FAR * within), key=lambda id: -abs(moves[id]))
    if not far:
        return
    shown = tuple(
        Move(both(catalogue.provinces[id]), before.scores[id], before.period, now.scores[id], now.period) for id in far
    )
    yield draft.place(figures[far[0]]).warning(FAR_MOVES, moves=shown, usual=Delta(within, signed=False))


def _moves(before: Totals, now: Totals, catalogue: Catalogue) -> dict[str, float]:
    """Province -> its change, from the median change of all; from nothing where few are known."""
    changes = {id: score - before.scores[id] for id, score in now.scores.items() if id in before.scores}
    if (before.year < MERGER_DAY.year) != (now.year < MERGER_DAY.year):
        grown = {province.successor for province in catalogue.provinces.values() if province.ended}
        changes = {id: change for id, change in changes.items() if id not in grown}
    middle = median(changes.values()) if len(changes) >= FEWEST_KNOWN else 0.0
    return {id: change - middle for id, change in changes.items()}


def _same_edition(index: str, one: Totals, other: Totals, catalogue: Catalogue) -> bool:
    return catalogue.edition(index, one.year) == catalogue.edition(index, other.year)


FAR_MOVES = N_(
    "The total moved far more than this index usually does (nine of ten moves are within {usual}): {moves}. Are these "
    "figures in the right rows?"
)
