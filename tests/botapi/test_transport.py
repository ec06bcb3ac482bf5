"""The aiohttp transport against a real HTTP server, side by side with the standard transport."""

from __future__ import annotations

import asyncio
import functools
import gc
import io
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Bot, InputFile, InputMediaDocument, InputMediaPhoto
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, HTTPXRequest

from bot.botapi.transport import (
    AiohttpRequest,
    AnswerLost,
    ConnectFailed,
    ConnectTimeout,
    NotSent,
    OutcomeUnknown,
    PoolTimeout,
    ReadTimeout,
    WriteTimeout,
)
from tests.support.api_server import (
    HANG,
    RESET,
    RESULTS,
    TOKEN,
    BotApi,
    Call,
    Fault,
    blocked,
    broken,
    conflict,
    flood,
    refusal,
)

SECRET = TOKEN.partition(":")[2]
Transport = Callable[..., BaseRequest]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@pytest.fixture(autouse=True)
def timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # RetryAfter warns without it


def bot_on(base_url: str, request: BaseRequest) -> Bot:
    files = base_url.replace("/bot", "/file/bot")
    return Bot(TOKEN, base_url, files, request=request, get_updates_request=request)


async def failure(work: Awaitable[Any]) -> TelegramError:
    try:
        await work
    except TelegramError as error:
        return error
    raise AssertionError("it did not fail")


def everything_said(error: BaseException) -> str:
    """All that a log, a handler or a debugger could show of an exception, even what ``from None`` hides."""
    said = "".join(traceback.format_exception(error))
    todo: list[BaseException | None] = [error]
    while todo:
        if (one := todo.pop()) is not None:
            said += f"{one} {one!r} {one.args}"
            todo += one.__cause__, one.__context__
    return said


@contextmanager
def silent_server(accept: bool) -> Iterator[int]:
    """A port that takes connections and says nothing or, with ``accept`` false, lets nobody in."""
    with socket.create_server(("127.0.0.1", 0), backlog=16 if accept else 0) as server:
        waiting = [socket.socket() for _ in range(0 if accept else 4)]
        for one in waiting:
            one.setblocking(False)
            with suppress(BlockingIOError):
                one.connect(server.getsockname())
        try:
            yield server.getsockname()[1]
        finally:
            for one in waiting:
                one.close()


