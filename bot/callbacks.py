"""What a button does (``bot.presses``) as callback data of at most 64 bytes, and back: one codec for every press. Pure.

A question is its text by ``bot.question_codec``: ``s|hung-yen|papi|4|2024``; with ``#`` or ``%`` before it it is drawn,
with ``&``, ``$`` or ``~`` it becomes a file, with ``!`` its answer is said to be wrong. Everything else is letters, a
colon and fields: ``f:hung-yen|papi|3``. With ``=`` before either, what comes of it takes the place of the message. Ids
only. What an older version wrote and this one does not read is ``None``; the handler then says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.presses import FieldPress, Press, chats, following, operators, plans, publishing, roles, tasks
from bot.presses.answers import ChartName, Draw, Export, FileForm, Wrong
from bot.presses.chats import ChatPress
from bot.presses.following import FollowingPress
from bot.presses.operators import OperatorPress
from bot.presses.plans import PlanPress
from bot.presses.publishing import Publish
from bot.presses.roles import RolePress
from bot.question_codec import question_of, text_of
from bot.questions import Question

LIMIT = 64
FIELDS = 5
"""The most fields that a press has."""
HERE = "="
WRONG = "!"
DRAWN: dict[ChartName, str] = {"": "#", "map": "%"}
"""What stands before a question that is to be drawn."""
FILED: dict[FileForm, str] = {"xlsx": "&", "csv": "$", "ics": "~"}
"""What stands before a question whose answer is wanted as a file."""
READERS: tuple[Callable[[str, Sequence[str]], FieldPress | None], ...] = (
    following.press_of,
    chats.press_of,
    operators.press_of,
    publishing.press_of,
    plans.press_of,
    roles.press_of,
    tasks.press_of,
)
"""What reads the fields of a press: each the letters of its own."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a button did. ``here``: what comes of it takes the place of the message it stands under."""

    press: Press
    here: bool = False


def encode(press: Press, *, here: bool = False) -> str | None:
    """The callback data. None for a question that cannot be a button (unknown intent, or longer than 64 bytes); raises
    ValueError where anything else is longer: all its fields are short ids, so that is a mistake.
    """
    match press:
        case Question():
            return _question(press, HERE if here else "")
        case Draw():
            return _question(press.question, DRAWN[press.chart])
        case Export():
            return _question(press.question, FILED[press.form])
        case Wrong():
            return _question(press.question, WRONG)
    letters, *fields = _fields(press)
    data = (HERE if here else "") + f"{letters}:" + "|".join(fields).rstrip("|")
    if len(data.encode()) > LIMIT:
        raise ValueError(f"callback data is too long: {data}")
    return data


def fits(press: Press) -> bool:
    """Whether a button can hold it: an agency with a long name leaves no room for the number of a channel."""
    try:
        return encode(press) is not None
    except ValueError:
        return False


def decode(data: str) -> Pressed | None:
    """What the button did, or None for data that this version does not read."""
    letters, colon, rest = data.partition(":")
    if not colon:
        return _asked(data)
    press = _press(letters.removeprefix(HERE), rest.split("|"))
    return Pressed(press, letters.startswith(HERE)) if press is not None else None


def reads(*kinds: type[Press]) -> Callable[[object], bool]:
    """Whether callback data is a press of one of these kinds: what a handler of theirs listens to."""

    def fits(data: object) -> bool:
        pressed = decode(data) if isinstance(data, str) else None
        return pressed is not None and isinstance(pressed.press, kinds)

    return fits


def _question(question: Question, before: str) -> str | None:
    text = text_of(question)
    data = before + text if text is not None else None
    return data if data is not None and len(data.encode()) <= LIMIT else None


def _asked(data: str) -> Pressed | None:
    drawn = next((name for name, sign in DRAWN.items() if data.startswith(sign)), None)
    form = next((name for name, sign in FILED.items() if data.startswith(sign)), None)
    here, wrong = data.startswith(HERE), data.startswith(WRONG)
    question = question_of(data[1:] if here or wrong or drawn is not None or form is not None else data)
    if question is None:
        return None
    if form is not None:
        return Pressed(Export(question, form))
    if wrong:
        return Pressed(Wrong(question))
    return Pressed(question, here) if drawn is None else Pressed(Draw(question, drawn))


def _fields(press: FieldPress) -> tuple[str, ...]:
    if isinstance(press, FollowingPress):
        return following.fields_of(press)
    if isinstance(press, ChatPress):
        return chats.fields_of(press)
    if isinstance(press, OperatorPress):
        return operators.fields_of(press)
    if isinstance(press, Publish):
        return publishing.fields_of(press)
    if isinstance(press, PlanPress):
        return plans.fields_of(press)
    if isinstance(press, RolePress):
        return roles.fields_of(press)
    return tasks.fields_of(press)


def _press(letters: str, fields: list[str]) -> Press | None:
    if len(fields) > FIELDS:
        return None
    fields += [""] * (FIELDS - len(fields))
    try:
        return next((press for read in READERS if (press := read(letters, fields)) is not None), None)
    except ValueError:
        return None
