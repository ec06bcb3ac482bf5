"""What is counted of tasks: each has one state, and no more is said than the reader may know."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.duties import is_overdue, tally
from bot.answers.viewing import EVERYWHERE, Viewing
from data.tasks.model import Report, Reported, ReportState
from data.tasks.states import folded
from tests.exporting.test_calendar import TASK
from tests.support.shipped import NOW, TODAY

VIEWING = Viewing(TODAY)
SAID: list[list[ReportState]] = [
    [], ["doing"], ["stuck"], ["done"], ["done", "accepted"], ["done", "returned"], ["closed"], ["closed", "reopened"],
]  # fmt: skip
DAYS = st.one_of(st.none(), st.dates(TODAY - dt.timedelta(days=3), TODAY + dt.timedelta(days=3)))


@given(st.lists(st.tuples(DAYS, st.sampled_from(SAID)), max_size=12), st.booleans())
def test_the_states_add_up_and_what_is_late_is_late(
    rows: list[tuple[dt.date | None, list[ReportState]]], seen: bool
) -> None:
    tasks = [replace(TASK, key=str(number), due=due) for number, (due, _) in enumerate(rows)]
    states = {
        task.identity: state
        for task, (_, said) in zip(tasks, rows, strict=True)
        if (state := folded(Report(id=n, identity=task.identity, state=one, made=NOW) for n, one in enumerate(said)))
    }
    reported = Reported(states, frozenset({TASK.document.id}) if seen else frozenset())
    found = tally(tasks, reported, VIEWING)
    sum_of_states = found.accepted + found.closed + found.waiting + found.doing + found.stuck + found.silent
    assert found.total == len(tasks)
    assert sum_of_states == (len(tasks) if seen else 0)
    late = [task for task in tasks if task.due is not None and task.due < TODAY]
    if not seen:
        assert found.overdue == len(late), "dates are public, and nothing else"
    else:
        over = {"done", "accepted", "closed"}
        assert found.overdue == sum(1 for task in late if states.get(task.identity) is None
                                    or states[task.identity].state not in over)  # fmt: skip


def test_a_task_is_not_overdue_on_its_day_nor_once_it_is_replaced() -> None:
    assert not is_overdue(replace(TASK, due=TODAY), Reported(), VIEWING)
    late = replace(TASK, due=TODAY - dt.timedelta(days=1))
    assert is_overdue(late, Reported(), VIEWING)
    assert not is_overdue(replace(late, document=replace(TASK.document, replaced_by="45/KH-UBND")), Reported(), VIEWING)


def test_who_sees_what() -> None:
    assert not VIEWING.may_read("hung-yen")
    assert Viewing(TODAY, frozenset({"hung-yen"})).may_read("hung-yen")
    assert not Viewing(TODAY, frozenset({"hung-yen"})).may_read("bac-ninh")
    assert Viewing(TODAY, EVERYWHERE).may_read("bac-ninh")
