"""Where phrases of a large set may stand in a text, told by their first two words (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence


class Beginnings:
    """The first two words of phrases and how long those are. A phrase is one word or more."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self._single: set[str] = set()
        lengths: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for words in phrases:
            if len(words) == 1:
                self._single.add(words[0])
            else:
                lengths[words[0], words[1]].add(len(words))
        self._lengths = {pair: tuple(sorted(found)) for pair, found in lengths.items()}

    def spans(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The spans of a text that have a phrase's length and its first two words, from left to right, the shortest
        first at each place.
        """
        size = len(words)
        for start, first in enumerate(words):
            if first in self._single:
                yield start, start + 1
            if start + 1 < size:
                for length in self._lengths.get((first, words[start + 1]), ()):
                    if start + length > size:
                        break
                    yield start, start + length
