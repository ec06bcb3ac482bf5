"""The numbers before tasks and headings (I, A, 1, 1.1, a) and how deep each stands (pure)."""

from __future__ import annotations

import re
from typing import Literal

Style = Literal["letter", "roman", "whole", "parted", "small", ""]
DEPTH: dict[Style, int] = {"letter": 0, "roman": 1, "whole": 2, "parted": 3, "small": 6, "": 5}
ROMAN = re.compile(r"[IVX]{1,6}")
CAPITAL = re.compile(r"[A-HĐ]")
WHOLE = re.compile(r"\d{1,3}")
PARTED = re.compile(r"(?:[IVX]{1,6}|\d{1,2})(?:\.\d{1,2}){1,4}")
SMALL = re.compile(r"[a-zđ]")
LEADING = re.compile(
    r"(?:(?:Phần|PHẦN|Mục|MỤC|Phụ lục)\s)?"
    r"((?:[IVX]{1,6}|\d{1,2})(?:\.\d{1,2}){0,4}|[A-HĐ]|[a-zđ])\s?(?:[.):/]|\s[-–](?=\s))\.?\s?(?=\S)"
)
VALUES = {"I": 1, "V": 5, "X": 10}
DASH = re.compile(r"[-–•+*●▪]")


def bare_number(text: str) -> str:
    """A number as printed without what stands around it: "1." -> "1", "(a)" -> "a"; '' where it is none."""
    bare = text.strip(" .()[]:-/")
    return bare if any(pattern.fullmatch(bare) for pattern in (ROMAN, CAPITAL, WHOLE, PARTED, SMALL)) else ""


def taken_off(text: str) -> tuple[str, str]:
    """The number that a text begins with ('' where it begins with none), and the text without it."""
    found = LEADING.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def style_of(number: str, letters: bool = False) -> Style:
    """The style of a number; ``letters`` says that capitals are counted as letters (A, B, C) here, not as Roman."""
    if CAPITAL.fullmatch(number) and (letters or number not in "CDIVX"):
        return "letter"
    for style, pattern in _STYLES:
        if pattern.fullmatch(number):
            return style
    return ""


def depth_of(number: str, letters: bool = False) -> int:
    """How deep a number stands; the more parts it has the deeper."""
    style = style_of(number, letters)
    return DEPTH[style] + (number.count(".") - 1 if style == "parted" else 0)


def follows(before: str, after: str) -> bool:
    """Whether ``after`` is the next number of the same list."""
    if style_of(before) != style_of(after):
        return False
    head, _, last = before.rpartition(".")
    head_after, _, last_after = after.rpartition(".")
    return head == head_after and _value(last_after) == _value(last) + 1


def within(number: str, above: str) -> bool:
    """Whether a number is of the list below ``above``: "2.1" below "2", "II.3" below "II"."""
    return number.startswith(f"{above}.")


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if ROMAN.fullmatch(number):
        values = [VALUES[letter] for letter in number]
        return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
    return ord(number[:1] or "\0")


_STYLES: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("roman", ROMAN), ("letter", CAPITAL), ("whole", WHOLE), ("parted", PARTED), ("small", SMALL),
)  # fmt: skip
