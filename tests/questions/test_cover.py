"""The best cover of a sentence by names and phrases, and what it decides."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.questions.cover import UNEXPLAINED, Candidate, best_cover


def test_two_phrases_beat_one_between_words_that_mean_nothing() -> None:
    inside = Candidate(1, 3, "Gia Lai", 4.1)
    found, _ = best_cover(4, [inside, Candidate(0, 2, "tham gia", 2.9), Candidate(2, 4, "Lai Châu", 4.1)])
    assert [one.what for one in found] == ["tham gia", "Lai Châu"]


def test_a_word_that_nothing_accounts_for_costs() -> None:
    found, worth = best_cover(3, [Candidate(0, 1, "a", 1.0)])
    assert [one.what for one in found] == ["a"]
    assert worth == 1.0 + 2 * UNEXPLAINED


def test_what_is_worth_less_than_nothing_is_left_out() -> None:
    assert best_cover(1, [Candidate(0, 1, "a", 2 * UNEXPLAINED)]) == ([], UNEXPLAINED)


spans = st.tuples(st.integers(0, 7), st.integers(1, 4), st.floats(-3, 9)).map(
    lambda one: Candidate(one[0], min(one[0] + one[1], 8), one, one[2])
)


@given(st.lists(spans.filter(lambda one: one.start < one.end), max_size=12))
def test_no_cover_is_worth_more(candidates: list[Candidate[object]]) -> None:
    """Held against every way to choose candidates that do not overlap."""
    found, worth = best_cover(8, candidates)
    assert all(one.end <= two.start for one, two in pairwise(found))

    def best(at: int) -> float:
        if at == 8:
            return 0.0
        rest = [one.worth + best(one.end) for one in candidates if one.start == at]
        return max([best(at + 1) + UNEXPLAINED, *rest])

    assert abs(best(0) - worth) < 1e-9
