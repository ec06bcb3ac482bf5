"""Adding an index is adding rows to CSV files: one that there is not is asked for, compared, followed and published."""

from __future__ import annotations

import ast
import asyncio
import csv
import datetime as dt
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.app import build
from bot.delivery.options import SenderOptions
from bot.offline import OfflineTelegram, PrivateChat, User
from bot.runtime import sending
from bot.services import Services
from data.db.database import Database
from data.errors import SeedError
from data.seeding.check import check
from data.seeding.loader import SEED_FOLDER, load_seed
from data.store import Store
from tests.shipped import Clock, ShippedDesk, labels, plain, settings_of
from tests.small_seed import edit, write_seed
from tests.trial_index import append, published, seed_with_trial

ROOT = Path(__file__).parent.parent
OPERATOR = 4242


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the shipped figures and the trial index's."""
    folder = tmp_path_factory.mktemp("trial")
    seed = seed_with_trial(folder / "seed")

    async def make() -> None:
        async with await Database.open(folder / "trial.sqlite3", seed=seed) as opened:
            report = await check(opened)
            assert report.errors == ()

    asyncio.run(make())
    return folder / "trial.sqlite3"


class Town:
    """The bot with the trial index, its sender running, and an operator."""

    def __init__(self, world: OfflineTelegram, services: Services, database: Database) -> None:
        self.world = world
        self.services = services
        self.database = database
        self.operator = world.user(id=OPERATOR, name="Hoa", language_code="vi")
        self.office = world.private(self.operator, started=True)

    def person(self, language: str = "vi") -> tuple[User, PrivateChat]:
        user = self.world.user(language_code=language)
        return user, self.world.private(user, started=True)

    async def publish(self, name: str, table: bytes) -> None:
        """Sends the table and takes the first answer to each question until it is published."""
        await self.operator.send_document(name, table)
        for _ in range(20):
            if "Cả bảng" in self.office.last.labels:
                await self.operator.press("Cả bảng")
            elif "Đúng vậy" in self.office.last.labels:
                await self.operator.press("Đúng vậy")
            elif self.office.last.labels:
                await self.operator.press(self.office.last.labels[0])
            if any("Đã đăng" in seen.text for seen in self.office.answers):
                return
        raise AssertionError("\n\n".join(seen.text for seen in self.office.answers))


@pytest.fixture
async def town(world: OfflineTelegram, trial: Path, tmp_path: Path, clock: Clock) -> AsyncIterator[Town]:
    path = Path(shutil.copy(trial, tmp_path / "town.sqlite3"))
    seed = trial.parent / "seed"
    async with await Database.open(path, seed=seed) as database:
        assert database.done == "nothing"
        store = await Store.open(database)
        settings = settings_of(path, admins=(OPERATOR,))
        app = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
        async with world.running(app), sending(app, SenderOptions(pace=None), request=world.request()):
            yield Town(world, app.bot_data, database)


STANDING_VI = ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "/rank Hưng Yên XYZ"),
        ("vi", "/xephang XYZ hung yen 2025"),
        ("vi", "Hưng Yên xếp thứ mấy về đường làng?"),
        ("vi", "giao thong nong thon hung yen"),
        ("en", "/rank Hung Yen XYZ"),
        ("en", "what is the rank of Hung Yen in village roads"),
        ("en", "rural transport Hung Yen 2025"),
    ],
)
async def test_it_is_answered_by_each_of_its_names(town: Town, language: str, text: str) -> None:
    user, chat = town.person(language)
    await user.say(text)
    said = chat.last.text
    print(said)
    assert said.splitlines()[:2] == {
        "vi": ["🏛 Hưng Yên — XYZ 2025", "Hạng 2/3 · 38,5 điểm (thang 50)"],
        "en": ["🏛 Hung Yen — XYZ 2025", "Rank 2 of 3 · 38.5 points (scale 50)"],
    }[language]


async def test_x(town: Town) -> None:
    user, chat = town.person()
    for text in ("/compare Hưng Yên, Hà Nội XYZ", "/top XYZ", "/top XYZ 2024", "trụ cột 2 hưng yên", "T1 hà nội", "/index XYZ", "/score Hưng Yên XYZ", "/gaps Hưng Yên XYZ", "/trend Hưng Yên XYZ", "/start", "/about", "/index XYZ", "bao giờ công bố XYZ", "/theodoi Hưng Yên XYZ", "/dangtheodoi"):
        await user.say(text)
        print(">", text); print(chat.last.text); print(chat.last.labels); print()
    await town.publish("xyz 2026.csv", published())
    for s in town.office.answers: print("OFFICE", s.text, s.labels)
    await asyncio.sleep(.3)
    for s in chat.answers[-2:]: print("CHAT", s.text)
    print((await check(town.database)).errors)
    assert 0
