"""Forgetting a chat to which messages went and wait: on both engines."""

from __future__ import annotations

from pathlib import Path

from data.chats.personal_data import PersonalData
from data.database import Database
from data.model.chats import TELEGRAM, ChatKey
from tests.support.outbox_room import NOW, PAR, Room
from tests.support.small_seed import write_seed


async def test_messages_of_a_forgotten_chat_are_nobodys_and_what_waits_is_not_sent(place: str, tmp_path: Path) -> None:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed")) as database:
        room = Room(database)
        for chat in (1, 2):
            await room.follow(chat, "hung-yen", language="vi")
        sent = await room.publish()
        assert set(await room.deliver()) == {1, 2}
        waiting = await room.publish(PAR)
        erased = await PersonalData(database).erase(ChatKey(TELEGRAM, 1), NOW)
        assert (erased.known, erased.subscriptions, erased.alerts) == (True, 1, 2)
        assert set(await room.deliver()) == {2}
        assert (await room.outbox.progress(sent)).sent == 2
        last = await room.outbox.progress(waiting)
        assert (last.sent, last.superseded, last.total) == (1, 1, 2)
