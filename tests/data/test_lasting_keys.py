"""A task keeps its key through the revisions of its document, and with it what was reported of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert

from data.database import Database
from data.db.schema_tasks import role, task_report
from data.releases.lasting_keys import NamedTask, inherited
from data.releases.plans import Plans
from data.store import Store
from data.tasks.states import states
from tests.data.test_plans import DOCUMENT, NEWER, REVISION, PlanOffice, row
from tests.support.outbox_room import NOW
from tests.support.small_seed import write_seed

LONG = "ra soat va niem yet cong khai thu tuc hanh chinh tai cap xa"


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ([("1", "a"), ("2", "b")], [("1", "a"), ("2", "b")], ["k0", "k1"]),
        ([("1", "a"), ("2", "b")], [("1", "b"), ("2", "a")], ["k1", "k0"]),  # moved: the text tells
        ([("1", LONG)], [("1", LONG + " phuong")], ["k0"]),  # corrected under its number
        ([("1", LONG)], [("2", LONG + " phuong")], [""]),
        ([("", LONG)], [("", LONG + " phuong")], [""]),  # no number to know it by
        ([("1", LONG)], [("1", "lay y kien nguoi dan")], [""]),
        ([("1", "a"), ("2", "a")], [("2", "a"), ("3", "a"), ("4", "a")], ["k1", "k0", ""]),  # each at most once
        ([], [("1", "a")], [""]),
        ([("1", "a")], [], []),
    ],
)  # fmt: skip
def test_a_task_that_is_the_same_inherits_its_key(
    before: list[tuple[str, str]], after: list[tuple[str, str]], kept: list[str]
) -> None:
    known = [(NamedTask(*one), f"k{place}") for place, one in enumerate(before)]
    assert inherited(known, [NamedTask(*one) for one in after]) == kept


named = st.builds(NamedTask, st.sampled_from(["", "1", "2", "3"]), st.sampled_from(["a", "b", LONG, LONG + " moi"]))


@given(st.lists(named, max_size=8), st.lists(named, max_size=8))
def test_no_key_is_given_twice_and_equal_tasks_all_keep_theirs(before: list[NamedTask], after: list[NamedTask]) -> None:
    keys = inherited([(one, str(place)) for place, one in enumerate(before)], after)
    given_away = [key for key in keys if key]
    assert len(set(given_away)) == len(given_away)
    for one in set(after):
        least = min(before.count(one), after.count(one))
        assert sum(1 for key, task in zip(keys, after, strict=True) if key and task == one) >= least


@pytest.fixture
async def office(place: str, tmp_path: Path) -> AsyncIterator[PlanOffice]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed"), wait=0.5) as database:
        yield PlanOffice(database, Plans(database))


async def keys(office: PlanOffice) -> dict[str, str]:
    found = await (await Store.open(office.database)).tasks("hung-yen")
    return {task.text_vi: task.key for task in found if task.document.id == DOCUMENT}


async def test_a_revision_keeps_the_keys(office: PlanOffice) -> None:
    await office.publish()
    first = await keys(office)
    assert len(set(first.values())) == 3
    moved = (row("2", "Tổng kết"), row("I.2", "Niêm yết!"), row("I.3", "Thêm"))
    await office.publish(replace(REVISION, tasks=moved), minute=1)
    second = await keys(office)
    assert (second["Tổng kết"], second["Niêm yết!"]) == (first["Tổng kết"], first["Niêm yết"])
    assert second["Thêm"] not in first.values()
    again = replace(REVISION, correction_of=f"{DOCUMENT}-2", file_hash="a3", tasks=(*moved[1:], row("", "RÀ SOÁT")))
    await office.publish(again, minute=2)
    third = await keys(office)
    assert third["RÀ SOÁT"] == first["Rà soát"], "what was left out once and stands there again is what it was"
    assert third["Thêm"] == second["Thêm"]


async def test_a_document_in_another_s_place_begins_anew(office: PlanOffice) -> None:
    await office.publish()
    first = await keys(office)
    await office.publish(NEWER, minute=1)
    newer = [task.key for task in await office.tasks() if task.document.number == NEWER.number]
    assert len(newer) == 3
    assert not set(newer) & set(first.values())


async def test_the_state_goes_with_the_key(office: PlanOffice) -> None:
    await office.publish()
    first = await keys(office)

    def reported(connection: Connection) -> None:
        made = connection.execute(
            insert(role).values(
                person=7, kind="reporter", province="hung-yen", agency="home-affairs", granted_by=1, granted=NOW
            )
        )
        (id,) = made.inserted_primary_key or (None,)
        for state, minute, words in (("doing", 0, ""), ("doing", 1, "thêm"), ("done", 2, "xong")):
            values = {"document": DOCUMENT, "task": first["Rà soát"], "state": state, "words": words, "role": id}
            connection.execute(insert(task_report).values(made=NOW + dt.timedelta(minutes=minute), **values))

    await office.database.work(reported)
    await office.publish(REVISION, minute=1)
    task = next(one for one in await office.tasks() if one.text_vi == "Rà soát")
    found = await office.database.work(lambda connection: states(connection, [DOCUMENT]), write=False)
    assert list(found) == [task.identity]
    state = found[task.identity]
    assert (state.state, state.words, state.waits, state.finished) == ("done", "xong", True, False)
    assert (state.report.agency, state.report.left) == ("home-affairs", False)
    assert await office.database.work(lambda connection: states(connection, ["other"]), write=False) == {}
    assert await office.database.work(states, write=False) == found
