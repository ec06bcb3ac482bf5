"""The parts of a sentence as plain values, and small helpers on runs of words (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, Protocol

from bot.names import Ambiguous, Found
from bot.names.normalize import spell
from bot.questions.dates import When
from data.model.names import Name
from data.model.tasks import Document

if TYPE_CHECKING:
    from bot.questions.explanation import Explanation
    from bot.questions.question import Bound, TableGroup

MOST_PROVINCES = 63

_CODE = re.compile(r"(?<![\w.,/])([1-9])\.([1-9])(?![\w/]|[.,]\d|\s*(?:điểm|diem|points?\b|%))", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_MARK = re.compile(r"x(\d)x(\d)x")


@dataclass(frozen=True, slots=True)
class Said:
    """Words that name an index or a criterion: the names that fit them, and the folded words.

    They are the words from ``start`` to ``end`` (not included) of the sentence; ``end`` is 0 where that is not known.
    """

    names: tuple[Name, ...]
    text: str
    start: int = 0
    end: int = 0


@dataclass(slots=True)
class Parsed:
    """The parts of a sentence. ``rest`` are the words that nothing accounts for, as typed.

    ``provinces`` are pairs of an id and the city that led there (or ''). ``unsure`` has one entry for each word that
    may mean several provinces: these provinces. ``codes`` are pairs of an index ('' if open) and the criterion's
    number; ``numbers`` are those of no known use. ``department`` is true for an agency that was named as one ("Sở Nội
    vụ"), not by a common word ("huyện"). ``asks`` are the keys of ``phrases.PHRASES`` that occur.

    ``score`` is a number that can only be a score ("47,178"). ``passed`` is what was passed over, without merely polite
    words; ``passed_wide`` also has the common words for agencies, which count where no agency is asked for ("huyện Văn
    Giang"). ``region_said`` is the region as typed, ``agency_said`` an agency that is none of those known. ``bound`` is
    a line that provinces are above or below, ``group`` the last quarter of a table that is said, ``middle`` whether the
    mean or the median is; ``rival`` is the province that another one is to reach or to pass ("hơn Thanh Hóa").
    ``loose`` are numbers in words of no known use; ``turn`` is whether scores rose or fell by the plain words.
    ``outweighed`` is true where there is more or less of an evil than elsewhere ("tham nhũng hơn Hà Nội"), ``evil``
    where all provinces are asked about by one. ``senders``
    are provinces that only say who writes; ``documents`` are those whose number was said, as in ``document_said``;
    ``content`` counts the runs of words that nothing accounts for in clauses that ask. ``explanation`` is what explains
    the sentence, and ``gone`` are the places of those of its items that do not count.
    """

    when: When
    provinces: list[tuple[str, str]] = field(default_factory=list)
    unsure: list[tuple[Name, ...]] = field(default_factory=list)
    indices: list[Said] = field(default_factory=list)
    criteria: list[Said] = field(default_factory=list)
    codes: list[tuple[str, str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    region: str | None = None
    agency: str | None = None
    department: bool = False
    country: str = ""
    asks: frozenset[str] = frozenset()
    n: int | None = None
    place: int | None = None
    score: str = ""
    rest: str = ""
    passed: str = ""
    passed_wide: str = ""
    region_said: str = ""
    place_to: int | None = None
    bound: Bound | None = None
    documents: tuple[Document, ...] = ()
    document_said: str = ""
    agency_said: str = ""
    rival: str = ""
    group: TableGroup = ""
    middle: Literal["", "mean", "median"] = ""
    loose: list[int] = field(default_factory=list)
    turn: Literal["", "up", "down", "both"] = ""
    senders: list[Found] = field(default_factory=list)
    outweighed: bool = False
    evil: bool = False
    content: int = 0
    explanation: Explanation | None = None
    gone: frozenset[int] = frozenset()

    def note(self, outcome: Found | Ambiguous) -> None:
        """Add a province, or several of which one may be meant."""
        if isinstance(outcome, Found):
            self.add(outcome.name.id, outcome.via.name_vi if outcome.via else "")
        else:
            self.unsure.append(outcome.names)

    def add(self, province: str, via: str = "") -> None:
        """Add a province, unless it was named before."""
        if province not in (id for id, _ in self.provinces):
            self.provinces.append((province, via))


class Span(Protocol):
    """Words ``start`` to ``end`` (not included)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def cover(size: int, spans: Iterable[Span]) -> list[bool]:
    """For each of ``size`` words, whether one of the spans contains it."""
    covered = [False] * size
    for span in spans:
        covered[span.start : span.end] = [True] * (span.end - span.start)
    return covered


def runs(places: Iterable[int]) -> list[list[int]]:
    """Rising places, divided where they are not neighbours."""
    found: list[list[int]] = []
    for i in places:
        if found and found[-1][-1] == i - 1:
            found[-1].append(i)
        else:
            found.append([i])
    return found


def joined(places: set[int], taken: Sequence[bool], written: Sequence[str]) -> set[int]:
    """The places, together with the few words between them (if no name stands there) and further parts
    of a proper name.

    "cắt … tục" becomes "cắt giảm thủ tục", "xã Tân …" becomes "xã Tân Dân".
    """
    found = set(places)
    order = sorted(places)
    for first, second in pairwise(order):
        if second - first <= 3 and not any(taken[first:second]):
            found.update(range(first, second))
    for i in order if written else ():
        after = i + 1
        while after < len(written) and written[i][0].isupper() and written[after][0].isupper() and not taken[after]:
            found.add(after)
            after += 1
    return found


def cased(text: str, size: int) -> list[str]:
    """The words of a text with their capitals; none if all are capitals or the words cannot be told apart."""
    words = _WORD.findall(text)[:size]
    return [] if len(words) < size or text.isupper() else words


def mark_codes(text: str) -> str:
    """Write "4.1" as one word, so that it stays one."""
    return _CODE.sub(r" x\1x\2x ", text) if "." in text else text


def marked_code(word: str) -> str:
    """The code from which ``mark_codes`` made this word, or ''."""
    mark = _MARK.fullmatch(word) if word[:1] == "x" else None
    return f"{mark[1]}.{mark[2]}" if mark else ""


def as_typed(text: str, words: Sequence[str], places: Iterable[int]) -> str:
    """Words of the text as they were typed, capitals and all; in small letters where they cannot be found again."""
    every = runs(places)
    if not every:
        return ""
    spelt = spell(text).split()
    low = text.lower()
    parts = []
    for run in every:
        part = " ".join((spelt if len(spelt) >= len(words) else words)[run[0] : run[-1] + 1])
        at = low.find(part) if len(low) == len(text) else -1
        parts.append(text[at : at + len(part)] if at >= 0 else part)
    return _MARK.sub(r"\1.\2", " ".join(parts))[:200]
