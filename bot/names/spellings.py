"""One spelling of a name, and how well typed words fit it (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.names.normalize import VOWELS, bare, marks, spell
from data.model.names import Name

SHORTEST_FUZZY = 5
"""Shorter keys (hue, vinh, hn) are one letter away from half the dictionary: their slips are rarely guessed."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a name. ``target`` is what is answered: the name itself, or the province of a place."""

    name: Name
    target: Name
    spelt: str
    words: tuple[str, ...]
    solid: str
    marks: tuple[frozenset[str], ...]
    decoy: bool = False

    @property
    def shortened(self) -> bool:
        """Whether it is cut short ("H. Yên"): such a spelling means nothing without its space or with a slip in it."""
        return self.name.kind == "province" and min(map(len, self.words)) < 2

    @property
    def slips(self) -> int:
        """How many typing slips the key can bear: none for an abbreviation, two if it is long, otherwise one."""
        if VOWELS.isdisjoint(self.solid) or self.shortened:
            return 0
        if len(self.solid) < SHORTEST_FUZZY:
            # Huế is the one province this short; see spelling_index._believable.
            return int(self.name.kind == "province" and len(self.solid) >= 3)
        if len(self.solid) == SHORTEST_FUZZY and self.name.kind == "place":
            return 0
        return 2 if len(self.solid) >= 10 or (len(self.words) >= 3 and len(self.solid) >= 9) else 1


def spelling_of(name: Name, target: Name, alias: str) -> Spelling | None:
    """The entry for one alias; None if nothing of it is left after folding."""
    spelt = spell(alias)
    words = tuple(bare(spelt).split())
    if not words:
        return None
    return Spelling(name, target, spelt, words, "".join(words), tuple(marks(w) for w in spelt.split()))


def contradictions(typed: Sequence[str], meant: Spelling) -> int:
    """In how many syllables the spelt words carry accents that the name does not have there.

    Accents left out contradict nothing. Words divided differently from the name are judged as one.
    """
    if all(map(str.isascii, typed)):
        return 0
    if len(typed) == len(meant.marks):
        return sum(not marks(word) <= own for word, own in zip(typed, meant.marks, strict=True))
    every = frozenset[str]().union(*meant.marks)
    return sum(not marks(word) <= every for word in typed)


def agrees(typed: Sequence[str], meant: Spelling) -> bool:
    """Whether the typed accents allow the name: one wrong accent is a slip, but one in every syllable
    makes another word.

    ``giá lại`` is not Gia Lai, ``vĩnh`` is not Vinh; ``Hưng Yến`` is still Hưng Yên.
    """
    return contradictions(typed, meant) < len(typed)


def aligned(words: Sequence[str], meant: Spelling) -> bool:
    """Whether text and name have the same number of syllables, each at most one slip away."""
    if len(words) != len(meant.words):
        return False
    return all(w == m or OSA.distance(w, m, score_cutoff=1) <= 1 for w, m in zip(words, meant.words, strict=True))
