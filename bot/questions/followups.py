"""Whether a text continues the conversation, and what it then asks: "năm 2021", "còn Thái Bình?", "cái thứ hai" (pure).

The judgement is made from the parts of the text: what names something, what asks for something, what leans on what was
said before. A text that says all it means stands on its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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
from bot.questions.picking import chosen, pointed
from bot.questions.question import Question
from bot.questions.shown import Shown
from bot.questions.turns import RANKED, counts, goes_on, leans, lone_numbers, turned
from bot.questions.wishes import wish_of
from data.model.names import Name

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
        picked = None if counted else pointed(leaning.whole, shown)
        if picked is not None:
            return picked
        if last is not None and last.intent == "choose":
            choice = chosen(last, parsed)
            if choice is not None:
                return choice
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
