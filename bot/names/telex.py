"""Raw Telex and VNI keystrokes -> plain letters. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot.names.normalize import VOWELS

_TONES_AND_HORN = frozenset("sfrxjzw0123456789")
"""Telex tone keys, Telex ``w`` and every VNI digit: keys that change a letter instead of adding one."""

_DOUBLED = frozenset("aeod")
"""Letters that Telex doubles: aa -> â, ee -> ê, oo -> ô, dd -> đ."""


@lru_cache(maxsize=8192)
def decode_telex(word: str) -> str:
    """One folded syllable typed as raw Telex or VNI -> its bare letters: ``huwng``, ``hu7ng``, ``hwng`` -> ``hung``.

    This rests on how Vietnamese syllables are made: r, s, x and d only begin one; f, j, w, z are not used; and none of
    the letters a, e, o comes twice. A word that is not Vietnamese comes out as nonsense: look the result
    up, never show it.
    """
    letters: list[str] = []
    vowel = False
    for char in word:
        if char.isdigit():
            if letters:
                continue
        elif not vowel:
            if char == "w":
                char = "u"
            if char in VOWELS:
                vowel = True
            elif char == "d" and letters == ["d"]:
                continue
        elif char in _TONES_AND_HORN or (char in _DOUBLED and char in letters):
            continue
        letters.append(char)
    return "".join(letters)


_TONES = {
    "s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323",
    "1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323",
}  # fmt: skip
_SHAPES = {"6": "\u0302", "7": "\u031b", "8": "\u0306", "9": "đ", "w": "w"}
_HORNS = frozenset("\u031b\u0306")


def keyed_marks(word: str) -> frozenset[str]:
    """The accents that raw Telex or VNI keystrokes give to a folded syllable; "w" stands for either horn or breve."""
    found: set[str] = set()
    vowel = False
    for i, char in enumerate(word):
        if not vowel:
            if char == "w":
                found.add("w")
                vowel = True
            elif char in VOWELS:
                vowel = True
            elif (char == "d" and word[:i] == "d") or (char == "9" and i):
                found.add("đ")
        elif char in _TONES:
            found.add(_TONES[char])
        elif char in _SHAPES:
            found.add(_SHAPES[char])
        elif char in _DOUBLED and char in word[:i]:
            found.add("đ" if char == "d" else "\u0302")
    return frozenset(found)


def missed(keyed: frozenset[str], own: frozenset[str]) -> int | None:
    """How many of a syllable's accents were not keyed; None if one was keyed that it does not have."""
    if "w" in keyed:
        keyed = keyed - {"w"} | (own & _HORNS or {"w"})
    return len(own - keyed) if keyed <= own else None


class Keyboard:
    """Finds which of a set of solid keys a run of keystrokes without spaces may have meant.

    ``bawcsgiang`` cannot be decoded letter by letter (is the s a tone or does it begin a syllable?), so it is walked
    through a trie of the keys: each keystroke is the next letter or changes one already there.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._next: list[dict[str, int]] = [{}]
        self._path: list[str] = [""]
        self._ends: dict[int, str] = {}
        for key in keys:
            node = 0
            for char in key:
                following = self._next[node].get(char)
                if following is None:
                    following = len(self._next)
                    self._next[node][char] = following
                    self._next.append({})
                    self._path.append((self._path[node] + char)[-5:])
                node = following
            self._ends[node] = key

    def read(self, solid: str) -> set[str]:
        """The keys that ``solid`` spells in Telex or VNI; empty if there is none. The time is linear in its length."""
        nodes = {0}
        for char in solid:
            following: set[int] = set()
            for node in nodes:
                ways = self._next[node]
                if char in ways:
                    following.add(ways[char])
                if char == "w" and "u" in ways:
                    following.add(ways["u"])
                if (node and char in _TONES_AND_HORN) or (char in _DOUBLED and char in self._path[node]):
                    following.add(node)
            if not following:
                return set()
            nodes = following
        return {self._ends[node] for node in nodes if node in self._ends}
