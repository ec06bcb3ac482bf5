"""Undoes what phones, voice keyboards and haste do to a text: "papilongan2O22" -> "papi long an 2022", "bn điểm" ->
"bao nhiêu điểm", "hai không hai ba" -> "2023". Pure; what is not surely damaged stays as it was typed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.names.normalize import bare, spell
from bot.names.remembered import Remembered
from bot.questions.spoken_numbers import BEGINNINGS, number_at

LONGEST_TOKEN = 48
"""Longer words are not divided."""
SHORTEST_JOINED = 6
MOST_REWRITTEN = 400
"""This many words of a text are looked at."""

BEFORE_INITIALS = frozenset(
    (
        "tinh", "o", "cua", "cho", "voi", "va", "vs", "tp", "so", "hay", "tai", "diem", "hang", "vu",
    )
)  # fmt: skip
"""The words after which a province may be written with one letter for its first syllable ("tỉnh qnam"), besides names
of indices: elsewhere such a word is rather half of a name with a slip.
"""

COUNTING = frozenset(("top", "bottom", "rank"))
"""Words with which a number is run together even where it could be a tone."""
_PIECES = re.compile(r"([^\W_]+)")
_CONFUSED = re.compile(r"[0-9oOlI]{2,4}")
_SHORT_YEAR = re.compile(r"2k([0-3]\d|[5-9])", re.IGNORECASE)
_EARLY_YEAR = re.compile(r"0[5-9]")
"""A year of two digits of which the first is none: after the name of an index it is hardly anything else."""
_CONSONANTS = frozenset("bcdfghjklmnpqrstvwxzđ")
_RUNS = re.compile(r"[^\W\d_]+|\d+")
_KEYED = re.compile(r"([a-z]{2,6})[1-5]")
_LETTERS = str.maketrans("oOlI", "0011")


class Repair:
    """Built once from the written short forms and from the names that may stand in words run together.

    ``initialled`` are names with one letter for the first syllable -> the name; ``before`` are names of indices, after
    which such a name may stand. ``slip`` mends a slip of the finger in a word, or gives None.
    """

    def __init__(
        self,
        short_forms: Mapping[str, str],
        names: Iterable[str],
        words: Iterable[str] = (),
        initialled: Mapping[str, str] | None = None,
        before: Iterable[str] = (),
        slip: Callable[[str], str | None] = lambda word: None,
    ) -> None:
        self._slip = slip
        self._initialled = initialled or {}
        self._before_years = frozenset(("nam",)).union(*(bare(spell(name)).split() for name in before))
        self._before = BEFORE_INITIALS | self._before_years - {"nam"}
        self._short: dict[tuple[str, ...], str] = {}
        self._lengths: defaultdict[str, set[int]] = defaultdict(set)
        for short, full in short_forms.items():
            parts = tuple(spell(short).split())
            if parts:
                self._short[parts] = full
                self._lengths[parts[0]].add(len(parts))
        self._first = frozenset((*self._lengths, *self._initialled, *BEGINNINGS))
        self._names = {bare(spell(name)).replace(" ", ""): spell(name) for name in names}
        self._words = {bare(spell(word)).replace(" ", ""): spell(word) for word in words} | self._names
        self._longest = max(map(len, self._words), default=0)
        self._alone: Remembered[str, str | None] = Remembered(self._mended_alone)
        self._each: Remembered[str, str] = Remembered(self._mended)

    def may_change(self, words: Iterable[str]) -> bool:
        """Whether any of the words, in small letters, can be the beginning of damage that whole words show."""
        return any(word in self._lengths or word in BEGINNINGS for word in words)

    def __call__(self, text: str) -> str:
        """The text with its damage undone; what stands between the words is kept."""
        pieces = _PIECES.split(text)
        words = pieces[1::2][:MOST_REWRITTEN]
        if len(words) < len(pieces) // 2:
            return text
        between = pieces[0::2]
        out: list[str] = [between[0]]
        low = [word.lower() for word in words]
        at = 0
        while at < len(words):
            new = self._alone[words[at]]
            taken = 1
            if new is None:
                taken, new = self._rewritten(words, low, between, at)
            out.append(new)
            at += taken
            out.append(between[at])
        return "".join(out)

    def _mended_alone(self, word: str) -> str | None:
        """The word mended, whatever stands beside it; None where that matters."""
        low = word.lower()
        if bare(low) in self._first or low in self._first or not word.isalpha():
            return None
        return self._mended(word)

    def _rewritten(self, words: Sequence[str], low: Sequence[str], between: Sequence[str], at: int) -> tuple[int, str]:
        """How many words are replaced from this one on, and by what."""
        for size in sorted(self._lengths.get(low[at]) or self._lengths.get(bare(low[at])) or (), reverse=True):
            key = tuple(low[at : at + size])
            if len(key) < size:
                continue  # the text ends before
            full = self._short.get(key) or (self._short.get(tuple(map(bare, key))) if size > 1 else None)
            if full is not None and all(gap.isspace() for gap in between[at + 1 : at + size]):
                return size, full
        initialled = self._initialled.get(low[at]) or self._initialled.get("" if low[at].isascii() else bare(low[at]))
        if _EARLY_YEAR.fullmatch(low[at]) and at and bare(low[at - 1]) in self._before_years:
            return 1, f"20{low[at]}"
        if initialled is not None and (at == 0 or bare(low[at - 1]) in self._before):
            return 1, initialled
        reach = at + 1
        while reach < len(words) and reach < at + 8 and between[reach].strip(" -") == "":
            reach += 1
        spoken = number_at(low[at:reach], 0)
        if spoken is not None:
            return spoken[1], str(spoken[0])
        return 1, self._each[words[at]]

    def _mended(self, word: str) -> str:
        if word.isalpha():
            return f"{word[:-1]}n{word[-1]}" if _short_end(word) else self._divided(word) or self._slip(word) or word
        year = _SHORT_YEAR.fullmatch(word)
        if year is not None:
            return f"20{year[1]:0>2}"
        if _CONFUSED.fullmatch(word) and not word.isdecimal() and any(map(str.isdecimal, word)):
            return word.translate(_LETTERS)
        if any(map(str.isdecimal, word)) and any(map(str.isalpha, word)):
            return self._parted(word)
        return word

    def _parted(self, word: str) -> str:
        """Letters and digits run together ("top5papi2021"), if every run of letters is known, and a name is in one if
        any has to be divided.
        """
        runs = _RUNS.findall(word)
        if len(word) > LONGEST_TOKEN or "".join(runs) != word or self._is_keyed(word):
            return word
        parts: list[str] = []
        named, whole = False, True
        for i, run in enumerate(runs):
            if run.isdecimal():
                parts.append(run)
                continue
            solid = bare(run.lower())
            known = solid in self._words and len(run) >= 3
            pieces = (solid,) if known else self._pieces(run)
            if pieces is None:
                # "2O22" after letters: the o belongs to the number.
                swapped = word[len("".join(runs[: i - 1])) :] if i else ""
                if i and _CONFUSED.fullmatch(swapped):
                    return " ".join([*parts[:-1], swapped.translate(_LETTERS)])
                return word
            named = named or not self._names.keys().isdisjoint(pieces)
            whole = whole and known
            parts.append(run if known else self._spaced(pieces))
        return " ".join(parts) if named or whole else word

    def _is_keyed(self, word: str) -> bool:
        """Whether the number may be the key of a tone in VNI ("cua3", "hang5"): "top3" and "papi3" are none."""
        keyed = _KEYED.fullmatch(word.lower())
        return keyed is not None and keyed[1] not in COUNTING and keyed[1] not in self._names

    def _divided(self, word: str) -> str | None:
        """Known words run together, one of them a name at least; None if the word is anything else."""
        pieces = self._pieces(word)
        return self._spaced(pieces) if pieces and not self._names.keys().isdisjoint(pieces) else None

    def _spaced(self, pieces: Iterable[str]) -> str:
        return " ".join(self._words[piece] for piece in pieces)

    def _pieces(self, word: str) -> tuple[str, ...] | None:
        """The fewest known words that a word consists of, without their spaces; None if there are none."""
        solid = bare(word.lower())
        if not SHORTEST_JOINED <= len(solid) <= LONGEST_TOKEN or solid in self._words:
            return None
        best: list[tuple[int, tuple[str, ...]] | None] = [None] * (len(solid) + 1)
        best[0] = (0, ())
        for end in range(3, len(solid) + 1):
            for start in range(max(0, end - self._longest), end - 1):
                before = best[start]
                if before is None:
                    continue
                piece = solid[start:end]
                full = self._words.get(piece)
                if full is None:
                    continue
                one = (before[0] + 1, (*before[1], piece))
                now = best[end]
                if now is None or one[0] < now[0]:
                    best[end] = one
        return best[-1][1] if best[-1] is not None else None


def _short_end(word: str) -> bool:
    """Whether a word ends with one letter of "ng" or "nh" ("từg", "tỉh"): with an accent it is none of any language."""
    return not word.isascii() and word[-1] in "ghGH" and len(word) > 1 and word[-2].lower() not in _CONSONANTS
