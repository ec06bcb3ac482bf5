"""The proxy of CHISOTINH_PROXY and of the environment: used for every call, never shown, and judged at the start."""

from __future__ import annotations

import logging
import os
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot
from telegram.error import NetworkError
from typer.testing import CliRunner

from bot.app import build
from bot.botapi.transport import AiohttpRequest, ConnectFailed
from bot.cli import app as commands
from bot.delivery.sender import Sender
from bot.proxy import environment_proxy, open_session, read_proxy
from bot.publishing.feed import FeedWrong
from bot.publishing.feed_source import Address
from bot.runtime import sending
from bot.settings import Settings, load
from data.database import Database
from data.store import Store
from tests.support.api_server import TOKEN, BotApi
from tests.support.proxy_server import ProxyServer
from tests.support.shipped import settings_of

USER, PASSWORD = "văn phòng", "m@t/khoá#1"
SIGNED = "v%C4%83n%20ph%C3%B2ng:m%40t%2Fkho%C3%A1%231"
SECRETS = (PASSWORD, "m%40t", "kho%C3", "khoá")


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@pytest.fixture
async def proxy(api: BotApi) -> AsyncIterator[ProxyServer]:
    async with ProxyServer({"telegram.invalid": ("127.0.0.1", api.port)}, user=USER, password=PASSWORD) as server:
        yield server


def settings(path: Path, proxy: ProxyServer) -> Settings:
    address = f"http://{SIGNED}@127.0.0.1:{proxy.port}"
    return settings_of(path, token=TOKEN, api_url="http://telegram.invalid", proxy=address)


async def test_receiving_sending_and_alerts_go_through_the_proxy(
    api: BotApi, proxy: ProxyServer, database: Database, store: Store, database_file: Path
) -> None:
    app = build(settings(database_file, proxy), database, store)
    api.push_message("/start", chat_id=7)
    async with app, sending(app) as sender:
        assert [update.message.chat.id for update in await app.bot.get_updates() if update.message] == [7]
        await app.bot.send_message(7, "xin chào")
        before = api.connections
        await _alert(sender, app.bot)
        assert api.connections == before + 1, "alerts have connections of their own"
    assert api.counts["getUpdates"] == 1
    assert api.counts["sendMessage"] == 2
    assert set(proxy.asked) == {"POST http://telegram.invalid"}


async def _alert(sender: Sender, bot: Bot) -> None:
    """One message by the sender's own transport."""
    assert sender._request is not None
    await sender._request.post(f"{bot.base_url}/sendMessage", None)


