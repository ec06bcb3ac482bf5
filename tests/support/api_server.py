"""A Bot API server on loopback, over real HTTP: for tests of transport and sender, and for benchmarks.

    async with BotApi() as api:
        bot = telegram.Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url)
        api.fail("sendMessage", flood(35), times=2)
        api.push_message("/rank Hưng Yên", chat_id=7)

It answers as Telegram does where the bot can notice: envelopes, error codes and descriptions, long polling
with offset and limit, 409 to the older of two polls, 401 to a wrong token. It does not judge parameters, as
``bot/offline.py`` does. ``python -m tests.support.api_server LATENCY`` serves from a process of its own until its
standard input closes; the first line it prints is the base URL.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import socket
import struct
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any
from urllib.parse import parse_qsl
from weakref import WeakSet

from aiohttp import web

Json = dict[str, Any]
TOKEN = "123456:A-secret_that-must_never-be-shown00"
BOT: Json = {"id": 123456, "is_bot": True, "first_name": "Chỉ Số Tỉnh", "username": "chisotinh_bot"}
_PART = re.compile(
    r'Content-Disposition: form-data; name="(?P<name>[^"]*)"'
    r'(?:; filename="(?P<file>[^"]*)"\r\nContent-Type: (?P<type>.*))?\Z'
)
_MEDIA = re.compile(r"send(Photo|Document|Video|Audio|Voice|Animation|Sticker)")
RESULTS: dict[str, Any] = {
    "getMe": BOT | {"can_join_groups": True, "can_read_all_group_messages": False},
    "getMyCommands": [],
    "getChatAdministrators": [],
    "getChatMember": {"status": "member", "user": BOT},
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}
_TRUE = re.compile(r"answer|delete|leaveChat|pin|unpin|sendChatAction|set|close|logOut")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is done instead of answering; without ``hang`` or ``reset``: this status with JSON or ``page``."""

    status: int = 200
    description: str = ""
    parameters: Json | None = None
    page: str = ""
    hang: bool = False
    reset: bool = False


def refusal(status: int, description: str, **parameters: int) -> Fault:
    """An error in Telegram's envelope; ``parameters`` may be retry_after or migrate_to_chat_id."""
    return Fault(status, description, parameters or None)


def blocked() -> Fault:
    return refusal(403, "Forbidden: bot was blocked by the user")


def flood(seconds: int) -> Fault:
    return refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def conflict() -> Fault:
    return refusal(409, "Conflict: terminated by other getUpdates request")


def broken(status: int = 502, page: str = "<html><h1>Bad Gateway</h1></html>") -> Fault:
    """A page in HTML, as a proxy in front of the API sends; ``{url}`` in it becomes the request's URL."""
    return Fault(status, page=page)


HANG = Fault(hang=True)  # read the request, never answer
RESET = Fault(reset=True)  # read the request, then reset the connection


