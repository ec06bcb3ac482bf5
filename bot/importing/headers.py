"""What a column is, by the words above it: province, criterion, score or rank of a criterion, or of no use (pure).

Criteria are those of one index and year in the catalogue, by code ("1", "D1", "CKMB") or by any name that the gazetteer
knows, in Vietnamese or English.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.importing.abbreviations import written_out
from bot.importing.wordlists import CRITERION, JOINING, NEEDLESS, PROVINCE, TOTAL, YEAR
from bot.names import Ambiguous, Found, Gazetteer
from bot.names.normalize import fold, spell
from data.queries.catalogue import Catalogue

ColumnRole = Literal["province", "criterion", "score", "rank", "year", "needless", "other-year", "unknown"]


PLAIN: tuple[tuple[frozenset[str], ColumnRole], ...] = ((PROVINCE, "province"), (YEAR, "year"), (NEEDLESS, "needless"))
MOVES = re.compile(
    r"tăng|giảm|thay đổi|chênh lệch|so với|\bchange|difference|delta|\btang giam|so voi|chenh lech|\+/-", re.I
)
RANKED = re.compile(
    r"\bhạng\b|xếp thứ|thứ bậc|vị trí|\brank(?:ing|ed)?\b|\bxep hang\b|\bthu hang\b|\bvi tri\b|^hang$|\bposition\b",
    re.I,
)
ROLE_WORDS = re.compile(
    r"xếp hạng|thứ hạng|hạng|xếp thứ|thứ bậc|vị trí|ranking|ranked|rank|xep hang|thu hang|^hang$|vi tri"
    r"|điểm số|số điểm|điểm|diem so|diem|scores?|points|giá trị|values?|kết quả|ket qua|\(%\)|tỷ lệ|đạt được"
    r"|của|theo|of\b",
    re.I,
)
MAXIMUM = re.compile(
    r"[(\[](?=[^()\[\]]{0,100}?(?:\d|điểm|%|max))[^()\[\]]{0,100}[)\]]"
    r"|/\s?\d{1,6}(?:[.,]\d{1,4})?\s?(?:điểm)?$",
    re.I,
)
YEARS = re.compile(r"(?<!\d)(?:20[0-9]{2})(?!\d)")
DATED = re.compile(r"năm\s20\d\d|(?<!\d)20\d\d(?!\d)|\byear\b|\bnăm\b", re.I)
CODED = re.compile(
    r"(?:chỉ số (?:nội dung|thành phần)|trục nội dung|nội dung(?: số)?|lĩnh vực|tiêu chí|chỉ số|chỉ tiêu|nhóm|mục|trục"
    r"|cstp|csnd|dimension|domain|criterion|component|indicator|dim|pillar|d|i|c)?[\s_:.-]{0,4}([0-9]{1,4}(?:\.[0-9]{1,4}){0,6})\.?",
    re.I,
)
NUMBERED = re.compile(
    r"(?:(?:chỉ số (?:nội dung|thành phần)|nội dung|lĩnh vực|tiêu chí|dimension|domain|criterion|component|d)\s?)?"
    r"(?:(?<!\d)[0-9]{1,4}(?:\.[0-9]{1,4}){0,6}|[ivx]{1,4})\s?[.:)–-]{1,4}\s?(?=\D)"
    r"|(?<!\d)[0-9]{1,4}(?:\.[0-9]{1,4}){1,6}\s",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Match:
    """What a text says of criteria: one ``code``, several that it does not distinguish, or a wrong one.

    ``ended`` names a criterion of the index that was not measured that year. ``guessed`` says that it is
    not word for word.
    """

    codes: tuple[str, ...]
    guessed: bool = False
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's ``role`` and, for a score or a rank, the criterion's ``match`` (None: no criterion is named above it).

    ``header`` is what stands above it, from top to bottom. ``doubtful`` says that it stands below a heading that
    is not understood.
    """

    at: int
    header: str
    role: ColumnRole
    match: Match | None = None
    doubtful: bool = False


