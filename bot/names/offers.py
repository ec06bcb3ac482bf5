"""Names worth offering for a text that is none of them: the nearest by edit distance, or none. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.names.normalize import VOWELS, fold
from bot.names.spellings import Spelling
from data.model.names import Name

LIKE, SHORT_LIKE, SHORT_TEXT = 0.6, 0.75, 6
"""How like a name a text must be to have it offered; up to six letters more so: every short word is like one."""
APART = 1
"""What is further than this beyond the nearest is not offered beside it."""


class Offers:
    """The names of one kind by what they look like without spaces. Immutable; a look costs microseconds."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._keys: dict[str, dict[tuple[str, str], tuple[Name, bool]]] = {}
        for one in spellings:
            # No text is like an abbreviation: each is one letter away from many.
            if not one.shortened and not VOWELS.isdisjoint(one.solid):
                own = " ".join(one.words) in (fold(one.target.name_vi), fold(one.target.name_en))
                there = self._keys.setdefault(one.solid, {})
                before = there.get((one.target.kind, one.target.id))
                there[one.target.kind, one.target.id] = (one.target, own or bool(before and before[1]))
        self._solids = tuple(self._keys)

    def nearest(self, words: Sequence[str]) -> list[tuple[int, Name]]:
        """The names near the folded words, each with its distance, the nearest first; a name of its own before one that
        another spelling leads to.
        """
        text = "".join(words)
        furthest = int((1 - LIKE) * len(text) / LIKE) + 1  # no key further away can be like enough
        found = process.extract(text, self._solids, scorer=OSA.distance, score_cutoff=furthest, limit=None)
        best: dict[tuple[str, str], tuple[int, bool, int, Name]] = {}
        for key, distance, place in found:
            for id, (name, own) in self._keys[key].items():
                if _like(text, key, int(distance), own=own):
                    rank = (int(distance), not own, place, name)
                    best[id] = min(best.get(id, rank), rank, key=lambda one: one[:3])
        ranked = sorted(best.values(), key=lambda one: one[:3])
        return [(one[0], one[3]) for one in ranked if one[0] <= ranked[0][0] + APART]


def _like(text: str, key: str, distance: int, *, own: bool) -> bool:
    """Whether a text may be meant for a key: a slip away from a whole name, or as like it as its length asks for."""
    if own and distance == 1:
        return True
    return 1 - distance / max(len(text), len(key), 1) >= (SHORT_LIKE if len(text) <= SHORT_TEXT else LIKE)
