"""A sentence -> the names, numbers, times and phrases in it that count (pure); ``intents`` decides what is meant."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.names import Ambiguous, Found, Gazetteer, Mention
from bot.names.normalize import VOWELS, fold
from bot.questions.bounds import bound_of
from bot.questions.dates import clean, marked_time, when
from bot.questions.explanation import EverydayNames, Explainer, Explanation, Item, is_town
from bot.questions.index_words import IndexWords
from bot.questions.leftovers import Leftovers
from bot.questions.numbers import count
from bot.questions.parsed import Parsed, Said, as_typed, cover
from bot.questions.people import of_others
from bot.questions.phrases import EVIL_WORDS, EVILS, OF
from bot.questions.question import TableGroup
from bot.questions.repair import Repair
from bot.questions.scopes import Scopes, scopes
from bot.questions.sentence import ATOMS, DOCUMENT, TIME, Sentence, sentence_of
from bot.questions.vocabulary import ASKING, FILLER, ROLE, Cue, Vocabulary
from data.lexicon import Lexicon
from data.model import Document

GROUPS: dict[str, TableGroup] = {
    "group-highest": "highest",
    "group-high-average": "high-average",
    "group-low-average": "low-average",
    "group-lowest": "lowest",
}
SAYING_NOTHING = (FILLER, ASKING, ROLE)


class Parser:
    """Takes sentences apart. It is built once for a gazetteer and is pure afterwards."""

    def __init__(
        self, gazetteer: Gazetteer, words: IndexWords, lexicon: Lexicon, documents: Iterable[Document] = ()
    ) -> None:
        self._gazetteer = gazetteer
        self._words = words
        provinces = tuple(name.name_vi for name in gazetteer.all("province"))
        indices = tuple(words.short(one.id) for one in gazetteer.all("index"))
        self._repair, self.vocabulary = _words(lexicon, provinces, indices)
        self._explainer = Explainer(
            gazetteer, self.vocabulary, EverydayNames(gazetteer, lexicon.criteria, words.nicknames)
        )
        self._numbered = frozenset(one.id for one in gazetteer.all("index") if one.id.isdigit())
        self._leftovers = Leftovers(gazetteer, words, self.vocabulary)
        self._documents: defaultdict[str, list[Document]] = defaultdict(list)
        for document in documents:
            self._documents[document.number.partition("/")[0].strip()].append(document)

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
        gone |= _asides(items, sentence, gone)
        counted = [item for i, item in enumerate(items) if i not in gone]
        parsed = Parsed(when([], today), score=sentence.score, explanation=explanation, gone=gone)
        parsed.senders = _provinces(items[i] for i in sorted(found.senders | others))
        self._take_atoms(parsed, sentence, explanation, found, today)
        mentions = [item.what for item in counted if isinstance(item.what, Mention)]
        cues = [item.what for item in counted if not isinstance(item.what, Mention)]
        within = _within(mentions)
        mentions = [mention for mention in mentions if mention not in within and not _mere_letters(mention, mentions)]
        for mention in mentions:
            self._note(parsed, mention, sentence)
        asking = [cue for cue in cues if cue.asks not in (*SAYING_NOTHING, *ATOMS)]
        parsed.asks = _ranked({cue.asks for cue in asking}, explanation.known, mentions)
        agency = next((cue for cue in asking if cue.asks == "agency"), None)
        if parsed.agency is None:
            spans = [range(agency.start, agency.end)] if agency is not None else list(_departments(sentence, items))
            parsed.agency_said = as_typed(sentence.text, sentence.typed, spans[0]) if spans else ""
        parsed.rival = _rival(counted)
        parsed.group = _group(asking, parsed.asks)
        if parsed.asks & {"mean", "average"} or _says_median(sentence):
            parsed.middle = "median" if _says_median(sentence) else "mean"
        parsed.bound = bound_of(counted, explanation.known, sentence.score, _says_median(sentence))
        used = cover(sentence.size, [item for item in items if _accounts(item)])
        if parsed.bound is not None and parsed.bound.of == "score":
            used = [
                taken or word == f"{parsed.bound.score:g}" for taken, word in zip(used, sentence.words, strict=True)
            ]
        counting = counting or bool(parsed.asks & {"top", "bottom", "movers", "fallers"})
        count(parsed, explanation.known, sentence.typed, (mentions, asking), used, self._words, counting)
        if parsed.codes:  # "pillar 1" asks for the first, not for all of them
            lone = {cue.asks for cue in asking if cue.end - cue.start == 1} & {"part", "components"}
            parsed.asks -= lone - {cue.asks for cue in asking if cue.end - cue.start > 1}
        self._leftovers.add(parsed, sentence, mentions, within, used, commanded)
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
            parsed.documents = tuple(self._documents.get(sentence.document, ()))
            parsed.document_said = sentence.document

    def _note(self, parsed: Parsed, mention: Mention, sentence: Sentence) -> None:
        outcome = mention.outcome
        names = (outcome.name,) if isinstance(outcome, Found) else outcome.names
        match mention.kind:
            case "province" | "place":
                parsed.note(outcome)
            case "index":
                parsed.indices.append(Said(names, mention.text))
            case "indicator":
                parsed.criteria.append(Said(names, mention.text))
            case "region":
                if parsed.region is None:
                    parsed.region = names[0].id
                    parsed.region_said = as_typed(sentence.text, sentence.typed, range(mention.start, mention.end))
            case "agency":
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


JOINED = (
    "top", "hạng", "điểm", "năm", "tỉnh", "so sánh", "với", "và", "xếp hạng", "chỉ số", "cuối bảng", "nhiệm vụ", "của",
    "thứ mấy", "rank", "compare", "score", "bao nhiêu", "bảng", "đứng",
)  # fmt: skip
"""Words that stand run together with names ("sosanhhungyenhanoi")."""


def _asides(items: Sequence[Item], sentence: Sentence, gone: Collection[int]) -> frozenset[int]:
    """Everyday names of criteria in a clause of its own after the one that names province and index and asks: "Nghệ An
    mất điểm PAR INDEX ở đâu, em phải làm báo cáo giải trình".
    """
    clauses: defaultdict[int, set[str]] = defaultdict(set)
    places = {i: sum(end <= item.start for end in sentence.breaks) for i, item in enumerate(items)}
    for i, item in enumerate(items):
        if i not in gone:
            what = item.what
            asks = "" if not isinstance(what, Mention) and what.asks in (*SAYING_NOTHING, *ATOMS, "nothing") else "asks"
            clauses[places[i]].add(what.kind if isinstance(what, Mention) else asks)
    main = [clause for clause, kinds in clauses.items() if {"index", "province", "asks"} <= kinds]
    if not main:
        return frozenset()
    return frozenset(
        i
        for i, item in enumerate(items)
        if isinstance(item.what, Mention)
        and item.what.kind == "indicator"
        and places[i] > main[0]
        and not clauses[places[i]] & {"index", "province", "asks"}
    )


def _rival(items: Sequence[Item]) -> str:
    """The province right after words for reaching and passing ("muốn hơn Thanh Hóa", "to overtake")."""
    rival = ""
    for item, after in pairwise(items):
        if isinstance(item.what, Mention) or item.what.asks not in ("reach", "above", "below", "beside"):
            continue
        what = after.what
        if isinstance(what, Mention) and what.kind == "province" and isinstance(what.outcome, Found):
            rival = what.outcome.name.id
    return rival


def _group(cues: Sequence[Cue], asks: frozenset[str]) -> TableGroup:
    """The quarter of a table that is said last: "to leave the lowest group and get into the low average"."""
    said = [GROUPS[cue.asks] for cue in cues if cue.asks in GROUPS]
    if said:
        return said[-1]
    if "group-word" in asks:  # "the highest PAPI group"
        return "highest" if "top" in asks else "lowest" if "bottom" in asks else ""
    return ""


def _departments(sentence: Sentence, items: Sequence[Item]) -> Iterator[range]:
    """Words that look like the name of a department ("Sở Du lịch"), none of which is a name by itself."""
    taken = cover(sentence.size, [one for one in items if isinstance(one.what, Mention) or one.what.asks in ATOMS])
    for at in range(sentence.size - 1):
        if sentence.typed[at] == "sở" and not taken[at]:
            end = at + 1
            while end < min(at + 4, sentence.size) and not taken[end] and end not in sentence.breaks:
                end += 1
            if end > at + 1:
                yield range(at, end)


@lru_cache(maxsize=2)
def _words(lexicon: Lexicon, provinces: tuple[str, ...], indices: tuple[str, ...]) -> tuple[Repair, Vocabulary]:
    """What does not change with the figures: how damage is undone, and all phrases. Kept, for it takes long to make."""
    repair = Repair(lexicon.short_forms, (*provinces, *indices), JOINED, _initialled(provinces), indices)
    return repair, Vocabulary(lexicon, repair)


def _initialled(provinces: Iterable[str]) -> dict[str, str]:
    """The ways to write a province with one letter for its first syllable ("qnam", "bduong"), where only one fits."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in provinces:
        words = fold(name).split()
        if len(words) == 2 and len(words[1]) >= 3:
            for length in (1, 2):
                found[words[0][:length] + words[1]].append(name)
    return {short: names[0] for short, names in found.items() if len(set(names)) == 1 and short[1] not in VOWELS}


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


