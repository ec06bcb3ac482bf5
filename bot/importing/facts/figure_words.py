"""The scores and ranks in a sentence, wherever they stand, and the numbers that only look like them (pure).

All patterns are written for small letters without accents: "xep thu 23/63", "dat 85,12%", "ranked 23rd of 63".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

FigureKind = Literal["score", "rank"]

NUMBER = r"\d{1,4}(?:[.,]\d{1,4})?"
UNIT = r"(?:\s?(?:%|phan tram|diem phan tram|diem|percentage points?|percent|points?|pts?))"
PLACES = r"(?:bac|hang|vi tri|places?|ranks?|positions?|spots?)"
BESIDE = "(?:tren|trong|trong so|trong tong so|tren tong so|out of|of|among)"
OUT_OF = rf"(?:\s?/\s?|\s{BESIDE}\s(?:tong so |tong |so |the |all )?)"
RANK_WORDS = {
    "nhat": 1, "nhi": 2, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_SAID = "|".join(RANK_WORDS)

CODED = re.compile(
    r"\b(?:chi so (?:noi dung|thanh phan)|truc noi dung|noi dung|linh vuc|tieu chi|dimension|criterion|component)"
    r" (?:so )?(\d{1,2}(?:\.\d{1,2}){0,3})(?![\d.,/]*\d|\s?(?:%|diem|points?))"
)
"""A criterion by its number."""
GOAL_PASSED = re.compile(
    rf"\b(?:vuot|vuot qua|hon|so voi|hoan thanh|cao hon|thap hon|exceed(?:s|ed|ing)?|beat(?:s|ing)?|above|below"
    rf"|against) (?:muc )?(?:the |its |cac |so voi )?(?:muc tieu|chi tieu|ke hoach|targets?|goals?)\b"
    rf"[^.,;:()\d]{{0,30}}(?:(?<= ){NUMBER}{UNIT}?)?"
)
"""A goal beside what was achieved: "vượt mục tiêu 85%"."""
NO_FIGURES = (
    CODED,
    GOAL_PASSED,
    # denied: "không đứng đầu", "không phải 85,12%", "is no longer first"
    re.compile(
        rf"\b(?:khong|chua|chang|not|no longer)(?: (?:con|phai|he|thuoc|la|dat|duoc|xep|dung|giu|o|dan|the|in|at"
        rf"|ranked))* (?:dau\b|nhat\b|first\b"
        rf"|(?:thu |hang |vi tri |muc )*{NUMBER}(?:st|nd|rd|th)?(?:/\d{{1,3}})?{UNIT}?)"
    ),
    # counted from the other end: "thứ 2 từ dưới lên", "second from the bottom"
    re.compile(
        rf"\b(?:\d{{1,3}}(?:st|nd|rd|th)?(?:/\d{{1,3}})?|{'|'.join(RANK_WORDS)})(?:,? (?:tinh|thanh pho|ca nuoc))*"
        r",? (?:(?:tinh |ke |dem )?tu (?:duoi|cuoi)\b(?: bang)?(?: len| tro len|(?! \d))"
        r"|from (?:the )?(?:bottom|last|end)|(?:to )?last\b)"
    ),
    # one of several at the top: "thuộc nhóm dẫn đầu", "nằm trong 10 tỉnh đứng đầu"
    re.compile(
        r"\b(?:nhom|top|mot trong|trong (?:so )?(?:cac|nhung|\d{1,2}))\b[^.,;:()]{0,40}?"
        r"\b(?:dan dau|dung dau|xep dau|dung nhat|xep nhat)\b"
    ),
    # the scale after a score: "44,4 điểm trên 80 điểm"
    re.compile(
        r"(?:(?<=diem )|(?<=points ))(?:tren|out of)(?: tong(?: so)?| thang(?: diem)?)? \d{1,3}(?: diem| points?)?\b"
    ),
    # changes: "tăng 3 bậc", "giảm 1,2 điểm", "cao hơn (mức) 0,5%", "up 3 places", "lên 5 hạng"
    re.compile(
        rf"\b(?:tang|giam|tut|len|xuong|cai thien|up|down|rose|fell|gained|lost|dropped|climbed|slipped)"
        rf"(?: by| them| duoc| toi)? {NUMBER} {PLACES}\b"
    ),
    re.compile(
        rf"\b(?:tang|giam|them|mat|thieu|cao hon|thap hon|(?<!dat )(?<!muc )hon|kem|vuot|nhieu hon|it hon|rose"
        rf"|fell|gained|lost|dropped|increased|decreased|higher|lower|more|less|up|down)"
        rf"(?: by| them| duoc)? {NUMBER}{UNIT}?"
    ),
    # a difference: "6,53 điểm phần trăm"; "kém tỉnh dẫn đầu 0,66 điểm", "behind the leader 1.2"
    re.compile(rf"(?<![\d.,/]){NUMBER}\s?(?:diem phan tram|diem %|percentage points?)"),
    re.compile(rf"\b(?:hon|kem|behind|above|below|ahead of)\b[^.,;:()\d]{{1,40}}{NUMBER}{UNIT}?"),
    # where it came from: "từ hạng 30 lên", "from 84.1% to"
    re.compile(
        rf"\b(?:tu|from) (?:hang |vi tri |thu |muc |rank |place )?{NUMBER}(?![\d.,])(?:st|nd|rd|th)?(?:/\d{{2,3}})?"
        rf"{UNIT}?(?= (?:len|xuong|den|to|up|down)\b)"
    ),
    # what others have: "trung bình cả nước (83,9%)", "highest 93.1", "the best province got 92.77%"
    re.compile(
        rf"\b(?:trung binh|binh quan|trung vi|cao nhat|thap nhat|average|mean|median|highest|lowest|best|worst)\b"
        rf"[^.;,\d]{{0,40}}{NUMBER}{UNIT}?"
    ),
    # scales: "thang điểm 100", "trên thang 80", "tối đa 100 điểm"
    re.compile(rf"\b(?:tren )?(?:thang(?: diem)?|toi da|maximum of|scale of) {NUMBER}{UNIT}?"),
    # counts: "lần thứ 13", "năm thứ 3 liên tiếp", "quý 2"
    re.compile(r"\b(?:lan|nam|quy|nhom|ky) thu \d{1,3}\b"),
    re.compile(r"\b(?:quy|nhom|ky|top|group|quarter) \d{1,3}\b"),
)
"""Numbers that are no figure of the province, with the words that say so."""

COUNTS = re.compile(
    rf"(?<![\d.,/]){NUMBER} ?(?:phieu|nguoi|ho so|ho\b|xa\b|phuong\b|huyen|doanh nghiep|ty\b|trieu|nghin|nhiem vu"
    rf"|giai phap|chi so|tieu chi|respondents|people|households|questionnaires|provinces)"
)
"""Numbers of other things: "36.525 phiếu", "1.080 người", "63 tỉnh"."""
RANKS = (
    re.compile(
        rf"(?:\b(?:xep|dung|o|giu|dat) )?\b(?:thu hang|xep hang|xep so|hang|vi tri|thu|rank(?:ed|ing|s)?|placed"
        rf"|(?<!ision )(?<!ument )no\.)"
        rf"(?: ?(?:thu|hang|so|at|of|la|:|=|#|number))? ?(?P<rank>\d{{1,3}})(?![\d%]|[.,]\d|/[a-z])(?:st|nd|rd|th)?"
        rf"(?:{OUT_OF}(?P<of>\d{{1,3}})\b)?"
    ),
    re.compile(rf"\b(?P<rank>\d{{1,3}})(?:st|nd|rd|th)\b(?: (?:place|position|rank))?(?:{OUT_OF}(?P<of>\d{{2,3}})\b)?"),
    re.compile(r"\b(?:xep|dung|o|hang|placed)(?: ?:)? ?(?P<rank>\d{1,3})\s?/\s?(?P<of>\d{2,3})\b"),
    re.compile(r"\b(?:xep|dung)(?: ?:)? (?P<rank>\d{1,3})(?![\d%/]|[.,]\d| ?(?:diem|chi so|tieu chi|tinh))(?P<of>)"),
    re.compile(
        rf"\b(?:(?:xep|dung|o|giu) (?:thu hang|hang|vi tri thu|vi tri|thu)|hang|ranked|came|placed)"
        rf"(?: thu)? (?P<said>{_SAID})\b(?! (?:muoi|mot|hai|ba|bon|lam|tu|chi so|tieu chi))"
        rf"(?:{OUT_OF}(?P<of>\d{{2,3}})\b)?"
    ),
    re.compile(
        rf"\b(?P<said>{_SAID})(?= (?:place|in the country|nationally|nationwide|in viet ?nam|of \d{{2}}|among|ca nuoc))"
        rf"(?: place)?(?:{OUT_OF}(?P<of>\d{{2,3}})\b)?"
    ),
    re.compile(
        r"\b(?P<lead>(?:dung|xep) dau|dan dau|(?:dung|xep) nhat|topped)\b"
        r"(?: (?:trong|tren|of|among) (?:tong so |so |all )?(?P<of>\d{2,3})\b)?"
    ),
)
SCORES = (
    re.compile(rf"(?<![\d.,/])(?P<score>\d{{1,3}}[.,]\d{{1,4}}\s?/\s?\d{{1,3}})(?![\d/]|[.,]\d){UNIT}?"),
    re.compile(rf"(?<![\d.,/])(?P<score>{NUMBER}){UNIT}(?![a-z])"),
    re.compile(r"(?<![\d.,/])(?P<score>\d{1,3}[.,]\d{1,4})(?![\d/%]|[.,]\d)"),
    re.compile(
        r"\b(?:dat|duoc|scored|score of|score:|diem:|diem so|diem la)(?: muc| la)? (?P<score>\d{2,3})\b"
        r"(?! ?(?:/|[.,]\d|tinh|bac|hang|chi so|tieu chi|lan|nam|nhiem vu|th\b|st\b|nd\b|rd\b))"
    ),
)
BARE = re.compile(r"(?<![\d.,/])\d{1,4}(?![\d/%]|[.,]\d)")
PERCENT = re.compile("%|phan tram|percent")
REGIONAL = re.compile(
    r"[ ,]{0,2}(?:(?:trong|cua|o|tai|in|of|toan|cac|the|so|thuoc|va|and|\d{1,2}|tinh|thanh pho|thanh|dia phuong|mekong"
    r"|red river|southeast|northern|central|southern),? ){0,7}"
    r"(?:khu vuc|vung|cum|mien|region|dong bang|dbs|duyen hai|(?:bac|trung|nam) bo\b|delta|tay nguyen"
    r"|tay nam bo|dong nam bo|bac trung bo|trung du"
    r"|central highlands|southeast|mekong|red river)"
)
"""After a rank: it is one among the provinces of a region, which is no rank of the index."""
FEWEST = 30
"""A rank among fewer is one of a region, or of a province's departments: no index has been published for fewer."""
LOOSE_BEFORE = re.compile(
    r"(?:\b(?:khoang|gan|xap xi|(?<!diem )tren|duoi|hon|it nhat|toi thieu|about|around|nearly|almost|over|under"
    r"|more than|less than|at least|approximately)(?: muc)? |[~<>≥≤≈] ?)$"
)
LOOSE_WORDS = 24
LOOSE_AFTER = re.compile(r"\s?(?:tro len|tro xuong|or more|or less|or above)\b")
"""A score that is a bound, or rounded: "đạt trên 85%", "90% trở lên"."""