class Headers:
    """Reads the headers of tables of one index and year. It is made once per file."""

    def __init__(self, catalogue: Catalogue, gazetteer: Gazetteer, index: str, year: int) -> None:
        self._gazetteer = gazetteer
        self._index = index
        self._year = year
        self._codes = {
            row.code.casefold(): row.code for row in catalogue.indicators[index] if row.code and row.holds(year)
        }
        self._known = {row.code for row in catalogue.indicators[index]}
        self._names: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._others: dict[str, str] = {}
        self._learn(catalogue)
        name = catalogue.indices[index]
        aliases = next((one.aliases for one in catalogue.names if (one.kind, one.id) == ("index", index)), ())
        every = (name.short, name.name_vi, name.name_en, *aliases)
        words = sorted((spell(word) for word in name.code_words), key=len, reverse=True)
        self._code_words = re.compile(rf"(?:{'|'.join(map(re.escape, words))})\b" if words else r"(?!)")
        self._index_words = {fold(word) for word in every}
        longest = sorted({spell(word) for word in every}, key=len, reverse=True)
        self._index_name = re.compile("|".join(rf"(?:chỉ số )?\b{re.escape(word)}\b(?: index)?" for word in longest))

    def _learn(self, catalogue: Catalogue) -> None:
        """Collect the names, those of the year first. For a code that once meant something else, only those count.

        The gazetteer's further names of a code belong to all its editions together.
        """
        rows = [row for row in catalogue.indicators[self._index] if row.code]
        for row in rows:
            if row.holds(self._year):
                for name in (row.name_vi, row.name_en, row.short_vi, row.short_en):
                    self._names[fold(name)].setdefault(row.code)
            else:
                self._others.setdefault(fold(row.name_vi), row.name_vi)
                self._others.setdefault(fold(row.name_en), row.name_en)
        official = set(self._names)
        now = {row.code: fold(row.name_vi) for row in rows if row.holds(self._year)}
        self._changed = {row.code for row in rows if now.get(row.code, fold(row.name_vi)) != fold(row.name_vi)}
        for known in catalogue.names:
            index, _, code = known.id.partition(":")
            if known.kind != "indicator" or index != self._index or code.casefold() not in self._codes:
                continue
            if code in self._changed:
                continue
            for alias in (known.name_vi, known.name_en, *known.aliases):
                if fold(alias) not in official:
                    self._names[fold(alias)].setdefault(code)

    def criterion(self, text: str, *, guess: bool = True) -> Match | None:
        """The criterion that a whole text names ('' is the total); None if it names none."""
        bare = MAXIMUM.sub(" ", text).strip(" :.-–*") or text.strip()
        folded = fold(bare)
        if folded in TOTAL:
            return Match(("",))
        for one in (text.strip(), bare):
            code = self._code(one)
            if code is not None:
                return code
        unnumbered = NUMBERED.sub("", bare, count=1)
        full = written_out(unnumbered)
        for one in (folded, fold(unnumbered), fold(full)):
            if one in self._names:
                return Match(tuple(self._names[one]))
            if one in self._others:
                return Match((), ended=self._others[one])
        return self._guess(full) or self._within(full) if guess else None

    def _code(self, text: str) -> Match | None:
        if text.casefold() in self._codes:
            return Match((self._codes[text.casefold()],))
        read = CODED.fullmatch(text) or CODED.fullmatch(self._code_words.sub("", spell(text), count=1))
        if read is None:
            return None
        code = read[1]
        if code.casefold() in self._codes:
            return Match((self._codes[code.casefold()],))
        return Match((), ended=text) if code in self._known else None

    def _guess(self, text: str) -> Match | None:
        if len(fold(text)) < 4:
            return None
        outcome = self._gazetteer.resolve(text, "indicator")
        names = (
            (outcome.name,) if isinstance(outcome, Found) else outcome.names if isinstance(outcome, Ambiguous) else ()
        )
        mine = [name.id.partition(":")[2] for name in names if name.id.startswith(f"{self._index}:")]
        codes = tuple(code for code in mine if code.casefold() in self._codes and code not in self._changed)
        return Match(codes, guessed=isinstance(outcome, Found) and outcome.how != "exact") if codes else None

    def _within(self, text: str) -> Match | None:
        """The criteria whose names hold all the words of a text, apart from joining words."""
        words = set(fold(text).split()) - JOINING
        if len(words) < 2 or self._says_nothing(text):
            return None
        codes = dict.fromkeys(
            code for name, those in self._names.items() if words.issubset(name.split()) for code in those
        )
        return Match(tuple(codes), guessed=True) if codes else None

    def column(self, at: int, parts: Sequence[str]) -> Column:
        """The column that the texts above it, from top to bottom, make of it."""
        parts = [part for part in dict.fromkeys(" ".join(part.split()) for part in parts) if part]
        header = " / ".join(parts)
        if not parts:
            return Column(at, "", "needless")
        years = {int(year) for part in parts for year in YEARS.findall(part)}
        if MOVES.search(parts[-1]):
            return Column(at, header, "needless")
        last = fold(parts[-1])
        if self.criterion(parts[-1], guess=False) is None:
            for words, plain in PLAIN:
                if last in words:
                    return Column(at, header, plain)
        if years and self._year not in years:
            return Column(at, header, "other-year")
        ranked = any(RANKED.search(spell(part)) for part in parts)
        role: ColumnRole = "rank" if ranked else "score"
        match = self._match(parts)
        if match is not None:
            return Column(at, header, role, match)
        if last in CRITERION:
            return Column(at, header, "criterion")
        if ranked or self._says_nothing(parts[-1]):
            return Column(at, header, role, doubtful=not all(map(self._says_nothing, parts[:-1])))
        return Column(at, header, "unknown")

    def _match(self, parts: Sequence[str]) -> Match | None:
        """The lowest criterion named; a "Tổng điểm" below it is that criterion's; a name may be
        broken over the rows.
        """
        total: Match | None = None
        cores = [self._core(part) for part in parts]
        for place in range(len(parts) - 1, -1, -1):
            lowest = all(map(self._says_nothing, parts[place + 1 :]))
            for text in dict.fromkeys((parts[place], cores[place])):
                found = self.criterion(text, guess=lowest) if text else None
                if found is not None and found.codes != ("",):
                    return found
                total = total or found
        whole = self.criterion(" ".join(core for core in cores if core), guess=False)
        return whole if whole is not None and whole.codes != ("",) else total

    def _core(self, part: str) -> str:
        """The header without "Điểm", "Hạng", years, maxima and the index's own name."""
        text = self._index_name.sub(" ", ROLE_WORDS.sub(" ", DATED.sub(" ", MAXIMUM.sub(" ", part.lower()))))
        return " ".join(text.split()).strip(" :.-–*()_/")

    def _says_nothing(self, part: str) -> bool:
        core = fold(self._core(part))
        return not core or core in self._index_words or core in CRITERION or core == "chi so"
