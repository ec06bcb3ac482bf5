"""Adding an index is adding rows to CSV files: one that there is not is asked for, compared, followed and published."""

from __future__ import annotations

import ast
import asyncio
import csv
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.app import build
from bot.delivery.options import SenderOptions
from bot.offline import OfflineTelegram, PrivateChat, User
from bot.runtime import sending
from bot.services import Services
from data.checking.check import check, check_seed
from data.database import Database
from data.errors import SeedError
from data.seeding.loader import SEED_FOLDER, load_seed
from data.store import Store
from tests.support.shipped import Clock, ShippedDesk, labels, plain, settings_of
from tests.support.small_seed import edit, write_seed
from tests.support.trial_index import published, seed_with_trial

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
            if any("Đã đăng:" in seen.text for seen in self.office.answers):
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
    assert (
        said.splitlines()[:2]
        == {
            "vi": ["🏛 Hưng Yên — Chỉ số XYZ 2025", "Hạng 2/3 · 38,5 điểm (thang 50)"],
            "en": ["🏛 Hung Yen — the XYZ index 2025", "Rank 2 of 3 · 38.5 points (scale 50)"],
        }[language]
    ), said
    assert "⚠️" not in said
    publishes = {"vi": "(Chỉ số XYZ chỉ công bố nhóm)", "en": "(the XYZ index publishes groups, not ranks)"}
    assert publishes[language] in said


@pytest.mark.parametrize(
    ("text", "title", "figure"),
    [
        ("trụ cột 2 hưng yên", "XYZ 2025, Cầu cống nông thôn", "Đồng hạng 2/3 · 15,0 điểm (thang 20)"),
        ("Hung Yen pillar 1", "XYZ 2025, Mặt đường nông thôn", "Hạng 2/3 · 23,5 điểm (thang 30)"),
        (
            "the second pillar of Hung Yen",
            "XYZ 2025, Cầu cống nông thôn",
            "Đồng hạng 2/3 · 15,0 điểm (thang 20)",
        ),
        ("T1 hưng yên", "XYZ 2025, Mặt đường nông thôn", "Hạng 2/3 · 23,5 điểm (thang 30)"),
        (
            "mặt đường nông thôn hưng yên 2024",
            "XYZ 2024, Mặt đường nông thôn",
            "Hạng 2/3 · 15,0 điểm (thang 20)",
        ),
    ],
)
async def test_its_criteria_are_asked_for_by_its_own_words(town: Town, text: str, title: str, figure: str) -> None:
    user, chat = town.person()
    await user.say(text)
    assert chat.last.text.splitlines()[:2] == [f"🏛 Hưng Yên — Chỉ số {title}", figure]


@pytest.fixture(scope="module")
def asked(trial: Path) -> Iterator[ShippedDesk]:
    with ShippedDesk(trial, trial.parent / "seed") as opened:
        yield opened


def test_across_the_merger_nobody_rose_or_fell(asked: ShippedDesk) -> None:
    said = asked.text("/movers XYZ")
    assert "Không so sánh được với 2024: từ ngày 1/7/2025, 63 tỉnh, thành phố sắp xếp lại còn 34." in said
    assert "▲" not in said
    assert "▼" not in said


def test_it_is_compared(asked: ShippedDesk) -> None:
    said = asked.text("/compare Hưng Yên, Hà Nội XYZ")
    assert "Hưng Yên thấp hơn Hà Nội 2,5 điểm, 1 bậc" in said
    assert "Chỉ số XYZ 2025\n• Hưng Yên: hạng 2/3 · 38,5 điểm\n• Hà Nội: hạng 1/3 · 41,0 điểm ◀" in said
    assert "Cầu cống nông thôn\n• Hưng Yên: đồng hạng 2/3 · 15,0 điểm\n• Hà Nội: hạng 1/3 · 16,0 điểm ◀" in said


def test_it_is_folded_where_all_indices_are_shown(asked: ShippedDesk) -> None:
    """Its row says so; asked for by name it is not."""
    for text in ("/rank Hưng Yên", "/compare Hưng Yên, Hà Nội"):
        said = asked.ask(text).reply.html
        assert said.count("<blockquote expandable>") == 1
        assert (
            said.index("SIPAS")
            < said.index("<blockquote")
            < said.index("Chỉ số XYZ 2025")
            < said.index("</blockquote>")
        )
        assert "<blockquote" not in asked.ask(f"{text} XYZ").reply.html


def test_it_is_shown_as_a_table(asked: ShippedDesk) -> None:
    said = asked.text("/top XYZ")
    assert "1. Hà Nội — 41,0 🥇\n2. Hưng Yên — 38,5 🥈\n3. Bắc Ninh — 36,1 🥉" in said
    assert "1. Hanoi — 35.0 🥇\n2. Hung Yen — 30.0 🥈\n3. Bac Ninh — 25.0 🥉" in asked.text("/top XYZ 2024", "en")


def test_its_editions_part_its_history(asked: ShippedDesk) -> None:
    said = asked.text("/trend Hà Nội XYZ")
    assert "2024: hạng 1/3 · 35,0 điểm\n— Thang điểm từ 40 lên 50;" in said
    assert "2025: hạng 1/3 · 41,0 điểm" in said


