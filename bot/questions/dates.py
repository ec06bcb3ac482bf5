"""Years and dates within a question, in either language, and the question's text without them (pure)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, replace

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""The years that can be named; whether an index has them is for the answer to say."""
LONGEST_READ = 1500
"""The number of characters read: what follows in a longer message is a pasted document, not a question."""

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_MONTHS = {"janfebmaraprmayjunjulaugsepoctnovdec"[3 * i : 3 * i + 3]: i + 1 for i in range(12)}
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_Y = r"(199\d|20\d\d)(?!\d|/(?:qđ|qd|nq|kh|ct|cv|tb|bc|ubnd|nđ|nd)\b)"
_NAM = r"(?:n[aă]m|nawm|na8m)"
_BARE = r"(?<!\bha )(?<!\bquang )(?<!\bviet )(?<!\bmien )\bnam"  # a "nam" that does not belong to Hà Nam, miền Nam …
_THANG = r"th(?:[aá]ng|angs|a1ng|asng)"


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_DAYS = (
    (_re(rf"(?<!\d){_Y}-(\d{{1,2}})-(\d{{1,2}})(?!\d)"), "ymd"),
    (_re(rf"(?:ng[aà]y\s+)?(?<!\d)(\d{{1,2}})\s?[/.\-]\s?(\d{{1,2}})\s?[/.\-]\s?{_Y}"), "dmy"),
    (_re(rf"(?:ng[aà]y\s+)?(?<!\d)(\d{{1,2}})\s+{_THANG}\s+(\d{{1,2}})\s*(?:{_NAM}|[,/])?\s*{_Y}"), "dmy"),
    (_re(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_Y}"), "dmy"),
    (_re(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_Y}"), "mdy"),
)
_OF_MONTHS = (
    (_re(rf"\b{_THANG}\s+(\d{{1,2}})\s*(?:{_NAM}|[/.\-])?\s*{_Y}"), "my"),
    (_re(rf"\b{_MONTH},?\s+{_Y}"), "my"),
    (_re(rf"(?<![\d/])(\d{{1,2}})\s?/\s?{_Y}"), "my"),
    (_re(rf"(?<!\d){_Y}[-/](\d{{1,2}})(?![\d/])"), "ym"),
)
_RANGE = _re(rf"(?<!\d){_Y}\s*(?:-|–|—|đ[eế]n|den|t[oớ]i|to|until|till|through)\s*(?:{_NAM}\s+)?{_Y}")
_YEAR = _re(rf"(?<!\d){_Y}")
_SHORT = _re(r"(?:\bnăm\s+|')(1[1-9]|2\d|30)(?!\d|\s*t[iỉ]nh)")
_OTHER = _re(r"(?<![\d/])(1[89]\d\d|21\d\d)(?![\d/])")
_AGAINST = _re(
    rf"(?:so v[oớ]i|compared (?:to|with)|versus|vs|than|against|from)\s+(?:the\s+)?"
    rf"(?:{_NAM} (?:ngo[aá]i|tr[uư][oớ]c)|(?:last|previous) year|year before)(?:'s)?\b"
)
_AGO = (
    (_re(rf"\b{_NAM} k[iì]a\b|\b(?:two years ago|(?:the )?year before last)\b"), 2),
    (_re(r"\b(?:năm|nawm) (?:ngoái|ngoais|trước|vừa rồi)\b|\b(?:last|previous) year(?:'s)?\b"), 1),
    (_re(rf"{_BARE} (?:ngoai|truoc)\b"), 1),
    (_re(rf"\bnăm nay\b|{_BARE} nay\b|\bthis year(?:'s)?\b"), 0),
)
_BACK = _re(
    rf"(?<!\d)(\d{{1,2}}|two|three|four|five|ten|hai|ba|bốn|mười)\s+(?:years?\b|{_NAM}\s+"
    rf"(?:vừa qua|vua qua|qua|g[aầ]n đ[aâ]y|gan day|g[aầ]n nh[aấ]t|li[eê]n ti[eế]p|tr[oở] l[aạ]i|li[eề]n)\b)"
)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10, "hai": 2, "ba": 3, "bốn": 4, "mười": 10}


@dataclass(frozen=True, slots=True)
class When:
    """What a text says about time.

    ``year`` is the (last) year named, and ``since`` the first one where several or a span were named; ``period`` is a
    date (``2026-09-17``) or a month (``2026-09``); ``back`` is how many years are looked back on ("5 năm qua");
    ``against`` is true for a comparison with the year before; ``beyond`` is a year outside 1990-2099.
    """

    year: int | None = None
    since: int | None = None
    period: str | None = None
    back: int | None = None
    against: bool = False
    beyond: str = ""


def clean(text: str) -> str:
    """The text composed, without invisible characters, with plain spaces and with full-width forms as plain ones.

    At most ``LONGEST_READ`` characters of it are returned.
    """
    composed = unicodedata.normalize("NFKC", text[:LONGEST_READ])[:LONGEST_READ]
    return " ".join(_INVISIBLE.sub("", composed).split())


def extract(text: str, today: dt.date) -> tuple[str, When]:
    """Read the times in a cleaned text; returns the text with commas in their place, and the times."""
    when = When()
    for pattern, order in (*_DAYS, *_OF_MONTHS):
        for found in pattern.finditer(text):
            period = _period(dict(zip(order, found.groups(), strict=True)))
            if period:
                text = text[: found.start()] + " , " + text[found.end() :]
                return _years(text, replace(when, period=period, year=int(period[:4])), today)
    return _years(text, when, today)


def _period(parts: dict[str, str]) -> str:
    year = int(parts["y"])
    month = int(parts["m"]) if parts["m"].isdigit() else _MONTHS[parts["m"][:3].lower()]
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return ""
    if "d" not in parts:
        return f"{year}-{month:02}"
    try:
        return dt.date(year, month, int(parts["d"])).isoformat()
    except ValueError:
        return ""


def _years(text: str, when: When, today: dt.date) -> tuple[str, When]:
    named: list[int] = [when.year] if when.year else []
    against = bool(_AGAINST.search(text))
    text = _AGAINST.sub(" , ", text)

    def take(found: re.Match[str]) -> str:
        years = [int(year) if len(year) == 4 else 2000 + int(year) for year in found.groups()]
        if not all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
            return found[0]
        named.extend(years)
        return " , "

    for pattern in (_RANGE, _YEAR, _SHORT):
        text = pattern.sub(take, text)
    for pattern, ago in _AGO:
        text, times = pattern.subn(" , ", text)
        if times:
            named.append(today.year - ago)
    back = _BACK.search(text)
    if back:
        text = _BACK.sub(" , ", text)
        when = replace(when, back=_WORDS.get(back[1].lower()) or int(back[1]) or None)
    other = _OTHER.search(text)
    return _OTHER.sub(" , ", text), replace(
        when,
        year=max(named) if named else None,
        since=min(named) if len(set(named)) > 1 else None,
        against=against,
        beyond=other[0] if other and not named else "",
    )
