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

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""The years that can be named; whether an index has them is for the answer to say."""
LONGEST_READ = 1500
"""The number of characters read: what follows in a longer message is a pasted document, not a question."""
MOST_TIMES = 40

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_DIGIT = re.compile(r"\d")
_TIMELY = re.compile(
    r"n[aăắằâ]m\b|nawm|na8m|year|edition|k[yỳ] |l[aầ]n\b|đ[oợ]t\b|\btime\b|\brounds?\b|reading|release|survey|latest"
    r"|report|\d{4}"
)
"""Without one of these, in small letters, nothing is said of time."""
_PLAIN_YEAR = re.compile(r"(?:199|20\d)\d")
_SHORT_YEAR = re.compile(r"n[aă]m\s+\d\d|['’‘]\d\d")
"""Without this, in small letters, no year is said by two digits."""
_TODAY = re.compile(r"nay|chừ|giờ|now|present|today")
_DAY_OR_MONTH = re.compile(r"\d\s?[/.\-]\s?\d|th[aá]ng|tha1|thas|jan|feb|ma[ry]|apr|ju[nl]|aug|sep|oct|nov|dec")
"""Without one of these, in small letters, no day and no month is said."""
_LINES = re.compile(r"[\r\n]+")
_MARK = re.compile(r"qt(\d{1,2})q")
_MONTHS = {"janfebmaraprmayjunjulaugsepoctnovdec"[3 * i : 3 * i + 3]: i + 1 for i in range(12)}
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_Y = r"(199\d|20\d\d)(?!\d|/(?:qđ|qd|nq|kh|ct|cv|tb|bc|ubnd|nđ|nd)\b)"
_NAM = r"(?:n[aă]m|nawm|na8m)"
_BARE = r"(?<!\bh[aà] )(?:(?<!\bqu[aả]ng )|(?<=\btuyen quang ))(?<!\b[kg]wang )(?<!\bvi[eệ]t )(?<!\bmi[eề]n )\bnam"
"""A "nam" that does not belong to Hà Nam, miền Nam …"""
_THANG = r"th(?:[aá]ng|angs|a1ng|asng)"
_FROM = r"(?:(?:k[eể] |t[ií]nh )?t[uừ](?: (?:h[oồ]i|t[aậ]n|l[uú]c|d[aạ]o|khi))?|sau|since|from|after)"
_TO_NOW = (
    r"(?:\s+(?:(?:đ[eế]n|t[oớ]i|cho t[oớ]i|cho đ[eế]n|den)\s+(?:nay|gi[oờ]|ch[uừ]|b[aâ]y gi[oờ]|hi[eệ]n nay|hi[eệ]n "
    r"t[aạ]i)"
    r"|tr[oở] đi|tro di|tr[oở] l[aạ]i đ[aâ]y|tro lai day|tr[oở] v[eề] sau|(?:up )?(?:to|until|till) (?:now|today|date"
    r"|the present)|to present|onwards?|on))?"
)
_BEFORE = r"(?:trư[oớ]c|truoc|before|prior to)"
_UNTIL = r"(?:t[ií]nh đ[eế]n|đ[eế]n|t[oớ]i|den|until|till|up to)"
_SPAN = (
    r"(?:giai đo[aạ]n|giai doan|nhi[eệ]m k[yỳ]|nhiem ky|t[uừ]|kho[aả]ng|trong|between|from|period|term|during|the "
    r"years?"
    r"|k[eể] t[uừ])"
)


_IN_SMALL: dict[re.Pattern[str], re.Pattern[str]] = {}
"""Each pattern -> the same for small letters, which is looked for several times as fast."""


def _re(pattern: str) -> re.Pattern[str]:
    made = re.compile(pattern, re.IGNORECASE)
    _IN_SMALL[made] = re.compile(pattern)
    return made


_TOLD = (
    r"(?:c[oô]ng b[oố]|cong bo|ra m[aắ]t|đ[uư][oợ]c c[oô]ng b[oố]|(?:published|announced|released|launched|unveiled"
    r"|made public|put out)|(?:announcement|publication|release|launch)(?: (?:made|given|dated|held|of|from))?)"
)
_AT = r"(?:\s+(?:v[aà]o|ng[aà]y|h[oồ]i|trong|in|on|during))?"
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
_ANNOUNCED_IN = _re(rf"\b(?P<before>{_TOLD}){_AT}\s+(?:{_NAM}\s+)?{_Y}")
_ANNOUNCED_BEFORE = _re(rf"\b{_TOLD}{_AT}\s*$")
_ANNOUNCED_AFTER = _re(rf" ?(?:người ta |họ |vừa |mới |được |đã |was |were ){{0,3}}{_TOLD}\b")
_RANGE = _re(
    rf"(?:\b{_SPAN}\s+(?:{_NAM}\s+)?|\bnăm\s+)?(?<!\d){_Y}\s*(?:-|–|—|đ[eế]n|den|t[oớ]i|to|until|till|through|and(?=\s+20))\s*"
    rf"(?:{_NAM}\s+)?{_Y}"
)
_TO_TODAY = _re(
    rf"(?:\b{_FROM}\s+(?:{_NAM}\s+)?|\bnăm\s+)?(?<!\d){_Y}\s*(?:-|–|—|đ[eế]n|den|t[oớ]i|to|until)\s*(?:nay|chừ|giờ|now|present|today)\b"
)
_SINCE = _re(rf"(?<!\bdien )\b({_FROM})\s+(?:the year\s+)?(?:{_NAM}\s+)?{_Y}{_TO_NOW}(?!\w)")
_SINCE_WHEN = _re(
    rf"\b(?:since(?:\s+[^\W\d]+){{1,7}}?\s+in"
    rf"|t[uừ] (?:khi|l[uú]c|h[oồ]i)(?:\s+(?!(?:t[oớ]i|[đd][eế]n)\b)[^\W\d]+){{1,6}}?\s+(?:{_NAM}|h[oồ]i|v[aà]o))\s+{_Y}"
)
"""Since something that happened in a year: "since PAPI began scoring it in 2018"."""
_ONWARD = _re(
    rf"(?<!\d){_Y}\s+(?:onwards?|forward|and (?:later|after|onwards?)|(?:up )?(?:to|till|until) now|tr[oở] đi|tro di"
    rf"|tr[oở] l[aạ]i đ[aâ]y|tro lai day|tr[oở] v[eề] sau|đ[oổ] đi|do di|v[eề] sau)(?!\w)"
)
_BEFORE_YEAR = _re(rf"\b{_BEFORE}\s+(?:{_NAM}\s+)?{_Y}")
_UNTIL_YEAR = _re(rf"\b{_UNTIL}\s+(?:(?:h[eế]t|end of)\s+)?(?:{_NAM}\s+)?{_Y}")
_YEAR = _re(rf"(?:\b(?:năm|nawm|na8m)\s+|{_BARE}\s+)?(?<!\d){_Y}")
_SHORT = _re(
    rf"(?:\bnăm\s+|{_BARE}\s+|['’‘])(0[5-9]|1[1-9]|2\d|30)(?!\d|\s*(?:t[iỉ]nh|đi[eể]m|diem|n[aă]m|%|[.,]\d|/))"
)
_OTHER = _re(r"(?<![\d/.,])(1[89]\d\d|21\d\d|[3-9]\d\d\d)(?![\d/]|[.,]\d)")
_AGAINST = _re(
    rf"(?:so v[oớ]i|so voi|v[oớ]i|so|h[oơ]n|compared (?:to|with)|versus|vs|than|against|from|since|on)\s+(?:the\s+)?"
    rf"(?:{_NAM} (?:ngo[aá]i|li[eề]n tr[uư][oớ]c|tr[uư][oớ]c(?: (?:đ[oó]|n[oó]))?|v[uừ]a r[oồ]i|r[oồ]i)"
    r"|k[yỳ] tr[uư][oớ]c|l[aầ]n tr[uư][oớ]c"
    r"|(?:last|previous) (?:year|time|round|edition)"
    r"|(?:the )?year before|(?:the )?prior year)(?:'s)?\b"
)
_LAST_YEAR = _re(rf"{_NAM} ngo[aá]i|last year")
_AGO = (
    (
        _re(
            rf"\btr[uư][oớ]c {_NAM} ngo[aá]i (?:m[oộ]t|1) {_NAM}\b"
            rf"|\b{_NAM} (?:k[iì]a|ki[aà])\b|(?<!mấy )(?<!các )(?<!những )\b{_NAM} tr[uư][oớ]c n[uữ]a\b"
            r"|\b(?:the )?year before last\b"
        ),
        2,
    ),
    (_re(r"\bsang n[aă]m\b(?! [đd][iị]nh\b)|\bn[aă]m t[oớ]i\b|\bnext year(?:'s)?\b"), -1),
    (
        _re(
            r"(?<!mấy )(?<!nhiêu )(?<!nhiều )(?<!những )(?<!các )(?<!vài )(?<!\d )\b"
            r"(?:(?:năm|nawm) (?:ngoái|ngoais|ngóai|trước|vừa rồi|rồi|vừa qua|qua)|n[ăắâ]m ngo[aáà]i|nam ngoái)\b(?! "
            r"đến| tới)"
            r"|\b(?:last|previous) year(?:'s)?\b|\ba year ago\b|\bk[yỳ] tr[uư][oớ]c\b"
        ),
        1,
    ),
    (
        _re(
            rf"(?<!may )(?<!nhieu )(?<!nhung )(?<!cac )(?<!vai ){_BARE} "
            r"(?:ngoai|truoc|vua roi|roi|vua qua)\b(?! den| toi)"
        ),
        1,
    ),
    (
        _re(
            r"(?<!mấy )(?<!nhiều )(?<!những )(?<!các )(?<!ba )(?<!hai )(?:(?<!\d )|(?<=top \d )|(?<=top \d\d ))"
            rf"\bnăm nay\b(?!(?: \w+){{1,4}} tuổi)|(?<!may )(?<!nhieu ){_BARE} nay\b|\bthis year(?:'s)?\b"
        ),
        0,
    ),
)
_N = (
    r"(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|hai|ba|bốn|bon|năm|sáu|sau|bảy|bẩy|bay|tám|tam|chín|chin"
    r"|mười|muoi)"
)
_ROUND_VI = (
    r"(?:k[yỳ](?: c[oô]ng b[oố]| đ[aá]nh gi[aá])?|l[aầ]n(?: c[oô]ng b[oố]| đ[aá]nh gi[aá]| x[eế]p h[aạ]ng)?|đ[oợ]t"
    r"|m[uù]a)"
)
_ROUND_EN = r"(?:editions?|rounds?|readings?|releases?|surveys?|reports?|rankings?|results|cycles|waves|years)"
_LATELY = (
    r"(?:v[uừ]a qua|qua|v[uừ]a r[oồ]i|(?:li[eề]n |li[eê]n ti[eế]p )?g[aầ]n (?:đ[aâ]y|day|nh[aấ]t)|m[oớ]i nh[aấ]t"
    r"|tr[oở] l[aạ]i(?: đ[aâ]y| day)?|(?:đ[oổ]|do) l[aạ]i(?: (?:đ[aâ]y|day))?|l[aạ]i (?:đ[aâ]y|day)"
    r"|(?:tr[oở] )?v[eề] (?:đ[aâ]y|day)|cu[oố]i|g[aầ]n li[eề]n|li[eề]n k[eề]|nay)"
)
_BACK = (
    _re(
        rf"(?:\b(?:trong|su[oố]t|suot|over|in|during|for)\s+)?(?:\b(?:the\s+)?(?:last|past|recent|previous)\s+)?"
        rf"(?<!\btop )(?<!\d)(?<!\w){_N}\s+(?:(?:most )?recent\s+)?"
        rf"(?:years?\b(?!\s+(?:ago|back|in a row))|{_NAM}\s+{_LATELY}\b)"
    ),
    _re(
        rf"(?:\b(?:over|in|during|for|across)\s+)?\b(?:the\s+|its\s+)?"
        rf"(?:last|past|latest|most recent|recent|previous)\s+{_N}\s+(?P<between>(?:[^\W\d]+\s+){{0,2}}){_ROUND_EN}\b"
    ),
    _re(
        rf"(?:\b(?:trong|su[oố]t|suot|qua)\s+)?(?<!\btop )(?<!\d)(?<!\w){_N}\s+{_ROUND_VI}\s+"
        rf"(?P<between>(?:[^\W\d]+\s+)?){_LATELY}\b"
    ),
    _re(rf"\b(?:the\s+)?(?:latest|most recent)\s+{_N}(?=\s*(?:[,.;?!]|$))"),
    _re(
        r"(?:\b(?:nh[iì]n|ng[oó]|xem|coi|soi|tua)\s+l[aạ]i|\bl[uù]i(?:\s+l[aạ]i)?|\bch[aặ]ng(?:\s+[dđ][uư][oờ]ng)?"
        rf"|\bh[aà]nh tr[iì]nh|\bsu[oố]t|\bv[oò]ng)\s+(?:su[oố]t\s+|c[aả]\s+)?{_N}\s+{_NAM}\b(?!\s*\d)"
    ),
)
"""Years, or rounds of an index, that are looked back on: "5 năm qua", "nhìn lại 6 năm", "over the last four editions".
What stands ``between`` stays in the text.
"""
_YEARS_AGO = _re(
    rf"\b(?:c[aá]ch (?:đ[aâ]y|day|nay)|h[oồ]i)\s+{_N}\s+{_NAM}(?:\s+(?:tr[uư][oớ]c|v[eề] tr[uư][oớ]c))?\b"
    rf"|(?<!trong )(?<!\w){_N}\s+(?:{_NAM}\s+(?:v[eề] )?tr[uư][oớ]c\b(?! (?:đ[oó]|do)\b)|years? (?:ago|back)\b)"
)
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "hai": 2,
    "ba": 3, "bốn": 4, "bon": 4, "năm": 5, "sáu": 6, "sau": 6, "bảy": 7, "bẩy": 7, "bay": 7, "tám": 8, "tam": 8,
    "chín": 9, "chin": 9, "mười": 10, "muoi": 10,
}  # fmt: skip

_MANY = r"(\d{1,2}|one|two|three|four|five|một|mot|hai|ba|bốn|bon|a|an)"
_STEPS = (
    (_re(rf"\b{_MANY} (?:years?|editions?) (?:earlier(?: than that)?|before that|prior(?: to that)?)\b"), -1),
    (_re(rf"\b{_MANY} (?:years?|editions?) (?:on|later|afterwards?|after that)\b"), 1),
    (
        _re(rf"(?<!tụt )(?<!tut )\bl[uù]i(?: l[aạ]i)?(?: th[eê]m)? {_MANY} (?:{_NAM}|k[yỳ])\b(?! li[eê]n)(?: n[uữ]a)?"),
        -1,
    ),
    (_re(rf"\bti[eế]n(?: l[eê]n)?(?: th[eê]m)? {_MANY} (?:{_NAM}|k[yỳ])\b(?! li[eê]n)(?: n[uữ]a)?"), 1),
    (_re(rf"\b{_MANY} {_NAM} tr[uư][oớ]c (?:đ[oó]|do|[aấ]y)\b(?: n[uữ]a)?"), -1),
    (_re(rf"\b{_MANY} {_NAM} sau (?:đ[oó]|do|[aấ]y)\b(?: n[uữ]a)?"), 1),
    (
        _re(
            rf"\b{_NAM} (?:(?:li[eề]n |ngay )?tr[uư][oớ]c (?:đ[oó]|do|[aấ]y|n[oó])|(?:li[eề]n|k[eề]) tr[uư][oớ]c)\b"
            r"(?: n[uữ]a)?"
        ),
        -1,
    ),
    (
        _re(
            rf"\b{_NAM} (?:(?:li[eề]n |ngay |k[eế] )?sau (?:đ[oó]|do|[aấ]y|n[oó])|li[eề]n sau|k[eế] (?:ti[eế]p|sau)"
            rf"|ti[eế]p theo)\b(?: n[uữ]a)?"
        ),
        1,
    ),
    (_re(r"\b(?:the|one) year before\b(?! last)|\bthe (?:prior|preceding) year\b"), -1),
    (_re(r"\b(?:the|one) year after\b|\bthe (?:following|subsequent) year\b"), 1),
)
"""A year told by that of what was shown before, and in which direction."""
_STEP_TO = _re(
    rf"\b{_MANY} (?:years?|editions?) (?:earlier|later|before|after)(?: than)?(?: that)?\s?[,(:–—-]\s?"
    rf"(?:that is|that's|i\.?e\.?|so|in|meaning)?,?\s?(?P<year>{_Y})"
    rf"|\b(?:{_MANY} )?{_NAM} (?:tr[uư][oớ]c|sau) (?:đ[oó]|do|[aấ]y)\s?[,(:–—-]?\s?(?:t[uứ]c(?: l[aà])?|ngh[iĩ]a l[aà])"
    rf" (?:{_NAM} )?(?P<said>{_Y})"
)
"""The same with the year that it comes to: "two years earlier than that, 2021", "năm trước đó, tức 2021"."""

_AGAINST_YEAR = _re(
    r"(?:(?P<held>so v[oớ]i|so voi|compared (?:to|with)|versus|\bvs|against)"
    r"|(?<!doi )(?<!chi )(?<!ho )(?<!bo )(?<!mot )(?<!con )\bso|h[oơ]n|than)\s+"
    rf"(?:the year\s+|k[yỳ]\s+)?(?:{_NAM}\s+)?(?:h[oồ]i\s+|t[aậ]n\s+)?(?<!\d){_Y}"
)

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
    return " ".join(_LINES.sub(" ; ", _INVISIBLE.sub("", composed).strip()).split())[:LONGEST_READ]


def marked_time(word: str) -> int | None:
    """The number of the time for which ``taken_out`` left this word; None for any other word."""
    found = _MARK.fullmatch(word)
    return int(found[1]) if found else None


def taken_out(text: str) -> tuple[str, tuple[Time, ...]]:
    """The times in a cleaned text, in no certain order, and the text with a mark in the place of each."""
    times: list[Time] = []
    if "qt" in text:
        text = _MARK.sub(" ", text)
    numbered = _DIGIT.search(text) is not None
    small = text.lower()
    if not numbered and _TIMELY.search(small) is None:
        return text, ()

    def take(pattern: re.Pattern[str], made: Callable[[re.Match[str]], Time | None]) -> None:
        nonlocal text, small
        if pattern is not _YEAR and _IN_SMALL[pattern].search(small) is None:
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

    for pattern, order in (*_DAYS, *_OF_MONTHS) if numbered and _DAY_OR_MONTH.search(small) else ():
        take(pattern, lambda found, order=order: _dated(found, order))  # type: ignore[misc]
    take(_AGAINST, lambda found: Time("against", typed=found[0]))
    years = len(_PLAIN_YEAR.findall(text)) if numbered else 0
    if years:
        take(_ANNOUNCED_IN, lambda found: Time("announced", int(found[2]), int(found[2]), typed=found[0]))
        take(_STEP_TO, _stepped)
        if _TODAY.search(small):
            take(_TO_TODAY, lambda found: Time("since", int(found[1]), typed=found[0]))
        if years > 1:
            take(_RANGE, _span)
        take(_AGAINST_YEAR, _against_year)
        take(_SINCE, _since)
        take(_SINCE_WHEN, lambda found: Time("since", int(found[1]), typed=found[0]))
        take(_ONWARD, lambda found: Time("since", int(found[1]), typed=found[0]))
        take(_BEFORE_YEAR, lambda found: Time("until", last=int(found[1]) - 1, typed=found[0]))
        take(_UNTIL_YEAR, lambda found: Time("until", last=int(found[1]), typed=found[0]))
        take(_YEAR, lambda found: Time("year", *_years(found), typed=found[0]))
    if numbered and _SHORT_YEAR.search(small):
        take(_SHORT, lambda found: Time("year", *_years(found), typed=found[0]))
    if _TIMELY.search(small) is None:
        return text, tuple(times)
    take(_YEARS_AGO, lambda found: Time("ago", _counted(found[1] or found[2]), typed=found[0]))
    for pattern, sign in _STEPS:
        take(pattern, lambda found, sign=sign: Time("step", sign * _number(found), typed=found[0]))  # type: ignore[misc]
    for back in _BACK:
        take(back, lambda found: Time("back", _counted(found[1]), typed=found[0]))
    for pattern, ago in _AGO:
        take(pattern, lambda found, ago=ago: Time("ago", ago, typed=found[0]))  # type: ignore[misc]
    take(_OTHER, lambda found: Time("beyond", typed=found[0]))
    return text, tuple(times)


def _number(found: re.Match[str]) -> int:
    """The number of years that is said in one of the groups; 1 where there is none."""
    said = next(filter(None, found.groups()), "1").lower()
    return _WORDS.get(said) or int(said)


def _years(found: re.Match[str]) -> tuple[int, int]:
    year = int(found[1]) if len(found[1]) == 4 else 2000 + int(found[1])
    return year, year


def _stepped(found: re.Match[str]) -> Time:
    year = int(found["year"] or found["said"])
    return Time("year", year, year, typed=found[0])


def _counted(word: str) -> int:
    return _WORDS.get(word.lower()) or int(word)


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
    told = _ANNOUNCED_BEFORE.search(found.string[max(0, found.start() - 30) : found.start()]) is not None
    told = told or _ANNOUNCED_AFTER.match(found.string[found.end() : found.end() + 30]) is not None
    year = int(period[:4])
    return Time("announced" if told else "period", year, year, period, found[0])


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
                if _LAST_YEAR.search(time.typed):
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
    return _MARK.sub(",", rest), when(times, today)
