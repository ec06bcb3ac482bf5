"""The aiohttp transport for python-telegram-bot: the standard one's errors and bytes, many times faster.

What may be relied on beyond ``telegram.request.BaseRequest``:

* Every failure to get an answer is a ``NetworkError`` that says whether Telegram may have acted on it::

      NotSent         PoolTimeout*   ConnectTimeout*  ConnectFailed   surely not: safe to send again
      OutcomeUnknown  WriteTimeout*  ReadTimeout*     AnswerLost      perhaps: a repeat may double it

  Those with a star are also ``TimedOut``, as with the standard transport. An answer with an error status
  (403, 429, 5xx) is none of these: ``BaseRequest`` turns it into ``Forbidden``, ``RetryAfter`` and so on.
* The bot's token, which is part of every URL, is in no message, ``repr``, ``__cause__``, ``__context__`` or
  log record, and is struck out of error pages (proxies like to quote the URL) before anybody can log them.
* A kept-alive connection that the server closed before anything was written to it is replaced silently. Once
  something was written, only what merely reads (downloads, methods named get...) is repeated, and once;
  anything else is ``AnswerLost``.
* Waiting for a connection is first come, first served; a cancelled call gives its place back at once.
* ``request_data.begins``, where it has one, is called just before the request's first byte is written; if it
  raises, nothing is sent.
* An upload from an open file is read whole into memory, off the event loop, before it is sent.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import select
from collections.abc import Callable
from typing import IO, Any, Final
from weakref import WeakSet

import aiohttp
import httpx
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http import StreamWriter
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.botapi.form import form_of
from bot.proxy import Proxy, open_session, read_proxy

_ATTEMPTS: Final = 4  # a restarted server closes every idle connection: the last attempt does not look again
_CHUNK: Final = 1 << 16
_DEFAULT: Final = BaseRequest.DEFAULT_NONE
_TOKEN: Final = re.compile(r"/bot([^/]+)/")
# How an HTML form writes names into a part's header, and how the standard transport does.
_QUOTED: Final = {i: f"%{i:02X}" for i in range(32) if i != 27} | {ord('"'): "%22", ord("\\"): "\\\\"}


class NotSent(NetworkError):
    """Telegram has surely not carried out the request; it may be sent again at once or later."""


class OutcomeUnknown(NetworkError):
    """The request was at least partly written and no whole answer came: it may have been carried out."""


class PoolTimeout(NotSent, TimedOut):
    """Every connection stayed busy for ``pool_timeout`` seconds."""


class ConnectTimeout(NotSent, TimedOut):
    """Name look-up, connection, proxy and TLS together took more than ``connect_timeout`` seconds."""


class ConnectFailed(NotSent):
    """There was no connection to write to: refused, unknown host, bad certificate, or a proxy that refuses."""


class WriteTimeout(OutcomeUnknown, TimedOut):
    """The server accepted nothing for ``write_timeout`` seconds; the rest of the request is never sent."""


class ReadTimeout(OutcomeUnknown, TimedOut):
    """Nothing arrived for ``read_timeout`` seconds after the request was written."""


class AnswerLost(OutcomeUnknown):
    """The connection broke, or what arrived was not HTTP, after the request was begun."""


class _Stale(NotSent):
    """The kept-alive connection was closed before anything was written to it."""


class AiohttpRequest(BaseRequest):
    """HTTP/1.1 with kept-alive connections. Parameters and defaults are those of ``HTTPXRequest``, except these:

    ``proxy`` is a ``Proxy`` or its URL: ``http://``, ``https://`` or, with the extra ``socks``, ``socks5://``, with
    ``user:password@`` if need be; anything else is a ``ValueError``. ``trust_env=True`` takes proxies from HTTPS_PROXY,
    HTTP_PROXY and NO_PROXY (and passwords from netrc), which is not done by default. Certificates are trusted as by the
    standard transport: those of certifi, or of SSL_CERT_FILE and SSL_CERT_DIR.

    ``initialize`` needs a running loop; a call before it is a ``RuntimeError``. It and ``shutdown`` may be called
    again, in any order. ``shutdown`` ends the calls in flight with one of the errors above.
    """

    tells_begin = True
    """It calls ``request_data.begins``."""

    def __init__(
        self,
        connection_pool_size: int = 256,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        proxy: str | Proxy | None = None,
        media_write_timeout: float | None = 20.0,
        trust_env: bool = False,
    ) -> None:
        if connection_pool_size < 1:
            raise ValueError("connection_pool_size must be at least 1")
        self._size = connection_pool_size
        self._timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._media_write_timeout = media_write_timeout
        self._proxy = read_proxy(proxy) if isinstance(proxy, str) else proxy
        self._trust_env = trust_env
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(connection_pool_size)
        self._used: WeakSet[asyncio.BaseProtocol] = WeakSet()

    @property
    def read_timeout(self) -> float | None:
        """The default read timeout in seconds."""
        return self._timeouts[0]

    async def initialize(self) -> None:
        """Open the session; does nothing when it is open already."""
        if self._session is None or self._session.closed:
            context = httpx.create_ssl_context()
            context.set_alpn_protocols(["http/1.1"])
            self._slots = asyncio.Semaphore(self._size)
            self._session = open_session(
                self._proxy,
                limit=self._size,
                ssl=context,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=self._trust_env,
            )

    async def shutdown(self) -> None:
        """Close every connection; does nothing when that has been done."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        return object_of(payload)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = _DEFAULT,
        write_timeout: ODVInput[float] = _DEFAULT,
        connect_timeout: ODVInput[float] = _DEFAULT,
        pool_timeout: ODVInput[float] = _DEFAULT,
    ) -> tuple[int, bytes]:
        """The answer's status and body, whatever the status is. Raises what the head of this module lists."""
        session, slots = self._session, self._slots
        if session is None:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        read, write, connect, pool = self._timeouts
        if request_data and request_data.contains_files:
            write = self._media_write_timeout
        connect, read = _or(connect_timeout, connect), _or(read_timeout, read)
        write, pool = _or(write_timeout, write), _or(pool_timeout, pool)
        timeout = aiohttp.ClientTimeout(connect=connect, sock_read=read)
        kind, content = await _encoded(request_data)
        reads = method == "GET" or url.rpartition("/")[2].lower().startswith("get")
        error: NetworkError | None = None
        if not await _entered(slots, pool):
            raise PoolTimeout(
                f"Pool timeout: all {self._size} connections are busy. Request was *not* sent to Telegram. "
                "Consider adjusting the connection pool size or the pool timeout."
            )
        try:
            for attempt in range(1, _ATTEMPTS + 1):
                used = self._used if attempt < _ATTEMPTS else None
                body = None if method == "GET" else _Body(content, kind, write, used)
                if body is not None:
                    body.begins = getattr(request_data, "begins", body.begins)
                try:
                    async with session.request(
                        method,
                        URL(url, encoded=True),
                        data=body,
                        timeout=timeout,
                        allow_redirects=False,
                    ) as response:
                        return response.status, _clean(await response.read(), response.status, method, url)
                except Exception as exc:
                    # Raised below, outside this handler: the cause and the context would carry the URL.
                    error = _judged(exc, body, url)
                again = isinstance(error, AnswerLost) and reads and attempt == 1
                if not again and not isinstance(error, _Stale):
                    break
        finally:
            slots.release()
        assert error is not None
        raise error