@dataclass(frozen=True, slots=True)
class Call:
    """A request as received. ``files``: field name -> (file name, content type, content)."""

    method: str
    params: dict[str, str]
    files: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class BotApi:
    """``calls`` holds every request in order unless ``record`` is false; ``counts`` always counts.

    ``latency`` in seconds, which may be changed at any time, delays every answer. ``peak`` is the largest
    number of requests ever answered at once, ``connections`` the number of connections that were used.
    """

    def __init__(
        self, token: str = TOKEN, *, latency: float = 0.0, record: bool = True, tls: SSLContext | None = None
    ) -> None:
        self._tls = tls
        self.token, self.latency, self.record = token, latency, record
        self.calls: list[Call] = []
        self.counts: Counter[str] = Counter()
        self.files: dict[str, bytes] = {}  # file_path -> content, for getFile and downloads
        self.on_call: Callable[[str], object] = lambda method: None  # called with each method as soon as it is read
        self.in_flight = self.peak = self.connections = 0
        self._faults: dict[str, tuple[Fault, int | None]] = {}
        self._updates: list[Json] = []
        self._next_update = self._next_message = 1
        self._poll = 0
        self._called, self._pushed, self._closing = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._known: WeakSet[asyncio.Transport] = WeakSet()

    async def __aenter__(self) -> BotApi:
        app = web.Application(client_max_size=1 << 26)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024, ssl_context=self._tls).start()
        self.port: int = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing.set()
        self._pushed.set()
        await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file/bot"

    def url(self, method: str) -> str:
        return f"{self.base_url}{self.token}/{method}"

    def fail(self, method: str, fault: Fault, times: int | None = None) -> None:
        """Answer the next ``times`` calls of ``method`` (None: all until ``heal``) with ``fault``."""
        self._faults[method] = (fault, times)

    def heal(self, method: str | None = None) -> None:
        """Answer ``method`` (None: everything) properly again."""
        for name in [method] if method else list(self._faults):
            self._faults.pop(name, None)

    def push(self, **update: Any) -> int:
        """Queue an update, e.g. ``push(callback_query={...})``; returns its id."""
        number, self._next_update = self._next_update, self._next_update + 1
        self._updates.append({"update_id": number, **update})
        self._pushed.set()
        return number

    def push_message(self, text: str, chat_id: int = 1, user_id: int | None = None) -> int:
        """Queue a message from a person; a leading /command gets its entity."""
        message = self._message({"chat_id": str(chat_id), "text": text})
        message["from"] = {"id": user_id or abs(chat_id), "is_bot": False, "first_name": "Lan"}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return self.push(message=message)

    async def seen(self, method: str, count: int = 1) -> None:
        """Wait until ``method`` was called ``count`` times; ``TimeoutError`` after a minute."""
        async with asyncio.timeout(60):
            while self.counts[method] < count:
                self._called.clear()
                await self._called.wait()

    def drop_connections(self) -> None:
        """Close every connection on the server's side, idle ones included."""
        assert self._runner.server is not None
        for handler in self._runner.server.connections:
            if handler.transport is not None:
                handler.transport.close()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        if request.transport not in self._known:
            self._known.add(request.transport)
            self.connections += 1
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        try:
            return await self._answer(request)
        finally:
            self.in_flight -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        prefix, _, path = request.path.partition("/bot")
        token, _, method = path.partition("/")
        call = await _read(request, method if not prefix else "download")
        self.counts[call.method] += 1
        self._called.set()
        if self.record:
            self.calls.append(call)
        self.on_call(call.method)
        if self.latency:
            await asyncio.sleep(self.latency)
        fault, times = self._faults.get(call.method, (None, None))
        if fault is not None:
            if times is not None:
                self._faults[call.method] = (fault, times - 1)
                if times <= 1:
                    del self._faults[call.method]
            return await self._misbehave(request, fault)
        if token != self.token:
            return _envelope(refusal(401, "Unauthorized"))
        if prefix:
            content = self.files.get(method)
            return web.Response(body=content) if content is not None else web.Response(status=404)
        result = await self._result(call)
        return _envelope(result) if isinstance(result, Fault) else _reply({"ok": True, "result": result})

    async def _misbehave(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.hang:
            await self._closing.wait()
        if fault.hang or fault.reset:
            if (transport := request.transport) is not None:  # None when the client has gone
                linger = struct.pack("ii", 1, 0)
                transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                transport.abort()
            return web.Response()
        if fault.page:
            page = fault.page.replace("{url}", str(request.url))
            return web.Response(status=fault.status, text=page, content_type="text/html")
        return _envelope(fault)

    async def _result(self, call: Call) -> Any:
        method, params = call.method, call.params
        if method in RESULTS:
            return RESULTS[method]
        if method == "getUpdates":
            return await self._updates_after(params)
        if method in ("sendMessage", "editMessageText", "editMessageReplyMarkup", "editMessageCaption"):
            return True if "inline_message_id" in params else self._message(params)
        if media := _MEDIA.fullmatch(method):
            return self._message(params) | _media(media[1].lower(), self._next_message)
        if method == "copyMessage":
            return {"message_id": self._message(params)["message_id"]}
        if method == "getFile":
            path = params.get("file_id", "")
            if path not in self.files:
                return refusal(400, "Bad Request: invalid file_id")
            size = len(self.files[path])
            return {"file_id": path, "file_unique_id": path, "file_size": size, "file_path": path}
        return True if _TRUE.match(method) else refusal(404, "Not Found")

    async def _updates_after(self, params: dict[str, str]) -> Any:
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        self._poll = mine = self._poll + 1
        self._pushed.set()  # an older poll wakes up and finds that it is no longer the latest
        if offset >= 0:
            self._updates = [u for u in self._updates if u["update_id"] >= offset]
        else:
            self._updates = self._updates[offset:]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(float(params.get("timeout", 0))):
                while not self._updates and self._poll == mine and not self._closing.is_set():
                    self._pushed = asyncio.Event()
                    await self._pushed.wait()
        return self._updates[:limit] if self._poll == mine else conflict()

    def _message(self, params: dict[str, str]) -> Json:
        number = int(params.get("message_id", 0)) or self._next_message
        self._next_message += number == self._next_message
        chat = params.get("chat_id", "0")
        chat_id = int(chat) if chat.lstrip("-").isdigit() else -1001
        kind = {"type": "private", "first_name": "Lan"} if chat_id > 0 else {"type": "supergroup", "title": "Nhóm"}
        message: Json = {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": chat_id, **kind},
            "from": BOT,
        }
        message |= {key: params[key] for key in ("text", "caption") if key in params}
        if "message_thread_id" in params:
            message["message_thread_id"] = int(params["message_thread_id"])
        if "inline_keyboard" in params.get("reply_markup", ""):
            message["reply_markup"] = json.loads(params["reply_markup"])
        return message


async def _read(request: web.Request, method: str) -> Call:
    body, headers = await request.read(), dict(request.headers)
    if not request.content_type.startswith("multipart/"):
        return Call(method, dict(parse_qsl(body.decode(), keep_blank_values=True)), {}, headers, body)
    params: dict[str, str] = {}
    files: dict[str, tuple[str, str, bytes]] = {}
    boundary = headers["Content-Type"].partition("boundary=")[2].encode()
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part[2:-2].partition(b"\r\n\r\n")
        found = _PART.match(head.decode())
        assert found is not None, head
        if found["file"] is None:
            params[found["name"]] = content.decode()
        else:
            files[found["name"]] = (found["file"], found["type"], content)
    return Call(method, params, files, headers, body)


def _media(kind: str, number: int) -> Json:
    item: Json = {"file_id": f"{kind}{number}", "file_unique_id": f"u{number}", "file_size": 1}
    item |= {"width": 1, "height": 1, "duration": 1, "length": 1, "type": "regular"}
    item |= {"is_animated": False, "is_video": False}
    return {kind: [item] if kind == "photo" else item}


def _envelope(fault: Fault) -> web.Response:
    answer: Json = {"ok": False, "error_code": fault.status, "description": fault.description}
    if fault.parameters:
        answer["parameters"] = fault.parameters
    return _reply(answer, fault.status)


def _reply(answer: Json, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(answer).encode(), status=status, content_type="application/json")


async def _main(latency: float) -> None:
    async with BotApi(latency=latency, record=False) as api:
        print(api.base_url, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_main(float(sys.argv[1]) if len(sys.argv) > 1 else 0.0))
