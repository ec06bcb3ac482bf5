"""A sentence that states figures -> what it states: "SIPAS 2024 của Vĩnh Long đạt 85,12%, hạng 23/63, theo …" (pure).

Each figure belongs to the province, the index, the criterion and the year named last before it; what is named only
after the first figure counts for it, too, where nothing else of its kind is named. Whatever could belong to two is
refused: a wrong number is worse than none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.i18n import N_
from bot.importing.draft import Both, FileProblem, Location
from bot.importing.facts.figure_words import CODED, SaidFigure, said_figures
from bot.importing.facts.foreign_criteria import of_another
from bot.importing.facts.parts_of_provinces import SAID_OF_A_PART, is_of_a_part
from bot.importing.facts.question_words import UNPUBLISHED, asks, tells
from bot.importing.facts.source_clause import source_clause
from bot.names import Ambiguous, Found, Gazetteer
from bot.names.matches import Mention
from bot.names.normalize import fold, fold_in_place
from bot.questions.dates import Time, clean, taken_out
from bot.questions.time_patterns import MARK
from data.queries.catalogue import Catalogue

Part = Literal["province", "index", "criterion", "period"]
"""What a figure belongs to."""

LONGEST_STATEMENT = 600
"""Characters of a sentence that is read as a statement."""
WHOLE = frozenset(("tong diem", "tong so", "diem tong", "total score", "overall score"))
"""After criteria: the index as a whole."""
SURELY = re.compile(r"^(?:bo )?chi so|\bindex\b|\bcchc\b")
LINKS = re.compile(
    r"(?:(?:diem|points?) )?(?:for|in|on|cho|ve|o|tai|doi voi|thuoc|cua)"
    r"(?: (?:the|noi dung|tieu chi|linh vuc|truc|chi so|thanh phan|nhom))*"
)
"""The words between a figure and the criterion that it is of, where the figure stands first."""
ASIDE = re.compile(
    r"\b(?:(?:chi|ngay|dung|xep) )?(?:sau|truoc|tren|(?<!tu )duoi|behind|after|ahead of)(?! (?:khi|do|day|do la|\d))"
    r"[^,;.()\d]{2,60}(?=[,;.()]|$)"
)
"""Other provinces that stand before or after: "chỉ sau Hà Nội và Đà Nẵng"."""
DECIMALS = re.compile(r"\d[.,]\d")
LIKE_A_CODE = re.compile(r"[1-9]\.[1-9]\d?")
"""The number of a criterion, rather than a score of the whole index."""


@dataclass(frozen=True, slots=True)
class StatedFact:
    """One fact: ``province`` and ``criterion`` ('' is the total) of an ``index`` ('' not said) in a ``period`` ('' not
    said, else 2024 or 2026-10-10); ``score`` and ``rank`` as a table's cells would hold them, '' not said.
    """

    province: str
    index: str
    criterion: str
    period: str
    score: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence states. With ``problems`` it is not to be taken; ``aside`` are ranks that were left aside.
    ``day`` is when the source was published. A ``telling`` one has several figures, or the verb of a statement.
    """

    text: str
    facts: tuple[StatedFact, ...] = ()
    source: str = ""
    url: str = ""
    day: str = ""
    aside: tuple[str, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    telling: bool = True

    @property
    def plain(self) -> bool:
        """Whether it can hardly be a question: it tells its source, or an index, a year and a score with decimals."""
        whole = (one.index and one.period and _scored(one) for one in self.facts)
        return bool(self.source or self.url or ((self.telling or not self.problems) and any(whole)))


@dataclass(frozen=True, slots=True)
class _Token:
    """What stands in the sentence: a figure, or a part that figures belong to; ``before`` are the folded words between
    it and what stands before it.
    """

    kind: Part | Literal["figure", "day"]
    value: str = ""
    figure: SaidFigure | None = None
    before: str = ""
    sure: bool = True
    """Of an index: whether it is called by its own short name, or as a "chỉ số"; other words may name a criterion."""


class StatementReader:
    """Reads statements with the names that the data know."""

    def __init__(self, catalogue: Catalogue, gazetteer: Gazetteer, today: dt.date) -> None:
        self._catalogue = catalogue
        self._gazetteer = gazetteer
        self._today = today

    def read(self, text: str) -> Statement | None:
        """What a sentence states; None for one that states nothing: it asks, it has no figure, or no province."""
        text = clean(text)
        if len(text) > LONGEST_STATEMENT:
            return None
        clause = source_clause(text)
        folded = fold_in_place(clause.rest)
        if asks(text, folded):
            return None
        beside = [(one.start(), one.end(), " , ") for one in ASIDE.finditer(folded)]
        rest, times = taken_out(_spliced(clause.rest, beside))
        figures = said_figures(fold_in_place(rest), filter(str.isdecimal, self._catalogue.indices))
        if not figures:
            return None
        place = Location(named(text))
        tokens, problems = self._tokens(rest, times, figures, place)
        if not problems and all(one.kind != "province" for one in tokens):
            return None
        used = [one for one in tokens if one.figure is None or not (one.figure.regional or one.figure.loose)]
        aside = tuple(rest[one.start : one.end].strip() for one in figures if one.regional)
        facts, found = self._facts(used, place)
        loose = [one.text for one in figures if one.loose]
        if loose and all(one.kind == "rank" or one.loose for one in figures):
            problems.append(place.error(LOOSE, figure=loose[0]))
        if not (loose and problems):
            problems = [*problems, *found]
        if not facts and not problems:
            return None
        for pattern, msgid in ((UNPUBLISHED, NO_PUBLISHED_FIGURE), (SAID_OF_A_PART, NOT_OF_THE_PROVINCE)):
            if said := pattern.search(folded):
                problems.append(replace(place, read=clause.rest[said.start() : said.end()]).error(msgid))
        day = clause.day or next((time.period for time in times if _told(time)), "")
        telling = len(figures) > 1 or tells(folded)
        return Statement(text, tuple(facts), clause.title, clause.url, day, aside, tuple(problems), telling)

    def _tokens(
        self, rest: str, times: Sequence[Time], figures: Sequence[SaidFigure], place: Location
    ) -> tuple[list[_Token], list[FileProblem]]:
        """The parts and figures in the order in which they stand, and what is wrong."""
        marked = rest
        for number, figure in reversed(list(enumerate(figures))):
            marked = f"{marked[: figure.start]} {FIGURE + number} {marked[figure.end :]}"
        folded = fold_in_place(marked)
        codes = [match[1] for match in CODED.finditer(folded)]
        counted = iter(range(len(codes)))
        marked = _spliced(marked, [(m.start(), m.end(), f" {CODE + next(counted)} ") for m in CODED.finditer(folded)])
        marked = MARK.sub(lambda found: f" {TIME + int(found[1])} ", marked)
        words, mentions = self._gazetteer.scan(marked)
        at = {mention.start: mention for mention in mentions}
        tokens: list[_Token] = []
        problems: list[FileProblem] = []
        end = 0
        for number, word in enumerate(words):
            found: list[_Token] = []
            if word.isdecimal() and len(word) == len(str(FIGURE)):
                value = int(word)
                if value >= FIGURE:
                    found = [_Token("figure", figure=figures[value - FIGURE])]
                elif value >= CODE:
                    found = [_Token("criterion", codes[value - CODE])]
                else:
                    found = list(self._time(times[value - TIME], place, problems))
            elif number in at:
                found = list(self._named(at[number], place, problems))
                if found and found[0].kind == "province":
                    one = self._catalogue.provinces[found[0].value]
                    if is_of_a_part(one, at[number], " ".join(words[end:number]), rest):
                        problems.append(place.error(OF_A_PART, province=Both(one.name_vi, one.name_en)))
            elif " ".join(words[number : number + 2]) in WHOLE:
                found = [_Token("criterion")]
            if found:
                tokens += [replace(one, before=" ".join(words[end:number])) for one in found]
                end = at[number].end if number in at else number + 1
        return tokens, problems

    def _named(self, mention: Mention, place: Location, problems: list[FileProblem]) -> Iterable[_Token]:
        names = mention.outcome.names if isinstance(mention.outcome, Ambiguous) else (mention.outcome.name,)
        if mention.kind == "province":
            if isinstance(mention.outcome, Ambiguous):
                several = tuple(Both(one.name_vi, one.name_en) for one in names)
                problems.append(replace(place, read=mention.text).error(WHICH_PROVINCE, provinces=several))
            elif isinstance(mention.outcome, Found):
                yield _Token("province", names[0].id)
        elif mention.kind == "index":
            short = set(fold(self._catalogue.indices[names[0].id].short).split())
            sure = bool(short & set(mention.text.split())) or SURELY.search(mention.text) is not None
            yield _Token("index", names[0].id, sure=sure)
        elif mention.kind == "indicator":
            yield _Token("criterion", "|".join(one.id for one in names))

    def _time(self, time: Time, place: Location, problems: list[FileProblem]) -> Iterable[_Token]:
        match time.kind:
            case "year":
                yield _Token("period", str(time.first))
            case "period":
                yield _Token("day", time.period)
            case "ago":
                yield _Token("period", str(self._today.year - time.first))
            case "span" | "since" | "until" | "back" | "step":
                problems.append(replace(place, read=time.typed).error(ONE_YEAR))

    def _facts(self, tokens: Sequence[_Token], place: Location) -> tuple[list[StatedFact], list[FileProblem]]:
        """The figures with what they belong to, put together by that."""
        only = {kind: list(dict.fromkeys(one.value for one in tokens if one.kind == kind)) for kind in PARTS}
        linked = _linked(tokens)
        context: dict[str, str] = {}
        waiting: set[str] = set()  # criteria that no figure followed yet
        facts: dict[tuple[str, ...], StatedFact] = {}
        problems: list[FileProblem] = []
        unsure = False
        having: set[str] = set()
        measured = False
        for number, token in enumerate(tokens):
            if token.figure is None:
                if token.kind == "index":
                    unsure |= not token.sure and context.get("index", token.value) != token.value
                    if measured:  # an index named after a figure ends the criterion before it
                        context.pop("criterion", None)
                elif token.kind == "criterion":
                    if number in linked.values():
                        continue
                    waiting |= {token.value} - {""}
                    measured = False
                context[token.kind] = token.value
                continue
            measured = True
            parts: dict[str, str] = {}
            for kind in PARTS:
                parts[kind] = context.get(kind, "")
                if not parts[kind] and kind != "criterion" and only[kind]:
                    parts[kind] = only[kind][0]
                    unsure |= len(only[kind]) > 1
            if number in linked:
                parts["criterion"] = tokens[linked[number]].value
            waiting.discard(parts["criterion"])
            index, code = self._criterion(parts["index"], parts["criterion"])
            if parts["criterion"] and not code and index:
                problems.append(of_another(place, self._catalogue, index, parts["criterion"].split("|")[0]))
            unsure |= bool(parts["criterion"]) and not code and not index
            key = (parts["province"], index, code, self._period(parts["period"], parts["day"], index))
            having.add(parts["province"])
            fact = facts.setdefault(key, StatedFact(*key))
            said = fact.score if token.figure.kind == "score" else fact.rank
            if said and said != token.figure.text:
                problems.append(place.error(TWO_FIGURES, one=said, other=token.figure.text))
            elif token.figure.kind == "score":
                facts[key] = replace(fact, score=token.figure.text)
            else:
                facts[key] = replace(fact, rank=token.figure.text)
        for province in only["province"]:
            if province not in having:
                name = self._catalogue.provinces[province]
                problems.append(place.error(NO_FIGURE, province=Both(name.name_vi, name.name_en)))
        if unsure or waiting or "" in having:
            problems.append(place.error(WHOSE))
        return list(facts.values()), problems

    def _criterion(self, index: str, said: str) -> tuple[str, str]:
        """The index and the criterion's code of a figure; '' for a criterion that the index does not have."""
        if ":" not in said:
            return index, said
        fitting = [one.partition(":") for one in said.split("|")]
        mine = [one for one in fitting if one[0] == index] or (fitting if not index and len(fitting) == 1 else [])
        return (mine[0][0], mine[0][2]) if mine else (index, "")

    def _period(self, year: str, day: str, index: str) -> str:
        """The period of a figure: a year or, of a running score, the day. A day is no year of a yearly index."""
        dated = index in self._catalogue.indices and self._catalogue.indices[index].dated
        return day or year if dated else year


def _linked(tokens: Sequence[_Token]) -> dict[int, int]:
    """Figures -> the criterion that is named after them: "7,05 điểm ở nội dung Kiểm soát tham nhũng"."""
    found: dict[int, int] = {}
    for number, token in enumerate(tokens):
        if token.kind != "criterion" or not token.value or LINKS.fullmatch(token.before) is None:
            continue
        before = number - 1
        while before >= 0 and tokens[before].figure is not None:
            found[before] = number
            before -= 1
    return found


def _scored(fact: StatedFact) -> bool:
    """Whether it has a score with decimals, which is not the number of a criterion."""
    if not fact.criterion and LIKE_A_CODE.fullmatch(fact.score):
        return False
    return DECIMALS.search(fact.score) is not None


def _told(time: Time) -> bool:
    """Whether it is a day on which something was published."""
    return time.kind == "announced" and len(time.period) == len("2025-04-10")


def _spliced(text: str, parts: Sequence[tuple[int, int, str]]) -> str:
    for start, end, instead in reversed(parts):
        text = text[:start] + instead + text[end:]
    return text


def named(text: str) -> str:
    """The first words of a sentence, by which it is called as a file is by its name."""
    words = " ".join(text.replace("/", SLASH).split())
    return f"“{words[:LONGEST_SHOWN].rpartition(' ')[0]} …”" if len(words) > LONGEST_SHOWN else f"“{words}”"


LONGEST_SHOWN = 40
SLASH = "\N{FRACTION SLASH}"
"""Instead of the one that would end the name of a folder: "23⁄63"."""
PARTS = ("province", "index", "criterion", "period", "day")
TIME, CODE, FIGURE = 970_000_000, 980_000_000, 990_000_000
"""Numbers that stand in for times, criteria by number, and figures while names are looked for."""
WHICH_PROVINCE = N_("This may be {provinces}; write the province's full name.")
ONE_YEAR = N_("Write one year for each figure.")
TWO_FIGURES = N_("{one} and {other} seem to be the same figure; write them in two sentences.")
NO_FIGURE = N_("No figure was found for {province}; write one province in a sentence, with its own figures.")
WHOSE = N_("It is not certain to which province, index or year a figure belongs; write one of them in a sentence.")
NO_PUBLISHED_FIGURE = N_("This speaks of a goal or an estimate, or denies something; only published figures are taken.")
NOT_OF_THE_PROVINCE = N_("This is of a department or a commune; only figures of provinces are taken.")
LOOSE = N_("“{figure}” is not given exactly; only exact figures are taken.")
OF_A_PART = N_("This seems to be said of a department, a district or a town in {province}, not of the whole province.")
