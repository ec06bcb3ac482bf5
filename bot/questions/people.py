"""Names of places within the name of a person or of something else: "Nguyễn Thái Bình", "Đại học Vinh". Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.names import Mention
from bot.names.normalize import fold
from bot.questions.explanation import Item
from bot.questions.parsed import cover
from bot.questions.phrases import ORGANISATIONS, SPELT_SURNAMES, SURE_BARE, SURNAMES, TITLES
from bot.questions.sentence import Sentence

LENGTHS = tuple({len(words) for words in ORGANISATIONS})
WRITTEN = frozenset(ORGANISATIONS) | {
    bare for bare in (tuple(map(fold, words)) for words in ORGANISATIONS) if len(bare) > 1 or bare[0] in SURE_BARE
}
"""The words before the name of something else, with their accents and, where those are sure enough, without."""


def of_others(items: Sequence[Item], sentence: Sentence) -> frozenset[int]:
    """The places, in the list of items, of provinces and towns that only name a person, a school, a firm."""
    phrases = cover(sentence.size, [item for item in items if item.end - item.start > 1])
    found: set[int] = set()
    for i, item in enumerate(items):
        named = isinstance(item.what, Mention) and item.what.kind == "province"
        if named and item.start and not phrases[item.start - 1] and _of_another(item, sentence):
            found.add(i)
    return frozenset(found)


def _of_another(item: Item, sentence: Sentence) -> bool:
    at = item.start
    typed, words = sentence.typed, sentence.words
    if any(tuple(typed[max(0, at - size) : at]) in WRITTEN for size in LENGTHS):
        return True
    if at not in sentence.breaks and words[at - 1] in SURNAMES and (at > 1 or item.end - at == 1):
        return typed[at - 1] in SPELT_SURNAMES or typed[at - 1].isascii()
    # "anh Bình", "chị Hà": a title and one syllable.
    return item.end - at == 1 and words[at - 1] in TITLES and len(words[at]) > 1
