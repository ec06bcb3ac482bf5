"""What stands in one cell: nothing, a score, a rank. All functions are pure.

Numbers come with a decimal comma or point, thousands marks, percent signs, units; ranks as "5", "5/63", "hạng 5".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.importing.grid import Cell, Odd
from bot.importing.wordlists import BLANKS
from bot.names.normalize import fold

LONGEST_BLANK = 60
SPACES = "[ \u00a0\u2007\u2009\u202f'’]"
SPACE = re.compile(SPACES)
GROUPED = re.compile(rf"\d{{1,3}}(?:{SPACES}\d{{3}}){{1,6}}(?=[.,]|$)")
UNIT = re.compile(r"\s?(?:%|điểm|đ|points?|pts?)\.?$", re.I)
BODY = re.compile(r"([+\-−–]?)((?:\d[\d.,]*|[.,]\d+))(?:e([+-]?\d{1,3}))?", re.I | re.A)
FRACTION = re.compile(r"([^/]{1,40}?)\s?/\s?([\d.,]{1,40})", re.A)
QUOTED = re.compile(r'="?([^"]{0,200})"')
MARKS = re.compile(r"[.,]")
DIGITS = re.compile(r"\d+")
RANK = re.compile(
    r"(?:xếp\s)?(?:hạng|thứ|hang|thu|rank|top|no\.?|#)?\s?=?\s?0{0,9}(\d{1,3})\s?=?(?:st|nd|rd|th|[.,]0{1,9}|\.)?"
    r"\s?(?:(?:/|trên|of)\s?(\d{1,3}))?",
    re.I | re.A,
)


def blank(cell: Cell) -> bool:
    """Whether a cell says nothing: it is empty, a dash, "N/A", "không công bố" and the like."""
    if cell is None:
        return True
    if not isinstance(cell, str) or len(cell) > LONGEST_BLANK:
        return False
    words = fold(cell)
    # "(không công bố)¹": what is left of a dash or dots is nothing.
    return (not words and "%" not in cell) or words in BLANKS


def number(cell: Cell, mark: str = "") -> float | None:
    """The score in a cell; None if it is none. ``mark`` is the table's decimal mark where known.

    "1.234" is 1234 where the mark is a comma, and 1.234 where it is a point or not known.
    """
    if isinstance(cell, float):
        return round(cell, 8)
    if not isinstance(cell, str):
        return None
    text = GROUPED.sub(lambda found: SPACE.sub("", found[0]), UNIT.sub("", _unquoted(cell)))
    read = BODY.fullmatch(text)
    if read is None:
        return None
    body = _plain(read[2], mark)
    if body is None:
        return None
    value = float(f"{body}e{read[3] or 0}")
    if value == float("inf"):
        return None
    return -value if read[1] in ("-", "−", "–") and value else value


def fraction(cell: Cell, mark: str = "") -> tuple[float, float] | None:
    """The two numbers of a fraction: "40,62/80" -> (40.62, 80.0). None if it is none."""
    read = FRACTION.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if read is None:
        return None
    score, scale = number(read[1], mark), number(read[2], mark)
    return (score, scale) if score is not None and scale is not None else None


def rank(cell: Cell) -> tuple[int, int | None] | None:
    """A rank and the denominator printed with it; None if it is no rank."""
    if isinstance(cell, float):
        return (int(cell), None) if cell.is_integer() and abs(cell) < 1000 else None
    read = RANK.fullmatch(_unquoted(cell)) if isinstance(cell, str) else None
    return (int(read[1]), int(read[2]) if read[2] else None) if read else None


def decimal_marks(cells: Iterable[Cell]) -> set[str]:
    """The decimal marks that the numbers written as text use beyond doubt: {","}, {"."}, both, or none."""
    found: set[str] = set()
    for cell in cells:
        if not isinstance(cell, str) or number(cell) is None:
            continue
        marks = [char for char in cell if char in ".,"]
        if not marks:
            continue
        body = _unquoted(cell)
        digits = DIGITS.match(body.rpartition(marks[-1])[2])
        alone = len(marks) == 1
        if not alone and len(set(marks)) == 1:
            found.add("," if marks[0] == "." else ".")
        elif not alone or body.startswith("0") or (digits and len(digits[0]) != 3):
            found.add(marks[-1])
    return found


def odd(cell: Cell) -> str:
    """The kind of a cell from which no number can be read; '' for plain text and numbers."""
    if isinstance(cell, str) and cell.startswith("=") and not QUOTED.fullmatch(cell):
        return "formula"
    return cell.kind if isinstance(cell, Odd) else ""


def _unquoted(text: str) -> str:
    read = QUOTED.fullmatch(text)
    return (read[1] if read else text).strip()


def _plain(body: str, mark: str) -> str | None:
    """Digits with at most one point; None where the marks make no number."""
    marks = [char for char in body if char in ".,"]
    if not marks:
        return body
    if len(set(marks)) == 2:
        decimal = marks[-1]
        whole, _, part = body.rpartition(decimal)
        return f"{MARKS.sub('', whole)}.{part}" if decimal not in whole and _groups(whole) and part else None
    whole, _, part = body.rpartition(marks[0])
    if len(marks) > 1:
        return MARKS.sub("", body) if _groups(body) else None
    thousands = len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    if thousands and mark and mark != marks[0]:
        return whole + part
    return f"{whole or '0'}.{part or '0'}"


def _groups(text: str) -> bool:
    first, *others = MARKS.split(text)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in others)
