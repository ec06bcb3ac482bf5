"""What the words beside the names of indices and criteria say of them: that one index is counted inside another ("điểm
SIPAS trong PAR"), that two are listed ("PAR và hài lòng"), or that firms are meant ("lót tay của doanh nghiệp"). Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.names import Mention
from bot.questions.parsed import Parsed
from bot.questions.phrases import ASKED_OF, INSIDE, JOINING, PART_AFTER, PART_BEFORE
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


def listed(parsed: Parsed, kind: str = "index") -> bool:
    """Whether two names of a kind stand with nothing but an "and" between them."""
    words, spans = _spoken(parsed), _named(parsed, kind)
    return any(
        (end < start or kind != "index") and JOINING.issuperset(words[end:start])
        for (_, end), (start, _) in zip(spans, spans[1:], strict=False)
    )


def asked_of(parsed: Parsed) -> str:
    """The index whose people the sentence speaks of, and not only who writes: firms for PCI; '' if of none."""
    words = f" {' '.join(_spoken(parsed))} "
    return next((index for index, said in ASKED_OF.items() if any(f" {one} " in words for one in said)), "")


def called_parts(parsed: Parsed) -> frozenset[str]:
    """The names of criteria that are called a part ("dân bỏ phiếu góp ý sửa đường làng, phần sự tham gia")."""
    words = _spoken(parsed)
    return frozenset(
        " ".join(words[start:end])
        for start, end in _named(parsed, "indicator")
        if (start and words[start - 1] in PART_BEFORE) or (end < len(words) and words[end] in PART_AFTER)
    )


def _named(parsed: Parsed, kind: str) -> list[tuple[int, int]]:
    """Where the names of a kind stand that count."""
    items = parsed.explanation.items if parsed.explanation is not None else ()
    return [
        (item.start, item.end)
        for place, item in enumerate(items)
        if place not in parsed.gone and isinstance(item.what, Mention) and item.what.kind == kind
    ]


def _spoken(parsed: Parsed) -> Sequence[str]:
    """The words of the sentence, with '' for those that are denied or say who writes."""
    explanation = parsed.explanation
    if explanation is None:
        return ()
    words = list(explanation.known)
    for place, item in enumerate(explanation.items):
        role = not isinstance(item.what, Mention) and item.what.asks == ROLE
        if role or place in parsed.gone:
            words[item.start : item.end] = [""] * (item.end - item.start)
    return words
