"""What the buttons about roles do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from bot.presses.fields import SLUG, number_field

RoleStepName = Literal["list", "ask-remove", "remove", "ask-leave", "leave", "revoke"]
STEPS: frozenset[str] = frozenset(get_args(RoleStepName))
KINDS = {"e": "editor", "r": "reporter", "": ""}
LETTERS = {kind: letter for letter, kind in KINDS.items()}
SECRET = re.compile(r"[A-Za-z0-9]{24}")
NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class RoleStep:
    """Show the page ``number`` of the list, or do something with the role or the invitation of this number: take a role
    away or leave it (asked first), revoke an invitation.
    """

    step: RoleStepName
    number: int = 0


@dataclass(frozen=True, slots=True)
class AnswerInvitation:
    """Accept an invitation, or not. It is known by its secret alone: a number could be guessed."""

    secret: str
    accept: bool


@dataclass(frozen=True, slots=True)
class Appoint:
    """Go on with an appointment whose words stand in the message: what was chosen so far, '' where nothing was."""

    kind: Literal["editor", "reporter", ""] = ""
    province: str = ""
    agency: str = ""


RolePress = RoleStep | AnswerInvitation | Appoint


def fields_of(press: RolePress) -> tuple[str, ...]:
    """The letters of the press and its fields."""
    match press:
        case RoleStep(step, number):
            return "ro", step, number_field(number)
        case AnswerInvitation(secret, accept):
            return "vt", secret, "y" if accept else "n"
        case Appoint(kind, province, agency):
            return "ap", LETTERS[kind], province, agency


def press_of(letters: str, fields: Sequence[str]) -> RolePress | None:
    """The press of these letters and fields."""
    first, second, third, *more = fields
    if any(more):
        return None
    match letters:
        case "ro" if first in STEPS and (not second or NUMBER.fullmatch(second)) and not third:
            return RoleStep(cast(RoleStepName, first), int(second or "0"))
        case "vt" if SECRET.fullmatch(first) and second in ("y", "n") and not third:
            return AnswerInvitation(first, second == "y")
        case "ap" if first in KINDS and SLUG.fullmatch(second) and SLUG.fullmatch(third):
            return Appoint(cast(Literal["editor", "reporter", ""], KINDS[first]), second, third)
    return None