def test_its_criteria_and_lost_points(asked: ShippedDesk) -> None:
    assert "hạng 2/3 · 23,5 điểm · trung vị 23,5 · cao nhất 25,0 (Hà Nội)" in asked.text("/score Hưng Yên XYZ")
    assert "kém mức cao nhất (Hà Nội) 1,5 điểm" in asked.text("/gaps Hưng Yên XYZ")


def test_it_is_told_of_wherever_the_indices_are(asked: ShippedDesk) -> None:
    said = asked.text("/index XYZ")
    assert "XYZ — Chỉ số Giao thông nông thôn thử nghiệm" in said
    assert "1 Mặt đường nông thôn (tối đa 30)" in said
    assert "Thường công bố vào mùa thu." in asked.text("bao giờ công bố XYZ")
    assert "SIPAS, Bộ chỉ số 766, DTI, PCI và Chỉ số XYZ." in asked.text("xin chào")
    assert "SIPAS, the 766 index, DTI, PCI or the XYZ index, in your own words" in asked.text("/help", "en")
    about = asked.ask("/about")
    assert "XYZ: chỉ có ba tỉnh, thành phố." in plain(about.reply)
    assert "XYZ" in labels(about.reply)


async def test_it_is_followed_and_a_new_period_is_published(town: Town) -> None:
    lan, chat = town.person()
    ann, chat_en = town.person("en")
    minh, other = town.person()
    await lan.say("/theodoi Hưng Yên XYZ")
    await ann.say("follow the XYZ index")
    await minh.say("/theodoi PAPI")
    await lan.say("/dangtheodoi")
    assert "• Hưng Yên — Chỉ số XYZ" in chat.last.text
    assert chat.last.labels == ["✖ Hưng Yên — Chỉ số XYZ"]
    await town.publish("xyz 2026.csv", published())
    for _ in range(400):
        if "2026" in chat.last.text and "2026" in chat_en.last.text:
            break
        await asyncio.sleep(0.005)
    assert chat.last.text.splitlines()[0] == "🔔 Có số liệu mới: Chỉ số XYZ 2026"
    assert "🏛 Hưng Yên: hạng 1/3 · 43,2 điểm\n▲ 1 bậc · ▲ 4,7 điểm so với 2025 (hạng 2/3 · 38,5 điểm)" in chat.last.text
    assert "1. Hung Yen — 43.2 🥇\n2. Hanoi — 42.0 🥈\n3. Bac Ninh — 37.0 🥉" in chat_en.last.text
    assert len(other.answers) == 1, "who follows another index hears nothing"
    await lan.say("/rank Hưng Yên XYZ")
    assert chat.last.text.splitlines()[:2] == ["🏛 Hưng Yên — Chỉ số XYZ 2026", "Hạng 1/3 · 43,2 điểm (thang 50)"]
    assert (await check(town.database)).errors == ()


def test_its_slack_is_its_own(tmp_path: Path) -> None:
    """A total that is 0.1 off its parts is right by this index's row, and wrong by the usual one."""
    seed = seed_with_trial(tmp_path / "seed")
    assert check_seed(seed).errors == ()
    with (seed / "indices.csv").open(encoding="utf-8", newline="") as file:
        line = len(list(csv.reader(file)))
    edit(seed, "indices.csv", line, "slack_sum", "")
    assert [error.where for error in check_seed(seed).errors] == ["xyz-trial-2025-1 bac-ninh total"]


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("grouped", "maybe", "neither yes"),
        ("slack_sum", "-1", "below 0"),
        ("slack_part", "little", "not a number"),
        ("code_letter", "DD", "one letter"),
        ("preferred", "1", "only one index"),
        ("decimals", "9", "must be 0 to 6"),
        ("limits_vi", "chỉ vậy", "one language"),
        ("id", "Par Index", "small letters"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, column: str, value: str, text: str) -> None:
    seed = write_seed(tmp_path / "seed")
    edit(seed, "indices.csv", 3, column, value)
    with pytest.raises(SeedError) as caught:
        load_seed(seed)
    found = [problem for problem in caught.value.problems if problem.file == "indices.csv"]
    assert any(problem.line == 3 and text in problem.text for problem in found), found
    assert {problem.column.partition("_")[0] for problem in found} == {column.partition("_")[0]}


# --- no index in the code ----------------------------------------------------------------------------------


def strings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def test_no_module_knows_an_index() -> None:
    """Migrations are history: they may name what there was."""
    with (SEED_FOLDER / "indices.csv").open(encoding="utf-8", newline="") as file:
        names = {name.casefold() for row in csv.DictReader(file) for name in (row["id"], row["short"])}
    folders = [ROOT / "bot", ROOT / "handlers", ROOT / "data"]
    history = ROOT / "data" / "migrations"
    modules = [path for folder in folders for path in folder.rglob("*.py") if not path.is_relative_to(history)]
    assert len(modules) > 100
    found = [
        f"{path}:{line}"
        for path in modules
        for line, text in strings(path)
        if text.casefold().partition(":")[0] in names
    ]
    assert found == []


def test_no_text_shown_names_an_index() -> None:
    """The msgids; what is special of an index is told by its own row."""
    texts = (ROOT / "locales" / "en" / "LC_MESSAGES" / "chisotinh.po").read_text(encoding="utf-8")
    found = [name for name in ("PAPI", "SIPAS", "PAR INDEX", "766") if name in texts]
    assert found == []
