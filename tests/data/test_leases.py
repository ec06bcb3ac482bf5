"""Taking over from a sender that died or hangs: at once where that is known, and counting what it had begun."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.alerts.begun import SLOTS
from data.alerts.model import Outcome
from data.alerts.outbox import Outbox
from data.database import Database
from tests.support.outbox_room import HOUR, LEASE, MINUTE, NOW, SECOND, Room
from tests.support.small_seed import write_seed


@pytest.fixture
async def room(place: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed"), wait=0.2) as database:
        yield Room(database)


async def waiting(room: Room, chats: int) -> int:
    """An alert that waits for so many chats: 1, 2 …"""
    for chat in range(1, chats + 1):
        await room.follow(chat, "hung-yen")
    return await room.publish()


async def test_a_sender_that_begins_anew_has_nothing_in_hand(room: Room) -> None:
    """A process that lost the lease and gets it back, under the same name, waits for no claim of its own."""
    await waiting(room, 3)
    assert len(await room.claim()) == 3
    assert await room.outbox.acquire_lease("one", NOW + SECOND, MINUTE)
    again = await room.claim(now=NOW + SECOND)
    assert [(parcel.chat, parcel.attempts, parcel.repeated) for parcel in again] == [
        *((1, 1, False), (2, 1, False), (3, 1, False)),
    ]


def marks(room: Room) -> list[Path]:
    return sorted(room.database.path.parent.glob("*-sender-*"))


def other_process(room: Room) -> Outbox:
    """What another process on this machine has of the database."""
    return Outbox(room.database)


def die(outbox: Outbox) -> None:
    """What the system does when the process ends."""
    outbox._begun.close(remove=False)


async def test_what_a_dead_sender_had_claimed_is_free_at_once_and_what_it_had_begun_is_counted(room: Room) -> None:
    alert = await waiting(room, 6)
    dead = other_process(room)
    assert await dead.acquire_lease("dead", NOW, HOUR)
    parcels = await dead.claim("dead", 5, NOW, LEASE)
    for parcel in parcels[:4]:
        dead.begin(parcel.id)
    await dead.record([Outcome.of(parcels[0], "sent")], NOW)
    dead.not_sent(parcels[1].id)
    assert not await room.outbox.acquire_lease("new", NOW + SECOND, HOUR), "it lives"
    die(dead)
    assert await room.outbox.acquire_lease("new", NOW + SECOND, HOUR)
    again = await room.outbox.claim("new", 9, NOW + SECOND, LEASE)
    assert [(parcel.chat, parcel.attempts, parcel.repeated) for parcel in again] == [
        *((2, 1, False), (3, 2, True), (4, 2, True), (5, 1, False), (6, 1, False)),
    ]
    await room.settle("sent", *again)
    progress = await room.outbox.progress(alert)
    assert (progress.sent, progress.repeated) == (6, 2)
    assert len(marks(room)) == 1, "the dead one's file is gone"
    await room.outbox.drop("new")
    assert marks(room) == []


@pytest.mark.parametrize("lost", ["no file", "another boot", "cut short", "full"])
async def test_where_it_is_not_known_what_had_begun_all_that_was_claimed_counts(room: Room, lost: str) -> None:
    alert = await waiting(room, 3)
    dead = other_process(room)
    assert await dead.acquire_lease("dead", NOW, MINUTE)
    await dead.claim("dead", 2, NOW, LEASE)
    (file,) = marks(room)
    match lost:
        case "no file":
            file.unlink()
        case "another boot":
            file.write_bytes(b"chisotinh sender 1\nanother".ljust(file.stat().st_size, b"\0"))
        case "cut short":
            os.truncate(file, 300)
        case "full":
            for row in range(SLOTS + 1):
                dead.begin(row + 100)
    die(dead)
    at_once = await room.outbox.acquire_lease("new", NOW + SECOND, MINUTE)
    assert at_once == (lost == "cut short"), "of another machine, or after a power cut, nothing is believed"
    assert await room.outbox.acquire_lease("new", NOW + MINUTE, MINUTE)
    await room.settle("sent", *await room.outbox.claim("new", 9, NOW + MINUTE, LEASE))
    progress = await room.outbox.progress(alert)
    assert (progress.sent, progress.repeated) == (3, 2)


async def test_a_sender_that_hangs_keeps_its_lease_to_the_end_and_what_it_began_counts(room: Room) -> None:
    """It begins nothing any more: a call is marked first, and goes only while the lease holds."""
    alert = await waiting(room, 3)
    hangs = other_process(room)
    assert await hangs.acquire_lease("hangs", NOW, MINUTE)
    claimed = await hangs.claim("hangs", 2, NOW, LEASE)
    hangs.begin(claimed[1].id)
    assert not await room.outbox.acquire_lease("new", NOW + MINUTE - SECOND, MINUTE)
    assert await room.outbox.acquire_lease("new", NOW + MINUTE, MINUTE)
    again = await room.outbox.claim("new", 9, NOW + MINUTE, LEASE)
    assert [parcel.repeated for parcel in again] == [False, True, False]
    await room.settle("sent", *again)
    assert (await room.outbox.progress(alert)).repeated == 1
    die(hangs)