def object_of(payload: bytes) -> dict[str, Any]:
    """The JSON object in an answer. Raises TelegramError and logs nothing, while the standard transport writes the
    whole body and a traceback into the log for every answer that is something else.
    """
    try:
        found = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise TelegramError("Invalid server response")
    if found.get("ok") is True:
        found.setdefault("result", True)
    return found


class _Body(aiohttp.Payload):
    """A request's body that knows whether any of the request was written, and that limits the time of each write."""

    def __init__(
        self, content: bytes, kind: str, timeout: float | None, used: WeakSet[asyncio.BaseProtocol] | None
    ) -> None:
        super().__init__(content, content_type=kind)
        self._size = len(content)
        self._timeout, self._used = timeout, used
        self.started = self.timed_out = False
        self.begins: Callable[[], None] = lambda: None  # called just before the first byte is written

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        raise TypeError("a request body is only ever written")

    async def write(self, writer: AbstractStreamWriter) -> None:
        assert isinstance(writer, StreamWriter)
        transport = writer.transport
        if transport is None or transport.is_closing():
            raise ConnectionResetError
        if self._used is not None:
            # Only where a request went before: a new TLS connection is readable when session tickets came.
            if writer.protocol in self._used and _readable(transport):
                raise ConnectionResetError
            self._used.add(writer.protocol)
        self.begins()  # it may refuse, and then nothing has gone
        self.started = True
        try:
            for start in range(0, len(self._value), _CHUNK):
                await writer.write(self._value[start : start + _CHUNK], drain=False)
                async with asyncio.timeout(self._timeout):
                    await writer.drain()
        except TimeoutError:
            self.timed_out = True
            transport.abort()  # close() would go on delivering what is buffered
            raise


