"""The parts of a text and the kind of answer it asks for -> the question, as if nothing had to be asked back (pure)."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot import commands
from bot.questions.bounds import across
from bot.questions.criteria import Settled
from bot.questions.intents import OF_TASKS, Intent, aspect, bottom
from bot.questions.parsed import MOST_PROVINCES, Parsed
from bot.questions.question import Bound, Question

MOST_COMPARED = 4
CHANGES = frozenset({"changes", "change", "fall", "movers", "fallers"})
FIRST = frozenset({"nhat", "nhut"})
REGIONAL = ("table", "standing", "comparison", "movers", "follow", "unfollow")
"""Answers that a region narrows; a place within a region is asked of a standing."""


class QuestionBuilder:
    """Makes questions. ``dated`` are the indices with running scores, named by their dates."""

    def __init__(self, dated: tuple[str, ...]) -> None:
        self._dated = dated

    def compose(
        self, intent: Intent, parsed: Parsed, settled: Settled, command: commands.Command | None = None
    ) -> Question:
        """The question of the parts of a text, or of a ``command``'s arguments."""
        return self._dated_index(self._plain(intent, parsed, settled, command))

    def _plain(self, intent: Intent, parsed: Parsed, settled: Settled, command: commands.Command | None) -> Question:
        """The question as it would be if nothing had to be asked back."""
        when, table = parsed.when, intent == "table"
        ranked = intent in ("table", "movers")
        aimed = intent == "reach"
        bound = parsed.bound if table or aimed else None
        ids = tuple(id for id, _ in parsed.provinces)
        if aimed and bound is not None and bound.of == "province" and parsed.rival in ids:
            bound = replace(bound, side="above", province=parsed.rival)
        if aimed and bound is not None and bound.of in ("mean", "median"):
            bound = replace(bound, side="above")
        bound = bound or _line(parsed, intent, ids)
        if bound is not None and bound.of == "province":
            ids = tuple(id for id in ids if id != bound.province)
        elif aimed and len(ids) == 2:
            rival = parsed.rival if parsed.rival in ids else ids[1]
            ids, bound = tuple(id for id in ids if id != rival), Bound("above", "province", province=rival)
        document = _document(parsed) if intent == "tasks" else None
        back = when.back if intent == "history" else None
        place = parsed.place
        if aimed and place is None:
            first = "top" in parsed.asks or _says_first(parsed)
            place = parsed.n or (1 if first and bound is None and not parsed.group else None)
        index, versus = settled.index, None
        if intent == "index" and settled.index is None:
            pair = [id for kind, id in settled.options if kind == "index"]
            if len(pair) == 2 and "difference" in parsed.asks:
                index, versus = pair
        year = when.year
        if intent == "comparison" and year is None:
            year = when.beside  # "ai hơn năm ngoái" of two provinces is asked of that year
        if document is not None and any(
            one.id == document and one.date.startswith(str(year)) for one in parsed.documents
        ):
            year = None  # "chỉ thị 18 năm 2018"
        asked_when = intent == "index" and when.period is None  # "when is 2024 announced"
        if when.announced and year and index is not None and index not in self._dated and not asked_when:
            year -= 1
        return Question(
            intent,
            provinces=ids[:MOST_COMPARED],
            index=index,
            indicator=settled.indicator,
            year=year,
            period=None if when.announced and index not in self._dated else when.period,
            region=parsed.region if intent in REGIONAL else None,
            agency=parsed.agency if intent == "tasks" else None,
            n=parsed.n if ranked else back,
            bottom=table and not parsed.group and bottom(parsed, command),
            via=parsed.provinces[0][1] if parsed.provinces else "",
            heard=_passed_over(intent, parsed, settled),
            since=when.since if intent in ("history", "targets") else None,
            topic=_topic(intent, parsed, command),
            left_out=ids[MOST_COMPARED:],
            place=place if table or aimed else None,
            place_to=parsed.place_to if table else None,
            group=parsed.group if table or aimed else "",
            bound=bound,
            direction=_direction(parsed) if intent == "movers" else "",
            document=document,
            versus=versus,
            evil=parsed.evil and ranked,
            agency_said=parsed.agency_said if intent == "tasks" and parsed.agency is None else "",
        )

    def _dated_index(self, question: Question) -> Question:
        """The question with a day kept only for an index that has days; for the others the day's year counts."""
        if question.period is None:
            return question
        if question.index is None and len(self._dated) == 1 and question.intent in ("profile", "table"):
            intent: Intent = "standing" if question.intent == "profile" else question.intent
            return replace(question, index=self._dated[0], intent=intent)
        if question.index is not None and self._dated and question.index not in self._dated:
            return replace(question, period=None)
        return question


def _line(parsed: Parsed, intent: Intent, ids: tuple[str, ...]) -> Bound | None:
    """The line that a goal or a table names without saying on which side of it."""
    if intent == "reach" and parsed.score:
        return Bound("above", "score", float(parsed.score.rstrip("% ").replace(",", ".")))
    beyond_places = [number for number in parsed.numbers if number > MOST_PROVINCES]
    if intent == "reach" and beyond_places and not (parsed.place or parsed.n or parsed.group):
        return Bound("above", "score", float(beyond_places[0]))
    if intent == "reach" and parsed.middle and not parsed.place and not parsed.group:
        return Bound("above", parsed.middle)
    if intent == "table" and len(ids) == 1 and parsed.rival in ids:
        line = Bound("below" if "below" in parsed.asks else "above", "province", province=parsed.rival)
        return across(line) if parsed.outweighed else line
    return None


def _says_first(parsed: Parsed) -> bool:
    """Whether the goal is the first place in a word of its own ("còn bao nhiêu điểm nữa thì nhất")."""
    return parsed.explanation is not None and not FIRST.isdisjoint(parsed.explanation.known)


def _document(parsed: Parsed) -> str | None:
    """The one document whose number was said: of the province named, else the only one of that number."""
    slugs = {id for id, _ in parsed.provinces}
    own = [one.id for one in parsed.documents if one.province in slugs]
    found = own or [one.id for one in parsed.documents]
    return found[0] if len(found) == 1 or own else None


def _direction(parsed: Parsed) -> Literal["", "up", "down"]:
    up = bool(parsed.asks & {"movers", "change"})
    down = bool(parsed.asks & {"fallers", "fall"})
    if up == down or "either" in parsed.asks or parsed.turn:
        return "" if parsed.turn == "both" else parsed.turn
    return "up" if up else "down"


def _topic(intent: Intent, parsed: Parsed, command: commands.Command | None) -> str:
    if intent == "tasks" and command is not None and command.name in OF_TASKS:
        return command.name
    if intent == "index":
        return aspect(parsed)
    if intent == "components" and (parsed.asks & CHANGES or parsed.when.against or parsed.when.since):
        return "changes"
    return "regions" if intent == "table" and "region-means" in parsed.asks and parsed.region is None else ""


def _passed_over(intent: Intent, parsed: Parsed, settled: Settled) -> str:
    """What was said and plays no part in the answer, as typed; words without content are left out."""
    words = parsed.passed if intent == "tasks" else parsed.passed_wide
    score = "" if intent == "reach" or (parsed.bound is not None and parsed.bound.of == "score") else parsed.score
    parts = [parsed.when.beyond, score, words, parsed.country]
    if settled.indicator is None and not settled.options and not settled.many:
        parts += [code for _, code in parsed.codes]  # a criterion that does not exist
    if parsed.region and intent not in REGIONAL:
        parts.append(parsed.region_said)
    return ", ".join(dict.fromkeys(part for part in parts if part))
