"""The ways in which a text may be read as one name: with and without the words around it, with keystrokes undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.names.affixes import unglued, without
from bot.names.spelling_index import Near, SpellingIndex
from bot.names.telex import decode_telex

View = tuple[Sequence[str], Sequence[str]]
"""A text as its folded and its spelt words."""


def cores(words: Sequence[str], typed: Sequence[str]) -> Iterator[View]:
    """The text without "tỉnh", "thành phố" before and "province", "city" after it, if it has any of these."""
    core = without(words)
    if core:
        yield words[core], typed[core]
    elif len(words) == 1:
        for solid in unglued(words[0]):
            # Which accents belong to the part taken off cannot be told, so all are left out.
            yield [solid], [solid]


def nearest_reading(index: SpellingIndex, view: View) -> Near | None:
    """What a text is near to as it stands or, if that is nearer, with its keystrokes undone."""
    nears = [near for near in (index.near(*reading) for reading in _readings(*view)) if near]
    return min(nears, key=lambda near: near.slips, default=None)


def _readings(words: Sequence[str], typed: Sequence[str]) -> Iterator[View]:
    """The words as they stand, then with keystrokes undone, among which a slip may hide."""
    yield words, typed
    decoded = [decode_telex(word) for word in words]
    if decoded != list(words) and all(map(str.isascii, typed)):
        yield decoded, decoded
