"""Sources that agree, complete each other, or say otherwise: pure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.agreement import completed, same_value
from data.model.figures import Figure

SCORE = Figure("r", "ca-mau", "", 87.92, "percent", 100.0, None, "reported", None, 1.5, None, "", "one", "a", "a")
RANK = Figure("r", "ca-mau", "", None, "", None, 21, "derived", 63, None, -3, "derived", "two", "b", "b")


@pytest.mark.parametrize("figures", [(SCORE, RANK), (RANK, SCORE)])
def test_a_score_here_and_a_rank_there_are_one_figure(figures: tuple[Figure, Figure]) -> None:
    figure, made_of = completed(figures)
    assert (figure.score, figure.unit, figure.scale, figure.delta_score) == (87.92, "percent", 100.0, 1.5)
    assert (figure.rank, figure.rank_kind, figure.out_of, figure.delta_rank) == (21, "derived", 63, -3)
    assert made_of == figures
    assert set(figure.note_vi.split("; ")) == {"a", "b"}


@pytest.mark.parametrize(
    "other",
    [
        replace(RANK, rank=None),
        replace(RANK, score=87.1, unit="percent"),  # its rank goes with another score
        replace(RANK, score=87.92, unit="points"),
    ],
)
def test_what_says_something_else_completes_nothing(other: Figure) -> None:
    assert completed((SCORE, other)) == (SCORE, (SCORE,))


def test_of_several_the_first_that_has_the_half_completes() -> None:
    figure, made_of = completed((SCORE, replace(SCORE, source="x"), RANK, replace(RANK, rank=22)))
    assert (figure.rank, made_of) == (21, (SCORE, RANK))


def test_a_half_in_doubt_makes_the_whole_doubtful() -> None:
    assert completed((SCORE, replace(RANK, flag="conflict")))[0].flag == "conflict"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(None, 3, True), (16, 16, True), (16, 17, False), (95.8, 95.76, True), (89.6, 89.06, False), (83.0, 83.08, False)],
)
def test_a_value_with_fewer_decimals_is_no_other_value(one: float | None, other: float, same: bool) -> None:
    assert same_value(one, other) is same
    assert same_value(other, one) is same
