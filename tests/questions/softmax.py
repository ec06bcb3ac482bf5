"""Weights that explain examples: a softmax over the labels that each of them allows, by stochastic gradient with
AdaGrad and a pull to zero. The order of the examples is fixed, so the same examples give the same weights.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

F = TypeVar("F", bound=Hashable)
L = TypeVar("L", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Labelled(Generic[F, L]):
    """What speaks in an example, the labels it may have, and those of them that are right."""

    features: Sequence[F]
    allowed: Iterable[L]
    right: frozenset[L]


@dataclass(frozen=True, slots=True)
class Rates:
    """How a softmax learns. Examples as ``sure`` as this teach nothing more; labels with a slope as ``faint`` are left
    alone. ``first`` is what the squares of the steps begin with.
    """

    epochs: int
    step: float
    pull: float
    sure: float
    faint: float
    seed: int
    first: float = 0.0


def fitted(given: Iterable[Labelled[F, L]], rates: Rates) -> dict[F, dict[L, float]]:
    """Feature -> label -> weight."""
    weights: defaultdict[F, dict[L, float]] = defaultdict(dict)
    squares: defaultdict[F, dict[L, float]] = defaultdict(dict)
    order = list(given)
    chance = random.Random(rates.seed)
    for _ in range(rates.epochs):
        chance.shuffle(order)
        for one in order:
            slopes = _slopes(one, weights, rates)
            for label, slope in slopes.items():
                for feature in one.features:
                    own, square = weights[feature], squares[feature]
                    step = slope + rates.pull * own.get(label, 0.0)
                    square[label] = square.get(label, rates.first) + step * step
                    own[label] = own.get(label, 0.0) - rates.step * step / math.sqrt(square[label] + 0.5)
    return dict(weights)


def _slopes(one: Labelled[F, L], weights: dict[F, dict[L, float]], rates: Rates) -> dict[L, float]:
    """How far the weights are from giving the right labels; {} where they are near enough."""
    scores = dict.fromkeys(one.allowed, 0.0)
    for feature in one.features:
        for label, weight in weights.get(feature, {}).items():
            if label in scores:
                scores[label] += weight
    most = max(scores.values())
    powers = {label: math.exp(score - most) for label, score in scores.items()}
    whole = sum(powers.values())
    sure = sum(powers[label] for label in one.right)
    if sure / whole > rates.sure:
        return {}
    slopes = {label: power / whole - (power / sure if label in one.right else 0.0) for label, power in powers.items()}
    return {label: slope for label, slope in slopes.items() if abs(slope) >= rates.faint}
