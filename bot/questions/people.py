"""Names of places within the name of a person or of something else: "Nguyễn Thái Bình", "Đại học Vinh". Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.names import Found, Mention
from bot.names.normalize import fold
from bot.questions.explanation import is_town
from bot.questions.parsed import cover
from bot.questions.phrases import (
    BEFORE_NAMES,
    CALLED,
    EVERYDAY_SURNAMES,
    HERE,
    NAMED_AFTER,
    NAMED_FOR,
    NAMED_FOR_BARE,
    ORGANISATIONS,
    SPEAKING,
    SPELT_SURNAMES,
    SURE_BARE,
    SURNAMES,
    TITLES,
)
from bot.questions.scopes import BUT, NOT, SORRY, TOPICS, kind_of
from bot.questions.sentence import ATOMS, Sentence
from bot.questions.vocabulary import Item

LENGTHS = tuple({len(words) for words in ORGANISATIONS})
WRITTEN = frozenset(ORGANISATIONS) | {
    bare for bare in (tuple(map(fold, words)) for words in ORGANISATIONS) if len(bare) > 1 or bare[0] in SURE_BARE
}
"""The words before the name of something else, with their accents and, where those are sure enough, without."""


THINGS = frozenset(fold(words[0]) for words in ORGANISATIONS if len(words) == 1)
"""The single words among them."""


HEADS = frozenset(NAMED_FOR) | {
    bare for bare in (tuple(map(fold, words)) for words in NAMED_FOR) if len(bare) > 1 or bare[0] in NAMED_FOR_BARE
}
"""The words for firms, dishes and songs, with their accents and, where those are sure enough, without."""
LONGEST_HEAD = max(map(len, HEADS))
MOST_BETWEEN = 2
"""This many words may stand between such a word and the name."""


FEWEST_ASIDE = 2
"""This many words that nothing accounts for make a clause one that tells something."""
TOGETHER = frozenset({"compare", "beside", "reach", "above", "below"})
"""What is asked of several provinces."""
OF_ALL = frozenset({"region-means", "top", "bottom", "who", "table", "movers", "fallers"})
"""What is asked of all provinces."""
ASKED = frozenset({*TOPICS, "asks", NOT, BUT, SORRY, *ATOMS})
"""What makes a clause one that asks."""


INTRODUCED = frozenset({("i", "m"), ("i", "am"), ("name", "is"), ("name", "s")})
"""Words before the name of who writes."""
BEFORE_A_DISTRICT = frozenset({"huyện", "quận", "phường", "xã", "huyen", "quan", "phuong"})


def of_others(items: Sequence[Item], sentence: Sentence) -> frozenset[int]:
    """The places, in the list of items, of provinces and towns that only name a person, a school, a street, a district.

    After a title ("cô Bình Dương") or the word for a district a whole province's name counts as such only beside
    another province, or where the person says something.
    """
    phrases = cover(sentence.size, [item for item in items if item.end - item.start > 1])
    named = [i for i, item in enumerate(items) if isinstance(item.what, Mention) and item.what.kind == "province"]
    found = {i for i in named if items[i].start and _of_another(items[i], sentence, phrases)}
    if len(named) > 1 or any(kind_of(item) == "index" for item in items):
        found |= {i for i in named if _speaks(items[i], sentence)}
        for i in named:
            head = _head_of(items[i], sentence, phrases)
            if head is not None:  # "thủy điện Sơn La": the criterion of electricity is not meant either
                said = {j for j in range(i) if items[j].start >= head and kind_of(items[j]) == "indicator"}
                found |= {i, *said}
    for i in named:
        if is_town(items[i].what):  # type: ignore[arg-type]
            continue
        at = items[i].start
        before = at - 1 if at and at not in sentence.breaks else -1
        titled = _titled(before, sentence) and (len(set(named) - found) > 1 or _says(items[i].end, sentence))
        district = before >= 0 and not phrases[before] and sentence.typed[before] in BEFORE_A_DISTRICT
        district = district and len(set(named) - found) > 1
        if i not in found and (titled or district):
            found.add(i)
    if found:
        found |= {i - 1 for i in found if i and _is_thing(items[i - 1], items[i])}
    return frozenset(found)


def in_asides(items: Sequence[Item], sentence: Sentence, gone: Collection[int]) -> frozenset[int]:
    """The places, in the list of items, of provinces in clauses that ask for nothing and tell something ("I teach in
    Can Tho, …"), before or after those that ask for an index and other provinces, or all; of those after thanks at the
    end; and of other matters in clauses of their own.
    """
    kinds = [kind_of(item) for item in items]
    left = [i for i in range(len(items)) if i not in gone]
    named = [i for i in left if kinds[i] == "province"]
    if not sentence.breaks:
        return _after_thanks(items, kinds, named)
    clauses = [sentence.clause(item.start) for item in items]
    topics = {clauses[i] for i in left if kinds[i] in TOPICS}
    main = {clauses[i] for i in named if clauses[i] in topics and _is_firm(items[i])}
    found = _after_thanks(items, kinds, named)
    of_all = {clauses[i] for i in left if _is_of_all(items[i])}
    of_all &= {clauses[i] for i in left if kinds[i] == "index"} - {clauses[i] for i in named}
    after_only = not main
    main = main or of_all
    if main:  # "vừa ăn bún bò Huế xong, cho xem PCI Quảng Trị"
        found |= {i for i in left if _is_off(items[i]) and clauses[i] not in topics}
    wanted = 2 if _together(items, gone) else 0 if after_only else 1
    if not main or sum(clauses[i] in main for i in named) < wanted:
        return found
    taken = cover(sentence.size, [item for item, kind in zip(items, kinds, strict=True) if kind != "word"])
    free = [sentence.clause(at) for at in range(sentence.size) if not taken[at]]
    own = {clauses[i] for i in left if _tells(items[i])}
    asking = {clauses[i] for i in left if kinds[i] in ASKED and not _tells(items[i])}
    telling = {clause for clause in clauses if clause in own or free.count(clause) >= FEWEST_ASIDE}
    outer = {clauses[i] for i in named if clauses[i] > max(main) or (clauses[i] < min(main) and not after_only)}
    aside = outer & (telling - asking)
    return found | {i for i in left if clauses[i] in aside and (kinds[i] == "province" or _tells(items[i]))}


def told_words(items: Sequence[Item], sentence: Sentence, gone: Collection[int]) -> list[int]:
    """The words of clauses that only tell something: a name in them does not count, and they ask for nothing."""
    if not gone:
        return []
    clauses = [sentence.clause(item.start) for item in items]
    idle = {clauses[i] for i in gone if kind_of(items[i]) == "province"}
    idle -= {clauses[i] for i, item in enumerate(items) if i not in gone and kind_of(item) in {"province", *ASKED}}
    return [at for at in range(sentence.size) if sentence.clause(at) in idle] if idle else []


def _is_off(item: Item) -> bool:
    """Whether words are of another matter ("hotel")."""
    return not isinstance(item.what, Mention) and item.what.asks == "off"


def _is_of_all(item: Item) -> bool:
    """Whether words ask about all provinces ("bình quân từng vùng", "quán quân")."""
    return not isinstance(item.what, Mention) and item.what.asks in OF_ALL


def _tells(item: Item) -> bool:
    """Whether words speak of the writer ("nhà tôi ở") or of another matter ("hotel")."""
    return _is_off(item) or (not isinstance(item.what, Mention) and item.what.asks == "mine")


def _is_firm(item: Item) -> bool:
    """Whether a name is one that is not only guessed."""
    return isinstance(item.what, Mention) and isinstance(item.what.outcome, Found) and item.what.outcome.how != "fuzzy"


def _together(items: Sequence[Item], gone: Collection[int]) -> bool:
    """Whether something is asked of several provinces."""
    asks = {item.what.asks for i, item in enumerate(items) if i not in gone and not isinstance(item.what, Mention)}
    return bool(asks & TOGETHER)


def _after_thanks(items: Sequence[Item], kinds: Sequence[str], named: Sequence[int]) -> frozenset[int]:
    """Provinces after thanks, where all that is asked stands before them."""
    last = max((i for i, kind in enumerate(kinds) if kind in TOPICS), default=-1)
    thanks = [
        i for i, item in enumerate(items) if not isinstance(item.what, Mention) and item.what.asks in ("thanks", "bye")
    ]
    ended = next((i for i in thanks if i > last >= 0 and not {"asks", "province"} & set(kinds[i + 1 : i + 2])), None)
    if ended is None or "asks" in kinds[ended + 1 :]:
        return frozenset()
    return frozenset(i for i in named if i > ended)


def _titled(at: int, sentence: Sentence) -> bool:
    """Whether the word before a name is a title that begins a clause: "giúp em Long An" is no Miss Long An."""
    if at < 0 or not (at == 0 or at in sentence.breaks):
        return False
    return sentence.words[at] in TITLES or sentence.typed[at] in CALLED


def _says(at: int, sentence: Sentence) -> bool:
    """Whether the word after a name is what a person does ("bảo", "nhờ")."""
    return at < sentence.size and at not in sentence.breaks and sentence.typed[at] in SPEAKING


def _speaks(item: Item, sentence: Sentence) -> bool:
    """Whether a name is the writer's, or where they are: "Cao Bằng đây, …"."""
    at = item.end
    if at >= sentence.size or at in sentence.breaks or sentence.typed[at] not in HERE:
        return False
    return any(end in sentence.breaks for end in (at + 1, at + 2))


def _head_of(item: Item, sentence: Sentence, phrases: Sequence[bool]) -> int | None:
    """Where the words for a firm, a dish, a song begin to which a name belongs, a word or two before it at most; the
    name's own place where such a word follows it ("Can Tho University"); None if there is none.
    """
    typed, start, end = sentence.typed, item.start, item.end
    end += typed[end : end + 1] == ["s"]  # "Ha Tay's neighbour"
    if end < sentence.size and end not in sentence.breaks and typed[end] in NAMED_AFTER:
        return start
    for at in range(start, max(start - MOST_BETWEEN, 0) - 1, -1):
        if at < start and (phrases[at] or sentence.words[at] in BEFORE_NAMES):
            return None
        if at in sentence.breaks:
            return None
        for size in range(min(LONGEST_HEAD, at), 0, -1):
            if tuple(typed[at - size : at]) in HEADS and (size > 1 or not phrases[at - 1]):
                return at - size
    return None


def _of_another(item: Item, sentence: Sentence, phrases: Sequence[bool]) -> bool:
    at = item.start
    if at in sentence.breaks:
        return False
    typed, words = sentence.typed, sentence.words
    if item.end - at == 1 and tuple(words[max(0, at - 2) : at]) in INTRODUCED:
        return True  # "I'm Giang"
    for size in LENGTHS:
        if tuple(typed[max(0, at - size) : at]) in WRITTEN and (size > 1 or not phrases[at - 1]):
            return True
    if phrases[at - 1]:
        return False
    if words[at - 1] in SURNAMES and (at > 1 or item.end - at == 1):
        return typed[at - 1] in SPELT_SURNAMES or (typed[at - 1].isascii() and words[at - 1] not in EVERYDAY_SURNAMES)
    # "anh Bình", "chị Hà": a title and one syllable.
    return item.end - at == 1 and words[at - 1] in TITLES and len(words[at]) > 1


def _is_thing(item: Item, name: Item) -> bool:
    """Whether an everyday name of a criterion is the word for what has the name ("đường" Điện Biên Phủ)."""
    return item.end == name.start and isinstance(item.what, Mention) and item.what.text in THINGS
