"""What all tests share: the shipped figures in one database, built once, and the real bot over the offline Telegram."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

# Must be set before python-telegram-bot is imported.
os.environ.setdefault("PTB_TIMEDELTA", "1")
TEST_DATABASE = "CHISOTINH_TEST_DATABASE"
REAL_TIME = "real_time"
LONG = (
    "test_browser.py",
    "test_reminders.py",
    "test_story.py",
    "test_rights_on_tasks.py",
    "test_pages.py",
    "test_patterns.py",
    "test_run_webhook.py",
    "test_run.py",
)
"""The files with tests of many seconds each."""
# Nothing of the machine's settings, nor of its proxy.
for name in [
    name
    for name in os.environ
    if (name.startswith("CHISOTINH_") and name != TEST_DATABASE) or name.lower().endswith("_proxy")
]:
    del os.environ[name]

import pytest  # noqa: E402

from bot.context import App  # noqa: E402
from bot.offline import OfflineTelegram  # noqa: E402
from bot.pictures import painter  # noqa: E402
from bot.runtime import settle  # noqa: E402
from bot.services import Services  # noqa: E402
from data.database import Database  # noqa: E402
from data.seeding.loader import SEED_FOLDER  # noqa: E402
from data.store import Store  # noqa: E402
from tests.support.engines import PostgresqlForTests  # noqa: E402
from tests.support.shipped import Clock, ShippedDesk, settings_of  # noqa: E402

painter.LONGEST = 300.0  # a picture may take its time on a machine that runs other tests, and is none the less sent


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Whether to pass over a file: a run of real-time tests loads only what holds one, in each of its processes."""
    wanted = config.option.markexpr.partition(" ")[0]
    if wanted not in (REAL_TIME, "long") or not collection_path.match("test_*.py"):
        return None
    return REAL_TIME not in collection_path.read_text(encoding="utf-8") or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begins with the longest, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: item.path.name not in LONG)


def pytest_collection_finish() -> None:
    """Leaves what is loaded by now out of every later round of the garbage collector, as a running bot does."""
    settle()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly what was left out, and why: -q would hide it."""
    skipped = terminalreporter.stats.get("skipped", ())
    for reason in sorted({str(one.longrepr[-1]) for one in skipped if isinstance(one.longrepr, tuple)}):
        terminalreporter.write_line(f"NOT TRIED: {reason.removeprefix('Skipped: ')}", yellow=True, bold=True)


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresqlForTests]:
    """A PostgreSQL server; whoever asks for it is skipped where none can be had."""
    started = PostgresqlForTests.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the shipped figures, for tests that only read. It lies still: nobody has it open."""
    path = tmp_path_factory.mktemp("shipped") / "chisotinh.sqlite3"

    async def make() -> None:
        async with await Database.open(path) as opened:
            assert opened.done == "built"

    asyncio.run(make())
    return path


@pytest.fixture(scope="session")
def desk(shipped: Path) -> Iterator[ShippedDesk]:
    """Questions on the shipped figures, answered without a chat, by plain calls."""
    with ShippedDesk(shipped) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    """22 November 2026, ten in the morning in Vietnam, until a test moves it."""
    return Clock()


@pytest.fixture
def database_file(shipped: Path, tmp_path: Path) -> Path:
    """A copy of the database that a test may change."""
    return Path(shutil.copy(shipped, tmp_path / "chisotinh.sqlite3"))


@pytest.fixture
async def database(database_file: Path) -> AsyncIterator[Database]:
    async with await Database.open(database_file) as opened:
        yield opened


@pytest.fixture
async def store(database: Database) -> Store:
    return await Store.open(database)


@pytest.fixture
def world(clock: Clock) -> OfflineTelegram:
    return OfflineTelegram(now=clock)


@pytest.fixture(params=["sqlite", "postgresql"])
def shipped_place(
    request: pytest.FixtureRequest, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A database of the shipped figures, on each engine."""
    if request.param == "sqlite":
        yield str(shutil.copy(shipped, tmp_path / "a.sqlite3"))
        return
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    server: PostgresqlForTests = request.getfixturevalue("server")
    address = server.new(seed=SEED_FOLDER)
    yield address
    server.drop(address)


@pytest.fixture
def admins() -> tuple[int, ...]:
    """Who operates the bot of the tests."""
    return ()


@pytest.fixture
def built(
    world: OfflineTelegram,
    database: Database,
    store: Store,
    database_file: Path,
    clock: Clock,
    admins: tuple[int, ...],
) -> Iterator[App]:
    """The real application in `world`, not yet running."""
    from bot.app import build

    settings = settings_of(database_file, admins=admins)
    application = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    yield application
    services: Services = application.bot_data
    services.pictures.close()  # ends the process that paints, where something was painted


@pytest.fixture
async def app(world: OfflineTelegram, built: App) -> AsyncIterator[App]:
    """The real application, running in `world`."""
    async with world.running(built):
        yield built
