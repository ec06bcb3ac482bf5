"""The button of an answer's page: a Mini App where the bot is talked to alone, a link where others are by."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.offline import Group, OfflineTelegram, User
from data.database import Database
from data.store import Store
from tests.support.shipped import Clock, settings_of

PAGE = "🌐 Xem trên web"
Running = Callable[[str], AbstractAsyncContextManager[None]]


@pytest.fixture
def running(world: OfflineTelegram, database: Database, store: Store, database_file: Path, clock: Clock) -> Running:
    """The bot with a public address."""

    @asynccontextmanager
    async def run(site: str) -> AsyncIterator[None]:
        from bot.app import build

        settings = settings_of(database_file, site=site)
        app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
        async with world.running(app):
            yield

    return run


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("bảng xếp hạng PAPI 2024", "https://chiso.example/papi/2024"),
        ("/rank Hưng Yên", "https://chiso.example/tinh/hung-yen"),
        ("/tasks Hưng Yên", "https://chiso.example/nhiem-vu/hung-yen"),
    ],
)
async def test_in_a_private_chat_the_page_opens_within_telegram(
    running: Running, lan: User, said: str, address: str
) -> None:
    async with running("https://chiso.example"):
        await lan.say(said)
        popup = await lan.press(PAGE)
    assert popup is not None
    assert (popup.app, popup.url) == (address, None)


async def test_an_answer_that_takes_the_place_of_another_keeps_it(
    running: Running, world: OfflineTelegram, lan: User
) -> None:
    async with running("https://chiso.example"):
        await lan.say("/tasks Hưng Yên")
        further = next(label for label in world.private(lan).last.labels if "▶" in label)
        await lan.press(further)
        assert world.private(lan).last.edited
        popup = await lan.press(PAGE)
    assert popup is not None
    assert popup.app == "https://chiso.example/nhiem-vu/hung-yen"


async def test_in_a_group_it_is_a_link(running: Running, world: OfflineTelegram, lan: User) -> None:
    async with running("https://chiso.example"):
        group: Group = world.group("Cải cách", [lan])
        await group.add_bot(lan)
        await lan.say("/rank Hưng Yên", group)
        popup = await lan.press(PAGE, in_=group)
    assert popup is not None
    assert (popup.url, popup.app) == ("https://chiso.example/tinh/hung-yen", None)


async def test_an_answer_posted_by_way_of_the_bot_has_a_link(running: Running, lan: User) -> None:
    async with running("https://chiso.example"):
        answer = await lan.ask_inline("Hưng Yên")
        assert answer is not None
        buttons = [
            button
            for result in answer.results
            for row in result.get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
        ]
    assert not any("web_app" in button for button in buttons)


async def test_telegram_opens_nothing_but_https(running: Running, lan: User) -> None:
    async with running("http://chiso.example"):
        await lan.say("/rank Hưng Yên")
        popup = await lan.press(PAGE)
    assert popup is not None
    assert (popup.url, popup.app) == ("http://chiso.example/tinh/hung-yen", None)