def _ranked(asks: set[str], words: Sequence[str], mentions: Sequence[Mention]) -> frozenset[str]:
    """What is asked, with ``more`` and ``less`` turned into ``top`` or ``bottom``.

    The most corruption means the bottom of the table for its control, the least means the top.
    """
    for mention in mentions:
        before = words[mention.start - 1] if mention.start else ""
        if _is_evil(mention) and before not in OF:
            most = list(words[mention.end : mention.end + 1]) == ["nhat"]
            if "more" in asks or before == "more" or (most and before != "it"):
                return frozenset(asks - {"top"} | {"bottom"})
            if "less" in asks or before == "it":
                return frozenset(asks - {"bottom"} | {"top"})
    settled = {"more": "top", "less": "bottom"}
    return frozenset(asks | {settled[ask] for ask in asks & settled.keys()})


def _is_evil(mention: Mention) -> bool:
    """Whether a criterion is named by what it is against ("con ông cháu cha", "ô nhiễm")."""
    return mention.kind == "indicator" and (mention.text in EVILS or any(evil in mention.text for evil in EVIL_WORDS))


def _mere_letters(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether two letters of several provinces ("dn") are rather something else, for a province is named in full."""
    if not isinstance(mention.outcome, Ambiguous) or mention.kind != "province" or len(mention.text) > 2:
        return False
    return any(one.kind == "province" and isinstance(one.outcome, Found) and " " in one.text for one in mentions)


def _within(mentions: Sequence[Mention]) -> list[Mention]:
    """Towns of a province that is itself named ("Văn Giang" in "huyện Văn Giang, Hưng Yên")."""
    whole = {
        mention.outcome.name.id
        for mention in mentions
        if mention.kind == "province" and isinstance(mention.outcome, Found) and mention.outcome.via is None
    }
    return [
        mention
        for mention in mentions
        if is_town(mention) and isinstance(mention.outcome, Found) and mention.outcome.name.id in whole
    ]
