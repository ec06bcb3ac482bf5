"""The plain words of a sentence, and their neighbours, as names of features (pure).

They speak for a kind of answer or for a criterion where no phrase of the lexicon does: "where is Gia Lai bleeding
points", "mù mờ luật lệ chính sách".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from bot.names import Mention
from bot.questions.parsed import Parsed
from bot.questions.sentence import ATOMS
from bot.questions.vocabulary import FILLER, Cue

START, END, GAP = "^", "$", "."
MAIN = ("index", "province", "place", "region")
"""The names that make a clause the one that asks."""
ASKS = frozenset({"rank", "part"})
"""Phrases that make another clause one that asks too."""
OF_ALL = frozenset({"region-means", "top", "bottom", "who", "table", "movers", "fallers"})
"""Phrases that ask about all provinces: what a clause asks with them beside an index needs no other name."""
LONGEST = 60
"""So many words of a text are looked at."""


def of_sentence(parsed: Parsed) -> list[str]:
    """The words of a sentence and its pairs of words, each once; a name counts as its kind, a number as a number."""
    explanation = parsed.explanation
    if explanation is None:
        return []
    words = ["#" if word.isdigit() else word for word in explanation.known]
    found: list[str] = []
    at = 0
    for place, item in enumerate(explanation.items):
        found += words[at : item.start]
        what = item.what
        if place in parsed.gone:
            found.append("<gone>")
        elif isinstance(what, Mention):
            found += words[item.start : item.end] if what.kind == "word" else [f"<{what.kind}>"]
        else:
            found += [f"<{what.asks}>"] if what.asks in ATOMS else words[item.start : item.end]
        at = item.end
    found = [*found, *words[at:]][:LONGEST]
    single = [f"w:{word}" for word in found if not word.startswith("<")]
    return list(dict.fromkeys([*single, *(f"b:{one} {two}" for one, two in pairwise((START, *found, END)))]))


def of_criterion(words: Sequence[str], empty: Collection[str]) -> list[str]:
    """The words that may name a criterion, and the pairs of these, each once, in a fixed order.

    ``words`` are folded, with ``GAP`` for those that play another part; ``empty`` are folded words that say nothing.
    """
    full = [word != GAP and word not in empty and len(word) > 1 and not word.isdigit() for word in words]
    found = {word for word, says in zip(words, full, strict=True) if says}
    for (one, first), (two, second) in pairwise(zip(words, full, strict=True)):
        if GAP not in (one, two) and (first or second):
            found.add(f"{one} {two}")
    for at in range(len(words) - 2):
        if full[at] and full[at + 2] and words[at + 1] != GAP:
            found.add(f"{words[at]} * {words[at + 2]}")
    return sorted(found)


def content(parsed: Parsed, *, named: bool = True) -> list[str]:
    """The words of a sentence that may name a criterion, with ``GAP`` for each that plays another part; also for each
    word of a criterion's name unless ``named``.
    """
    explanation = parsed.explanation
    if explanation is None:
        return []
    words = list(explanation.known)
    for place, item in enumerate(explanation.items):
        what = item.what
        if isinstance(what, Mention):
            taken = what.kind not in (("indicator", "word") if named else ("word",))
        else:
            taken = what.asks != FILLER or item.end - item.start > 1
        if taken or place in parsed.gone:
            words[item.start : item.end] = [GAP] * (item.end - item.start)
    return words


def beside_index(parsed: Parsed) -> list[str]:
    """The same words, of the clauses that name the index or ask for a score: "đoàn giám sát sắp lên, PAR Bắc Kạn được
    mấy điểm" is asked of the second alone. Of all where the index stands without a province, a region or what asks
    about all.
    """
    words, explanation = content(parsed), parsed.explanation
    if explanation is None:
        return words
    mentions, clause = explanation.mentions, explanation.clause
    clauses = {kind: {clause(one.start) for one in mentions if one.kind == kind} for kind in MAIN}
    named = clauses.pop("index")
    asks = {(explanation.clause(one.start), one.what.asks) for one in explanation.items if isinstance(one.what, Cue)}
    whole = {clause for clause, ask in asks if ask in OF_ALL}.union(*clauses.values())
    if named.isdisjoint(whole):
        return words
    asked = {clause for clause, ask in asks if ask in ASKS}
    return [word if explanation.clause(at) in named | asked else GAP for at, word in enumerate(words)]
