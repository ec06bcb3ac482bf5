"""A sentence -> the names, numbers, times and phrases in it that count (pure); ``intents`` decides what is meant."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from copy import copy

from bot.names import Found, Gazetteer, Mention
from bot.names.normalize import fold
from bot.questions.bounds import across, bound_of
from bot.questions.dates import clean, marked_time, when
from bot.questions.ends import why_low
from bot.questions.everyday_names import EverydayNames
from bot.questions.evil_measures import is_meant, outweighs
from bot.questions.evil_turns import turn_of
from bot.questions.evil_words import Text
from bot.questions.explanation import Explainer, Explanation
from bot.questions.index_words import IndexWords
from bot.questions.leftovers import Leftovers
from bot.questions.numbers import count
from bot.questions.parsed import Parsed, Said, as_typed, cover
from bot.questions.people import in_asides, of_others, told_words
from bot.questions.said_together import (
    SAYING_NOTHING,
    asks_for_a_person,
    departments,
    ended,
    group_of,
    is_mere_letters,
    ranked,
    rival_of,
    told_criteria,
    within_named,
)
from bot.questions.scopes import Scopes, scopes
from bot.questions.sentence import ATOMS, DOCUMENT, TIME, Sentence, sentence_of
from bot.questions.vocabulary import FILLER, Item
from bot.questions.word_stock import word_stock
from data.lexicon import Lexicon
from data.model.names import NameKind
from data.model.tasks import Document

NAMED: tuple[NameKind, ...] = ("province", "place", "region", "agency", "index", "indicator", "country")
"""The kinds of names whose words are no slips."""
EVERY = ("who", "top", "bottom")
"""What asks about all provinces: then a syllable that several share is rather a word of its own."""


def _by_number(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """Documents by what stands before the slash of their number."""
    found: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        found[document.number.partition("/")[0].strip()].append(document)
    return found


class Parser:
    """Takes sentences apart. It is built once for a gazetteer and is pure afterwards."""

    def __init__(
        self, gazetteer: Gazetteer, words: IndexWords, lexicon: Lexicon, documents: Iterable[Document] = ()
    ) -> None:
        self._gazetteer = gazetteer
        self._words = words
        provinces = tuple(name.name_vi for name in gazetteer.all("province"))
        indices = tuple(words.short(one.id) for one in gazetteer.all("index"))
        self._numbered = frozenset(one.id for one in gazetteer.all("index") if one.id.isdecimal())
        shorts = tuple(
            alias for one in gazetteer.all("province") for alias in one.aliases if alias.isalpha() and len(alias) > 2
        )
        others = tuple(
            name for kind in NAMED for one in gazetteer.all(kind) for name in (one.name_vi, one.name_en, *one.aliases)
        )
        self._repair, self.vocabulary = word_stock(lexicon, provinces, shorts, indices, others)
        self._explainer = Explainer(
            gazetteer, self.vocabulary, EverydayNames(gazetteer, lexicon.criteria, words.nicknames, self._repair)
        )
        self._leftovers = Leftovers(gazetteer, words, self.vocabulary)
        self._documents = _by_number(documents)

    def knowing(self, documents: Iterable[Document]) -> Parser:
        """The same with other documents, made at once."""
        other = copy(self)
        other._documents = _by_number(documents)
        return other

    def hear(self, text: str, today: dt.date, *, counting: bool = False, commanded: bool = False) -> Parsed:
        """The parts of any text, in time bounded by ``bot.questions.dates.LONGEST_READ``.

        With ``counting`` a number is a count of provinces rather than a criterion's code ("/top PAPI 5"). With
        ``commanded`` the text follows a command, so that a name is expected in it.
        """
        sentence = sentence_of(clean(text), self._repair, self._numbered)
        explanation = self._explainer.explain(sentence, commanded=commanded)
        items = explanation.items
        found = scopes(items, sentence.breaks, sentence.hard)
        others = frozenset() if commanded else of_others(items, sentence)
        gone = found.denied | found.senders | others
        told = frozenset() if commanded else in_asides(items, sentence, gone)
        gone |= told
        gone |= told_criteria(items, sentence, gone)
        counted = [item for i, item in enumerate(items) if i not in gone]
        parsed = Parsed(when([], today), score=sentence.score, explanation=explanation, gone=gone)
        parsed.senders = _provinces(items[i] for i in sorted(found.senders | others | told))
        self._take_atoms(parsed, sentence, explanation, found, today)
        mentions = [item.what for item in counted if isinstance(item.what, Mention)]
        cues = [item.what for item in counted if not isinstance(item.what, Mention)]
        within = within_named(mentions)
        every = not {cue.asks for cue in cues}.isdisjoint(EVERY)
        mentions = [
            one for one in mentions if one not in within and not is_mere_letters(one, mentions, sentence.words, every)
        ]
        for mention in mentions:
            self._note(parsed, mention, sentence)
        asking = [cue for cue in cues if cue.asks not in (*SAYING_NOTHING, *ATOMS)]
        plain = Text(_without(explanation.known, items, gone), sentence.typed, sentence.breaks)
        asks = {cue.asks for cue in asking}
        of_all = not _has_province(mentions)
        parsed.asks = ranked(asks, plain) if of_all else ended(asks, "")
        parsed.evil = of_all and is_meant(plain)
        parsed.turn = turn_of(plain)
        agency = next((cue for cue in asking if cue.asks == "agency"), None)
        if parsed.agency is None:
            spans = [range(agency.start, agency.end)] if agency is not None else list(departments(sentence, items))
            parsed.agency_said = as_typed(sentence.text, sentence.typed, spans[0]) if spans else ""
        if asks_for_a_person(mentions, parsed.asks, explanation.known):
            parsed.asks |= {"off"}
            parsed.agency, parsed.department = None, False
        parsed.rival = rival_of(counted, explanation.known)
        if parsed.asks & {"mean", "average"} or _says_median(sentence):
            parsed.middle = "median" if _says_median(sentence) else "mean"
        bound = bound_of(counted, explanation.known, sentence.score, _says_median(sentence))
        parsed.outweighed = (bound is not None or bool(parsed.rival)) and outweighs(plain)
        parsed.bound = across(bound) if bound is not None and parsed.outweighed else bound
        used = cover(sentence.size, [item for item in items if _accounts(item)])
        for at in told_words(items, sentence, gone):
            used[at] = True
        if parsed.bound is not None and parsed.bound.of == "score":
            used = [
                taken or word == f"{parsed.bound.score:g}" for taken, word in zip(used, sentence.words, strict=True)
            ]
        count(parsed, explanation.known, sentence, (mentions, asking), used, self._words, counting)
        parsed.group = group_of(asking, explanation.known, parsed)
        if parsed.codes:  # "pillar 1" asks for the first, not for all of them
            lone = {cue.asks for cue in asking if cue.end - cue.start == 1} & {"part", "components"}
            parsed.asks -= lone - {cue.asks for cue in asking if cue.end - cue.start > 1}
        self._leftovers.add(parsed, sentence, mentions, within, used, commanded)
        if (parsed.provinces or _has_province(mentions)) and why_low(plain):
            parsed.asks |= {"why", "gaps"}
        return parsed

    def _take_atoms(
        self, parsed: Parsed, sentence: Sentence, explanation: Explanation, found: Scopes, today: dt.date
    ) -> None:
        """Put in the times, the places and the document, unless they were denied."""
        denied = {explanation.items[i].start for i in found.denied}
        times = {at: marked_time(sentence.words[at]) for at in range(sentence.size) if sentence.atom(at) == TIME}
        counted = [
            sentence.times[n]
            for at, n in times.items()
            if n is not None and n < len(sentence.times) and at not in denied
        ]
        parsed.when = when(counted or (() if times else sentence.times), today)
        parsed.place, parsed.place_to = sentence.places or (None, None)
        if sentence.document and not any(sentence.atom(at) == DOCUMENT for at in denied):
            number, _, mark = sentence.document.partition("/")
            found_there = self._documents.get(number, [])
            exact = [one for one in found_there if mark and fold(one.number) == fold(sentence.document)]
            parsed.documents = tuple(exact or found_there)
            parsed.document_said = sentence.document

    def _note(self, parsed: Parsed, mention: Mention, sentence: Sentence) -> None:
        outcome = mention.outcome
        names = (outcome.name,) if isinstance(outcome, Found) else outcome.names
        match mention.kind:
            case "province" | "place":
                parsed.note(outcome)
            case "index":
                parsed.indices.append(Said(names, mention.text, mention.start, mention.end))
            case "indicator":
                parsed.criteria.append(Said(names, mention.text, mention.start, mention.end))
            case "region":
                if parsed.region is None:
                    parsed.region = names[0].id
                    parsed.region_said = as_typed(sentence.text, sentence.typed, range(mention.start, mention.end))
            case "agency" if not _issues(mention, sentence):
                parsed.agency = parsed.agency or names[0].id
                parsed.department |= owns(mention)
                self._inside(parsed, mention)
            case "country" if fold(names[0].name_vi) != "viet nam":
                written = as_typed(sentence.text, sentence.typed, range(mention.start, mention.end))
                # "anh", "nga", "my", "nhat" are everyday words: a short name counts only when properly written.
                proper = written in (names[0].name_vi, names[0].name_en) and mention.start > 0
                if " " in written or len(written) > 4 or proper:
                    parsed.country = parsed.country or written

    def _inside(self, parsed: Parsed, mention: Mention) -> None:
        """Add the province in an agency's name ("UBND tỉnh Tây Ninh")."""
        words = mention.text.split()
        for size in range(min(len(words) - 1, 4), 1, -1):
            outcome = self._gazetteer.resolve(" ".join(words[-size:]))
            if isinstance(outcome, Found) and outcome.how == "exact" and outcome.via is None:
                parsed.add(outcome.name.id)
                return


