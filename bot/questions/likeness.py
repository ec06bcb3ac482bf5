"""Which criterion the words of a sentence are most like, by the words of its names, official and everyday (pure).

A phrase nobody wrote down ("mù mờ luật lệ chính sách") still shares words and pairs of words with those of one
criterion more than with those of any other. A word weighs more the fewer criteria it is said of.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from bot.names.normalize import fold
from data.lexicon import CriterionWords
from data.model import Name

SINGLE = 0.35
"""What a single word weighs beside a pair of words: a syllable alone means little."""
LEAST, APART, SEVERAL = 3.2, 1.25, 2
"""A sentence must score at least so much, so many times what the second criterion scores, with so many of its words."""


class Likeness:
    """Scores criteria. Built once; pure afterwards. ``empty`` are folded words that say nothing."""

    def __init__(self, rows: Iterable[CriterionWords], names: Iterable[Name], empty: Iterable[str]) -> None:
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._empty = frozenset(empty)
        for row in rows:
            counts[f"{row.index}:{row.code}"].update(self._parts(fold(row.words).split()))
        for name in names:
            for alias in {fold(alias) for alias in (name.name_vi, name.name_en, *name.aliases)}:
                counts[name.id].update(self._parts(alias.split()))
        said = Counter(part for own in counts.values() for part in own)
        every = len(counts) + 1
        self._weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for id, own in counts.items():
            for part, count in own.items():
                kind = 1.0 if " " in part else SINGLE
                self._weights[part][id] = kind * math.log(1 + count) * math.log(every / said[part])

    def _parts(self, words: Sequence[str]) -> set[str]:
        kept = {word for word in words if word not in self._empty and len(word) > 1 and not word.isdigit()}
        pairs = {f"{one} {two}" for one, two in pairwise(words) if one in kept or two in kept}
        return kept | pairs

    def scores(self, words: Sequence[str], index: str) -> list[tuple[float, int, str]]:
        """The criteria of an index with what the words score and how many of them count, the best first."""
        found: defaultdict[str, float] = defaultdict(float)
        counted: Counter[str] = Counter()
        for part in self._parts(words):
            for id, weight in self._weights.get(part, {}).items():
                if id.startswith(f"{index}:"):
                    found[id] += weight
                    counted[id] += 1
        return sorted(((score, counted[id], id) for id, score in found.items()), reverse=True)

    def best(
        self, words: Sequence[str], index: str, *, among: Collection[str] = (), least: float = LEAST
    ) -> str | None:
        """The criterion (``index:code``) that the words are surely most like; None where none is, or two are.

        With ``among`` only these count. A criterion and its own part are not two: the part is meant.
        """
        ranked = [one for one in self.scores(words, index) if not among or one[2] in among]
        if not ranked or ranked[0][0] < least or ranked[0][1] < SEVERAL:
            return None
        if len(ranked) > 1 and ranked[0][0] < APART * ranked[1][0]:
            return None
        return ranked[0][2]
