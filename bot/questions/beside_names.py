"""What the words beside the names of indices and criteria say of them: that one index is counted inside another ("điểm
SIPAS trong PAR"), that two are listed ("PAR và hài lòng"), or that firms are meant ("lót tay của doanh nghiệp"). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from bot.names import Mention
from bot.questions.parsed import Parsed, Said
from bot.questions.phrases import ADDING, FIRMS, INSIDE, JOINING, OWN, PART_AFTER, PART_BEFORE, TOGETHER
from bot.questions.vocabulary import ROLE


def counted_inside(parsed: Parsed) -> bool:
    """Whether one of two indices is called a part of the other: "sipas cộng vào par", "the SIPAS share of PAR"."""
    words, named = _spoken(parsed), _placed(parsed.indices)
    if len(named) < 2:
        return False
    first, last = named[0], named[-1]
    between = words[first.end : last.start]
    if not JOINING.isdisjoint(between):
        return False
    beside = (*words[max(first.start - 1, 0) : first.start], *between, *words[last.end : last.end + 1])
    return not INSIDE.isdisjoint(beside)


def listed(parsed: Parsed) -> bool:
    """Whether the names of two indices stand with nothing but an "and" or "or" between them."""
    return any(words and JOINING.issuperset(words) for words in _between(parsed, parsed.indices))


def added_up(parsed: Parsed) -> bool:
    """Whether the names of two criteria stand with nothing but an "and" between them."""
    return any(words and ADDING.issuperset(words) for words in _between(parsed, parsed.criteria))


def said_together(parsed: Parsed) -> bool:
    """Whether a word says that what is named one by one is to be taken together ("gộp", "overall")."""
    return not TOGETHER.isdisjoint(_spoken(parsed))


def about_firms(parsed: Parsed) -> bool:
    """Whether the sentence speaks of those who do business, and not only as who writes ("công ty em")."""
    words = _spoken(parsed)
    for at, word in enumerate(words):
        size = 1 if word in FIRMS else 2 if " ".join(words[at : at + 2]) in FIRMS else 0
        own = words[max(at - 1, 0) : at] + words[at + size : at + size + 1]
        if size and OWN.isdisjoint(own):
            return True
    return False


def called_parts(parsed: Parsed) -> list[Said]:
    """The criteria that are called a part ("dân bỏ phiếu góp ý sửa đường làng, phần sự tham gia")."""
    words = _spoken(parsed)
    return [
        said
        for said in _placed(parsed.criteria)
        if PART_BEFORE.intersection(words[max(said.start - 1, 0) : said.start])
        or PART_AFTER.intersection(words[said.end : said.end + 1])
    ]


def _between(parsed: Parsed, named: Iterable[Said]) -> Iterator[list[str]]:
    """The words between each two names, one after the other."""
    words = _spoken(parsed)
    return (words[one.end : other.start] for one, other in pairwise(_placed(named)))


def _placed(named: Iterable[Said]) -> list[Said]:
    """The names of which it is known where they stand, from left to right."""
    return sorted((said for said in named if said.end), key=lambda said: said.start)


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
