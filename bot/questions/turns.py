"""What a text that leans on the one before makes of it in a few words: another row, another count, the other end of a
table, the other side of a line (pure).

Only parts of the text are changed here, as if they had been said in full; ``merging`` puts them together with the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.names.normalize import fold
from bot.questions.evil_turns import Turn
from bot.questions.followup_words import Leaning
from bot.questions.parsed import MOST_PROVINCES, Parsed
from bot.questions.question import Question

RANKED = ("table", "movers")
ENDS = frozenset({"top", "bottom"})
SIDES = frozenset({"above", "below"})
UP, DOWN = frozenset({"movers", "change"}), frozenset({"fallers", "fall"})
AMOUNTS = frozenset(
    fold(
        "cao thấp nhiều ít lớn nhỏ nặng nhẹ tăng giảm highest lowest most least fewest biggest smallest rise rose "
        "risen fall fell fallen grow grew increase increased drop dropped decrease decreased"
    ).split()
)
"""Words for how much there is, which of an evil say the opposite: "nhất", "tốt nhất" and "đội sổ" do not."""
OPPOSITE = {
    "top": "bottom",
    "bottom": "top",
    "movers": "fallers",
    "fallers": "movers",
    "change": "fall",
    "fall": "change",
}
OTHER_WAY: dict[Turn, Turn] = {"up": "down", "down": "up"}
SURELY_COUNTED = 5
"""A bare number up to this one may be the place of a row."""


def turned(parsed: Parsed, last: Question, leaning: Leaning, rows: Sequence[str]) -> Parsed:
    """The parts of a text with what it says of the answer to ``last``, of which ``rows`` are the provinces shown."""
    parsed = _counted(_pointed(parsed, last, leaning, rows), last, leaning)
    if last.intent == "movers" and leaning.said & {"up", "down"} and not parsed.asks - ENDS - SIDES:
        parsed = replace(parsed, asks=parsed.asks | ({"fallers"} if "down" in leaning.said else {"movers"}))
    if (
        last.evil
        and last.intent in RANKED
        and not (_named(parsed) or parsed.criteria or parsed.indices or parsed.codes)
    ):
        parsed = _of_an_evil(parsed)
    if _only_held_against(parsed, leaning):
        parsed = replace(parsed, asks=parsed.asks | {"compare"})
    if (
        last.n is not None
        and (leaning.opened or leaning.closed)
        and _only_end(parsed)
        and last.intent == "table"
        and last.place is None
    ):
        parsed = replace(parsed, n=last.n)  # "còn cuối bảng?" after five rows
    if "flip" in leaning.said and last.intent in RANKED:
        parsed = _flipped(parsed, last)
    sides = parsed.asks & SIDES
    if last.bound is not None and parsed.bound is None and len(sides) == 1 and not _named(parsed):
        parsed = replace(parsed, bound=replace(last.bound, side="above" if "above" in sides else "below"))
    if last.provinces and {"table", "components"} <= parsed.asks:
        parsed = replace(parsed, asks=parsed.asks - {"table"})  # "kể hết các trục"
    return parsed


def _only_end(parsed: Parsed) -> bool:
    """Whether a text asks for one end of a table and for nothing else."""
    named = _named(parsed) or parsed.n or parsed.place or parsed.bound or parsed.region or parsed.criteria
    return not named and bool(parsed.asks & ENDS) and not parsed.asks - ENDS - {"nothing", "but"}


def _only_held_against(parsed: Parsed, leaning: Leaning) -> bool:
    """Whether a text is "so" and one province: "so Hà Tĩnh"."""
    words = parsed.explanation.known if parsed.explanation is not None else ()
    one = len(parsed.provinces) + len(parsed.unsure) == 1 and not (parsed.agency_said or parsed.agency)
    return one and words[:1] == ("so",) and leaning.first == 1 and not parsed.asks - {"nothing"}


def _of_an_evil(parsed: Parsed) -> Parsed:
    """The parts where much and little are said of the evil that was asked about: "còn ít nhất?" is the best of all."""
    words = parsed.explanation.known if parsed.explanation is not None else ()
    if AMOUNTS.isdisjoint(words):
        return parsed
    swapped = frozenset(OPPOSITE.get(ask, ask) for ask in parsed.asks)
    return replace(parsed, asks=swapped, turn=OTHER_WAY.get(parsed.turn, parsed.turn), evil=True)


def row_of(place: str, rows: Sequence[object]) -> int | None:
    """Which of the rows stands at a place ("1" … or "last"); None where none does."""
    at = len(rows) - 1 if place == "last" else int(place) - 1 if place.isdecimal() else -1
    return at if 0 <= at < len(rows) else None


def _named(parsed: Parsed) -> bool:
    return bool(parsed.provinces or parsed.unsure)


def _pointed(parsed: Parsed, last: Question, leaning: Leaning, rows: Sequence[str]) -> Parsed:
    """The parts with the province of the row that is pointed at ("tỉnh thứ hai yếu chỗ nào"); after the criteria of an
    index it is the criterion of that number.
    """
    if not leaning.nth or parsed.n or "who" in parsed.asks:
        return parsed
    asks = parsed.asks - ENDS
    if last.intent == "index" and last.index is not None and _named(parsed) and leaning.nth.isdecimal():
        return replace(parsed, codes=[(last.index, leaning.nth)], indices=[], place=None, asks=asks)
    at = row_of(leaning.nth, rows)
    if at is None or _named(parsed):
        return parsed
    return replace(parsed, provinces=[(rows[at], "")], place=None, asks=asks)


def lone_numbers(parsed: Parsed, last: Question) -> list[int]:
    """The numbers of a text that says nothing else, after a table."""
    named = _named(parsed) or parsed.indices or parsed.criteria or parsed.codes or parsed.region or parsed.agency
    said = parsed.asks - {"nothing", "but", "sorry", "not", "please", "thanks"}
    numbers = [*parsed.numbers, *parsed.loose]
    return [] if named or said or parsed.when.year or last.intent not in RANKED else numbers


def _counted(parsed: Parsed, last: Question, leaning: Leaning) -> Parsed:
    """The parts with bare numbers as what the last table had: places from and to, a place, a count of rows."""
    match lone_numbers(parsed, last):
        case [first, to] if last.place_to is not None and 0 < first < to:
            return replace(parsed, place=first, place_to=to, numbers=[], loose=[])
        case [place] if last.place is not None and last.place_to is None and place > 0:
            return replace(parsed, place=place, numbers=[], loose=[])
        case [n] if last.n is not None and 0 < n <= MOST_PROVINCES and (n > SURELY_COUNTED or counts(leaning)):
            return replace(parsed, n=n, numbers=[], loose=[])
    return parsed


def leans(leaning: Leaning) -> bool:
    """Whether a text says by a word of its own that it goes on from the one before."""
    return leaning.opened or leaning.closed or goes_on(leaning)


def counts(leaning: Leaning) -> bool:
    """Whether a bare number in such a text is a count and no place ("3 thôi")."""
    return leans(leaning) or "stop" in leaning.said


def goes_on(leaning: Leaning) -> bool:
    """Whether a text has words for another topic, the other end or one more, wherever they stand."""
    return bool(leaning.said & {"turn", "flip", "add"})


def _flipped(parsed: Parsed, last: Question) -> Parsed:
    """The parts for the other end of what was shown; as many rows, unless another number is said."""
    if last.intent == "movers":
        asks = parsed.asks - UP - DOWN - ENDS | ({"movers"} if last.direction == "down" else {"fallers"})
        return replace(parsed, asks=asks, n=parsed.n or last.n)
    ends = parsed.asks & ENDS or ({"top"} if last.bottom else {"bottom"})
    return replace(parsed, asks=parsed.asks - ENDS | ends, n=parsed.n or last.n)
