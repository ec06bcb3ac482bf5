"""What the names and phrases of a sentence say together: who is to be passed, which group, which departments; and which
of them are rather something else. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from bot.names import Ambiguous, Found, Mention
from bot.names.normalize import fold
from bot.questions.ends import End, end_of
from bot.questions.evil_measures import much_of
from bot.questions.evil_turns import evil_turn
from bot.questions.evil_words import Text
from bot.questions.explanation import is_town
from bot.questions.parsed import Parsed, cover
from bot.questions.phrases import BEFORE_NAMES
from bot.questions.question import TableGroup
from bot.questions.sentence import ATOMS, Sentence
from bot.questions.vocabulary import ASKING, FILLER, ROLE, Cue, Item

SAYING_NOTHING = (FILLER, ASKING, ROLE)
"""Kinds of phrases that ask for nothing."""
GROUPS: dict[str, TableGroup] = {
    "group-highest": "highest",
    "group-high-average": "high-average",
    "group-low-average": "low-average",
    "group-lowest": "lowest",
}
WHICH = frozenset(fold("nào mô gì chi").split())
"""Words after "sở" that ask for one."""
AFTER_GROUP: dict[str, TableGroup] = {
    "cao nhat": "highest",
    "trung binh cao": "high-average",
    "trung binh thap": "low-average",
    "thap nhat": "lowest",
}
"""The words after the one for a group, folded."""
ABOUT = frozenset(fold("riêng mục phần khoản lĩnh vực tiêu trục chỉ on for about only").split())
"""Words before the name of a criterion that make it what is asked about."""
EVERY = frozenset({"who", "top", "bottom", "table", "more", "less"})
"""What asks about all provinces."""
BECOMING = frozenset(("got", "get", "gets", "getting", "gotten", "became", "become", "becoming", "grew"))
"""Beside the turn of an evil: who rose or fell is asked, whatever else."""
PERSONS = ("chu tich", "giam doc", "truong", "bi thu", "chair", "director", "head of")
"""How the name of an agency begins that is a person's office."""
WHO = ("la ai", "ten gi", "ten la gi", "ai vay", "ong nao", "la nguoi nao", "who is", "whos", "name of", "named")
"""Words that ask for a person, folded."""


def told_criteria(items: Sequence[Item], sentence: Sentence, gone: Collection[int]) -> frozenset[int]:
    """Everyday names of criteria in a clause of its own after the one that names province and index and asks: "Nghệ An
    mất điểm PAR INDEX ở đâu, em phải làm báo cáo giải trình".
    """
    clauses: defaultdict[int, set[str]] = defaultdict(set)
    places = {i: sentence.clause(item.start) for i, item in enumerate(items)}
    for i, item in enumerate(items):
        if i not in gone:
            what = item.what
            asks = "" if not isinstance(what, Mention) and what.asks in (*SAYING_NOTHING, *ATOMS, "nothing") else "asks"
            clauses[places[i]].add(what.kind if isinstance(what, Mention) else asks)
    main = [clause for clause, kinds in clauses.items() if {"index", "province", "asks"} <= kinds]
    if not main:
        return frozenset()
    return frozenset(
        i
        for i, item in enumerate(items)
        if isinstance(item.what, Mention)
        and item.what.kind == "indicator"
        and places[i] > main[0]
        and not clauses[places[i]] & {"index", "province", "asks"}
        and not ABOUT & set(sentence.words[max(0, item.start - 3) : item.start])
    )


def asks_for_a_person(mentions: Sequence[Mention], asks: frozenset[str], words: Sequence[str]) -> bool:
    """Whether it is asked who holds an office ("chủ tịch UBND tỉnh hiện nay là ai"), not what that office must do."""
    held = any(mention.kind == "agency" and mention.text.startswith(PERSONS) for mention in mentions)
    said = f" {' '.join(words)} "
    return held and not asks & {"tasks", "due"} and any(f" {who} " in said for who in WHO)


def rival_of(items: Sequence[Item], words: Sequence[str]) -> str:
    """The province right after words for reaching and passing ("muốn hơn Thanh Hóa", "to overtake", "cách Hà Nội"), not
    after "how far".
    """
    rival = ""
    for item in items:
        what = item.what
        found = isinstance(what, Mention) and what.kind == "province" and isinstance(what.outcome, Found)
        if found and item.start and words[item.start - 1] == "cach":
            rival = what.outcome.name.id  # type: ignore[union-attr]
    for item, after in pairwise(items):
        if isinstance(item.what, Mention) or item.what.asks not in ("reach", "above", "below", "beside"):
            continue
        if words[item.end - 1] == "far":
            continue
        what = after.what
        if isinstance(what, Mention) and what.kind == "province" and isinstance(what.outcome, Found):
            rival = what.outcome.name.id
    return rival


