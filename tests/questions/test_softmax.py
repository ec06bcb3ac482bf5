"""The loop by which the weights of the lexicon are found: it explains what can be explained, the same every time."""

from __future__ import annotations

from tests.questions.softmax import Labelled, Rates, fitted

RATES = Rates(epochs=30, step=0.5, pull=1e-4, sure=0.95, faint=1e-3, seed=1)
GIVEN = (
    Labelled(("xếp", "hạng"), ("rank", "table", "tasks"), frozenset({"rank"})),
    Labelled(("bảng", "hạng"), ("rank", "table"), frozenset({"table"})),
    Labelled(("nhiệm", "vụ"), ("rank", "table", "tasks"), frozenset({"tasks"})),
    Labelled(("vụ", "gì"), ("rank", "tasks"), frozenset({"tasks", "rank"})),
)


def best(features: tuple[str, ...], allowed: tuple[str, ...], weights: dict[str, dict[str, float]]) -> str:
    return max(allowed, key=lambda label: sum(weights.get(one, {}).get(label, 0.0) for one in features))


def test_examples_are_explained() -> None:
    weights = fitted(GIVEN, RATES)
    for one in GIVEN:
        assert best(tuple(one.features), tuple(one.allowed), weights) in one.right


def test_the_same_examples_give_the_same_weights() -> None:
    assert fitted(GIVEN, RATES) == fitted(list(GIVEN), RATES)


def test_a_label_that_is_not_allowed_learns_nothing() -> None:
    weights = fitted(GIVEN[1:2], RATES)
    assert set().union(*weights.values()) <= {"rank", "table"}
