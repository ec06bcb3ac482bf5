"""Which end of a table the worst of an evil is at: most bribery is the bottom of the table (pure).

The words are looked at one by one, beside the phrases of the lexicon, for the name of a criterion often holds a part
of them ("nước bẩn nhất").
"""

from __future__ import annotations

from typing import Literal

from bot.questions import evil_measures
from bot.questions.evil_measures import HIGHEST, LOWEST
from bot.questions.evil_words import (
    AFTER,
    AGAINST,
    CLOSING,
    DEEDS,
    EASED,
    EASES,
    ENDING,
    EST,
    EVILS,
    FLAWS,
    GROWS,
    HARD,
    LACK,
    LESSEN,
    LITTLE,
    LOW,
    MUCH,
    NO_REASON,
    NO_SUPERLATIVE,
    NOT_AFTER,
    NUMBER_ASKED,
    PRAISED,
    TURNED,
    WHY,
    WINDOW,
    Text,
    WordList,
)
from bot.questions.phrases import OF

End = Literal["", "top", "bottom"]

FAR = 14
"""So many words after "why" may stand what is low."""
NEAR = 3
"""So many words after "nhất", "most" or an evil are looked at."""
LISTED = ["danh", "sach"]
"""Neither "đánh" nor "sạch"."""


def end_of(text: Text) -> End:
    """The end of the table that the last superlative of an evil or a flaw asks for; '' where none is said."""
    for at in range(len(text.words) - 1, -1, -1):
        end: End = ""
        if text.words[at] in ("nhat", "nhut"):
            end = _of_nhat(text, at) if _is_superlative(text, at) else ""
        elif text.words[at] in ("most", "least", "fewest"):
            end = _of_most(text, at) or _of_measure(text, at, much=text.words[at] == "most")
        elif text.words[at] in HIGHEST or text.words[at] in LOWEST:
            end = _of_measure(text, at, much=text.words[at] in HIGHEST)
        elif text.words[at] in EST:
            end = "bottom"
        if end and not _ends_a_range(text, at):
            return end
    return ""


def why_low(text: Text) -> bool:
    """Whether it is asked why something is low: "sao PAR của Bạc Liêu năm 2023 thấp quá vậy"."""
    for at in range(len(text.words)):
        size = WHY.at(text, at, plain=True)
        if not size or text.words[at - 1 if at else 0] in NO_REASON or NUMBER_ASKED.intersection(text.words):
            continue
        for place in range(at + size, min(at + size + FAR, text.end(at))):
            low = LOW.at(text, place, plain=True)
            if low and _after(text, place + low) not in ("nhat", "hon", "than"):
                return True
    return False


def _ends_a_range(text: Text, at: int) -> bool:
    """Whether a superlative is the second of two: "từ nhiều nhất đến ít nhất", "from most to least corrupt"."""
    words = text.words
    return any(words[one] in ("tu", "from") for one in range(max(0, at - WINDOW), at)) and any(
        words[one] in ("den", "toi", "to", "xuong") for one in range(max(1, at - 3), at)
    )


def _is_superlative(text: Text, at: int) -> bool:
    before = text.words[at - 1] if at else ""
    after = text.words[at + 1] if at + 1 < len(text.words) else ""
    spelt = text.typed[at].isascii() or text.typed[at] in ("nhất", "nhứt")
    return bool(before) and spelt and before not in NO_SUPERLATIVE and after not in NOT_AFTER


def _of_nhat(text: Text, at: int) -> End:
    """The end that "nhất" at a place asks for."""
    first = text.start(at)
    bad = _first(text, at, EVILS, DEEDS, FLAWS)
    if bad is not None and bad >= first:
        return _unless_lessened(text, bad)
    if text.words[at - 1] == "cao":
        bad = _first(text, at - 1, EVILS, DEEDS)
        return _of_measure(text, at, much=True, start=at - 1) if bad is None else _unless_lessened(text, bad)
    much, little = MUCH.before(text, at), LITTLE.before(text, at)
    if much is not None:
        end = "bottom" if much and text.words[much - 1] == "bi" else _of_quantity(text, first, at)
        return end or _of_measure(text, at, much=True, start=much)
    if little is not None:
        return "top" if _of_quantity(text, first, at) else _of_measure(text, at, much=False, start=little)
    if EASED.before(text, at) is not None and text.typed[at - 1] == "đỡ":
        return "top"
    return _of_far(text, first, at)


