"""Whether a question is what a question set expects: "standing provinces=hung-yen index=papi year=2024".

Readings that are equally good are parted by ``||``. A field that is not said must not be in the question; fields that
only tell how something was said (``via``, ``heard`` …) count where they are named. ``choose kind=province`` is any
question back about provinces.
"""

from __future__ import annotations

import re
from typing import Any

from bot.questions import Question
from bot.questions.reader import Reader
from bot.questions.shown import Shown, after, shown_by

COMPARED = (
    "index", "indicator", "year", "since", "region", "agency", "n", "place", "place_to", "group", "direction",
    "document", "versus",
)  # fmt: skip
SLOTS = ("provinces", "index", "indicator", "year", "since")
"""What makes an answer about something else, if it is wrong."""
SHOWS_EVERY = ("profile", "comparison")
"""The kinds of answer that show every index."""
FIELD = re.compile(r"(\w+)=('[^']*'|\S+)")


def parse(expected: str) -> tuple[str, dict[str, str]]:
    """The intent and the fields of one reading."""
    intent, _, rest = expected.strip().partition(" ")
    return intent, {name: value.strip("'") for name, value in FIELD.findall(rest)}


def fields(question: Question) -> dict[str, str]:
    """The fields of a question as a set writes them."""
    found: dict[str, str] = {}
    if question.provinces:
        found["provinces"] = "+".join(sorted(question.provinces))
    for name in COMPARED:
        value: Any = getattr(question, name)
        if value:
            found[name] = str(value)
    if question.bottom:
        found["bottom"] = "True"
    if question.topic and question.intent in ("index", "table", "components", "help"):
        found["topic"] = question.topic
    if question.agency_said:
        found["agency_said"] = "1"
    bound = question.bound
    if bound is not None:
        line = bound.province if bound.of == "province" else "" if bound.score is None else f"{bound.score:g}"
        found["bound"] = ":".join(filter(None, (bound.side, bound.of, line)))
    return found


def fits(question: Question, expected: str) -> bool:
    """Whether the question is one of the readings expected."""
    return any(_fits(question, *parse(one)) for one in expected.split("||"))


def _fits(question: Question, intent: str, wanted: dict[str, str]) -> bool:
    if (
        intent == "choose"
        and wanted.get("kind") == "index"
        and question.intent in SHOWS_EVERY
        and question.index is None
    ):
        return True  # nothing is chosen: every index is shown
    if intent != question.intent:
        return False
    if intent == "choose":
        return "kind" not in wanted or wanted["kind"] in {choice.kind for choice in question.choices}
    if intent in ("unknown", "about"):
        return True
    if intent == "help":
        if question.topic == "bye":
            return wanted.get("topic") == "thanks"
        topic = question.topic if question.topic in ("hello", "thanks", "english", "vietnamese") else ""
        return wanted.get("topic", "") == topic
    own = fields(question)
    wanted = dict(wanted)
    if "provinces" in wanted:
        wanted["provinces"] = "+".join(sorted(re.split(r"[,+]", wanted["provinces"])))
    for ignored in ("heard", "via", "left_out"):
        wanted.pop(ignored, None)
    if intent in ("follow", "unfollow", "following"):
        return all(own.get(name) == wanted.get(name) for name in ("provinces", "index"))
    return own == wanted


def confident(question: Question, expected: str) -> bool:
    """Whether an answer that does not fit is about something else than what was asked, and does not say so."""
    if question.intent in ("choose", "unknown", "help", "about"):
        return False
    own = fields(question)
    for one in expected.split("||"):
        _, wanted = parse(one)
        if "provinces" in wanted:
            wanted["provinces"] = "+".join(sorted(re.split(r"[,+]", wanted["provinces"])))
        if all(own.get(name) == wanted.get(name) for name in SLOTS):
            return False
    return True


def asked(reader: Reader, text: str, today: Any, before: str = "") -> Question:
    """The question of a text, after what was said before (several messages parted by ``⏎``)."""
    last: Shown | None = None
    for earlier in filter(None, (part.strip() for part in before.split("⏎"))):
        last = after(last, shown_by(reader.read(earlier, today=today, last=last)))
    return reader.read(text, today=today, last=last)
