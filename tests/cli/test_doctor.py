"""``chisotinh doctor``: each thing that can be wrong is told apart, with what to do, in both languages."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import json
import shutil
import socket
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

import bot.botapi.reach
from bot.botapi.reach import BLOCKABLE, Reach, ReachKind, reach
from bot.botapi.webhook_state import WebhookState
from bot.cli import app
from bot.clock import utc_now
from bot.i18n import translator
from bot.proxy import read_proxy
from bot.render import doctor as wording
from tests.cli.test_troubles import foreign
from tests.support.api_server import HANG, RESET, RESULTS, TOKEN, BotApi, broken, refusal
from tests.support.proxy_server import ProxyServer

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)
CHECKS = ["token", "telegram", "webhook", "clock", "disk", "database", "figures", "operators"]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test looks for another address, whatever comes of Telegram's."""

    async def never() -> bool:
        raise AssertionError("only a test that says so may look elsewhere")

    monkeypatch.setattr("bot.botapi.reach.reached_elsewhere", never)
    monkeypatch.setattr("bot.botapi.reach._no_network", lambda: False)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@contextmanager
def serving() -> Iterator[BotApi]:
    """A Bot API in a thread of its own, for commands that run a loop themselves."""
    loop, api, up = asyncio.new_event_loop(), BotApi.__new__(BotApi), threading.Event()
    stop: asyncio.Future[None] = loop.create_future()

    async def serve() -> None:
        api.__init__()  # type: ignore[misc]
        async with api:
            up.set()
            await stop

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    up.wait(10)
    try:
        yield api
    finally:
        loop.call_soon_threadsafe(stop.set_result, None)
        thread.join(10)
        loop.close()


def doctor(monkeypatch: pytest.MonkeyPatch, folder: Path, **settings: str) -> tuple[int, dict[str, dict[str, str]]]:
    """The exit code and the findings of one run."""
    monkeypatch.chdir(folder)
    for name, value in settings.items():
        monkeypatch.setenv(f"CHISOTINH_{name.upper()}", value)
    result = CliRunner().invoke(app, ["doctor", "--json"])
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(tuple(one) == ("check", "state", "said", "advice") for one in found)
    assert TOKEN.split(":")[1] not in result.output
    return result.exit_code, {one["check"]: one for one in found}


def test_a_bot_that_is_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_file: Path) -> None:
    before = database_file.read_bytes()
    with serving() as api:
        code, found = doctor(
            monkeypatch, tmp_path, token=TOKEN, api_url=api.base_url.removesuffix("/bot"),
            database=str(database_file), admins="1,2", lang="vi",
        )  # fmt: skip
    assert code == 0, found
    assert list(found) == CHECKS
    assert {one["state"] for one in found.values()} <= {"ok", "warning"}
    assert "@chisotinh_bot" in found["token"]["said"]
    assert found["clock"]["said"] == "đúng giờ."
    assert database_file.read_bytes() == before, "nothing is changed"
    assert set(api.counts) == {"getMe", "getWebhookInfo"}


def test_nothing_set_and_nothing_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    path = tmp_path / "chưa" / "có" / "csdl.sqlite3"
    code, found = doctor(
        monkeypatch, tmp_path, api_url=f"http://127.0.0.1:{port}", database=str(path), token="", lang="vi"
    )
    assert code == 1
    states = {check: one["state"] for check, one in found.items()}
    assert states == {
        "token": "wrong", "telegram": "wrong", "webhook": "unknown", "clock": "unknown", "disk": "ok", "database": "ok",
        "figures": "unknown", "operators": "warning",
    }  # fmt: skip
    for one in found.values():
        assert foreign(f"{one['said']} {one['advice'] or ''}") is None, one
        assert one["advice"] or one["state"] in ("ok", "unknown")
    assert not (tmp_path / "chưa").exists(), "nothing is made"


def test_settings_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, found = doctor(monkeypatch, tmp_path, token="no-token", proxy="bí-mật:1")
    assert code == 1
    assert list(found) == ["settings"]
    assert "bí-mật" not in str(found)
    monkeypatch.delenv("CHISOTINH_PROXY")
    monkeypatch.setenv("HTTPS_PROXY", "gopher://bí-mật:1")
    code, found = doctor(monkeypatch, tmp_path, token=TOKEN)
    assert (code, list(found)) == (1, ["settings"])
    assert "HTTPS_PROXY" in found["settings"]["said"]


# --- reaching Telegram -------------------------------------------------------------------------------------


async def reached(api: BotApi, token: str = TOKEN) -> Reach:
    return await reach(api.base_url.removesuffix("/bot"), token, None, utc_now)


async def test_the_token(api: BotApi) -> None:
    found = await reached(api)
    assert (found.kind, found.username, found.host) == ("ok", "chisotinh_bot", f"127.0.0.1:{api.port}")
    assert found.ahead is not None
    assert abs(found.ahead) < dt.timedelta(seconds=5)
    assert (await reached(api, "1:wrong")).kind == "unknown_token"
    assert (await reached(api, "")).kind == "ok", "without a token Telegram is reached all the same"


