"""From what was typed to plain letters: case, accents, invisible characters. Pure.

Three forms of a text are used throughout: *spelt* (lower case, accents kept, words separated by one space), *folded*
(spelt without accents) and *solid* (folded without spaces). ``spell(text)`` and ``fold(text)`` have the same number of
words, in the same order.
"""

from __future__ import annotations

import unicodedata

LONGEST_TEXT = 4096
"""Nothing after this many characters is read: no Telegram message is longer."""

VOWELS = frozenset("aeiouy")
_SMALL = 2048  # entries a table keeps: more than all of Latin needs, and a hostile text cannot make it grow further


class _Spelling(dict[int, str]):
    """A translation table: letters and digits stay, marks and invisible characters vanish, all else becomes a space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        category = unicodedata.category(char)
        vanishes = category[0] == "M" or category == "Cf"
        kept = char if category[0] in "LN" else "" if vanishes else " "
        if len(self) < _SMALL:
            self[code] = kept
        return kept


class _Folding(dict[int, str]):
    """A translation table: a letter with accents -> the bare letter."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        # Hangul (beyond) would fall apart into its parts; only alphabets with accents are meant here.
        bare = unicodedata.normalize("NFD", char)[0] if code < 0x2000 else char
        if len(self) < _SMALL:
            self[code] = bare
        return bare


class _Marks(dict[str, frozenset[str]]):
    """The accents of a word, wherever they stand in it (hòa and hoà are the same); đ counts as one."""

    def __missing__(self, word: str) -> frozenset[str]:
        parts = unicodedata.normalize("NFD", word)
        found = frozenset(part for part in parts if part == "đ" or unicodedata.category(part) == "Mn")
        if len(self) < _SMALL:
            self[word] = found
        return found


# The eths are what đ turns into in files saved with the wrong code page.
_SPELLING = _Spelling({ord("ð"): "đ", ord("Ð"): "đ"})
_FOLDING = _Folding({ord("đ"): "d", ord("ı"): "i"})
_MARKS = _Marks()
_NONE: frozenset[str] = frozenset()


def spell(text: str) -> str:
    """The text in lower case, composed, with single spaces, without zero-width characters; at most 4,096 characters."""
    text = text[:LONGEST_TEXT].lower()
    if not text.isascii():
        # Lower case is applied twice: compatibility forms such as the trade mark sign turn into capitals.
        text = unicodedata.normalize("NFKC", text).lower()[:LONGEST_TEXT]
    return " ".join(text.translate(_SPELLING).split())


def bare(spelt: str) -> str:
    """A spelt text without its accents."""
    return spelt if spelt.isascii() else spelt.translate(_FOLDING)


def fold(text: str) -> str:
    """Any text as bare lower-case words separated by single spaces: ``"TP. Hồ Chí-Minh"`` -> ``"tp ho chi minh"``.

    Composed and decomposed accents, full-width letters, non-breaking spaces, hyphens and punctuation make no
    difference; zero-width characters vanish. The function is idempotent; the result has at most 4,096 characters.
    """
    return bare(spell(text))


def fold_in_place(text: str) -> str:
    """Small letters without accents, one for each character, so that positions in it are positions in the text."""
    small = text.lower()
    if len(small) != len(text):  # the small letter of one is two characters
        small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return small.translate(_FOLDING)


def marks(word: str) -> frozenset[str]:
    """The accents typed in a spelt word; the set is empty for a word without accents."""
    return _NONE if word.isascii() else _MARKS[word]
