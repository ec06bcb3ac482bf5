"""A sentence -> the names, numbers, times and phrases in it. What they add up to is decided in ``bot.questions``. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from bot.keystrokes import fold, plain, spell
from bot.names import Ambiguous, Found, Gazetteer, Mention
from bot.vocabulary import CODED, COUNTED, NUMBERS, ORDINALS, PARTS, Cue, Vocabulary
from bot.when import When, clean, extract
from data.model import Name

MOST_PROVINCES = 63
MOST_UNDONE = 100
"""Keystrokes are undone in this many words of a run that nothing accounts for."""
SHORTEST_GUESSED = 4
"""Shorter names of indices (PAR) are never guessed at."""
_CODE = re.compile(r"(?<![\w.,/])([1-8])\.([1-9])(?![\w/]|[.,]\d)")
_MARK = re.compile(r"x(\d)x(\d)x")
_DIMENSION = re.compile(r"d([1-8])")


@dataclass(frozen=True, slots=True)
class Said:
    """Words that name an index or a criterion: the names that fit them, and the folded words."""

    names: tuple[Name, ...]
    text: str


@dataclass(slots=True)
class Heard:
    """The parts of a sentence. ``rest`` are the words that nothing accounts for, as typed.

    ``department`` is true for an agency that was named as one ("Sở Nội vụ"), not by a common word ("huyện").

    ``provinces`` are pairs of id and the city that led there (''). ``unsure`` are provinces of which one was meant,
    once for each such word. ``codes`` are pairs of index ('' if open) and the criterion's number.
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
    rest: str = ""


