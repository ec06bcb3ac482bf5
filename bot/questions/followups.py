"""Whether a text continues the conversation, and what it then asks: "năm 2021", "còn Thái Bình?", "cái thứ hai" (pure).

The judgement is made from the parts of the text: what names something, what asks for something, what leans on what was
said before. A text that says all it means stands on its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from bot.questions.followup_words import FollowupWords, Leaning
from bot.questions.intents import FOLLOWING, LANGUAGES
from bot.questions.merging import (
    EMPTY,
    OF_ALL,
    IndexSaid,
    Merged,
    chases,
    compares,
    merged,
    of_all,
    regrouped,
    says_something,
)
from bot.questions.parsed import Parsed
from bot.questions.question import Choice, Question, complete
from bot.questions.shown import PAGED, Shown
from bot.questions.turns import RANKED, counts, goes_on, leans, lone_numbers, row_of, turned
from bot.questions.wishes import wish_of
from data.model import Name

MOST_COMPARED = 4
MOST_OFFERED = 8
OTHERWISE = frozenset({"help", "about", "off", "other", *LANGUAGES})
"""Phrases that ask for what no earlier question completes."""
ABOUT = frozenset({"index", "publisher", "announced", "participants", "difference"})
"""Phrases that ask about an index."""
OF_AN_INDEX = frozenset(
    {"rank", "why", "gaps", "weakest", "components", "part", "history", "records", "when-best", "reach", "strong",
     "changes", "change", "fall"}
)  # fmt: skip
"""Phrases that ask for what only an index tells of a province."""


class Followups:
    """Judges texts. Built once; pure afterwards. ``index`` gives an index by its id as if it had been said, and
    ``provinces`` a province's name by its id.
    """

    def __init__(self, words: FollowupWords, index: IndexSaid, provinces: Callable[[str], Name]) -> None:
        self._words = words
        self._index = index
        self._province = provinces

    def step(self, parsed: Parsed, alone: Question, shown: Shown) -> Question | Merged | str | None:
        """What the text means after what was ``shown``; ``alone`` is what it asks by itself.

        It is a question; or parts to be read together; or the command whose arguments the text is; or None where the
        text stands on its own.
        """
        assert parsed.explanation is not None
        leaning = self._words.leaning(parsed.explanation)
        if leaning.opened and all(cue.start < leaning.first for cue in parsed.explanation.cues if cue.asks == "rank"):
            parsed = replace(parsed, asks=parsed.asks - {"rank"})  # "what about" asks for nothing by itself
        wish = wish_of(parsed, alone, leaning, shown)
        if wish is not None:
            return wish
        last = shown.question
        counted = last is not None and last.n is not None and counts(leaning) and bool(lone_numbers(parsed, last))
        pointed = None if counted else _pointed(leaning.whole, shown)
        if pointed is not None:
            return pointed
        if last is not None and last.intent == "choose":
            chosen = _chosen(last, parsed, leaning)
            if chosen is not None:
                return chosen
            while last.intent == "choose" and last.then is not None:
                last = last.then
        if last is not None:
            last = _of_its_index(last, parsed, shown)
            named = bool(parsed.provinces)
            parsed = turned(parsed, last, leaning, shown.provinces or last.provinces)
            if parsed.provinces and not named:
                return merged(parsed, last, leaning, self._index)
        if _otherwise(parsed, alone, leaning, last):
            return None
        if shown.topic and _only_names(parsed):
            if shown.topic != "compare" or last is None or not last.provinces or len(parsed.provinces) != 1:
                return shown.topic
            return merged(replace(parsed, asks=parsed.asks | {"compare"}), last, leaning, self._index)
        if last is None or ("why" in parsed.asks and not (parsed.provinces or last.provinces)):
            return None
        if not self.continues(parsed, alone, last, leaning):
            return None
        return merged(self._meant(parsed, shown, last, leaning), last, leaning, self._index)

    def continues(self, parsed: Parsed, alone: Question, last: Question, leaning: Leaning) -> bool:
        """Whether the text leaves out what the last question said."""
        if not says_something(parsed):
            return False
        own = parsed.asks - EMPTY
        provinces = len(parsed.provinces) + len(parsed.unsure)
        topic = bool(parsed.indices or parsed.criteria or parsed.codes)
        sure = _surely(parsed, last, leaning)
        if sure is not None:
            return sure
        if provinces:
            first = last.intent == "comparison" and len(last.provinces) == 1
            lacking = first or (last.intent in ("tasks", "targets") and not last.provinces)
            return lacking and not (topic or own or parsed.region or parsed.agency)
        if leaning.pointing and (last.provinces or last.intent in ("table", "movers")):
            return True
        incomplete = alone.intent == "help" or _asks_for_an_index(alone)
        everywhere = of_all(parsed, last, leaning)
        if parsed.indices:
            asked = bool(parsed.asks & {"rank", "why"} or own) and not own & OF_ALL
            return (incomplete and not everywhere) or (asked and bool(last.provinces) and alone.intent == "table")
        if topic:
            return not own & OF_ALL or incomplete
        if parsed.region is not None:
            return incomplete or alone.intent in ("table", "unknown")
        if (parsed.agency or parsed.agency_said) and own & {"tasks"}:
            return last.intent == "tasks"
        return True

    def _meant(self, parsed: Parsed, shown: Shown, last: Question, leaning: Leaning) -> Parsed:
        """The parts with what the text points at: the criterion shown as the weakest, the province shown first; of the
        rows of a table that was asked for by their number any may be meant.
        """
        named = bool(parsed.indices or parsed.criteria or parsed.codes)
        one = last.index is not None and not last.indicator and "those" not in leaning.pointing
        weakest = shown.weakest if one else ""
        close = last.intent in ("gaps", "components") and "that" in leaning.pointing
        if weakest and not named and ("that-criterion" in leaning.pointing or close) and last.index is not None:
            parsed = replace(parsed, codes=[(last.index, weakest)])
        elsewhere = not (parsed.provinces or parsed.unsure or last.provinces)
        if elsewhere and leaning.pointing and shown.provinces:
            if len(shown.provinces) == 1 or (last.n or 1) == 1:
                parsed = replace(parsed, provinces=[(shown.provinces[-1 if last.bottom else 0], "")])
            else:
                parsed = replace(parsed, unsure=[tuple(map(self._province, shown.provinces[:MOST_OFFERED]))])
        return parsed


def _surely(parsed: Parsed, last: Question, leaning: Leaning) -> bool | None:
    """Whether the text goes on from the last question, where a word for it, or what is missing, makes that sure."""
    own = parsed.asks - EMPTY
    provinces = len(parsed.provinces) + len(parsed.unsure)
    topic = bool(parsed.indices or parsed.criteria or parsed.codes)
    held = {"index": "difference", "comparison": "compare"}.get(last.intent, "nothing")
    if len(parsed.indices) == 1 and not provinces and held in own:
        return True  # "khác gì SIPAS", "ai hơn về PCI"
    if parsed.indices and own & ABOUT and last.intent != "index" and not leaning.opened:
        return False
    if leaning.opened or compares(parsed, last) or chases(parsed, last) or regrouped(parsed, last, leaning):
        return True
    elsewhere = topic and own & OF_ALL and last.intent not in RANKED
    corrected = (parsed.asks & {"sorry", "not"} or goes_on(leaning)) and not elsewhere
    if (leaning.closed or corrected) and not (provinces and (topic or own)):
        return True
    if last.index is None and last.provinces and parsed.indices and not (provinces or own & OF_ALL or own & ABOUT):
        return True
    course = parsed.when.since is not None or parsed.when.back is not None
    if provinces == 1 and not topic and last.index is not None and (course or parsed.asks & OF_AN_INDEX):
        return not parsed.region  # "Bạc Liêu yếu chỗ nào"
    return True if provinces and leaning.nth and last.intent == "index" else None


def _otherwise(parsed: Parsed, alone: Question, leaning: Leaning, last: Question | None) -> bool:
    """Whether the text is about something that no earlier question completes."""
    if parsed.country or parsed.when.beyond or parsed.document_said or parsed.asks & OTHERWISE:
        return True
    lined = last is not None and last.intent in ("table", "reach") and parsed.bound is not None
    if parsed.score and not (lined or "reach" in parsed.asks):
        return True
    if alone.intent in FOLLOWING and not (leaning.opened or leaning.closed) and parsed.asks & {alone.intent}:
        return True
    named = parsed.provinces or parsed.unsure or parsed.indices or parsed.criteria
    return parsed.content > 0 and leaning.strange and not (named and leans(leaning))


def _of_its_index(last: Question, parsed: Parsed, shown: Shown) -> Question:
    """The last question, with the index that was asked about before where it is but a province and an index is needed:
    "Gia Lai PCI 2021", "Kon Tum", "mất điểm ở đâu".
    """
    about = shown.about
    named = parsed.indices or parsed.criteria or parsed.codes
    needed = bool(parsed.asks & OF_AN_INDEX) or bool(parsed.when.year and not parsed.asks - EMPTY)
    if about is None or last.intent != "profile" or last.index is not None or named or not needed:
        return last
    year, period = (last.year, last.period) if last.year else (about.year, about.period)
    return replace(last, intent="standing", index=about.index, indicator=about.indicator, year=year, period=period)


def _asks_for_an_index(alone: Question) -> bool:
    return alone.intent == "choose" and all(choice.kind == "index" for choice in alone.choices)


def _only_names(parsed: Parsed) -> bool:
    """Whether a text names something and asks for nothing."""
    named = parsed.provinces or parsed.unsure or parsed.indices or parsed.criteria or parsed.region or parsed.agency
    return bool(named) and not parsed.asks - EMPTY


def _pointed(whole: str, shown: Shown) -> Question | None:
    """The question of a text that is nothing but "xem tiếp", "cái thứ hai", "ai hơn?"."""
    last = shown.question
    kind, _, place = whole.partition("-")
    match kind:
        case "yes":
            return shown.options[0] if len(shown.options) == 1 else None
        case "nth":
            return _nth(shown, place)
        case "both" if last is not None and last.intent == "choose" and last.choices[0].kind == "province":
            return _compared(tuple(choice.id for choice in last.choices), _innermost(last))
        case "better" | "both":
            return _better(shown)
        case "further" if last is not None and last.intent in PAGED:
            return shown.further or last
        case "further" if last is not None and last.intent == "standing":
            return replace(last, intent="components", region=None)
        case "back" if last is not None and last.page:
            return replace(last, page=last.page - 1)
        case "back":
            return shown.before
        case _:
            return None


def _nth(shown: Shown, place: str) -> Question | None:
    """The option, or the province, that stands at a place ("1" … or "last") of what was shown."""
    at = row_of(place, shown.options or shown.provinces)
    if at is None:
        return None
    if shown.options:
        return shown.options[at]
    last = shown.question
    if last is None or last.intent not in ("table", "movers", "comparison"):
        return None
    intent: Literal["standing", "profile"] = "standing" if last.index else "profile"
    return Question(
        intent,
        provinces=(shown.provinces[at],),
        index=last.index,
        indicator=last.indicator,
        year=last.year,
        period=last.period,
    )


def _better(shown: Shown) -> Question | None:
    """Which of two is better: of those compared, or of the last two asked about one after the other."""
    last, before = shown.question, shown.before
    if last is None or last.intent in ("comparison", "table"):
        return last
    if before is None or len(last.provinces) != 1 or len(before.provinces) != 1 or last.provinces == before.provinces:
        return None
    return _compared((*before.provinces, *last.provinces), last)


def _compared(provinces: tuple[str, ...], like: Question) -> Question:
    return Question(
        "comparison",
        provinces=provinces[:MOST_COMPARED],
        index=like.index,
        indicator=like.indicator,
        year=like.year,
        period=like.period,
    )


def _innermost(question: Question) -> Question:
    while question.intent == "choose" and question.then is not None:
        question = question.then
    return question


def _chosen(last: Question, parsed: Parsed, leaning: Leaning) -> Question | None:
    """What a choice becomes by a text that names one of the options, or that only says another year."""
    if parsed.content or parsed.asks - EMPTY or parsed.region or parsed.agency:
        return None
    choice = _choice(last, parsed)
    year, period = parsed.when.year, parsed.when.period
    if choice is None:
        named = parsed.provinces or parsed.unsure or parsed.indices or parsed.criteria or parsed.codes
        return _in_year(last, year, period) if year and not named and last.choices[0].kind == "province" else None
    return _in_year(complete(last, choice), year, period) if year else complete(last, choice)


def _in_year(question: Question, year: int | None, period: str | None) -> Question:
    if question.intent == "choose" and question.then is not None:
        return replace(question, then=_in_year(question.then, year, period))
    return replace(question, year=year, period=period)


def _choice(last: Question, parsed: Parsed) -> Choice | None:
    """The one option that the text names; of provinces also one that was not offered."""
    kind = last.choices[0].kind
    if kind == "province":
        if parsed.indices or parsed.criteria:
            return None
        offered = {choice.id for choice in last.choices}
        meant = {id for id, _ in parsed.provinces} or {
            name.id for names in parsed.unsure for name in names if name.id in offered
        }
        return Choice("province", meant.pop()) if len(meant) == 1 else None
    if parsed.provinces or parsed.unsure:
        return None
    indices = {name.id for said in parsed.indices for name in said.names}
    criteria = {name.id for said in parsed.criteria for name in said.names}
    fitting = [
        choice
        for choice in last.choices
        if choice.id in criteria
        or (choice.id.partition(":")[0] in indices and (choice.kind == "index" or not criteria))
    ]
    return fitting[0] if len(fitting) == 1 else None
