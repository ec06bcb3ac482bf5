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
from bot.questions.ends import End, end_of, evil_turn, turn_of, why_low
from bot.questions.evil_words import Text
from bot.questions.explanation import EverydayNames, Explainer, Explanation, Item, is_town
from bot.questions.index_words import IndexWords
from bot.questions.leftovers import Leftovers
from bot.questions.numbers import count
from bot.questions.parsed import Parsed, Said, as_typed, cover
from bot.questions.people import in_asides, of_others, told_words
from bot.questions.phrases import BEFORE_NAMES
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
WHICH = frozenset(fold("nào mô gì chi").split())
"""Words after "sở" that ask for one."""
AFTER_GROUP: dict[str, TableGroup] = {
    "cao nhat": "highest",
    "trung binh cao": "high-average",
    "trung binh thap": "low-average",
    "thap nhat": "lowest",
}
"""The words after the one for a group, folded."""
ABOUT = frozenset(fold("riêng mục phần khoản lĩnh vực tiêu trục chỉ on for about only").split())
"""Words before the name of a criterion that make it what is asked about."""
PERSONS = ("chu tich", "giam doc", "truong", "bi thu", "chair", "director", "head of")
"""How the name of an agency begins that is a person's office."""
WHO = ("la ai", "ten gi", "ten la gi", "ai vay", "ong nao", "la nguoi nao", "who is", "whos", "name of", "named")
"""Words that ask for a person, folded."""
EVERY = ("who", "top", "bottom")
"""What asks about all provinces: then a syllable that several share is rather a word of its own."""
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
        self._numbered = frozenset(one.id for one in gazetteer.all("index") if one.id.isdecimal())
        shorts = tuple(
            alias for one in gazetteer.all("province") for alias in one.aliases if alias.isalpha() and len(alias) > 2
        )
        self._repair, self.vocabulary = _words(lexicon, provinces, shorts, indices)
        self._explainer = Explainer(
            gazetteer, self.vocabulary, EverydayNames(gazetteer, lexicon.criteria, words.nicknames, self._repair)
        )
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
        told = frozenset() if commanded else in_asides(items, sentence, gone)
        gone |= told
        gone |= _asides(items, sentence, gone)
        counted = [item for i, item in enumerate(items) if i not in gone]
        parsed = Parsed(when([], today), score=sentence.score, explanation=explanation, gone=gone)
        parsed.senders = _provinces(items[i] for i in sorted(found.senders | others | told))
        self._take_atoms(parsed, sentence, explanation, found, today)
        mentions = [item.what for item in counted if isinstance(item.what, Mention)]
        cues = [item.what for item in counted if not isinstance(item.what, Mention)]
        within = _within(mentions)
        every = not {cue.asks for cue in cues}.isdisjoint(EVERY)
        mentions = [
            one for one in mentions if one not in within and not _mere_letters(one, mentions, sentence.words, every)
        ]
        for mention in mentions:
            self._note(parsed, mention, sentence)
        asking = [cue for cue in cues if cue.asks not in (*SAYING_NOTHING, *ATOMS)]
        plain = Text(_without(explanation.known, items, gone), sentence.typed, sentence.breaks)
        asks = {cue.asks for cue in asking}
        parsed.asks = _ranked(asks, plain) if not _has_province(mentions) else _ended(asks, "")
        parsed.turn = turn_of(plain)
        agency = next((cue for cue in asking if cue.asks == "agency"), None)
        if parsed.agency is None:
            spans = [range(agency.start, agency.end)] if agency is not None else list(_departments(sentence, items))
            parsed.agency_said = as_typed(sentence.text, sentence.typed, spans[0]) if spans else ""
        if _asks_for_a_person(mentions, parsed.asks, explanation.known):
            parsed.asks |= {"off"}
            parsed.agency, parsed.department = None, False
        parsed.rival = _rival(counted, explanation.known)
        if parsed.asks & {"mean", "average"} or _says_median(sentence):
            parsed.middle = "median" if _says_median(sentence) else "mean"
        parsed.bound = bound_of(counted, explanation.known, sentence.score, _says_median(sentence))
        used = cover(sentence.size, [item for item in items if _accounts(item)])
        for at in told_words(items, sentence, gone):
            used[at] = True
        if parsed.bound is not None and parsed.bound.of == "score":
            used = [
                taken or word == f"{parsed.bound.score:g}" for taken, word in zip(used, sentence.words, strict=True)
            ]
        count(parsed, explanation.known, sentence, (mentions, asking), used, self._words, counting)
        parsed.group = _group(asking, explanation.known, parsed)
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


