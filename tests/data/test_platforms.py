"""Chats of two messengers may have the same id: nothing of one touches the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.database import Database
from data.model.chats import ChatKey
from tests.support.outbox_room import LEASE, MINUTE, NOW, Room
from tests.support.small_seed import write_seed


@pytest.fixture
async def rooms(place: str, tmp_path: Path) -> AsyncIterator[tuple[Room, Room]]:
    """The same database, as Telegram's face and another messenger's see it."""
    async with await Database.open(place, seed=write_seed(tmp_path / "seed")) as database:
        yield Room(database), Room(database, "zalo")


async def test_a_chat_is_told_from_one_with_the_same_id_elsewhere(rooms: tuple[Room, Room]) -> None:
    telegram, zalo = rooms
    await telegram.follow(7, "hung-yen", language="vi")
    assert await zalo.chats.get(7) is None
    await zalo.follow(7, "ha-noi", language="en")
    await zalo.chats.set_quiet(7, None, now=NOW)
    known = await telegram.chats.get(7)
    assert known is not None
    assert (known.key, known.language, known.quiet) == (ChatKey("telegram", 7), "vi", (1260, 420))
    assert [one.province for one in await telegram.subscriptions.of(7)] == ["hung-yen"]
    await telegram.unfollow_all(7)
    assert [one.province for one in await zalo.subscriptions.of(7)] == ["ha-noi"]
    await zalo.chats.upsert(-3, now=NOW, kind="channel", title="Tin", managed_by=7)
    assert await telegram.chats.managed_by(7) == ()
    assert await telegram.chats.private_within(1, 99) == (7,)


async def test_each_messenger_has_a_sender_of_its_own_for_its_own_rows(rooms: tuple[Room, Room]) -> None:
    telegram, zalo = rooms
    for room, province in ((telegram, "hung-yen"), (zalo, "ha-noi")):
        await room.follow(7, province, language="vi")
        await room.follow(8, "bac-ninh", language="en")
    alert = await telegram.publish()
    progress = await telegram.outbox.progress(alert)
    assert progress.total == 4
    assert await telegram.outbox.acquire_lease("one", NOW, MINUTE)
    assert await zalo.outbox.acquire_lease("two", NOW, MINUTE)
    assert await zalo.outbox.claim("one", 9, NOW, LEASE) == ()
    mine = await telegram.outbox.claim("one", 9, NOW, LEASE)
    assert [(parcel.chat, parcel.html) for parcel in mine] == [(7, "vi: hung-yen"), (8, "en: bac-ninh")]
    await zalo.pause(7, "blocked", NOW)
    await telegram.settle("sent", *mine, message_id=1)
    theirs = await zalo.outbox.claim("two", 9, NOW, LEASE)
    assert [(parcel.chat, parcel.html) for parcel in theirs] == [(8, "en: bac-ninh")]
    await zalo.settle("paused", *theirs, reason="kicked")
    chat = await telegram.chats.get(8)
    assert chat is not None
    assert chat.paused_at is None
    assert await zalo.chats.resume(8)
    await telegram.audit_counts()
    done = await telegram.outbox.progress(alert)
    assert (done.sent, done.held, done.pending) == (2, 1, 1)


async def test_a_group_moves_in_its_own_messenger_only(rooms: tuple[Room, Room]) -> None:
    telegram, zalo = rooms
    for room in rooms:
        await room.follow(-5, "hung-yen")
    await telegram.publish()
    await telegram.chats.migrate(-5, -1005)
    assert await telegram.chats.get(-5) is None
    assert len(await zalo.subscriptions.of(-5)) == 1
    assert [parcel.chat for parcel in await telegram.claim()] == [-1005]
    assert [parcel.chat for parcel in await zalo.claim(holder="two")] == [-5]
