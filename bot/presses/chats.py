"""What the buttons about a chat's own matters do: its language, its home province, what is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from bot.i18n import LANGUAGES, Language, language_of
from bot.presses.fields import SLUG

ForgetStep = Literal["ask", "go", "keep"]


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """Answer in this language here from now on."""

    language: Language


@dataclass(frozen=True, slots=True)
class SetHome:
    """The chat's home province is this one from now on; '' is none."""

    province: str


@dataclass(frozen=True, slots=True)
class MyData:
    """Send everything that is kept of the chat as a file."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase everything that is kept of the chat: ask first, do it, or leave it."""

    step: ForgetStep


ChatPress = SetLanguage | SetHome | MyData | Forget


def fields_of(press: ChatPress) -> tuple[str, ...]:
    """The letters of the press and its fields."""
    match press:
        case SetLanguage(language):
            return "lang", language
        case SetHome(province):
            return "h", province
        case MyData():
            return ("mydata",)
        case Forget(step):
            return "forget", step


def press_of(letters: str, fields: Sequence[str]) -> ChatPress | None:
    """The press of these letters and fields."""
    first = fields[0]
    match letters:
        case "lang" if first in LANGUAGES:
            return SetLanguage(language_of(first))
        case "h" if SLUG.fullmatch(first):
            return SetHome(first)
        case "mydata":
            return MyData()
        case "forget" if first in get_args(ForgetStep):
            return Forget(cast(ForgetStep, first))
    return None
