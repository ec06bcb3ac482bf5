"""The line that provinces are to be above or below: "trên 45 điểm", "below the median", "cao hơn Hà Nội" (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.names import Found, Mention
from bot.questions.explanation import Item
from bot.questions.question import Bound
from bot.questions.sentence import SCORE
from bot.questions.vocabulary import ASKING, FILLER

REACH = 4
"""The line stands at most this many items after the word that says on which side."""
SKIPPED = (FILLER, ASKING, "nothing", "rank", "top", "but")


def bound_of(items: Sequence[Item], score: str, median: bool) -> Bound | None:
    """The first bound that the items say. ``score`` is the score that was taken out, as typed; ``median`` whether the
    middle that is meant is the median.
    """
    for at, item in enumerate(items):
        if isinstance(item.what, Mention) or item.what.asks not in ("above", "below"):
            continue
        side = "above" if item.what.asks == "above" else "below"
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


def _is_score(item: Item) -> bool:
    return not isinstance(item.what, Mention) and item.what.asks == SCORE


def _number(score: str) -> float:
    digits = "".join(char for char in score.replace(",", ".") if char.isdecimal() or char == ".").strip(".")
    return float(digits)
