"""The server around the site: headers, tags, compression, bounds, and what a hostile client gets."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from bot.assistant import Assistant
from bot.callers import Callers, networks_of
from bot.exporting import Exports
from bot.pictures import Painter, Pictures
from bot.pictures.files import PictureFiles
from bot.web.cache import BREATH, Cache
from bot.web.server import Pace, application
from bot.web.site import Sent, Site
from data.database import Database
from data.releases.plans import Plans
from data.store import Store
from data.tasks.reports import Filing, TaskReports
from tests.support.plans import ID, PLAN
from tests.support.reporting import SNV, appoint, let_read
from tests.support.shipped import NOW, TODAY

Client = TestClient[Request, Application]


class Counted(Site):
    """Counts how often a page is made."""

    made = 0

    async def get(self, path: str, values: object) -> Sent:
        type(self).made += 1
        await asyncio.sleep(0)
        return await super().get(path, values)  # type: ignore[arg-type]


@pytest.fixture
async def pages(store: Store, tmp_path: Path) -> AsyncIterator[Site]:
    assistant = Assistant(store, lambda: TODAY)
    pictures = Pictures(assistant, Painter(), PictureFiles(tmp_path / "pictures"))
    Counted.made = 0
    yield Counted(assistant, store, pictures, Exports(store, assistant, lambda: NOW))
    pictures.close()


@pytest.fixture
async def client(pages: Site) -> AsyncIterator[Client]:
    async with TestClient(TestServer(application(Cache(pages)))) as opened:
        yield opened


async def test_every_answer_protects_its_reader(client: Client) -> None:
    for path in ("/", "/papi/2024", "/nope", "/static/style.css", "/healthz", "/papi/2024.json", "/../etc/passwd"):
        response = await client.get(path)
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response.headers
        assert "frame-ancestors https://web.telegram.org" in response.headers["Content-Security-Policy"]


async def test_a_page_is_made_once_and_asked_again_by_its_tag(client: Client) -> None:
    first = await asyncio.gather(*(client.get("/papi/2024") for _ in range(12)))
    assert {one.status for one in first} == {200}
    assert Counted.made == 1
    tag = first[0].headers["ETag"]
    again = await client.get("/papi/2024", headers={"If-None-Match": tag})
    assert again.status == 304
    assert await again.read() == b""
    assert "max-age=300" in again.headers["Cache-Control"]
    assert (await client.get("/static/style.css")).headers["Cache-Control"].endswith("immutable")


async def test_it_is_compressed_for_who_takes_it(client: Client) -> None:
    async with client.get("/papi/2024", headers={"Accept-Encoding": "identity"}) as plain:
        body = await plain.read()
        assert "Content-Encoding" not in plain.headers
    packed = await client.get("/papi/2024", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert await packed.read() == body  # the client unpacks it
    assert len(gzip.compress(body)) < len(body) / 4


async def test_a_new_data_version_makes_new_pages(pages: Site, store: Store) -> None:
    cache = Cache(pages)
    key = ("/papi/2024", ())
    first = await cache.get(key)
    assert await cache.get(key) is first
    store.catalogue = replace(store.catalogue, data_version="the next")
    assert cache.at_hand(key) is None
    assert await cache.get(key) is not first


async def test_what_is_kept_is_bounded(pages: Site) -> None:
    cache = Cache(pages, most=120_000)
    for year in range(2011, 2025):
        await cache.get((f"/papi/{year}", ()))
    assert 0 < cache._size <= 120_000
    assert cache.at_hand(("/papi/2024", ())) is not None
    assert cache.at_hand(("/papi/2011", ())) is None


async def test_the_bot_has_its_turn_between_two_pages(pages: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    loop, begun, ended = asyncio.get_running_loop(), [], []

    async def made(path: str, values: object) -> Sent:
        begun.append(loop.time())
        await asyncio.sleep(0)
        ended.append(loop.time())
        return Sent(path.encode(), "text/html")

    monkeypatch.setattr(pages, "get", made)
    cache = Cache(pages)
    await asyncio.gather(*(cache.get((f"/tinh/{number}", ())) for number in range(4)))
    for after, before in zip(begun[1:], ended[:-1], strict=True):
        assert after - before >= BREATH / 2
    began = loop.time()
    await asyncio.gather(*(cache.get((f"/{number}.png", ())) for number in range(20)))
    assert loop.time() - began < 20 * BREATH, "what is made elsewhere waits for nobody"


async def test_what_is_asked_for_again_and_again_stays(pages: Site) -> None:
    cache = Cache(pages, most=120_000)
    asked = ("/papi/2011", ())
    await cache.get(asked)
    for year in range(2012, 2025):
        await cache.get((f"/papi/{year}", ()))
        assert cache.at_hand(asked) is not None


async def test_bounds_of_path_and_values(client: Client) -> None:
    assert (await client.get("/" + "a" * 300)).status == 414
    assert (await client.get("/papi/2024", params={"q": "x" * 700})).status == 414
    assert (await client.get("/papi/2024", params=[(f"v{n}", "1") for n in range(20)])).status == 414
    assert (await client.post("/papi/2024", data=b"x")).status == 405
    assert (await client.get("/papi/2024", params={"sort": "' OR 1=1", "order": "../", "region": "<x>"})).status == 200


@pytest.mark.parametrize(
    "path", ["/static/../server.py", "/static/%2e%2e/server.py", "/papi/..%2f..%2fetc/passwd", "/%00",
             "/en/en/en", "/static/", "/papi/2024.exe", "/papi/2024/4.1.1.1", "/tinh/", "/nhiem-vu/"],
)  # fmt: skip
async def test_paths_that_lead_nowhere(client: Client, path: str) -> None:
    response = await client.get(path, allow_redirects=False)
    assert response.status == 404
    assert "def " not in await response.text()


async def test_who_asks_too_fast_is_asked_to_wait_and_what_is_kept_costs_nothing(pages: Site) -> None:
    now = [0.0]
    pace = Pace(pace=1.0, burst=3.0, clock=lambda: now[0])
    async with TestClient(TestServer(application(Cache(pages), pace))) as client:
        codes = [(await client.get(f"/tinh/{id}")).status for id in ("hung-yen", "hue", "ha-noi", "da-nang")]
        assert codes == [200, 200, 200, 429]
        assert (await client.get("/tinh/hue")).status == 200
        now[0] = 2.0
        assert (await client.get("/tinh/da-nang")).status == 200


async def test_behind_a_proxy_each_caller_has_a_pace_of_their_own(pages: Site, store: Store) -> None:
    pace, callers = Pace(pace=1.0, burst=2.0, clock=lambda: 0.0), Callers(networks_of("127.0.0.1"))
    places = iter(store.catalogue.provinces)

    async def asked(client: Client, *forwarded: str) -> int:
        """The status of a page that is not made yet."""
        headers = {"X-Forwarded-For": ", ".join(forwarded)} if forwarded else {}
        return (await client.get(f"/tinh/{next(places)}", headers=headers)).status

    async with TestClient(TestServer(application(Cache(pages), pace, callers=callers))) as client:
        assert [await asked(client, "203.0.113.9") for _ in range(3)] == [200, 200, 429]
        assert await asked(client, "198.51.100.7") == 200
        assert await asked(client, "198.51.100.7", "203.0.113.9") == 429, "who forges is known by what the proxy adds"
        assert await asked(client, "2001:db8:1:2::1") == await asked(client, "2001:db8:1:2::2") == 200
        assert await asked(client, "2001:db8:1:2::3") == 429, "addresses of one network are one caller"
    async with TestClient(TestServer(application(Cache(pages), Pace(1.0, 2.0, lambda: 0.0)))) as client:
        codes = [await asked(client, f"203.0.113.{number}") for number in range(3)]
        assert codes == [200, 200, 429], "without a proxy that is trusted nobody is believed"


async def test_what_goes_wrong_is_said_without_its_reasons(pages: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> Sent:
        raise RuntimeError("a secret path")

    monkeypatch.setattr(pages, "get", broken)
    async with TestClient(TestServer(application(Cache(pages)))) as client:
        response = await client.get("/papi/2024")
        assert response.status == 500
        assert "secret" not in await response.text()
        assert (await client.get("/healthz")).status == 200


async def test_a_picture_is_one_file(client: Client) -> None:
    response = await client.get("/papi/2024.png")
    assert response.headers["Content-Type"] == "image/png"
    assert (await response.read()).startswith(b"\x89PNG")
    drawing = await client.get("/papi/2024.svg")
    assert drawing.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"


async def test_a_page_of_tasks_shows_reports_for_as_long_as_they_are_public(
    client: Client, database: Database, store: Store
) -> None:
    await Plans(database).publish(PLAN, who="test", now=NOW)
    await store.renew()
    task = next(one for one in await store.tasks("hung-yen") if one.document.id == ID)
    role = await appoint(database, 77, "reporter", agency=SNV)
    filing = Filing(identity=task.identity, state="stuck", person=77, role=role)
    await TaskReports(database).file(filing, None, now=NOW)
    for public in (False, True, False):
        await let_read(database, ID, public)
        await store.renew()
        for address in ("/nhiem-vu/hung-yen", "/nhiem-vu/hung-yen.json", "/hoi?q=nhiem+vu+hung+yen"):
            page = await (await client.get(address)).text()
            assert ("đang vướng mắc" in page) is public, address
