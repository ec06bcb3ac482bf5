"""Times within a question, in either language: days, months, years, spans of years, "last year" (pure).

A time is taken out of the text and a mark is left in its place, so that what is denied or corrected ("không phải 2023",
"à không, năm 2022") can be told from what is meant by where it stands; ``when`` puts together those that are left.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bot.questions.time_patterns import (
    AGAINST,
    AGAINST_YEAR,
    AGO,
    ANNOUNCED_AFTER,
    ANNOUNCED_BEFORE,
    ANNOUNCED_IN,
    BACK,
    BEFORE_YEAR,
    DAY_OR_MONTH,
    DAYS,
    DIGIT,
    IN_SMALL,
    INVISIBLE,
    LAST_YEAR_SAID,
    LINES,
    MARK,
    MONTHS,
    OF_MONTHS,
    ONWARD,
    OTHER,
    PLAIN_YEAR,
    RANGE,
    SHORT,
    SHORT_YEAR,
    SINCE,
    SINCE_WHEN,
    STEP_TO,
    STEPS,
    TIMELY,
    TO_TODAY,
    TODAY,
    UNTIL_YEAR,
    WORDS,
    YEAR,
    YEARS_AGO,
)

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""The years that can be named; whether an index has them is for the answer to say."""
LONGEST_READ = 1500
"""The number of characters read: what follows in a longer message is a pasted document, not a question."""
MOST_TIMES = 40


Kind = Literal[
    "period",
    "announced",
    "year",
    "span",
    "since",
    "until",
    "ago",
    "back",
    "against",
    "versus",
    "than",
    "beyond",
    "step",
]


@dataclass(frozen=True, slots=True)
class Time:
    """A time as it was said. ``first`` and ``last`` are years, or for ``ago``, ``back`` and ``step`` a number of years;
    ``period`` is a day or a month; ``typed`` are the words.
    """

    kind: Kind
    first: int = 0
    last: int = 0
    period: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """What a text says about time.

    ``year`` is the (last) year named, and ``since`` the first one where several or a span were named; ``period`` is a
    date (``2026-09-17``) or a month (``2026-09``); ``back`` is how many years are looked back on ("5 năm qua");
    ``against`` is true for a comparison with the year before; ``beyond`` is a year outside 1990-2099. ``announced`` is
    true where the year is that of an announcement ("công bố tháng 4/2025"), and ``open`` where a span has no end
    ("từ 2018 đến nay") or no beginning ("trước 2018"). ``step`` are the years from the one shown before to the one
    meant ("năm trước đó" -1), ``than`` is the only year named, where something is held against it ("so với 2022"), and
    ``beside`` last year, where something is ("hơn năm ngoái").
    """

    year: int | None = None
    since: int | None = None
    period: str | None = None
    back: int | None = None
    against: bool = False
    beyond: str = ""
    announced: bool = False
    open: bool = False
    step: int = 0
    than: int | None = None
    beside: int | None = None


def clean(text: str) -> str:
    """The text composed, without invisible characters, with plain spaces and with full-width forms as plain ones.

    Line ends become semicolons. At most ``LONGEST_READ`` characters of it are returned.
    """
    composed = unicodedata.normalize("NFKC", text[:LONGEST_READ])[:LONGEST_READ]
    one = INVISIBLE.sub("", composed).strip()
    return " ".join((LINES.sub(" ; ", one) if not one.isprintable() else one).split())[:LONGEST_READ]


def marked_time(word: str) -> int | None:
    """The number of the time for which ``taken_out`` left this word; None for any other word."""
    found = MARK.fullmatch(word)
    return int(found[1]) if found else None


def taken_out(text: str) -> tuple[str, tuple[Time, ...]]:
    """The times in a cleaned text, in no certain order, and the text with a mark in the place of each."""
    times: list[Time] = []
    if "qt" in text:
        text = MARK.sub(" ", text)
    numbered = DIGIT.search(text) is not None
    small = text.lower()
    before = small
    timely = TIMELY.search(small) is not None
    if not numbered and not timely:
        return text, ()

    def take(pattern: re.Pattern[str], made: Callable[[re.Match[str]], Time | None]) -> None:
        nonlocal text, small
        if pattern is not YEAR and IN_SMALL[pattern].search(small) is None:
            return

        def one(found: re.Match[str]) -> str:
            time = made(found) if len(times) < MOST_TIMES else None
            if time is None:
                return found[0]
            times.append(time)
            kept = found.groupdict()
            return f"{kept.get('before') or ''} qt{len(times) - 1}q {kept.get('between') or ''}"

        text = pattern.sub(one, text)
        small = text.lower()

    for pattern, order in (*DAYS, *OF_MONTHS) if numbered and DAY_OR_MONTH.search(small) else ():
        take(pattern, lambda found, order=order: _dated(found, order))  # type: ignore[misc]
    take(AGAINST, lambda found: Time("against", typed=found[0]))
    years = len(PLAIN_YEAR.findall(text)) if numbered else 0
    if years:
        take(ANNOUNCED_IN, lambda found: Time("announced", int(found[2]), int(found[2]), typed=found[0]))
        take(STEP_TO, _stepped)
        if TODAY.search(small):
            take(TO_TODAY, lambda found: Time("since", int(found[1]), typed=found[0]))
        if years > 1:
            take(RANGE, _span)
        take(AGAINST_YEAR, _against_year)
        take(SINCE, _since)
        take(SINCE_WHEN, lambda found: Time("since", int(found[1]), typed=found[0]))
        take(ONWARD, lambda found: Time("since", int(found[1]), typed=found[0]))
        take(BEFORE_YEAR, lambda found: Time("until", last=int(found[1]) - 1, typed=found[0]))
        take(UNTIL_YEAR, lambda found: Time("until", last=int(found[1]), typed=found[0]))
        take(YEAR, lambda found: Time("year", *_years(found), typed=found[0]))
    if numbered and SHORT_YEAR.search(small):
        take(SHORT, lambda found: Time("year", *_years(found), typed=found[0]))
    if not (timely if small is before else TIMELY.search(small)):
        return text, tuple(times)
    take(YEARS_AGO, lambda found: Time("ago", _counted(found[1] or found[2]), typed=found[0]))
    for pattern, sign in STEPS:
        take(pattern, lambda found, sign=sign: Time("step", sign * _number(found), typed=found[0]))  # type: ignore[misc]
    for back in BACK:
        take(back, lambda found: Time("back", _counted(found[1]), typed=found[0]))
    for pattern, ago in AGO:
        take(pattern, lambda found, ago=ago: Time("ago", ago, typed=found[0]))  # type: ignore[misc]
    take(OTHER, lambda found: Time("beyond", typed=found[0]))
    return text, tuple(times)


