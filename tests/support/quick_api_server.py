"""A Bot API that costs almost nothing, for benchmarks: every call is a message sent, after the same delay.

``python -m tests.support.quick_api_server LATENCY`` prints its base URL and serves until its standard input
closes; each line of that is answered with JSON: how many calls, the first and the last one's time, and when each of the
chats from ``PEOPLE`` on was written to. Times are of ``time.monotonic``, which all processes of a machine share.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from typing import Final

PEOPLE: Final = 9_000_000_000
_LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.I)
_CHAT: Final = re.compile(rb"chat_id=(-?\d+)")
_ME: Final = b'{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"C","username":"chisotinh_bot"}}'
_RESULTS: Final = {
    b"/getMyCommands ": b"[]",
    b"/getWebhookInfo ": b'{"url":"https://bot.example.vn/telegram","has_custom_certificate":false,'
    b'"pending_update_count":0}',
}


class Stand:
    """What has been seen since ``clear``."""

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self.number = 0
        self.clear()

    def clear(self) -> None:
        self.calls = 0
        self.first = self.last = 0.0
        self.people: dict[str, float] = {}

    def say(self) -> str:
        return json.dumps({"calls": self.calls, "first": self.first, "last": self.last, "people": self.people})


class Connection(asyncio.Protocol):
    def __init__(self, stand: Stand) -> None:
        self._stand, self._read = stand, b""
        self._loop = asyncio.get_running_loop()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            found = _LENGTH.search(self._read, 0, end)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._read) < whole:
                return
            request, self._read = self._read[:whole], self._read[whole:]
            answer = self._answer(request, end)
            if self._stand.latency:
                self._loop.call_later(self._stand.latency, self._transport.write, answer)
            else:
                self._transport.write(answer)

    def _answer(self, request: bytes, end: int) -> bytes:
        stand = self._stand
        body = _ME
        if b"/sendMessage " in request[:200]:
            stand.last = time.monotonic()
            stand.first = stand.first or stand.last
            stand.calls += 1
            stand.number += 1
            chat = _CHAT.search(request, end)
            id = int(chat[1]) if chat else 0
            if id >= PEOPLE and b"PAPI" in request:  # an answer, not an apology
                stand.people[str(id)] = stand.last
            body = (
                b'{"ok":true,"result":{"message_id":%d,"date":1795000000,"chat":{"id":%d,"type":"private",'
                b'"first_name":"Lan"},"from":{"id":123456,"is_bot":true,"first_name":"C"},"text":"..."}}'
            ) % (stand.number, id)
        elif b"/getMe " not in request[:200]:
            name = next((name for name in _RESULTS if name in request[:200]), b"")
            body = b'{"ok":true,"result":%b}' % _RESULTS.get(name, b"true")
        return (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)) + body


async def main() -> None:
    stand = Stand(float(sys.argv[1]))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(stand), "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot", flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        print(stand.say(), flush=True)
        if line.strip() == "clear":
            stand.clear()
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
