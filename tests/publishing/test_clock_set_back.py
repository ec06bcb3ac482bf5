"""A machine whose clock is set back: no release gets a time before those that stand, and no button lives longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.clock import SteadyClock
from bot.context import App
from bot.offline import OfflineTelegram
from data.database import Database
from tests.support.outbox_room import HOUR, NOW, PAPI, Room, plain
from tests.support.shipped import Clock
from tests.support.small_seed import write_seed

MINUTE = dt.timedelta(minutes=1)


class Machine:
    """A wall clock that may be set, and the seconds since the start, that cannot."""

    def __init__(self) -> None:
        self.wall, self.seconds = NOW, 100.0

    def pass_(self, time: dt.timedelta) -> None:
        self.wall += time
        self.seconds += time.total_seconds()

    def clock(self) -> SteadyClock:
        return SteadyClock(lambda: self.wall, lambda: self.seconds)


def test_the_clock_does_not_go_back_and_goes_on() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.pass_(MINUTE * 10)
    assert clock() == NOW + MINUTE * 10
    machine.wall -= HOUR * 5
    assert clock() == NOW + MINUTE * 10
    machine.pass_(MINUTE * 50)
    assert clock() == NOW + HOUR, "an hour is over, whatever the wall says"
    machine.wall += HOUR * 7
    assert clock() == machine.wall, "forward is followed"


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with await Database.open(tmp_path / "a.sqlite3", seed=write_seed(tmp_path / "seed")) as database:
        yield Room(database)


async def test_no_release_is_earlier_than_the_one_before(room: Room) -> None:
    """Also after a restart, or in another process: the database knows."""
    await room.publishing.publish(PAPI, plain, who="a", now=NOW)
    back = NOW - HOUR * 30
    correction = replace(PAPI, file_hash="bb", correction_of="papi-2025-1", why="two figures were swapped")
    await room.publishing.publish(correction, plain, who="b", now=back)
    await room.publishing.withdraw("papi-2025-2", "nhầm", plain, who="c", now=back)
    statuses = {one.release.id: one for one in await room.publishing.releases()}
    assert statuses["papi-2025-2"].published_at == NOW
    assert statuses["papi-2025-2"].withdrawn_at == NOW
    assert [entry.at for entry in await room.publishing.audit()] == [NOW] * 3
    await room.publishing.publish(replace(correction, file_hash="cc"), plain, who="d", now=NOW + HOUR)
    assert (await room.publishing.audit())[0].at == NOW + HOUR


async def test_the_operators_clock_is_the_steady_one(app: App, world: OfflineTelegram, clock: Clock) -> None:
    conversation = app.bot_data.conversation
    before = conversation._now()
    clock.time -= dt.timedelta(hours=3)
    assert conversation._now() >= before