@asynccontextmanager
async def raw_server(answer: bytes) -> AsyncIterator[int]:
    """A port where every request's head is answered with these bytes and the end of the connection."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def test_the_bot_works_through_it(api: BotApi) -> None:
    api.files["charts/a b.png"] = b"\x89PNG"
    async with bot_on(api.base_url, AiohttpRequest()) as bot:
        assert bot.username == "chisotinh_bot"
        message = await bot.send_message(7, "Hưng Yên & <b>Huế</b>\n+1%", message_thread_id=3)
        assert (message.text, message.message_thread_id) == ("Hưng Yên & <b>Huế</b>\n+1%", 3)
        assert await (await bot.get_file("charts/a b.png")).download_as_bytearray() == b"\x89PNG"
        first, second = api.push_message("/rank"), api.push_message("một")
        assert [u.update_id for u in await bot.get_updates(limit=1)] == [first]
        assert [u.update_id for u in await bot.get_updates(offset=first + 1)] == [second]
    assert api.connections == 1


async def test_long_polling_wakes_up_and_gives_way_to_a_second_poll(api: BotApi) -> None:
    async with bot_on(api.base_url, AiohttpRequest()) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=5))
        await api.seen("getUpdates")
        api.push_message("chào")
        assert [u.effective_message and u.effective_message.text for u in await poll] == ["chào"]
        older = asyncio.create_task(bot.get_updates(offset=9, timeout=5))
        await api.seen("getUpdates", 2)
        newer = asyncio.create_task(bot.get_updates(offset=9, timeout=5))
        assert isinstance(await failure(older), Conflict)
        newer.cancel()


ANSWERS: list[tuple[Fault, type[TelegramError]]] = [
    (blocked(), Forbidden),
    (flood(35), RetryAfter),
    (conflict(), Conflict),
    (refusal(400, "Bad Request: chat not found"), BadRequest),
    (refusal(400, "Bad Request: upgraded", migrate_to_chat_id=-1007), ChatMigrated),
    (refusal(401, "Unauthorized"), InvalidToken),
    (broken(502), NetworkError),
    (broken(200, "<html>sign in to the hotel's network</html>"), TelegramError),
    (refusal(307, "Moved"), NetworkError),
]


@pytest.mark.parametrize(("fault", "kind"), ANSWERS, ids=lambda x: getattr(x, "__name__", ""))
async def test_refusals_are_those_of_the_standard_transport(
    api: BotApi, fault: Fault, kind: type[TelegramError]
) -> None:
    api.fail("sendMessage", fault)
    errors = []
    for transport in (AiohttpRequest(), HTTPXRequest()):
        async with bot_on(api.base_url, transport) as bot:
            errors.append(await failure(bot.send_message(1, "x")))
    assert type(errors[0]) is type(errors[1]) is kind
    assert str(errors[0]) == str(errors[1])


async def reset(api: BotApi, make: Transport) -> TelegramError:
    api.fail("sendMessage", RESET)
    async with bot_on(api.base_url, make()) as bot:
        return await failure(bot.send_message(1, "x"))


async def hang(api: BotApi, make: Transport) -> TelegramError:
    api.fail("sendMessage", HANG)
    async with bot_on(api.base_url, make(read_timeout=0.05)) as bot:
        # the bot's own getMe is answered in time
        return await failure(bot.send_message(1, "x"))


async def busy(api: BotApi, make: Transport) -> TelegramError:
    api.counts.clear()
    api.fail("sendMessage", HANG)
    async with make(connection_pool_size=1, read_timeout=None, pool_timeout=0.05) as request:
        first = asyncio.create_task(request.post(api.url("sendMessage")))
        await api.seen("sendMessage")
        error = await failure(request.post(api.url("getMe")))
        first.cancel()
        with suppress(asyncio.CancelledError):
            await first
        return error


async def refused(api: BotApi, make: Transport) -> TelegramError:
    with silent_server(accept=True) as port:
        pass
    async with make() as request:
        return await failure(request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe"))


async def full_backlog(api: BotApi, make: Transport) -> TelegramError:
    with silent_server(accept=False) as port:
        async with make(connect_timeout=0.05) as request:
            return await failure(request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe"))


async def no_handshake(api: BotApi, make: Transport) -> TelegramError:
    with silent_server(accept=True) as port:
        async with make(connect_timeout=0.05) as request:
            return await failure(request.post(f"https://127.0.0.1:{port}/bot{TOKEN}/getMe"))


async def not_tls(api: BotApi, make: Transport) -> TelegramError:
    async with make() as request:
        return await failure(request.post(api.url("getMe").replace("http:", "https:")))


async def not_http(api: BotApi, make: Transport) -> TelegramError:
    async with raw_server(b"SSH-2.0-OpenSSH_9.2\r\n") as port, make() as request:
        return await failure(request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/sendMessage"))


async def cut_short(api: BotApi, make: Transport) -> TelegramError:
    async with raw_server(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"ok"') as port, make() as request:
        return await failure(request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/sendMessage"))


async def stalled_upload(api: BotApi, make: Transport) -> TelegramError:
    with silent_server(accept=True) as port:
        request = make(media_write_timeout=0.05, read_timeout=None)
        async with request:
            bot = bot_on(f"http://127.0.0.1:{port}/bot", request)
            return await failure(bot.send_document(1, bytes(1 << 24)))


async def bad_url(api: BotApi, make: Transport) -> TelegramError:
    async with make() as request:
        return await failure(request.post(f"gopher://127.0.0.1/bot{TOKEN}/getMe"))


FAILURES: list[tuple[Callable[[BotApi, Transport], Awaitable[TelegramError]], type[NetworkError], str]] = [
    (busy, PoolTimeout, "Pool timeout"),
    (full_backlog, ConnectTimeout, "Connect timeout"),
    (no_handshake, ConnectTimeout, "Connect timeout"),
    (refused, ConnectFailed, "not* sent"),
    (not_tls, ConnectFailed, "not* sent"),
    (bad_url, ConnectFailed, "not* sent"),
    (stalled_upload, WriteTimeout, "Write timeout"),
    (hang, ReadTimeout, "Read timeout"),
    (reset, AnswerLost, "reset"),
    (not_http, AnswerLost, "outcome is unknown"),
    (cut_short, AnswerLost, "outcome is unknown"),
]


@pytest.mark.parametrize(("way", "kind", "words"), FAILURES, ids=[way.__name__ for way, _, _ in FAILURES])
async def test_failures_are_told_apart_and_match_the_standard_transport(
    api: BotApi,
    caplog: pytest.LogCaptureFixture,
    way: Callable[[BotApi, Transport], Awaitable[TelegramError]],
    kind: type[NetworkError],
    words: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, "telegram.Bot")  # which shows its URL at DEBUG when it is made
    ours = await way(api, AiohttpRequest)
    assert type(ours) is kind
    assert words in str(ours)
    assert isinstance(ours, NotSent) != isinstance(ours, OutcomeUnknown)
    assert SECRET not in everything_said(ours)
    assert SECRET not in caplog.text
    theirs = await way(api, HTTPXRequest)
    assert isinstance(ours, type(theirs))
    assert isinstance(ours, TimedOut) == isinstance(theirs, TimedOut)


def normal(call: Call) -> tuple[bytes, str, dict[str, str], dict[str, tuple[str, str, bytes]]]:
    """A request as received, without what is random: the boundary."""
    kind, _, boundary = call.headers.get("Content-Type", "").partition("boundary=")
    body = call.body.replace(boundary.encode(), b"BOUNDARY") if boundary else call.body
    return body, kind if body else "", call.params, call.files


async def document(bot: Bot, path: Path) -> None:
    with path.open("rb") as file:
        await bot.send_document(1, InputFile(file, 'bảng "x\\y"\r\n.csv', read_file_handle=False))


async def album(bot: Bot, _: Path) -> None:
    files = [InputMediaPhoto(bytes(99), caption="một", filename="1.png"), InputMediaPhoto("AgAD")]
    await bot.send_media_group(1, files)


async def edited(bot: Bot, _: Path) -> None:
    await bot.edit_message_media(InputMediaDocument(b"%PDF", filename="a.pdf", thumbnail=b"t"), chat_id=1, message_id=2)


UPLOADS: dict[str, Callable[[Bot, Path], Awaitable[Any]]] = {
    "no parameters": lambda bot, _: bot.get_me(),
    "text": lambda bot, _: bot.send_message(-100, "Điểm 44,40 & hạng 19\n<b>+</b>", disable_notification=True),
    "keyboard": lambda bot, _: bot.set_my_commands([("rank", "xếp hạng")], language_code="vi"),
    "photo": lambda bot, path: bot.send_photo(1, path.read_bytes(), 'cảm "ơn"', filename="hưng.png"),
    "handle": document,
    "memory": lambda bot, _: bot.send_voice(1, io.BytesIO(b"a\r\n--b")),
    "album": album,
    "edited media": edited,
    "empty": lambda bot, _: bot.send_document(1, InputFile(b"", "n.txt")),
}


@pytest.mark.parametrize("name", UPLOADS)
async def test_requests_are_byte_for_byte_those_of_the_standard_transport(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(bytes(range(256)) * 600)  # more than one chunk
    for method in ("sendMediaGroup", "editMessageMedia", "sendPhoto", "sendDocument", "sendVoice"):
        api.fail(method, refusal(400, "Bad Request: enough"))
    calls = []
    for request in (AiohttpRequest(), HTTPXRequest()):
        names = (SimpleNamespace(hex=str(n)) for n in range(9))
        monkeypatch.setattr("telegram._files.inputfile.uuid4", functools.partial(next, names))
        async with request:
            with suppress(BadRequest):
                await UPLOADS[name](bot_on(api.base_url, request), path)
        calls.append(api.calls[-1])
    assert normal(calls[0]) == normal(calls[1])
    assert calls[0].headers["Content-Length"] == calls[1].headers["Content-Length"]
    assert calls[0].headers["User-Agent"] == calls[1].headers["User-Agent"]


@pytest.mark.parametrize("make", [AiohttpRequest, HTTPXRequest])
async def test_a_proxy_is_used_with_its_password(api: BotApi, make: Transport) -> None:
    proxy = f"http://user:p%40ss@127.0.0.1:{api.port}"
    async with make(proxy=proxy) as request:
        await request.post(f"http://telegram.invalid/bot{TOKEN}/getMe")
    headers = {key.lower(): value for key, value in api.calls[0].headers.items()}
    assert headers["proxy-authorization"] == "Basic dXNlcjpwQHNz"
    assert headers["host"] == "telegram.invalid"


async def test_a_proxy_that_refuses_the_tunnel_is_named_without_the_url() -> None:
    async with (
        raw_server(b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n") as port,
        AiohttpRequest(proxy=f"http://user:passw0rd@127.0.0.1:{port}") as request,
    ):
        error = await failure(request.post(f"https://telegram.invalid/bot{TOKEN}/getMe"))
    assert type(error) is ConnectFailed
    assert "407" in str(error)
    assert SECRET not in everything_said(error)
    assert "passw0rd" not in everything_said(error) + repr(request)


@pytest.mark.parametrize("proxy", ["socks4://u:passw0rd@host:1", "host:8080", "http://", "http://[", ""])
def test_other_proxies_are_refused_in_words(proxy: str) -> None:
    with pytest.raises(ValueError, match="http:// or https://") as caught:
        AiohttpRequest(proxy=proxy)
    assert "passw0rd" not in everything_said(caught.value)


@pytest.mark.parametrize("trusted", [True, False])
async def test_the_environment_is_asked_for_a_proxy_only_when_told(
    api: BotApi, monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{api.port}")
    async with AiohttpRequest(trust_env=trusted) as request:
        work = request.post(f"http://telegram.invalid/bot{TOKEN}/getMe")
        if trusted:
            await work
        else:
            assert isinstance(await failure(work), NotSent)


@pytest.mark.parametrize("status", [502, 200])
async def test_error_pages_that_quote_the_url_are_not_logged_and_shown_without_the_token(
    api: BotApi, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    api.fail("sendMessage", broken(status, "<p>cannot reach {url}</p>"))
    async with AiohttpRequest() as request:
        error = await failure(request.post(api.url("sendMessage")))
    assert ("/bot123456:***/sendMessage" in str(error)) is (status == 502)
    assert SECRET not in everything_said(error)
    assert not caplog.records


async def test_a_downloaded_file_is_not_touched(api: BotApi) -> None:
    api.files["a"] = content = SECRET.encode() + bytes(1 << 20)
    async with AiohttpRequest() as request:
        assert await request.retrieve(f"{api.base_file_url}{TOKEN}/a") == content


@pytest.mark.parametrize("make", [AiohttpRequest, HTTPXRequest])
async def test_redirects_are_not_followed(api: BotApi, make: Transport) -> None:
    answer = f"HTTP/1.1 302 Found\r\nLocation: {api.url('getMe')}\r\nContent-Length: 2\r\n\r\n{{}}"
    async with raw_server(answer.encode()) as port, make() as request:
        assert "302" in str(await failure(request.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getMe")))
    assert api.counts["getMe"] == 0


async def test_what_a_write_timeout_held_back_is_never_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(1)
        async with AiohttpRequest(media_write_timeout=0.05) as request:
            bot = bot_on(f"http://127.0.0.1:{server.getsockname()[1]}/bot", request)
            assert type(await failure(bot.send_document(1, bytes(1 << 24)))) is WriteTimeout
            received = await asyncio.to_thread(received_until_the_end, server)
    assert received % (1 << 16), "the chunk that was under way is cut where the kernel stopped taking it"


def received_until_the_end(server: socket.socket) -> int:
    total = b""
    with server.accept()[0] as connection, suppress(ConnectionError):
        connection.settimeout(1)
        while chunk := connection.recv(1 << 16):
            total += chunk
    return len(total.partition(b"\r\n\r\n")[2])


async def test_many_calls_share_the_pool(api: BotApi) -> None:
    api.latency = 0.02
    async with AiohttpRequest(connection_pool_size=64) as request:
        await asyncio.gather(*(request.post(api.url("getMe")) for _ in range(256)))
    assert (api.peak, api.connections) == (64, 64)


async def test_a_cancelled_call_gives_its_place_back(api: BotApi) -> None:
    api.fail("sendMessage", HANG)
    async with AiohttpRequest(connection_pool_size=2, pool_timeout=0.1) as request:
        for count in range(1, 7):
            sent = asyncio.create_task(request.post(api.url("sendMessage")))
            await api.seen("sendMessage", count)
            sent.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sent
        held = [asyncio.create_task(request.post(api.url("sendMessage"))) for _ in range(2)]
        await api.seen("sendMessage", 8)
        queued = [asyncio.create_task(request.post(api.url("getMe"))) for _ in range(3)]
        await asyncio.sleep(0)
        queued[0].cancel()
        held[0].cancel()
        assert await asyncio.gather(*queued[1:]) == [RESULTS["getMe"]] * 2
        held[1].cancel()
        await asyncio.wait([*held, *queued])


async def test_shutdown_and_initialize_may_be_repeated_and_leave_nothing_open(api: BotApi) -> None:
    request = AiohttpRequest(read_timeout=None)
    assert request.read_timeout is None
    assert isinstance(await failure(request.post(api.url("getMe"))), NetworkError)
    assert api.counts["getMe"] == 0
    await request.shutdown()
    for _ in range(2):
        await request.initialize()
        await request.initialize()
        await request.post(api.url("getMe"))
        await request.shutdown()
        await request.shutdown()
    assert api.connections == 2
    del request
    gc.collect()  # a ResourceWarning would fail the test


async def test_shutdown_ends_calls_in_flight_and_in_the_queue(api: BotApi) -> None:
    api.fail("sendMessage", HANG)
    request = AiohttpRequest(connection_pool_size=1, read_timeout=None)
    await request.initialize()
    sent = asyncio.create_task(failure(request.post(api.url("sendMessage"))))
    await api.seen("sendMessage")
    queued = asyncio.create_task(failure(request.post(api.url("sendMessage"))))
    await asyncio.sleep(0)
    await request.shutdown()
    assert isinstance(await sent, OutcomeUnknown)
    assert isinstance(await queued, NotSent)
    assert api.counts["sendMessage"] == 1


async def test_connections_closed_while_idle_are_replaced_silently(api: BotApi) -> None:
    async with AiohttpRequest() as request:
        api.latency = 0.01
        await asyncio.gather(*(request.post(api.url("getMe")) for _ in range(6)))
        api.drop_connections()
        await asyncio.sleep(0.02)
        await request.post(api.url("sendMessage"))
        assert (api.counts["sendMessage"], api.connections) == (1, 7)


@pytest.mark.parametrize("idle", [1, 6])
async def test_a_farewell_that_the_loop_has_not_read_yet_is_seen_before_writing(idle: int) -> None:
    """The server says goodbye while the loop is busy: nothing was written, so nothing can be doubled."""
    writers: list[asyncio.StreamWriter] = []
    together = asyncio.Barrier(idle)
    served = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal served
        writers.append(writer)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n"):
                served += 1
                if served <= idle:
                    await together.wait()
                writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n{"ok": true, "result": 1}')

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server, AiohttpRequest() as request:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot{TOKEN}/deleteWebhook"
        await asyncio.gather(*(request.post(url) for _ in range(idle)))
        for writer in writers[:]:
            # Straight to the kernel: the client's loop has no chance to hear of it before it writes.
            writer.get_extra_info("socket")._sock.shutdown(socket.SHUT_WR)
        assert await request.post(url) == 1
        assert served == idle + 1
        assert len(writers) > idle
        for writer in writers:
            writer.close()


@pytest.mark.parametrize(("method", "count"), [("getUpdates", 2), ("getMe", 2), ("sendMessage", 1)])
async def test_only_what_reads_is_repeated_after_writing(api: BotApi, method: str, count: int) -> None:
    api.fail(method, RESET, times=1)
    async with AiohttpRequest() as request:
        work = request.post(api.url(method))
        if count == 2:
            await work
        else:
            assert type(await failure(work)) is AnswerLost
    assert api.counts[method] == count


async def test_a_timeout_given_to_a_call_goes_before_the_default(api: BotApi) -> None:
    api.latency = 0.1
    async with AiohttpRequest(read_timeout=0.01) as request:
        assert type(await failure(request.post(api.url("sendMessage")))) is ReadTimeout
        await request.post(api.url("sendMessage"), read_timeout=None)
        await request.post(api.url("sendMessage"), read_timeout=5)