JOINED = (
    "top", "hạng", "điểm", "năm", "tỉnh", "so sánh", "với", "và", "xếp hạng", "chỉ số", "cuối bảng", "nhiệm vụ", "của",
    "thứ mấy", "rank", "compare", "score", "bao nhiêu", "bảng", "đứng", "index", "mấy điểm", "hạng mấy", "xếp thứ",
    "xếp thứ mấy", "xếp hạng mấy", "đứng thứ", "đứng thứ mấy", "lịch sử", "qua các năm", "các năm", "thế nào", "ra sao",
    "thứ hạng", "điểm số", "cao nhất", "thấp nhất", "mục tiêu", "tiêu chí", "tăng giảm", "biến động", "cho xem", "xem",
    "tra cứu", "nhất", "đầu bảng", "hơn", "điểm yếu", "cải cách hành chính", "chuyển đổi số", "năng lực cạnh tranh",
    "ranking", "ranks", "scores", "history", "versus", "province", "bottom", "best", "worst", "compared",
    "bao nhiêu điểm", "miền bắc", "miền trung", "miền nam", "tây nguyên", "cả nước", "được mấy", "được", "mấy",
    "hạng bao nhiêu", "nội dung", "theo dõi",
)  # fmt: skip
"""Words that stand run together with names ("sosanhhungyenhanoi")."""


def _asides(items: Sequence[Item], sentence: Sentence, gone: Collection[int]) -> frozenset[int]:
    """Everyday names of criteria in a clause of its own after the one that names province and index and asks: "Nghệ An
    mất điểm PAR INDEX ở đâu, em phải làm báo cáo giải trình".
    """
    clauses: defaultdict[int, set[str]] = defaultdict(set)
    places = {i: sentence.clause(item.start) for i, item in enumerate(items)}
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
        and not ABOUT & set(sentence.words[max(0, item.start - 3) : item.start])
    )


def _asks_for_a_person(mentions: Sequence[Mention], asks: frozenset[str], words: Sequence[str]) -> bool:
    """Whether it is asked who holds an office ("chủ tịch UBND tỉnh hiện nay là ai"), not what that office must do."""
    held = any(mention.kind == "agency" and mention.text.startswith(PERSONS) for mention in mentions)
    said = f" {' '.join(words)} "
    return held and not asks & {"tasks", "due"} and any(f" {who} " in said for who in WHO)


def _rival(items: Sequence[Item], words: Sequence[str]) -> str:
    """The province right after words for reaching and passing ("muốn hơn Thanh Hóa", "to overtake", "cách Hà Nội"), not
    after "how far".
    """
    rival = ""
    for item in items:
        what = item.what
        found = isinstance(what, Mention) and what.kind == "province" and isinstance(what.outcome, Found)
        if found and item.start and words[item.start - 1] == "cach":
            rival = what.outcome.name.id  # type: ignore[union-attr]
    for item, after in pairwise(items):
        if isinstance(item.what, Mention) or item.what.asks not in ("reach", "above", "below", "beside"):
            continue
        if words[item.end - 1] == "far":
            continue
        what = after.what
        if isinstance(what, Mention) and what.kind == "province" and isinstance(what.outcome, Found):
            rival = what.outcome.name.id
    return rival


