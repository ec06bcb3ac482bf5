"""Whose row it is: that of a province as of the table's time, a summary of several, or a mistake (pure)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from bot.i18n import N_
from bot.importing.draft import Both, FileProblem, Location
from bot.importing.wordlists import PROVINCE, SUMMARY
from bot.names import Ambiguous, Found, Gazetteer
from bot.names.normalize import fold
from data.model.names import Name
from data.model.provinces import Province
from data.queries.catalogue import Catalogue
from data.rules import existed

FRONT = re.compile(r"^\s?(?:\(?\d{1,2}\s?(?:[.)/:–-]{1,3}\s?|\s)|[IVX]{1,4}\s?[.)/:-]\s?)(?=\D)")
BACK = re.compile(r"(?:\s?(?:\(\s?[\d*]{1,3}\s?\)|\[\s?[\d*]{1,3}\s?\]|[*†‡¹²³⁴])){1,8}\s?$")
LONGEST = 80

RowKind = Literal["province", "summary", "header", "text", "wrong"]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose a row is: ``province`` for that kind; ``problem`` for ``wrong``, or a warning for a name
    that was not exact.
    """

    kind: RowKind
    province: str = ""
    problem: FileProblem | None = None


def units_of(catalogue: Catalogue, year: int, period: str) -> tuple[Province, ...]:
    """The provinces a period has figures of: 63 or 34. Of a dated period in 2025 the month decides."""
    return tuple(unit for unit in catalogue.provinces.values() if existed(unit, year, period))


def both(name: Name | Province) -> Both:
    return Both(name.name_vi, name.name_en)


class Provinces:
    """Resolves the cells of a province column for one period, and remembers what it resolved."""

    def __init__(self, catalogue: Catalogue, gazetteer: Gazetteer, year: int, period: str) -> None:
        self._catalogue = catalogue
        self._gazetteer = gazetteer
        self.units = {unit.id: unit for unit in units_of(catalogue, year, period)}
        spelt: defaultdict[str, set[str]] = defaultdict(set)
        for name in catalogue.names:
            if name.kind == "province":
                for alias in (name.name_vi, name.name_en, *name.aliases, name.id):
                    spelt[fold(alias)].add(name.id)
        self._exact = {words: ids.pop() for words, ids in spelt.items() if len(ids) == 1}

    def known(self, text: str) -> bool:
        """Whether a text is a province word for word: a fast test, for finding the table."""
        if not 1 < len(text) <= LONGEST or not any(map(str.isalpha, text)):
            return False
        words = fold(_core(text))
        for front in ("", "tinh ", "tp ", "thanh pho "):
            if words.startswith(front) and words[len(front) :] in self._exact:
                return True
        return False

    def whose(self, text: str, place: Location, *, guess: bool = True) -> Whose:
        """What the cell of the province column says; ``wrong`` comes with the problem.

        Without ``guess`` whatever is not a province word for word is a ``text``: this is quick, and enough for notes.
        """
        folded = fold(text)
        if not folded:
            return Whose("text")
        if folded in PROVINCE:
            return Whose("header")
        core = _core(text)
        exact = self._exact.get(fold(core))
        if exact is not None:
            return self._unit(exact, place)
        if folded.startswith(SUMMARY) and not self.known(text):
            return Whose("summary")
        if not guess:
            return Whose("text")
        if len(text) > LONGEST:
            return Whose("text", problem=place.error(NOT_A_PROVINCE))
        outcome = self._gazetteer.resolve(core)
        if isinstance(outcome, Ambiguous):
            names = tuple(both(name) for name in outcome.names if name.id in self.units)
            return Whose("wrong", problem=place.error(AMBIGUOUS, provinces=names))
        if isinstance(outcome, Found):
            if outcome.via is not None:
                problem = place.error(A_PLACE, place=both(outcome.via), province=both(outcome.name))
                return Whose("wrong", problem=problem)
            guessed = place.warning(GUESSED, province=both(outcome.name)) if outcome.how == "fuzzy" else None
            return self._unit(outcome.name.id, place, guessed)
        if outcome.refused is not None and outcome.refused.kind in ("region", "country"):
            return Whose("summary")
        names = tuple(both(name) for name in outcome.nearest if name.id in self.units)
        if names:
            return Whose("wrong", problem=place.error(UNKNOWN_NEAR, provinces=names))
        return Whose("wrong", problem=place.error(NOT_A_PROVINCE))

    def _unit(self, id: str, place: Location, guessed: FileProblem | None = None) -> Whose:
        if id in self.units:
            return Whose("province", id, guessed)
        ended = self._catalogue.provinces[id]
        into = self._catalogue.provinces.get(ended.successor, ended)
        return Whose("wrong", problem=place.error(ENDED, province=both(ended), successor=both(into)))


def _core(text: str) -> str:
    """The name without a number before it or footnote marks behind it."""
    return BACK.sub("", FRONT.sub("", text)).strip(" .:-–")


AMBIGUOUS = N_("This may be {provinces}; write the full name.")
A_PLACE = N_("{place} is a place in {province}, not a province.")
GUESSED = N_("Not written exactly like a province; read as {province}.")
UNKNOWN_NEAR = N_("There is no such province. Is it {provinces}?")
NOT_A_PROVINCE = N_("There is no such province.")
ENDED = N_("{province} was not a provincial unit then: it merged into {successor} on 1 July 2025.")
