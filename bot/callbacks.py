"""Questions as callback data: ids only, at most 64 bytes, and back. Pure.

Fields are parted by ``|`` and trailing empty ones dropped: ``s|hung-yen|papi|4|2024``. A press on a button from an
older version that no longer reads is ``None``; the handler then says so instead of guessing.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from bot.questions import Intent, Question

LIMIT = 64
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
    "index": "i",
    "help": "?",
    "about": "a",
}
LETTERS = {letter: intent for intent, letter in INTENTS.items()}
NO_INDICATOR = "*"
HERE = "="
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
NUMBER = re.compile(r"[0-9]{0,3}")
PERIOD = re.compile(r"[12][0-9]{3}(-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button asked, and whether its answer takes the place of the message it stands under."""

    question: Question
    here: bool


def encode(question: Question, *, here: bool = False) -> str | None:
    """The callback data of a question; None if it cannot be a button (unknown intent, or longer than 64 bytes)."""
    letter = INTENTS.get(question.intent)
    if letter is None:
        return None
    when = question.period or (str(question.year) if question.year else "")
    indicator = NO_INDICATOR if question.indicator == "" else question.indicator or ""
    n = (str(question.n) if question.n else "") + ("-" if question.bottom else "")
    page = str(question.page) if question.page else ""
    fields = [letter, "+".join(question.provinces), question.index or "", indicator, when, n, question.region or "",
              question.agency or "", page]  # fmt: skip
    data = (HERE if here else "") + "|".join(fields).rstrip("|")
    return data if len(data.encode()) <= LIMIT else None


def decode(data: str) -> Pressed | None:
    """What a button asked, or None for data that this version does not read."""
    here = data.startswith(HERE)
    fields = data.removeprefix(HERE).split("|")
    if len(fields) > 9 or fields[0] not in LETTERS:
        return None
    fields += [""] * (9 - len(fields))
    _, provinces, index, indicator, when, n, region, agency, page = fields
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
    return Pressed(question, here)


def _is_period(when: str) -> bool:
    """Whether it is nothing, or a year, a month or a day that the calendar has."""
    if not when:
        return True
    if not PERIOD.fullmatch(when):
        return False
    try:
        dt.date.fromisoformat(when + "-01-01"[len(when) - 4 :])
    except ValueError:
        return False
    return True
