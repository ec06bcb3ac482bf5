"""The line that provinces are to be above or below: "trên 45 điểm", "below the median", "cao hơn Hà Nội" (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bot.names import Found, Mention, fold
from bot.questions.question import Bound
from bot.questions.sentence import SCORE
from bot.questions.vocabulary import ASKING, FILLER, Item

REACH = 4
"""The line stands at most this many items after the word that says on which side."""
MIDDLE = frozenset({"average", "mean", "median"})
MOST_DIGITS = 2
COUNTED_UNITS = frozenset(
    fold("bậc hạng năm tỉnh lần nội tiêu places ranks years provinces times criteria dimensions").split()
)
"""Words after a number that make it no score."""
SKIPPED = (FILLER, ASKING, "nothing", "rank", "top", "but")


MORE, LESS = (
    frozenset(fold("cao nhiều lớn higher more better").split()),
    frozenset(fold("thấp kém ít nhỏ lower less worse fewer").split()),
)
BETTER = frozenset(fold("tốt giỏi khá mạnh sạch").split())
"""Words that say the side of a following "hơn" or "than"."""


def bound_of(items: Sequence[Item], words: Sequence[str], score: str, median: bool) -> Bound | None:
    """The first bound that the items say. ``score`` is the score that was taken out, as typed; ``median`` whether the
    middle that is meant is the median.
    """
    for at, item in enumerate(items):
        side = _side(item, words)
        if side is None:
            continue
        own = set(words[item.start : item.end])
        if own & MIDDLE or {"trung", "binh"} <= own or {"trung", "vi"} <= own:  # "below the national average"
            return Bound(side, "median" if median else "mean")
        number = words[item.end] if item.end < len(words) else ""
        unit = words[item.end + 1] if item.end + 1 < len(words) else ""
        if number.isdecimal() and len(number) <= MOST_DIGITS and unit not in COUNTED_UNITS:
            return Bound(side, "score", float(number))  # "above 7 on control of corruption"
        for after in items[at + 1 : at + 1 + REACH]:
            what = after.what
            if isinstance(what, Mention):
                if what.kind == "province" and isinstance(what.outcome, Found):
                    return Bound(side, "province", province=what.outcome.name.id)
                continue
            if what.asks == SCORE and score:
                return Bound(side, "score", _number(score))
            if what.asks in ("mean", "average"):
                return Bound(side, "median" if median else "mean")
            if what.asks not in SKIPPED:
                break
        if score and at and _is_score(items[at - 1]):  # "45 điểm trở lên"
            return Bound(side, "score", _number(score))
    return None


def across(bound: Bound) -> Bound:
    """The bound of the scores where more or less of an evil is said: more bribery is the lower score. A number is that
    of a score.
    """
    if bound.of == "score":
        return bound
    return replace(bound, side="below" if bound.side == "above" else "above")


def _side(item: Item, words: Sequence[str]) -> Literal["above", "below"] | None:
    if isinstance(item.what, Mention):
        return None
    match item.what.asks:
        case "above":
            return "above"
        case "below":
            return "below"
        case "compare" if words[item.end - 1] == "hon" and len(words) > item.end:  # "tỉnh nào cao hơn Quảng Ninh"
            degree = words[item.end - 2]
            return "above" if degree in MORE | BETTER else "below" if degree in LESS else None
        case "beside" if words[item.start] in ("hon", "than"):  # "điểm cao nào hơn", "a higher score than"
            before = words[max(0, item.start - 3) : item.start]
            if not LESS.isdisjoint(before):
                return "below"
            return "above" if not (MORE | BETTER).isdisjoint(before) else None
    return None


def _is_score(item: Item) -> bool:
    return not isinstance(item.what, Mention) and item.what.asks == SCORE


def _number(score: str) -> float:
    digits = "".join(char for char in score.replace(",", ".") if char.isdecimal() or char == ".").strip(".")
    return float(digits)
