"""Two thousand updates of all shapes, changed in every way, through the real application: nothing is logged as an
error, nothing waits, nothing is lost, and whoever asks afterwards is answered right.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import time
from collections import Counter
from typing import Any

import pytest
from telegram import Update

from bot.botapi.reading import readable, reduced
from bot.context import App
from bot.offline import OfflineTelegram, User
from bot.offline.chats import Seen
from data.checking.check import check
from data.database import Database
from tests.support.update_contents import CHANNEL, FORUM, GROUP, JOHN, LAN, OPERATOR
from tests.support.update_fuzz import fuzzed
from tests.support.update_shapes import said, shapes

COUNT = 2_000
SEED = 20261122
SLOWEST = 2.0
"""Seconds of computing that one update may take, however busy the machine is; most take a few thousandths."""
EVERY = 100
QUESTION, RIGHT = "/rank Hưng Yên PAPI 2024", "Hạng 19/61"


@pytest.fixture
def admins() -> tuple[int, ...]:
    return (OPERATOR,)


@pytest.fixture
def bot(built: App) -> App:
    built.bot_data.rate_limit.burst = 1_000_000  # a few people send all of it, and each update has to get through
    return built


@pytest.fixture
async def asker(world: OfflineTelegram) -> User:
    """Who asks in between; the chats that the updates come from are there, too."""
    people = [world.user(id=number, name=str(number)) for number in (LAN, JOHN, OPERATOR)]
    for person in people:
        world.private(person, started=True)
    for raw, make in ((GROUP, world.group), (FORUM, world.group), (CHANNEL, world.channel)):
        chat = make(raw["title"], people)
        chat.bot_status = "administrator" if raw is CHANNEL else "member"
        chat.bot_rights = {"can_post_messages": True}
        world.chats[raw["id"]] = chat
        del world.chats[chat.id]
        chat.id = raw["id"]
    world.store_file("bảng.csv", "Tỉnh;Điểm\nHưng Yên;1\n".encode())
    an = world.user(id=9_001, name="An")
    world.private(an, started=True)
    return an


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    gc.collect()  # an error in a task that nobody waited for is logged when it goes
    return [f"{record.getMessage()} {record.exc_info}" for record in caplog.records if record.levelno >= logging.ERROR]


async def aftermath(database: Database, world: OfflineTelegram, asker: User, app: App) -> None:
    report = await check(database)
    assert report.ok, report.errors[:3]
    await asker.say(QUESTION)
    assert RIGHT in world.private(asker).last.text


def test_every_shape_is_one_that_can_be_read() -> None:
    raw = [{"update_id": number, **shape} for number, shape in enumerate(shapes())]
    assert readable(raw) == raw
    for item in raw:
        Update.de_json(item, None)
        Update.de_json(reduced(item), None)


async def test_what_polling_fetches_poisons_nothing(
    world: OfflineTelegram, bot: App, asker: User, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Everything lies in Telegram's queue, with an ordinary question after every hundred: each of those is answered."""
    asked = last = 0
    for number, update in enumerate(fuzzed(SEED, COUNT)):
        last = update["update_id"] * 2
        world.waiting.append(json.loads(json.dumps(update)) | {"update_id": last})
        if number % EVERY == EVERY - 1:
            asked += 1
            question = said(QUESTION, {"chat": {"id": asker.id, "type": "private"}, "from": asker.to_json()})
            world.waiting.append({"update_id": last + 1, "message": question | {"message_id": 7_000 + asked}})
    answered: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    answers: list[Seen] = []

    def on_message(what: str, about: Any) -> None:
        if isinstance(about, Seen) and about.chat.id == asker.id:
            answers.append(about)
            if len(answers) == asked and not answered.done():
                answered.set_result(None)

    world.watchers.append(on_message)
    async with bot:
        assert bot.updater is not None
        await bot.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        await bot.start()
        try:
            async with asyncio.timeout(60):
                await answered
        finally:
            await bot.updater.stop()
            await bot.stop()
        assert all(RIGHT in seen.text for seen in answers)
        assert errors(caplog) == []
        skipped = Counter(record.name for record in caplog.records if record.levelno == logging.WARNING)
        # A language is chosen in chats that Telegram does not have, too: they get no menu.
        assert set(skipped) <= {"bot.botapi.reading", "bot.botapi.menus"}, skipped
        async with world.running(bot):
            await aftermath(database, world, asker, bot)


async def test_what_comes_another_way_is_looked_through_too(
    world: OfflineTelegram, bot: App, asker: User, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """The same, parsed by python-telegram-bot alone, which looks at no types, and one after the other."""
    slowest = 0.0
    async with world.running(bot):
        for number, raw in enumerate(fuzzed(SEED + 1, COUNT)):
            try:
                update = Update.de_json(json.loads(json.dumps(raw)), bot.bot)
            except Exception:
                continue
            began = time.process_time()
            await bot.update_processor.process_update(update, bot.process_update(update))
            slowest = max(slowest, time.process_time() - began)
            if number % EVERY == 0:
                await asker.say(QUESTION)
                assert RIGHT in world.private(asker).last.text
        assert errors(caplog) == []
        assert slowest < SLOWEST
        await aftermath(database, world, asker, bot)
