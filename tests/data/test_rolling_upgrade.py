"""An older and a newer program on one database, as processes: while a newer version is brought in, both go on."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.runtime import keep_fresh
from data.database import Database
from data.db.engines import site_of
from data.db.schema import RUNS_FROM, SCHEMA_VERSION
from data.db.versions import Versions
from data.errors import DatabaseOutgrown
from data.seeding.loader import SEED_FOLDER
from data.store import Store
from tests.support.api_server import TOKEN
from tests.support.engines import PostgresqlForTests, is_server
from tests.support.two_versions import LAST, NEXT, ROOT, Machine, newer

pytestmark = pytest.mark.real_time

LAN, HOA, NAM, BINH = 11, 12, 13, 14
HELD = ROOT / "data" / "seed" / "held" / "766-2026-10-10.csv"
WHAT = ("--index", "766", "--period", "2026-10-10", "--source", "https://dichvucong.gov.vn Cổng Dịch vụ công")
WORKER = """
from bot.workers.life import sign_of
from data.received import NewUpdate
from data.workers.registry import Workers
from data.workers.updates import SharedUpdates, WorkDone
now, workers, updates = app.bot_data.now(), Workers(database, 7), SharedUpdates(database, 7)
sign = sign_of("webhook", now)
duties = (await workers.heard(sign, ("house",), now)).duties
"""
RECEIVES = f"""{WORKER}
new = {{1: NewUpdate("một", 11), 2: NewUpdate("hai", 11), 3: NewUpdate("ba", 12)}}
given = await updates.turn(sign.id, WorkDone(new, memories={{(12, 12): "nhớ"}}), 2, now)
finished = await updates.turn(sign.id, WorkDone({{}}, done=[1]), 0, now)
await workers.left(sign.id)
return [sorted(duties), [one.id for one in given.held]]
"""
TAKES = f"""{WORKER}
given = await updates.turn(sign.id, WorkDone({{}}), 9, now)
finished = await updates.turn(sign.id, WorkDone({{}}, done=[2, 3]), 0, now)
await workers.left(sign.id)
return [sorted(duties), [one.content for one in given.held], given.chats[12].memory]
"""
CLAIM = """
from datetime import timedelta
outbox, now = app.bot_data.outbox, app.bot_data.now()
assert await outbox.acquire_lease("old", now, timedelta(minutes=1))
claimed = await outbox.claim("old", 1, now, timedelta(minutes=1))
outbox.begin(claimed[0].id)
return len(claimed)
"""


@pytest.fixture(scope="module")
def next_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newer(tmp_path_factory.mktemp("next") / "tree")


@pytest.fixture(scope="module")
def last_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newer(tmp_path_factory.mktemp("last") / "tree", contracts=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def lived(
    request: pytest.FixtureRequest, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """A database with the shipped figures, on each engine; and the settings of the commands."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for name, value in {"LANG": "vi", "TOKEN": TOKEN, "API_URL": "http://127.0.0.1:9"}.items():
        monkeypatch.setenv(f"CHISOTINH_{name}", value)
    server: PostgresqlForTests | None = None
    if request.param == "sqlite":
        place = str(shutil.copy(shipped, tmp_path / "a.sqlite3"))
    else:
        server = request.getfixturevalue("server")
        place = server.new(seed=SEED_FOLDER)
    monkeypatch.setenv("CHISOTINH_DATABASE", place)
    monkeypatch.chdir(tmp_path)
    yield place
    if server is not None:
        server.drop(place)


@pytest.fixture
async def machine(lived: str, tmp_path: Path) -> AsyncIterator[Machine]:
    made = Machine(lived, tmp_path)
    yield made
    await made.end()


async def command(*words: str) -> tuple[int, str]:
    """How a command of the older program, which is this one, ends, and what it says."""
    done = await asyncio.to_thread(CliRunner().invoke, app, list(words))  # it has a loop of its own
    return done.exit_code, done.output


def versions(place: str) -> Versions:
    condition = site_of(place).condition()
    assert condition is not None
    return condition.versions


