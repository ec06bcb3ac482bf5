"""How a syllable sounds to whoever writes it by ear, in either language: "kwang", "fong", "ja". Pure."""

from __future__ import annotations

import re
from functools import lru_cache

_ONSETS = (
    (re.compile(r"^(?:kw|qw|gw|ku(?=a)|cu(?=a)|qu)"), "q"),
    (re.compile(r"^(?:hw)"), "ho"),
    (re.compile(r"^(?:ngh|ng)"), "g"),
    (re.compile(r"^(?:nh|ny)"), "n"),
    (re.compile(r"^(?:ph)"), "f"),
    (re.compile(r"^(?:kh)"), "k"),
    (re.compile(r"^(?:ck|c(?!h)|k)"), "k"),
    (re.compile(r"^(?:th)"), "t"),
    (re.compile(r"^(?:ch|tr)"), "c"),
    (re.compile(r"^(?:gi(?=[aeou])|j|z|d(?=[aeiouy]))"), "z"),
    (re.compile(r"^x"), "s"),
)
_ENDS = (
    (re.compile(r"(?:ngh|ng|nh|n)$"), "n"),
    (re.compile(r"(?:ck|ch|c|k|t)$"), "k"),
    (re.compile(r"(?<=[aou])w$"), "u"),
    (re.compile(r"(?<=a)o$"), "u"),
)
_VOWELS = (
    (re.compile(r"ee|y"), "i"),
    (re.compile(r"oo"), "u"),
    (re.compile(r"wa"), "oa"),
    (re.compile(r"ya|ia(?=n)"), "ie"),
)


@lru_cache(maxsize=4096)
def sound(syllable: str) -> str:
    """A folded syllable, written as it sounds: two spellings of one sound come out alike."""
    for ways in (_ONSETS, _VOWELS, _ENDS):
        for pattern, instead in ways:
            changed = pattern.sub(instead, syllable, count=1)
            if changed != syllable:
                syllable = changed
                if ways is not _VOWELS:
                    break
    return syllable