def group_of(cues: Sequence[Cue], words: Sequence[str], parsed: Parsed) -> TableGroup:
    """The quarter of a table that is said last: "to leave the lowest group and get into the low average"."""
    said = [GROUPS[cue.asks] for cue in cues if cue.asks in GROUPS]
    for cue in cues if not said else ():
        if words[cue.end - 1] == "nhom":  # "để vào nhóm" "cao nhất"
            after = " ".join(words[cue.end : cue.end + 3])
            said += [group for name, group in AFTER_GROUP.items() if after.startswith(name)]
    if said:
        return said[-1]
    if "group-word" in parsed.asks and not (parsed.n or parsed.place):  # "the highest PAPI group"
        return "highest" if "top" in parsed.asks else "lowest" if "bottom" in parsed.asks else ""
    return ""


def departments(sentence: Sentence, items: Sequence[Item]) -> Iterator[range]:
    """Words that look like the name of a department ("Sở Du lịch", "Department of Construction"), none of which is a
    name by itself.
    """
    taken = cover(sentence.size, [one for one in items if isinstance(one.what, Mention) or one.what.asks in ATOMS])
    for at in range(sentence.size - 1):
        first = at + 1 if sentence.typed[at] == "sở" else 0
        if sentence.words[at : at + 2] == ["department", "of"]:
            first = at + 2
        if not first or taken[at]:
            continue
        end = first
        while end < min(first + 3, sentence.size) and not taken[end] and end not in sentence.breaks:
            end += 1
        if end > first and sentence.words[first] not in WHICH:
            yield range(at, end)


def ranked(asks: set[str], text: Text) -> frozenset[str]:
    """What is asked of all provinces; where most of an evil came or went, who rose or fell."""
    turn = evil_turn(text)
    became = not BECOMING.isdisjoint(text.words)
    if turn and (became or asks & {"more", "top", "movers", "fallers", "change", "fall"}):
        return ended(asks - {"movers", "fallers", "fall"} | {"movers" if turn == "up" else "fallers"}, "")
    end = end_of(text)
    if not end and asks & EVERY:
        much = much_of(text)
        end = "" if much is None else "bottom" if much else "top"
    return ended(asks, end)


def ended(asks: set[str], end: End) -> frozenset[str]:
    """What is asked, with ``more`` and ``less`` turned into ``top`` or ``bottom``.

    The ``end`` is that of the table which the most or the least of an evil stands at: most corruption is the bottom.
    """
    if end == "bottom":
        return frozenset(asks - {"top", "more", "less"} | {"bottom"})
    if end == "top":
        return frozenset(asks - {"bottom", "weakest", "gaps", "more", "less"} | {"top"})
    settled = {"more": "top", "less": "bottom"}
    return frozenset(asks | {settled[ask] for ask in asks & settled.keys()})


def is_mere_letters(mention: Mention, mentions: Sequence[Mention], words: Sequence[str], every: bool) -> bool:
    """Whether two letters of several provinces ("dn"), or a syllable of several ("de tho nhat"), are rather something
    else: a province is named in full, or ``every`` one is asked about and nothing announces a name.
    """
    if not isinstance(mention.outcome, Ambiguous) or mention.kind != "province":
        return False
    letters = len(mention.text) <= 2
    if letters and any(
        one.kind == "province" and isinstance(one.outcome, Found) and " " in one.text for one in mentions
    ):
        return True
    announced = mention.start and words[mention.start - 1] in (BEFORE_NAMES - {"cho"} if letters else BEFORE_NAMES)
    lone = mention.end - mention.start == 1 and mention.text.isascii()
    return every and lone and not announced and (mention.start > 0 or (letters and "nao" in words))


def within_named(mentions: Sequence[Mention]) -> list[Mention]:
    """Towns of a province that is itself named ("Văn Giang" in "huyện Văn Giang, Hưng Yên")."""
    whole = {
        mention.outcome.name.id
        for mention in mentions
        if mention.kind == "province" and isinstance(mention.outcome, Found) and mention.outcome.via is None
    }
    return [
        mention
        for mention in mentions
        if is_town(mention) and isinstance(mention.outcome, Found) and mention.outcome.name.id in whole
    ]
