"""The best explanation of a sentence: the names, phrases and fillers, none overlapping, that account for most of it.

Pure. Every span that fits somewhere is a candidate; each has a worth, and each word that none accounts for costs. The
cover worth most wins, so that "tham gia" + "Lai Châu" beats "Gia Lai" between two words that mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

UNEXPLAINED = -1.6
"""The worth of a word that nothing accounts for."""

T = TypeVar("T")


class Candidate(NamedTuple, Generic[T]):
    """Words ``start`` to ``end`` (exclusive) read as ``what``."""

    start: int
    end: int
    what: T
    worth: float


def best_cover(size: int, candidates: Iterable[Candidate[T]]) -> tuple[list[Candidate[T]], float]:
    """The candidates of the best cover of ``size`` words, from left to right, and its worth.

    Between equals the one with fewer, longer spans wins.
    """
    ending: list[list[Candidate[T]]] = [[] for _ in range(size + 1)]
    for one in candidates:
        ending[one.end].append(one)
    worth = [0.0] * (size + 1)
    chosen: list[Candidate[T] | None] = [None] * (size + 1)
    for end in range(1, size + 1):
        best, by = worth[end - 1] + UNEXPLAINED, None
        for one in ending[end]:
            total = worth[one.start] + one.worth
            if total > best or (total == best and by is not None and one.start < by.start):
                best, by = total, one
        worth[end], chosen[end] = best, by
    found: list[Candidate[T]] = []
    at = size
    while at > 0:
        taken = chosen[at]
        if taken is None:
            at -= 1
        else:
            found.append(taken)
            at = taken.start
    found.reverse()
    return found, worth[size]
