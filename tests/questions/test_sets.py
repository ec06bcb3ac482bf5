"""The question sets: how many of each are understood, and how few are answered wrongly with confidence.

``sets/classes.csv`` and ``sets/followups.csv`` are held whole. The ``blind_*`` sets were written by readers who had
seen neither the code nor other sets, the ``train_*`` sets to be learnt from; of these the floor is what has been
reached: a change may raise it, never lower it.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from tests.support.expectations import asked, confident, fits
from tests.support.shipped_names import reader

TODAY = dt.date(2026, 11, 29)
SETS = Path(__file__).parent / "sets"
REACHED = {
    # name: (understood at least, wrong and confident at most)
    "blind_1": (99, 1), "blind_2": (99, 0), "blind_3": (97, 1), "blind_4": (98, 1),
    "blind_5": (90, 7), "blind_6": (97, 2), "blind_7": (97, 1), "blind_8": (98, 2),
    "blind_9": (97, 2), "train_1": (340, 1), "train_2": (261, 7), "train_3": (267, 2),
    "train_4": (211, 29),
    "train_5": (213, 28), "train_6": (207, 31), "train_7": (228, 28), "train_8": (233, 11),
    "train_9": (203, 8), "train_10": (242, 7), "train_11": (188, 30), "train_12": (252, 16),
    "train_13": (245, 19), "train_14": (210, 13), "train_15": (202, 61), "train_16": (291, 37),
    "train_17": (197, 40), "train_18": (144, 43),
}  # fmt: skip


def rows(name: str) -> list[tuple[str, str, str]]:
    with (SETS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [(row["before"], row["question"], row["expected"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("before", "question", "expected"), [*rows("classes"), *rows("followups")])
def test_a_class_of_questions_is_understood(before: str, question: str, expected: str) -> None:
    assert fits(asked(reader(), question, TODAY, before), expected)


@pytest.mark.parametrize("name", REACHED)
def test_no_fewer_of_a_set_are_understood_than_were(name: str) -> None:
    missed, wrong = [], []
    for before, question, expected in rows(name):
        found = asked(reader(), question, TODAY, before)
        if not fits(found, expected):
            missed.append((question, expected, found))
            if confident(found, expected):
                wrong.append((question, expected, found))
    understood = len(rows(name)) - len(missed)
    least, most = REACHED[name]
    assert understood >= least, missed
    assert len(wrong) <= most, wrong


def test_every_set_is_held() -> None:
    held = {*REACHED, "classes", "followups"}
    assert {path.stem for path in SETS.glob("*.csv")} == held
