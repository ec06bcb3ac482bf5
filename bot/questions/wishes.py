"""Wishes about following that lean on what was said before: "báo mình khi có mới", "thêm Hải Dương nữa" (pure)."""

from __future__ import annotations

from bot.questions.followup_words import Leaning
from bot.questions.intents import Intent
from bot.questions.merging import EMPTY
from bot.questions.parsed import Parsed
from bot.questions.question import Question
from bot.questions.shown import WISHES, Shown
from bot.questions.turns import row_of

ALREADY = frozenset({*WISHES, "rank"})
ALL = (" tat ca ", " moi thu ", " toan bo ", " everything ", " all ")
"""Words for everything there is, folded."""


def wish_of(parsed: Parsed, alone: Question, leaning: Leaning, shown: Shown) -> Question | None:
    """The wish that a text is after what was ``shown``; None if it is none, or one that says all it means. One of which
    only the province is unclear says the rest.
    """
    if alone.intent == "choose" and alone.then is not None and alone.then.intent in WISHES:
        return alone
    if alone.intent in WISHES:
        whole = alone.provinces or alone.index or alone.region or alone.choices or _says_all(parsed) or parsed.country
        return None if whole else _completed(alone.intent, leaning, shown)
    if not shown.wishes or leaning.strange or parsed.asks - EMPTY - ALREADY or parsed.when.year or parsed.codes:
        return None
    named = bool(parsed.provinces or parsed.indices)
    if "leave" in leaning.said or ("stop" in leaning.said and not named):
        return _given_up(parsed, leaning, shown)
    if named and (leaning.opened or leaning.closed or "add" in leaning.said):
        last = shown.wishes[-1]
        provinces, index = _named(parsed)
        return _wish("follow", provinces or last.provinces, index or last.index)
    return None


def _says_all(parsed: Parsed) -> bool:
    words = " ".join(parsed.explanation.known) if parsed.explanation is not None else ""
    return any(every in f" {words} " for every in ALL)


def _completed(intent: Intent, leaning: Leaning, shown: Shown) -> Question | None:
    """A wish that names nothing with what was shown last; to give up something, it has to be pointed at or a wish."""
    last = shown.question
    if intent == "unfollow" and shown.wishes:
        last = shown.wishes[-1]
    elif intent == "unfollow" and not leaning.pointing:
        return None
    if last is None or not (last.provinces or last.index):
        return None
    return _wish(intent, last.provinces, last.index)


def _given_up(parsed: Parsed, leaning: Leaning, shown: Shown) -> Question | None:
    """The wish that is given up: the one named, the one at the place pointed at, or the last."""
    provinces, index = _named(parsed)
    if provinces or index:
        fitting = [
            wish
            for wish in shown.wishes
            if (not provinces or set(provinces) <= set(wish.provinces)) and index in (None, wish.index)
        ]
        return _wish("unfollow", provinces or fitting[-1].provinces, index or fitting[-1].index) if fitting else None
    at = row_of(leaning.nth, [""] * len(shown.wishes)) if leaning.nth else -1
    if at is None:
        return None
    return _wish("unfollow", shown.wishes[at].provinces, shown.wishes[at].index)


def _named(parsed: Parsed) -> tuple[tuple[str, ...], str | None]:
    indices = {name.id for said in parsed.indices for name in said.names}
    return tuple(id for id, _ in parsed.provinces), indices.pop() if len(indices) == 1 else None


def _wish(intent: Intent, provinces: tuple[str, ...], index: str | None) -> Question:
    return Question(intent, provinces=provinces, index=index)
