"""What a text picks of what was shown: "cái thứ hai", "xem tiếp", "ai hơn?", or one of the options offered (pure)."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from bot.questions.merging import EMPTY
from bot.questions.parsed import Parsed
from bot.questions.question import Choice, Question, complete
from bot.questions.shown import PAGED, Shown
from bot.questions.turns import row_of

MOST_COMPARED = 4


def pointed(whole: str, shown: Shown) -> Question | None:
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
            return replace(last, intent="components", region=None, carried=last.year is not None)
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
        carried=last.year is not None,
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
        carried=like.year is not None,
    )


def _innermost(question: Question) -> Question:
    while question.intent == "choose" and question.then is not None:
        question = question.then
    return question


def chosen(last: Question, parsed: Parsed) -> Question | None:
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
