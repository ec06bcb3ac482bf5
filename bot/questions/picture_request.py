"""Whether a text asks for a picture ("bản đồ PAPI 2024", "vẽ biểu đồ PAPI Hưng Yên"), and of what (pure).

A map is asked for where the word begins the text, after nothing but courtesy, or ends it; "bản đồ quy hoạch" is a
matter of criteria and "bản đồ hành chính" none of ours. A chart may be named anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.names.normalize import fold_in_place, spell
from bot.questions.slips import shipped_slips

LONGEST = 400
"""A text with more characters is no request for a picture, but tells a story in which one may be named."""
_LEAD = (
    r"(?:cho|toi|minh|em|anh|chi|ban|bot|oi|hay|xin|vui long|nho|giup|muon|can|xem|ve|lam|dua|gui|"
    r"show|draw|give|make|see|me|us|please|can|could|you|i|want|to|a|an|the|on|tren)"
)
_OTHER = r"(?: (?:quy hoach|su dung|hanh chinh|dia chinh|tinh|so|du lich|giao thong|dia hinh|nhiet|luong)\b)"
MAP_FIRST = re.compile(rf"(?:{_LEAD} ){{0,8}}(?P<word>ban do|map)\b(?!{_OTHER})[ ,:]*")
MAP_LAST = re.compile(
    r"(?: (?:tren|bang|theo|dang|on|as|in))?(?: (?:a|the))? (?P<word>ban do|map)"
    r"(?: (?:nhe|nha|di|voi|a|please))?[ ?.!]*\Z"
)
CHART = re.compile(r"\b(?P<word>bieu do|do thi|ve do thi|chart|graph)\b")
SPELT = frozenset(
    {"bản đồ", "ban do", "map", "biểu đồ", "bieu do", "đồ thị", "vẽ đồ thị", "ve do thi", "chart", "graph"}
)
"""The words as they may be written: "đô thị" is a town and "bạn đó" a person, and so may "do thi" be."""


OTHERWISE = frozenset({"bản do", "biểu đó", "biểu do"})
"""What begins like them and is rather something else; any other accent of the second word is a slip ("biểu đổ")."""


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """Which picture is asked for, and of what, as typed; of a chart the whole text says that."""

    chart: Literal["", "map"]
    names: str


def asked(text: str) -> PictureRequest | None:
    """The request in a sentence; None where it asks for no picture."""
    text = " ".join(unicodedata.normalize("NFC", text[: 2 * LONGEST + 1]).split())
    if len(text) > LONGEST:
        return None
    text = shipped_slips().text(text)
    low = fold_in_place(text)
    first = MAP_FIRST.match(low)
    if first is not None and _is_spelt(first, text):
        return PictureRequest("map", text[first.end() :])
    last = MAP_LAST.search(low)
    if last is not None and _is_spelt(last, text):
        return PictureRequest("map", text[: last.start()])
    return PictureRequest("", text) if any(_is_spelt(one, text) for one in CHART.finditer(low)) else None


def _is_spelt(found: re.Match[str], text: str) -> bool:
    spelt = spell(text[found.start("word") : found.end("word")])
    return spelt in SPELT or (spelt.startswith(("bản ", "biểu ", "bieu ", "biêu ")) and spelt not in OTHERWISE)
