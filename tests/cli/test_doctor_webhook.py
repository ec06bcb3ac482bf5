"""What ``chisotinh doctor`` says of the webhook: the address, Telegram's view of it, and who has the place."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from pathlib import Path
from typing import Any, get_args

import pytest
from aiohttp import web

from bot.botapi.reach import Reach
from bot.botapi.webhook import SERVER_OPTIONS, Hook, Webhook
from bot.botapi.webhook_state import ListenState, WebhookState, listen_state, state_of
from bot.i18n import LANGUAGES, translator
from bot.listening import SERVER_LOG, Bounds, listening
from bot.render import doctor_webhook as wording
from bot.render.doctor import Finding
from tests.cli.test_doctor import NOW, doctor, no_network, serving
from tests.cli.test_troubles import foreign
from tests.support.api_server import RESULTS, TOKEN

__all__ = ["no_network"]

URL = "https://bot.example.vn/telegram"
SECRET = "a-secret-that-nobody-may-see"
PLACE = "127.0.0.1:8443"


def told_of(url: str, **more: Any) -> dict[str, Any]:
    """The result of getWebhookInfo."""
    return {"url": url, "has_custom_certificate": False, "pending_update_count": 0, **more}


def asked(
    monkeypatch: pytest.MonkeyPatch, folder: Path, told: dict[str, Any], **settings: str
) -> tuple[int, dict[str, dict[str, str]]]:
    """The exit code and the findings where Telegram tells this."""
    monkeypatch.setitem(RESULTS, "getWebhookInfo", told)
    with serving() as api:
        code, found = doctor(
            monkeypatch, folder, token=TOKEN, api_url=api.base_url.removesuffix("/bot"), database=str(folder / "x"),
            **settings,
        )  # fmt: skip
        assert set(api.counts) <= {"getMe", "getWebhookInfo"}, "it only asks"
    return code, found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
        return port


def test_without_a_webhook_anywhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, found = asked(monkeypatch, tmp_path, told_of(""), lang="en")
    assert found["webhook"]["state"] == "ok"
    assert found["webhook"]["said"] == "none; the bot fetches its messages itself (polling)."
    assert "listening" not in found


def test_polling_would_take_a_webhook_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its host is told, not its path: many bots have their token in it."""
    told = told_of(f"https://other.example/{TOKEN}", pending_update_count=3)
    code, found = asked(monkeypatch, tmp_path, told, lang="en")
    assert (code, found["token"]["state"], found["webhook"]["state"]) == (0, "ok", "warning")
    assert found["webhook"]["said"] == (
        "none in the settings, but at Telegram one is set at other.example: `chisotinh run` would take it away."
        " 3 updates wait there."
    )
    assert "CHISOTINH_WEBHOOK" in found["webhook"]["advice"]


def test_a_webhook_that_is_well(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    place = f"127.0.0.1:{free_port()}"
    code, found = asked(
        monkeypatch, tmp_path, told_of(URL, ip_address="203.0.113.5"),
        webhook=URL, listen=place, webhook_secret=SECRET, lang="en",
    )  # fmt: skip
    assert code == 0
    assert list(found)[1:4] == ["telegram", "webhook", "listening"]
    assert found["webhook"]["state"] == "ok"
    assert not found["webhook"]["advice"]
    assert found["webhook"]["said"] == "Telegram delivers to bot.example.vn (IP 203.0.113.5)."
    assert found["listening"]["state"] == "ok"
    assert found["listening"]["said"] == (
        f"{place} is free; no bot listens there now. The secret is the one that was set."
    )
    assert SECRET not in str(found)


def test_a_webhook_that_telegram_does_not_know_or_that_another_has(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, found = asked(monkeypatch, tmp_path, told_of(""), webhook=URL, listen=f"127.0.0.1:{free_port()}", lang="en")
    assert (found["webhook"]["state"], found["webhook"]["said"]) == ("warning", "not set at Telegram yet.")
    assert found["listening"]["said"].endswith("The secret is made from the token.")
    _, found = asked(monkeypatch, tmp_path, told_of("https://other.example/geheim"), webhook=URL, lang="en")
    assert found["webhook"]["state"] == "warning"
    assert found["webhook"]["said"] == "Telegram delivers to another address, at other.example."


def test_what_cannot_be_asked_is_not_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url, place = f"http://127.0.0.1:{free_port()}", f"127.0.0.1:{free_port()}"
    for more, state in (({}, "ok"), ({"token": ""}, "unknown")):
        settings = {"token": TOKEN, **more, "webhook": URL, "listen": place, "lang": "vi"}
        code, found = doctor(monkeypatch, tmp_path, api_url=url, database=str(tmp_path / "x"), **settings)
        assert (code, found["webhook"]["state"], found["listening"]["state"]) == (1, "unknown", state)
    monkeypatch.delenv("CHISOTINH_WEBHOOK")
    _, found = doctor(monkeypatch, tmp_path, api_url=url, database=str(tmp_path / "x"))
    assert found["webhook"]["state"] == "unknown"


# --- the address and Telegram's view of it, in words ------------------------------------------------------------


def finding(url: str = URL, host: str = "api.telegram.org", language: str = "en", **told: Any) -> Finding:
    found = Reach("ok", host, webhook=state_of(told_of(url, **told)))
    t = translator("en" if language == "en" else "vi")
    return wording.webhook(t, found, url, PLACE, NOW)


@pytest.mark.parametrize("port", [443, 80, 88, 8443])
def test_telegram_delivers_to_four_ports(port: int) -> None:
    assert finding(f"https://bot.example.vn:{port}/telegram").state == "ok"
    found = finding(f"https://bot.example.vn:{port + 1}/telegram")
    assert (found.state, str(port + 1) in found.said) == ("wrong", True)
    assert finding(f"https://bot.example.vn:{port + 1}/telegram", "127.0.0.1:8081").state == "ok", (
        "a server of one's own"
    )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "10.1.2.3", "192.168.1.9", "[fd00::1]", "bot", "bot.local"])
