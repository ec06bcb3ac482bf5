"""Finds every name in a sentence: exact spellings of all kinds, then provinces typed in other ways (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from bot.names.affixes import is_before, unglued, widened, without
from bot.names.beginnings import Beginnings
from bot.names.matches import Ambiguous, Found, How, Mention
from bot.names.normalize import bare, marks, spell
from bot.names.remembered import Remembered
from bot.names.sounds import sound
from bot.names.spelling_index import SpellingIndex
from bot.names.spellings import Spelling, agrees, aligned
from bot.names.telex import decode_telex
from data.model.names import Name, NameKind

MOST_WORDS = 600
"""This many words of a text are read; the rest is ignored."""
MOST_GUESSES = 250
"""Typing slips are looked for at this many places of a text, counted from its beginning."""
PROVINCE_WORDS = 4  # "ba ria vung tau"
SHORTEST_GUESS = 5  # letters; anything shorter that is not exact is a word nobody knows

_RANK: dict[NameKind, int] = {
    "province": 0,
    "place": 1,
    "index": 2,
    "indicator": 3,
    "agency": 4,
    "region": 5,
    "country": 6,
    "word": 7,
}
"""The rank of each kind: the lowest is meant when several kinds share a spelling."""
_TOPICS = frozenset({"index", "indicator", "agency"})

Settle = Callable[[Iterable[Spelling], How], Found | Ambiguous | None]
Partial = Callable[[str, str], Ambiguous | None]
Span = tuple[int, int, Found | Ambiguous]


class Scanner:
    """Built once from all entries. ``settle`` turns equally good entries into an outcome; ``partial`` gives the outcome
    for a lone syllable that several provinces share.
    """

    def __init__(self, spellings: Sequence[Spelling], index: SpellingIndex, settle: Settle, partial: Partial) -> None:
        self._index = index
        self._settle = settle
        self._partial = partial
        self._phrases: defaultdict[str, list[Spelling]] = defaultdict(list)
        for one in spellings:
            self._phrases[" ".join(one.words)].append(one)
        self._beginnings = Beginnings(one.words for one in spellings)
        self._sure = Remembered(self._surely)
        self._guesses = Remembered(self._guess)
        self._sounds: defaultdict[tuple[str, ...], list[Spelling]] = defaultdict(list)
        for one in spellings:
            if one.name.kind == "province" and len(one.words) > 1 and min(map(len, one.words)) > 1:
                self._sounds[tuple(map(sound, one.words))].append(one)
        self._everyday = frozenset(
            word
            for one in spellings
            # Of everyday phrases only those of one word count: in "gian lận" "lan" is no word of its own.
            if one.name.kind in _TOPICS or (one.name.kind == "word" and len(one.words) == 1)
            for word in one.words
        )

    def scan(self, text: str) -> tuple[list[str], list[Mention]]:
        """What ``Gazetteer.scan`` promises."""
        words, typed = self.divided(text)
        taken: list[Mention | None] = [None] * len(words)
        for start, end, outcome in self._exact(words, typed):
            if not any(taken[start:end]):
                _take(taken, words, start, end, outcome)
        for start, end, outcome in self._otherwise(words, typed, taken):
            if all(map(_soft, taken[start:end])):
                _take(taken, words, start, end, outcome)
        if not any(mention and mention.kind == "province" for mention in taken):
            self._syllables(words, typed, taken)
        return words, _merged(taken, words)

    @staticmethod
    def divided(text: str) -> tuple[list[str], list[str]]:
        """The folded and the spelt words of a text."""
        typed = spell(text).split()[:MOST_WORDS]
        return [bare(word) for word in typed], typed

    def exact(self, words: list[str], typed: list[str]) -> list[Mention]:
        """Every exact spelling, also where they overlap, the longest first."""
        return [Mention(start, end, what, " ".join(words[start:end])) for start, end, what in self._exact(words, typed)]

    def guessed(
        self, words: list[str], typed: list[str], held: Sequence[Mention], closed: Sequence[bool]
    ) -> list[Mention]:
        """What ``scan`` would find once the exact names ``held`` are taken and the ``closed`` words are out of reach:
        all of it, the held names with the "tỉnh" or "province" beside them.
        """
        taken: list[Mention | None] = [_CLOSED if shut else None for shut in closed]
        for mention in held:
            _take(taken, words, mention.start, mention.end, mention.outcome)
        for start, end, outcome in self._otherwise(words, typed, taken):
            if all(map(_soft, taken[start:end])):
                _take(taken, words, start, end, outcome)
        if not any(mention and mention.kind == "province" for mention in taken):
            self._syllables(words, typed, taken)
        return _merged([None if mention is _CLOSED else mention for mention in taken], words)

    def _exact(self, words: list[str], typed: list[str]) -> list[Span]:
        """Every exact spelling, the longest first, then from left to right."""
        found: list[tuple[Span, NameKind]] = []
        topics: set[int] = set()
        for start, end in self._beginnings.spans(words):
            spellings = self._phrases.get(" ".join(words[start:end]), ())
            spelt = typed[start:end]
            fit = [one for one in spellings if agrees(spelt, one)] if spellings else ()
            if fit:
                kinds = {one.name.kind for one in fit}
                kind = min(kinds, key=_RANK.__getitem__) if len(kinds) > 1 else fit[0].name.kind
                found.append(((start, end, _named([o for o in fit if o.name.kind == kind])), kind))
                if kind in _TOPICS:
                    topics.update(range(start, end))
        # "sự hài lòng" is a word, but where "hài lòng" is the name of an index, the index is meant.
        kept = [(span, kind) for span, kind in found if kind != "word" or topics.isdisjoint(range(span[0], span[1]))]
        # Between equals a word gives way: "tinh hoa binh" is tỉnh Hòa Bình, not tinh hoa.
        kept.sort(key=lambda hit: (hit[0][0] - hit[0][1], hit[1] == "word", hit[0][0]))
        return [span for span, _ in kept]

    def _otherwise(self, words: list[str], typed: list[str], taken: list[Mention | None]) -> list[Span]:
        """Provinces in the words left over that are not spelt exactly, the surest first."""
        found: list[tuple[int, Span]] = []
        guesses = 0
        for start in range(len(words)):
            for end in range(start + 1, min(start + PROVINCE_WORDS, len(words)) + 1):
                if not _soft(taken[end - 1]) or words[end - 1].isdigit():
                    break
                if all(taken[start:end]):
                    continue
                spelt = tuple(typed[start:end])
                sure = self._sure[spelt]
                if sure:
                    found.append((0, (start, end, sure)))
                elif guesses < MOST_GUESSES:
                    guesses += 1
                    guess = self._guesses[spelt]
                    if guess:
                        found.append((guess[0], (start, end, guess[1])))
        found.sort(key=lambda hit: (hit[0], hit[1][0] - hit[1][1], hit[1][0]))
        return [span for _, span in found]

    def _surely(self, typed: tuple[str, ...]) -> Found | Ambiguous | None:
        words = [bare(word) for word in typed]
        solid = "".join(words)
        for core in (solid, *unglued(solid)):
            if len(core) >= SHORTEST_GUESS or core != solid:
                hit = self._settle(self._index.unspaced([core], ["".join(typed)]), "unspaced")
                if hit:
                    return hit
        if len(solid) < 3 or not all(map(str.isascii, typed)):
            return None  # whoever types accents has a working input method
        if len(words) == 1:
            return self._settle(self._index.keystrokes(words), "keystrokes")
        decoded = [decode_telex(word) for word in words]
        if decoded == words:
            return None
        return self._settle(self._index.folded.get(" ".join(decoded), ()), "keystrokes")

    def _guess(self, typed: tuple[str, ...]) -> tuple[int, Found | Ambiguous] | None:
        words = [bare(word) for word in typed]
        if sum(map(len, words)) < SHORTEST_GUESS or is_before(words[0]):
            return None
        near = self._index.near(words, typed)
        if near is None or any(one.decoy for one in near.spellings):
            return self._by_ear(words, typed) if near is None or near.slips else None
        if len(words) == 1 and words[0] in self._everyday:
            return None
        if len(words) > 1:
            # A window may join the end of one word to the next, so syllables must correspond, and a word that exists by
            # itself was meant as such.
            for one in near.spellings:
                if not aligned(words, one):
                    return None
                if any(w != m and w in self._everyday for w, m in zip(words, one.words, strict=True)):
                    return None
        outcome = self._settle(near.spellings, "fuzzy")
        return (near.slips, outcome) if outcome else None

    def _by_ear(self, words: list[str], typed: tuple[str, ...]) -> tuple[int, Found | Ambiguous] | None:
        """Provinces that sound as the words are written ("kwang nam"), with the name's accents if any."""
        alike = [
            one
            for one in self._sounds.get(tuple(map(sound, words)), ())
            if all(map(str.isascii, typed)) or all(map(_same_accents, typed, one.marks))
        ]
        outcome = self._settle(alike, "fuzzy") if alike else None
        return (2, outcome) if outcome else None

    def _syllables(self, words: list[str], typed: list[str], taken: list[Mention | None]) -> None:
        accented = not all(map(str.isascii, typed))
        for i, word in enumerate(words):
            # In a sentence with accents a word without any is not "quảng" with its accents left out.
            free = taken[i] is None or (not i and _soft(taken[i]) and len(words) > 1)
            if free and not (accented and typed[i].isascii()):
                outcome = self._partial(word, typed[i])
                if outcome:
                    _take(taken, words, i, i + 1, outcome)


