"""The shipped fonts: where they are and how wide a text is in them (pure)."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Noto Sans"
UNKNOWN = 600
"""The width that a character which the fonts lack is taken to have, in thousandths of the font size."""


def font_files() -> list[str]:
    """The paths of the fonts: without them a picture has no text at all, so they are checked. Raises OSError."""
    folder = Path(str(files("bot.charts").joinpath("fonts")))
    paths = [folder / f"NotoSans-{cut}.ttf" for cut in ("Regular", "Bold")]
    for path in paths:
        if not path.is_file():
            raise FileNotFoundError(f"font missing: {path.name}")
    return [str(path) for path in paths]


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at a font size, in the unit of the size."""
    column = _advances()[bold]
    return sum(column.get(char, UNKNOWN) for char in unicodedata.normalize("NFC", text)) * size / 1000


def drawable(text: str) -> str:
    """The text without the characters that the fonts lack (pictographs)."""
    known = _advances()[False]
    return " ".join(
        "".join(char for char in unicodedata.normalize("NFC", text) if char in known or char.isspace()).split()
    )


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """The text if it fits into the room, else as many of its first letters as fit, with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(f"{text}…", size, bold=bold) > room:
        text = text[:-1].rstrip()
    return f"{text}…"


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text in lines that fit into the room, broken between words; a word too long for a line is shortened."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(shortened(word, size, room, bold=bold))
    return lines


@cache
def _advances() -> dict[bool, dict[str, int]]:
    """Whether bold -> character -> its width in thousandths of the font size."""
    found: dict[bool, dict[str, int]] = {False: {}, True: {}}
    with files("bot.charts").joinpath("fonts", "advances.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            char = chr(int(row["code_point"]))
            found[False][char], found[True][char] = int(row["regular"]), int(row["bold"])
    return found