def test_telegram_does_not_come_into_private_networks(host: str) -> None:
    assert finding(f"https://{host}/telegram").state == "wrong"
    assert finding(f"https://{host}/telegram", "127.0.0.1:8081").state == "ok", "a server of one's own does"


ERRORS = {
    "Wrong response from the webhook: 403 Forbidden": "secret",
    "Wrong response from the webhook: 404 Not Found": "pass the path /telegram on to 127.0.0.1:8443",
    "Wrong response from the webhook: 301 Moved Permanently": "pass the path",
    "Wrong response from the webhook: 502 Bad Gateway": "does the bot run, and at 127.0.0.1:8443",
    "SSL error {error:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed}": "whole chain",
    "Connection timed out": "firewall",
    "Connection refused": "firewall",
    "Failed to resolve host: Name or service not known": "bot.example.vn leads to this machine",
    "Read timeout expired": "does the bot run",
    "Something that nobody knows": "log of the proxy",
}


@pytest.mark.parametrize(("error", "advice"), ERRORS.items())
def test_an_error_that_telegram_saw_is_explained(error: str, advice: str) -> None:
    at = NOW - dt.timedelta(minutes=2)
    told: dict[str, Any] = {"last_error_message": error, "last_error_date": int(at.timestamp())}
    found = finding(pending_update_count=1, **told)
    assert found.state == "wrong"
    assert found.said.startswith(
        "Telegram delivers to bot.example.vn. 1 update waits there. Last failed delivery: 09:58 on"
    )
    assert error[:60] in found.said
    assert advice in found.advice
    assert finding(pending_update_count=0, **told).state == "ok", "it was delivered since"
    told["last_error_date"] -= 3600
    assert finding(pending_update_count=5, **told).state == "warning"
    vietnamese = finding(pending_update_count=5, language="vi", **told)
    assert foreign(f"{vietnamese.said.replace(error, '')} {vietnamese.advice}") is None


@pytest.mark.parametrize("state", get_args(ListenState))
def test_every_end_has_words_in_both_languages(state: ListenState) -> None:
    for language in LANGUAGES:
        for own in (True, False, None):
            found = wording.listening(translator(language), state, PLACE, own_secret=own)
            assert found.advice or found.state in ("ok", "unknown")
            if language == "vi":
                assert foreign(f"{found.said} {found.advice}") is None


def test_whatever_telegram_tells_is_read() -> None:
    assert state_of({}) == WebhookState()
    odd: dict[str, Any] = {
        "url": 7,
        "ip_address": None,
        "pending_update_count": -1,
        "last_error_date": 10**30,
        "last_error_message": [],
    }
    assert state_of(odd) == WebhookState()


# --- who has the place -------------------------------------------------------------------------------------------


async def test_who_listens_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.botapi.webhook_state.PATIENCE", 0.2)
    assert await listen_state("127.0.0.1", free_port()) == "free"
    assert await listen_state("203.0.113.1", 8443) == "elsewhere"
    assert await listen_state("nowhere.invalid", 8443) == "elsewhere"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert await listen_state("127.0.0.1", silent.getsockname()[1]) == "taken"

    async def chat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n" if await reader.readline() else b"")
        writer.close()

    async with await asyncio.start_server(chat, "127.0.0.1", 0) as other:
        assert await listen_state("127.0.0.1", other.sockets[0].getsockname()[1]) == "taken"


async def test_a_running_bot_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also by the address of all networks, and where it takes no more connections."""
    hook = Hook(URL, SECRET)
    intake: Any = None  # no call gets so far
    for bounds in (Bounds(), Bounds(connections=0)):
        for host in ("127.0.0.1", "0.0.0.0"):
            served = web.Server(Webhook(intake, hook).handle, access_log=None, logger=SERVER_LOG, **SERVER_OPTIONS)
            async with listening(served, host, 0, bounds) as port:
                assert await listen_state(host, port) == "bot"


async def test_a_place_that_this_user_may_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: socket.socket, address: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refused)
    assert await listen_state("127.0.0.1", 80) == "forbidden"
