"""What goes without saying in a text of its own: the year of a bare number, the province of who writes (pure)."""

from __future__ import annotations

from dataclasses import replace

from bot.questions.intents import SAY_NOTHING
from bot.questions.parsed import Parsed

FIRST_SHORT_YEAR, LAST_SHORT_YEAR = 11, 26
RANKING = frozenset({"top", "bottom", "movers", "fallers", "reach", "tasks"})
"""Phrases beside which a bare number is a count or a place rather than a year."""
OF_ALL = frozenset(
    {"top", "bottom", "table", "who", "nation", "movers", "fallers", "region-means", "publisher", "announced"}
)
"""Phrases that ask for all provinces, or for none."""


def filled(parsed: Parsed) -> Parsed:
    """The parts of a text of its own, with what goes without saying: the year, and the province of who writes."""
    return _with_sender(_with_year(parsed))


def _with_year(parsed: Parsed) -> Parsed:
    """The parts with a bare number as a year where it can hardly be anything else ("papi hưng yên 22")."""
    if parsed.when.year is None and parsed.when.since is None and len(parsed.numbers) == 1:
        number = parsed.numbers[0]
        counts = parsed.asks & RANKING and parsed.n is None and parsed.place is None
        if FIRST_SHORT_YEAR <= number <= LAST_SHORT_YEAR and not counts:
            when = replace(parsed.when, year=2000 + number)
            return replace(parsed, when=when, numbers=[])
    score = int(parsed.score) if parsed.score.isdecimal() and parsed.indices and "components" in parsed.asks else 0
    if parsed.when.year is None and FIRST_SHORT_YEAR <= score <= LAST_SHORT_YEAR:  # "papi 22 điểm từng nội dung"
        return replace(parsed, when=replace(parsed.when, year=2000 + score), score="")
    return parsed


def _with_sender(parsed: Parsed) -> Parsed:
    """The parts with the province of who writes, where that is asked about or no other is named."""
    said = parsed.asks - SAY_NOTHING or parsed.indices or parsed.criteria or parsed.codes or "mine" in parsed.asks
    said = said or "hello" not in parsed.asks
    if (
        said
        and parsed.senders
        and not (parsed.provinces or parsed.unsure or parsed.region)
        and (_its(parsed) or not _of_all(parsed.asks))
    ):
        several = len(parsed.senders) > 1 and parsed.asks & {"compare", "beside"}
        meant = parsed.senders if several else parsed.senders[-1:]
        return replace(parsed, provinces=[(one.name.id, one.via.name_vi if one.via else "") for one in meant])
    return parsed


def _its(parsed: Parsed) -> bool:
    """Whether a text points back at a place it named ("my wife is from Yen Bai, what's its rank")."""
    return parsed.explanation is not None and "its" in parsed.explanation.known


def _of_all(asks: frozenset[str]) -> bool:
    """Whether what is asked is about all provinces, whoever writes: what is still to reach is not, nor is the rank of
    "my" province in the country.
    """
    if "reach" in asks or ({"mine", "rank"} <= asks and not asks & OF_ALL - {"nation"}):
        return False
    return bool(asks & OF_ALL)
