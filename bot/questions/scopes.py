"""What of a sentence does not count: what is denied ("không phải PAPI mà là SIPAS"), what was corrected ("à không, năm
2022"), and what only says who writes ("em là sinh viên Đại học Vinh"). Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.names import Found, Mention
from bot.questions.sentence import ATOMS, TIME
from bot.questions.vocabulary import ASKING, FILLER, ROLE, Item

NOT, BUT, SORRY, SIGNED = "not", "but", "sorry", "signed"
EXCEPT, RIGHT, MISSPOKE = "except", "right", "misspoke"
"""Words before what is left out ("trừ Hà Nội"), after what is meant after all ("Bắc Giang mới đúng"), and before what
was said by mistake ("I said Hà Nam but …").
"""
SCOPED = (NOT, BUT, SORRY, SIGNED, EXCEPT, RIGHT, MISSPOKE, ROLE, ASKING, FILLER)
EMPTY = ("nothing", "hello", "please", "thanks", "bye")
"""Cues that say nothing of what is asked."""
TOPICS = ("index", "indicator")
TOPIC_OR_TIME = ("topic", TIME)
PLACES = ("province", "agency", "region")
SAID = ("asks", *TOPICS, NOT)
ENDS = frozenset({"top", "bottom", "more", "less", "weakest", "movers", "fallers", "rise", "fall"})
"""Phrases for one end of a table or one way to go: of two the one after "à nhầm" counts."""
SAID_ONCE = ("asks", *TOPICS, *PLACES, TIME)
"""What a denial of something that was held against another thing before does not reach."""
LISTED = ("province", "region", "index", TIME)
"""Of these the last one is meant where all were denied."""
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
    if what.asks == "nation":
        return "region"
    return what.asks if what.asks in (*ATOMS, *SCOPED) else "asks"


def scopes(items: Sequence[Item], breaks: Collection[int], hard: Collection[int]) -> Scopes:
    """What does not count among the items of a sentence, in order.

    ``breaks`` are the words before which there is a comma or more, ``hard`` those before which a sentence ends.
    """
    kinds = [kind_of(item) for item in items]
    for i, kind in enumerate(kinds):
        if kind == EXCEPT and i + 1 < len(items) and _between(items, i + 1, breaks):
            kinds[i] = SORRY  # "thôi bỏ, cho xem Hà Nam"
    senders = _senders(items, kinds, breaks, hard)
    denied: frozenset[int] = _denied(items, kinds, breaks, hard) - senders
    denied |= _left_out(items, kinds, breaks) | _misspoken(kinds)
    denied |= _named_before(items, kinds, denied)
    denied |= _corrected(items, kinds, denied | senders)
    for kind in LISTED:
        named = [i for i in range(len(items)) if kinds[i] == kind and i not in senders]
        if len(named) > 1 and denied.issuperset(named):
            denied -= {named[-1]}  # "not Bắc Ninh, Bắc Giang", "ko phải 2022 đâu, 2023 cơ"
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
        if kind != NOT or _is_predicate(items, i):
            continue
        inside: list[int] = []
        before = {kinds[j] for j in range(i) if j not in denied}
        for j in range(i + 1, len(items)):
            stop = kinds[j] in (BUT, NOT, SORRY, ASKING) or _between(items, j, hard)
            listed = _between(items, j, breaks) and (
                kinds[j] not in {kinds[k] for k in inside} if inside else _unread(items, i, j)
            )
            if stop or listed or items[j].start - items[i].end > MOST_DENIED:
                break
            if inside and kinds[inside[0]] in before and kinds[j] in SAID_ONCE and kinds[j] not in before:
                break  # "A chứ không phải B" is said; what follows is of something else
            if inside and _says_then(items[j]):
                break  # "không cần quen biết thì PAPI chấm mấy điểm"
            if kinds[j] not in (FILLER, ROLE, SIGNED, "word", "country"):
                inside.append(j)
        denied.update(_contrasted(kinds, i, inside) if inside else _said_before(items, kinds, i, breaks))
    return frozenset(denied)


def _is_predicate(items: Sequence[Item], at: int) -> bool:
    """Whether a denial only says how something is: "Huế is not in the top 10"."""
    after = items[at + 1].what if at + 1 < len(items) else None
    return isinstance(after, Mention) and after.text == "in" and items[at + 1].start == items[at].end


def _says_then(item: Item) -> bool:
    return isinstance(item.what, Mention) and item.what.text == "thi"


def _said_before(items: Sequence[Item], kinds: Sequence[str], at: int, breaks: Collection[int]) -> list[int]:
    """The provinces before a denial that has nothing after it, alone in its clause ("(Quảng Nam khỏi tính)")."""
    found: list[int] = []
    for j in range(at - 1, -1, -1):
        if kinds[j] == "province":
            found.append(j)
        elif kinds[j] not in (FILLER, "word"):
            return []
        if _between(items, j, breaks):
            return found
    return []


def _unread(items: Sequence[Item], first: int, last: int) -> bool:
    """Whether what is denied is no item: words that nothing accounts for, or something said before."""
    return last == first + 1 or any(items[k + 1].start > items[k].end for k in range(first, last))


def _contrasted(kinds: Sequence[str], at: int, inside: Sequence[int]) -> Sequence[int]:
    """What a denial denies: where it sets one thing against another ("PCI chứ không phải PAPI của Hà Nam"), only what
    has been said otherwise before.
    """
    parts = {_part(kind) for kind in kinds[:at]} - {"", "asks"}
    before = next((_part(kind) for kind in reversed(kinds[:at]) if kind not in (FILLER, "word", BUT)), "")
    if not inside or before not in TOPIC_OR_TIME or _part(kinds[inside[0]]) != before:
        return inside
    return [j for j in inside if _part(kinds[j]) in parts]


def _left_out(items: Sequence[Item], kinds: Sequence[str], breaks: Collection[int]) -> frozenset[int]:
    """The provinces right after "trừ", "ngoài"."""
    found: set[int] = set()
    for i, kind in enumerate(kinds):
        j = i + 1
        while kind == EXCEPT and j < len(items) and kinds[j] in ("province", "word", FILLER):
            if items[j].start > items[j - 1].end or (kinds[j] != "province" and _between(items, j, breaks)):
                break
            if kinds[j] == "province":
                found.add(j)
            j += 1
    return frozenset(found)


def _misspoken(kinds: Sequence[str]) -> frozenset[int]:
    """What stands after "I said", where something of its kind follows after "but"."""
    found: set[int] = set()
    for i, kind in enumerate(kinds):
        but = next((j for j in range(i + 1, len(kinds)) if kinds[j] == BUT), None) if kind == MISSPOKE else None
        if but is not None:
            again = {_part(kind) for kind in kinds[but:]} - {"", "asks"}
            found.update(j for j in range(i + 1, but) if _part(kinds[j]) in again)
    return frozenset(found)


def _named_before(items: Sequence[Item], kinds: Sequence[str], denied: Collection[int]) -> frozenset[int]:
    """Provinces that were named before they are left out ("A, B và C, bỏ C ra"), where others remain."""
    ids = {i: _id(item) for i, item in enumerate(items) if kinds[i] == "province"}
    out: set[int] = set()
    for i in denied:
        same = [j for j in ids if ids[j] == ids.get(i) and j not in denied]
        others = [j for j in ids if ids[j] != ids.get(i) and j not in denied]
        if same and others and max(same) < i:
            out.update(same)
    return frozenset(out)


def _id(item: Item) -> str:
    outcome = item.what.outcome if isinstance(item.what, Mention) else None
    return outcome.name.id if isinstance(outcome, Found) else ""


def _corrected(items: Sequence[Item], kinds: Sequence[str], gone: Collection[int]) -> frozenset[int]:
    """Of what stands before "à không" or "nhầm", those parts that are said anew after it; and what is said before
    "mới đúng" means that the same part said before that does not count.
    """
    denied: set[int] = set()
    for i in [i for i, kind in enumerate(kinds) if kind == RIGHT and i]:
        meant = next((j for j in range(i - 1, -1, -1) if kinds[j] not in (FILLER, "word")), 0)
        denied.update(j for j in range(meant) if _part(kinds[j]) == _part(kinds[meant]) not in ("", "asks"))
    for i in [i for i, kind in enumerate(kinds) if kind in (SORRY, MISSPOKE)][-MOST_CORRECTIONS:]:
        after = {_part(kinds[j]) for j in range(i + 1, len(items)) if j not in gone} - {"", "asks"}
        for part in after:
            again = sum(_part(kinds[j]) == part for j in range(i + 1, len(items)) if j not in gone)
            before = [j for j in range(i) if j not in gone and _part(kinds[j]) == part]
            mistaken = _mistaken(items, kinds, i, before) if part == "province" else None
            if mistaken is not None:
                denied.update(mistaken)
                continue
            # Of two provinces compared the last one is corrected.
            denied.update(before[-again:] if part == "province" else before)
        if any(_asks_end(items[j]) for j in range(i + 1, len(items)) if j not in gone):
            denied.update(j for j in range(i) if _asks_end(items[j]))
    return frozenset(denied)


def _asks_end(item: Item) -> bool:
    return not isinstance(item.what, Mention) and item.what.asks in ENDS


def _mistaken(items: Sequence[Item], kinds: Sequence[str], at: int, before: Sequence[int]) -> list[int] | None:
    """The province after "gõ lộn", where the one meant, named before, is named again after it; else None."""
    after = [j for j in range(at + 1, len(items)) if kinds[j] == "province"]
    meant = {_id(items[j]) for j in before}
    if len(after) > 1 and _id(items[after[0]]) not in meant and any(_id(items[j]) in meant for j in after[1:]):
        return after[:1]
    return None


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
    indices = {j for j, kind in enumerate(kinds) if kind == "index"}
    return frozenset(found - indices if indices <= found else found)  # the only index named is what is asked of


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
