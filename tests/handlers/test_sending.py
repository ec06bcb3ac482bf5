"""Operators and the sender: an alert that is held for a mistake of ours is sent on by a button or by /resume."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from sqlalchemy import Connection

from bot.context import App
from bot.delivery.options import SenderOptions
from bot.delivery.sender import Sender
from bot.offline import OfflineTelegram, User
from bot.runtime import sending
from data.database import Database
from tests.support.broadcast import fill

HOA, NAM = 4242, 4243
CHATS = range(1, 6)
REFUSED = "Bad Request: can't parse entities: x"
SENT_ON = "▶ Đã cho gửi tiếp tin báo số 1."


class Office:
    """The bot with its sender, two operators, and an alert to five chats that Telegram refuses until it is mended."""

    def __init__(self, world: OfflineTelegram, app: App, sender: Sender) -> None:
        self.world, self.app, self.sender = world, app, sender
        self.hoa, self.nam = (world.user(id=id) for id in (HOA, NAM))

    def said(self, user: User) -> list[str]:
        return [seen.text for seen in self.world.private(user).answers]

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not true():  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def held(self) -> None:
        self.sender.wake()
        await self.until(lambda: any("bị giữ lại" in text for text in self.said(self.nam)))
        outbox, now = self.app.bot_data.outbox, self.app.bot_data.now()
        async with asyncio.timeout(60):
            while (await outbox.held_back(1, now)).chats < len(CHATS):  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def delivered(self) -> None:
        await self.until(lambda: sum("🔔" in self.world.private(chat).last.text for chat in self.users) == len(CHATS))

    def mended(self) -> None:
        self.world.faults.clear()

    async def begin(self) -> None:
        self.users = [self.world.user(id=id) for id in CHATS]
        for user in (*self.users, self.hoa, self.nam):
            await user.say("/start")
        for id in CHATS:
            self.world.fail("sendMessage", 400, REFUSED, times=1000, in_=id)


def an_alert(connection: Connection) -> None:
    fill(connection, 1, len(CHATS), 1)
    connection.exec_driver_sql("UPDATE alert SET expires = 9999999999999")


@pytest.fixture
def admins() -> tuple[int, ...]:
    return (HOA, NAM)


@pytest.fixture
async def office(world: OfflineTelegram, database: Database, built: App) -> AsyncIterator[Office]:
    async with world.running(built), sending(built, SenderOptions(pace=None), request=world.request()) as sender:
        office = Office(world, built, sender)
        await office.begin()
        async with database.write() as connection:
            await connection.run_sync(an_alert)
        yield office


async def test_the_button_under_the_alarm_sends_it_on_once(office: Office) -> None:
    await office.held()
    (alarm,) = [text for text in office.said(office.hoa) if "🚨" in text]
    assert "Tin báo số 1 bị giữ lại: Telegram từ chối nội dung ba lần" in alarm
    assert "/guitiep" in alarm
    await office.until(
        lambda: any("giữ lại chờ người vận hành cho gửi tiếp 5" in one for one in office.said(office.hoa))
    )
    office.mended()
    await office.hoa.press("▶ Gửi tiếp")
    await office.delivered()
    assert any(text.startswith(SENT_ON) for text in office.said(office.hoa))
    assert any("Một người vận hành khác đã cho gửi tiếp tin báo số 1." in text for text in office.said(office.nam))
    before = office.said(office.nam)
    popup = await office.nam.press("▶ Gửi tiếp")
    assert popup is not None
    assert popup.text.startswith("Tin báo số 1 không còn bị giữ")
    assert office.said(office.nam) == before, "a second press changes nothing"


@pytest.mark.parametrize("command", ["/resume", "/guitiep 1"])
async def test_the_command_does_the_same(office: Office, command: str) -> None:
    await office.hoa.say("/guitiep")
    assert "Không có tin báo nào bị giữ. Bộ phận gửi:" in office.said(office.hoa)[-1]
    await office.held()
    await office.hoa.say("/resume 7")
    assert "Tin báo số 7 không còn bị giữ" in office.said(office.hoa)[-1]
    office.mended()
    await office.hoa.say(command)
    assert any(text.startswith(SENT_ON) for text in office.said(office.hoa))
    await office.delivered()


async def test_what_fails_again_is_held_again_and_told_again(office: Office) -> None:
    await office.held()
    await office.hoa.press("▶ Gửi tiếp")
    await office.until(lambda: sum("bị giữ lại" in text for text in office.said(office.nam)) == 2)
    assert office.sender.status().held_alerts == (1,)


async def test_only_operators_may(office: Office) -> None:
    await office.held()
    stranger = office.world.user()
    await stranger.say("/resume")
    assert office.said(stranger)[-1] == "Chỉ người vận hành bot mới làm được việc này."
    popup = await office.world.ask_callback(stranger, office.world.private(stranger).last, "r:1")
    assert popup is not None
    assert popup.text == "Chỉ người vận hành bot mới làm được việc này."
    assert office.sender.status().held_alerts == (1,)