def _issues(mention: Mention, sentence: Sentence) -> bool:
    """Whether an agency is the one whose document is named ("quyết định 757 của Bộ Nội vụ")."""
    at = mention.start
    return at > 1 and sentence.words[at - 1] in ("cua", "of", "by") and sentence.atom(at - 2) == DOCUMENT


def _says_median(sentence: Sentence) -> bool:
    return "median" in sentence.words or "trung vi" in " ".join(sentence.words)


def owns(mention: Mention) -> bool:
    """Whether the words of a name cannot be a phrase; everyday words and common words for agencies can."""
    if mention.kind == "agency":
        named = ("so ", "department of", "giam doc so", "director of")
        return mention.text.startswith(named) or mention.text.endswith(" department")
    return mention.kind != "word"


def _accounts(item: object) -> bool:
    what = item.what  # type: ignore[attr-defined]
    return what.kind != "word" if isinstance(what, Mention) else what.asks != FILLER


def _provinces(items: Iterable[object]) -> list[Found]:
    whats = [item.what for item in items]  # type: ignore[attr-defined]
    return [
        what.outcome
        for what in whats
        if isinstance(what, Mention) and what.kind == "province" and isinstance(what.outcome, Found)
    ]


def _has_province(mentions: Iterable[Mention]) -> bool:
    return any(mention.kind in ("province", "place") for mention in mentions)


def _without(words: Sequence[str], items: Sequence[Item], gone: Collection[int]) -> list[str]:
    """The words, with nothing in place of those that do not count."""
    left = list(words)
    for i in gone:
        left[items[i].start : items[i].end] = [""] * (items[i].end - items[i].start)
    return left
