"""What the words beside the names of indices and criteria say of them: that one index is counted inside another ("điểm
SIPAS trong PAR"), that two are listed ("PAR và hài lòng"), or that firms are meant ("lót tay của doanh nghiệp"). Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.names import Mention
from bot.questions.parsed import Parsed
from bot.questions.phrases import ADDING, FIRMS, INSIDE, JOINING, OWN, PART_AFTER, PART_BEFORE
from bot.questions.vocabulary import ROLE


def counted_inside(parsed: Parsed) -> bool:
    """Whether one of two indices is called a part of the other: "sipas cộng vào par", "the SIPAS share of PAR"."""
    words, spans = _spoken(parsed), _named(parsed, "index")
    if len(spans) < 2:
        return False
    (start, end), (other, last) = spans[0], spans[-1]
    between = words[end:other]
    if not JOINING.isdisjoint(between):
        return False
    return not INSIDE.isdisjoint((*words[max(start - 1, 0) : start], *between, *words[last : last + 1]))


def listed(parsed: Parsed) -> bool:
    """Whether the names of two indices stand with nothing but an "and" or "or" between them."""
    words, spans = _spoken(parsed), _named(parsed, "index")
    return any(end < start and JOINING.issuperset(words[end:start]) for (_, end), (start, _) in pairwise(spans))


def added_up(parsed: Parsed) -> bool:
    """Whether the names of two criteria stand with nothing but an "and" between them."""
    words, spans = _spoken(parsed), _named(parsed, "indicator")
    return any(ADDING.issuperset(words[end:start]) for (_, end), (start, _) in pairwise(spans))


def about_firms(parsed: Parsed) -> bool:
    """Whether the sentence speaks of those who do business, and not only as who writes ("công ty em")."""
    words = _spoken(parsed)
    for at, word in enumerate(words):
        size = 1 if word in FIRMS else 2 if " ".join(words[at : at + 2]) in FIRMS else 0
        own = words[max(at - 1, 0) : at] + words[at + size : at + size + 1]
        if size and OWN.isdisjoint(own):
            return True
    return False


def called_parts(parsed: Parsed) -> frozenset[str]:
    """The names of criteria that are called a part ("dân bỏ phiếu góp ý sửa đường làng, phần sự tham gia")."""
    words = _spoken(parsed)
    items = parsed.explanation.items if parsed.explanation is not None else ()
    return frozenset(
        item.what.text
        for place, item in enumerate(items)
        if place not in parsed.gone
        and isinstance(item.what, Mention)
        and item.what.kind == "indicator"
        and (PART_BEFORE.intersection(words[max(item.start - 1, 0) : item.start]) or _is_part(words, item.end))
    )


def _is_part(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at] in PART_AFTER


def _named(parsed: Parsed, kind: str) -> list[tuple[int, int]]:
    """Where the names of a kind stand that count."""
    items = parsed.explanation.items if parsed.explanation is not None else ()
    return [
        (item.start, item.end)
        for place, item in enumerate(items)
        if place not in parsed.gone and isinstance(item.what, Mention) and item.what.kind == kind
    ]


def _spoken(parsed: Parsed) -> list[str]:
    """The words of the sentence, with '' for those that are denied or say who writes."""
    explanation = parsed.explanation
    if explanation is None:
        return []
    words = list(explanation.known)
    for place, item in enumerate(explanation.items):
        role = not isinstance(item.what, Mention) and item.what.asks == ROLE
        if role or place in parsed.gone:
            words[item.start : item.end] = [""] * (item.end - item.start)
    return words
