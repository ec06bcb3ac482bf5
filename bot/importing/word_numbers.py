"""The numbers that Word writes before the paragraphs of a list, which stand in no text ("1.", "II", "a)", "-").

This runs in the reading process.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_LEVELS = 9
PLACE = re.compile(r"%([1-9])")
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
SMALL_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class ListNumbers:
    """Counts the lists of one document, from top to bottom; what it cannot read it leaves without a number."""

    def __init__(self, numbering: bytes) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        """List -> level -> format, pattern and first number."""
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if numbering:
            self._read(numbering)

    def labelled(self, paragraph: Any, text: str) -> str:
        """The paragraph's text with its number before it, if it has one."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        if properties is None:
            return text
        list_id, level = _value(properties.find(f"{W}numId")), _value(properties.find(f"{W}ilvl")) or "0"
        if list_id in ("", "0") or level not in "012345678":
            return text
        at = int(level)
        kind, pattern, first = self._levels.get(list_id, {}).get(at, ("decimal", f"%{at + 1}.", 1))
        counts = self._counts[list_id]
        counts[at] = counts.get(at, first - 1) + 1
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]
        if kind == "bullet":
            return f"- {text}" if text.strip() else text
        label = PLACE.sub(lambda found: self._number(list_id, int(found[1]) - 1), pattern)
        return f"{label} {text}".strip()

    def _number(self, list_id: str, level: int) -> str:
        kind, _, first = self._levels.get(list_id, {}).get(level, ("decimal", "", 1))
        return written(self._counts[list_id].get(level, first), kind)

    def _read(self, numbering: bytes) -> None:
        from docx.oxml import parse_xml

        root = parse_xml(numbering)
        abstract = {}
        for one in root.iter(f"{W}abstractNum"):
            levels = {}
            for level in one.iter(f"{W}lvl"):
                at, first = level.get(f"{W}ilvl", ""), _value(level.find(f"{W}start"))
                if at in tuple("012345678"):
                    kind = _value(level.find(f"{W}numFmt")) or "decimal"
                    pattern = _value(level.find(f"{W}lvlText"))
                    levels[int(at)] = (kind, pattern[:40], int(first) if first.isdigit() and len(first) < 5 else 1)
            abstract[one.get(f"{W}abstractNumId", "")] = levels
        for one in root.iter(f"{W}num"):
            self._levels[one.get(f"{W}numId", "")] = abstract.get(_value(one.find(f"{W}abstractNumId")), {})


def written(number: int, kind: str) -> str:
    """A number as a list shows it: "4", "iv", "IV", "d" or "D"."""
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, letters in (*ROMAN, *SMALL_ROMAN):
            while number >= value and len(roman) < 15:
                roman += letters
                number -= value
        return roman.lower() if kind == "lowerRoman" else roman
    return str(number)


def _value(element: Any) -> str:
    return element.get(f"{W}val", "") if element is not None else ""