async def test_the_feed_goes_through_the_proxy(api: BotApi, proxy: ProxyServer, tmp_path: Path) -> None:
    found = settings(tmp_path / "a", proxy)
    with pytest.raises(FeedWrong, match="401"):  # what the Bot API answers to an address without a token
        await Address("http://telegram.invalid/feed.json", found.proxy_for).feed()
    assert proxy.asked == ["GET http://telegram.invalid/feed.json"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for telegram.invalid, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    path = tmp_path_factory.mktemp("tls") / "telegram.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=telegram.invalid"
    command += f" -addext subjectAltName=DNS:telegram.invalid -keyout {path} -out {path}.crt"
    subprocess.run(command.split(), check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path


@pytest.mark.parametrize("name", ["CHISOTINH_PROXY", "HTTPS_PROXY", "https_proxy"])
async def test_https_goes_through_a_tunnel(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    async with (
        BotApi(tls=context) as api,
        ProxyServer({"telegram.invalid": ("127.0.0.1", api.port)}, user=USER, password=PASSWORD) as proxy,
    ):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv(name, f"http://{SIGNED}@127.0.0.1:{proxy.port}")
        async with AiohttpRequest(proxy=load().proxy_for("https://telegram.invalid")) as request:
            await request.post(f"https://telegram.invalid/bot{TOKEN}/getMe")
        assert proxy.asked == ["CONNECT telegram.invalid:443"]
        assert api.counts == {"getMe": 1}


async def test_socks_goes_through_the_extra(api: BotApi, tmp_path: Path) -> None:
    pytest.importorskip("aiohttp_socks")
    async with ProxyServer({"telegram.invalid": ("127.0.0.1", api.port)}, user="vp", password=SECRETS[1]) as proxy:
        for kind in ("socks5", "socks5h"):
            signed = f"{kind}://vp:m%2540t@127.0.0.1:{proxy.port}"
            found = settings_of(tmp_path / "a", proxy=signed).proxy_for("http://telegram.invalid")
            async with AiohttpRequest(proxy=found) as request:
                await request.post(f"http://telegram.invalid/bot{TOKEN}/getMe")
        assert proxy.asked == ["SOCKS telegram.invalid:80"] * 2
        wrong = read_proxy(f"socks5://other:m%2540t@127.0.0.1:{proxy.port}")
        async with AiohttpRequest(proxy=wrong) as request:
            with pytest.raises(ConnectFailed) as caught:
                await request.post(f"http://telegram.invalid/bot{TOKEN}/getMe")
        assert not shown(f"{caught.value!r} {caught.value}")


def test_socks_without_the_extra_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.proxy.find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"chisotinh\[socks\]") as caught:
        read_proxy(f"socks5://{SIGNED}@proxy.example:1080")
    assert not shown(str(caught.value))


# --- the choice --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "address", "place"),
    [
        ({"HTTPS_PROXY": "http://a:1"}, "https://api.telegram.org", "http://a:1"),
        ({"https_proxy": "http://a:1"}, "https://api.telegram.org", "http://a:1"),
        ({"HTTPS_PROXY": "proxy.tinh:3128"}, "https://api.telegram.org", "http://proxy.tinh:3128"),
        ({"HTTPS_PROXY": "http://a:1"}, "http://127.0.0.1:8081", None),
        ({"HTTP_PROXY": "http://a:1"}, "https://api.telegram.org", None),
        ({"HTTP_PROXY": "http://a:1"}, "http://feed.example/x", "http://a:1"),
        ({"ALL_PROXY": "http://a:1"}, "https://api.telegram.org", "http://a:1"),
        ({"HTTPS_PROXY": "http://a:1", "NO_PROXY": "api.telegram.org"}, "https://api.telegram.org", None),
        ({"HTTPS_PROXY": "http://a:1", "no_proxy": ".telegram.org, x"}, "https://api.telegram.org", None),
        ({"HTTPS_PROXY": "http://a:1", "NO_PROXY": "*"}, "https://api.telegram.org", None),
        ({"HTTPS_PROXY": "http://a:1", "NO_PROXY": "telegram.com"}, "https://api.telegram.org", "http://a:1"),
        ({"HTTPS_PROXY": "http://a:1", "CHISOTINH_PROXY": "http://b:2"}, "https://api.telegram.org", "http://b:2"),
        ({"NO_PROXY": "noi-bo.gov.vn", "CHISOTINH_PROXY": "http://b:2"}, "https://noi-bo.gov.vn/feed.json", None),
        ({"CHISOTINH_PROXY": " https://u:p@[::1]:8443/ "}, "https://api.telegram.org", "https://[::1]:8443"),
        ({"CHISOTINH_PROXY": "  "}, "https://api.telegram.org", None),
    ],
)
def test_which_proxy_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, environment: dict[str, str], address: str, place: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found = load().proxy_for(address)
    assert (found.place if found else None) == place


WRONG = [
    "proxy.example:3128", "ftp://h:1", "http://", "http://[", "http://h:0", "http://h:99999", "http://h:port", "//h:1",
    "socks4://h:1", "http://user:kh%C4%A9u#1@h:3128", "http://user:kh/u@h:3128", "http://a%3Ab:kh%C4%A9u@h:3128",
    "http://h:1/path", "http://h:1?x=1", "http://a b:1",
]  # fmt: skip


@pytest.mark.parametrize("value", WRONG)
def test_a_value_that_cannot_be_used_is_a_sentence_at_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISOTINH_PROXY", value)
    result = CliRunner().invoke(commands, ["run"])
    assert result.exit_code == 2
    assert "CHISOTINH_PROXY " in result.output
    assert "Traceback" not in result.output
    assert "kh%C4%A9u" not in result.output


def test_a_wrong_proxy_of_the_environment_stops_only_what_needs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_file: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHISOTINH_DATABASE", str(database_file))
    monkeypatch.setenv("CHISOTINH_TOKEN", TOKEN)
    monkeypatch.setenv("HTTPS_PROXY", f"gopher://{SIGNED}@h:1")
    result = CliRunner().invoke(commands, ["run"])
    assert result.exit_code == 2
    assert "HTTPS_PROXY phải là địa chỉ của proxy" in result.stderr
    assert not shown(result.output)
    assert CliRunner().invoke(commands, ["ask", "Hưng Yên PAPI 2024"]).exit_code == 0


# --- never shown -------------------------------------------------------------------------------------------


def shown(text: str) -> bool:
    return any(secret in text for secret in SECRETS)


def test_user_and_password_are_in_no_repr(proxy: ProxyServer, tmp_path: Path) -> None:
    found = settings(tmp_path / "a", proxy)
    one = found.proxy_for("http://telegram.invalid")
    said = f"{found!r} {found} {found.model_dump_json()} {one!r} {one} {one and one.place}"
    assert not shown(said)
    assert USER not in said


@pytest.mark.parametrize("fault", ["refused", "forbidden", "gone"])
async def test_no_failure_shows_the_password(
    fault: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    async with ProxyServer(
        {}, user="other" if fault == "refused" else "", refuse=403 * (fault == "forbidden")
    ) as proxy:
        found = settings(tmp_path / "a", proxy).proxy_for("https://telegram.invalid")
        if fault == "gone":
            await proxy.__aexit__()
        async with AiohttpRequest(proxy=found) as request:
            with pytest.raises(NetworkError) as caught:
                await request.post(f"https://telegram.invalid/bot{TOKEN}/getMe")
            error = caught.value
            said = f"{request!r} {error!r} {error.args} {error.__cause__} {error.__context__}"
        with pytest.raises(FeedWrong) as wrong:
            await Address("https://telegram.invalid/feed.json", lambda address: found).feed()
    assert isinstance(error, ConnectFailed)
    assert not shown(f"{said} {caplog.text} {wrong.value}")


async def test_a_session_without_a_proxy_is_an_ordinary_one(api: BotApi) -> None:
    os.environ.pop("HTTP_PROXY", None)
    async with open_session(None) as session, session.get(api.url("getMe")) as answer:
        assert answer.status == 200
    assert environment_proxy(api.base_url) is None
