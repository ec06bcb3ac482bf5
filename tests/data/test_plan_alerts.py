"""Who is told of a plan, its correction, its withdrawal, and that this was a mistake: with the deed, or not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from data.database import Database
from data.model.tasks import TaskScope
from data.releases.plan_alerts import PlanNews, PlanRecipient
from data.releases.plans import Plans
from tests.support.small_seed import write_seed
from tests.support.task_room import DAY, DUE, MINUTE, TaskRoom, eight, plan_of, row, told_of

DOCUMENT = "hung-yen-12-kh-ubnd-2026"
FIRST, SECOND = f"{DOCUMENT}-1", f"{DOCUMENT}-2"
PLAN, REVISION = plan_of(row("1"), row("2", index="par")), plan_of(row("1"), row("3"))


@pytest.fixture
async def room(place: str, tmp_path: Path) -> AsyncIterator[TaskRoom]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed")) as database:
        yield TaskRoom(database)


async def sent(room: TaskRoom) -> None:
    """What waits arrives."""
    await room.run("UPDATE outbox SET state = 'sent' WHERE state = 'pending'")


async def withdraw(room: TaskRoom, name: str = DOCUMENT) -> None:
    await room.plans.withdraw(name, "sai", told_of, who="test", now=eight(DUE) + 2 * MINUTE)


async def test_a_new_plan_is_told_to_those_of_whose_interest_something_is_in_it(room: TaskRoom) -> None:
    await room.follow(1)
    await room.follow(2, TaskScope("hung-yen", "", "par"))
    await room.follow(3, TaskScope("hung-yen", "", "766"))
    await room.follow(4, TaskScope("ha-noi"))
    assert await room.publish(PLAN) == FIRST
    assert await room.outbox("plan") == [(FIRST, 1, "release |: 1 2"), (FIRST, 2, "release |: 2")]


async def test_where_nothing_concerns_anybody_there_is_no_alert(room: TaskRoom) -> None:
    await room.follow(1, TaskScope("hung-yen", "", "766"))
    await room.publish(PLAN)
    async with room.database.read() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM alert")) == 0


async def test_a_correction_says_who_was_told_and_what_still_waited_is_dropped(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(PLAN)
    await sent(room)
    await room.follow(2)
    await room.publish(REVISION, why="nhầm", corrects=FIRST, minute=1)
    assert (await room.outbox("plan"))[1:] == [
        (SECOND, 1, f"correction {FIRST}|release: 1 3"),
        (SECOND, 2, "correction |: 1 3"),
    ]
    await room.publish(PLAN, why="vẫn nhầm", corrects=SECOND, minute=2)
    assert [html for _, _, html in (await room.outbox("plan"))[3:]] == [
        f"correction {FIRST}|release: 1 2",
        "correction |: 1 2",
    ], "the second never reached them"


async def test_a_withdrawal_goes_to_those_who_were_told_and_is_undone_for_those_who_heard_of_it(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(PLAN)
    await sent(room)
    await room.follow(2)
    await withdraw(room)
    assert (await room.outbox("plan"))[1:] == [(FIRST, 1, f"withdrawal {FIRST}|release: 1 2")]
    await sent(room)
    await room.plans.reinstate(DOCUMENT, "", told_of, who="test", now=eight(DUE) + 3 * MINUTE)
    assert [one[1:] for one in (await room.outbox("plan"))[2:]] == [
        (1, f"reinstatement {FIRST}|withdrawal: 1 2"),
        (2, "reinstatement |: 1 2"),
    ]


async def test_a_withdrawal_that_nobody_heard_of_is_dropped_when_it_is_undone(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(PLAN)
    await sent(room)
    await withdraw(room)
    await room.plans.reinstate(DOCUMENT, "", told_of, who="test", now=eight(DUE) + 3 * MINUTE)
    async with room.database.read() as connection:
        states = (await connection.scalars(text("SELECT state FROM outbox ORDER BY id"))).all()
    assert states[:2] == ["sent", "superseded"]
    assert (await room.outbox("plan"))[-1][2] == f"reinstatement {FIRST}|release: 1 2", (
        "the words decide that it is none"
    )


async def test_long_after_its_publication_a_plan_is_no_news_to_others(room: TaskRoom) -> None:
    await room.publish(PLAN)
    await withdraw(room)
    await room.follow(1)
    await room.plans.reinstate(DOCUMENT, "", told_of, who="test", now=eight(DUE) + 30 * DAY)
    assert await room.outbox("plan") == []


async def test_withdrawing_what_was_corrected_tells_nobody(room: TaskRoom) -> None:
    await room.follow(1)
    await room.publish(PLAN)
    await sent(room)
    await room.publish(REVISION, why="nhầm", corrects=FIRST, minute=1)
    await sent(room)
    await withdraw(room, FIRST)
    assert len(await room.outbox("plan")) == 2
    await withdraw(room, SECOND)
    assert (await room.outbox("plan"))[2:] == [(SECOND, 1, f"withdrawal {SECOND}|correction: 1 3")]


async def test_words_that_fail_undo_the_deed(room: TaskRoom) -> None:
    await room.follow(1)

    def fail(news: PlanNews, recipients: list[PlanRecipient]) -> list[None]:
        raise RuntimeError("no words")

    with pytest.raises(RuntimeError, match="no words"):
        await room.plans.publish(PLAN, fail, who="test", now=eight(DUE))  # type: ignore[arg-type]
    assert await room.plans.plans() == ()
    assert await room.outbox("plan") == []


async def test_without_words_nobody_is_told(room: TaskRoom) -> None:
    await room.follow(1)
    done = await Plans(room.database).publish(PLAN, who="test", now=eight(DUE))
    assert (done.alert, done.told) == (None, 0)
    assert await room.outbox("plan") == []
