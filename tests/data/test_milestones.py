"""The days on which people are reminded of a due date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.tasks.milestones import is_told
from data.tasks.settings import DocumentSettings

DUE = dt.date(2026, 9, 30)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "settings", "told"),
    [
        (-31, DocumentSettings(), False),
        (-30, DocumentSettings(), True),
        (-29, DocumentSettings(), False),
        (-7, DocumentSettings(), True),
        (-1, DocumentSettings(), True),
        (0, DocumentSettings(), True),
        (1, DocumentSettings(), False),
        (6, DocumentSettings(), False),
        (7, DocumentSettings(), True),
        (8, DocumentSettings(), False),
        (371, DocumentSettings(), True),
        (-30, DocumentSettings(days_before=(7,)), False),
        (-7, DocumentSettings(days_before=(7,)), True),
        (-1, DocumentSettings(days_before=()), False),
        (0, DocumentSettings(on_the_day=False), False),
        (0, DocumentSettings(on_the_day=False, days_before=(0,)), True),
        (7, DocumentSettings(weekly_overdue=False), False),
    ],
)
def test_one_is_told_of_it_on_that_day(days: int, settings: DocumentSettings, told: bool) -> None:
    day = DUE + days * DAY
    assert is_told(DUE, day - DAY, day, settings) is told


def test_what_was_missed_while_nobody_ran_is_told_once() -> None:
    assert is_told(DUE, DUE - 31 * DAY, DUE - 5 * DAY), "of two such days one message"
    assert not is_told(DUE, DUE - 7 * DAY, DUE - 2 * DAY)
    assert is_told(DUE, DUE, DUE + 100 * DAY)
    assert not is_told(DUE, DUE + 7 * DAY, DUE + 13 * DAY)
    assert not is_told(DUE, DUE, DUE), "a day that was told is not told again"


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=12),
    st.integers(-40, 10),
    st.sets(st.integers(1, 35), max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_however_the_days_are_gathered_every_one_is_told_once(
    steps: list[int], first: int, before: set[int], on_the_day: bool, weekly: bool
) -> None:
    """A round tells exactly when a day of reminding lies in it, whatever rounds there were before."""
    settings = DocumentSettings(False, tuple(before), on_the_day, weekly)
    days = {-one for one in before} | ({0} if on_the_day else set()) | (set(range(7, 200, 7)) if weekly else set())
    since = first
    for step in steps:
        today = since + step
        wanted = any(since < day <= today for day in days)
        assert is_told(DUE, DUE + since * DAY, DUE + today * DAY, settings) is wanted
        since = today
