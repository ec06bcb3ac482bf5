"""What the buttons about a table's file do while it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

UNKNOWN = "-"
"""The value of a press that says: not known, or as proposed."""


@dataclass(frozen=True, slots=True)
class Publish:
    """A step of a publication: ``file`` names the open file that is being asked about."""

    file: str
    step: str
    value: str = ""


def fields_of(press: Publish) -> tuple[str, ...]:
    """The letter of the press and its fields."""
    return "p", press.file, press.step, press.value


def press_of(letters: str, fields: Sequence[str]) -> Publish | None:
    """The press of these letters and fields."""
    first, second, third = fields[:3]
    return Publish(first, second, third) if letters == "p" and first and second else None
