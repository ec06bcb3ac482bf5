"""What a button does that is no question: follow, stop, quiet hours, publishing. Callback data and back. Pure.

A letter, a colon, fields parted by ``|``, trailing empty ones dropped: ``f:hung-yen|papi|3``. Ids only, at most 64
bytes. What an older version wrote and this one does not read is ``None``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PATTERN = r"^[fulsqp]:"
"""What callback data of an action begins with; no question's does (see ``bot.callbacks``)."""
LIMIT = 64
ANY_ID = re.compile(r"[a-z0-9]*(-[a-z0-9]+)*")
CHAT = re.compile(r"-?[0-9]{1,19}")
MOST_MOVE = 62


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


@dataclass(frozen=True, slots=True)
class Publish:
    """A step of a publication: ``desk`` names the file that is being asked about."""

    desk: str
    step: str
    value: str = ""


Action = Follow | Unfollow | Listing | Stop | Quiet | Publish


def encode(action: Action) -> str:
    """The callback data. Raises ValueError beyond 64 bytes: all fields are short ids, so that is a mistake."""
    match action:
        case Follow():
            flags = ("" if action.corrections else "n") + ("a" if action.again else "")
            data = _joined("f", action.province, action.index, _number(action.min_move), flags, _number(action.channel))
        case Unfollow():
            data = _joined("u", str(action.subscription), _number(action.channel))
        case Listing():
            data = _joined("l", _number(action.channel))
        case Stop():
            data = _joined("s", action.index)
        case Quiet():
            data = _joined("q", str(action.start), str(action.end), _number(action.channel))
        case Publish():
            data = _joined("p", action.desk, action.step, action.value)
    if len(data.encode()) > LIMIT:
        raise ValueError(f"callback data is too long: {data}")
    return data


def decode(data: str) -> Action | None:
    """What the button does, or None."""
    letter, colon, rest = data.partition(":")
    fields = rest.split("|")
    if not colon or len(fields) > 5:
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