async def test_the_older_program_goes_on_while_a_newer_one_is_brought_in(
    lived: str, machine: Machine, next_tree: Path, tmp_path: Path
) -> None:
    older = await machine.start()
    assert older.opened == {"done": "nothing", "backup": ""}
    assert "Hạng 19/61" in await older.say(LAN, "/rank Hưng Yên PAPI 2024")
    assert "Tôi chưa xét đến: “XYZ”" in await older.say(LAN, "/rank Hưng Yên XYZ")
    for person in (LAN, HOA):
        await older.say(person, "/follow Hưng Yên")
        await older.say(person, "/quiet off")

    # The newer one migrates, with a backup before where there is a file, and brings its figures.
    later = await machine.start(next_tree)
    backup = "" if is_server(lived) else str(tmp_path / f"a.sqlite3.before-{NEXT}")
    assert later.opened == {"done": "upgraded", "backup": backup}
    found = versions(lived)
    assert (found.tables, found.runs_from, found.newer_figures) == (NEXT, RUNS_FROM, True)
    assert "38,5" in await later.say(HOA, "/rank Hưng Yên XYZ 2025")
    assert "Hưng Yên" in await later.say(LAN, "/following"), "it reads what the older one wrote"
    await later.say(NAM, "/follow Hưng Yên 766")
    await later.say(NAM, "/quiet off")
    assert await later.run(RECEIVES) == [["house"], [1, 3]]
    await later.run("""
    from sqlalchemy import text
    async with database.write() as connection:
        await connection.execute(text("UPDATE chat SET pace = 'slow'"))
        await connection.execute(text("INSERT INTO chat_note VALUES ('telegram', 11, 'nhớ')"))
    """)

    # The older one goes on: it sees the newer figures, answers, writes, publishes and sends.
    assert await older.run("return await app.bot_data.store.renew()")
    assert "Hạng 19/61" in await older.say(LAN, "/rank Hưng Yên PAPI 2024")
    assert "38,5" in await older.say(LAN, "/rank Hưng Yên XYZ 2025")
    assert "Hưng Yên" in await older.say(NAM, "/following"), "it reads what the newer one wrote"
    assert await older.run(TAKES) == [["house"], ["hai", "ba"], {"12": "nhớ"}], "it does what the newer one received"
    await older.say(BINH, "/follow Hà Nội")
    await older.say(BINH, "/quiet off")
    code, said = await command("publish", str(HELD), *WHAT, "--yes")
    assert code == 0, said
    assert await older.run(CLAIM) == 1

    # Killed in the middle of sending: the newer one takes its place, and marks what may have arrived.
    await older.kill()
    told = await later.deliver(LAN, HOA, NAM, BINH)
    assert all(any("766 (10/10/2026)" in text for text in texts) for texts in told.values())
    assert "gửi lặp 1" in (await command("status"))[1]

    # Restarted, it opens what is newer than it, says so, changes nothing, and works.
    restarted = await machine.start()
    assert restarted.opened == {"done": "nothing", "backup": ""}
    assert versions(lived) == found
    assert "38,5" in await restarted.say(LAN, "/rank Hưng Yên XYZ 2025")
    assert (await command("withdraw", "766-2026-10-10-1", "--why", "nhầm cột điểm", "--yes"))[0] == 0
    told = await restarted.deliver(LAN, HOA, NAM, BINH)
    assert all(any("nhầm cột điểm" in text for text in texts) for texts in told.values())
    status = await later.run("return [(one.kind, one.sent) for one in await app.bot_data.outbox.progresses()]")
    assert status == [["withdrawal", 4], ["release", 4]], "the newer one reads what the older one recorded"
    await restarted.say(LAN, "/forget")
    await restarted.run("await world.user(id=11).press('🗑 Xóa hết')")
    left = "return [list(row) for row in connection.execute(text('SELECT chat, words FROM chat_note'))]"
    notes = await later.run(
        f"from sqlalchemy import text\ndef task(connection):\n    {left}\nreturn await database.work(task, write=False)"
    )
    assert notes == [], "nor is anything left that only the newer one knows"
    logged = await restarted.end()
    assert f"its tables are of a newer version ({NEXT}, not {SCHEMA_VERSION}); this program goes on with them" in logged
    assert "Traceback" not in logged
    assert "Traceback" not in await later.end()
    await the_commands_say_what_is_newer(lived, tmp_path)
    assert versions(lived) == found


async def the_commands_say_what_is_newer(lived: str, tmp_path: Path) -> None:
    """Those of the older program, which change nothing that is not theirs to change."""
    goes_on = f"Các bảng thuộc phiên bản mới hơn ({NEXT}, không phải {SCHEMA_VERSION}); chương trình này vẫn chạy được"
    for words in (("db", "check"), ("db", "upgrade"), ("status",)):
        code, said = await command(*words)
        assert (code, goes_on in said) == (0, True), said
    code, said = await command("db", "build")
    assert (code, "có số liệu của phiên bản mới hơn" in said) == (2, True), said
    _, said = await command("doctor")
    assert f"cơ sở dữ liệu có bảng phiên bản {NEXT}, chương trình này {SCHEMA_VERSION}." in said
    assert "Trong lúc này chương trình vẫn chạy được" in said
    if not is_server(lived):
        code, said = await command("backup", str(tmp_path / "copy"))
        assert code == 0, said
        assert (await command("restore", str(tmp_path / "copy")))[0] == 0
    code, said = await command("db", "copy", lived, str(tmp_path / "other.sqlite3"))
    assert (code, "chỉ biết một phần" in said) == (2, True), said


async def test_what_contracts_ends_the_older_program_in_words(lived: str, machine: Machine, last_tree: Path) -> None:
    refused = rf"newer version of this program \(tables {LAST}, not {SCHEMA_VERSION}\)"
    async with await Database.open(lived) as database:
        store = await Store.open(database)
        latest = await machine.start(last_tree)
        assert latest.opened["done"] == "upgraded"
        with pytest.raises(DatabaseOutgrown, match=refused):  # one that runs ends by itself
            await asyncio.wait_for(keep_fresh(store, 0.01), 10)
    found = versions(lived)
    assert (found.tables, found.runs_from, found.outgrown) == (LAST, LAST, True)
    with pytest.raises(DatabaseOutgrown, match=refused):
        await Database.open(lived)
    for words in (("run",), ("db", "build"), ("status",)):
        code, said = await command(*words)
        assert (code, "do phiên bản mới hơn của chương trình này ghi" in said) == (2, True), said
    assert "Hãy cập nhật chương trình này" in (await command("doctor"))[1]
    assert versions(lived) == found
    assert "Traceback" not in await latest.end()
