"""A question as a short text of ids, and back: ``s|hung-yen|papi|4|2024``. Pure.

A letter for its kind and nine fields parted by ``|``, trailing empty ones dropped; the rarer parts of a question share
the last field. Buttons (``bot.callbacks``), links and pages carry questions so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal, cast

from bot.questions import Bound, Intent, Question
from bot.questions.question import TableGroup
from data.periods import first_day

INTENTS: dict[Intent, str] = {
    "profile": "p",
    "standing": "s",
    "components": "c",
    "table": "t",
    "comparison": "v",
    "history": "h",
    "gaps": "g",
    "tasks": "w",
    "targets": "m",
    "movers": "b",
    "reach": "r",
    "records": "k",
    "index": "i",
    "help": "?",
    "about": "a",
}
LETTERS = {letter: intent for intent, letter in INTENTS.items()}
NO_INDICATOR = "*"
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
NUMBER = re.compile(r"[0-9]{0,3}")


YEAR = re.compile(r"(?:199|20\d)\d")
BOUND = re.compile(r"([<>])(?:(mean|median)/|(score)/(\d{1,3}(?:\.\d{1,4})?)|(province)/([a-z]+(?:-[a-z]+)*))")
GROUPS = ("lowest", "low-average", "high-average", "highest")
TOPICS = (
    "changes",
    "regions",
    "announced",
    "publisher",
    "participants",
    "difference",
    "general",
    "overdue",
    "progress",
)
ANY_ID = re.compile(r"[a-z0-9]*(-[a-z0-9]+)*")

FIELDS = 10


def text_of(question: Question) -> str | None:
    """The text of a question; None for one of a kind that nobody can ask for by a button."""
    letter = INTENTS.get(question.intent)
    if letter is None:
        return None
    when = question.period or (str(question.year) if question.year else "")
    indicator = NO_INDICATOR if question.indicator == "" else question.indicator or ""
    n = (str(question.n) if question.n else "") + ("-" if question.bottom else "")
    page = str(question.page) if question.page else ""
    fields = [letter, "+".join(question.provinces), question.index or "", indicator, when, n, question.region or "",
              question.agency or "", page, _more(question)]  # fmt: skip
    return "|".join(fields).rstrip("|")


def question_of(text: str) -> Question | None:
    """The question of a text; None for what this version does not read."""
    fields = text.split("|")
    if len(fields) > FIELDS or fields[0] not in LETTERS:
        return None
    fields += [""] * (FIELDS - len(fields))
    _, provinces, index, indicator, when, n, region, agency, page, more = fields
    slugs = tuple(provinces.split("+")) if provinces else ()
    number = n.rstrip("-")
    if not all(SLUG.fullmatch(slug) for slug in slugs) or not _is_period(when):
        return None
    if not NUMBER.fullmatch(number) or not NUMBER.fullmatch(page):
        return None
    question = Question(
        intent=LETTERS[fields[0]],
        provinces=slugs,
        index=index or None,
        indicator="" if indicator == NO_INDICATOR else indicator or None,
        year=int(when[:4]) if when else None,
        period=when if "-" in when else None,
        n=int(number) if number else None,
        bottom=n.endswith("-"),
        region=region or None,
        agency=agency or None,
        page=int(page) if page else 0,
    )
    return _with_more(question, more)


def _more(question: Question) -> str:
    """The rarer fields of a question, each a letter and its value, with commas between."""
    parts = [
        f"y{question.since}" if question.since else "",
        f"k{question.place}" if question.place else "",
        f"l{question.place_to}" if question.place_to else "",
        f"g{question.group}" if question.group else "",
        f"d{question.direction}" if question.direction else "",
        f"o{question.document}" if question.document else "",
        f"x{question.versus}" if question.versus else "",
        f"t{question.topic}" if question.topic in TOPICS else "",
        _bound(question.bound) if question.bound else "",
    ]
    return ",".join(filter(None, parts))


def _bound(bound: Bound) -> str:
    value = bound.province or ("" if bound.score is None else f"{bound.score:g}")
    return f"b{'>' if bound.side == 'above' else '<'}{bound.of}/{value}"


def _with_more(question: Question, more: str) -> Question | None:
    for part in filter(None, more.split(",")):
        letter, value = part[0], part[1:]
        match letter:
            case "y" if YEAR.fullmatch(value):
                question = replace(question, since=int(value))
            case "k" | "l" if NUMBER.fullmatch(value) and value:
                place = int(value)
                question = replace(question, place=place) if letter == "k" else replace(question, place_to=place)
            case "g" if value in GROUPS:
                question = replace(question, group=cast(TableGroup, value))
            case "d" if value in ("up", "down"):
                question = replace(question, direction="up" if value == "up" else "down")
            case "o" if ANY_ID.fullmatch(value):
                question = replace(question, document=value)
            case "x" if ANY_ID.fullmatch(value):
                question = replace(question, versus=value)
            case "t" if value in TOPICS:
                question = replace(question, topic=value)
            case "b" if bound := BOUND.fullmatch(value):
                question = replace(question, bound=_read_bound(bound))
            case _:
                return None
    return question


def _read_bound(found: re.Match[str]) -> Bound:
    side: Literal["above", "below"] = "above" if found[1] == ">" else "below"
    if found[3]:
        return Bound(side, "score", float(found[4]))
    if found[5]:
        return Bound(side, "province", province=found[6])
    return Bound(side, "mean" if found[2] == "mean" else "median")


def _is_period(when: str) -> bool:
    """Whether it is nothing, or a year, a month or a day that the calendar has."""
    return not when or first_day(when) is not None
