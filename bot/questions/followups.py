"""The last question completes what is said next: "năm 2021", "còn Thái Bình?", "so với Hà Nội" (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.questions.intents import Intent
from bot.questions.parsed import Parsed, Said
from bot.questions.question import Question

IndexSaid = Callable[[str], Said]

_OPENING = re.compile(
    r"(?:(?:thế|vậy|the|vay|rồi|roi|à|ừ|ok|and|và|va|or|hay|then|so)[\s,]{1,3}){0,6}"
    r"(?:còn|con|thế|thì sao|so sánh với|so sanh voi|so với|so voi|với|voi|và|va|vs\.?|and|what about|how about"
    r"|what of|compare[d]? (?:it )?(?:with|to)|versus|against|than|cao hơn|thấp hơn|hơn|kém)\s{1,3}\S",
    re.IGNORECASE,
)
_UNDATED = frozenset({"history", "tasks", "due", "targets"})
"""The kinds of answer that have no year unless one is named."""
_INSIDE = re.compile(r"(?:(?:thế|còn|và|and)\s{1,3}){0,6}(?:trong|in|within)\b", re.IGNORECASE)
_ASKS: dict[Intent, str] = {
    "components": "components",
    "comparison": "compare",
    "history": "history",
    "gaps": "gaps",
    "tasks": "tasks",
    "targets": "targets",
    "table": "table",
    "index": "index",
}
"""The phrase that would have asked for a kind of answer."""
_OF_ALL = frozenset({"top", "bottom", "table", "who", "nation"})
"""Phrases that ask for all provinces."""
_EMPTY = frozenset({"rank", "nothing", "beside", "hello", "thanks", "please", "why"})
"""Phrases that do not ask for any kind of answer by themselves."""


def completed(parsed: Parsed, alone: Question, last: Question, text: str, index: IndexSaid) -> Parsed | None:
    """The parts of a text, completed by those of ``last`` that it leaves out; None if it stands on its own.

    ``alone`` is what the text asks by itself. Whatever the text says takes precedence: a province replaces the last one
    (or is compared with it after "so với" or a comparison), a year replaces the last year; the criterion stays as long
    as the index does.
    """
    if any(choice.kind == "province" for choice in last.choices):
        return None
    while last.intent == "choose" and last.then is not None:
        last = last.then
    if last.intent in ("choose", "unknown", "help", "about"):
        return None
    if (
        parsed.passed
        or parsed.score
        or parsed.country
        or parsed.when.beyond
        or parsed.asks & {"help", "about", "off", "other"}
    ):
        return None
    opened = _OPENING.match(text) is not None
    against = "beside" in parsed.asks and not parsed.asks & {"nation", "average", "who"}
    against = against and len(parsed.provinces) + len(parsed.unsure) == 1 and bool(last.provinces)
    if not (opened or against or _means_nothing(parsed, alone)):
        return None
    if len(parsed.provinces) + len(parsed.unsure) > 1 or not _says_something(parsed):
        return None
    return _merged(parsed, last, index, against, of_all=_of_all(parsed, text))


def _means_nothing(parsed: Parsed, alone: Question) -> bool:
    """Whether the text alone could only be answered with help: it has just a time, a number, or no province."""
    if alone.intent == "help":
        return bool(alone.topic) and alone.topic not in ("hello", "thanks")
    if parsed.codes and not (parsed.indices or parsed.criteria or parsed.asks):
        return True
    if alone.intent == "choose":
        return not parsed.indices and not parsed.criteria and all(choice.kind == "index" for choice in alone.choices)
    bare = bool(parsed.asks - _EMPTY) or parsed.when.year is not None or bool(parsed.when.back or parsed.codes)
    return alone.intent == "unknown" and (bare or parsed.when.against)


def _says_something(parsed: Parsed) -> bool:
    when = parsed.when
    named = parsed.provinces or parsed.unsure or parsed.indices or parsed.criteria or parsed.codes or parsed.region
    return bool(
        named
        or parsed.n
        or parsed.place
        or parsed.agency
        or parsed.asks - {"hello", "thanks", "please"}
        or when.year
        or when.back
        or when.against
    )


def _of_all(parsed: Parsed, text: str) -> bool:
    """Whether all provinces are asked for, whichever was asked about before."""
    if parsed.provinces or parsed.unsure:
        return False
    if parsed.asks & {"nation", "average"} and parsed.asks & {"beside", "compare"}:
        return False
    region = parsed.region is not None and not _INSIDE.match(text)
    return bool(region or parsed.asks & _OF_ALL or parsed.n or parsed.place)


def _merged(parsed: Parsed, last: Question, index: IndexSaid, against: bool, of_all: bool) -> Parsed:
    own_asks = parsed.asks - _EMPTY
    asks = set(parsed.asks)
    named = bool(parsed.provinces or parsed.unsure)
    provinces = list(parsed.provinces)
    comparing = bool(last.provinces) and named and (against or "compare" in asks or last.intent == "comparison")
    if (comparing or not named) and not of_all:
        before = [(id, "") for id in last.provinces]
        if before and last.via:
            before[0] = (before[0][0], last.via)
        provinces = before + [pair for pair in provinces if pair[0] not in last.provinces]
    if comparing:
        asks.add("compare")
    tabular = last.intent == "table" and not named and not own_asks
    asked_again = not own_asks and not of_all and not comparing and not (last.intent in ("table", "index") and named)
    if last.intent == "index" and (parsed.when.year or named):
        asked_again = False
    if last.intent == "history" and parsed.when.year and not parsed.when.since:
        asked_again = False  # one year of a history is a standing
    if asked_again and last.intent in _ASKS:
        asks.add(_ASKS[last.intent])
        asks |= {"bottom"} if last.intent == "table" and last.bottom else set()
    indices, codes = list(parsed.indices), list(parsed.codes)
    if not indices and last.index is not None:
        indices = [index(last.index)]
        if last.indicator and not parsed.criteria and not codes:
            codes = [(last.index, last.indicator)]
    when = parsed.when
    if when.year is None and when.back is None:
        other = bool(last.period and parsed.indices) or bool(own_asks & _UNDATED)
        again = asked_again and last.intent == "history"
        when = replace(
            when,
            year=None if other else last.year,
            period=None if other else last.period,
            since=last.since if again else None,
            back=last.n if again else None,
        )
    return replace(
        parsed,
        when=when,
        provinces=provinces,
        indices=indices,
        codes=codes,
        asks=frozenset(asks),
        region=parsed.region or (None if last.intent == "table" and (named or of_all) else last.region),
        agency=parsed.agency or last.agency,
        n=parsed.n or (last.n if tabular and not parsed.place else None),
        rest="",
        place=parsed.place or (last.place if tabular and not parsed.n else None),
    )
