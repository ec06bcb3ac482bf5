"""The names of indices and criteria in a plan's year, as phrases without accents: official ones and all (pure)."""

from __future__ import annotations

import re
from collections import defaultdict

from bot.importing.abbreviations import written_out
from bot.names import Gazetteer
from bot.names.normalize import bare, spell
from data.queries.catalogue import Catalogue

Names = dict[str, dict[str, set[str]]]
"""A name, folded -> index -> the codes that it may mean there."""
OWN_NAME = re.compile(r"\b(?:chi so|index|papi|sipas|766)\b")
"""What tells an index's own name from everyday words for it ("chuyển đổi số"), which count in cells only."""
LONGEST_PHRASE = 24


class CriterionNames:
    """``official`` names are those of the criteria themselves, ``every`` has the everyday ones too; ``codes`` are the
    codes of each index.
    """

    def __init__(self, gazetteer: Gazetteer, catalogue: Catalogue, year: int) -> None:
        self._indices: dict[str, str] = {}
        self.every: Names = defaultdict(lambda: defaultdict(set))
        self.official: Names = defaultdict(lambda: defaultdict(set))
        self.codes: dict[str, set[str]] = defaultdict(set)
        self._everyday: set[str] = set()
        for name in gazetteer.all("index"):
            self._indices.setdefault(key_of(name.id), name.id)
            self._everyday.add(key_of(name.id))
            for alias in (name.name_vi, name.name_en, *name.aliases):
                if alias.isupper() or " " in alias:
                    self._indices.setdefault(key_of(alias), name.id)
                    if alias.isupper():
                        self._everyday.discard(key_of(alias))
                    elif not OWN_NAME.search(key_of(alias)):
                        self._everyday.add(key_of(alias))
        for index, rows in catalogue.indicators.items():
            for row in rows:
                if row.code and (row.holds(year) or row.holds(year - 1)):
                    self.codes[index].add(row.code)
                    for official in (row.name_vi, row.short_vi):
                        self.official[key_of(official)][index].add(row.code)
        for name in gazetteer.all("indicator"):
            index, _, code = name.id.partition(":")
            if code in self.codes[index]:
                for alias in (name.name_vi, *name.aliases):
                    self.every[key_of(alias)][index].add(code)
        for key, found in self.official.items():
            for index, codes in found.items():
                # An official name goes before an everyday one that means something else in the same index.
                self.every[key][index] = set(codes)

    def indices(self, words: list[str], everyday: bool = True) -> list[tuple[int, int, str]]:
        """Where indices are named: (start, end, index), the longest names first."""
        found: list[tuple[int, int, str]] = []
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + LONGEST_PHRASE), at, -1):
                phrase = " ".join(words[at:end])
                index = self._indices.get(phrase) if everyday or phrase not in self._everyday else None
                # What begins a criterion's name ("Cải cách thủ tục hành chính") is not the index by a shorter one.
                if index and not self._within_criterion(words, at, end):
                    found.append((at, end, index))
                    at = end - 1
                    break
            at += 1
        return found

    def _within_criterion(self, words: list[str], start: int, end: int) -> bool:
        return any(
            " ".join(words[first:last]) in self.every
            for first in range(max(0, start - 12), start + 1)
            for last in range(end, min(len(words), end + 14) + 1)
            if last - first > end - start
        )


def key_of(text: str) -> str:
    """By this two spellings of a name are one: abbreviations written out, no accents."""
    return bare(written_out(spell(text)))
