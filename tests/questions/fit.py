"""Fits the weights of the criteria and of the kinds of answer on every question set: ``python -m tests.questions.fit``.

First on the questions that stand alone, then, with what that taught answering the earlier ones of each conversation, on
those that continue one, too. Writes ``data/seed/lexicon/weights.csv`` and says which examples it cannot explain; how
the weights are found is ``tests.questions.softmax``.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.questions.criterion_scoring import CriterionScorer
from bot.questions.question import Question
from bot.questions.reader import Reader
from bot.questions.scoring import Scorer
from bot.questions.shown import Shown, after, shown_by
from data.lexicon import shipped
from tests.questions import fit_criteria
from tests.questions.softmax import Labelled, Rates, fitted
from tests.support.shipped_names import SEED, reader

HERE = Path(__file__).parent
TODAY = dt.date(2026, 11, 29)
RATES = Rates(epochs=40, step=0.35, pull=2e-5, sure=0.995, faint=1e-3, seed=7, first=1e-6)
SMALLEST = 0.08
"""Smaller weights are left out."""
TOPICS = ("hello", "thanks", "bye", "english", "vietnamese")
LABELS = (
    "standing", "table", "components", "comparison", "history", "gaps", "tasks", "targets", "movers", "reach",
    "records",
    "index", "unknown", "help", "about", "hello", "thanks", "english", "vietnamese", "follow", "unfollow", "following",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    features: tuple[str, ...]
    allowed: tuple[int, ...]
    right: frozenset[int]


class Recorder(Scorer):
    """Notes what is scored, and answers with the label that is right; where a text continues a conversation, what it
    means by itself is left to the scorer that is ``answering``.
    """

    def __init__(self, answering: Scorer | None = None) -> None:
        super().__init__({label: {} for label in LABELS})
        self._answering = answering
        self.seen: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
        self.right: frozenset[str] = frozenset()

    def best(self, features: Sequence[str], allowed: Iterable[str]) -> str:
        wanted = tuple(allowed)
        self.seen.append((tuple(features), wanted))
        if self._answering is not None and len(self.seen) == 1:
            return self._answering.best(features, wanted)
        return next((label for label in LABELS if label in self.right and label in wanted), wanted[0])


def rows() -> list[tuple[str, str, str]]:
    """Every (before, question, expected) of the repository's sets."""
    found: list[tuple[str, str, str]] = []
    for path in (HERE / "questions_vi.csv", HERE / "questions_en.csv", *sorted((HERE / "sets").glob("*.csv"))):
        with path.open(encoding="utf-8", newline="") as file:
            found += [(row.get("before") or "", row["question"], row["expected"]) for row in csv.DictReader(file)]
    return found


def labels(expected: str) -> frozenset[str]:
    """The labels that an expectation allows; none where it says nothing of the kind of answer."""
    found: set[str] = set()
    for one in expected.split("||"):
        inner = re.findall(r"then=\((\w+)", one)
        intent = inner[-1] if inner else one.split()[0]
        if intent == "choose":
            continue
        topic = re.search(r"\btopic=(\w+)", one)
        if intent == "help" and topic and topic[1] in TOPICS:
            intent = "thanks" if topic[1] == "bye" else topic[1]
        if one.split()[0] == "unknown":
            intent = "unknown"
        found.add("standing" if intent == "profile" else intent)
    return frozenset(found)


def examples(of: Reader, answering: Scorer | None = None) -> list[Example]:
    """The sets as features and right labels: the questions that stand alone or, with the scorer that answers the
    earlier ones of a conversation, those that continue one.
    """
    recorder = Recorder(answering)
    places = {label: place for place, label in enumerate(LABELS)}
    found: list[Example] = []
    for before, text, expected in rows():
        right = labels(expected)
        if not right or bool(before) != (answering is not None):
            continue
        last: Shown | None = None
        for earlier in filter(None, (part.strip() for part in before.split("⏎"))):
            assert answering is not None
            of.scorer = answering
            last = after(last, shown_by(of.read(earlier, today=TODAY, last=last)))
        recorder.seen.clear()
        recorder.right = right
        of.scorer = recorder
        question = of.read(text, today=TODAY, last=last)
        # The last call of a conversation is that of the parts put together; there is none where they settle the kind.
        if not recorder.seen:
            continue
        if answering is not None and len(recorder.seen) == 1 and not alone(of, answering, text, question):
            continue
        features, allowed = recorder.seen[-1 if before else 0]
        fitting = frozenset(places[label] for label in right if label in allowed)
        if fitting:
            found.append(Example(text, features, tuple(places[label] for label in allowed), fitting))
        else:
            print(f"not allowed: {text!r} -> {sorted(right)}", file=sys.stderr)
    return found


def alone(of: Reader, answering: Scorer, text: str, question: Question) -> bool:
    """Whether a question is what its text means without anything before it."""
    of.scorer = answering
    return of.read(text, today=TODAY) == question


def fit(given: Sequence[Example]) -> dict[str, list[float]]:
    """Feature -> the weight of each label."""
    weights = fitted((Labelled(one.features, one.allowed, one.right) for one in given), RATES)
    return {feature: [own.get(place, 0.0) for place in range(len(LABELS))] for feature, own in weights.items()}


def wrong(given: Sequence[Example], weights: dict[str, list[float]]) -> list[tuple[Example, int]]:
    """The examples that the weights do not explain, with the label they give."""
    found: list[tuple[Example, int]] = []
    for one in given:
        scores = {label: sum(weights[f][label] for f in one.features if f in weights) for label in one.allowed}
        best = max(one.allowed, key=lambda label: scores[label])
        if best not in one.right:
            found.append((one, best))
    return found


def rounded_off(weights: dict[str, list[float]]) -> dict[str, list[float]]:
    """The weights as they are written: two digits, none that hardly count."""
    return {
        feature: [round(weight, 2) if abs(weight) >= SMALLEST else 0.0 for weight in own]
        for feature, own in weights.items()
    }


def scorer(weights: dict[str, list[float]]) -> Scorer:
    """The scorer that reads these weights."""
    return Scorer(
        {label: {feature: own[place] for feature, own in weights.items()} for place, label in enumerate(LABELS)}
    )


def main() -> None:
    of = reader()
    named = fit_criteria.fit(fit_criteria.examples(of, rows(), TODAY))
    fit_criteria.write(named)
    of.criterion.scorer = CriterionScorer(fit_criteria.nested(named), shipped().small_words)
    given = examples(of)
    first = rounded_off(fit(given))
    given += examples(of, scorer(first))
    rounded = rounded_off(fit(given))
    missed = wrong(given, rounded)
    with (SEED / "lexicon" / "weights.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("intent", "feature", "weight"))
        for place, label in enumerate(LABELS):
            for feature in sorted(rounded):
                if rounded[feature][place]:
                    out.writerow((label, feature, f"{rounded[feature][place]:g}"))
    print(f"{len(given)} examples, {len(missed)} not explained")
    for one, got in missed:
        print(f"{one.text!r}: {LABELS[got]} instead of {sorted(LABELS[label] for label in one.right)}")


if __name__ == "__main__":
    main()
