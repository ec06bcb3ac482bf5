"""Every kind of answer that a sentence may ask for, with its score: the sum of the weights of the sentence's features.

Pure. The weights are fitted on all question sets of the repository (``python -m tests.questions.fit``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scored:
    """A label with its score, and what speaks most for and against it."""

    label: str
    score: float
    reasons: tuple[tuple[str, float], ...] = ()


class Scorer:
    """Scores labels. Built once from weights: label -> feature -> weight."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.labels = tuple(weights)
        self._by_feature: dict[str, tuple[tuple[int, float], ...]] = {}
        places = {label: place for place, label in enumerate(self.labels)}
        found: dict[str, list[tuple[int, float]]] = {}
        for label, own in weights.items():
            for feature, weight in own.items():
                found.setdefault(feature, []).append((places[label], weight))
        self._by_feature = {feature: tuple(own) for feature, own in found.items()}

    def scores(self, features: Iterable[str]) -> list[float]:
        """The score of each label, in the order of ``labels``."""
        scores = [0.0] * len(self.labels)
        for feature in features:
            for place, weight in self._by_feature.get(feature, ()):
                scores[place] += weight
        return scores

    def best(self, features: Sequence[str], allowed: Iterable[str]) -> str:
        """The allowed label with the highest score; the first of equals."""
        scores = self.scores(features)
        wanted = set(allowed)
        best, most = "", float("-inf")
        for label, score in zip(self.labels, scores, strict=True):
            if label in wanted and score > most:
                best, most = label, score
        return best or next(iter(wanted))

    def ranked(self, features: Sequence[str], allowed: Iterable[str], reasons: int = 4) -> list[Scored]:
        """The allowed labels, the best first, each with the features that weigh most."""
        wanted = set(allowed)
        found: list[Scored] = []
        for place, (label, score) in enumerate(zip(self.labels, self.scores(features), strict=True)):
            if label in wanted:
                own = [
                    (feature, weight)
                    for feature in features
                    for at, weight in self._by_feature.get(feature, ())
                    if at == place
                ]
                own.sort(key=lambda one: -abs(one[1]))
                found.append(Scored(label, score, tuple(own[:reasons])))
        return sorted(found, key=lambda one: -one.score)
