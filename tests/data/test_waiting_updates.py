"""What Telegram delivered and is not handled, of one chat or person: found, told and erased, on both engines."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from data.chats.personal_data import PersonalData
from data.database import Database
from data.model.chats import TELEGRAM, ChatKey
from data.received import NewUpdate, ReceivedUpdates
from data.workers.updates import SharedUpdates, WorkDone
from tests.support.outbox_room import NOW, SECOND
from tests.support.small_seed import write_seed

BOT = 123456
LAN, NAM, GROUP = 7_123_456_789, 7_123_456_790, -7_123_456_793


def sent(person: int, chat: int, **more: Any) -> tuple[int, dict[str, Any]]:
    """A message: its chat, and its JSON without a number."""
    return chat, {"message": {"chat": {"id": chat}, "from": {"id": person}, "text": "câu hỏi", **more}}


BY_LAN = sent(LAN, LAN)
BY_LAN_IN_GROUP = sent(LAN, GROUP)
PRESSED_BY_LAN = (GROUP, {"callback_query": {"from": {"id": LAN}, "message": {"chat": {"id": GROUP}}}})
ASKED_INLINE_BY_LAN = (None, {"inline_query": {"from": {"id": LAN}, "query": "hưng yên"}})
REACTION_OF_LAN = (GROUP, {"message_reaction": {"chat": {"id": GROUP}, "user": {"id": LAN}}})
OF_LAN = (BY_LAN, BY_LAN_IN_GROUP, PRESSED_BY_LAN, ASKED_INLINE_BY_LAN, REACTION_OF_LAN)
BY_NAM_OF_LAN = sent(NAM, GROUP, text=f"{LAN}", reply_to_message={"from": {"id": LAN}, "chat": {"id": GROUP}})
BY_NAM = sent(NAM, NAM)
EVERYTHING = (*OF_LAN, BY_NAM_OF_LAN, BY_NAM)


class Desk:
    """A database, what a bot received there, and what is kept of people."""

    def __init__(self, database: Database) -> None:
        self.database, self.received = database, ReceivedUpdates(database, BOT)
        self.data = PersonalData(database)

    async def gets(self, *updates: tuple[int | None, dict[str, Any]], first: int = 1, later: int = 0) -> None:
        """Numbered from ``first`` on, ``later`` seconds after the beginning."""
        new = {
            number: NewUpdate(json.dumps({"update_id": number, **value}), chat)
            for number, (chat, value) in enumerate(updates, first)
        }
        await self.received.write(new, (), NOW + later * SECOND)

    async def told(self, id: int) -> list[int]:
        return [one.id for one in (await self.data.of(ChatKey(TELEGRAM, id))).waiting]

    async def waiting(self) -> list[int]:
        return sorted((await self.received.unfinished()).updates)

    async def chats(self) -> set[int]:
        """The chats that stand in a row."""
        async with self.database.read() as connection:
            rows = await connection.execute(text("SELECT chat FROM update_received WHERE chat IS NOT NULL"))
            return set(rows.scalars())


@pytest.fixture
async def desk(place: str, tmp_path: Path) -> AsyncIterator[Desk]:
    async with await Database.open(place, seed=write_seed(tmp_path / "seed"), wait=0.2) as database:
        yield Desk(database)


async def test_it_is_the_chats_and_what_the_person_did_elsewhere(desk: Desk) -> None:
    await desk.gets(*EVERYTHING)
    assert await desk.told(LAN) == [1, 2, 3, 4, 5], "not what others say of her, or in reply to her"
    assert await desk.told(NAM) == [6, 7]
    assert await desk.told(GROUP) == [2, 3, 5, 6]
    assert await desk.told(LAN + 1_000_000) == []
    (first, *_) = (await desk.data.of(ChatKey(TELEGRAM, LAN))).waiting
    assert (first.received, json.loads(first.content)["message"]["text"]) == (NOW, "câu hỏi")


async def test_after_an_erasure_nothing_of_it_waits_and_all_else_does(desk: Desk) -> None:
    await desk.gets(*EVERYTHING)
    await desk.data.erase(ChatKey(TELEGRAM, LAN), NOW)
    assert await desk.waiting() == [6, 7]
    assert await desk.told(LAN) == []
    assert await desk.chats() == {GROUP, NAM}
    await desk.gets(BY_LAN)
    assert await desk.waiting() == [6, 7], "its number is still known: it is not handled again"


async def test_the_update_that_asks_and_what_follows_it_are_handled(desk: Desk) -> None:
    await desk.gets(BY_LAN_IN_GROUP, BY_LAN, BY_LAN, BY_LAN_IN_GROUP)
    await desk.gets(BY_LAN, BY_LAN_IN_GROUP, first=1001, later=-1)  # a number that is larger, and older all the same
    await desk.gets(BY_LAN, first=10, later=1)
    await desk.data.erase(ChatKey(TELEGRAM, LAN), NOW + 2 * SECOND, carrier=2)
    assert await desk.waiting() == [2, 3, 4, 10]
    await desk.received.write({}, (2, 3, 4, 10), NOW)
    assert await desk.chats() == set(), "and when they are done, not even whose they were is kept"


async def test_a_carrier_that_is_not_kept_protects_nothing(desk: Desk) -> None:
    """Polled for, it is in no row; what an earlier webhook left behind is erased."""
    await desk.gets(BY_LAN, BY_LAN_IN_GROUP)
    await desk.data.erase(ChatKey(TELEGRAM, LAN), NOW, carrier=99)
    assert await desk.waiting() == []


async def test_another_platforms_chats_have_nothing_here(desk: Desk) -> None:
    await desk.gets(BY_LAN)
    await desk.data.erase(ChatKey("zalo", LAN), NOW)
    assert await desk.waiting() == [1]


async def test_what_is_no_json_is_nobodys_but_the_chats(desk: Desk) -> None:
    await desk.received.write({1: NewUpdate(f"[{LAN}", None), 2: NewUpdate(f"[{LAN}]", GROUP)}, (), NOW)
    assert await desk.told(LAN) == []
    await desk.data.erase(ChatKey(TELEGRAM, GROUP), NOW)
    assert await desk.waiting() == [1]


async def test_also_what_workers_share_is_nobodys_when_it_is_done(desk: Desk) -> None:
    shared = SharedUpdates(desk.database, BOT)
    chat, value = BY_LAN
    new = {1: NewUpdate(json.dumps({"update_id": 1, **value}), chat)}
    await shared.turn("a", WorkDone(new), 10, NOW)
    assert await desk.told(LAN) == [1]
    await shared.turn("a", WorkDone({}, done=(1,)), 10, NOW)
    assert await desk.chats() == set()
