"""How a webhook stands, looked at from outside: what Telegram says of it, and who has the place where it is taken."""

from __future__ import annotations

import asyncio
import datetime as dt
import errno
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

ListenState = Literal["free", "bot", "taken", "elsewhere", "forbidden"]
"""Of a place: nobody listens there, a bot of ours does, another program does, it is no place of this machine, or this
user may not listen there.
"""
PATIENCE: Final = 2.0
"""Seconds for whoever listens to say who it is."""
EVERYWHERE: Final[Mapping[str, str]] = {"0.0.0.0": "127.0.0.1", "::": "::1"}


@dataclass(frozen=True, slots=True)
class WebhookState:
    """What Telegram tells of a bot's webhook. ``url`` is '' where none is set, ``error_at`` None where no delivery
    failed, ``waiting`` the number of updates that are not delivered.
    """

    url: str = ""
    ip: str = ""
    waiting: int = 0
    error: str = ""
    error_at: dt.datetime | None = None


def state_of(told: Mapping[str, Any]) -> WebhookState:
    """Of the result of getWebhookInfo; what is not of its type is left out."""
    seconds = _number(told, "last_error_date")
    return WebhookState(
        _text(told, "url"),
        _text(told, "ip_address"),
        _number(told, "pending_update_count"),
        _text(told, "last_error_message"),
        dt.datetime.fromtimestamp(seconds, dt.UTC) if 0 < seconds < 1 << 34 else None,
    )


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _number(told: Mapping[str, Any], name: str) -> int:
    value = told.get(name)
    return value if type(value) is int and value >= 0 else 0


async def listen_state(host: str, port: int) -> ListenState:
    """Who has a place. Nothing is left open, and a bot that is asked who it is takes it for a call that it refuses."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        return "elsewhere"
    with socket.socket(family, kind, protocol) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(address)
            return "free"
        except PermissionError:
            return "forbidden"
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                return "elsewhere"
    return "bot" if await _is_ours(EVERYWHERE.get(host, host), port) else "taken"


async def _is_ours(host: str, port: int) -> bool:
    from bot.listening import SERVER  # with aiohttp, which nothing else here needs

    writer: asyncio.StreamWriter | None = None
    try:
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(b"GET / HTTP/1.1\r\nHost: doctor\r\nConnection: close\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
    except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return False
    finally:
        if writer is not None:
            writer.close()
    return f"server: {SERVER['Server']}\r\n".encode() in head.lower()
