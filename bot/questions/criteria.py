"""Which index, and which criterion of it, is meant: "minh bạch 766", "PAPI 4", "tham nhũng" (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Literal

from bot.names import Gazetteer
from bot.names.normalize import fold
from bot.questions.beside_names import about_firms, added_up, called_parts, counted_inside, listed, said_together
from bot.questions.explanation import Explanation
from bot.questions.index_words import IndexWords
from bot.questions.parsed import Parsed, Said
from bot.questions.together import together
from data.lexicon import CriterionWords
from data.model.indices import Indicator

BRIEF, LONGER = 2, 2
"""A short form of so many words gives way to an everyday name of so many more."""


@dataclass(frozen=True, slots=True)
class Settled:
    """One index and one criterion (None: not said), or ``options`` (kind, id) between which the bot must ask.

    ``many`` is the index of which several criteria were named one by one: an answer on all of them needs no asking.
    """

    index: str | None = None
    indicator: str | None = None
    options: tuple[tuple[Literal["index", "indicator"], str], ...] = ()
    many: str | None = None


class Criteria:
    """All criteria by name and by number. ``indicators`` tell which meaning a name had in which year, ``combinations``
    what two mean that are named together.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        words: IndexWords,
        indicators: Iterable[Indicator] = (),
        everyday: Iterable[CriterionWords] = (),
        combinations: Mapping[frozenset[str], str] | None = None,
    ) -> None:
        self._words = words
        self._aliases: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        self._official: defaultdict[str, dict[str, str]] = defaultdict(dict)
        ids: defaultdict[str, set[str]] = defaultdict(set)
        self._names = {name.id: name for name in gazetteer.all("indicator")}
        # Figures of a newer program may not have every criterion of which the words of this one speak.
        self._combinations = {pair: id for pair, id in (combinations or {}).items() if id in self._names}
        for name in self._names.values():
            index, _, code = name.id.partition(":")
            ids[index].add(code)
            for alias in (name.name_vi, name.name_en, *name.aliases):
                found = self._aliases[index].setdefault(fold(alias), [])
                self._official[index].setdefault(fold(alias), code)
                if code not in found:
                    found.append(code)
        self._index_names = {
            name.id: frozenset(map(fold, (name.name_vi, name.name_en, *name.aliases)))
            for name in gazetteer.all("index")
        }
        said_so = tuple(everyday)
        official = {alias for own in self._official.values() for alias in own}
        self._everyday = frozenset(fold(said.words) for said in said_so) - official
        self._faint = frozenset(fold(said.words) for said in said_so if said.weight < 1)
        for said in said_so:
            self._aliases[said.index].setdefault(fold(said.words), [said.code])
        self._codes = {index: frozenset(codes) for index, codes in ids.items()}
        self._spans: defaultdict[tuple[str, str, str], list[Indicator]] = defaultdict(list)
        self._rows: defaultdict[tuple[str, str], list[Indicator]] = defaultdict(list)
        for row in indicators:
            self._rows[row.index, row.code].append(row)
            for alias in {fold(name) for name in (row.name_vi, row.name_en, row.short_vi, row.short_en)}:
                self._spans[row.index, row.code, alias].append(row)

    def settle(self, parsed: Parsed, number: int | None = None) -> Settled:
        """Put together the indices, the criteria and the codes found in a text.

        ``number`` is a bare number that is a code if it can be one ("/rank papi hung yen 4"). When the named index does
        not have the criterion, the options are the index and the criterion in its own index.
        """
        year = parsed.when.year
        indices, loose = self._indices(parsed.indices)
        if loose and listed(parsed):
            indices, loose = list(dict.fromkeys((*indices, *(said.names[0].id for said in loose)))), []
        if len(indices) > 1:
            pairs = permutations(indices, 2) if counted_inside(parsed) else ()
            inner = next((Settled(one, code) for one, other in pairs if (code := self._inner(one, other))), None)
            return inner or Settled(options=tuple(("index", index) for index in indices))
        index = indices[0] if indices else None
        preferred = (self._words.of_firms if about_firms(parsed) else "") or self._words.preferred
        called = [said for said in called_parts(parsed) if not index or self._has(index, said)]
        named = called or parsed.criteria
        if (index or preferred) == self._words.preferred:
            named = self._together(named, parsed.explanation)
        own = [said for said in named if index and self._has(index, said)]
        own = own or [said for said in named if index and self._fitting(said, index, year, "")]
        criteria = [*self._surest(own or named), *loose]
        bare = ((index or "", str(n)) for n in (number,) if n)
        for of, code in (*parsed.codes, *self._lettered(index, parsed), *bare):
            of = index or of or self._words.preferred
            if code in self._codes.get(of, ()):
                return Settled(of, code)
        options: list[str] = []
        misfits: list[str] = []
        for said in criteria:
            found = self._fitting(said, index, year, preferred)
            if not found and said in loose and index:
                code = self._inner(index, said.names[0].id)
                found = [f"{index}:{code}"] if code else []
            if found:
                options += [id for id in found if id not in options]
            elif said not in loose and not (index and self._is_everyday(said)):
                misfits += [id for id in self._open(said, year, preferred) if id not in misfits]
        options = _most_specific(options)
        options = self._summed(options) if added_up(parsed) or said_together(parsed) else options
        if len(options) == 1:
            of, _, code = options[0].partition(":")
            return Settled(of, code)
        if options:
            of_all = {id.partition(":")[0] for id in options}
            many = min(of_all) if len(of_all) == 1 and len(criteria) > 1 else None
            return Settled(index, options=tuple(("indicator", id) for id in options), many=many)
        if misfits and index:
            return Settled(options=(("index", index), *(("indicator", id) for id in misfits)))
        if loose and index:
            others = dict.fromkeys(said.names[0].id for said in loose)
            return Settled(options=tuple(("index", id) for id in (index, *others)))
        return Settled(index)

    def parts(self, index: str, code: str, *, year: int | None = None) -> tuple[str, ...]:
        """The criteria (``index:code``) directly or further below one, in the year if one is said."""
        below = (one for one in self._codes.get(index, ()) if one.startswith(f"{code}."))
        return tuple(f"{index}:{one}" for one in below if year is None or self._holds(index, one, year))

    def in_year(self, index: str, code: str, year: int | None) -> str:
        """The code that a criterion had in a year: what is 2.3 of SIPAS was 3 until 2021."""
        if year is None or self._holds(index, code, year):
            return code
        names = {fold(row.name_vi) for row in self._rows.get((index, code), ())}
        then = {
            row.code
            for (of, _), rows in self._rows.items()
            if of == index
            for row in rows
            if row.holds(year) and fold(row.name_vi) in names
        }
        return min(then, default=code)

    def _has(self, index: str, said: Said) -> bool:
        """Whether the words, as they are, name a criterion of an index."""
        return said.text in self._aliases.get(index, {}) or any(n.id.startswith(f"{index}:") for n in said.names)

    def _inner(self, index: str, other: str) -> str | None:
        """The criterion of one index that is the result of the other, or is called like it (satisfaction in 766)."""
        names = self._index_names.get(other, frozenset())
        own = self._official.get(index, {}).items()
        codes = (code for alias, code in own if alias in names or self._words.says_short(other, alias))
        return next(codes, None)

    def _lettered(self, index: str | None, parsed: Parsed) -> list[tuple[str, str]]:
        """The codes of the named index that are a letter and a number ("B3")."""
        words = parsed.explanation.known if parsed.explanation is not None and index is not None else ()
        codes = self._codes.get(index or "", frozenset())
        return [
            (index or "", word.upper())
            for word in words
            if not word[0].isdigit() and word[-1].isdigit() and word.upper() in codes
        ]

    def _summed(self, options: list[str]) -> list[str]:
        """Several criteria, or the one of their index that counts just these together."""
        index = options[0].partition(":")[0] if options else ""
        codes = sorted(id.partition(":")[2] for id in options)
        one = "+".join(codes)
        return [f"{index}:{one}"] if one in self._codes.get(index, ()) else options

    def whole(self, codes: Sequence[str], *, together: bool) -> str:
        """The criterion (``index:code``) of which all of these are parts: of three or more of its parts, or where they
        are to be taken together; '' if there is none.
        """
        indices = {id.partition(":")[0] for id in codes}
        if len(indices) > 1 or not (together or len(codes) > 2):
            return ""
        index = min(indices)
        own = (id.partition(":")[2] for id in codes)
        above = {code.rpartition(".")[0] or code for code in own}
        return f"{index}:{min(above)}" if len(above) == 1 and min(above) in self._codes[index] else ""

    def is_official(self, said: Said, criterion: str) -> bool:
        """Whether words are an official name, long or short, of a criterion (``index:code``)."""
        return not self._is_everyday(said) and any(name.id == criterion for name in said.names)

    def _together(self, named: list[Said], explanation: Explanation | None) -> list[Said]:
        """The criteria named, those put together that mean one of the index that goes without saying."""
        if explanation is None:
            return named
        meant = [self._preferring(said) for said in named]
        return self._asked(
            together(meant, explanation.known, explanation.breaks, self._names, self._combinations), explanation
        )

    def _preferring(self, said: Said) -> Said:
        """Words without their meanings in other indices, where the index that goes without saying has one."""
        own = tuple(name for name in said.names if name.id.startswith(f"{self._words.preferred}:"))
        return replace(said, names=own) if own and said.text not in self._words.not_preferred_for else said

    def _asked(self, named: list[Said], explanation: Explanation) -> list[Said]:
        """The criteria named, without everyday names of parts in a clause before the one that names the index and, in
        official words, the whole: "đốt rác khói um cả xóm, papi môi trường được mấy điểm".
        """
        clause = explanation.clause
        mentions = explanation.mentions
        asking = {clause(mention.start) for mention in mentions if mention.kind == "index"}
        whole = {
            said.names[0].id: clause(said.start)
            for said in named
            if said.end and clause(said.start) in asking and not self._is_everyday(said)
        }
        before = [
            said
            for said in named
            if self._is_everyday(said) and clause(said.start) < whole.get(said.names[0].id.rpartition(".")[0], 0)
        ]
        return [said for said in named if said not in before]

    def _surest(self, criteria: list[Said]) -> list[Said]:
        """The criteria named, without everyday names beside surer or longer ones ("dân kêu nước sinh hoạt bẩn")."""
        criteria = [said for said in criteria if said.text not in self._faint] or criteria
        longest = max((len(said.text.split()) for said in criteria), default=0)
        kept = [said for said in criteria if len(said.text.split()) == longest or not self._gives_way(said, longest)]
        return kept or criteria

    def _gives_way(self, said: Said, longest: int) -> bool:
        """Whether words give way to a name of so many words: they are an everyday name, or a short form that a much
        longer name has as its place or its object ("pressed to chip in for roads and schools").
        """
        size = len(said.text.split())
        return self._is_everyday(said) or (size <= BRIEF and longest - size >= LONGER and not self._is_full(said))

    def _is_full(self, said: Said) -> bool:
        return any(said.text in (fold(name.name_vi), fold(name.name_en)) for name in said.names)

    def _is_everyday(self, said: Said) -> bool:
        return said.text in self._everyday

    def _indices(self, parsed: Sequence[Said]) -> tuple[list[str], list[Said]]:
        """The indices meant and, where one was named by its short name, the words that merely describe another.

        "Hài lòng 766" is about the index 766, and the words may name its criterion. Without a short name the describing
        words are the index.
        """
        firm: list[str] = []
        loose: list[Said] = []
        for said in parsed:
            id = said.names[0].id
            if len(said.names) == 1 and self._words.says_short(id, said.text):
                if id not in firm:
                    firm.append(id)
            else:
                loose.append(said)
        if not firm:
            return list(dict.fromkeys(said.names[0].id for said in loose)), []
        return firm, [said for said in loose if said.names[0].id not in firm]

    def _fitting(self, said: Said, index: str | None, year: int | None, preferred: str) -> list[str]:
        """The criteria (``index:code``) that the words mean within ``index``, or in any index if that is None."""
        if index is None:
            return self._open(said, year, preferred)
        own = self._aliases.get(index, {})
        codes = list(own.get(said.text, ()))
        codes += [n.id.partition(":")[2] for n in said.names if n.id.startswith(f"{index}:")]
        if not codes:
            wide = [alias for alias in self._official.get(index, {}) if f" {said.text} " in f" {alias} "]
            near = sorted((len(alias), code) for alias in wide for code in own[alias])
            # The shortest name that contains the words: "minh bạch" is "Công khai, minh bạch" of 766.
            codes = [code for length, code in near if length == near[0][0]] or self._inside(own, said)
        return self._by_year(index, list(dict.fromkeys(codes)), said.text, year)

    def _inside(self, own: Mapping[str, list[str]], said: Said) -> list[str]:
        """The codes of an index's longest name within an everyday name of another index's criterion."""
        words = said.text.split() if self._is_everyday(said) else []
        for size in range(len(words) - 1, 1, -1):
            for at in range(len(words) - size + 1):
                codes = own.get(" ".join(words[at : at + size]))
                if codes:
                    return list(codes)
        return []

    def _open(self, said: Said, year: int | None, preferred: str) -> list[str]:
        theirs = self._aliases.get(preferred, {}).get(said.text) if preferred != self._words.preferred else None
        if theirs:
            return self._by_year(preferred, theirs, said.text, year)
        by_index: defaultdict[str, list[str]] = defaultdict(list)
        for name in said.names:
            index, _, code = name.id.partition(":")
            if name.kind == "indicator" and code:
                by_index[index].append(code)
        preferred = self._words.preferred
        if preferred in by_index and said.text not in self._words.not_preferred_for:
            by_index = defaultdict(list, {preferred: by_index[preferred]})
        found = (self._by_year(index, codes, said.text, year) for index, codes in by_index.items())
        return [id for every in found for id in every]

    def _by_year(self, index: str, codes: list[str], text: str, year: int | None) -> list[str]:
        """Among several codes of one name, those that bore it in the year, or that bear it now."""
        if len(codes) > 1:
            held = [
                code
                for code in codes
                for row in self._spans.get((index, code, text), ())
                if (row.holds(year) if year else row.last_year is None)
            ]
            if not held:
                held = [code for code in codes if self._holds(index, code, year)]
            codes = list(dict.fromkeys(held)) or codes
        return list(dict.fromkeys(f"{index}:{self.in_year(index, code, year)}" for code in codes))

    def _holds(self, index: str, code: str, year: int | None) -> bool:
        rows = self._rows.get((index, code), ())
        return any(row.holds(year) if year else row.last_year is None for row in rows)


def _most_specific(options: list[str]) -> list[str]:
    """The criteria without those that another one is part of: "bảng giá đất công khai" is about the price list."""
    return [one for one in options if not any(other.startswith(f"{one}.") for other in options)]
