"""The indices and criteria that a cell or a heading names (pure).

A code counts only beside its index; a name that several indices have counts only where the index is said, in the same
cell, above it or in the title. An everyday word within a sentence is no criterion: in headings only official names
count. Whatever else is said comes back as ``unread``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.importing.plans.criterion_names import LONGEST_PHRASE, CriterionNames, Names, key_of
from bot.names import Gazetteer
from data.queries.catalogue import Catalogue

Pair = tuple[str, str]
SEGMENTS = re.compile(r"[\n;]|\s[–-]\s(?=[A-ZĐ])")
LEADING = re.compile(
    r"^(?:[ivx]{1,5}|[a-h]|\d{1,2}(?: \d{1,2}){0,3})\s(?=\S)"
    r"|^(?:nhom |cac )?(?:nhiem vu|giai phap)(?: va giai phap| giai phap)?"
    r"(?: nang cao| cai thien| duy tri| thuc hien| doi voi| ve| thuoc)?\s"
    r"|^(?:nang cao|cai thien|duy tri|tiep tuc|doi voi|ve|thuoc|thuc hien)\s"
    r"|^(?:cac )?(?:chi so thanh phan|chi so noi dung|truc noi dung|noi dung|tieu chi thanh phan|tieu chi|linh vuc"
    r"|chi so|truc|nhom|phan|muc)\s(?!hai long|cai cach hanh chinh|hieu qua|chuyen doi|nang luc|phuc vu)"
)
CODE = re.compile(
    r"\b(?:(?:chi so )?noi dung|chi so thanh phan|tieu chi thanh phan|tieu chi|linh vuc|truc noi dung|truc)"
    r" (?:so |thu )?(\d{1,2}(?: \d{1,2}){0,3})\b"
)
FILLERS = frozenset(
    """
    chi so cac tieu thanh phan noi dung linh vuc truc nhom thuoc cua va ve cap tinh nam diem tang giam nang cao cai
    thien duy tri bo index xep hang thu tai trong doi voi theo toi da dat the thuc hien phuc vu nhiem giai phap tong
    hop ket qua muc do i ii iii iv v vi vii viii
    """.split()  # noqa: SIM905
)
SHOWN = 80
"""Characters of a phrase that is not understood, by which it is known."""
LONG_ENOUGH = 3
"""Words of an official name that is found within a sentence of a heading."""


@dataclass(slots=True)
class NamedCriteria:
    """What was found. ``pairs`` are (index, code), the code '' for the whole index; ``unsure`` are phrases with the
    several pairs that each may mean; ``unread`` is what was not understood.
    """

    pairs: list[Pair] = field(default_factory=list)
    indices: list[str] = field(default_factory=list)
    unsure: list[tuple[str, tuple[Pair, ...]]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def criteria(self) -> list[Pair]:
        return [pair for pair in self.pairs if pair[1]]


class CriteriaReader:
    """Reads the cells of a plan for ``year``; criteria of the year before count too. ``meant`` is what a person said
    that phrases mean: "papi:4.2", "papi:" for the whole index, '' for no criterion.
    """

    def __init__(
        self, gazetteer: Gazetteer, catalogue: Catalogue, year: int, meant: Mapping[str, str] | None = None
    ) -> None:
        self._names = CriterionNames(gazetteer, catalogue, year)
        self._meant = meant or {}

    def cell(self, text: str, context: tuple[str, ...]) -> NamedCriteria:
        """What a cell of the column of criteria names; ``context`` are the indices that are said around it."""
        found = NamedCriteria()
        carried = context
        for segment in SEGMENTS.split(text):
            words = key_of(segment).split()
            if words:
                carried = self._segment(words, segment.strip(), carried, found)
        self._close(found)
        return found

    def heading(self, text: str, context: tuple[str, ...]) -> NamedCriteria:
        """What a heading names: an index, a code, or a criterion by its whole official name."""
        found = NamedCriteria()
        words = key_of(text).split()
        indices = self._names.indices(words, everyday=False)
        found.indices = list(dict.fromkeys(index for _, _, index in indices))
        said = tuple(found.indices) or context
        self._by_code(" ".join(words), said, found)
        named = {at for start, end, _ in indices for at in range(start, end)}
        if not found.pairs:
            self._by_name([word for at, word in enumerate(words) if at not in named], said, found)
        self._close(found)
        return found

    def indices_of(self, text: str) -> tuple[str, ...]:
        """The indices that a title names."""
        return tuple(dict.fromkeys(index for _, _, index in self._names.indices(key_of(text).split(), False)))

    def _segment(self, words: list[str], said: str, context: tuple[str, ...], found: NamedCriteria) -> tuple[str, ...]:
        """Reads one segment; the indices that hold for the next one."""
        read, own, rest = self._attempt(words, context, everyday=True)
        if rest:
            # Everyday names only count where nothing else is said: "Trình độ công chức" is not "công chức".
            read, own, rest = self._attempt(words, context, everyday=False)
        found.indices += [index for index in own if index not in found.indices]
        found.pairs += [pair for pair in read.pairs if pair not in found.pairs]
        found.unsure += read.unsure
        if rest and not (len(rest) <= 1 and rest[0].isdigit()):
            phrase = " ".join(said.split())[:SHOWN]
            if not self._told(phrase, found):
                found.unread.append(phrase)
        return own or context

    def _attempt(
        self, words: list[str], context: tuple[str, ...], everyday: bool
    ) -> tuple[NamedCriteria, tuple[str, ...], list[str]]:
        """What a segment names, its own indices, and the words that say something else; only official names without
        ``everyday``.
        """
        found = NamedCriteria()
        names = self._names.every if everyday else self._names.official
        mentions = self._names.indices(words, everyday)
        own = tuple(dict.fromkeys(index for _, _, index in mentions))
        taken = [False] * len(words)
        for start, end, _ in mentions:
            taken[start:end] = [True] * (end - start)
        at = 0
        current = own[:1] if len(own) > 1 else own or context
        while at < len(words):
            if taken[at]:
                current = next((index,) for start, end, index in mentions if start <= at < end)
                at += 1
                continue
            step = self._phrase(words[at : at + LONGEST_PHRASE], taken[at : at + LONGEST_PHRASE], names, current, found)
            taken[at : at + step] = [True] * step
            at += step or 1
        rest = [word for word, done in zip(words, taken, strict=True) if not done and word not in FILLERS]
        return found, own, self._numbers(rest, own or context, found)

    def _phrase(
        self, words: list[str], taken: list[bool], names: Names, context: tuple[str, ...], found: NamedCriteria
    ) -> int:
        """How many of these words name a criterion from the first on; what it is goes into ``found``."""
        for end in range(len(words), 0, -1):
            by_index = None if any(taken[:end]) else names.get(" ".join(words[:end]))
            if by_index and self._settle(" ".join(words[:end]), by_index, context, found):
                return end
        return 0

    def _settle(self, said: str, by_index: dict[str, set[str]], context: tuple[str, ...], found: NamedCriteria) -> bool:
        """Takes the criterion if it is one only, in the indices that were said or else in all."""
        wanted = {index: codes for index, codes in by_index.items() if index in context} if context else by_index
        if not wanted:
            return False
        pairs = tuple((index, code) for index, codes in wanted.items() for code in sorted(codes))
        if len(pairs) > 1 and self._told(said, found):
            return True
        if len(pairs) == 1:
            found.pairs += [pair for pair in pairs if pair not in found.pairs]
        else:
            found.unsure.append((said, pairs))
        return True

    def _told(self, said: str, found: NamedCriteria) -> bool:
        """Takes what a person said that a phrase means; False where nobody did."""
        if said not in self._meant:
            return False
        index, _, code = self._meant[said].partition(":")
        if index and (index, code) not in found.pairs:
            found.pairs.append((index, code))
        return True

    def _numbers(self, words: list[str], context: tuple[str, ...], found: NamedCriteria) -> list[str]:
        """Takes the codes among the words that are left ("PAPI 4.2", "tiêu chí 1.1.2"), as runs of numbers."""
        left: list[str] = []
        run: list[str] = []
        for word in [*words, ""]:
            if word.isdigit() and len(word) < 3:
                run.append(word)
                continue
            if run and not self._code(".".join(run), context, found):
                left += run
            run = []
            if word:
                left.append(word)
        return left

    def _code(self, code: str, context: tuple[str, ...], found: NamedCriteria) -> bool:
        if len(context) != 1:
            return False
        (index,) = context
        if code in self._names.codes[index]:
            if (index, code) not in found.pairs and not any(one[0] == index and one[1] for one in found.pairs):
                found.pairs.append((index, code))
            return True
        above = code
        while "." in above:
            above = above.rpartition(".")[0]
            if above in self._names.codes[index]:
                # A criterion below those that are known: it lies in the one above by its number.
                if (index, above) not in found.pairs:
                    found.pairs.append((index, above))
                return True
        return False

    def _by_code(self, text: str, context: tuple[str, ...], found: NamedCriteria) -> None:
        for code in CODE.finditer(text):
            self._code(code[1].replace(" ", "."), context, found)

    def _by_name(self, words: list[str], context: tuple[str, ...], found: NamedCriteria) -> None:
        core = " ".join(words)
        for _ in range(6):
            by_index = self._names.every.get(core)
            if by_index and self._settle(core, by_index, context, found):
                return
            shorter = LEADING.sub("", core, count=1)
            if shorter == core:
                break
            core = shorter
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + LONGEST_PHRASE), at + LONG_ENOUGH - 1, -1):
                by_index = self._names.official.get(" ".join(words[at:end]))
                if by_index and context and self._settle(" ".join(words[at:end]), by_index, context, found):
                    at = end - 1
                    break
            at += 1

    @staticmethod
    def _close(found: NamedCriteria) -> None:
        """An index without a criterion of it is meant as a whole."""
        within = {index for index, _ in found.pairs}
        unsure = {pair[0] for _, pairs in found.unsure for pair in pairs}
        found.pairs += [(index, "") for index in found.indices if index not in within and index not in unsure]