class Listener:
    """Takes sentences apart. Built once for a gazetteer; pure afterwards."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._vocabulary = Vocabulary()
        self._criteria: dict[str, tuple[Name, ...]] = {}
        for name in (*gazetteer.all("index"), *gazetteer.all("indicator")):
            for alias in {fold(alias) for alias in (name.name_vi, name.name_en, *name.aliases)}:
                others = self._criteria.get(alias, ())
                if len(alias) >= 6 and all(other.kind == name.kind for other in others):
                    self._criteria[alias] = (*others, name)
        self._shorts = [
            (name.id, name) for name in gazetteer.all("index") if len(name.id) >= SHORTEST_GUESSED and name.id.isalpha()
        ]
        self._longest = max((len(alias.split()) for alias in self._criteria), default=0)

    def hear(self, text: str, today: dt.date, *, counting: bool = False) -> Heard:
        """The parts of any text, in time bounded by ``bot.names.MOST_WORDS``.

        ``counting``: a number is a count of provinces rather than a criterion's code ("/top PAPI 5").
        """
        text, when = extract(_CODE.sub(r" x\1x\2x ", clean(text)), today)
        heard = Heard(when)
        words, mentions = self._gazetteer.scan(text)
        known = self._vocabulary.plain(words)
        mentions, cues = self._reconcile(known, mentions)
        used = [False] * len(words)
        for span in (*(mention for mention in mentions if mention.kind != "word"), *cues):
            used[span.start : span.end] = [True] * (span.end - span.start)
        for mention in mentions:
            self._note(heard, mention, text)
        heard.asks = frozenset(cue.asks for cue in cues)
        self._count(heard, known, mentions, cues, used, counting or bool(heard.asks & {"top", "bottom"}))
        self._keystroked(heard, words, used)
        rest = {i for cue in cues if cue.asks == "beyond" for i in range(cue.start, cue.end)}
        # An everyday word ("bình thường") is no name with a slip, but it may be what the question was about.
        everyday = _cover(len(words), [mention for mention in mentions if mention.end - mention.start > 1])
        open_words = [i for i, word in enumerate(known) if not used[i] and not everyday[i] and not word.isdigit()]
        for run in _runs(open_words):
            rest.update(self._second_look(heard, words, run, [i for i in run if not self._noise(known[i])]))
        rest.update(i for i in range(len(words)) if everyday[i] and not used[i] and not self._noise(known[i]))
        if not heard.provinces and not heard.unsure and heard.asks & {"who", "top"}:
            rest.update(i for cue in cues if cue.asks == "change" for i in range(cue.start, cue.end))
        heard.rest = _as_typed(text, words, sorted(rest))
        return heard

    def _reconcile(self, words: Sequence[str], mentions: list[Mention]) -> tuple[list[Mention], list[Cue]]:
        """Settles who owns a word: names spelt exactly, then phrases of two words and more, guessed names, the rest."""
        firm = [mention for mention in mentions if not self._weak(mention)]
        taken = _cover(len(words), [mention for mention in firm if _owns(mention)])
        cues = self._vocabulary.cues(words, taken)
        phrases = _cover(len(words), [cue for cue in cues if cue.end - cue.start > 1])
        known = self._vocabulary.known
        guessed = [
            mention
            for mention in mentions
            if self._weak(mention)
            and not all(phrases[mention.start : mention.end])
            and not known.issuperset(words[mention.start : mention.end])
        ]
        kept = sorted((*firm, *guessed), key=lambda mention: mention.start)
        taken = _cover(len(words), [mention for mention in kept if _owns(mention)])
        return kept, self._vocabulary.cues(words, taken)

    @staticmethod
    def _weak(mention: Mention) -> bool:
        if isinstance(mention.outcome, Found):
            return mention.outcome.how == "fuzzy"
        return mention.kind == "province" and mention.end - mention.start == 1

    def _note(self, heard: Heard, mention: Mention, text: str) -> None:
        outcome = mention.outcome
        names = (outcome.name,) if isinstance(outcome, Found) else outcome.names
        via = outcome.via.name_vi if isinstance(outcome, Found) and outcome.via else ""
        match mention.kind:
            case "province" | "place" if len(names) == 1:
                if names[0].id not in (id for id, _ in heard.provinces):
                    heard.provinces.append((names[0].id, via))
            case "province" | "place":
                heard.unsure.append(names)
            case "index":
                heard.indices.append(Said(names, mention.text))
            case "indicator":
                heard.criteria.append(Said(names, mention.text))
            case "region":
                heard.region = heard.region or names[0].id
            case "agency":
                heard.agency = heard.agency or names[0].id
                heard.department |= _owns(mention)
                self._inside(heard, mention)
            case "country" if fold(names[0].name_vi) != "viet nam":
                typed = _as_typed(text, spell(text).split(), range(mention.start, mention.end))
                # "anh", "nga", "my", "nhat" are everyday words: a short name counts only as it is properly written.
                if " " in typed or len(typed) > 4 or (typed in (names[0].name_vi, names[0].name_en) and mention.start):
                    heard.country = heard.country or typed

    def _inside(self, heard: Heard, mention: Mention) -> None:
        """The province in an agency's name ("UBND tỉnh Tây Ninh")."""
        words = mention.text.split()
        for size in range(min(len(words) - 1, 4), 1, -1):
            outcome = self._gazetteer.resolve(" ".join(words[-size:]))
            if isinstance(outcome, Found) and outcome.how == "exact" and outcome.via is None:
                if outcome.name.id not in (id for id, _ in heard.provinces):
                    heard.provinces.append((outcome.name.id, ""))
                return

    def _count(
        self,
        heard: Heard,
        words: Sequence[str],
        mentions: Sequence[Mention],
        cues: Sequence[Cue],
        used: list[bool],
        counting: bool,
    ) -> None:
        """Numbers: how many provinces, or a criterion's code."""
        ends = {mention.end: mention for mention in mentions if mention.kind == "index"}
        ranked = {i for cue in cues if cue.asks in ("top", "bottom") for i in (cue.start, -cue.end)}
        for i, word in enumerate(words):
            mark = _MARK.fullmatch(word) or _DIMENSION.fullmatch(word)
            if mark and not used[i]:
                heard.codes.append(("" if mark.re is _MARK else "papi", ".".join(mark.groups())))
                used[i] = True
                continue
            number = int(word) if word.isdigit() and len(word) <= 3 else NUMBERS.get(word, 0)
            following = words[i + 1] if i + 1 < len(words) else ""
            before = words[i - 1] if i else ""
            if not number or (used[i] and not (word in NUMBERS and following in COUNTED)):
                continue
            if following in COUNTED or i + 1 in ranked or (i and -i in ranked):
                heard.n = heard.n or min(number, MOST_PROVINCES)
            elif not word.isdigit() or following in PARTS:
                continue
            elif i in ends and not counting:
                outcome = ends[i].outcome
                heard.codes.append((outcome.name.id if isinstance(outcome, Found) else "", word))
            elif (index := _coded(words[:i])) and not (counting and before in CODED):
                heard.codes.append((index, word))
            elif before in ORDINALS:
                heard.n = heard.n or min(number, MOST_PROVINCES)
            else:
                heard.numbers.append(number)
            used[i] = True

    def _keystroked(self, heard: Heard, words: Sequence[str], used: list[bool]) -> None:
        """Criteria and indices typed as raw Telex or VNI among the words left over."""
        for run in _runs([i for i, taken in enumerate(used) if not taken]):
            typed = [plain(words[i]) for i in run[:MOST_UNDONE]]
            at = 0
            while at < len(typed):
                for end in range(min(len(typed), at + self._longest), at, -1):
                    names = self._criteria.get(" ".join(typed[at:end]))
                    if names:
                        said = Said(names, " ".join(typed[at:end]))
                        (heard.indices if names[0].kind == "index" else heard.criteria).append(said)
                        used[run[at] : run[end - 1] + 1] = [True] * (end - at)
                        at = end
                        break
                else:
                    at += 1

    def _noise(self, word: str) -> bool:
        return word in self._vocabulary.noise

    def _second_look(self, heard: Heard, words: Sequence[str], run: list[int], core: list[int]) -> list[int]:
        """A run of words left over may be a name with a slip; returns those of its ``core`` still not understood.

        The core is the run without words that say nothing.
        """
        if not core:
            return core
        for places in (run, core):
            text = " ".join(words[i] for i in places)
            if len(places) <= 8 and len(text) <= 80 and self._name(heard, text):
                return []
        return core

    def _name(self, heard: Heard, text: str) -> bool:
        if not heard.criteria and not heard.codes:
            if len(text) >= 6:
                for said in (self._gazetteer.resolve(text, "indicator"), self._gazetteer.resolve(text, "index")):
                    if isinstance(said, Found | Ambiguous):
                        names = (said.name,) if isinstance(said, Found) else said.names
                        (heard.indices if names[0].kind == "index" else heard.criteria).append(Said(names, text))
                        return True
            for short, name in self._shorts:
                # "pap", "sipa": too short for the gazetteer to guess, but nothing else begins like them.
                if text[0] == short[0] and len(text) >= 3 and OSA.distance(text, short, score_cutoff=1) <= 1:
                    heard.indices.append(Said((name,), short))
                    return True
        if not (heard.provinces or heard.unsure) or heard.asks & {"compare", "beside"}:
            outcome = self._gazetteer.resolve(text)
            if isinstance(outcome, Found):
                heard.provinces.append((outcome.name.id, outcome.via.name_vi if outcome.via else ""))
                return True
            if isinstance(outcome, Ambiguous):
                heard.unsure.append(outcome.names)
                return True
        return False