def _group(cues: Sequence[Cue], words: Sequence[str], parsed: Parsed) -> TableGroup:
    """The quarter of a table that is said last: "to leave the lowest group and get into the low average"."""
    said = [GROUPS[cue.asks] for cue in cues if cue.asks in GROUPS]
    for cue in cues if not said else ():
        if words[cue.end - 1] == "nhom":  # "để vào nhóm" "cao nhất"
            after = " ".join(words[cue.end : cue.end + 3])
            said += [group for name, group in AFTER_GROUP.items() if after.startswith(name)]
    if said:
        return said[-1]
    if "group-word" in parsed.asks and not (parsed.n or parsed.place):  # "the highest PAPI group"
        return "highest" if "top" in parsed.asks else "lowest" if "bottom" in parsed.asks else ""
    return ""


def _departments(sentence: Sentence, items: Sequence[Item]) -> Iterator[range]:
    """Words that look like the name of a department ("Sở Du lịch", "Department of Construction"), none of which is a
    name by itself.
    """
    taken = cover(sentence.size, [one for one in items if isinstance(one.what, Mention) or one.what.asks in ATOMS])
    for at in range(sentence.size - 1):
        first = at + 1 if sentence.typed[at] == "sở" else 0
        if sentence.words[at : at + 2] == ["department", "of"]:
            first = at + 2
        if not first or taken[at]:
            continue
        end = first
        while end < min(first + 3, sentence.size) and not taken[end] and end not in sentence.breaks:
            end += 1
        if end > first and sentence.words[first] not in WHICH:
            yield range(at, end)


@lru_cache(maxsize=2)
def _words(
    lexicon: Lexicon, provinces: tuple[str, ...], shorts: tuple[str, ...], indices: tuple[str, ...]
) -> tuple[Repair, Vocabulary]:
    """What does not change with the figures: how damage is undone, and all phrases. Kept, for it takes long to make.

    ``shorts`` are words that mean a province ("HCM").
    """
    names = (*shorts, *provinces, *indices)
    repair = Repair(lexicon.short_forms, names, JOINED, _initialled(provinces), indices)
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


def _ranked(asks: set[str], text: Text) -> frozenset[str]:
    """What is asked of all provinces; where most of an evil came or went, who rose or fell."""
    turn = evil_turn(text)
    if turn and asks & {"more", "top", "movers", "fallers", "change", "fall"}:
        return _ended(asks - {"movers", "fallers", "fall"} | {"movers" if turn == "up" else "fallers"}, "")
    return _ended(asks, end_of(text))


def _ended(asks: set[str], end: End) -> frozenset[str]:
    """What is asked, with ``more`` and ``less`` turned into ``top`` or ``bottom``.

    The ``end`` is that of the table which the most or the least of an evil stands at: most corruption is the bottom.
    """
    if end == "bottom":
        return frozenset(asks - {"top", "more", "less"} | {"bottom"})
    if end == "top":
        return frozenset(asks - {"bottom", "weakest", "gaps", "more", "less"} | {"top"})
    settled = {"more": "top", "less": "bottom"}
    return frozenset(asks | {settled[ask] for ask in asks & settled.keys()})


def _has_province(mentions: Iterable[Mention]) -> bool:
    return any(mention.kind in ("province", "place") for mention in mentions)


def _without(words: Sequence[str], items: Sequence[Item], gone: Collection[int]) -> list[str]:
    """The words, with nothing in place of those that do not count."""
    left = list(words)
    for i in gone:
        left[items[i].start : items[i].end] = [""] * (items[i].end - items[i].start)
    return left


def _mere_letters(mention: Mention, mentions: Sequence[Mention], words: Sequence[str], every: bool) -> bool:
    """Whether two letters of several provinces ("dn"), or a syllable of several ("de tho nhat"), are rather something
    else: a province is named in full, or ``every`` one is asked about and nothing announces a name.
    """
    if not isinstance(mention.outcome, Ambiguous) or mention.kind != "province":
        return False
    letters = len(mention.text) <= 2
    if letters and any(
        one.kind == "province" and isinstance(one.outcome, Found) and " " in one.text for one in mentions
    ):
        return True
    announced = mention.start and words[mention.start - 1] in (BEFORE_NAMES - {"cho"} if letters else BEFORE_NAMES)
    lone = mention.end - mention.start == 1 and mention.text.isascii()
    return every and lone and not announced and (mention.start > 0 or (letters and "nao" in words))


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
