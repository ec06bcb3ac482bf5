"""What the header above a column says that it holds, in whatever words (pure)."""

from __future__ import annotations

import re
from typing import Literal

from bot.names.normalize import fold, spell

ColumnRole = Literal[
    "number", "task", "lead", "coordinating", "both", "due", "product", "criteria", "target", "last", "other", ""
]

NUMBER = re.compile(r"(?:s?tt|so (?:tt|thu tu)|no|muc|ma nhiem vu)")
TARGET = re.compile(r"\b(?:mục tiêu|chỉ tiêu|phấn đấu|kế hoạch năm 20\d\d|targets?)\b")
"""With its accents, for "tiêu chí, tiêu chí" holds "chi tieu" without them."""
LAST = re.compile(
    r"\b(?:ket qua|thuc hien|dat duoc|hien trang|diem so|thu hang|xep hang|diem|hang|nam)\b.{0,30}\b20\d\d\b"
)
WORDS: tuple[tuple[ColumnRole, int, re.Pattern[str]], ...] = (
    ("other", 4, re.compile(r"\b(?:bat dau|khoi cong|trien khai tu|start)\b")),
    ("lead", 3, re.compile(r"\b(?:chu tri|dau moi|lead(?:ing)?)\b")),
    ("coordinating", 3, re.compile(r"\b(?:phoi hop|coordinat\w{1,4}|supporting)\b")),
    (
        "due",
        3,
        re.compile(r"\b(?:thoi (?:gian|han|diem)|tien do|han (?:hoan thanh|chot|bao cao)|lo trinh|deadline|due|moc)\b"),
    ),
    ("product", 3, re.compile(r"\b(?:san pham|dau ra|product|output|deliverables?)\b")),
    ("criteria", 2, re.compile(r"\b(?:tieu chi|chi so|criteri\w{1,2}|indicators?|index|linh vuc)\b")),
    ("task", 2, re.compile(r"\b(?:nhiem vu|giai phap|cong viec|viec (?:can|phai) lam|dau viec|hoat dong|tasks?)\b")),
    ("product", 2, re.compile(r"\b(?:ket qua|yeu cau dat|minh chung)\b")),
    ("other", 2, re.compile(r"\b(?:ghi chu|kinh phi|can cu|note|remarks?|lanh dao|nguon luc|budget)\b")),
    ("lead", 1, re.compile(r"\b(?:co quan|don vi|phan cong|trach nhiem|thuc hien|nguoi|agency|responsible)\b")),
    ("task", 1, re.compile(r"\b(?:noi dung|ten)\b")),
    ("due", 1, re.compile(r"\b(?:hoan thanh|han|ngay|khi nao|thang|quy|nam)\b")),
)
LEADS, HELPS = re.compile(r"\bchu tri\b"), re.compile(r"\bphoi hop\b")
NO_RESULT = re.compile(r"\b(?:thoi|co quan|don vi)\b")
LONGEST_HEADER = 160


def role_of(header: str) -> tuple[ColumnRole, int]:
    """The role of a column, and how surely its header says so (4 to 1; 0 where it says nothing)."""
    if len(header) > LONGEST_HEADER:
        return "", 0
    words = fold(header)
    if NUMBER.fullmatch(words):
        return "number", 3
    if LEADS.search(words) and HELPS.search(words):
        return "both", 3
    if LAST.search(words) and not TARGET.search(spell(header)) and not NO_RESULT.search(words):
        return "last", 2
    best: tuple[int, int, ColumnRole] | None = None
    for role, strength, pattern in WORDS:
        found = pattern.search(words)
        if found and (best is None or (-strength, found.start()) < best[:2]):
            best = (-strength, found.start(), role)
    target = TARGET.search(spell(header))
    if target and (best is None or -best[0] < 3 or target.start() < best[1]):
        return "target", 2
    return (best[2], -best[0]) if best else ("", 0)
