"""Whether a text chooses the chat's home province: "tỉnh nhà của tôi là Hưng Yên", "set my home to Hue" (pure).

Only a whole sentence of that kind counts; what stands at the place of the name is for the reader of questions to judge.
"""

from __future__ import annotations

import re

from bot.names.normalize import bare, spell
from bot.questions.slips import shipped_slips

LONGEST = 160
"""Characters of the longest text that is looked at."""
OFF = "off"
"""What is named where the home province is to be forgotten."""

_I = r"(?:chung toi|chung minh|chung em|bon minh|toi|minh|em|anh|chi|tui|to|con|chau)"
_MY = rf"(?: cua)?(?: {_I})?"
_HOME = r"(?:tinh nha|que nha|tinh que|que huong)"
_PLEASE = r"(?:(?:hay|xin|vui long|ban|bot|nho|please|can you|could you) ){0,3}"
_MY_HOME = r"(?:my|our|the) home(?: province| city)?"

CHOOSING = re.compile(
    rf"(?:{_PLEASE}(?:dat|chon|luu|ghi nho|cai dat|cai|thiet lap|doi|chuyen|sua|nho)(?: cho {_I})? {_HOME}{_MY}"
    rf"(?: la| thanh| sang| o| ve)?|{_HOME}{_MY} (?:la|o)"
    rf"|{_PLEASE}(?:set|change|switch) {_MY_HOME}(?: to| as| is)?|(?:my|our) home(?: province| city)? is"
    rf"|{_PLEASE}remember(?: that)? (?:i am|i m|im|we are|i live|we live) (?:from|in)) "
)
"""The beginning of a sentence that chooses; the name follows."""
LIVING = re.compile(
    rf"(?:(?:que|tinh){_MY} (?:la|o)|{_I} (?:que|song|nguoi|o)(?: o| tai)?"
    rf"|(?:i am|i m|im|we are|i live|we live) (?:from|in)) "
)
"""The beginning of one that tells where somebody is from: it chooses only where they ask to have it remembered."""
MAKING = re.compile(rf"{_PLEASE}make ")
MADE = re.compile(rf" {_MY_HOME}\Z")
CLEARING = re.compile(
    rf"{_PLEASE}(?:bo|xoa|huy|quen|thoi nho|khong nho)(?: di)? {_HOME}{_MY}(?: di)?(?: nhe| nha| giup| a)?"
    rf"|{_PLEASE}(?:clear|forget|remove|delete|unset) {_MY_HOME}(?: please)?"
)
REMEMBER = frozenset(("nho", "luu", "remember"))
AFTER = frozenset(
    (
        *("giup", "ho", "cho", "dum", "gium", "lay", "lai", "nhe", "nha", "voi", "a", "toi", "minh", "em", "tui"),
        *("it", "that", "this", "for", "me", "us", "please", "thanks", "cam", "on"),
    )
)
"""What may stand between the wish to have it remembered and the end."""
BEFORE = frozenset(("hay", "xin", "ghi", "va", "and", "please", "ban", "bot"))
KINDLY = frozenset(("nhe", "nha", "nhen", "a", "voi", "please", "thanks"))
CLEARED = frozenset(
    ("off", "bo", "xoa", "tat", "huy", "khong", "khong co", "none", "no", "clear", "remove", "delete", "reset")
)


def named(text: str) -> str | None:
    """What is named as the home province in words, in small letters; ``off`` where it is to be forgotten, None for a
    text that says nothing of the kind.
    """
    if len(text) > LONGEST:
        return None
    spelt = spell(shipped_slips().text(text))
    low = bare(spelt)
    if CLEARING.fullmatch(low):
        return OFF
    said = CHOOSING.match(low) or LIVING.match(low) or MAKING.match(low)
    if said is None:
        return None
    made = MADE.search(low) if said.re is MAKING else None
    end = made.start() if made is not None else len(low)
    words, written = low[said.end() : end].split(), spelt[said.end() : end].split()
    size, remembered = _without_courtesy(words)
    if (said.re is LIVING and not remembered) or (said.re is MAKING and made is None):
        return None
    return " ".join(written[:size]) or None


def clears(arguments: str) -> bool:
    """Whether what follows the command says that there shall be no home province."""
    return arguments.strip() == OFF or bare(spell(arguments)) in CLEARED


def _without_courtesy(words: list[str]) -> tuple[int, bool]:
    """How many of the words are left before "nhớ giúp nhé", and whether that was said."""
    at = next((i for i, word in enumerate(words) if i and word in REMEMBER), None)
    if at is not None and all(word in AFTER for word in words[at + 1 :]):
        while at and words[at - 1] in BEFORE:
            at -= 1
        return at, True
    size = len(words)
    while size and words[size - 1] in KINDLY:
        size -= 1
    return size, False
