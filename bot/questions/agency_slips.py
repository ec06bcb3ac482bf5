"""Agencies with a slip in their names ("sở nội vuu", "hom affairs"), where tasks are asked for (pure).

A part of the text is held against every name of every agency. Few letters apart and clearly nearest, it is meant; else
those that may be are told, to be asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from bot.names import Found, Gazetteer, Mention
from bot.names.normalize import fold
from bot.names.telex import decode_telex
from bot.questions.question import Question
from data.model.names import NameKind

SHORTEST, LONG = 6, 10
"""Letters of the shortest name that is looked for, and of one in which two slips are forgiven."""
MOST_WORDS, MOST_AGENCIES = 9, 4
HEADS = ("so", "ban", "dep")
LONGEST = 200
"""Characters of the longest text that is looked at."""


KINDS: tuple[NameKind, ...] = ("agency", "indicator", "province", "index")
"""Of whose names a word is not taken for a slip by itself."""


@dataclass(frozen=True, slots=True)
class NearAgency:
    """An agency that the words from ``start`` to ``end`` (not included) may mean, ``apart`` slips from its name."""

    id: str
    name: str
    start: int
    end: int
    apart: int


class AgencySlips:
    """Looks for agencies in texts. Built once; pure afterwards."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._spelt: defaultdict[str, list[str]] = defaultdict(list)
        for one in gazetteer.all("agency"):
            for name in (one.name_vi, one.name_en, *one.aliases):
                spelt = fold(name)
                if len(spelt) >= SHORTEST and len(spelt.split()) > 1:
                    self._spelt[spelt].append(one.id)
        self._names = tuple(self._spelt)
        self._words = frozenset(
            word
            for kind in KINDS
            for one in gazetteer.all(kind)
            for name in (one.name_vi, one.name_en, *one.aliases)
            for word in fold(name).split()
        )

    def mended(self, text: str) -> str | None:
        """The text with the name of the one agency that is surely meant; None where there is none or may be several."""
        words, near = self._near(text)
        ids = {one.id for one in near}
        if len(ids) != 1 or near[0].apart > 1:
            return None
        best = near[0]
        return " ".join((*words[: best.start], best.name, *words[best.end :]))

    def offered(self, text: str) -> tuple[str, ...]:
        """The ids of the agencies that may be meant, the likeliest first."""
        return tuple(dict.fromkeys(one.id for one in self._near(text)[1]))[:MOST_AGENCIES]

    def _ways_of(self, part: Sequence[str]) -> tuple[str, ...]:
        """What is looked for: words, as typed and with keystrokes undone, of which one is in no name, or that begin as
        an agency's name does; () for all others, and for what is too short.
        """
        if all(word in self._words for word in part) and not part[0].startswith(HEADS):
            return ()
        undone = (word if word in self._words else fold(decode_telex(word)) for word in part)
        ways = dict.fromkeys((" ".join(part), " ".join(undone)))
        return tuple(way for way in ways if len(way) >= SHORTEST)

    def _near(self, text: str) -> tuple[list[str], list[NearAgency]]:
        """The folded words of a text, and the agencies nearest to a part of it; none where nothing is near."""
        if len(text) > LONGEST:
            return [], []
        words, mentions = self._gazetteer.scan(text)
        taken = {at for one in mentions if _is_province(one) for at in range(one.start, one.end)}
        found: list[NearAgency] = []
        for start, end in _windows(len(words), taken):
            for said in self._ways_of(words[start:end]):
                most = 2 if len(said) >= LONG else 1
                near = extract_iter(said, self._names, scorer=OSA.distance, score_cutoff=most)
                found += [
                    NearAgency(id, spelt, start, end, int(apart))
                    for spelt, apart, _ in near
                    for id in self._spelt[spelt]
                ]
        if not found:
            return list(words), []
        found.sort(key=lambda one: (one.apart, one.start - one.end, -len(one.name)))
        least = found[0].apart
        return list(words), [one for one in found if one.apart == least]


def _windows(size: int, taken: set[int]) -> Iterator[tuple[int, int]]:
    """The runs of words that may be a name, none of which holds a word that is taken."""
    for start in range(size):
        for end in range(start + 1, min(size, start + MOST_WORDS) + 1):
            if taken & set(range(start, end)):
                break
            yield start, end


def _is_province(mention: Mention) -> bool:
    return mention.kind == "province" and isinstance(mention.outcome, Found)


def lacks_agency(question: Question) -> bool:
    """Whether a question of tasks names no agency that was found."""
    return question.intent == "tasks" and question.agency is None and question.document is None
