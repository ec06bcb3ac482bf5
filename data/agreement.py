"""What several sources say of one fact: whether they agree, and how a score and a rank make one figure. Pure.

Only different values of the same half are a conflict; two halves complete each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.model.figures import Figure
from data.rules import TINY, decimals

DOUBTED = ("conflict", "suspect")
"""Flags of figures that another source contradicts, and of those that cannot be right: the former are shown first."""


def same_value(one: float | None, other: float | None) -> bool:
    """Whether two sources may mean the same value: one of them gives none, or gives it with fewer decimals."""
    if one is None or other is None or one == other:
        return True
    fewer = min(decimals(one), decimals(other))
    return fewer > 0 and abs(one - other) <= 0.5 * 10**-fewer + TINY


def completed(figures: Sequence[Figure]) -> tuple[Figure, tuple[Figure, ...]]:
    """The first figure with the half it lacks from the first other that gives it, and the figures it was made of.

    ``figures`` are not empty, in the order in which they are shown. A figure that gives the other half differently says
    something else, and completes nothing. ``rank_kind`` and ``out_of`` go with the rank, the unit with the score.
    """
    first = figures[0]
    if (first.score is None) == (first.rank is None):
        return first, (first,)
    wanted = "rank" if first.rank is None else "score"
    for other in figures[1:]:
        if getattr(other, wanted) is not None and _agree(first, other):
            return _joined(first, other), (first, other)
    return first, (first,)


def _agree(one: Figure, other: Figure) -> bool:
    alike = one.score is None or other.score is None or one.unit == other.unit
    return alike and same_value(one.score, other.score) and one.rank in (None, other.rank or one.rank)


def _joined(first: Figure, other: Figure) -> Figure:
    scored, ranked = (first, other) if first.rank is None else (other, first)
    notes_vi, notes_en = ((first.note_vi, other.note_vi), (first.note_en, other.note_en))
    return replace(
        first,
        score=scored.score,
        unit=scored.unit,
        scale=scored.scale,
        delta_score=scored.delta_score,
        rank=ranked.rank,
        rank_kind=ranked.rank_kind,
        out_of=ranked.out_of or scored.out_of,
        delta_rank=ranked.delta_rank,
        flag=next((one.flag for one in (first, other) if one.flag in DOUBTED), first.flag),
        note_vi="; ".join(dict.fromkeys(filter(None, notes_vi))),
        note_en="; ".join(dict.fromkeys(filter(None, notes_en))),
    )
