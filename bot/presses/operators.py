"""What the buttons under messages to the operators do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.presses.fields import number_of


@dataclass(frozen=True, slots=True)
class Resume:
    """The button under an operators' alarm: send this alert on, which was held for a mistake of ours."""

    alert: int


@dataclass(frozen=True, slots=True)
class Handle:
    """An operator's button under feedback: answer the person, or be done with it."""

    feedback: int
    step: Literal["reply", "done"]


OperatorPress = Resume | Handle


def fields_of(press: OperatorPress) -> tuple[str, ...]:
    """The letters of the press and its fields."""
    match press:
        case Resume(alert):
            return "r", str(alert)
        case Handle(feedback, step):
            return "fb", str(feedback), step


def press_of(letters: str, fields: Sequence[str]) -> OperatorPress | None:
    """The press of these letters and fields."""
    first, second = fields[:2]
    match letters:
        case "r" if (alert := number_of(first)) > 0:
            return Resume(alert)
        case "fb" if (feedback := number_of(first)) > 0 and second in ("reply", "done"):
            return Handle(feedback, "reply" if second == "reply" else "done")
    return None
