"""What the buttons about plans do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from bot.presses.fields import SLUG

PlanStep = Literal["list", "see", "withdraw", "reinstate", "set"]


@dataclass(frozen=True, slots=True)
class BringPlan:
    """A step of bringing a plan, or of taking one back: ``file`` names the open file that is being asked about."""

    file: str
    step: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ManagePlan:
    """An editor's button about a document: see it, withdraw or reinstate it, set one of its settings (``value``).
    The step ``list`` shows the documents of a province, which then stands in the place of the document.
    """

    document: str
    step: PlanStep
    value: str = ""


PlanPress = BringPlan | ManagePlan


def fields_of(press: PlanPress) -> tuple[str, ...]:
    """The letter of the press and its fields."""
    match press:
        case BringPlan(file, step, value):
            return "b", file, step, value
        case ManagePlan(document, step, value):
            return "d", document, step, value


def press_of(letter: str, fields: Sequence[str]) -> PlanPress | None:
    """The press of this letter and fields."""
    first, second, third, fourth = fields[:4]
    if not first or fourth:
        return None
    if letter == "b" and second:
        return BringPlan(first, second, third)
    if letter == "d" and SLUG.fullmatch(first) and second in get_args(PlanStep):
        return ManagePlan(first, cast(PlanStep, second), third)
    return None
