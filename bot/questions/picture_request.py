"""Whether a text asks for a picture ("bản đồ PAPI 2024", "vẽ biểu đồ PAPI Hưng Yên"), and of what (pure).

A map is asked for where the word begins the text, after nothing but courtesy, or ends it; "bản đồ quy hoạch" is a
matter of criteria and "bản đồ hành chính" none of ours. A chart may be named anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.names.normalize import fold_in_place

LONGEST = 400
"""A text with more characters is no request for a picture, but tells a story in which one may be named."""
_LEAD = (
    r"(?:cho|toi|minh|em|anh|chi|ban|bot|oi|hay|xin|vui long|nho|giup|muon|can|xem|ve|lam|dua|gui|"
    r"show|draw|give|make|see|me|us|please|can|could|you|i|want|to|a|an|the|on|tren)"
)
_OTHER = r"(?: (?:quy hoach|su dung|hanh chinh|dia chinh|tinh|so|du lich|giao thong|dia hinh|nhiet|luong)\b)"
MAP_FIRST = re.compile(rf"(?:{_LEAD} ){{0,8}}(?:ban do|map)\b(?!{_OTHER})[ ,:]*")
MAP_LAST = re.compile(
    r"(?: (?:tren|bang|theo|dang|on|as|in))?(?: (?:a|the))? (?:ban do|map)(?: (?:nhe|nha|di|voi|a|please))?[ ?.!]*\Z"
)
CHART = re.compile(r"\b(?:bieu do|do thi|chart|graph)\b")


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """Which picture is asked for, and of what, as typed; of a chart the whole text says that."""

    chart: Literal["", "map"]
    names: str


def asked(text: str) -> PictureRequest | None:
    """The request in a sentence; None where it asks for no picture."""
    text = " ".join(text[: LONGEST + 1].split())
    if len(text) > LONGEST:
        return None
    low = fold_in_place(text)
    first = MAP_FIRST.match(low)
    if first is not None:
        return PictureRequest("map", text[first.end() :])
    last = MAP_LAST.search(low)
    if last is not None:
        return PictureRequest("map", text[: last.start()])
    return PictureRequest("", text) if CHART.search(low) else None
