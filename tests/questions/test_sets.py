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
    "blind_1": (100, 0), "blind_2": (100, 0), "blind_3": (100, 0), "blind_4": (100, 0),
    "blind_5": (100, 0), "blind_6": (100, 0), "blind_7": (100, 0), "blind_8": (100, 0),
    "blind_9": (100, 0), "blind_10": (100, 0), "blind_11": (100, 0), "blind_12": (100, 0),
    "blind_13": (100, 0), "blind_14": (100, 0), "blind_15": (100, 0), "blind_16": (100, 0),
    "blind_17": (100, 0), "blind_18": (100, 0), "blind_19": (97, 0), "train_1": (345, 0), "train_2": (271, 5),
    "train_3": (273, 1), "train_4": (255, 10), "train_5": (255, 4), "train_6": (252, 4),
    "train_7": (273, 2), "train_8": (257, 2), "train_9": (219, 0), "train_10": (259, 1),
    "train_11": (234, 5), "train_12": (278, 1), "train_13": (277, 2), "train_14": (254, 1),
    "train_15": (288, 5), "train_16": (355, 2), "train_17": (255, 4), "train_18": (210, 7),
    "train_19": (240, 0), "train_20": (238, 0), "train_21": (239, 1),
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
