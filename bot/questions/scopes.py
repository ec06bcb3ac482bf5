"""What of a sentence does not count: what is denied ("không phải PAPI mà là SIPAS"), what was corrected ("à không, năm
2022"), and what only says who writes ("em là sinh viên Đại học Vinh"). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.names import Mention
from bot.questions.explanation import Item
from bot.questions.sentence import ATOMS, TIME
from bot.questions.vocabulary import ASKING, FILLER, ROLE

NOT, BUT, SORRY, SIGNED = "not", "but", "sorry", "signed"
SCOPED = (NOT, BUT, SORRY, SIGNED, ROLE, ASKING, FILLER)
EMPTY = ("nothing", "hello", "please", "thanks", "bye")
"""Cues that say nothing of what is asked."""
TOPICS = ("index", "indicator")
PLACES = ("province", "agency", "region")
SAID = ("asks", *TOPICS, NOT)
MOST_CORRECTIONS = 4
"""Only the last of many corrections are looked at."""
MOST_DENIED = 14
"""A denial reaches this many words at most."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """The places, in the list of items, of those that do not count; ``senders`` are places that only say who writes."""

    denied: frozenset[int]
    senders: frozenset[int]


def kind_of(item: Item) -> str:
    """What an item is: the kind of a name, ``time`` …, or ``asks`` for a phrase that asks for a kind of answer."""
    what = item.what
    if isinstance(what, Mention):
        return "province" if what.kind == "place" else what.kind
    if what.asks in EMPTY:
        return FILLER
    return what.asks if what.asks in (*ATOMS, *SCOPED) else "asks"


def scopes(items: Sequence[Item], breaks: Collection[int], hard: Collection[int]) -> Scopes:
    """What does not count among the items of a sentence, in order.

    ``breaks`` are the words before which there is a comma or more, ``hard`` those before which a sentence ends.
    """
    kinds = [kind_of(item) for item in items]
    senders = _senders(items, kinds, breaks, hard)
    denied: frozenset[int] = _denied(items, kinds, breaks, hard) - senders
    denied |= _corrected(items, kinds, denied | senders)
    named = [i for i in range(len(items)) if kinds[i] == "province" and i not in senders]
    if len(named) > 1 and denied.issuperset(named):
        denied -= {named[-1]}  # "not Bắc Ninh, Bắc Giang"
    left = [i for i in range(len(items)) if i not in denied and kinds[i] not in SCOPED and kinds[i] != "word"]
    if not left:
        denied = frozenset()
    return Scopes(frozenset(denied), frozenset(senders))


def _between(items: Sequence[Item], i: int, ends: Collection[int]) -> bool:
    """Whether one of the ends stands between the item before and this one."""
    return any(end in ends for end in range(items[i - 1].end, items[i].start + 1)) if i else False


def _denied(
    items: Sequence[Item], kinds: Sequence[str], breaks: Collection[int], hard: Collection[int]
) -> frozenset[int]:
    denied: set[int] = set()
    for i, kind in enumerate(kinds):
        if kind != NOT:
            continue
        inside: list[int] = []
        for j in range(i + 1, len(items)):
            stop = kinds[j] in (BUT, NOT, SORRY, ASKING) or _between(items, j, hard)
            listed = _between(items, j, breaks) and (kinds[j] not in {kinds[k] for k in inside} if inside else False)
            if stop or listed or items[j].start - items[i].end > MOST_DENIED:
                break
            if kinds[j] not in (FILLER, ROLE, SIGNED, "word", "country"):
                inside.append(j)
        denied.update(inside)
    return frozenset(denied)


def _corrected(items: Sequence[Item], kinds: Sequence[str], gone: Collection[int]) -> frozenset[int]:
    """Of what stands before "à không" or "nhầm", those parts that are said anew after it."""
    denied: set[int] = set()
    for i in [i for i, kind in enumerate(kinds) if kind == SORRY][-MOST_CORRECTIONS:]:
        after = {_part(kinds[j]) for j in range(i + 1, len(items)) if j not in gone} - {"", "asks"}
        for part in after:
            again = sum(_part(kinds[j]) == part for j in range(i + 1, len(items)) if j not in gone)
            before = [j for j in range(i) if j not in gone and _part(kinds[j]) == part]
            # Of two provinces compared the last one is corrected.
            denied.update(before[-again:] if part == "province" else before)
    return frozenset(denied)


def _part(kind: str) -> str:
    if kind in SCOPED or kind == "word":
        return ""
    return "topic" if kind in TOPICS else kind


def _senders(
    items: Sequence[Item], kinds: Sequence[str], breaks: Collection[int], hard: Collection[int]
) -> frozenset[int]:
    """What only says who writes: all between "em là cán bộ" and "cho em hỏi", or the whole sentence where the next one
    asks; else the places and agencies up to what is asked. After a closing formula, the places and agencies.
    """
    found: set[int] = set()
    for i, kind in enumerate(kinds):
        if kind not in (ROLE, SIGNED):
            continue
        end = _end_of_clause(items, kinds, i, hard) if kind == ROLE else None
        for j in range(i + 1, len(items) if end is None else end):
            if end is None and kind == ROLE:
                chained = kinds[j] in PLACES and kinds[j - 1] in PLACES
                over = _between(items, j, hard) or (_between(items, j, breaks) and not chained)
                if (kinds[j] in (ASKING, "asks", *TOPICS, *ATOMS, NOT) and not _is_aside(items[j])) or over:
                    break
            if kinds[j] in PLACES or (end is not None and kinds[j] in SAID) or _is_aside(items[j]):
                found.add(j)
    return frozenset(found)


def _is_aside(item: Item) -> bool:
    """Whether an item is a word of another matter ("hotel"), which among words on who writes asks for nothing."""
    return not isinstance(item.what, Mention) and item.what.asks == "off"


def _end_of_clause(items: Sequence[Item], kinds: Sequence[str], role: int, hard: Collection[int]) -> int | None:
    """Where the words on who writes end: at what announces a question, or at the end of the sentence, if something is
    asked after that; None if neither can be told.
    """
    for j in range(role + 1, len(items)):
        over = _between(items, j, hard)
        if kinds[j] in (ASKING, BUT) or over:
            after = {kinds[k] for k in range(j, len(items))}
            asked = bool(after & {*TOPICS, "asks"}) and bool(after & {*TOPICS, "province", "asks", TIME})
            return j if asked else None
    return None