def _of_measure(text: Text, at: int, *, much: bool, start: int | None = None) -> End:
    """The end that much or little of an evil asks for, whatever stands between; ``start`` is where the words that say
    how much begin, if before ``at``.
    """
    start = at if start is None else start
    if TURNED.intersection(text.words[text.start(at) : at]) or _turned_before(text, start):
        return ""
    if evil_measures.before(text, start) is None and evil_measures.after(text, at + 1) is None:
        return ""
    return "bottom" if much else "top"


def _turned_before(text: Text, end: int) -> bool:
    return any(words.before(text, end) is not None for words in (EASES, GROWS))


def _first(text: Text, end: int, *kinds: WordList) -> int | None:
    """Where the longest phrase of these kinds begins that ends right before a word."""
    found = [one for one in (words.before(text, end) for words in kinds) if one is not None]
    return min(found, default=None)


def _of_quantity(text: Text, first: int, at: int) -> End:
    """The end that "nhiều nhất" asks for: the bottom, where it is said of an evil."""
    for place in (*range(at - 1, first - 1, -1), *range(at + 1, min(at + 1 + NEAR, text.end(at)))):
        size = evil_measures.size_of(text, place)
        if size and not _guarded(text, place) and _after(text, place + size) not in AFTER:
            inner = max((place - before for before in (1, 2, 3) if _spans(text, place - before, place)), default=None)
            if inner is None or not _guarded(text, inner):
                return "bottom"
    return ""


def _spans(text: Text, at: int, place: int) -> bool:
    """Whether an evil that begins at one place goes beyond another ("chi" within "lại chi ngầm")."""
    return at >= 0 and at + evil_measures.size_of(text, at) > place


def _of_far(text: Text, first: int, at: int) -> End:
    """The end that "nhất" asks for, some words after what it belongs to: "giấu sổ thu chi nhất"."""
    praised = PRAISED.before(text, at)
    praises = any(PRAISED.at(text, one) for one in range(first, at))
    for place in range(at - 2, first - 1, -1):
        if (
            text.words[place] == "nhieu"
            and text.typed[place] in ("nhieu", "nhiều")
            and not _spans(text, place - 1, place)
        ):
            return "bottom" if _of_quantity(text, place, at) else "top"
        if LACK.at(text, place, plain=True) and (praised is None or praised == place + 1 or text.words[place] == "it"):
            evil = any(evil_measures.size_of(text, one) or FLAWS.at(text, one) for one in range(place + 1, at))
            return "top" if evil else "bottom"
        if not praises and (DEEDS.at(text, place) or HARD.at(text, place)) and not _guarded(text, place):
            return _unless_lessened(text, place)
    return ""


def _of_most(text: Text, at: int) -> End:
    """The end that "most" or "least" asks for."""
    end = text.end(at)
    little = text.words[at] in ("least", "fewest")
    for place in range(at + 1, min(at + 1 + NEAR, end)):
        size = max(evil_measures.size_of(text, place), FLAWS.at(text, place))
        if not size and (text.words[place] in OF or text.words[place] in ENDING):
            break
        if size and (place == at + 1 or not _guarded(text, place)) and _after(text, place + size) not in AFTER:
            return "top" if little else "bottom"
    if not (at + 1 >= end or text.words[at + 1] in CLOSING or _is_mark(text, at + 1)):
        return ""
    first = text.start(at)
    if TURNED.intersection(text.words[first:at]):
        return ""
    for place in range(at - 1, first - 1, -1):
        if evil_measures.size_of(text, place) and not _guarded(text, place):
            return "top" if little else "bottom"
    return ""


def _is_mark(text: Text, at: int) -> bool:
    return text.words[at].startswith("q") and text.words[at].endswith("q")


def _unless_lessened(text: Text, at: int) -> End:
    """The bottom for an evil that begins at a place; the top where there is little of it; '' where it is fought."""
    if LESSEN.before(text, at) is not None:
        return "top"
    return "" if _guarded(text, at) else "bottom"


def _guarded(text: Text, at: int) -> bool:
    """Whether what is against an evil stands right before it, or what makes it the criterion after all."""
    before = at - 1 if at and text.words[at - 1] in ("nan", "tinh", "viec", "su", "the", "vu") else at
    if before and text.words[before - 1] in OF:
        return True
    fought = (AGAINST.before(text, end) for end in (before, before - 1) if end > 0)
    return any(
        one is not None and LISTED not in (text.words[one : one + 2], text.words[one - 1 : one + 1]) for one in fought
    )


def _after(text: Text, at: int) -> str:
    return text.words[at] if at < len(text.words) else ""