def _number(found: re.Match[str]) -> int:
    """The number of years that is said in one of the groups; 1 where there is none."""
    said = next(filter(None, found.groups()), "1").lower()
    return WORDS.get(said) or int(said)


def _years(found: re.Match[str]) -> tuple[int, int]:
    year = int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])
    return year, year


def _stepped(found: re.Match[str]) -> Time:
    year = int(found["year"] or found["said"])
    return Time("year", year, year, typed=found[0])


def _counted(word: str) -> int:
    return WORDS.get(word.lower()) or int(word)


def _since(found: re.Match[str]) -> Time:
    after = found[1].lower() in ("sau", "after")
    return Time("since", int(found[2]) + after, typed=found[0])


def _against_year(found: re.Match[str]) -> Time:
    return Time("versus" if found["held"] else "than", int(found[2]), typed=found[0])


def _span(found: re.Match[str]) -> Time:
    first, last = sorted((int(found[1]), int(found[2])))
    return Time("span", first, last, typed=found[0])


def _dated(found: re.Match[str], order: str) -> Time | None:
    period = _period(dict(zip(order, found.groups(), strict=True)))
    if not period:
        return None
    told = ANNOUNCED_BEFORE.search(found.string[max(0, found.start() - 30) : found.start()]) is not None
    told = told or ANNOUNCED_AFTER.match(found.string[found.end() : found.end() + 30]) is not None
    year = int(period[:4])
    return Time("announced" if told else "period", year, year, period, found[0])


def _period(parts: dict[str, str]) -> str:
    year = int(parts["y"])
    month = int(parts["m"]) if parts["m"].isdigit() else MONTHS[parts["m"][:3].lower()]
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return ""
    if "d" not in parts:
        return f"{year}-{month:02}"
    try:
        return dt.date(year, month, int(parts["d"])).isoformat()
    except ValueError:
        return ""


def when(times: Iterable[Time], today: dt.date) -> When:
    """What the times say together."""
    years: list[int] = []
    period: str | None = None
    back: int | None = None
    since = until = versus = step = 0
    beside: int | None = None
    against = announced = alone = False
    beyond = ""
    for time in times:
        match time.kind:
            case "period" | "announced":
                period = period or time.period or None
                announced |= time.kind == "announced"
                years.append(time.first)
            case "year":
                years.append(time.first)
            case "span":
                years += [time.first, time.last]
            case "since":
                since = time.first
            case "until":
                until = time.last
            case "ago":
                years.append(today.year - time.first)
            case "back":
                back = time.first or None
            case "step":
                step += time.first
            case "against":
                against = True
                if LAST_YEAR_SAID.search(time.typed):
                    beside = today.year - 1
            case "versus" | "than":
                versus, alone = time.first, time.kind == "versus"
            case "beyond":
                beyond = beyond or time.typed
    if step and years:
        years.append(max(years) + step)  # "2023 và năm trước đó"
        step = 0
    than = versus if versus and not (years or since or until) else None
    if versus and years and max(years) == versus + 1:
        against = True  # "2023 so với 2022" asks for 2023 and what moved
    elif versus and (years or not alone):
        years.append(versus)
    elif versus:
        since = since or versus
    is_open = bool(since or until) and not years
    if since:
        years.append(since)
    if until:
        years.append(until)
    several = len(set(years)) > 1
    only_since = is_open and bool(since) and not until
    return When(
        year=None if only_since or not years else max(years),
        since=min(years) if several or only_since else None,
        period=period,
        back=back,
        against=against,
        beyond="" if years else beyond,
        announced=announced,
        open=is_open,
        step=step,
        than=than,
        beside=beside,
    )


def extract(text: str, today: dt.date) -> tuple[str, When]:
    """Read the times in a cleaned text; returns the text with commas in their place, and the times."""
    rest, times = taken_out(text)
    return MARK.sub(",", rest), when(times, today)