async def _encoded(data: RequestData | None) -> tuple[str, bytes]:
    """Content type and body, byte for byte as the standard transport makes them, except for the boundary."""
    if not data or not data.contains_files:
        return "application/x-www-form-urlencoded", _form(data) if data else b""
    boundary = os.urandom(16).hex()
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="'
    parts = [
        f'{head}{name.translate(_QUOTED)}"\r\n\r\n{value}\r\n'.encode() for name, value in data.json_parameters.items()
    ]
    for name, (filename, content, kind) in data.multipart_data.items():
        names = f'{name.translate(_QUOTED)}"; filename="{filename.translate(_QUOTED)}"'
        parts.append(f"{head}{names}\r\nContent-Type: {kind}\r\n\r\n".encode())
        parts += content if isinstance(content, bytes) else await asyncio.to_thread(_read, content), b"\r\n"
    return f"multipart/form-data; boundary={boundary}", b"".join([*parts, f"--{boundary}--\r\n".encode()])


def _form(data: RequestData) -> bytes:
    if isinstance(data, RequestData):
        return form_of(data.parameters)
    return data.url_encoded_parameters().encode()  # an alert's, whose text was written once for all chats


def _read(file: IO[bytes]) -> bytes:
    if file.seekable():
        file.seek(0)
    return file.read()


def _readable(transport: asyncio.Transport) -> bool:
    """Whether something arrived: on an idle connection that can only mean that the server closes it."""
    sock = transport.get_extra_info("socket")
    if sock is None or not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))


async def _entered(slots: asyncio.Semaphore, limit: float | None) -> bool:
    try:
        async with asyncio.timeout(limit if slots.locked() else None):
            await slots.acquire()
    except TimeoutError:
        return False
    return True


def _judged(exc: Exception, body: _Body | None, url: str) -> NetworkError:
    name = type(exc).__name__
    if isinstance(exc, aiohttp.ConnectionTimeoutError):
        return ConnectTimeout("Connect timeout: no connection in time. Request was *not* sent to Telegram.")
    if isinstance(exc, aiohttp.ClientHttpProxyError):
        return ConnectFailed(f"{name}: the proxy answered {exc.status}. Request was *not* sent to Telegram.")
    if isinstance(exc, aiohttp.ClientConnectorError):
        text = f"{name}: {exc}. Request was *not* sent to Telegram."
        return ConnectFailed(text.replace(_secret(url), "***"))
    if body is not None and body.timed_out:
        return WriteTimeout("Write timeout: Telegram stopped taking the request. Its outcome is unknown.")
    if body is not None and not body.started:
        lost = isinstance(exc, aiohttp.ClientOSError | aiohttp.ServerDisconnectedError)
        return (_Stale if lost else ConnectFailed)(f"{name}. Request was *not* sent to Telegram.")
    if isinstance(exc, TimeoutError):
        return ReadTimeout("Read timeout: no answer in time. The request was sent, its outcome is unknown.")
    why = f" ({os.strerror(exc.errno)})" if isinstance(exc, OSError) and exc.errno else ""
    return AnswerLost(f"{name}{why}: the connection broke before the answer. The outcome is unknown.")


def _secret(url: str) -> str:
    """The part of a URL that must not be shown: the token after the bot's id, which no quoting changes."""
    found = _TOKEN.search(url)
    return found[1].rpartition(":")[2] or url if found else url


def _clean(answer: bytes, status: int, method: str, url: str) -> bytes:
    """The answer, with the token struck out of error pages. A file and a well-formed answer are left as they are."""
    if status < 300 and (method == "GET" or answer.startswith(b"{")):
        return answer
    return answer.replace(_secret(url).encode(), b"***")


def _or(value: ODVInput[float], default: float | None) -> float | None:
    return default if isinstance(value, DefaultValue) else value