@dataclass(frozen=True, slots=True)
class SaidFigure:
    """A figure as it is said, from ``start`` to ``end`` of the text. ``text`` is what a table's cell would hold:
    "85,12%", "85,12/100", "23/63". A ``regional`` rank is one among a part of the provinces, or among something else;
    a ``loose`` score is not given exactly.
    """

    kind: FigureKind
    text: str
    start: int
    end: int
    regional: bool = False
    loose: bool = False


def said_figures(folded: str, names: Iterable[str] = ()) -> list[SaidFigure]:
    """The figures in a text of small letters without accents, from left to right. ``names`` are numbers by which
    something is called, such as "766": alone they are no figure.
    """
    taken = [False] * len(folded)
    called = frozenset(names)
    for match in BARE.finditer(folded):
        if match[0] in called:
            _take(taken, match)
    found: list[SaidFigure] = []
    for pattern in NO_FIGURES:
        for match in pattern.finditer(folded):
            _take(taken, match)
    for pattern in RANKS:
        for match in _free(pattern, folded, taken):
            rank = _rank(match)
            of = match["of"]
            regional = REGIONAL.match(folded, match.end()) is not None or (bool(of) and int(of) < FEWEST)
            text = f"{rank}/{of}" if of else str(rank)
            found.append(SaidFigure("rank", text, match.start(), match.end(), regional))
    for match in COUNTS.finditer(folded):
        _take(taken, match)
    for pattern in SCORES:
        for match in _free(pattern, folded, taken):
            percent = "%" if PERCENT.search(match[0]) else ""
            text = "".join(match["score"].split())
            text = text if "/" in text else text + percent
            before = folded[max(0, match.start() - LOOSE_WORDS) : match.start()]
            loose = LOOSE_BEFORE.search(before) is not None or LOOSE_AFTER.match(folded, match.end()) is not None
            found.append(SaidFigure("score", text, match.start(), match.end(), loose=loose))
    return sorted(found, key=lambda one: one.start)


def _rank(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("lead"):
        return 1
    return RANK_WORDS[groups["said"]] if groups.get("said") else int(groups["rank"])


def _free(pattern: re.Pattern[str], text: str, taken: list[bool]) -> Iterator[re.Match[str]]:
    """The matches none of whose characters was taken before; they are taken."""
    for match in pattern.finditer(text):
        if not any(taken[match.start() : match.end()]):
            _take(taken, match)
            yield match


def _take(taken: list[bool], match: re.Match[str]) -> None:
    taken[match.start() : match.end()] = [True] * (match.end() - match.start())
