"""The watch: a folder or a feed on the web, new entries checked and offered to operators, or published by trust."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.app import build
from bot.context import App
from bot.importing import files
from bot.importing.examination import Examined
from bot.offline import OfflineTelegram
from bot.operators import Operators
from bot.publishing import feed
from bot.publishing.feed import Address, FeedWrong, Folder, NewEntry, Watch, keep_watching, read_feed
from bot.publishing.service import Checked, NoReason, Refused
from bot.services import Services
from data.alerts.model import Published
from data.database import Database
from data.store import Store
from tests.support.shipped import Clock, settings_of

HELD = Path(__file__).parent.parent.parent / "data" / "seed" / "held" / "766-2026-10-10.csv"
OPERATOR = 4242


def entry(data: bytes, **changes: Any) -> dict[str, Any]:
    return {
        "index": "766",
        "period": "2026-10-10",
        "title": "Bộ chỉ số 766, số liệu ngày 10/10/2026",
        "source": "https://dichvucong.gov.vn Cổng Dịch vụ công quốc gia",
        "announced": "2026-10-11",
        "file": "766.csv",
        "sha256": hashlib.sha256(data).hexdigest(),
    } | changes


def put(folder: Path, data: bytes, *entries: dict[str, Any]) -> None:
    (folder / "766.csv").write_bytes(data)
    (folder / "feed.json").write_text(json.dumps(entries or [entry(data)]), "utf-8")


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.time = dt.datetime(2026, 10, 11, 3, 0, tzinfo=dt.UTC)
    return clock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "watched"
    path.mkdir()
    return path


@pytest.fixture
async def app(
    world: OfflineTelegram, database: Database, store: Store, database_file: Path, clock: Clock
) -> AsyncIterator[App]:
    settings = settings_of(database_file, admins=(OPERATOR,))
    application = build(settings, database, store, transport=world.request(), updates=world.request(), clock=clock)
    world.private(world.user(id=OPERATOR, name="Hoa"), started=True)
    async with world.running(application):
        yield application


def watch(app: App, place: feed.FeedSource, *, trust: bool = False) -> Watch:
    services: Services = app.bot_data
    return Watch(place, services.publisher, services.publishing, services.store, trust=trust)


async def looked(one: Watch) -> list[NewEntry]:
    return [found for found, _ in await one.look()]


async def test_a_new_entry_waits_for_an_operator(app: App, world: OfflineTelegram, folder: Path) -> None:
    put(folder, HELD.read_bytes())
    one = watch(app, Folder(folder))
    services: Services = app.bot_data
    for found, file in await one.look():
        assert isinstance(found.outcome, Checked)
        await Operators(app.bot, services).found(found, file)
    assert await one.look() == [], "an unchanged feed is not read again"
    operator = world.users[OPERATOR]
    chat = world.private(operator)
    assert await services.publishing.releases() == ()
    assert services.conversation.waiting() == ("766.csv",)
    for _ in range(10):
        await operator.press((0, 0), on=chat.last)
        if not chat.last.labels:
            break
    assert [status.release.id for status in await services.publishing.releases()] == ["766-2026-10-10-1"]
    assert services.conversation.waiting() == ()
    assert (await services.publishing.audit())[0].who == f"telegram:{OPERATOR}"
    put(folder, HELD.read_bytes())
    assert await watch(app, Folder(folder)).look() == [], "after a restart, too"


async def test_trust_publishes_only_what_is_not_odd(app: App, folder: Path) -> None:
    put(folder, HELD.read_bytes())
    (found,) = await looked(watch(app, Folder(folder), trust=True))
    assert isinstance(found.outcome, Checked), "there are warnings"
    services: Services = app.bot_data
    assert await services.publishing.releases() == ()


async def test_trust(app: App, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examine = files.examine_file

    async def without_warnings(*file: Any) -> Examined:
        return replace(await examine(*file), problems=())

    monkeypatch.setattr(files, "examine_file", without_warnings)
    put(folder, HELD.read_bytes())
    (found,) = await looked(watch(app, Folder(folder), trust=True))
    assert isinstance(found.outcome, Published)
    services: Services = app.bot_data
    assert (await services.publishing.audit())[0].who == "watch"


async def test_a_correction_needs_its_reason(app: App, folder: Path) -> None:
    data = HELD.read_bytes()
    put(folder, data, entry(data, period="2026-09-17"))
    (found,) = await looked(watch(app, Folder(folder)))
    assert isinstance(found.outcome, NoReason)
    put(folder, data, entry(data, period="2026-09-17", why="nhầm kỳ"), entry(b"x", file="../x"))
    again = await looked(watch(app, Folder(folder)))
    assert isinstance(again[0].outcome, Checked | Refused)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"sha256": "0" * 64}, "sha256"),
        ({"file": "nowhere.csv"}, "nowhere.csv"),
        ({"file": "../chisotinh.sqlite3"}, "outside"),
        ({"index": "pci"}, "no index"),
    ],
)
async def test_a_file_that_cannot_be_used(app: App, folder: Path, changes: dict[str, str], says: str) -> None:
    data = HELD.read_bytes()
    put(folder, data, entry(data, **changes))
    (found,) = await looked(watch(app, Folder(folder)))
    assert isinstance(found.outcome, FeedWrong)
    assert says in str(found.outcome)


@pytest.mark.parametrize(
    "feed",
    [b"", b"{", b"{}", b"[1]", b"[{}]", b"[" * 100_000, b"\xff\xfe",
     json.dumps([entry(b"", period="2026/10")]).encode(),
     json.dumps([entry(b"", sha256="abc")]).encode(), json.dumps([entry(b"", announced="hôm nay")]).encode(),
     json.dumps([entry(b"", title=["x"])]).encode(), json.dumps([{}] * 1001).encode()],
)  # fmt: skip
def test_a_feed_that_is_none(feed: bytes) -> None:
    with pytest.raises(FeedWrong):
        read_feed(feed)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
async def test_a_pipe_in_the_folder_stops_nothing(folder: Path) -> None:
    """Opened as a file it would wait for a writer for ever, and the end of the program with it."""
    os.mkfifo(folder / "766.csv")
    watched = Folder(folder)
    async with asyncio.timeout(5):
        with pytest.raises(FeedWrong, match=r"766\.csv: is not an ordinary file"):
            await watched.file("766.csv")
    os.mkfifo(folder / "feed.json")
    async with asyncio.timeout(5):
        with pytest.raises(FeedWrong, match=r"feed\.json: is not an ordinary file"):
            await watched.feed()


async def test_an_address_with_etag(app: App) -> None:
    data, asked = HELD.read_bytes(), []

    async def feed(request: web.Request) -> web.Response:
        asked.append(request.headers.get("If-None-Match"))
        if asked[-1] == '"1"':
            return web.Response(status=304)
        return web.json_response([entry(data, file="files/766.csv")], headers={"ETag": '"1"'})

    async def file(request: web.Request) -> web.Response:
        return web.Response(body=data)

    server = web.Application()
    server.add_routes([web.get("/feed.json", feed), web.get("/files/766.csv", file)])
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        port = runner.addresses[0][1]
        one = watch(app, Address(f"http://127.0.0.1:{port}/feed.json"))
        (found,) = await looked(one)
        assert isinstance(found.outcome, Checked)
        assert await looked(one) == []
        assert asked == [None, '"1"']
        with pytest.raises(FeedWrong, match="404"):
            await Address(f"http://127.0.0.1:{port}/nothing").feed()
        with pytest.raises(FeedWrong, match="address"):
            await Address(f"http://127.0.0.1:{port}/feed.json").file("file:///etc/passwd")
    finally:
        await runner.cleanup()
    with pytest.raises(FeedWrong, match="reached"):
        await Address(f"http://127.0.0.1:{port}/feed.json").feed()


async def test_failures_are_told_once_and_tried_ever_more_seldom(app: App, folder: Path) -> None:
    told: list[object] = []
    waits: list[float] = []

    async def tell(found: object, file: bytes) -> None:
        told.append(found)

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 6:
            put(folder, HELD.read_bytes())
        if len(waits) == 8:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await keep_watching(watch(app, Folder(folder)), tell, pause=pause)
    assert waits == [600, 1200, 2400, 3600, 3600, 3600, 300, 300]
    assert [type(one) for one in told] == [FeedWrong, NewEntry]
