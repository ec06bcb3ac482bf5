"""What a button does, as callback data of at most 64 bytes, and back: one codec for every press. Pure.

A question is a letter and fields parted by ``|``, trailing empty ones dropped: ``s|hung-yen|papi|4|2024``; with ``=``
before it its answer takes the place of the message, with ``#`` or ``%`` it is drawn, with ``!`` its answer is said to
be wrong. Everything else is a letter, a
colon and fields: ``f:hung-yen|papi|3``. Ids only. What an older version wrote and this one does not read is ``None``;
the handler then says so instead of guessing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, cast

from bot.i18n import LANGUAGES, Language, language_of
from bot.questions import Bound, Intent, Question
from bot.questions.question import TableGroup
from data.model import MOST_MOVE
from data.periods import first_day

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
    "movers": "b",
    "reach": "r",
    "records": "k",
    "index": "i",
    "help": "?",
    "about": "a",
}
LETTERS = {letter: intent for intent, letter in INTENTS.items()}
NO_INDICATOR = "*"
HERE = "="
WRONG = "!"
ChartName = Literal["", "map"]
DRAWN: dict[ChartName, str] = {"": "#", "map": "%"}
"""What stands before a question that is to be drawn."""
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
NUMBER = re.compile(r"[0-9]{0,3}")


YEAR = re.compile(r"(?:199|20\d)\d")
BOUND = re.compile(r"([<>])(?:(mean|median)/|(score)/(\d{1,3}(?:\.\d{1,4})?)|(province)/([a-z]+(?:-[a-z]+)*))")
GROUPS = ("lowest", "low-average", "high-average", "highest")
TOPICS = ("changes", "regions", "announced", "publisher", "participants", "difference", "general")
ANY_ID = re.compile(r"[a-z0-9]*(-[a-z0-9]+)*")
CHAT = re.compile(r"-?[0-9]{1,19}")


@dataclass(frozen=True, slots=True)
class Follow:
    """Follow a province ('' any) in an index ('' any). ``channel`` 0 is the chat the button stands in.

    ``again``: it undoes a removal, or changes a subscription that stands, in the place of the message.
    """

    province: str = ""
    index: str = ""
    min_move: int = 0
    corrections: bool = True
    again: bool = False
    channel: int = 0


@dataclass(frozen=True, slots=True)
class Unfollow:
    """Remove a subscription by its number; 0 removes all of the chat (or ``channel``)."""

    subscription: int
    channel: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """Show what the chat (or ``channel``) follows."""

    channel: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """The button under an alert: no more alerts like this one, which was of this index."""

    index: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet hours in minutes of the day; equal ends are none."""

    start: int
    end: int
    channel: int = 0


UNKNOWN = "-"
"""The value of a ``Publish`` press that says: not known, or as proposed."""


@dataclass(frozen=True, slots=True)
class Publish:
    """A step of a publication: ``file`` names the open file that is being asked about."""

    file: str
    step: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Answer in this language here from now on."""

    language: Language


@dataclass(frozen=True, slots=True)
class Resume:
    """The button under an operators' alarm: send this alert on, which was held for a mistake of ours."""

    alert: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Show the answer to a question as a picture: its own chart, or a ``map``."""

    question: Question
    chart: ChartName = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """The button under an answer that tells the operators that it is wrong."""

    question: Question


@dataclass(frozen=True, slots=True)
class Handle:
    """An operator's button under feedback: answer the person, or be done with it."""

    feedback: int
    step: Literal["reply", "done"]


@dataclass(frozen=True, slots=True)
class MyData:
    """Send everything that is kept of the chat as a file."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase everything that is kept of the chat: ask first, do it, or leave it."""

    step: Literal["ask", "go", "keep"]


Press = (
    Question
    | Draw
    | Wrong
    | Follow
    | Unfollow
    | Listing
    | Stop
    | Quiet
    | Publish
    | SetLanguage
    | Resume
    | Handle
    | MyData
    | Forget
)
"""What a button does."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button did. ``here``: the answer to a question takes the place of the message it stands under."""

    press: Press
    here: bool = False


