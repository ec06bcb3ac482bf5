"""What the bot asks back: which province, index or criterion is meant, and what was not understood (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.names import Ambiguous, Found, Gazetteer, Unknown
from bot.names.normalize import fold, spell
from bot.questions.composition import MOST_COMPARED
from bot.questions.criteria import Settled
from bot.questions.dates import clean
from bot.questions.intents import Intent
from bot.questions.misspelt import LONGEST, a_slip_away
from bot.questions.parsed import Parsed
from bot.questions.phrases import SWEARS
from bot.questions.question import Choice, Question
from data.model.names import Name

SINGLE = ("components", "history", "gaps", "reach", "records", "tasks", "targets")
"""Answers on one province: if several are named, the bot asks which one."""
SHOW_EVERY_INDEX: dict[Intent, Intent] = {
    "profile": "profile",
    "standing": "profile",
    "comparison": "comparison",
    "tasks": "tasks",
    "targets": "targets",
}
"""The answers that show every index where several were named ("PAPI và SIPAS của Hưng Yên") and none is chosen."""
_MASHED = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|(?:asd|qwe|zxc)\w*|^[bcdfghjklmnpqrstvwxz]{4,}$")


class Clarification:
    """Asks back. Built once for a gazetteer; pure afterwards."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._indices = tuple(Choice("index", name.id) for name in gazetteer.all("index"))

    def choose(self, question: Question, parsed: Parsed, settled: Settled) -> Question:
        """A question that asks back about what is not clear: the criterion or index innermost, then the provinces."""
        unsure = [tuple(Choice("province", name.id) for name in names) for names in parsed.unsure]
        if question.intent in SINGLE and len(question.provinces) + len(unsure) > 1:
            named = (Choice("province", id) for id in question.provinces)
            unsure = [(*named, *(choice for choices in unsure for choice in choices))]
            question = replace(question, provinces=(), via="")
        kinds = {kind for kind, _ in settled.options}
        if question.versus is not None:
            pass
        elif kinds == {"index"} and question.intent in SHOW_EVERY_INDEX:
            question = replace(question, intent=SHOW_EVERY_INDEX[question.intent])
        elif settled.many and question.intent in SINGLE:
            question = replace(question, index=settled.many)
        elif kinds:
            question = _ask((Choice(kind, id) for kind, id in settled.options), question)
        elif question.intent in ("table", "movers", "index") and question.index is None:
            question = _ask(self._indices, question)
        elif question.intent == "profile" and parsed.region and len(question.provinces) + len(unsure) == 1:
            within = replace(question, intent="standing", region=parsed.region, heard=parsed.passed_wide)
            question = _ask(self._indices, within)
        for choices in unsure[:MOST_COMPARED]:
            question = _ask(choices, question)
        return question

    def not_understood(self, parsed: Parsed, text: str, meant: Callable[[Parsed], Question]) -> Question:
        """The question whether a province near the words not understood is meant: then ``meant`` is asked of it."""
        words = parsed.rest or parsed.country or clean(text)[:80]
        whole = self.a_name(text)
        if whole is not None:
            return whole
        if not _worth_repeating(words) or not SWEARS.isdisjoint(spell(clean(text)).split()):
            return Question("unknown", year=parsed.when.year)
        if parsed.country or parsed.provinces or parsed.asks & {"other", "off"}:
            return Question(
                "unknown", year=parsed.when.year, heard=words, topic="off" if parsed.asks & {"other", "off"} else ""
            )
        outcome = self._gazetteer.resolve(words)
        nearest = outcome.nearest if isinstance(outcome, Unknown) else _names(outcome)
        if not nearest:
            return Question("unknown", year=parsed.when.year, heard=words)
        choices = tuple(Choice("province", name.id) for name in nearest)
        lone = isinstance(outcome, Ambiguous) or len(words.split()) == 1
        if lone and (parsed.indices or parsed.criteria):
            return Question("choose", choices=choices, then=meant(parsed))
        return Question("unknown", year=parsed.when.year, choices=choices, heard=words, then=meant(parsed))

    def a_name(self, text: str) -> Question | None:
        """The question whether a short text, all of it, is a province with a slip, though it is a word of its own."""
        words = fold(text).split()
        outcome = self._gazetteer.resolve(text) if 2 <= len(words) <= LONGEST and not text.startswith("/") else None
        match outcome:
            case None:
                return None
            case Unknown():
                near = [name for name in outcome.nearest if a_slip_away("".join(words), name)]
            case Found():
                near = [outcome.name] if outcome.how != "exact" and outcome.via is None else []
            case Ambiguous():
                near = [name for name in outcome.names if a_slip_away("".join(words), name)]
        if not near:
            return None
        choices = tuple(Choice("province", name.id) for name in near)
        return Question("unknown", choices=choices, heard=clean(text)[:80], then=Question("profile"))


def _ask(choices: Iterable[Choice], then: Question) -> Question:
    return Question("choose", choices=tuple(choices), then=then)


def _names(outcome: Found | Ambiguous) -> tuple[Name, ...]:
    return (outcome.name,) if isinstance(outcome, Found) else outcome.names


def _worth_repeating(words: str) -> bool:
    """Whether the words can be shown as not understood: they are not just signs, nor keys hit at random ("asdkjh")."""
    parts = spell(words).split()
    mashed = [part for part in parts if _MASHED.search(fold(part))]
    return bool(parts) and not (mashed and all(part in mashed or len(part) <= 3 for part in parts))
