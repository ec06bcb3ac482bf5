"""Whether a text asks for a file ("xuất excel PAPI 2024", "tải bảng PAPI 2024 về"), and of what (pure).

The words stand in ``data/seed/lexicon/exports.csv``. A ``format`` ("excel") asks for a file wherever it stands, a
``verb`` ("tải bảng") only where it begins the text or follows nothing but a ``lead`` ("cho tôi"), and where it is not
the beginning of an ``other`` word ("xuất khẩu"). They are taken out of the text, with what stands directly ``before`` a
format ("file") and ``after`` everything ("về"); what remains is a question like any other. Only these few: "an" or
"bảng" might be a part of a province's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from bot.names.normalize import fold
from bot.questions.slips import shipped_slips
from data.lexicon import shipped

LONGEST = 400
"""A text with more characters is no request for a file, but tells a story in which one may be named."""
WORD = re.compile(r"\w+")
MOST_WORDS = 3
"""The words of the longest phrase."""
CSV = "csv"
TABLE = "bang"
"""The word of a verb that asks for a whole table ("tải bảng")."""

Phrases = dict[str, frozenset[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be put into a file, as typed ('' where nothing is named), and in which format. ``whole``: a table was
    asked for, not what of it was shown before.
    """

    names: str
    form: Literal["xlsx", "csv"] = "xlsx"
    whole: bool = False


def asked(text: str) -> ExportRequest | None:
    """The request in a sentence; None where it asks for no file."""
    if len(text) > LONGEST:
        return None
    found = list(WORD.finditer(text))
    words = _words(found)
    lead = _covered(words, "lead", 0)
    verb = _at(words, "verb", lead) if not _at(words, "other", lead) else 0
    formats = _formats(words)
    if not verb and not formats:
        return None
    gone = set(range(lead + verb)) if verb else set()
    request = _request(text, found, words, gone, formats)
    return replace(request, whole=TABLE in words[lead : lead + verb])


def argument(text: str) -> ExportRequest:
    """The request in the words after ``/export``, which need neither verb nor format."""
    text = text[:LONGEST]
    found = list(WORD.finditer(text))
    words = _words(found)
    return _request(text, found, words, set(), _formats(words))


def _request(
    text: str, found: list[re.Match[str]], words: list[str], gone: set[int], formats: dict[int, int]
) -> ExportRequest:
    """The request without the words that are ``gone``, those of a format, and what only goes with them."""
    for place, long in formats.items():
        gone.update(range(place, place + long))
        start = place
        while start and (size := _before(words, start)):
            gone.update(range(start - size, start))
            start -= size
    end = len(words)
    while gone and end and (end - 1 in gone or (size := _ending(words, end))):
        if end - 1 in gone:
            end -= 1
        else:
            gone.update(range(end - size, end))
            end -= size
    kept = [text[word.start() : word.end()] if place not in gone else "" for place, word in enumerate(found)]
    form: Literal["xlsx", "csv"] = "csv" if any(words[place] == CSV for place in formats) else "xlsx"
    return ExportRequest(_joined(text, found, kept), form)


def _words(found: Iterable[re.Match[str]]) -> list[str]:
    """The words, folded, with slips in them mended ("ecxel")."""
    return [fold(shipped_slips()(word[0]) or word[0]) for word in found]


def _joined(text: str, found: list[re.Match[str]], kept: list[str]) -> str:
    """The words kept, with what stands between them ("Hưng Yên, Thái Bình")."""
    parts: list[str] = []
    end = 0
    for word, shown in zip(found, kept, strict=True):
        parts += [text[end : word.start()], shown]
        end = word.end()
    return " ".join("".join([*parts, text[end:]]).split()).strip(" ,.;:!?-()")


def _formats(words: list[str]) -> dict[int, int]:
    """Where a format is named, and by how many words."""
    return {place: size for place in range(len(words)) if (size := _at(words, "format", place))}


def _at(words: list[str], kind: str, place: int) -> int:
    """How many words from a place on are a phrase of a kind, the longest; 0 for none."""
    return next((size for size in range(MOST_WORDS, 0, -1) if tuple(words[place : place + size]) in _phrases()[kind]
                 and place + size <= len(words)), 0)  # fmt: skip


def _before(words: list[str], end: int) -> int:
    return next((size for size in range(min(MOST_WORDS, end), 0, -1)
                 if tuple(words[end - size : end]) in _phrases()["before"]), 0)  # fmt: skip


def _ending(words: list[str], end: int) -> int:
    return next((size for size in range(min(MOST_WORDS, end), 0, -1)
                 if tuple(words[end - size : end]) in _phrases()["after"]), 0)  # fmt: skip


def _covered(words: list[str], kind: str, place: int) -> int:
    """The place after the phrases of a kind that stand one after the other."""
    while size := _at(words, kind, place):
        place += size
    return place


@cache
def _phrases() -> Phrases:
    """Kind -> its phrases, folded."""
    return {
        kind: frozenset(tuple(fold(words).split()) for words in several) for kind, several in shipped().exports.items()
    }
