"""How the Bot API is reached from here, told apart for a person who has to mend it; nothing is repeated."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import socket
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from bot.botapi.webhook_state import WebhookState, state_of
from bot.proxy import Proxy, open_session

ReachKind = Literal[
    "ok", "unknown_token", "server", "not_telegram",
    "dns", "refused", "no_route", "timeout", "silent", "tls", "cut_off",
    "proxy_unreachable", "proxy_password", "proxy_refused",
]  # fmt: skip
"""What came of it, in a word."""

CONNECT: Final = 10.0
SILENCE: Final = 15.0
"""Seconds until a connection is given up, and until an answer is."""
TELEGRAM: Final = "api.telegram.org"
ELSEWHERE: Final = ("dichvucong.gov.vn", 443)
"""A place in Vietnam that is not blocked: if it is reached and Telegram is not, the network works."""
BLOCKABLE: Final = frozenset({"dns", "refused", "no_route", "timeout", "silent", "tls", "cut_off", "not_telegram"})
"""What a network that blocks Telegram looks like from inside."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What came of the call. ``ahead`` is how far our clock is ahead of the other side's, None where it did not say.

    ``elsewhere`` says whether another address is reached, None where that was not tried: with a proxy, or where the Bot
    API is not Telegram's own. ``status`` is the answer's, 0 without one; ``username`` is the bot's. ``webhook`` is what
    is told of its webhook, None where that could not be asked.
    """

    kind: ReachKind
    host: str
    proxy: str = ""
    seconds: float = 0.0
    status: int = 0
    username: str = ""
    ahead: dt.timedelta | None = None
    elsewhere: bool | None = None
    webhook: WebhookState | None = None

    @property
    def answered(self) -> bool:
        """Whether a Bot API answered, whatever it said."""
        return self.kind in ("ok", "unknown_token", "server")


async def reach(
    api_url: str,
    token: str,
    proxy: Proxy | None,
    now: Callable[[], dt.datetime],
    elsewhere: Callable[[], Awaitable[bool]] | None = None,
) -> Reach:
    """Ask the Bot API who the bot is; without a ``token`` only whether it answers. Never raises."""
    host = urlsplit(api_url).netloc.rpartition("@")[2]
    began = time.monotonic()
    asked = await _asked(f"{api_url}/bot{token or '0:none'}/", proxy, now)
    kind = asked.kind
    if kind == "unknown_token" and not token:
        kind = "ok"
    if kind == "dns" and _no_network():
        kind = "no_route"
    tried = None
    if kind in BLOCKABLE and proxy is None and urlsplit(api_url).hostname == TELEGRAM:
        tried = await (elsewhere or reached_elsewhere)()
    place = proxy.place if proxy is not None else ""
    return replace(asked, kind=kind, host=host, proxy=place, seconds=time.monotonic() - began, elsewhere=tried)


async def _asked(base: str, proxy: Proxy | None, now: Callable[[], dt.datetime]) -> Reach:
    """What the Bot API says; the way to it is not filled in."""
    import aiohttp
    import httpx

    timeout = aiohttp.ClientTimeout(sock_connect=CONNECT, connect=CONNECT, sock_read=SILENCE)
    try:
        async with open_session(proxy, ssl=httpx.create_ssl_context(), timeout=timeout) as session:
            async with session.get(f"{base}getMe", allow_redirects=False) as answer:
                body, status, ahead = await answer.content.read(1 << 16), answer.status, None
                if "Date" in answer.headers:
                    ahead = _ahead(answer.headers["Date"], now())
            kind, result = _said(body, status)
            if kind != "ok":
                return Reach(kind, "", status=status, ahead=ahead)
            async with session.get(f"{base}getWebhookInfo", allow_redirects=False) as answer:
                said, told = _said(await answer.content.read(1 << 16), answer.status)
            webhook = state_of(told) if said == "ok" else None
            username = str(result.get("username", ""))
            return Reach("ok", "", status=status, username=username, ahead=ahead, webhook=webhook)
    except Exception as error:
        return Reach(_failure(error, proxy is not None), "", status=getattr(error, "status", 0) or 0)


def _said(body: bytes, status: int) -> tuple[ReachKind, dict[str, Any]]:
    """The kind of an answer, and its result."""
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or "ok" not in answer:
        return ("server" if status >= 500 else "proxy_password" if status == 407 else "not_telegram"), {}
    if answer["ok"]:
        result = answer.get("result")
        return "ok", result if isinstance(result, dict) else {}
    return ("unknown_token" if status in (401, 404) else "server"), {}


def _failure(error: Exception, proxied: bool) -> ReachKind:
    """What an exception says of the way to the Bot API."""
    import aiohttp

    seen: list[BaseException] = [error]
    while (cause := getattr(seen[-1], "os_error", None) or seen[-1].__cause__) is not None and len(seen) < 9:
        seen.append(cause)
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return "proxy_password" if error.status == 407 else "proxy_refused"
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return "proxy_unreachable"
    names = {type(one).__name__ for one in seen}
    if names & {"ProxyError"}:  # of the library for SOCKS
        return "proxy_password" if "auth" in str(error).lower() else "proxy_refused"
    if names & {"ProxyConnectionError", "ProxyTimeoutError"}:
        return "proxy_unreachable"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "proxy_unreachable" if proxied else "dns"
    if any(isinstance(one, ssl.SSLError | ssl.CertificateError) for one in seen):
        return "tls"
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return "proxy_unreachable" if proxied else "timeout"
    if any(isinstance(one, TimeoutError) for one in seen):
        return "silent" if isinstance(error, aiohttp.ServerTimeoutError) else "timeout"
    if any(isinstance(one, ConnectionRefusedError) for one in seen):
        return "refused"
    if any(isinstance(one, ConnectionResetError | aiohttp.ServerDisconnectedError) for one in seen):
        return "cut_off"
    if isinstance(error, aiohttp.ClientConnectorError):
        return "no_route"
    return "cut_off" if isinstance(error, aiohttp.ClientError | OSError) else "not_telegram"


def _ahead(date: str, now: dt.datetime) -> dt.timedelta | None:
    """How far ``now`` is ahead of a Date header, whose seconds are cut off."""
    try:
        return now - parsedate_to_datetime(date)
    except (ValueError, TypeError):
        return None


def _no_network() -> bool:
    """Whether this machine has no way to any other network; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))  # an address for documentation
        except OSError:
            return True
    return False


async def reached_elsewhere() -> bool:
    """Whether another address than Telegram's is reached from here."""
    try:
        async with asyncio.timeout(CONNECT):
            _, writer = await asyncio.open_connection(*ELSEWHERE)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
