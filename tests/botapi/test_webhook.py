"""The webhook over real HTTP on loopback: what is answered with 200 is kept, handled once, and forgotten."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import os
import resource
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text
from telegram import Update

from bot.app import build
from bot.botapi.polling import poll
from bot.botapi.reaching import Stopped
from bot.botapi.reading import chat_of
from bot.botapi.webhook import LARGEST_BODY, Hook, receive, secret_of
from bot.callers import networks_of
from bot.context import App
from bot.listening import LEAVING, Bounds
from bot.runtime import hook_of, prepare, webhook_of
from data.database import Database
from data.errors import DatabaseBusy
from data.received import NewUpdate, ReceivedUpdates
from data.store import Store
from tests.support.api_server import RESULTS, TOKEN, BotApi
from tests.support.crowd import crowd, files_at_most
from tests.support.deliveries import PATH, URL, Deliveries, delivering
from tests.support.shipped import Clock, settings_of

pytestmark = pytest.mark.real_time

PATIENCE = 15.0
ASKED = "/rank Hưng Yên PAPI 2024"
QUICK = Bounds(connections=8, headers=0.4, request=5.0, idle=0.6)
OURS = hook_of(settings_of(Path("x"), token=SecretStr(TOKEN), webhook=URL))
assert OURS is not None
HOOK = Hook(URL, OURS.secret, port=0, wait=0.01, body_seconds=0.5)


class Open:
    """A webhook that is open, and Telegram's side of it."""

    def __init__(self, app: App, deliveries: Deliveries, task: asyncio.Task[None]) -> None:
        self.app, self.telegram, self.task = app, deliveries, task

    async def ends(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.task

    async def ended(self, over: Callable[[], bool], what: str) -> None:
        """Wait until it is over; fails saying what is not."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not over():  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        except TimeoutError:
            pytest.fail(f"not so: {what}")


class House:
    """One database, and a bot that is opened on it, again and again."""

    def __init__(self, api: BotApi, database: Database, store: Store, path: Path) -> None:
        self.api, self.database, self._store, self._path = api, database, store, path

    def bot(self) -> App:
        url = self.api.base_url.removesuffix("/bot")
        settings = settings_of(self._path, token=SecretStr(TOKEN), api_url=url, webhook=URL)
        return build(settings, self.database, self._store, clock=Clock())

    @asynccontextmanager
    async def open(self, hook: Hook = HOOK, app: App | None = None) -> AsyncIterator[Open]:
        """Ends by SIGTERM, unless it has ended."""
        app = app or self.bot()
        port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(
            receive(app, hook, webhook_of(app, hook), lambda: prepare(app), lambda found: port.set_result(found))
        )
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait((task, port), return_when=asyncio.FIRST_COMPLETED)
        if not port.done():
            await task
        async with delivering(await port) as deliveries:
            opened = Open(app, deliveries, task)
            try:
                yield opened
            finally:
                if not task.done():
                    os.kill(os.getpid(), signal.SIGTERM)
                    await opened.ends()

    async def rows(self) -> dict[int, tuple[str, str | None]]:
        """Number -> state and content of everything that was received."""
        async with self.database.read() as connection:
            found = await connection.execute(text("SELECT id, state, content FROM update_received"))
            return {row.id: (row.state, row.content) for row in found}

    async def settled(self, count: int) -> None:
        """Wait until so many updates are done."""
        async with asyncio.timeout(PATIENCE):
            while sum(state == "done" for state, _ in (await self.rows()).values()) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def leave_behind(self, *updates: dict[str, Any]) -> None:
        """Keep them as a process does that is killed before it begins."""
        new = {one["update_id"]: NewUpdate(json.dumps(one), chat_of(one)) for one in updates}
        await ReceivedUpdates(self.database, int(TOKEN.partition(":")[0])).write(
            new, (), Clock()() - dt.timedelta(hours=1)
        )

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Chat and text of what was sent or changed, in order."""
        return [(one.params["chat_id"], one.params["text"]) for one in self.api.calls if "text" in one.params]

    @property
    def said(self) -> list[tuple[str, str]]:
        """Chat and text of what was sent, in order."""
        return [(one.params["chat_id"], one.params["text"]) for one in self.api.calls if one.method == "sendMessage"]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as served:
        yield served


@pytest.fixture
def house(api: BotApi, database: Database, store: Store, database_file: Path) -> House:
    return House(api, database, store, database_file)


async def test_an_update_is_kept_handled_and_forgotten(house: House) -> None:
    async with house.open() as opened:
        assert await opened.telegram.post(opened.telegram.message(ASKED)) == (200, "")
        await house.api.seen("sendMessage")
        await house.settled(1)
    assert "Hạng 19/61" in house.said[0][1]
    assert list((await house.rows()).values()) == [("done", None)]
    (asked,) = [call.params for call in house.api.calls if call.method == "setWebhook"]
    assert asked["url"] == URL
    assert asked["secret_token"] == secret_of(TOKEN)
    assert json.loads(asked["allowed_updates"]) == Update.ALL_TYPES
    assert "deleteWebhook" not in house.api.counts, "Telegram keeps what comes while the bot is away"


Change = dict[str, Any]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"X_Telegram_Bot_Api_Secret_Token": ""}, 403),
        ({"X_Telegram_Bot_Api_Secret_Token": "wrong"}, 403),
        ({"X_Telegram_Bot_Api_Secret_Token": secret_of(TOKEN) + "0"}, 403),
        ({"X_Telegram_Bot_Api_Secret_Token": TOKEN}, 403),
        ({"X_Telegram_Bot_Api_Secret_Token": "sầu riêng"}, 403),
        ({"method": "GET"}, 405),
        ({"method": "PUT"}, 405),
        ({"method": "DELETE"}, 405),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": ""}, 415),
        ({"Content_Encoding": "gzip"}, 415),
        ({"path": "/"}, 404),
        ({"path": PATH + "/"}, 404),
        ({"path": PATH + "?a=1"}, 404),
        ({"path": PATH + "%00"}, 404),
        ({"path": "//telegram"}, 404),
        ({"path": "/../../etc/passwd"}, 404),
    ],
)
async def test_what_is_not_telegrams_is_refused_in_words_and_nothing_is_done(
    house: House, caplog: pytest.LogCaptureFixture, change: Change, status: int
) -> None:
    async with house.open() as opened:
        found, words = await opened.telegram.post(opened.telegram.message(ASKED), **change)
        assert found == status
        if change.get("method") != "HEAD":
            assert 5 < len(words) < 80
        assert await house.rows() == {}
        assert (await opened.telegram.post(opened.telegram.message(ASKED)))[0] == 200
    assert "Traceback" not in caplog.text
    assert secret_of(TOKEN) not in caplog.text
    assert TOKEN not in caplog.text