async def test_what_answers_badly(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.botapi.reach.SILENCE", 0.3)
    for fault, kind in (
        (broken(502), "server"),
        (refusal(500, "Internal"), "server"),
        (broken(200, "<html>Trang này bị chặn</html>"), "not_telegram"),
        (broken(302, "<p>đăng nhập</p>"), "not_telegram"),
        (HANG, "silent"),
        (RESET, "cut_off"),
    ):
        api.fail("getMe", fault)
        assert (await reached(api)).kind == kind, fault


async def test_what_telegram_tells_of_the_webhook(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RESULTS, "getWebhookInfo", {"url": "https://x", "pending_update_count": 2})
    found = await reached(api)
    assert (found.kind, found.webhook) == ("ok", WebhookState("https://x", waiting=2))
    api.fail("getWebhookInfo", broken(502))
    found = await reached(api)
    assert (found.kind, found.username, found.webhook) == ("ok", "chisotinh_bot", None)


async def test_what_does_not_connect(monkeypatch: pytest.MonkeyPatch, api: BotApi) -> None:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
    assert (await reach(f"http://127.0.0.1:{port}", TOKEN, None, utc_now)).kind == "refused"
    assert (await reach("http://telegram.invalid", TOKEN, None, utc_now)).kind == "dns"
    assert (await reach(f"https://127.0.0.1:{api.port}", TOKEN, None, utc_now)).kind == "tls"
    monkeypatch.setattr("bot.botapi.reach._no_network", lambda: True)
    assert (await reach("http://telegram.invalid", TOKEN, None, utc_now)).kind == "no_route"


async def test_a_connection_that_is_never_made(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.botapi.test_transport import silent_server

    monkeypatch.setattr("bot.botapi.reach.CONNECT", 0.3)
    with silent_server(accept=False) as port:
        assert (await reach(f"http://127.0.0.1:{port}", TOKEN, None, utc_now)).kind == "timeout"


async def test_the_proxy_is_told_apart(api: BotApi) -> None:
    there = {"telegram.invalid": ("127.0.0.1", api.port)}
    async with ProxyServer(there, user="u", password="bí mật") as proxy:
        good = read_proxy(f"http://u:b%C3%AD%20m%E1%BA%ADt@127.0.0.1:{proxy.port}")
        found = await reach("http://telegram.invalid", TOKEN, good, utc_now)
        assert (found.kind, found.proxy) == ("ok", f"http://127.0.0.1:{proxy.port}")
        bad = read_proxy(f"http://u:other@127.0.0.1:{proxy.port}")
        for scheme in ("http", "https"):
            assert (await reach(f"{scheme}://telegram.invalid", TOKEN, bad, utc_now)).kind == "proxy_password"
        proxy.refuse = 403
        assert (await reach("https://telegram.invalid", TOKEN, good, utc_now)).kind == "proxy_refused"
    assert (await reach("https://telegram.invalid", TOKEN, good, utc_now)).kind == "proxy_unreachable"
    nowhere = read_proxy("http://proxy.invalid:3128")
    assert (await reach("https://telegram.invalid", TOKEN, nowhere, utc_now)).kind == "proxy_unreachable"


async def test_socks_is_told_apart(api: BotApi) -> None:
    pytest.importorskip("aiohttp_socks")
    async with ProxyServer({"telegram.invalid": ("127.0.0.1", api.port)}, user="u", password="p") as proxy:
        good = read_proxy(f"socks5://u:p@127.0.0.1:{proxy.port}")
        assert (await reach("http://telegram.invalid", TOKEN, good, utc_now)).kind == "ok"
        bad = read_proxy(f"socks5://u:q@127.0.0.1:{proxy.port}")
        assert (await reach("http://telegram.invalid", TOKEN, bad, utc_now)).kind == "proxy_password"
        proxy.refuse = 1
        assert (await reach("http://telegram.invalid", TOKEN, good, utc_now)).kind == "proxy_refused"
    assert (await reach("http://telegram.invalid", TOKEN, good, utc_now)).kind == "proxy_unreachable"


@pytest.mark.parametrize("kind", sorted(BLOCKABLE))
@pytest.mark.parametrize(("works", "vi"), [(True, "chặn Telegram"), (False, "mạng đang hỏng")])
async def test_is_the_network_blocking_telegram(
    monkeypatch: pytest.MonkeyPatch, kind: ReachKind, works: bool, vi: str
) -> None:
    """Telegram is not reached: whether another address is decides between a blocked and a broken network."""

    async def asked(*arguments: object) -> Reach:
        return Reach(kind, "")

    async def elsewhere() -> bool:
        return works

    monkeypatch.setattr(bot.botapi.reach, "_asked", asked)
    found = await reach("https://api.telegram.org", TOKEN, None, utc_now, elsewhere)
    said = wording.telegram(translator("vi"), found)
    assert said.state == "wrong"
    assert vi in said.advice
    through = await reach("https://api.telegram.org", TOKEN, read_proxy("http://h:1"), utc_now)
    assert "chọn proxy khác" in wording.telegram(translator("vi"), through).advice


@pytest.mark.parametrize("kind", get_args(ReachKind))
def test_every_end_has_words_in_both_languages(kind: ReachKind) -> None:
    for host in ("api.telegram.org", "127.0.0.1:8081"):
        for proxy in ("", "http://proxy:3128"):
            found = Reach(kind, host, proxy)
            vi = [
                one(translator("vi"), found) for one in (wording.telegram, lambda t, f: wording.token(t, f, set_=True))
            ]
            for one in vi:
                assert foreign(f"{one.said} {one.advice}") is None
                assert one.advice or one.state in ("ok", "unknown")


# --- clock, disk, database ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ahead", "state", "said"),
    [
        (dt.timedelta(seconds=2), "ok", "đúng giờ."),
        (dt.timedelta(seconds=-20), "ok", "đúng giờ."),
        (dt.timedelta(minutes=2), "warning", "nhanh 2,0 phút."),
        (dt.timedelta(minutes=-2), "warning", "chậm 2,0 phút."),
        (dt.timedelta(hours=7), "wrong", "nhanh 420,0 phút."),
        (dt.timedelta(hours=-7), "wrong", "chậm 420,0 phút."),
    ],
)
def test_the_clock(ahead: dt.timedelta, state: str, said: str) -> None:
    found = wording.clock(translator("vi"), Reach("ok", "h", ahead=ahead), None, NOW)
    assert (found.state, found.said) == (state, said)


def test_a_clock_before_the_last_release() -> None:
    found = wording.clock(translator("vi"), Reach("dns", "h"), NOW + dt.timedelta(hours=1), NOW)
    assert found.state == "wrong"
    assert "vặn lùi" in found.said


def test_the_disk() -> None:
    t = translator("vi")
    assert wording.disk(t, "/srv", 600 << 20, None).state == "ok"
    assert wording.disk(t, "/srv", 100 << 20, None).state == "warning"
    assert wording.disk(t, "/srv", 10 << 20, None).state == "wrong"
    found = wording.disk(t, "/srv", 0, OSError(errno.EROFS, "Read-only file system"))
    assert (found.state, found.said) == ("wrong", "không ghi được vào /srv: ổ đĩa chỉ cho đọc.")


def examined(monkeypatch: pytest.MonkeyPatch, path: Path) -> dict[str, dict[str, str]]:
    return doctor(monkeypatch, path.parent, api_url="http://127.0.0.1:9", database=str(path), lang="vi")[1]


def test_a_database_that_is_damaged(monkeypatch: pytest.MonkeyPatch, database_file: Path) -> None:
    whole = bytearray(database_file.read_bytes())
    for place in range(200_000, len(whole) - 5000, 8192):
        whole[place : place + 600] = b"\xff" * 600
    database_file.write_bytes(whole)
    found = examined(monkeypatch, database_file)["database"]
    assert found["state"] == "wrong"
    assert "restore" in found["advice"]
    assert bytes(whole) == database_file.read_bytes()


def test_a_file_that_is_no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.sqlite3").write_text("giữ lại")
    found = examined(monkeypatch, tmp_path / "a.sqlite3")
    assert found["database"]["state"] == "wrong"
    assert found["figures"]["state"] == "unknown"


def test_a_database_that_is_held_or_in_use(monkeypatch: pytest.MonkeyPatch, database_file: Path) -> None:
    monkeypatch.setattr("data.db.condition.WAIT", 0.05)
    with sqlite3.connect(database_file) as connection:
        until = (utc_now() + dt.timedelta(seconds=20)).timestamp() * 1000
        key = connection.execute("PRAGMA table_info(sender_lease)").fetchone()[1]
        query = f"INSERT INTO sender_lease ({key}, holder, until) VALUES (?, 'máy-chủ:77:abcd', ?)"
        connection.execute(query, (1 if key == "id" else "telegram", int(until)))
    assert "máy-chủ:77)" in examined(monkeypatch, database_file)["database"]["said"]
    connection.execute("BEGIN IMMEDIATE")
    found = examined(monkeypatch, database_file)["database"]
    assert (found["state"], "khóa" in found["said"]) == ("warning", True)
    connection.close()


def test_older_figures_and_tables(monkeypatch: pytest.MonkeyPatch, database_file: Path, tmp_path: Path) -> None:
    assert examined(monkeypatch, database_file)["figures"]["state"] == "ok"
    other = Path(shutil.copy(database_file, tmp_path / "b.sqlite3"))
    for query in ("UPDATE meta SET value = 'cũ' WHERE key = 'shipped'", "UPDATE alembic_version SET version_num = '1'"):
        with sqlite3.connect(other) as connection:
            connection.execute(query)
        connection.close()
        found = examined(monkeypatch, other)["figures"]
        assert found["state"] == "warning"
        assert "db upgrade" in found["advice"]
