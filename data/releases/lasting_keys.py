"""Which tasks of a revision are tasks of the document as it was before: those keep their keys, and so their reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

NEARLY = 85
"""How much alike (of 100) two texts under the same number must be to be one task whose wording was corrected."""


class NamedTask(NamedTuple):
    """What tells one task of a document from its others: both folded, the number perhaps ''."""

    number: str
    text: str


def inherited(before: Sequence[tuple[NamedTask, str]], after: Sequence[NamedTask]) -> list[str]:
    """For each task of a revision the key of the earlier one that it is, '' where it is new. ``before`` are the earlier
    tasks with their keys, those that count most first; a key is inherited at most once.

    The same number and text come first, then the same text wherever it moved to, then nearly the same text below the
    same number.
    """
    keys = [""] * len(after)
    free = dict.fromkeys(key for _, key in before)
    likenesses: tuple[tuple[Callable[[NamedTask], Hashable], int], ...] = (
        (lambda task: task, 0),
        (lambda task: task.text, 0),
        (lambda task: task.number, NEARLY),
    )
    for likeness, least in likenesses:
        alike: dict[Hashable, list[tuple[NamedTask, str]]] = defaultdict(list)
        for task, key in before:
            if likeness(task):
                alike[likeness(task)].append((task, key))
        for place, task in enumerate(after):
            if keys[place]:
                continue
            for earlier, key in alike[likeness(task)]:
                if key in free and fuzz.ratio(earlier.text, task.text) >= least:
                    keys[place] = key
                    del free[key]
                    break
    return keys
