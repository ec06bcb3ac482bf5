"""What a button does, as callback data of at most 64 bytes, and back: one codec for every press. Pure.

A question is its text by ``bot.question_codec``: ``s|hung-yen|papi|4|2024``; with ``=`` before it its answer takes the
place of the message, with ``#`` or ``%`` it is drawn, with ``&`` or ``$`` it becomes a file, with ``!`` its answer is
said to be wrong. Everything else is a letter, a colon and fields: ``f:hung-yen|papi|3``. Ids only. What an older
version wrote and this one does not read is ``None``; the handler then says so instead of guessing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from bot import plan_presses, role_presses, task_presses
from bot.i18n import LANGUAGES, Language, language_of
from bot.plan_presses import BringPlan, ManagePlan
from bot.question_codec import question_of, text_of
from bot.questions import Question
from bot.role_presses import AnswerInvitation, Appoint, RoleStep
from bot.task_presses import OwnTasks, SayNothing, SayOfTask, ShowFile, ShowTask, TaskPress
from data.model import MOST_MOVE

LIMIT = 64
HERE = "="
WRONG = "!"
ChartName = Literal["", "map"]
DRAWN: dict[ChartName, str] = {"": "#", "map": "%"}
"""What stands before a question that is to be drawn."""
FileForm = Literal["xlsx", "csv", "ics"]
FILED: dict[FileForm, str] = {"xlsx": "&", "csv": "$", "ics": "~"}
"""What stands before a question whose answer is wanted as a file."""
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
class FollowTasks:
    """Follow the tasks of a province, of one of its agencies, for an index ('' any). ``again`` and ``channel`` are as
    those of ``Follow``.
    """

    province: str
    agency: str = ""
    index: str = ""
    again: bool = False
    channel: int = 0


@dataclass(frozen=True, slots=True)
class UnfollowTasks:
    """Remove a subscription to tasks by its number."""

    subscription: int
    channel: int = 0


@dataclass(frozen=True, slots=True)
class StopTasks:
    """The button under a message about tasks: no more of them, of this province ('' of all)."""

    province: str = ""


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
class SetHome:
    """The chat's home province is this one from now on; '' is none."""

    province: str


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
class Export:
    """Send the answer to a question as a file, with all that a chat has no room for."""

    question: Question
    form: FileForm = "xlsx"


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
    | Export
    | Wrong
    | Follow
    | Unfollow
    | Listing
    | Stop
    | FollowTasks
    | UnfollowTasks
    | StopTasks
    | Quiet
    | Publish
    | BringPlan
    | ManagePlan
    | SetLanguage
    | SetHome
    | Resume
    | Handle
    | MyData
    | Forget
    | TaskPress
    | RoleStep
    | AnswerInvitation
    | Appoint
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
        case Export():
            return _question(press.question, FILED[press.form])
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
        case FollowTasks():
            again = "a" if press.again else ""
            data = _joined("ft", press.province, press.agency, press.index, again, _number(press.channel))
        case UnfollowTasks():
            data = _joined("ut", str(press.subscription), _number(press.channel))
        case StopTasks():
            data = _joined("st", press.province)
        case Quiet():
            data = _joined("q", str(press.start), str(press.end), _number(press.channel))
        case SetLanguage():
            return f"lang:{press.language}"
        case SetHome():
            data = _joined("h", press.province)
        case Resume():
            data = _joined("r", str(press.alert))
        case Handle():
            data = _joined("fb", str(press.feedback), press.step)
        case MyData():
            data = _joined("mydata")
        case Forget():
            data = _joined("forget", press.step)
        case ShowTask() | SayOfTask() | SayNothing() | OwnTasks() | ShowFile():
            data = _joined(*task_presses.fields_of(press))
        case Publish():
            data = _joined("p", press.file, press.step, press.value)
        case BringPlan() | ManagePlan():
            data = _joined(*plan_presses.fields_of(press))
        case RoleStep() | AnswerInvitation() | Appoint():
            data = _joined(*role_presses.fields_of(press))
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
            case "ft" if fields[0] and all(ANY_ID.fullmatch(id) for id in fields[:3]):
                return FollowTasks(fields[0], fields[1], fields[2], fields[3] == "a", _read(fields[4]))
            case "ut":
                return UnfollowTasks(_read(fields[0]), _read(fields[1]))
            case "st" if ANY_ID.fullmatch(fields[0]):
                return StopTasks(fields[0])
            case "q":
                start, end = _read(fields[0]), _read(fields[1])
                day = range(24 * 60)
                return Quiet(start, end, _read(fields[2])) if start in day and end in day else None
            case "lang" if fields[0] in LANGUAGES:
                return SetLanguage(language_of(fields[0]))
            case "h" if ANY_ID.fullmatch(fields[0]):
                return SetHome(fields[0])
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
            case "b" | "d":
                return plan_presses.press_of(letter, fields)
            case "ro" | "vt" | "ap":
                return role_presses.press_of(letter, fields)
            case _:
                return task_presses.press_of(letter, fields)
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
