"""Whether a sentence with a figure in it asks, or speaks of what is to be reached, and so states nothing (pure)."""

from __future__ import annotations

import re

from bot.importing.facts.figure_words import GOAL_PASSED

ASKED = re.compile(
    r"\?|\b(?:(?:thu|hang|vi tri|diem|nam|bac) may|may (?:diem|bac|hang|nam)|bao nhieu|nao|the nao|ra sao|lam sao"
    r"|vi sao|tai sao|dung khong|phai khong|co phai|co dung|chua|khong a|how|what|which|why|who|where|when|whose|is it"
    r"|compare|vs|so sanh|neu|if|gia su|lam gi|nhung gi|la gi|gom gi|o dau(?! bang)|vi dau|(?:len|xuong|nhom|toi) may"
    r"|cao hay thap|(?:dung|sai|tot|hay|that) (?:khong|ko|k)|ai (?:cong bo|noi|viet))\b"
    r"|^(?:cho (?:toi|minh|em|anh|chi|hoi|biet|xem)|hay|xin|giai thich|chi tiet|kiem tra|tim|liet ke|xem|nguon|muon"
    r"|can(?! tho)|gop y|show|find|list|tell|check|explain|suppose|is|are|was|were|does|has|have|could|source)\b"
)
"""In small letters without accents: whoever writes this asks, and states nothing."""
TELLS = re.compile(r"\b(?:dat|duoc|xep|dung|la|got|scored|scores|ranked|ranks|rose|fell|with)\b")
ASKED_LAST = re.compile(r"(?:\b(?:ko|k|hok|khong|chua|chang|good)|(?<![^\W\d_])(?:à|hả|hở|nhỉ))\W*$")
"""In small letters: the end of a question."""
INTENDED = re.compile(
    r"\b(?:muc tieu|phan dau|quyet tam|chi tieu|du kien|du bao|uoc (?:dat|tinh)|ky vong|de dat|theo ke hoach"
    r"|targets?|goals?|aims?|expected|estimated|forecast|projected|plans? to|hopes? to)\b"
)
"""In small letters without accents: what is meant to be reached, or expected, is no result."""

UNPUBLISHED = re.compile(
    r"\b(?:(?<!vuot )muc tieu|phan dau|du kien|du bao|uoc (?:dat|tinh|khoang)|dat khoang|xap xi|toi thieu|it nhat"
    r"|(?:khong|chua) dat|dat (?:muc )?(?:tren|gan|hon|duoi) \d{1,3}|(?:targets?|goals?) (?:of|is|for)|aims?|aiming"
    r"|expected|forecast|estimated|approximately|about \d{1,3}|nearly|almost|at least|did not (?:reach|score))\b"
)
"""A goal, an estimate or a denial: what is said so was not published."""


def asks(text: str, folded: str) -> bool:
    """Whether a text asks or intends. ``folded`` is it without its source, in small letters without accents."""
    if ASKED.search(folded) or ASKED_LAST.search(text.casefold()):
        return True
    return INTENDED.search(GOAL_PASSED.sub(" ", folded)) is not None


def tells(folded: str) -> bool:
    """Whether it has the verb of a statement."""
    return TELLS.search(folded) is not None