def _owns(mention: Mention) -> bool:
    """Whether the words of a name can be no phrase: everyday words and common ones for agencies can."""
    if mention.kind == "agency":
        return mention.text.startswith(("so ", "department of", "giam doc so", "director of"))
    return mention.kind != "word"


def _cover(size: int, spans: Iterable[Mention | Cue]) -> list[bool]:
    covered = [False] * size
    for span in spans:
        covered[span.start : span.end] = [True] * (span.end - span.start)
    return covered


def _coded(before: Sequence[str]) -> str:
    """The index of which a number after these words is a criterion's code; '' if of none."""
    for index, phrases in CODED.items():
        for phrase in phrases:
            words = phrase.split()
            if list(before[-len(words) :]) == words:
                return index
    return ""


def _runs(places: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for i in places:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _as_typed(text: str, words: Sequence[str], places: Iterable[int]) -> str:
    """Words of the text as they were typed, capitals and all; their plain form where they cannot be found again."""
    spelt = spell(text).split()
    low = text.lower()
    parts = []
    for run in _runs(list(places)):
        part = " ".join((spelt if len(spelt) >= len(words) else words)[run[0] : run[-1] + 1])
        at = low.find(part) if len(low) == len(text) else -1
        parts.append(text[at : at + len(part)] if at >= 0 else part)
    return _MARK.sub(r"\1.\2", " ".join(parts))[:200]
