"""What the buttons about following do, and those about quiet hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.presses.fields import SLUG, number_field, number_of
from data.model.provinces import MOST_MOVE

DAY = range(24 * 60)
"""The minutes of a day."""


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


FollowingPress = Follow | Unfollow | Listing | Stop | FollowTasks | UnfollowTasks | StopTasks | Quiet


def fields_of(press: FollowingPress) -> tuple[str, ...]:
    """The letters of the press and its fields."""
    match press:
        case Follow(province, index, min_move, corrections, again, channel):
            flags = ("" if corrections else "n") + ("a" if again else "")
            return "f", province, index, number_field(min_move), flags, number_field(channel)
        case Unfollow(subscription, channel):
            return "u", str(subscription), number_field(channel)
        case Listing(channel):
            return "l", number_field(channel)
        case Stop(index):
            return "s", index
        case FollowTasks(province, agency, index, again, channel):
            return "ft", province, agency, index, "a" if again else "", number_field(channel)
        case UnfollowTasks(subscription, channel):
            return "ut", str(subscription), number_field(channel)
        case StopTasks(province):
            return "st", province
        case Quiet(start, end, channel):
            return "q", str(start), str(end), number_field(channel)


def press_of(letters: str, fields: Sequence[str]) -> FollowingPress | None:
    """The press of these letters and fields."""
    first, second, third, fourth, fifth = fields[:5]
    match letters:
        case "f" if SLUG.fullmatch(first) and SLUG.fullmatch(second):
            move = number_of(third)
            if not 0 <= move <= MOST_MOVE:
                return None
            return Follow(first, second, move, "n" not in fourth, "a" in fourth, number_of(fifth))
        case "u":
            return Unfollow(number_of(first), number_of(second))
        case "l":
            return Listing(number_of(first))
        case "s" if SLUG.fullmatch(first):
            return Stop(first)
        case "ft" if first and all(SLUG.fullmatch(id) for id in fields[:3]):
            return FollowTasks(first, second, third, fourth == "a", number_of(fifth))
        case "ut":
            return UnfollowTasks(number_of(first), number_of(second))
        case "st" if SLUG.fullmatch(first):
            return StopTasks(first)
        case "q":
            start, end = number_of(first), number_of(second)
            return Quiet(start, end, number_of(third)) if start in DAY and end in DAY else None
    return None