def _same_accents(typed: str, own: frozenset[str]) -> bool:
    return marks(typed) - {"đ"} == own - {"đ"}


def _named(spellings: Sequence[Spelling]) -> Found | Ambiguous:
    """The outcome of an exact spelling in a sentence; regions, countries and words count as found here."""
    targets = {id(one.target): one for one in spellings}
    one = spellings[0]
    if len(targets) == 1 or _RANK[one.name.kind] >= _RANK["region"]:
        return Found(one.target, "exact", one.name if one.name is not one.target else None)
    return Ambiguous(tuple(one.target for one in targets.values()))


_CLOSED = Mention(0, 2, Ambiguous((Name("word", "", "", ""),)), "")
"""Stands where no slip is looked for."""


def _soft(mention: Mention | None) -> bool:
    """Whether a slip may be looked for here: at a free place, or at one word that may be part of a longer name.

    Such a word is an everyday word ("năm" in "nam dihn") or a town ("Vinh" in "vinh ohuc").
    """
    if mention is None:
        return True
    if mention.kind == "word":
        return mention.end - mention.start == 1
    if not isinstance(mention.outcome, Found) or mention.outcome.via is None:
        return False
    words = mention.text.split()
    return len(words[without(words) or slice(None)]) == 1


def _take(taken: list[Mention | None], words: list[str], start: int, end: int, outcome: Found | Ambiguous) -> None:
    mention = Mention(start, end, outcome, "")
    if mention.kind == "province":
        start, end = widened(words, start, end, lambda i: _soft(taken[i]))
    mention = Mention(start, end, outcome, " ".join(words[start:end]))
    taken[start:end] = [mention] * (end - start)


def _merged(taken: list[Mention | None], words: list[str]) -> list[Mention]:
    """The mentions in order; two side by side of one province ("thừa thein" + "huế") become one.

    A town and its province ("Văn Giang Hưng Yên") stay apart: the town was said for its own sake.
    """
    merged: list[Mention] = []
    for mention in {id(mention): mention for mention in taken if mention}.values():
        last = merged[-1] if merged else None
        now, before = mention.outcome, last.outcome if last else None
        if (
            last
            and last.end == mention.start
            and isinstance(now, Found)
            and isinstance(before, Found)
            and now.name is before.name
            and now.name.kind == "province"
            and ((now.via is None) == (before.via is None) or "fuzzy" in (now.how, before.how))
        ):
            both = now if now.via is None else before
            text = " ".join(words[last.start : mention.end])
            merged[-1] = Mention(last.start, mention.end, both, text)
        else:
            merged.append(mention)
    return merged
