"""Finds the phrases of questions, words that say nothing, and everyday names of criteria among folded words (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.names import Mention
from bot.names.beginnings import Beginnings
from bot.names.normalize import bare, fold, marks, spell
from bot.names.remembered import Remembered
from bot.names.telex import decode_telex
from bot.questions.cover import Candidate
from bot.questions.repair import Repair
from data.lexicon import Lexicon

FILLER, ROLE, ASKING = "filler", "role", "asking"
"""Kinds of cue that ask for nothing: words that say nothing, who writes, and that something is asked at all."""
FILLER_KINDS = {"role": ROLE, "asking": ASKING}
"""Kinds of fillers in the lexicon -> the kinds of cue that are more than a filler."""
SHAPES = frozenset("w6789")
"""Keystrokes that change a letter: "suwr" is sử, "asdf" is nothing."""
EXCEPT = "except"
"""What words before what is left out ask for: alone ("ngoài", "trừ") they say little."""
ACCENTED = ("not", "sorry", EXCEPT)
"""What a single word asks for only with its accents: "dung" is đứng as well as đừng."""
COURTESIES = {
    "hello": ("xin chao", "chao", "hello", "hi", "hey"),
    "thanks": ("cam on", "xin cam on", "thank", "thanks"),
    "please": ("help", "giup"),
}
"""What fillers that begin with these words say more than nothing."""
SHORTEST_SOLID = 6
"""Phrases of this many letters are also known without their spaces."""
SINGLE, FIRST, EACH = 0.6, -0.3, 1.6
"""What a phrase of one word is worth; what a longer one is worth at all, and for each word."""
FILLER_SINGLE, FILLER_FIRST, FILLER_EACH = 0.15, -0.3, 1.3
WRONG_ACCENTS, NO_ACCENTS = -0.55, -0.15
"""What a word costs whose accents are not those of the phrase, or that has none beside words that have some."""


class Cue(NamedTuple):
    """A phrase at words ``start`` to ``end`` (exclusive) that asks for ``asks``."""

    start: int
    end: int
    asks: str


What = Mention | Cue
Item = Candidate[What]
"""A name or a phrase where it stands, and what reading the words so is worth."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the lexicon: what it asks for, and the accents of its words; () where they are run together."""

    asks: str
    marks: tuple[frozenset[str], ...]