def encode(press: Press, *, here: bool = False) -> str | None:
    """The callback data. None for a question that cannot be a button (unknown intent, or longer than 64 bytes); raises
    ValueError where anything else is longer: all its fields are short ids, so that is a mistake.
    """
    if isinstance(press, Question):
        return _question(press, HERE if here else "")
    match press:
        case Draw():
            return _question(press.question, DRAWN[press.chart])
        case Wrong():
            return _question(press.question, WRONG)
        case Follow():
            flags = ("" if press.corrections else "n") + ("a" if press.again else "")
            data = _joined("f", press.province, press.index, _number(press.min_move), flags, _number(press.channel))
        case Unfollow():
            data = _joined("u", str(press.subscription), _number(press.channel))
        case Listing():
            data = _joined("l", _number(press.channel))
        case Stop():
            data = _joined("s", press.index)
        case Quiet():
            data = _joined("q", str(press.start), str(press.end), _number(press.channel))
        case SetLanguage():
            return f"lang:{press.language}"
        case Resume():
            data = _joined("r", str(press.alert))
        case Handle():
            data = _joined("fb", str(press.feedback), press.step)
        case MyData():
            data = _joined("mydata")
        case Forget():
            data = _joined("forget", press.step)
        case Publish():
            data = _joined("p", press.file, press.step, press.value)
    if len(data.encode()) > LIMIT:
        raise ValueError(f"callback data is too long: {data}")
    return data


def decode(data: str) -> Pressed | None:
    """What the button did, or None for data that this version does not read."""
    letter, colon, rest = data.partition(":")
    if not colon:
        return _asked(data)
    press = _press(letter, rest.split("|"))
    return Pressed(press) if press is not None else None


def reads(*kinds: type[Press]) -> Callable[[object], bool]:
    """Whether callback data is a press of one of these kinds: what a handler of theirs listens to."""

    def fits(data: object) -> bool:
        pressed = decode(data) if isinstance(data, str) else None
        return pressed is not None and isinstance(pressed.press, kinds)

    return fits


def _question(question: Question, before: str) -> str | None:
    letter = INTENTS.get(question.intent)
    if letter is None:
        return None
    when = question.period or (str(question.year) if question.year else "")
    indicator = NO_INDICATOR if question.indicator == "" else question.indicator or ""
    n = (str(question.n) if question.n else "") + ("-" if question.bottom else "")
    page = str(question.page) if question.page else ""
    fields = [letter, "+".join(question.provinces), question.index or "", indicator, when, n, question.region or "",
              question.agency or "", page, _more(question)]  # fmt: skip
    data = before + "|".join(fields).rstrip("|")
    return data if len(data.encode()) <= LIMIT else None


def _asked(data: str) -> Pressed | None:
    drawn = next((name for name, sign in DRAWN.items() if data.startswith(sign)), None)
    here, wrong = data.startswith(HERE), data.startswith(WRONG)
    fields = (data[1:] if here or wrong or drawn is not None else data).split("|")
    if len(fields) > 10 or fields[0] not in LETTERS:
        return None
    fields += [""] * (10 - len(fields))
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
    complete = _with_more(question, more)
    if complete is None:
        return None
    if wrong:
        return Pressed(Wrong(complete))
    return Pressed(complete, here) if drawn is None else Pressed(Draw(complete, drawn))


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


def _press(letter: str, fields: list[str]) -> Press | None:
    if len(fields) > 5:
        return None
    fields += [""] * (5 - len(fields))
    try:
        match letter:
            case "f" if ANY_ID.fullmatch(fields[0]) and ANY_ID.fullmatch(fields[1]):
                move = _read(fields[2])
                flags = fields[3]
                if not 0 <= move <= MOST_MOVE:
                    return None
                return Follow(fields[0], fields[1], move, "n" not in flags, "a" in flags, _read(fields[4]))
            case "u":
                return Unfollow(_read(fields[0]), _read(fields[1]))
            case "l":
                return Listing(_read(fields[0]))
            case "s" if ANY_ID.fullmatch(fields[0]):
                return Stop(fields[0])
            case "q":
                start, end = _read(fields[0]), _read(fields[1])
                day = range(24 * 60)
                return Quiet(start, end, _read(fields[2])) if start in day and end in day else None
            case "lang" if fields[0] in LANGUAGES:
                return SetLanguage(language_of(fields[0]))
            case "r" if (alert := _read(fields[0])) > 0:
                return Resume(alert)
            case "fb" if (feedback := _read(fields[0])) > 0 and fields[1] in ("reply", "done"):
                return Handle(feedback, "reply" if fields[1] == "reply" else "done")
            case "mydata":
                return MyData()
            case "forget" if fields[0] in ("ask", "go", "keep"):
                return Forget(cast(Literal["ask", "go", "keep"], fields[0]))
            case "p" if fields[0] and fields[1]:
                return Publish(fields[0], fields[1], fields[2])
    except ValueError:
        return None
    return None


def _joined(letter: str, *fields: str) -> str:
    return f"{letter}:" + "|".join(fields).rstrip("|")


def _number(value: int) -> str:
    return str(value) if value else ""


def _read(text: str) -> int:
    if text and not CHAT.fullmatch(text):
        raise ValueError(text)
    return int(text or "0")
