"""Slips of the finger in the words of questions: "waht" -> "what", "hagn" -> "hang", "exel" -> "excel" (pure).

A word is mended only where it is no word by itself (no word of a question, none of the language of either kind, no
syllable that Vietnamese could have, no keystrokes of Telex) and where one word alone is a slip away: two letters
exchanged or one doubled speaks for it more than a letter that is missing, too many or wrong. The words stand in
``data/seed/lexicon/slips.csv``: those mended to (``english``), words of English that look like them (``other``), and
the syllables of provinces (``name``), which are left to whoever looks for names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.names.normalize import VOWELS, bare, marks, spell
from bot.names.remembered import Remembered
from bot.names.telex import decode_telex
from data.lexicon import Lexicon, shipped

SHORTEST, LONGEST = 4, 16
"""Words of fewer or more letters are left alone."""
SURE, LIKELY = 1, 2
"""How near a word is: two letters exchanged or one doubled; another slip of one letter."""
LONG = 5
"""A Vietnamese word of fewer letters has too many others a letter away."""
FAR_MORE = 20
"""So many times as often as another is a word said that is meant rather."""
OFTEN = 200
"""A word of so many phrases is one of questions, though provinces have it too (tỉnh, thấp)."""
MOST_MENDED = 400
"""So many words of a text are looked at."""
_WORD = re.compile(r"[^\W_]+")
_ONSETS = frozenset(("", *"bcdghklmnprstvx", *("ch", "gh", "gi", "kh", "ng", "ngh", "nh", "ph", "qu", "th", "tr")))
_RHYMES = frozenset(
    bare(
        "a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iem ien ieng iep iet iec "
        "ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oem oen oeo oet oi om on ong "
        "op ot ooc oong u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoi uoc uom uon uong uop uot uou uu uy "
        "uya uych uyen uyet uyn uynh uyt uyp uyu up ut y yem yen yet yeu"
    ).split()
)


@dataclass(frozen=True, slots=True, eq=False)
class WordsOfQuestions:
    """The words of a lexicon, without accents: all that are ``known``; those by which something is asked, with the ways
    in which they are ``spelt``, and how ``often`` they are said.
    """

    known: frozenset[str]
    spelt: Mapping[str, set[str]]
    often: Counter[str]


@lru_cache(maxsize=2)
def _words_of(lexicon: Lexicon) -> WordsOfQuestions:
    """Worked out once for questions, whose names are known, and for all else that mends words."""
    cues = [text for texts in (*lexicon.cues.values(), *lexicon.exports.values()) for text in texts]
    said = [*lexicon.fillers, *lexicon.outside, *lexicon.small_words, *lexicon.short_forms]
    said += [*lexicon.short_forms.values(), *(one.words for one in lexicon.criteria)]
    said += [text for texts in lexicon.followups.values() for text in texts]
    asking = Counter(word for text in cues for word in spell(text).split())
    known = {word for text in said for word in spell(text).split()} | asking.keys()
    spelt: defaultdict[str, set[str]] = defaultdict(set)
    often: Counter[str] = Counter()
    for word, times in asking.items():
        if len(word) >= SHORTEST and is_syllable(plain := bare(word)):
            spelt[plain].add(word)
            often[plain] += times
    others = (*lexicon.slips.get("other", ()), *lexicon.slips.get("english", ()))
    return WordsOfQuestions(frozenset(map(bare, known)).union(others), dict(spelt), often)


class Slips:
    """Mends words. Built once from a lexicon and the words of names, which are no slips; pure afterwards."""

    def __init__(self, lexicon: Lexicon, names: Iterable[str] = ()) -> None:
        words = _words_of(lexicon)
        called = [bare(spell(name)) for name in names]
        self._names = frozenset(word for name in called for word in name.split())
        solid = {name.replace(" ", "") for name in called}
        self._known = words.known | self._names | solid
        self._spelt = words.spelt
        self._often = words.often
        english = frozenset(lexicon.slips.get("english", ()))
        self._ways: defaultdict[str, set[str]] = defaultdict(set)
        names_alone = {word for word in self._names - english - self._spelt.keys() if len(word) >= SHORTEST}
        self._provinces = frozenset(lexicon.slips.get("name", ()))
        for word in (*english, *self._spelt, *names_alone, *self._provinces):
            for way in _without_one(word):
                self._ways[way].add(word)
        self._english = english
        self._mended: Remembered[str, str | None] = Remembered(self._looked_up)

    def __call__(self, word: str) -> str | None:
        """The word meant, in small letters; None where the word is to be left as it is."""
        return self._mended[word.lower()] if SHORTEST <= len(word) <= LONGEST and word.isalpha() else None

    def text(self, text: str) -> str:
        """The text with its words mended, and those typed as raw Telex undone; what stands between them is kept."""
        return _WORD.sub(lambda found: self(found[0]) or self._unkeyed(found[0]), text, MOST_MENDED)

    def _unkeyed(self, word: str) -> str:
        """The word of a question that raw keystrokes spell ("bieur" -> "bieu"), or the word as it is."""
        low = word.lower()
        if (
            not (SHORTEST <= len(low) <= LONGEST and low.isalpha())
            or bare(low) in self._known
            or is_syllable(bare(low))
        ):
            return word
        undone = bare(decode_telex(low))
        return undone if undone in self._spelt else word

    def _looked_up(self, typed: str) -> str | None:
        word = bare(typed)
        if word in self._known or is_syllable(word):
            return None
        every = list(self._near(word))
        near = {one: grade for one in every if (grade := self._grade(word, one, typed.isascii()))}
        best = min(near.values(), default=0)
        if any(0 < slip_of(word, one) <= best for one in every if self._is_rather_of_a_name(one)):
            return None
        keyed = bare(decode_telex(typed))
        meant = self._likeliest([one for one, grade in near.items() if grade == best])
        if (
            keyed != word
            and (keyed in self._known or is_syllable(keyed))
            and not (best == SURE and meant in self._english)
        ):
            return None
        if meant not in self._english and meant not in self._spelt:
            return None
        return meant if typed.isascii() else self._with_marks(meant, typed)

    def _is_rather_of_a_name(self, word: str) -> bool:
        """Whether provinces have the word more than questions do: those who look for names forgive slips themselves."""
        return word in self._provinces and self._often[word] < OFTEN

    def _likeliest(self, words: list[str]) -> str:
        """The one word of several that is said far more often; '' where none is."""
        order = sorted(words, key=lambda word: self._often[word], reverse=True)
        if len(order) > 1 and (self._names & {*order} - {order[0]} or not self._english.isdisjoint(order)):
            return ""
        far = len(order) == 1 or (len(order) > 1 and self._often[order[0]] >= FAR_MORE * self._often[order[1]])
        return order[0] if far else ""

    def _near(self, word: str) -> Iterator[str]:
        """The words that may be one slip away, each once."""
        yield from dict.fromkeys(one for way in _without_one(word) for one in self._ways.get(way, ()))

    def _grade(self, word: str, meant: str, ascii_: bool) -> int:
        """How near one word is to another; 0 for not near enough."""
        if word[0] != meant[0] and (word[0], word[1]) != (meant[1], meant[0]):
            return 0  # the first letter is hardly ever wrong
        grade = slip_of(word, meant)
        if grade == LIKELY and VOWELS.isdisjoint(word):
            return 0  # "thcs" is an abbreviation
        if meant in self._english and ascii_:
            return grade
        return grade if grade == SURE or (len(meant) >= LONG and len(word) > len(meant)) else 0

    def _with_marks(self, meant: str, typed: str) -> str | None:
        """The one word that has these letters and the accents typed ("hạgn" -> "hạng")."""
        own = [word for word in self._spelt.get(meant, ()) if marks(word) == marks(typed)]
        return own[0] if len(own) == 1 else None


def slip_of(word: str, meant: str) -> int:
    """How one word became the other by one slip; 0 where it took more."""
    if word == meant:
        return 0
    if len(word) == len(meant):
        wrong = [at for at, (one, other) in enumerate(zip(word, meant, strict=True)) if one != other]
        if len(wrong) == 1:
            return LIKELY
        at = wrong[0]
        exchanged = wrong == [at, at + 1] and (word[at], word[at + 1]) == (meant[at + 1], meant[at])
        return SURE if exchanged else 0
    short, long = sorted((word, meant), key=len)
    if len(long) - len(short) > 1:
        return 0
    at = next((at for at, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    if long[:at] + long[at + 1 :] != short:
        return 0
    doubled = at > 0 and long[at] == long[at - 1]
    return SURE if doubled else LIKELY


def is_syllable(word: str) -> bool:
    """Whether a word without accents could be a syllable of Vietnamese."""
    return any(word[:size] in _ONSETS and word[size:] in _RHYMES for size in (0, 1, 2, 3))


def _without_one(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


@cache
def shipped_slips() -> Slips:
    """The slips of the shipped words, where no names are known."""
    return Slips(shipped())