class Vocabulary:
    """All phrases of a lexicon, by their first folded word. Built once; pure afterwards.

    ``repair`` is what is done to sentences before. The lexicon's small words are ``empty``, which say nothing by
    themselves, or ``beside``, which say nothing beside something understood.
    """

    def __init__(self, lexicon: Lexicon, repair: Repair | None = None) -> None:
        self._repair = repair
        self._said: set[str] = set()
        empty = [word for word, kind in lexicon.small_words.items() if kind == "empty"]
        beside = [word for word, kind in lexicon.small_words.items() if kind == "beside"]
        phrases = lexicon.cues
        fillers = {text: _filler(text, kind) for text, kind in lexicon.fillers.items()}
        self._phrases: dict[tuple[str, ...], Phrase] = {}
        for asks, texts in phrases.items():
            for text in texts:
                self._said.update(self._add(text, asks))
        for text, kind in fillers.items():
            self._add(text, kind)
        for text, kind in lexicon.outside.items():
            self._add(text, "other" if kind == "index" else "off")
        self._beginnings = Beginnings(self._phrases)
        self.noise = frozenset(map(fold, empty))
        """Words that say nothing by themselves: what remains of a text without them counts as not understood."""
        self.beside = frozenset(word.lower() for word in beside)
        """Words, with their accents, that are polite or empty beside something understood."""
        self._bare_beside = frozenset(map(fold, beside))
        said = set(map(bare, self._said))
        said.update(words[0] for words in self._phrases if len(words) == 1)
        self.known = frozenset(said) | self.noise
        """The words of questions: a name is not guessed where each of its words is one."""
        self.words = self.known | {word for words in self._phrases for word in words}
        """Every word of every phrase, also of those that ask for nothing."""
        self.spelt = frozenset(self._said | {word.lower() for word in empty})
        """The words of questions and those that say nothing, with their accents."""
        self._decoded = Remembered(self._typed)

    def _add(self, text: str, asks: str) -> list[str]:
        """Add a phrase, also as it is mended: so are the sentences in which it is looked for. Returns its words."""
        spelt = spell(text).split()
        self._put(spelt, asks)
        if self._repair is not None and self._repair.may_change(spelt) and (mended := self._repair(text)) != text:
            self._put(spell(mended).split(), asks)
        return spelt

    def _put(self, spelt: list[str], asks: str) -> None:
        words = tuple(map(bare, spelt))
        if not words:
            return
        if words not in self._phrases:
            self._phrases[words] = Phrase(asks, tuple(map(marks, spelt)))
        if len(words) > 1:
            solid = "".join(words)
            if len(solid) >= SHORTEST_SOLID and (solid,) not in self._phrases:
                self._phrases[solid,] = Phrase(asks, ())

    def says_nothing(self, word: str) -> bool:
        """Whether a word as typed is polite or empty beside something understood."""
        return word in self.beside or (word.isascii() and word in self._bare_beside)

    def decode_telex(self, words: Iterable[str]) -> list[str]:
        """The words, with raw Telex or VNI keystrokes undone where that gives a word of a question."""
        return [self._decoded[word] for word in words]

    def _typed(self, word: str) -> str:
        if word in self.known:
            return word
        decoded = decode_telex(word)
        # "laf" is là, but "asdf" is nothing.
        added = len(word) - len(decoded)
        keyed = added < len(decoded) or (added == len(decoded) and added > 1 and not SHAPES.isdisjoint(word))
        return decoded if decoded in self.known and keyed else word

    def candidates(self, words: Sequence[str], typed: Sequence[str], accented: bool) -> Iterator[Item]:
        """Every phrase and every word that says nothing, wherever it stands, with its worth."""
        for at, end in self._beginnings.spans(words):
            phrase = self._phrases.get(tuple(words[at:end]))
            if phrase is not None and not (end == at + 1 and _otherwise(phrase, typed[at])):
                worth = self._worth(phrase, end - at, typed[at:end], accented)
                yield Candidate(at, end, Cue(at, end, phrase.asks), worth)
        for at, word in enumerate(words):
            if word in self.noise or self.says_nothing(typed[at]):
                yield Candidate(at, at + 1, Cue(at, at + 1, FILLER), FILLER_SINGLE)

    @staticmethod
    def _worth(phrase: Phrase, length: int, typed: Sequence[str], accented: bool) -> float:
        if phrase.asks == FILLER or (phrase.asks == EXCEPT and length == 1):
            worth = FILLER_SINGLE if length == 1 else FILLER_FIRST + FILLER_EACH * length
        else:
            worth = SINGLE if length == 1 else FIRST + EACH * length
        if not accented or not phrase.marks:
            return worth
        return worth + accents_worth(typed, phrase.marks, accented)


def _otherwise(phrase: Phrase, typed: str) -> bool:
    """Whether a word that denies or leaves out when it has its accents is typed without, or with others."""
    return phrase.asks in ACCENTED and bool(phrase.marks) and marks(typed) != phrase.marks[0]


def _filler(text: str, kind: str) -> str:
    """The kind of cue that a filler of the lexicon is."""
    if kind in FILLER_KINDS:
        return FILLER_KINDS[kind]
    folded = fold(text) + " "
    return next(
        (asks for asks, all_ in COURTESIES.items() if any(folded.startswith(one + " ") for one in all_)), FILLER
    )


def accents_worth(typed: Sequence[str], meant: Sequence[frozenset[str]], accented: bool) -> float:
    """What the accents of words speak for or against a phrase that has these accents."""
    if not accented:
        return 0.0
    worth = 0.0
    for word, own in zip(typed, meant, strict=True):
        if word.isascii():
            worth += NO_ACCENTS if own else 0.0
        elif not marks(word) <= own:
            worth += WRONG_ACCENTS
    return worth
