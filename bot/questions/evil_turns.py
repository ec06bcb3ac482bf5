"""Which way an evil turned, and the scores with it: less of it is a rise (pure)."""

from __future__ import annotations

from typing import Literal

from bot.questions.evil_measures import BEGINNINGS, DROPS_IN, NOT_SO, OF_DEGREE, PRAISED_THINGS, RISES_IN, head, size_of
from bot.questions.evil_words import (
    DEEDS,
    EASES,
    EITHER,
    EVILS,
    FEWER,
    GROWS,
    LESS_GOOD,
    LOWERS,
    MORE_GOOD,
    RAISES,
    SCORED,
    Text,
    WordList,
)
from bot.questions.phrases import OF

Turn = Literal["", "up", "down", "both"]

NEAR = 3
"""So many words after an evil are looked at in any case, and to the end of its clause."""
TURNS: tuple[tuple[WordList, Turn], ...] = ((EASES, "up"), (GROWS, "down"))
"""How an evil turned, and the scores with it."""
WAYS: tuple[tuple[WordList, Turn], ...] = ((LESS_GOOD, "down"), (MORE_GOOD, "up"), (FEWER, "down"))
"""Words of their own that tell how scores turned."""

DOUBTFUL = frozenset(("bot", "do", "voi"))
"""Without accents these are hardly "bớt", "đỡ", "vơi", unless they stand beside an evil."""
TURNING = frozenset().union(EVILS.first, DEEDS.first, *(words.first for words, _ in WAYS))
"""The words of which one stands in every text that tells how scores turned."""


def evil_turn(text: Text) -> Turn:
    """Whether less or more of an evil is said: a rise or a fall of the scores."""
    if BEGINNINGS.isdisjoint(text.words):
        return ""
    turns = [_of_evil(text, at, at + size)[0] for at in range(len(text.words)) if (size := size_of(text, at))]
    return next((turn for turn in turns if turn), "")


def turn_of(text: Text) -> Turn:
    """Whether scores rose or fell, as plain words say: less bribery and cleaner water are a rise; '' if none says."""
    said = set(text.words)
    if any(pair <= said for pair in EITHER):
        return "both"
    if said.isdisjoint(TURNING):
        return ""
    found: set[Turn] = set()
    at = 0
    while at < len(text.words):
        evil = size_of(text, at)
        turn: Turn = ""
        size = evil
        if evil:
            turn, end = _of_evil(text, at, at + evil)
            size = end - at
        else:
            for words, way in WAYS:
                here = words.at(text, at, plain=True)
                if here > size and not (here == 1 and words is not LESS_GOOD and _upon_evil(text, at + here)):
                    turn, size = way, here
        found |= {turn} - {""}
        at += max(size, 1)
    return found.pop() if len(found) == 1 else ""


def _upon_evil(text: Text, end: int) -> bool:
    """Whether an evil follows what rises or falls, with at most a word of degree between."""
    return any(size_of(text, at) for at in range(end, min(end + 2, len(text.words))))


def _of_evil(text: Text, at: int, end: int) -> tuple[Turn, int]:
    """What the turn of an evil is for the scores, and the end of the words that say so."""
    start = _before_degrees(text, at)
    for place in {at, head(text, at)[0], start}:
        if LOWERS.before(text, place) is not None or DROPS_IN.before(text, place) is not None:
            return "up", end
        if RAISES.before(text, place) is not None or RISES_IN.before(text, place) is not None:
            return "down", end
    if text.words[at - 1 if at else 0] in OF:
        return "", end
    for after in range(end, max(min(end + NEAR, len(text.words)), text.end(at))):
        if text.words[after] in SCORED or PRAISED_THINGS.at(text, after, plain=True):
            break
        for words, turn in TURNS:
            size = words.at(text, after, plain=after < end + NEAR or text.words[after] not in DOUBTFUL)
            if size and _after(text, after + size) not in SCORED:
                return "both" if text.words[after - 1] in NOT_SO else turn, after + size
    return "", end


def _before_degrees(text: Text, at: int) -> int:
    """Where the words begin that say how an evil is measured and how much it turned: "giảm" "mạnh nhất tình trạng"."""
    start = head(text, at)[0]
    while start and text.words[start - 1] in OF_DEGREE:
        start -= 1
    return start


def _after(text: Text, at: int) -> str:
    return text.words[at] if at < len(text.words) else ""
