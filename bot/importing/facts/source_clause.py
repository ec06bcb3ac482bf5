"""Where a sentence has its figures from: "theo Báo Vĩnh Long ngày 10/4/2025", "(nguồn: https://…)" (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.names.normalize import fold_in_place
from bot.questions.dates import clean, taken_out

URL = re.compile(r"https?://[^\s<>\"']{4,990}")
CLAUSE = re.compile(
    r"[(\[,;.–-]?\s?\b"
    r"(?:theo(?! (?:thang|do\b|chi so|bo chi so|quyet dinh 766|thu tu|xep hang|diem|tung|tinh|nam\b"
    r"|ke hoach|ngay|tieu chi|linh vuc|noi dung|truc|nhom|vung|khu vuc|mien|thoi gian|toi\b|minh\b|em\b))\s"
    r"|(?:theo|nguon(?: tin)?)\s?:|nguon tu\s|according to\s|source\s?:|as reported (?:by|in)\s|reported by\s)"
    r"\s?(?:cua |tu |la |from )?"
)
"""The beginning of a source, in small letters without accents."""
SHAPES = (
    # (Báo Gia Lai), [Báo Nhân Dân, 16/4/2025]
    re.compile(
        r"[\[(](?P<source>(?:bao|cong|so|ubnd|bo|dai|trang|quyet dinh|cong van|thong bao|tap chi|vgp|vtv|ttxvn"
        r"|vnexpress|[a-z ]{2,30} (?:news|newspaper|portal))\b[^\])]{0,160})[\])]"
    ),
    # Quyết định số 1131/QĐ-BTTTT ngày 12/7/2024: …, under Decision No. 318/QD-BNV dated April 6, 2025, …
    re.compile(r"^(?P<source>(?:quyet dinh|cong van|thong bao|bao cao)(?! 766) [^,:]{3,120})[,:]\s"),
    re.compile(r"^(?:under|per|in) (?P<source>(?:decision|document|report) [^:]{3,100}?), (?!\d)"),
    # … cho biết, …; …, Son La Newspaper reports.
    re.compile(r"^(?P<source>[^,:\d]{3,80}?) (?:cho biet|dua tin|cho hay|reports?|reported)\b[,:]?\s(?:that |rang )?"),
    re.compile(r", (?P<source>[^,\d]{3,60}) (?:reports?|reported|dua tin|cho biet)\W{0,5}$"),
    # trong Quyết định số 320/QĐ-BNV ngày 06/4/2025
    re.compile(r"\b(?:trong|tai) (?P<source>quyet dinh so [^,;\s]{3,40}(?: ngay [\d/.-]{6,10})?)"),
    # … - Báo Thanh Hóa; … – Ben Tre Newspaper, 10/4/2025
    re.compile(
        r"\s[–—-]\s(?P<source>(?:bao|bo|so noi vu|ubnd|dai|cong|tap chi|vgp|vtv|ttxvn|vnexpress"
        r"|[a-z ]{2,30} (?:news|newspaper|portal))\b[^;]{0,160})$"
    ),
    # . nguồn VCCI
    re.compile(r"(?:^|[.,;(]\s?)nguon (?P<source>[^,;.]{2,100}?)\W{0,5}$"),
)
"""Other ways in which a source is told."""
END = re.compile(r"[);\]]|,\s|\s[–-]\s|\.\s|\.$")
STATES = re.compile(r"\b(?:dat|xep|dung|hang|thu|duoc|scored|ranked|chi so|index)\b|\d[.,]\d")
"""What follows a source that stands first: the statement itself."""
EDGES = " ,;:.-–—()[]"
EMPTY = re.compile(r"[(\[]\s*[)\]]")
CLOSED = EDGES.replace(")", "")


@dataclass(frozen=True, slots=True)
class SourceClause:
    """A source as it was said: its words, its address and the day that stands with it, '' where not said; ``rest`` is
    the sentence without it.
    """

    title: str
    url: str
    day: str
    rest: str


def address_in(text: str) -> str:
    """The first web address in a text, '' where there is none. What ends the sentence or the brackets around it is no
    part of it.
    """
    url = URL.search(text)
    if url is None:
        return ""
    found = url[0].rstrip(EDGES)
    return found + ")" if "(" in found and url[0][len(found) :].startswith(")") else found


def split_source(words: str) -> tuple[str, str]:
    """A source's title and its address; '' for what is not there."""
    address = address_in(words)
    title = EMPTY.sub(" ", words.replace(address, " ")) if address else words
    return " ".join(title.split()).strip(" ,;:.-–—" if address else None), address


def source_clause(text: str) -> SourceClause:
    """The source in a sentence. A source at the end goes on to the end, also over commas; one that stands first ends
    at the first comma, and one in brackets with them.
    """
    address = address_in(text)
    rest = text.replace(address, " ") if address else text
    folded = fold_in_place(rest)
    found = next((one for one in CLAUSE.finditer(folded) if folded[one.end() :].strip(EDGES)), None)
    if found is None:
        return _shaped(rest, folded, address)
    end = _end(folded, found)
    title = _tidy(rest[found.end() : end])
    return SourceClause(title, address, _day(title), _tidy(f"{rest[: found.start()]} , {rest[end:]}"))


def _shaped(rest: str, folded: str, address: str) -> SourceClause:
    """The source in a sentence without a word for one."""
    shape = next((one for pattern in SHAPES if (one := pattern.search(folded)) is not None), None)
    if shape is None:
        return SourceClause("", address, "", _tidy(rest))
    title = _tidy(rest[shape.start("source") : shape.end("source")])
    return SourceClause(title, address, _day(title), _tidy(f"{rest[: shape.start()]} , {rest[shape.end() :]}"))


def _end(folded: str, found: re.Match[str]) -> int:
    bracket = folded[found.start()] in "(["
    first = not folded[: found.start()].strip(EDGES)
    for stop in END.finditer(folded, found.end()):
        closes = stop[0] in (")", "]")
        if bracket and not closes:
            continue
        if closes or stop[0] == ";" or first or STATES.search(folded, stop.end()) is not None:
            return stop.start() if not closes else stop.end()
    return len(folded)


def _day(title: str) -> str:
    """The day in the words of a source, as 2025-04-10; '' if there is none."""
    _, times = taken_out(clean(title))
    return next((time.period for time in times if len(time.period) == len("2025-04-10")), "")


def _tidy(text: str) -> str:
    """The text without what stands around it; brackets within it stay closed."""
    text = " ".join(EMPTY.sub(" ", text).split()).lstrip(EDGES).rstrip(CLOSED)
    while text.endswith(")") and text.count("(") < text.count(")"):
        text = text[:-1].rstrip(CLOSED)
    return text
