"""The outbox: claiming, recording, leases, and that nobody is lost and nobody hears twice unnoticed."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError

from data.alerts import leases, outcomes, pause
from data.alerts.model import HeldBack, Outcome, OutcomeKind, Parcel
from data.alerts.outbox import DUE, LAPSED
from data.database import Database
from data.db.engines import idiom_of
from data.db.types import stamp
from data.errors import DatabaseBusy, DatabaseFull
from data.model.chats import TELEGRAM
from tests.support.engines import is_server, other_writer
from tests.support.outbox_room import DAY, HOUR, LEASE, MINUTE, NOW, PAR, SECOND, Room
from tests.support.small_seed import write_seed


@pytest.fixture
async def room(place: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed"), wait=0.2) as database:
        yield Room(database)


async def waiting(room: Room, chats: int = 3) -> int:
    """An alert that waits for so many chats: 1, 2 …"""
    for chat in range(1, chats + 1):
        await room.follow(chat, "hung-yen")
    return await room.publish()


# Claiming


async def test_a_row_is_given_to_one_only_with_all_that_is_needed_to_send_it(room: Room) -> None:
    await room.follow(-5, "hung-yen", language="en", thread=9)
    await room.chats.set_quiet(-5, (60, 120), now=NOW)
    alert = await room.publish()
    (parcel,) = await room.claim()
    assert (parcel.alert, parcel.chat, parcel.chat_kind, parcel.thread) == (alert, -5, "supergroup", 9)
    assert (parcel.html, parcel.buttons, parcel.attempts, parcel.repeated) == ("en: hung-yen", "[]", 1, False)
    assert (parcel.quiet_from, parcel.quiet_to) == (60, 120)
    assert parcel.expires == NOW + 7 * DAY
    assert await room.claim() == ()
    await room.settle("sent", parcel, message_id=3)
    assert await room.claim(now=NOW + HOUR) == ()
    assert await room.rows() == {-5: "sent"}


async def test_rows_come_in_order_and_no_more_than_asked_for(room: Room) -> None:
    await waiting(room, 5)
    assert [parcel.chat for parcel in await room.claim(2)] == [1, 2]
    assert [parcel.chat for parcel in await room.claim(2)] == [3, 4]
    assert [parcel.chat for parcel in await room.claim(2)] == [5]


async def test_only_the_sender_may_claim(room: Room) -> None:
    await waiting(room)
    outbox = room.outbox
    assert await outbox.claim("one", 5, NOW, LEASE) == ()
    assert await outbox.acquire_lease("one", NOW, MINUTE)
    assert not await outbox.acquire_lease("two", NOW, MINUTE)
    assert await outbox.claim("two", 5, NOW, LEASE) == ()
    assert len(await outbox.claim("one", 5, NOW, LEASE)) == 3


async def test_claims_of_many_at_once_never_overlap(room: Room) -> None:
    await waiting(room, 60)
    await room.outbox.acquire_lease("one", NOW, MINUTE)
    found = await asyncio.gather(*(room.outbox.claim("one", 9, NOW, LEASE) for _ in range(10)))
    chats = [parcel.chat for parcels in found for parcel in parcels]
    assert sorted(chats) == list(range(1, 61))


async def test_idle_claims_do_not_need_the_write_lock(room: Room, place: str) -> None:
    await waiting(room)
    await room.deliver()
    with other_writer(place):
        assert await room.outbox.claim("one", 5, NOW + MINUTE, LEASE) == ()


async def test_what_was_not_tried_is_given_back_and_counts_as_no_attempt(room: Room) -> None:
    await waiting(room)
    first = await room.claim()
    await room.settle("sent", first[0])
    await room.outbox.release_claims("one")
    again = await room.claim()
    assert [(parcel.chat, parcel.attempts, parcel.repeated) for parcel in again] == [(2, 1, False), (3, 1, False)]


async def test_a_claim_that_ran_out_is_sent_again_and_counted_if_its_call_had_begun(room: Room) -> None:
    alert = await waiting(room, 2)
    first, _ = await room.claim()
    room.outbox.begin(first.id)
    assert await room.claim(now=NOW + LEASE - SECOND) == ()
    again = await room.claim(now=NOW + LEASE)
    assert [(parcel.attempts, parcel.repeated) for parcel in again] == [(2, True), (1, False)]
    await room.settle("sent", *again)
    progress = await room.outbox.progress(alert)
    assert (progress.sent, progress.repeated, progress.pending) == (2, 1, 0)


# Recording


async def test_outcomes(room: Room) -> None:
    alert = await waiting(room, 7)
    sent, unknown, failed, expired, later, once_more, blocked = await room.claim()
    at = NOW + MINUTE
    results = [
        Outcome.of(sent, "sent", message_id=5),
        Outcome.of(unknown, "unknown", reason="no_answer"),
        Outcome.of(failed, "failed", reason="topic_closed", detail="TOPIC_CLOSED"),
        Outcome.of(expired, "expired"),
        Outcome.of(later, "later", not_before=at, reason="flood"),
        Outcome.of(once_more, "unknown", not_before=at, reason="no_answer"),
        Outcome.of(blocked, "paused", reason="blocked"),
    ]
    for _ in range(2):  # the second time changes nothing
        await room.outbox.record(results, NOW)
        assert list((await room.rows()).values()) == [
            *("sent", "unknown", "failed", "expired", "pending", "pending", "held"),
        ]
    progress = await room.outbox.progress(alert)
    assert (progress.total, progress.sent, progress.unknown, progress.failed, progress.expired) == (7, 1, 1, 1, 1)
    assert (progress.held, progress.pending, progress.ended, progress.repeated) == (1, 2, 4, 0)
    assert await room.outbox.failures(alert) == {"topic_closed": 1, "blocked": 1}
    assert await room.outbox.progresses() == (progress,)
    chat = await room.chats.get(blocked.chat)
    assert chat is not None
    assert (chat.paused_reason, chat.paused_at) == ("blocked", NOW)
    assert await room.claim() == ()
    again = await room.claim(now=at)
    assert [(parcel.chat, parcel.attempts, parcel.repeated) for parcel in again] == [(5, 2, False), (6, 2, True)]
    await room.settle("sent", *again)
    assert (await room.outbox.progress(alert)).repeated == 1


async def test_progress_of_an_alert_that_is_not_there(room: Room) -> None:
    with pytest.raises(LookupError):
        await room.outbox.progress(5)


async def test_what_is_held_back_and_until_when(room: Room) -> None:
    """Quiet hours, an alert held for our mistake, and what is tried again much later; not what goes in a moment."""
    for chat, hours in ((1, (9 * 60, 11 * 60)), (2, (9 * 60, 12 * 60)), (3, None), (4, None), (5, None), (6, None)):
        await room.follow(chat, "hung-yen")
        await room.chats.set_quiet(chat, hours, now=NOW)
    alert = await room.publish()
    assert await room.outbox.held_back(alert, NOW) == HeldBack(2, NOW + HOUR, NOW + 2 * HOUR)
    stopped, quiet, later, soon = await room.claim()
    await room.settle("later", stopped, not_before=NOW + MINUTE, reason="stopped")
    await room.settle("later", quiet, not_before=NOW + 3 * HOUR, reason="quiet")
    await room.settle("later", later, not_before=NOW + HOUR, reason="no_rights")
    await room.settle("later", soon, not_before=NOW + 10 * SECOND, reason="no_connection")
    assert await room.outbox.held_back(alert, NOW) == HeldBack(3, NOW + HOUR, NOW + 3 * HOUR, stopped=1, later=1)
    assert (await room.outbox.held_back(alert, NOW + 3 * HOUR)).chats == 0


async def test_what_a_process_before_held_is_resumed_and_quiet_hours_stay(room: Room) -> None:
    alert = await waiting(room, 5)
    stopped, refused, quiet, *_ = await room.claim(4)
    await room.settle("later", stopped, not_before=NOW + HOUR, reason="stopped")
    await room.settle("later", refused, not_before=NOW + HOUR, reason="bad_markup")
    await room.settle("later", quiet, not_before=NOW + HOUR, reason="quiet")
    assert await room.outbox.resume(alert + 1) == ()
    assert await room.outbox.resume(0) == (alert,)
    assert [(parcel.chat, parcel.resumed) for parcel in await room.claim()] == [(1, 1), (2, 1), (5, 1)]
    assert await room.outbox.resume(alert) == ()


async def test_an_outdated_outcome_is_ignored_but_sent_holds(room: Room) -> None:
    await waiting(room, 3)
    stale = await room.claim(holder="one")
    for parcel in stale:
        room.outbox.begin(parcel.id)
    late = NOW + 2 * MINUTE
    fresh = await room.claim(now=late, holder="two")
    assert [parcel.repeated for parcel in fresh] == [True] * 3
    await room.settle("later", stale[0], not_before=NOW)
    await room.settle("failed", stale[1])
    await room.settle("sent", stale[2], message_id=4)
    assert await room.rows() == {1: "claimed", 2: "claimed", 3: "sent"}
    await room.settle("failed", *fresh, now=late)
    assert await room.rows() == {1: "failed", 2: "failed", 3: "sent"}


async def test_a_chat_paused_while_its_message_is_on_its_way(room: Room) -> None:
    await waiting(room, 2)
    one, two = await room.claim()
    for chat in (1, 2):
        await room.pause(chat, "kicked", NOW)
    await room.settle("sent", one)
    await room.settle("later", two, not_before=NOW)
    assert await room.rows() == {1: "sent", 2: "held"}


async def test_blocked_in_one_alert_pauses_the_others_too(room: Room) -> None:
    await waiting(room, 1)
    await room.publish(PAR)
    first = (await room.claim(1))[0]
    await room.settle("paused", first, reason="blocked")
    assert await room.claim() == ()
    await room.chats.resume(1)
    assert len(await room.claim()) == 2


# News that is none any more


async def test_old_news_is_not_claimed(room: Room) -> None:
    alert = await waiting(room, 3)
    one, two, _ = await room.claim()
    await room.settle("sent", one)
    await room.settle("later", two)
    await room.pause(2, "blocked", NOW)
    assert await room.claim(now=NOW + 7 * DAY) == ()
    assert await room.rows() == {1: "sent", 2: "expired", 3: "expired"}
    assert (await room.outbox.progress(alert)).pending == 0
    assert await room.outbox.expire(NOW + 9 * DAY) == 0


# The lease


async def test_the_lease_passes_on_when_it_runs_out_or_is_dropped(room: Room) -> None:
    outbox = room.outbox
    assert await outbox.acquire_lease("one", NOW, MINUTE)
    assert await outbox.renew("one", NOW + 30 * SECOND, MINUTE)
    assert not await outbox.acquire_lease("two", NOW + MINUTE, MINUTE)
    assert await outbox.acquire_lease("two", NOW + 90 * SECOND, MINUTE)
    assert not await outbox.renew("one", NOW + 91 * SECOND, MINUTE)
    await outbox.drop("one")
    assert not await outbox.acquire_lease("one", NOW + 92 * SECOND, MINUTE)
    await outbox.drop("two")
    assert await outbox.acquire_lease("one", NOW + 93 * SECOND, MINUTE)


async def test_a_late_holder_whom_nobody_replaced_goes_on(room: Room) -> None:
    await room.outbox.acquire_lease("one", NOW, MINUTE)
    assert await room.outbox.renew("one", NOW + HOUR, MINUTE)


async def test_with_the_clock_set_back_a_dead_holder_is_replaced_all_the_same(room: Room) -> None:
    await room.outbox.acquire_lease("dead", NOW, MINUTE)
    past = NOW - DAY
    assert not await room.outbox.acquire_lease("two", past, MINUTE)
    assert await room.outbox.acquire_lease("two", past + MINUTE, MINUTE)


async def test_with_the_clock_set_back_alerts_go_on(room: Room) -> None:
    await waiting(room)
    assert len(await room.claim(now=NOW - DAY)) == 3


# A database in trouble


async def test_a_busy_database_is_told_and_nothing_is_lost(room: Room, place: str) -> None:
    await waiting(room)
    parcels = await room.claim(2)
    with other_writer(place):
        with pytest.raises(DatabaseBusy):
            await room.claim()
        with pytest.raises(DatabaseBusy):
            await room.settle("sent", *parcels)
    await room.settle("sent", *parcels)
    assert len(await room.claim()) == 1


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_full_disk_is_told_and_nothing_is_written(room: Room) -> None:
    await waiting(room)
    parcels = await room.claim(2)

    def limit(pages: int) -> None:
        assert room.database._writing._connection is not None
        room.database._writing._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    await room.database.work(lambda connection: limit(1))
    with pytest.raises(DatabaseFull):
        await room.settle("failed", *parcels, detail="x" * 200_000)
    await room.settle("sent", *parcels)
    assert await room.rows() == {1: "sent", 2: "sent", 3: "pending"}


async def test_a_cancelled_claim_ends_before_the_caller_does(room: Room) -> None:
    await waiting(room)
    await room.outbox.acquire_lease("one", NOW, MINUTE)
    task = asyncio.ensure_future(room.outbox.claim("one", 5, NOW, LEASE))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert set((await room.rows()).values()) in ({"claimed"}, {"pending"})
    await room.outbox.release_claims("one")
    assert len(await room.claim()) == 3


# Cost


STATEMENTS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (DUE, {"of": TELEGRAM, "now": NOW, "most": 100}),
    (text(f"SELECT 1 FROM outbox o WHERE {LAPSED}"), {"now": stamp(NOW), "platform": TELEGRAM}),
    (text(leases.CLAIMED_ROWS + leases.CLAIMED), {"platform": TELEGRAM}),
    (outcomes.READ, {"ids": [1, 2]}),
    (pause.HELD, {"platform": TELEGRAM, "chat": 5}),
)


async def plans(room: Room, place: str) -> list[str]:
    """How the engine would go about each of the statements."""
    how = "EXPLAIN" if is_server(place) else "EXPLAIN QUERY PLAN"

    def explain(connection: Connection) -> list[str]:
        asked: list[tuple[str, Any]] = []
        event.listen(connection, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        for statement, values in STATEMENTS:
            connection.execute(statement, values)
        if is_server(place):
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # of a small table it would read all
            asked.pop()
        found = [connection.exec_driver_sql(f"{how} {asked_for}", values).all() for asked_for, values in list(asked)]
        return ["\n".join(str(row[-1]) for row in rows) for rows in found]

    return await room.database.work(explain)


async def test_claiming_reads_only_what_is_due(room: Room, place: str) -> None:
    """However many rows there are: no scan of a table, and no sorting."""
    due, lapsed, back, read, of_chat = await plans(room, place)
    if is_server(place):
        assert "ix_outbox_due" in due
        assert "Sort" not in due
        assert "ix_outbox_claimed" in lapsed
        assert "ix_outbox_claimed" in back
        assert "pk_outbox" in read
        assert "ix_outbox_chat" in of_chat
        return
    assert "SEARCH o USING INDEX ix_outbox_due (platform=? AND not_before<?)" in due
    assert "SCAN" not in due
    assert "B-TREE" not in due
    assert "ix_outbox_claimed (platform=? AND lease_until<?)" in lapsed
    assert "ix_outbox_claimed" in back
    assert "SEARCH o USING INTEGER PRIMARY KEY" in read
    assert "ix_outbox_chat (platform=? AND chat=?)" in of_chat


# Whatever happens


@pytest.mark.parametrize("seed", range(6))
async def test_nobody_is_lost_whatever_happens(room: Room, seed: int) -> None:
    """Senders die, messages fail, chats come and go: in the end each chat has the message or a reason why not."""
    chance = random.Random(seed)
    alert = await waiting(room, 30)
    now, sender = NOW, 0
    in_hand: list[Parcel] = []
    sent: list[int] = []
    for _ in range(60):
        now += chance.choice((SECOND, 20 * SECOND, 2 * MINUTE))
        if chance.random() < 0.2:  # it dies, and another takes over when its lease has run out
            sender, in_hand, now = sender + 1, [], now + MINUTE
        parcels = await room.claim(chance.randint(1, 12), now, str(sender))
        in_hand = [parcel for parcel in in_hand if chance.random() < 0.5]
        in_hand += parcels
        results = []
        for parcel in list(in_hand):
            kind: OutcomeKind = chance.choice(("sent", "sent", "later", "unknown", "paused"))
            if chance.random() < 0.3:
                continue
            in_hand.remove(parcel)
            if kind == "sent":
                sent.append(parcel.chat)
            not_before = now + SECOND if kind in ("later", "unknown") else None
            results.append(Outcome.of(parcel, kind, not_before=not_before, reason="x"))
        await room.outbox.record(results, now)
        if chance.random() < 0.3:
            await room.chats.resume(chance.randint(1, 30), now)
        await room.audit_counts()
    now += HOUR
    for chat in range(1, 31):
        await room.chats.resume(chat, now)
    sent += await room.deliver(now)
    assert set((await room.rows()).values()) == {"sent"}
    assert set(sent) == set(range(1, 31))
    progress = await room.outbox.progress(alert)
    assert len(sent) - 30 <= progress.repeated


async def test_a_moment_in_the_outbox_is_exact_to_the_millisecond() -> None:
    assert stamp(dt.datetime(1970, 1, 1, 0, 0, 1, 500_900, tzinfo=dt.UTC)) == 1500
    with pytest.raises(ValueError, match="time zone"):
        stamp(dt.datetime(2026, 1, 1))  # noqa: DTZ001


# References


async def test_a_row_without_its_text_is_refused_or_found(room: Room, place: str) -> None:
    """A file refuses it; a server, where no row is looked up, finds it afterwards (``chisotinh db check``)."""
    alert = await waiting(room)

    def lose(connection: Connection) -> list[tuple[str, str]]:
        assert list(idiom_of(connection).faults(connection, whole=True)) == []
        connection.execute(text("UPDATE outbox SET text = 999 WHERE alert = :alert AND chat = 2"), {"alert": alert})
        return list(idiom_of(connection).faults(connection, whole=True))

    if not place.startswith("postgresql"):
        with pytest.raises(IntegrityError):
            await room.database.work(lose)
        return
    ((where, said),) = await room.database.work(lose)
    assert where.startswith("outbox row ")
    assert "alert_text" in said
