"""Whether a text is a wish to follow tasks, and whose: "theo dõi nhiệm vụ Hưng Yên Sở Nội vụ", "remind me of the tasks
of Hung Yen" (pure).

Only a sentence that begins as such a wish counts; what is named in the rest is for the reader of questions to judge.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.names.normalize import fold_in_place

LONGEST = 300
"""Characters of the longest text that is looked at."""

_I = r"(?:chung toi|chung em|toi|minh|em|anh|chi|tui|to|con|chau|me|us)"
_ALL = r"(?:(?:cac|nhung|moi|tat ca|toan bo|all|the|any|cua|ve|of|about|for|to|my) ){0,4}"
_TASKS = r"(?:nhiem vu|cong viec|dau viec|ke hoach|tasks?|duties|deadlines?|plans?)"
_WORK = r"(?:viec|han|nhiem vu|cong viec|dau viec|ke hoach|tasks?|duties|deadlines?|plans?|work)"
_LEAD = (
    r"(?:(?:xin|hay|vui long|lam on|cho|giup|nho|muon|can|bot|oi|toi|minh|em|please|can you|could you|i want to"
    r"|i would like to|i d like to|i'd like to|let me) ){0,6}"
)
_FOLLOW = r"(?:theo doi|dang ky(?: theo doi| nhan)?(?: tin)?|nhan tin(?: ve)?|follow|subscribe|track|watch)"
_REMIND = (
    rf"(?:(?:nhac nho|nhac|thong bao|bao)(?: cho)?(?: {_I})?(?: (?:biet|khi nao|khi|ve|neu)){{0,3}}"
    rf"|(?:remind|notify|alert|tell)(?: {_I})?(?: (?:of|about|when|if)){{0,2}})"
)
_STOP = (
    rf"(?:(?:bo|ngung|dung|huy|tat|thoi|khong|het)(?: (?:theo doi|nhac nho|nhac|nhan tin|thong bao|bao|dang ky)){{1,2}}"
    rf"(?: {_I})?|unfollow|unsubscribe(?: from)?|stop (?:following|tracking|watching|(?:reminding|telling)(?: {_I})?))"
)

FOLLOWING = re.compile(rf"{_LEAD}(?:{_FOLLOW} {_ALL}{_TASKS}|{_REMIND} {_ALL}{_WORK})(?!\w)")
UNFOLLOWING = re.compile(rf"{_LEAD}{_STOP} {_ALL}{_WORK}(?!\w)")
NAMED = re.compile(rf"{_ALL}{_TASKS}(?!\w)")
"""What begins the words behind /follow where tasks are meant."""
OF = re.compile(r"[ ,:]*(?:(?:cua|o|tai|thuoc|ve|tinh|of|for|in|at|from) )*")
"""What stands between the tasks and whose they are."""
DUE = re.compile(
    r",? ?\b(?:(?:sap|da|bi|khi|fall|falls|are|is|when|get|gets) ){0,3}"
    r"(?:(?:den|toi|qua|tre) han|due|overdue|late)(?: nhe| nha| a| giup)? ?[.!]?\Z"
)
"""The end of a sentence that says when: it is what is told anyway."""


COURTESY = re.compile(r"(?: ?\b(?:nua|di|nhe|nha|giup|voi|please|anymore|any more)\b){1,3} ?[.!]?\Z")


@dataclass(frozen=True, slots=True)
class TaskWish:
    """A wish about tasks: the verb, and whose they are as typed ('' where nobody is named)."""

    verb: Literal["follow", "unfollow"]
    names: str


def asked(text: str) -> TaskWish | None:
    """The wish in a sentence; None for any other text."""
    if len(text) > LONGEST:
        return None
    spaced = _single_spaced(text)
    low = fold_in_place(spaced)
    found = UNFOLLOWING.match(low)
    if found is not None:
        return TaskWish("unfollow", _names(spaced, low, found.end()))
    found = FOLLOWING.match(low)
    return TaskWish("follow", _names(spaced, low, found.end())) if found is not None else None


def behind(verb: Literal["follow", "unfollow"], arguments: str) -> TaskWish | None:
    """The wish of a command with these words behind it; None where it is not tasks that it names."""
    spaced = _single_spaced(arguments[:LONGEST])
    low = fold_in_place(spaced)
    found = NAMED.match(low)
    return TaskWish(verb, _names(spaced, low, found.end())) if found is not None else None


def _names(spaced: str, low: str, start: int) -> str:
    of = OF.match(low, start)
    start = of.end() if of is not None else start
    end = len(low)
    for pattern in (COURTESY, DUE):
        found = pattern.search(low[:end], start)
        end = found.start() if found is not None else end
    return spaced[start:end].strip(" ,;.:!?")


def _single_spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
