"""What was uploaded is not uploaded again after a restart, and a number that Telegram refuses is forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import build
from bot.context import App
from bot.offline import OfflineTelegram, User
from bot.pictures.files import PictureFiles
from bot.presses.answers import Draw
from bot.questions import Question
from bot.services import Services
from data.database import Database
from data.store import Store
from tests.support.shipped import Clock, settings_of


@asynccontextmanager
async def started(world: OfflineTelegram, path: Path, clock: Clock) -> AsyncIterator[App]:
    """The bot as it starts anew: what it remembered in memory is gone."""
    async with await Database.open(path) as database:
        store = await Store.open(database)
        settings = settings_of(path)
        app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
        services: Services = app.bot_data
        try:
            async with world.running(app):
                yield app
        finally:
            services.pictures.close()


async def test_a_picture_is_uploaded_once_also_over_a_restart(
    world: OfflineTelegram, database_file: Path, clock: Clock, lan: User
) -> None:
    chat = world.private(lan, started=True)
    for _ in range(2):
        async with started(world, database_file, clock) as app:
            await lan.say("/trend Hưng Yên PAPI")
            known = await app.bot_data.pictures.known(Draw(Question("history", ("hung-yen",), "papi")), "vi")
            assert known is not None
            assert known[0] == chat.last.photo_id
    first, second = (seen for seen in chat.messages if seen.photo is not None)
    assert first.photo_id == second.photo_id
    assert len(world.files) == 1


async def test_a_number_refused_after_a_restart_is_dropped_and_replaced(
    world: OfflineTelegram, database_file: Path, clock: Clock, lan: User
) -> None:
    chat = world.private(lan, started=True)
    async with started(world, database_file, clock):
        await lan.say("/trend Hưng Yên PAPI")
    [number] = (database_file.parent / "pictures").glob("*.number")
    number.write_text("of-another-bot", encoding="ascii")
    for _ in range(2):
        async with started(world, database_file, clock):
            await lan.say("/trend Hưng Yên PAPI")
            assert chat.last.photo is not None
    assert number.read_text("ascii") == chat.last.photo_id
    assert [call.status for call in world.calls if call.method == "sendPhoto"] == [200, 400, 200, 200]


def test_numbers_are_bounded_and_a_spoilt_one_is_none(tmp_path: Path) -> None:
    files = PictureFiles(tmp_path, most=2)
    for key in ("one", "two", "three"):
        files.keep_number(key, f"number of {key}")
        files.write(key, b"PNG")
    assert len(list(tmp_path.glob("*.number"))) == len(list(tmp_path.glob("*.png"))) == 2
    assert files.number("three") == "number of three"
    next(path for path in tmp_path.glob("*.number") if "three" in path.read_text()).write_bytes(b"\xff" * 5)
    assert files.number("three") == ""
    files.keep_number("three", "x" * 5000)
    assert files.number("three") == ""
    files.drop_number("three")
    assert files.number("three") == ""
    assert files.read("three") == b"PNG"
