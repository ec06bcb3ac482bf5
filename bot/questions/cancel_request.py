"""Whether a text gives up what is begun: "hủy", "thôi", "bỏ qua đi", "cancel it", "/huy" (pure). Only whole texts
count: "bảng hủy" is something else.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from rapidfuzz.distance import OSA

from bot.names.normalize import fold
from bot.names.telex import decode_telex

LONGEST = 60
"""Characters of the longest text that is looked at."""
NAMED = re.compile(r"@\w+")
REPEATED = re.compile(r"(.)\1+")
_VERB = (
    r"(?:huy(?: bo)?|thoi(?: khoi| huy| bo)?|khoi|bo(?: qua)?|dung lai|ngung(?: lai)?|ket thuc|"
    r"khong (?:can|muon|lam) nua|cancel|stop|abort|quit|never ?mind|forget it)"
)
_WHAT = r"(?: (?:bao cao|gop y|lenh|thao tac|viec|cai|the report|report|feedback))?(?: (?:nay|do|kia|it|that|this))?"
_END = r"(?: (?:di|nhe|nha|a|luon|please|pls))?"
WHOLE = re.compile(rf"(?:(?:toi|minh|em|i|please|xin|cho|muon|want to) ){{0,3}}{_VERB}{_WHAT}{_END}")
ACCENTED = {
    "huy": frozenset({"hủy", "huỷ"}),
    "thoi": frozenset({"thôi"}),
    "bo": frozenset({"bỏ"}),
    "dung": frozenset({"dừng"}),
    "khoi": frozenset({"khỏi"}),
}
"""How the words may be written where they bear marks: "thời" and "đúng" are others."""
ENGLISH = "cancel"
"""The word in which a slip is looked for: the others are too short to be missed by a letter."""


def is_cancel(text: str) -> bool:
    """Whether a text is nothing but the wish to give up what is begun, whatever keyboard it was typed with."""
    if len(text) > LONGEST:
        return False
    words = NAMED.sub("", normalize("NFC", text)).strip(" /.!?,…").lower().split()
    if any(_is_another(decode_telex(word)) for word in words):
        return False
    low = REPEATED.sub(r"\1", " ".join(fold(decode_telex(word)) for word in words))
    if WHOLE.fullmatch(low) or WHOLE.fullmatch(REPEATED.sub(r"\1", fold(" ".join(words)))):
        return True
    return len(words) == 1 and len(low) > 4 and OSA.distance(low, ENGLISH) == 1


def _is_another(word: str) -> bool:
    """Whether a word with marks is another than the one that it would be without them."""
    plain = fold(word)
    return plain != word and word not in ACCENTED.get(plain, {word})