async def test_the_log_names_who_is_refused_as_a_trusted_proxy_does(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for trusted, named in (("127.0.0.1", "203.0.113.9"), ("10.0.0.0/8", "127.0.0.1")):
        proxies = networks_of(trusted)
        known = hook_of(settings_of(Path("x"), token=SecretStr(TOKEN), webhook=URL, trusted_proxies=proxies))
        assert known is not None
        async with house.open(replace(HOOK, callers=known.callers)) as opened:
            chain = {"X_Forwarded_For": "198.51.100.7, 203.0.113.9", "X_Telegram_Bot_Api_Secret_Token": "guessed"}
            assert (await opened.telegram.post(opened.telegram.message(ASKED), **chain))[0] == 403
        assert f"a call from {named} to the webhook was refused: 403, secret" in caplog.text
        caplog.clear()
    assert "198.51.100.7" not in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b'"x"', b"null", b"17", b"{}", b"\xff\xfe", b'{"update_id": "1"}', b'{"update_id": true}'),
        *(b'{"update_id": 1e3}', b'{"update_id": null}', b'{"update_id": 99999999999999999999999}', b"[" * 200_000),
        *(b'{"update_id": ' + b"9" * 10_000 + b"}", b'{"update_id": 1, "message": {"text": "a\x00b"}}'),
        b'{"update_id": 1, "message": ' + b'{"a":' * 100_000,
    ],
    ids=lambda body: repr(body[:30]),
)
async def test_a_bad_body_is_told_without_a_traceback(
    house: House, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    async with house.open() as opened:
        status, words = await opened.telegram.post(body)
        assert status == 400
        assert words.startswith("The body is")
        assert await house.rows() == {}
    assert "Traceback" not in caplog.text


async def test_a_body_may_have_one_megabyte_and_no_byte_more(house: House) -> None:
    async with house.open() as opened:
        update = json.dumps(opened.telegram.message(ASKED)).encode()
        whole = update + b" " * (LARGEST_BODY - len(update))
        assert (await opened.telegram.post(whole + b" "))[0] == 413

        async def in_pieces() -> AsyncIterator[bytes]:
            for start in range(0, len(whole), 1 << 16):
                yield whole[start : start + (1 << 16)]
            yield b" "

        assert (await opened.telegram.post(in_pieces()))[0] == 413
        assert await house.rows() == {}
        assert (await opened.telegram.post(whole))[0] == 200
        await house.api.seen("sendMessage")


async def test_the_same_update_is_handled_once_also_after_a_restart(house: House) -> None:
    async with house.open() as opened:
        update = opened.telegram.message(ASKED)
        together = await asyncio.gather(*(opened.telegram.post(update) for _ in range(10)))
        assert {status for status, _ in together} == {200}
        assert opened.app.bot_data.webhooks[0].counts == {"kept": 1, "repeated": 9}
        assert (await opened.telegram.post(update))[0] == 200
        await house.settled(1)
    async with house.open() as opened:
        assert (await opened.telegram.post(update))[0] == 200
        assert (await opened.telegram.post(opened.telegram.message(ASKED, number=5)))[0] == 200
        await house.settled(2)
    assert len(house.said) == 2


async def test_a_poisoned_update_stops_nothing_behind_it(house: House, caplog: pytest.LogCaptureFixture) -> None:
    app = house.bot()

    async def fails(update: Any, context: Any) -> None:
        raise RuntimeError("poison")

    from telegram.ext import CommandHandler

    app.handlers[0].insert(0, CommandHandler("poison", fails))
    async with house.open(app=app) as opened:
        telegram = opened.telegram
        odd = {"update_id": 3, "message": {"message_id": "?", "chat": 7}}
        for update in (odd, {"update_id": 4, "message": "x"}, telegram.message("/poison"), telegram.message(ASKED)):
            assert (await telegram.post(update))[0] == 200
        await house.settled(4)
    assert [chat for chat, said in house.said if "Hạng 19/61" in said] == ["7"]
    assert "number 3" in caplog.text
    assert "number 4" in caplog.text


async def test_updates_of_one_chat_are_handled_in_order(house: House) -> None:
    house.api.latency = 0.01
    async with house.open() as opened:
        names = ("Hưng Yên", "Lạng Sơn", "Hà Giang", "Phú Thọ", "Quảng Ninh", "Nam Định")
        updates = [opened.telegram.message(f"/rank {name} PAPI 2023", chat) for name in names for chat in (1, 2, 3)]
        for update in updates:
            assert (await opened.telegram.post(update))[0] == 200
        await house.settled(len(updates))
    for chat in ("1", "2", "3"):
        of_chat = [said for to, said in house.said if to == chat]
        assert [next(name for name in names if f"🏛 {name} —" in said) for said in of_chat] == list(names)


async def test_what_cannot_be_kept_is_not_answered_for_and_taken_when_it_comes_again(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with house.open() as opened:
        received = opened.app.bot_data.received
        kept, failures = received.write, iter((True, False))

        async def busy(*args: Any) -> Any:
            if next(failures, False):
                raise DatabaseBusy("busy")
            return await kept(*args)

        monkeypatch.setattr(type(received), "write", lambda self, *args: busy(*args))
        update = opened.telegram.message(ASKED)
        assert (await opened.telegram.post(update))[0] == 503
        await opened.telegram.deliver(update)
        await house.settled(1)
    assert len(house.said) == 1
    assert "Traceback" not in caplog.text


async def test_sigterm_ends_what_is_in_hand_and_the_rest_is_handled_at_the_next_start(house: House) -> None:
    house.api.latency = 0.2
    async with house.open() as opened:
        updates = [opened.telegram.message(ASKED, chat) for chat in range(1, 61)]
        await opened.telegram.deliver_all(updates)
    states = [state for state, _ in (await house.rows()).values()]
    assert len(states) == 60
    answered = len(house.said)
    assert states.count("done") == answered, "what was begun was finished"
    assert 0 < answered < 60
    house.api.latency = 0.0
    async with house.open():
        await house.settled(60)
    assert sorted(int(chat) for chat, _ in house.said) == list(range(1, 61)), "each answered once"


async def test_what_hangs_at_the_end_is_cut_and_handled_again(house: House, caplog: pytest.LogCaptureFixture) -> None:
    hook = Hook(URL, HOOK.secret, port=0, wait=0.01, grace=0.2)
    async with house.open(hook) as opened:
        house.api.latency = 30.0
        assert (await opened.telegram.post(opened.telegram.message(ASKED)))[0] == 200
        await asyncio.sleep(0.2)
    assert "1 updates did not end in time" in caplog.text
    assert [state for state, _ in (await house.rows()).values()] == ["waiting"]
    house.api.latency = 0.0
    async with house.open():
        await house.settled(1)
    assert "taken up" in caplog.text


async def raw(port: int, data: bytes, wait: float = 3.0) -> bytes:
    """What a connection is answered that sends these bytes and then nothing more; until it is cut."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        async with asyncio.timeout(wait):
            return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def drip(writer: asyncio.StreamWriter, data: bytes) -> None:
    """Write it again and again, a little at a time, as long as the other side takes it."""
    while True:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(0.05)


HEAD = f"POST {PATH} HTTP/1.1\r\nHost: a\r\nX-Telegram-Bot-Api-Secret-Token: {HOOK.secret}\r\n".encode()
JSON = b"Content-Type: application/json\r\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"POST /tele",
        HEAD,
        HEAD + JSON + b"Content-Length: 100\r\n\r\n{",
        HEAD + JSON + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{",
    ],
)
async def test_a_client_that_does_not_finish_is_cut(house: House, data: bytes) -> None:
    hook = Hook(URL, HOOK.secret, port=0, wait=0.01, body_seconds=0.3, bounds=QUICK)
    async with house.open(hook) as opened:
        said = await raw(opened.telegram.port, data)
        assert said == b"" or said.startswith(b"HTTP/1.1 408")
        assert (await opened.telegram.post(opened.telegram.message(ASKED)))[0] == 200


async def test_a_client_that_drips_is_cut(house: House) -> None:
    hook = Hook(URL, HOOK.secret, port=0, wait=0.01, bounds=QUICK)
    async with house.open(hook) as opened:
        _, writer = await asyncio.open_connection("127.0.0.1", opened.telegram.port)
        writer.write(b"POST /telegram HTTP/1.1\r\n")
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(drip(writer, b"A: b\r\n"), 60)
        writer.close()


BUSY = "HTTP/1.1 503 Service Unavailable|Too many connections are open here; please come again in a few seconds."
PRESSING = 10_000
"""Connections that are too many."""
USUAL_FILES = 1024
"""What a process may have open on most systems, where nobody set it."""
MOST_MEMORY = 24 << 20
"""Bytes more for all of them: 2.4 KB each, were all of them there at once."""


@contextmanager
def files_bounded(most: int) -> Iterator[None]:
    """This process may have so many files open, as most systems let it."""
    usual, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (usual, hard))


def delivery_of(update: dict[str, Any]) -> bytes:
    """A whole call."""
    body = json.dumps(update).encode()
    return HEAD + JSON + b"Content-Length: %d\r\n\r\n" % len(body) + body


def files_open() -> int:
    return len(os.listdir("/proc/self/fd"))


async def test_ten_thousand_connections_too_many_are_refused_in_words(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """All places are taken, and ten thousand more come at once, each with a whole delivery."""
    count = min(PRESSING, files_at_most())
    bounds = Bounds(headers=PATIENCE)
    hook = Hook(URL, HOOK.secret, port=0, wait=0.01, bounds=bounds)
    with files_bounded(min(USUAL_FILES, count)):
        async with house.open(hook) as opened:
            port, before = opened.telegram.port, files_open()
            there = [await asyncio.open_connection("127.0.0.1", port) for _ in range(bounds.connections)]
            await asyncio.sleep(0.05)
            memory, held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, files_open()
            seen = await crowd(port, count, delivery_of(opened.telegram.message(ASKED)))
            assert seen.answers == {BUSY: count}
            assert (seen.at_once, seen.silent) == (count, 0)
            assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory) << 10 < MOST_MEMORY
            assert await house.rows() == {}, "nobody came in"

            for reader, writer in there[:3]:  # those who were in are served
                writer.write(delivery_of(opened.telegram.message(ASKED)))
                assert await reader.readline() == b"HTTP/1.1 200 OK\r\n"
            await opened.ended(lambda: files_open() <= held + 8, "the connections of those who were refused are closed")
            for _, writer in there:
                writer.close()
            await opened.telegram.deliver(opened.telegram.message(ASKED))
            await house.settled(4)
            await opened.ended(lambda: files_open() <= before + 8, "and in the end those of all")
    assert "Traceback" not in caplog.text
    assert not [record for record in caplog.records if record.name == "asyncio" and record.levelname != "DEBUG"]
    if count < PRESSING:
        pytest.skip(f"{PRESSING} connections at once: {count} were tried, as one process may have no more (ulimit -Hn)")


async def test_a_refusal_breaks_nothing_off_and_ends_also_with_who_does_not_go(house: House) -> None:
    """The words are followed by an orderly end, whatever was sent meanwhile; who stays after it is cut."""
    hook = Hook(URL, HOOK.secret, port=0, wait=0.01, bounds=Bounds(connections=1, headers=PATIENCE))
    async with house.open(hook) as opened:
        _, first = await asyncio.open_connection("127.0.0.1", opened.telegram.port)
        seen = await crowd(opened.telegram.port, LEAVING, HEAD + JSON + b"Content-Length: 9\r\n\r\n123456789")
        assert (seen.answers, seen.resets, seen.silent) == ({BUSY: LEAVING}, 0, 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", opened.telegram.port)
        assert (await reader.read()).endswith(b"in a few seconds.\n")
        with pytest.raises(ConnectionError):
            await asyncio.wait_for(drip(writer, b"still here"), PATIENCE)
        first.close()


UPDATE = json.dumps({"update_id": 9}).encode()
LENGTH = b"Content-Length: %d\r\n" % len(UPDATE)


@pytest.mark.parametrize(
    "data",
    [
        HEAD + JSON + b"A: " + b"b" * 100_000 + b"\r\n\r\n",
        HEAD + JSON + b"".join(b"A%d: b\r\n" % number for number in range(5_000)) + b"\r\n",
        HEAD + JSON + LENGTH + b"Content-Length: 3\r\n\r\n" + UPDATE,
        HEAD + JSON + LENGTH + b"Transfer-Encoding: chunked\r\n\r\n" + UPDATE,
        HEAD + JSON + b"Content-Length: -1\r\n\r\n" + UPDATE,
        HEAD + JSON + b"Content-Length: 1e1\r\n\r\n" + UPDATE,
        HEAD + JSON + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + UPDATE,
        HEAD.replace(b"Host: a", b"Ho st: a") + JSON + LENGTH + b"\r\n" + UPDATE,
        HEAD + JSON + b"A: b\x00c\r\n" + LENGTH + b"\r\n" + UPDATE,
        HEAD + JSON + b"A: b\rX: c\r\n" + LENGTH + b"\r\n" + UPDATE,
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"POST " + PATH.encode() + b" HTTP/9.9\r\nHost: a\r\n\r\n",
    ],
    ids=lambda data: repr(data[-40:]),
)
async def test_odd_heads_are_refused_and_nothing_is_done(
    house: House, caplog: pytest.LogCaptureFixture, data: bytes
) -> None:
    hook = Hook(URL, HOOK.secret, port=0, wait=0.01, body_seconds=0.3, bounds=QUICK)
    async with house.open(hook) as opened:
        said = await raw(opened.telegram.port, data)
        assert said == b"" or int(said.split(b" ")[1]) in (400, 403, 404, 405, 408, 413, 415, 431)
        assert HOOK.secret.encode() not in said
        assert await house.rows() == {}
        assert (await opened.telegram.post(opened.telegram.message(ASKED)))[0] == 200
    assert "Traceback" not in caplog.text


def told_of(url: str) -> dict[str, Any]:
    return {"url": url, "has_custom_certificate": False, "pending_update_count": 0}


async def test_a_webhook_taken_away_is_set_again(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(RESULTS, "getWebhookInfo", told_of(""))
    hook = Hook(URL, HOOK.secret, port=0, wait=0.01, look_every=0.1)

    def again(method: str) -> None:
        if house.api.counts["setWebhook"] == 2:
            RESULTS["getWebhookInfo"] = told_of(URL)

    house.api.on_call = again
    async with house.open(hook) as opened:
        await house.api.seen("setWebhook", 2)
        await house.api.seen("getWebhookInfo", 3)
        assert not opened.task.done()
    assert "took the webhook away" in caplog.text


async def test_taken_away_again_it_stops_and_says_why(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RESULTS, "getWebhookInfo", told_of("https://elsewhere.example/hook"))
    hook = Hook(URL, HOOK.secret, port=0, wait=0.01, look_every=0.05)
    with pytest.raises(Stopped, match="another"):
        async with house.open(hook) as opened:
            await opened.ends()


async def test_polling_takes_the_webhook_away(house: House) -> None:
    task = asyncio.create_task(poll(house.bot(), _nothing))
    await house.api.seen("getUpdates")
    assert house.api.counts["deleteWebhook"] == 1
    os.kill(os.getpid(), signal.SIGTERM)
    async with asyncio.timeout(PATIENCE):
        await task


async def _nothing() -> None: ...
