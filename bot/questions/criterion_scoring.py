"""Which criterion of an index the words of a sentence speak for, if any (pure).

A phrase nobody wrote down still shares words and pairs of words with what people say of one criterion more than with
what they say of any other. The weights are fitted on the names of criteria, official and everyday, and on all question
sets of the repository (``python -m tests.questions.fit``).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.names.normalize import fold
from bot.questions.scoring import Scorer
from bot.questions.word_features import of_criterion

NONE = "-"
"""The code under which the weights stand that speak for no criterion at all."""
ANY = "*"
"""The index under which the criteria of all indices stand, as ``index:code``, for sentences that name no index."""


Weights = Mapping[str, Mapping[str, Mapping[str, float]]]
"""Index -> code -> feature -> weight."""


def of_criteria(weights: Weights, known: Collection[str]) -> Weights:
    """The weights of these criteria (``index:code``) only: figures of a newer program may not have all of them."""
    return {
        index: {
            code: own
            for code, own in of_index.items()
            if code == NONE or (code if index == ANY else f"{index}:{code}") in known
        }
        for index, of_index in weights.items()
    }


class CriterionScorer:
    """Scores criteria. Built once from weights: index -> code -> feature -> weight; pure afterwards.

    ``empty`` are words that say nothing.
    """

    def __init__(self, weights: Weights, empty: Iterable[str]) -> None:
        self._empty = frozenset(map(fold, empty))
        self._scorers = {index: Scorer(own) for index, own in weights.items()}

    def best(self, words: Sequence[str], index: str, *, least: float, among: Collection[str] = ()) -> str | None:
        """The code of the criterion that the words speak for with a probability of at least ``least``; None where they
        speak for none, or not surely. With ``among`` only these codes count.
        """
        scorer = self._scorers.get(index)
        features = of_criterion(words, self._empty)
        if scorer is None or not features:
            return None
        scores = dict(zip(scorer.labels, scorer.scores(("always", *features)), strict=True))
        wanted = {code: score for code, score in scores.items() if not among or code in among}
        if not wanted:
            return None
        code = max(wanted, key=wanted.__getitem__)
        share = 1 / sum(math.exp(score - wanted[code]) for score in wanted.values())
        return code if code != NONE and share >= least else None
