"""What of a sentence speaks for one kind of answer or another, as names of features (pure).

The features are what ``weights.csv`` gives a weight for each kind of answer; ``tests.questions.fit`` fits those.
"""

from __future__ import annotations

from itertools import combinations

from bot.questions.criteria import Settled
from bot.questions.parsed import Parsed
from bot.questions.word_features import of_sentence

EMPTY = frozenset({"nothing", "but", "sorry", "misspoke", "except", "right", "signed", "not"})
"""Phrases that play their part before a kind of answer is looked for."""
MOST_ASKS = 8
"""Pairs are made of this many phrases at most: a text that asks for more is no sentence."""


def features(parsed: Parsed, settled: Settled) -> list[str]:
    """The features of a sentence, each once, in a fixed order."""
    provinces = min(len(parsed.provinces) + len(parsed.unsure), 2)
    named = settled.index is not None or bool(settled.options)
    criterion = bool(settled.indicator) or any(kind == "indicator" for kind, _ in settled.options)
    topic = "criterion" if criterion else "index" if named else "none"
    when = parsed.when
    facts = [
        name
        for name, holds in (
            ("year", when.year is not None and when.since is None and not when.open),
            ("span", when.since is not None or when.open),
            ("back", when.back is not None),
            ("against", when.against),
            ("n", parsed.n is not None),
            ("place", parsed.place is not None),
            ("places", parsed.place_to is not None),
            ("region", parsed.region is not None),
            ("agency", parsed.agency is not None and parsed.department),
            ("level", parsed.agency is not None and not parsed.department),
            ("department", parsed.department),
            ("document", bool(parsed.document_said)),
            ("bound", parsed.bound is not None),
            ("bound-province", parsed.bound is not None and parsed.bound.of == "province"),
            ("country", bool(parsed.country)),
            ("rest", parsed.content > 0),
            ("much-rest", parsed.content > 1),
            ("many", bool(settled.many)),
            ("indices", len([1 for kind, _ in settled.options if kind == "index"]) > 1),
            ("score", bool(parsed.score)),
        )
        if holds
    ]
    asks = sorted(parsed.asks - EMPTY)[:MOST_ASKS]
    found = ["always", f"p{provinces}", f"topic:{topic}", f"p{provinces}+topic:{topic}"]
    for name in facts:
        found += [f"has:{name}", f"has:{name}+p{provinces}", f"has:{name}+topic:{topic}"]
    if not asks:
        found += ["asks-nothing", f"asks-nothing+p{provinces}", f"asks-nothing+p{provinces}+topic:{topic}"]
    for ask in asks:
        found += [f"asks:{ask}", f"asks:{ask}+p{provinces}", f"asks:{ask}+topic:{topic}"]
        found += [f"asks:{ask}+has:{name}" for name in facts]
    found += [f"asks:{one}+asks:{two}" for one, two in combinations(asks, 2)]
    return found + of_sentence(parsed)
