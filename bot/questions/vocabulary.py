"""Finds the phrases of questions among folded words (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.names.normalize import fold
from bot.names.telex import decode_telex
from bot.questions.phrases import NOISE, PHRASES


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase at words ``start`` to ``end`` (exclusive) that asks for ``asks``."""

    start: int
    end: int
    asks: str


class Vocabulary:
    """Finds phrases among folded words, the longest first; each word belongs to one phrase only."""

    def __init__(self, phrases: dict[str, str] | None = None) -> None:
        self._phrases: dict[tuple[str, ...], str] = {}
        for asks, texts in (phrases or PHRASES).items():
            for text in texts.split(";"):
                words = tuple(fold(text).split())
                self._phrases.setdefault(words, asks)
                if len(words) > 1 and len("".join(words)) >= 6:
                    self._phrases.setdefault(("".join(words),), asks)
        self._longest: defaultdict[str, int] = defaultdict(int)
        for words in self._phrases:
            self._longest[words[0]] = max(self._longest[words[0]], len(words))
        self.known = frozenset(word for words in self._phrases for word in words) | NOISE
        self.noise = NOISE

    def decode_telex(self, words: Iterable[str]) -> list[str]:
        """The words, with raw Telex or VNI keystrokes undone where that gives a word of a question."""
        return [self._typed(word) for word in words]

    def _typed(self, word: str) -> str:
        if word in self.known:
            return word
        bare = decode_telex(word)
        # "laf" is là, but "asdf" is nothing.
        return bare if bare in self.known and len(word) - len(bare) < len(bare) else word

    def cues(self, words: Sequence[str], taken: Sequence[bool]) -> list[Cue]:
        """The phrases in ``words``, from left to right. A word that is ``taken`` (part of a name) is in none."""
        found: list[Cue] = []
        at = 0
        while at < len(words):
            for length in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
                asks = self._phrases.get(tuple(words[at : at + length]))
                if asks and not any(taken[at : at + length]):
                    found.append(Cue(at, at + length, asks))
                    at += length
                    break
            else:
                at += 1
        return found
