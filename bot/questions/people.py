"""Names of places within the name of a person or of something else: "Nguyễn Thái Bình", "Đại học Vinh". Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.names import Mention
from bot.names.normalize import fold
from bot.questions.explanation import Item, is_town
from bot.questions.parsed import cover
from bot.questions.phrases import ORGANISATIONS, SPELT_SURNAMES, SURE_BARE, SURNAMES, TITLES
from bot.questions.sentence import Sentence

LENGTHS = tuple({len(words) for words in ORGANISATIONS})
WRITTEN = frozenset(ORGANISATIONS) | {
    bare for bare in (tuple(map(fold, words)) for words in ORGANISATIONS) if len(bare) > 1 or bare[0] in SURE_BARE
}
"""The words before the name of something else, with their accents and, where those are sure enough, without."""


THINGS = frozenset(fold(words[0]) for words in ORGANISATIONS if len(words) == 1)
"""The single words among them."""


BEFORE_A_DISTRICT = frozenset({"huyện", "quận", "phường", "xã", "huyen", "quan", "phuong"})


def of_others(items: Sequence[Item], sentence: Sentence) -> frozenset[int]:
    """The places, in the list of items, of provinces and towns that only name a person, a school, a street, a district.

    After a title ("cô Bình Dương") or the word for a district a whole province's name counts as such only beside
    another province.
    """
    phrases = cover(sentence.size, [item for item in items if item.end - item.start > 1])
    named = [i for i, item in enumerate(items) if isinstance(item.what, Mention) and item.what.kind == "province"]
    found = {i for i in named if items[i].start and _of_another(items[i], sentence, phrases)}
    for i in named:
        if is_town(items[i].what):  # type: ignore[arg-type]
            continue
        at = items[i].start
        before = sentence.words[at - 1] if at and at not in sentence.breaks else ""
        first = at == 1 or at - 1 in sentence.breaks  # "giúp em Long An" is no Miss Long An
        if (
            ((before in TITLES and first) or (before and sentence.typed[at - 1] in BEFORE_A_DISTRICT))
            and i not in found
            and len(set(named) - found) > 1
        ):
            found.add(i)
    if found:
        found |= {i - 1 for i in found if i and _is_thing(items[i - 1], items[i])}
    return frozenset(found)


def _of_another(item: Item, sentence: Sentence, phrases: Sequence[bool]) -> bool:
    at = item.start
    if at in sentence.breaks:
        return False
    typed, words = sentence.typed, sentence.words
    for size in LENGTHS:
        if tuple(typed[max(0, at - size) : at]) in WRITTEN and (size > 1 or not phrases[at - 1]):
            return True
    if phrases[at - 1]:
        return False
    if words[at - 1] in SURNAMES and (at > 1 or item.end - at == 1):
        return typed[at - 1] in SPELT_SURNAMES or typed[at - 1].isascii()
    # "anh Bình", "chị Hà": a title and one syllable.
    return item.end - at == 1 and words[at - 1] in TITLES and len(words[at]) > 1


def _is_thing(item: Item, name: Item) -> bool:
    """Whether an everyday name of a criterion is the word for what has the name ("đường" Điện Biên Phủ)."""
    return item.end == name.start and isinstance(item.what, Mention) and item.what.text in THINGS
