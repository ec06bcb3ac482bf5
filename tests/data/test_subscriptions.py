"""Following, quiet hours, chats that cannot be reached, and groups whose id changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from data.alerts.model import FollowOptions, Subscription
from data.alerts.quiet_hours import quiet_until
from data.chats.chats import Chats
from data.chats.subscriptions import Unfollowed
from data.database import Database
from data.model.chats import Chat
from tests.support.outbox_room import DAY, HOUR, MINUTE, NOW, PAR, Room
from tests.support.small_seed import write_seed

EVENING = dt.datetime(2026, 11, 22, 15, 0, tzinfo=dt.UTC)  # 22:00 in Vietnam
MORNING = dt.datetime(2026, 11, 23, 0, 0, tzinfo=dt.UTC)  # 07:00


@pytest.fixture
async def room(place: str, tmp_path: Path) -> AsyncIterator[Room]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed")) as database:
        yield Room(database)


# Following


async def one(room: Room, chat: Chat, province: str = "", index: str = "", **more: Any) -> Subscription:
    """Follow one thing; the subscription."""
    done = await room.subscriptions.follow(chat, (province,), index, now=NOW, options=FollowOptions(**more))
    assert done is not None
    return done.subscriptions[0]


async def test_following_again_changes_the_options_and_adds_nothing(room: Room) -> None:
    first = await one(room, Chat(-5, "supergroup", ""), "hung-yen", "papi", thread=3)
    again = await one(room, Chat(-5, "", ""), "hung-yen", "papi", min_move=5, corrections=False)
    assert (again.id, again.created) == (first.id, NOW)
    assert (again.thread, again.min_move, again.corrections) == (None, 5, False)
    assert await room.subscriptions.of(-5) == (again,)
    assert await room.chats.get(-5) == Chat(-5, "supergroup", "")


async def test_provinces_indices_and_topics_are_told_apart(room: Room) -> None:
    for province, index, thread in (("hung-yen", "", 3), ("", "papi", 3), ("", "", 4)):
        await one(room, Chat(-5, "supergroup", ""), province, index, thread=thread)
    found = await room.subscriptions.of(-5)
    assert [(one.province, one.index) for one in found] == [("hung-yen", ""), ("", "papi"), ("", "")]
    assert [one.thread for one in await room.subscriptions.of(-5, 3)] == [3, 3]
    assert await room.subscriptions.of(-6) == ()


async def test_a_subscription_is_removed_once_by_its_chat_and_comes_back(room: Room) -> None:
    chat = Chat(7, "private", "vi")
    mine = await one(room, chat, "hung-yen", min_move=2, corrections=False)
    unfollow = room.subscriptions.unfollow
    assert await unfollow(8) == Unfollowed((), 0)
    assert await unfollow(7, lambda one: one.id == mine.id) == Unfollowed((mine,), 0)
    assert await unfollow(7) == Unfollowed((), 0)
    back = await one(room, chat, "hung-yen", min_move=2, corrections=False)
    assert await room.subscriptions.of(7) == (back,)


async def test_several_provinces_are_followed_as_one_or_none_of_them_is(room: Room) -> None:
    chat = Chat(7, "private", "vi")
    both = await room.subscriptions.follow(chat, ("hung-yen", "ha-noi"), "papi", now=NOW, most=2)
    assert both is not None
    assert not both.known
    assert await room.subscriptions.of(7) == both.subscriptions
    again = await room.subscriptions.follow(chat, ("ha-noi",), "papi", now=NOW + DAY, most=2)
    assert again is not None
    assert (again.subscriptions, again.known, again.quiet) == (both.subscriptions[1:], True, (1260, 420))
    assert await room.subscriptions.follow(chat, ("bac-ninh",), "papi", now=NOW, most=2) is None
    assert await room.subscriptions.of(7) == both.subscriptions


async def test_what_was_missing_of_a_chat_is_filled_in_and_what_it_chose_stays(room: Room) -> None:
    assert await room.chats.get(7) is None
    await one(room, Chat(7, "private", ""), "hung-yen")
    assert await room.chats.get(7) == Chat(7, "private", "")
    await one(room, Chat(7, "", "vi"), "ha-noi")
    await room.chats.set_quiet(7, None, now=NOW)
    await one(room, Chat(7, "group", "en"), "bac-ninh")
    known = Chat(7, "private", "vi", None, None)
    assert await room.chats.get(7) == known
    assert await Chats(room.database).get(7) == known


async def test_who_stops_everything_does_not_get_what_waited_unless_it_was_a_slip(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.follow(2, "hung-yen")
    alert = await room.publish(now=EVENING)
    await room.unfollow_all(1)
    assert await room.rows() == {1: "superseded", 2: "pending"}
    await room.subscriptions.follow(Chat(1, "private", ""), ("hung-yen",), now=EVENING)
    assert await room.rows() == {1: "pending", 2: "pending"}
    await room.subscriptions.unfollow(2)
    assert (await room.outbox.progress(alert)).superseded == 1
    assert set(await room.deliver(MORNING)) == {1}


async def test_what_waited_is_not_dug_out_when_it_is_no_longer_news(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.publish(now=EVENING)
    await room.unfollow_all(1)
    await room.outbox.expire(NOW + 30 * DAY)
    await room.subscriptions.follow(Chat(1, "private", ""), ("hung-yen",), now=NOW + 30 * DAY)
    assert await room.rows() == {1: "superseded"}


async def test_errors_do_not_say_which_chat(room: Room) -> None:
    statement = text("INSERT INTO chat (id, kind, created, seen) VALUES (:id, '', '2026-01-01', '2026-01-01')")
    async with room.database.write() as connection:
        await connection.execute(statement, {"id": 987654321})
    with pytest.raises(IntegrityError) as raised:
        async with room.database.write() as connection:
            await connection.execute(statement, {"id": 987654321})
    assert "987654321" not in str(raised.value)
    with pytest.raises(IntegrityError) as raised:
        await room.database.work(lambda connection: connection.execute(statement, {"id": 987654321}))
    assert "987654321" not in str(raised.value)


# Quiet hours


@pytest.mark.parametrize(
    ("hours", "local", "until"),
    [
        ((1260, 420), "20:59", None),
        ((1260, 420), "21:00", "07:00+1"),
        ((1260, 420), "23:59", "07:00+1"),
        ((1260, 420), "00:00", "07:00"),
        ((1260, 420), "06:59", "07:00"),
        ((1260, 420), "07:00", None),
        ((720, 780), "12:30", "13:00"),
        ((720, 780), "13:00", None),
        ((0, 1439), "10:00", "23:59"),
        ((600, 600), "10:00", None),
        ((None, None), "23:00", None),
    ],
)
def test_quiet_hours(hours: tuple[int | None, int | None], local: str, until: str | None) -> None:
    vietnam = dt.timezone(7 * HOUR)
    hour, minute = map(int, local.split(":"))
    now = dt.datetime(2026, 11, 22, hour, minute, 30, tzinfo=vietnam)
    found = quiet_until(*hours, now.astimezone(dt.UTC))
    said = found and found.astimezone(vietnam)
    assert (said and f"{said:%H:%M}" + ("+1" if said.day == 23 else "")) == until
    assert found is None or (found > now and found.second == 0)


async def test_quiet_hours_are_the_usual_ones_until_changed(room: Room) -> None:
    chats = room.chats
    assert await chats.quiet(5) == (1260, 420)
    await chats.set_quiet(5, (600, 660), now=NOW, kind="private")
    assert await chats.quiet(5) == (600, 660)
    assert await chats.upsert(5, now=NOW, language="vi") == Chat(5, "private", "vi", 600, 660)
    await chats.set_quiet(5, None, now=NOW)
    assert await chats.quiet(5) is None
    await chats.set_quiet(5, (300, 300), now=NOW)
    chats.forget(5)
    assert await chats.quiet(5) is None


async def test_an_alert_waits_for_the_morning_and_moves_with_the_hours(room: Room) -> None:
    for chat in (1, 2, 3):
        await room.follow(chat, "", "papi")
    await room.chats.set_quiet(1, None, now=NOW)
    await room.publish(now=EVENING)
    assert set(await room.deliver(EVENING)) == {1}
    await room.chats.set_quiet(3, (1260, 480), now=EVENING)
    await room.chats.set_quiet(2, (0, 60), now=EVENING)
    assert set(await room.deliver(EVENING)) == {2}
    assert await room.deliver(MORNING) == {}
    assert set(await room.deliver(MORNING + HOUR)) == {3}


# Chats that cannot be reached


async def test_a_paused_chat_keeps_its_rows_and_its_subscriptions(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.follow(2, "hung-yen")
    alert = await room.publish()
    await room.pause(1, "blocked", NOW)
    await room.pause(1, "deactivated", NOW + HOUR)
    chat = await room.chats.get(1)
    assert chat is not None
    assert (chat.paused_reason, chat.paused_at) == ("blocked", NOW)
    assert await room.rows() == {1: "held", 2: "pending"}
    progress = await room.outbox.progress(alert)
    assert (progress.held, progress.pending) == (1, 1)
    assert await room.outbox.failures(alert) == {"blocked": 1}
    assert set(await room.deliver()) == {2}
    assert len(await room.subscriptions.of(1)) == 1
    assert await room.chats.resume(1, NOW + DAY)
    assert not await room.chats.resume(1, NOW + DAY)
    assert set(await room.deliver(NOW + DAY)) == {1}


async def test_resuming_waits_for_quiet_hours_and_comes_too_late_for_old_news(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.follow(2, "hung-yen")
    alert = await room.publish()
    for chat in (1, 2):
        await room.pause(chat, "blocked", NOW)
    assert await room.chats.resume(1, EVENING)
    assert await room.deliver(EVENING) == {}
    assert set(await room.deliver(MORNING)) == {1}
    assert await room.deliver(NOW + 8 * DAY) == {}
    assert await room.chats.resume(2, NOW + 8 * DAY)
    assert await room.deliver(NOW + 8 * DAY) == {}
    progress = await room.outbox.progress(alert)
    assert (progress.sent, progress.expired, progress.held, progress.pending) == (1, 1, 0, 0)


async def test_a_chat_paused_before_hears_when_it_comes_back(room: Room) -> None:
    await room.follow(1, "hung-yen")
    await room.pause(1, "kicked", NOW)
    alert = await room.publish()
    assert await room.rows() == {1: "held"}
    assert await room.outbox.failures(alert) == {"kicked": 1}
    await room.chats.resume(1)
    assert set(await room.deliver()) == {1}


async def test_resuming_a_chat_that_is_not_paused_writes_nothing(room: Room) -> None:
    await room.follow(1, "hung-yen")
    async with room.database.write():
        assert not await room.chats.resume(1, NOW)
        assert not await room.chats.resume(99, NOW)


# Channels, and groups whose id changes


async def test_channels_are_found_by_who_manages_them(room: Room) -> None:
    for id, title in ((-1002, "Tin B"), (-1001, "Tin A")):
        await room.chats.upsert(id, now=NOW, kind="channel", title=title, managed_by=7)
    await room.chats.upsert(-1003, now=NOW, kind="channel", title="Khác", managed_by=8)
    await room.chats.upsert(-1001, now=NOW, kind="channel", title="Tin AA")
    assert await room.chats.managed_by(7) == ((-1001, "Tin AA"), (-1002, "Tin B"))


async def test_a_group_moves_with_all_it_follows_and_is_to_be_told(room: Room) -> None:
    await room.follow(-5, "hung-yen", language="vi")
    await room.follow(-5, "ha-noi")
    await room.chats.set_quiet(-5, (600, 601), now=NOW)
    first = await room.publish()
    assert list(await room.deliver(NOW + MINUTE)) == [-5]
    await room.publish(PAR, now=NOW + MINUTE)
    await room.outbox.migrate(-5, -1005)
    await room.outbox.migrate(-5, -1005)
    assert await room.rows(first) == {-1005: "sent"}
    assert await room.rows() == {-1005: "pending"}
    assert await room.chats.get(-5) is None
    assert await room.chats.get(-1005) == Chat(-1005, "supergroup", "vi", 600, 601)
    assert len(await room.subscriptions.of(-1005)) == 2
    assert await room.deliver(NOW + MINUTE) == {-1005: "vi: ha-noi hung-yen"}


async def test_two_chats_that_become_one_hear_once(room: Room) -> None:
    await room.follow(-6, "hung-yen", min_move=4)
    await room.follow(-6, "ha-noi")
    await room.follow(-1006, "hung-yen", min_move=1)
    first = await room.publish()
    by_chat = {parcel.chat: parcel for parcel in await room.claim()}
    await room.settle("sent", by_chat[-6])
    await room.settle("later", by_chat[-1006])
    second = await room.publish(PAR)
    await room.pause(-6, "kicked", NOW)
    await room.chats.migrate(-6, -1006)
    assert await room.rows(first) == {-1006: "sent"}
    assert await room.rows(second) == {-1006: "pending"}
    await room.settle("failed", by_chat[-1006])  # its row is gone
    progress = await room.outbox.progress(first)
    assert (progress.total, progress.sent, progress.pending) == (1, 1, 0)
    assert {(one.province, one.min_move) for one in await room.subscriptions.of(-1006)} == {
        ("hung-yen", 1),
        ("ha-noi", 0),
    }
    assert list(await room.deliver()) == [-1006]


async def test_a_paused_group_that_moves_is_there_again(room: Room) -> None:
    await room.follow(-6, "hung-yen")
    await room.publish()
    await room.pause(-6, "kicked", NOW)
    await room.outbox.migrate(-6, -1006)
    assert await room.rows() == {-1006: "pending"}
