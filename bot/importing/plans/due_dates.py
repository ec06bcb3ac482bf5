"""The time that a plan gives a task -> its last day, only where the words name one (pure).

"Trước 30/9" and "trước ngày 30/9" mean the 30th itself too: so offices use it, and a report that comes on that day is
not late. A month or a quarter after "trước" stays words, for whether it counts itself is not said. A day without a
year is of the plan's year; if that day has passed when the plan is issued the year is not certain, so it stays words.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.i18n import N_
from bot.names.normalize import fold_in_place

Timing = Literal["once", "regular", "standing"]

QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
YEAR = r"(?:\s?(?:/|-|\.|,|\()?\s?(?:nam\s?)?(20\d\d))?"
NUMBER = r"(?:0?[1-9]|1[0-2])"
NOT_TIMES = re.compile(
    r"(?:so )?\b\d{1,5}/[a-z][\w/.-]{0,30}(?: (?:ngay )?\d\d?/\d\d?/\d{4})?|\b\d\d?\s?(?:h|gio)\s?\d{0,2}\b"
)
"""The number of a document with its date, and the time of day."""
BEGUN = re.compile(r"\b(quy|thang|ngay|nam|truoc|den|tu|het|va)\n")
"""A time that goes on in the next line: "Quý" / "III/2026"."""
EVERY = re.compile(
    r"\b(?:thuong xuyen|thuong nien|thuong ky|lien tuc|dinh ky|(?:hang|moi) (?:nam|quy|thang|tuan|ngay)"
    r"|(?:\d|mot|hai) lan\s?/\s?(?:nam|quy|thang|tuan)|6 thang mot lan|trong suot (?:ca )?nam"
    r"|regularly|yearly|annually|quarterly|monthly|weekly|ongoing)\b"
)
PERIODIC = re.compile(r"\b(?:dinh ky|hang|moi|lan)\b")
VAGUE = re.compile(r"\b(?:dau|giua|trung tuan|thuong tuan|ha tuan|tuan)\b(?! nam)")
AFTER = re.compile(r"\b(?:ke tu|sau khi|sau ngay|tinh tu|ngay lam viec)\b")
BEFORE_SPAN = re.compile(r"\btruoc (?:het )?(?:(?:thang|quy|nam(?: hoc)?) (?=\d|[iv]+\b))")
DAY = re.compile(
    r"(?<![\d/.-])(0?[1-9]|[12]\d|3[01])\s?[/.-]\s?(0?[1-9]|1[0-2])(?:\s?[/.-]\s?(20\d\d|\d\d))?(?![\d/-])"
)
ISO = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?: 00:00:00)?(?!\d)")
WORDED_DAY = re.compile(
    r"(?:ngay )?\b(\d\d?)(?: thang |\s?-\s?thang )(\d\d?)\b" + YEAR  # "ngày 15 tháng 12 năm 2026"
)
HALF = re.compile(r"\b(?:6|sau) thang (dau|cuoi) nam" + YEAR.replace(r"(?:nam\s?)?", ""))
NINE = re.compile(r"\b(?:9|chin) thang(?: dau nam)?" + YEAR)
QUARTER = re.compile(
    r"\b(?:cac )?quy ((?:iv|iii|ii|i|[1-4])(?:\s?(?:,|-|–|va|den|\+)\s?(?:quy )?(?:iv|iii|ii|i|[1-4]))*)\b" + YEAR
)
MONTH = re.compile(rf"\bthang ({NUMBER}(?:\s?(?:,|-|–|va|den)\s?(?:thang )?{NUMBER})*)\b(?!\s?/\s?\d\d?\b)" + YEAR)
SPAN = re.compile(r"(?<!\d)(20\d\d)\s?(?:-|–|den(?: nam)?)\s?(20\d\d)(?!\d)")
WHOLE_YEAR = re.compile(r"(?:\b(?:trong |ca |het |cuoi |den )?nam )?(?<![\d/])(20\d\d)(?!\d)")
THIS_YEAR = re.compile(r"\b(?:(?:trong|ca|het) nam|cuoi nam)\b(?! 20\d\d)")
DIGIT = re.compile(r"\d")
DAY_OF_MONTH = re.compile(r"\bngay \d\d?\b(?!\s?[/.]|\s?thang \d)")
ROMAN_QUARTER = re.compile(r"\bquy (?:i|ii|iii|iv)\b")
RANGE = re.compile(r"[-–]|\bden\b")
LATER_YEAR = re.compile(r"[/.-](20\d\d)(?!\d)")
PIECES = re.compile(r"iv|iii|ii|i|\d+")


@dataclass(frozen=True, slots=True)
class DueTime:
    """What a cell says of the time. ``doubt`` is a msgid of what is not certain about it, '' if all is."""

    timing: Timing
    due: dt.date | None
    doubt: str = ""


def due_time(text: str, date: dt.date, year: int) -> DueTime:
    """The time of a task in a plan of ``date`` for ``year``."""
    folded = BEGUN.sub(r"\1 ", fold_in_place(text)).replace("\n", "; ")
    folded = " ".join(folded.replace("qui ", "quy ").split())
    folded = NOT_TIMES.sub(" ", folded)
    every = EVERY.search(folded)
    rest = EVERY.sub(" ", folded)
    if every and DAY_OF_MONTH.search(rest):
        return DueTime("regular", None)  # "trước ngày 15 hằng tháng"
    if AFTER.search(rest):
        return DueTime("regular" if every else "once", None)
    if BEFORE_SPAN.search(rest):
        return DueTime("regular" if every else "once", None, BEFORE_WHAT)
    days, left, certain = _days(rest, year)
    if days is None or (DIGIT.search(left) and not every):
        return DueTime("regular" if every else "once", None, NO_SUCH_DAY if days is None else NOT_READ)
    if not days or (every and ((PERIODIC.search(every[0]) and not certain) or _only_years(rest))):
        return DueTime("regular" if every else "once", None)
    if VAGUE.search(left):
        return DueTime("once", None, NOT_EXACT)
    due = max(days)
    if due < date:
        return DueTime("regular" if every else "once", None, PASSED if certain else PASSED_YEAR)
    if every:
        return DueTime("once", due, BOTH_TIMES)
    return DueTime("once", due, SEVERAL_DAYS if len(days) > 1 and not _is_range(rest) else "")


def _only_years(text: str) -> bool:
    """Whether no more than a year is named: "thường xuyên trong năm 2026"."""
    left = text
    for pattern in (SPAN, WHOLE_YEAR, THIS_YEAR):
        left = pattern.sub(" ", left)
    return not DIGIT.search(left) and not ROMAN_QUARTER.search(left)


def _is_range(text: str) -> bool:
    return bool(RANGE.search(text))


def _days(text: str, year: int) -> tuple[set[dt.date] | None, str, bool]:
    """The last days that are named (None where one does not exist), the text without them, and whether every day has
    its year.
    """
    days: set[dt.date] = set()
    certain = True

    def last(found_year: str | None, month: int, day: int | None = None) -> None:
        nonlocal certain
        certain = certain and bool(found_year)
        full = int(found_year or year)
        full += 2000 if full < 100 else 0
        days.add(dt.date(full, month, day or monthrange(full, month)[1]))

    try:
        for pattern in (ISO, WORDED_DAY, MONTH, DAY, HALF, NINE, QUARTER, SPAN, WHOLE_YEAR, THIS_YEAR):
            for found in pattern.finditer(text):
                if pattern is ISO:
                    last(found[1], int(found[2]), int(found[3]))
                elif pattern in (DAY, WORDED_DAY):
                    last(found[3] or _later_year(text, found.end()), int(found[2]), int(found[1]))
                elif pattern is HALF:
                    last(found[2], 6 if found[1] == "dau" else 12)
                elif pattern is NINE:
                    last(found[1], 9)
                elif pattern is QUARTER:
                    for quarter in _ends([QUARTERS[one] for one in PIECES.findall(found[1])], found[1]):
                        last(found[2], 3 * quarter)
                elif pattern is MONTH:
                    for month in _ends([int(one) for one in PIECES.findall(found[1])], found[1]):
                        last(found[2], month)
                elif pattern is THIS_YEAR:
                    last(None, 12)
                else:
                    last(found[2] if pattern is SPAN else found[1], 12)
            text = pattern.sub(" ", text)
    except ValueError:
        return None, text, certain
    return days, text, certain


def _ends(numbers: list[int], text: str) -> list[int]:
    """The last of months or quarters that follow one another; each of those that do not ("tháng 6, tháng 12")."""
    follows = all(after == before + 1 for before, after in pairwise(numbers))
    return [max(numbers)] if follows or RANGE.search(text) else numbers


def _later_year(text: str, at: int) -> str | None:
    """The year that follows the last of several days: "30/6 và 30/11/2026"."""
    found = LATER_YEAR.search(text, at)
    return found[1] if found else None


NO_SUCH_DAY = N_("There is no such day; the time is kept as words only.")
NOT_READ = N_("The time was not understood; it is kept as words only.")
NOT_EXACT = N_("No day is named; the time is kept as words only.")
BEFORE_WHAT = N_(
    "“Before” a month, quarter or year: whether it counts itself is not said. The time is kept as words only."
)
PASSED = N_("This day is before the plan's own date; the time is kept as words only.")
PASSED_YEAR = N_(
    "The year is not written, and in the plan's year this day is before its date; it is kept as words only."
)
BOTH_TIMES = N_("Both regular and with a day; the day counts as its due date.")
SEVERAL_DAYS = N_("Several days are named; the last one counts as its due date.")
