"""The state of a task is what its reports leave it in."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model.tasks import TaskIdentity
from data.tasks.model import FINISHED, JUDGED, REPORTED, Report, ReportState
from data.tasks.states import FOLLOWING, folded, may_follow
from tests.support.outbox_room import DAY, NOW

STATES: tuple[ReportState, ...] = get_args(ReportState)


def reports(*said: ReportState) -> list[Report]:
    """One a day."""
    identity = TaskIdentity("plan", "1")
    return [Report(id=day, identity=identity, state=state, made=NOW + day * DAY) for day, state in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "state", "since"),
    [
        (["doing"], "doing", 0),
        (["doing", "doing", "stuck"], "stuck", 2),
        (["stuck", "doing", "doing"], "doing", 1),
        (["done", "accepted"], "accepted", 1),
        (["done", "accepted", "doing"], "accepted", 1),  # finished until it is opened again
        (["done", "accepted", "reopened", "doing"], "doing", 3),
        (["done", "returned"], "returned", 1),
        (["doing", "accepted"], "doing", 0),  # nothing was reported as done
        (["done", "stuck", "accepted"], "stuck", 1),
        (["closed"], "closed", 0),
        (["closed", "closed"], "closed", 0),
    ],
)
def test_the_state_and_since_when(said: list[ReportState], state: str, since: int) -> None:
    found = folded(reports(*said))
    assert found is not None
    assert (found.state, found.since) == (state, NOW + since * DAY)


def test_without_a_report_there_is_no_state() -> None:
    assert folded([]) is None
    assert folded(reports("accepted", "reopened")) is None
    assert set().union(*FOLLOWING.values()) == REPORTED | JUDGED == set(STATES)


@given(st.lists(st.sampled_from(STATES), max_size=12))
def test_each_report_follows_the_state_before_it_or_changes_nothing(said: list[ReportState]) -> None:
    made = reports(*said)
    before = None
    for place, report in enumerate(made):
        after = folded(made[: place + 1])
        if may_follow(before, report.state):
            assert after is not None
            assert (after.state, after.report) == (report.state, report)
            assert after.since == (before.since if before and before.state == report.state else report.made)
            assert after.finished == (report.state in FINISHED)
        else:
            assert after == before
        before = after


@given(st.lists(st.sampled_from(STATES), max_size=12))
def test_what_a_reporter_said_last_is_known(said: list[ReportState]) -> None:
    state = folded(reports(*said))
    if state is not None and state.state in REPORTED:
        assert state.reported == state.report
    if state is not None and state.waits:
        assert may_follow(state, "accepted")
        assert may_follow(state, "returned")
    assert state is None or state.reported is None or state.reported.made <= state.report.made + dt.timedelta(0)
