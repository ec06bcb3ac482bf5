"""What a person wants to follow: "/follow Hưng Yên PAPI", "theo dõi Hưng Yên chỉ khi đổi ít nhất 3 bậc" (pure).

The reader of questions judges that something is to be followed and reads the names; this module reads what else is
said: the options, a channel, that everything is meant.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal

from bot.names.normalize import fold_in_place
from bot.questions import Question, complete
from data.model.provinces import MOST_MOVE
from data.queries.catalogue import Catalogue

Verb = Literal["follow", "unfollow", "following"]

BEFORE_MOVE = (
    r"(?:\b(?:chi|only|bao|khi|nao|neu|if|when|it|its|no|ma|thu|hang|the|rank|thay|doi|tang|giam|hoac|or|hay|len|xuong"
    r"|bien|dong|dich|chuyen|moves?|changes?|shifts?|up|down|by|at|least|nhat|toi|thieu|tu|more|than|of) ){0,16}"
)
MOVE = re.compile(
    rf"[,;]? ?{BEFORE_MOVE}(?<![\w/])(?P<n>\d{{1,2}}) ?(?:bac|hang|nac|places?|ranks?|positions?)"
    r"(?: (?:tro len|or more))?(?!\w)"
)
CORRECTED = r"(?:tin |ban )?(?:dinh chinh|corrections?)"
NOT_CORRECTED = re.compile(
    r"[,;]? ?\b(?:khong|tru|ngoai tru|dung|no|without|except|not|but no|but not) "
    rf"(?:(?:can|bao|gui|kem|nhan|ca|lay|the) ){{0,9}}{CORRECTED}"
)
YES_CORRECTED = re.compile(
    r"[,;]? ?(?:\b(?:ke|ca|gom|bao|va|nhan|luon|including|include|and|with|plus|tell|me|about|also) ){0,9}"
    rf"{CORRECTED}"
)
CHANNEL = re.compile(r"(?<![\w@])(?P<name>@[A-Za-z][A-Za-z0-9_]{3,31})\b|(?<![\w-])(?P<id>-100\d{6,13})\b")
EVERYTHING = re.compile(
    r"(?:tat ca|moi thu|toan bo|het|moi chi so|tat ca chi so|tat ca cac chi so|moi tinh|everything|all|all indices"
    r"|every index) ?[.!]?"
)
ALL_OF_IT = re.compile(
    r"\b(?:tat ca|moi thu|toan bo|everything|(?:bo|huy|tat|xoa|go|ngung|dung|theo doi|nhan) het|(?:follow|stop|cancel"
    r"|remove|mute) all|all (?:of|my|the|alerts|notifications|updates|messages|subscriptions|indices|provinces))\b"
)
"""Words that mean everything, in a sentence that names nothing to follow."""
ALL = "everything"
TIME = r"(\d{1,2}) ?(?:(?:[:h]|gio) ?(\d{2})?)? ?(am|pm|sang|toi|dem|chieu)?"
HOURS = re.compile(rf"(?:tu |from )?{TIME} ?(?:-|–|—|\bden\b|\btoi\b|\bto\b|\bs\b) ?{TIME}")
LONGEST = 400
"""The number of characters read of a wish."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to follow: ``provinces`` () means any province, ``index`` '' any index.

    The options are those of ``data.alerts.model.Subscription``; ``corrections`` is None when not said. ``via`` are the
    ended units that were named, each with the province it is a part of now.
    """

    provinces: tuple[str, ...] = ()
    index: str = ""
    min_move: int = 0
    corrections: bool | None = None
    channel: str = ""
    via: tuple[tuple[str, str], ...] = ()
    narrower: bool = False
    """True if a criterion was named: alerts are about the whole index, and the answer says so."""
    passed_over: str = ""
    """The words that were not understood beside those that were."""

    @property
    def everything(self) -> bool:
        return not self.provinces and not self.index


@dataclass(frozen=True, slots=True)
class Unclear:
    """What could not be read as a wish. ``options`` are wishes one of which may be meant; without options and without
    ``heard`` nothing was named at all.
    """

    heard: str
    options: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowRequest:
    """A text that is about following: the verb, what was named (as typed, without the options), the options."""

    verb: Verb
    names: str
    options: Wish


def in_words(verb: Verb, text: str, unknown: str = "") -> FollowRequest:
    """A wish in a sentence in which the reader of questions found nothing to follow: its options, and for names that
    everything is meant, or else the words that are ``unknown``.
    """
    everything = ALL_OF_IT.search(fold_in_place(_single_spaced(text))) is not None
    return FollowRequest(verb, ALL if everything else unknown, request(verb, text).options)


def request(verb: Verb, text: str) -> FollowRequest:
    """Separate the options and a channel from the names in the text after the verb."""
    rest = _single_spaced(text)
    options = Wish()
    channel = CHANNEL.search(rest)
    if channel is not None:
        options = replace(options, channel=channel[0])
        rest = _without(rest, channel)
    low = fold_in_place(rest)
    moved = MOVE.search(low)
    if moved is not None:
        options = replace(options, min_move=min(int(moved["n"]), MOST_MOVE))
        rest = _without(rest, moved)
        low = fold_in_place(rest)
    for pattern, wanted in ((NOT_CORRECTED, False), (YES_CORRECTED, True)):
        found = pattern.search(low)
        if found is not None:
            options = replace(options, corrections=wanted)
            rest = _without(rest, found)
            break
    return FollowRequest(verb, rest.strip(" ,;.:!?"), options)


def all_named(names: str) -> bool:
    """Whether the words name everything rather than something."""
    return EVERYTHING.fullmatch(fold_in_place(_single_spaced(names))) is not None


def wish(question: Question, options: Wish, catalogue: Catalogue) -> Wish | Unclear:
    """What a question (of the words named) asks to follow. An ended unit gives way to its successor, since no new
    figures of it will appear.
    """
    then = question.then
    if question.intent == "choose" and then is not None and then.intent == "table" and then.region:
        question = then  # a region is followed in every index unless one is named
    if question.intent == "choose" and question.choices:
        found: dict[Wish, None] = {}
        for choice in question.choices:
            one = wish(complete(question, choice), options, catalogue)
            for each in (one,) if isinstance(one, Wish) else one.options:
                found[each] = None
        return Unclear("", tuple(found))
    if question.intent == "unknown":
        near = (wish(Question("profile", provinces=(choice.id,)), options, catalogue) for choice in question.choices)
        return Unclear(question.heard, tuple(one for one in near if isinstance(one, Wish)))
    if not question.provinces and not question.index and not question.region:
        return Unclear(question.heard)
    provinces: dict[str, None] = {}
    via: list[tuple[str, str]] = []
    of_region = (province.id for province in (catalogue.of_today(question.region) if question.region else ()))
    for slug in (*question.provinces, *question.left_out, *of_region):
        province = catalogue.provinces[slug]
        if province.ended:
            via.append((slug, province.successor))
        provinces[province.today] = None
    return replace(
        options,
        provinces=tuple(provinces),
        index=question.index or "",
        via=() if question.region else tuple(via),
        narrower=bool(question.indicator),
        passed_over=question.heard,
    )


def hours(text: str) -> tuple[int, int] | Literal["off"] | None:
    """Quiet hours in minutes of the day: "21-7", "21:30 - 6:15", "21h đến 7h", "off", "tắt". None if the text
    is none of these.
    """
    low = fold_in_place(_single_spaced(text)).strip(" .!")
    if low in ("off", "tat", "khong", "bo", "none", "no"):
        return "off"
    found = HOURS.fullmatch(low)
    if found is None:
        return None
    start = _minute(found[1], found[2], found[3])
    end = _minute(found[4], found[5], found[6])
    if start is None or end is None:
        return None
    return "off" if start == end else (start, end)


def _minute(hour: str, minute: str | None, half: str | None) -> int | None:
    h, m = int(hour), int(minute or 0)
    if half in ("pm", "chieu", "toi", "dem") and 0 < h < 12 and not (half == "dem" and h < 6):
        h += 12
    if half == "am" and h == 12:
        h = 0
    return (h % 24) * 60 + m if h <= 24 and m < 60 and not (h == 24 and m) else None


def _single_spaced(text: str) -> str:
    """The beginning of a text, composed, with single spaces: the patterns above know no others."""
    return " ".join(unicodedata.normalize("NFC", text[:LONGEST]).split())


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " + text[found.end() :]
