"""Fits the weights of the criteria on their names and on every question set; called by ``tests.questions.fit``.

The labels are the criteria of an index, and none of them. Writes ``data/seed/lexicon/criterion_weights.csv``.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.names.normalize import fold
from bot.questions.criterion_scoring import ANY, NONE
from bot.questions.intents import FOLLOWING
from bot.questions.reader import Reader
from bot.questions.word_features import content, of_criterion
from data.lexicon import shipped
from tests.questions.softmax import Labelled, Rates, fitted
from tests.support.expectations import parse
from tests.support.shipped_names import SEED, gazetteer

RATES = Rates(epochs=12, step=0.5, pull=1e-4, sure=0.9, faint=0.05, seed=3)
SMALLEST = 0.3
"""Smaller weights are left out."""

Weights = dict[tuple[str, str], dict[str, float]]
"""(index, feature) -> code -> weight."""


@dataclass(frozen=True, slots=True)
class Example:
    features: tuple[str, ...]
    index: str
    right: frozenset[str]


def examples(of: Reader, rows: Iterable[tuple[str, str, str]], today: dt.date) -> list[Example]:
    """The names of criteria, and the questions that stand alone with what they say of a criterion."""
    empty = frozenset(map(fold, shipped().small_words))
    found = [
        Example(_features(fold(row.words).split(), empty), row.index, frozenset({row.code}))
        for row in shipped().criteria
    ]
    for name in gazetteer().all("indicator"):
        index, _, code = name.id.partition(":")
        for alias in dict.fromkeys(map(fold, (name.name_vi, name.name_en, *name.aliases))):
            found.append(Example(_features(alias.split(), empty), index, frozenset({code})))
    found += [Example(one.features, ANY, frozenset(f"{one.index}:{code}" for code in one.right)) for one in found]
    for before, text, expected in rows:
        wanted = [parse(one) for one in expected.split("||")]
        if before or text.startswith("/") or wanted[0][0] in ("choose", *FOLLOWING):
            continue
        parsed = of.heard(text, today=today)
        words = _features(content(parsed), empty)
        if not parsed.indices:
            ids = [f"{own['index']}:{own['indicator']}" for _, own in wanted if own.get("indicator")]
            found.append(Example(words, ANY, frozenset(ids or [NONE])))
        for index in dict.fromkeys(fields["index"] for _, fields in wanted if "index" in fields):
            codes = [fields.get("indicator") or NONE for _, fields in wanted if fields.get("index") == index]
            found.append(Example(words, index, frozenset(codes)))
    return found


def _features(words: Sequence[str], empty: frozenset[str]) -> tuple[str, ...]:
    return ("always", *of_criterion(words, empty))


def fit(given: Sequence[Example]) -> Weights:
    """The weights that explain the examples."""
    codes: defaultdict[str, set[str]] = defaultdict(lambda: {NONE})
    for one in given:
        codes[one.index] |= one.right
    labels = {index: sorted(own) for index, own in codes.items()}
    weights = fitted(
        (Labelled([(one.index, each) for each in one.features], labels[one.index], one.right) for one in given), RATES
    )
    return {
        of: {code: round(weight, 1) for code, weight in own.items() if abs(weight) >= SMALLEST}
        for of, own in weights.items()
    }


def nested(weights: Weights) -> dict[str, dict[str, dict[str, float]]]:
    """The weights as the lexicon has them: index -> code -> feature -> weight."""
    found: defaultdict[str, defaultdict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for (index, feature), own in sorted(weights.items()):
        for code, weight in own.items():
            found[index][code][feature] = weight
    return {index: dict(own) for index, own in found.items()}


def write(weights: Weights) -> None:
    """Write the weights into the lexicon."""
    with (SEED / "lexicon" / "criterion_weights.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("index", "code", "feature", "weight"))
        for index, codes in sorted(nested(weights).items()):
            for code, own in sorted(codes.items()):
                out.writerows((index, code, feature, f"{weight:g}") for feature, weight in own.items())
