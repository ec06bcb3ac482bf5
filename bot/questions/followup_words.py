"""The words by which a text leans on what was said before: "thế còn", "thì sao", "cái thứ hai", "xem tiếp" (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.names import Mention
from bot.names.normalize import fold
from bot.questions.explanation import Explanation
from bot.questions.vocabulary import ASKING, FILLER, ROLE, Cue, Vocabulary

WHOLE = 10
"""Texts of more words than this are not one such phrase and nothing else."""
BEFORE = ("beside", "rank", "but", "nothing", "hello", "please", "thanks", FILLER, ASKING, ROLE)
"""Phrases that may stand before what a text is about."""
PASSED_OVER = ("beyond", "other", "off")
"""Phrases about what no index tells."""
POINTING = ("that", "that-criterion", "that-province", "it", "those")
TURNS = ("turn", "flip", "add", "leave", "stop", "up", "down")
"""Kinds of phrases that count wherever they stand: another topic, the other end, one more, one less, no more of it, who
went up or down.
"""
ROWS = frozenset(fold("cái tỉnh thằng đứa the nơi chỗ địa that").split())
"""The first words of phrases that point at one of several things shown, wherever they stand ("cái thứ hai")."""


AFTER_LITTLE = frozenset(("nhat", "nhut", "hon", "thoi", "bi", "phai", "co", "nguoi"))
"""Words after "ít", which without its accent is English "it"."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a text leans on what was said: it was ``opened`` or ``closed`` by words that say so, it points at something
    (``pointing``), or it is, but for words that say nothing, one phrase of a kind (``whole``). ``said`` are the kinds
    of ``TURNS`` that occur, ``nth`` the place of the one thing pointed at ("2", "last"); ``strange`` is true where some
    words are none of all this, no name, no phrase and not empty.
    """

    opened: bool = False
    closed: bool = False
    inside: bool = False
    pointing: frozenset[str] = frozenset()
    whole: str = ""
    first: int = 0
    """The first word of what the text is about."""
    said: frozenset[str] = frozenset()
    nth: str = ""
    strange: bool = False


class FollowupWords:
    """Looks for those words in a sentence explained. Built once; pure afterwards."""

    def __init__(self, phrases: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._phrases: defaultdict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
        for kind, texts in phrases.items():
            for text in texts:
                self._phrases[kind][tuple(fold(text).split())] = None
        self._whole = {
            words: kind
            for kind, every in self._phrases.items()
            for words in every
            if kind not in (*POINTING, *TURNS, "open", "close", "inside")
        }
        self._rows = {
            words: kind
            for words, kind in self._whole.items()
            if kind.startswith("nth-") and len(words) > 1 and words[0] in ROWS
        }
        self._known = frozenset(words for every in self._phrases.values() for words in every)

    def leaning(self, explanation: Explanation) -> Leaning:
        """How the sentence leans on what was said before."""
        words, items = explanation.known, explanation.items
        whats = [(item.start, item.end, item.what) for item in items]
        counting = [(start, end) for start, end, what in whats if _counts(what)]
        first = counting[0][0] if counting else len(words)
        last = counting[-1][1] if counting else 0
        return Leaning(
            opened=self._within(words, whats, "open", 0, first, at_start=True),
            closed=self._within(words, whats, "close", last, len(words), at_start=False),
            inside=self._within(words, whats, "inside", 0, first, at_start=True),
            pointing=frozenset(kind for kind in POINTING if self._said(words, kind)),
            whole=self._alone(words, counting),
            first=first,
            said=frozenset(kind for kind in TURNS if any(_free(self._phrases[kind], words, whats))),
            nth=next((self._rows[words[at:end]].partition("-")[2] for at, end in _free(self._rows, words, whats)), ""),
            strange=self._strange(words, whats),
        )

    def _within(
        self,
        words: Sequence[str],
        whats: Sequence[tuple[int, int, object]],
        kind: str,
        start: int,
        end: int,
        *,
        at_start: bool,
    ) -> bool:
        """Whether a phrase of the kind stands there, between nothing but words that say nothing."""
        if end - start > WHOLE:
            return False
        bound = {(one, other) for one, other, what in whats if isinstance(what, Cue) and what.asks == FILLER}
        for at in range(start, end):
            for other in range(end, at, -1):
                if tuple(words[at:other]) in self._phrases[kind]:
                    if any(a <= at and other <= b and b - a > other - at for a, b in bound):
                        continue  # "cho con hỏi": part of a phrase that says nothing
                    around = range(other, end) if at_start else range(start, at)
                    rest = [words[i] for i in (*around, *(range(start, at) if at_start else ()))]
                    if all(self._empty(word) or (word,) in self._phrases["open"] for word in rest):
                        return True
        return False

    def _said(self, words: Sequence[str], kind: str) -> bool:
        every = self._phrases[kind]
        lengths = {len(one) for one in every}
        return any(
            tuple(words[at : at + n]) in every and not (n == 1 and _is_little(words, at))
            for at in range(len(words))
            for n in lengths
        )

    def _alone(self, words: Sequence[str], counting: Sequence[tuple[int, int]]) -> str:
        """The kind of the longest phrase beside which nothing is said; ``counting`` are names and what asks."""
        if len(words) > WHOLE:
            return ""
        for size in range(len(words), 0, -1):
            for at in range(len(words) - size + 1):
                kind = self._whole.get(tuple(words[at : at + size]))
                beside = any(
                    (end <= at or start >= at + size) and tuple(words[start:end]) not in self._known
                    for start, end in counting
                )
                if kind and not beside and all(map(self._empty, (*words[:at], *words[at + size :]))):
                    return kind
        return ""

    def _strange(self, words: Sequence[str], whats: Sequence[tuple[int, int, object]]) -> bool:
        """Whether some words are accounted for by no name, no phrase of any kind, and are not empty."""
        if any(isinstance(what, Cue) and what.asks in PASSED_OVER for _, _, what in whats):
            return True
        known = [self._empty(word) or word.isdigit() for word in words]
        for start, end, what in whats:
            if isinstance(what, Cue) or what.kind != "word":  # type: ignore[attr-defined]
                known[start:end] = [True] * (end - start)
        for start, end in _free(self._known, words, whats):
            known[start:end] = [True] * (end - start)
        return not all(known)

    def _empty(self, word: str) -> bool:
        return word in self._vocabulary.noise or self._vocabulary.says_nothing(word)


def _free(
    phrases: Collection[tuple[str, ...]], words: Sequence[str], whats: Sequence[tuple[int, int, object]]
) -> Iterator[tuple[int, int]]:
    """Where the phrases stand, the longest first, unless as a part of something longer ("qua" in "qua các năm")."""
    longest = [0] * len(words)  # how long the thing is of which a word is a part
    for start, end, _ in whats:
        longest[start:end] = [end - start] * (end - start)
    for size in sorted({len(one) for one in phrases}, reverse=True):
        for at in range(len(words) - size + 1):
            part = longest[at] > size and longest[at] == longest[at + size - 1]
            if not part and tuple(words[at : at + size]) in phrases:
                yield at, at + size


def _is_little(words: Sequence[str], at: int) -> bool:
    """Whether a word is "ít" and not "it": "ít nhất", "ít hơn"."""
    return words[at] == "it" and at + 1 < len(words) and words[at + 1] in AFTER_LITTLE


def _counts(what: object) -> bool:
    return what.kind != "word" if isinstance(what, Mention) else isinstance(what, Cue) and what.asks not in BEFORE
