"""Connections that are listened for, bounded in number and in time: what every server of this program stands behind.

A client that does not finish its request is cut, and one that comes when too many are there is refused in words.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

BUSY: Final = b"Too many connections are open here; please come again in a few seconds.\n"
REFUSAL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nServer: chisotinh\r\nContent-Type: text/plain; charset=utf-8\r\n"
    b"Retry-After: 3\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(BUSY), BUSY)
)
SERVER: Final = {"Server": "chisotinh"}
"""By which a server of this program is known."""
SOCKETS: Final = "CHISOTINH_SOCKETS"
"""The environment's name for the sockets that a process inherits: ``HOST:PORT=NUMBER``, with commas between."""
SWEEP: Final = 0.5
"""Seconds between two looks for connections whose time is over."""
WAITING, AT_ONCE = 1024, 64
"""How many connections the system keeps for us while we do other things, and how many of them are taken in one turn of
the loop: in a storm those who were refused leave between two turns, and the bot has its own.
"""
LEAVING, LEAVE = 128, 2.0
"""How many of the refused may still be heard out, and for how many seconds. Closed before it was read, what they sent
would break the connection off, and with some systems and proxies the words of the refusal are lost.
"""


class CannotListen(Exception):
    """An address cannot be had: another program has it, or the system does not let us. The text is the address."""


class _OfOurs(logging.Filter):
    """Lets only mistakes of ours through: aiohttp would log the head of a request that it cannot read, secrets and all,
    with a traceback for each.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return error is not None and not isinstance(error, HttpProcessingError)


SERVER_LOG: Final = logging.getLogger("bot.listening.server")
"""The logger for every server here."""
SERVER_LOG.addFilter(_OfOurs())


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many connections there may be, and for how many seconds: until the first byte of a first request is followed
    by the whole of its headers, for one request and its answer, and without one.
    """

    connections: int = 256
    headers: float = 10.0
    request: float = 60.0
    idle: float = 75.0
    ending: float = 1.0
    """Seconds that requests have to end when listening ends."""


class _Door(asyncio.Protocol):
    """One connection: it passes everything on to aiohttp, and knows when its time is over."""

    __slots__ = ("_doors", "_inner", "deadline", "transport")

    def __init__(self, doors: Doors) -> None:
        self._doors = doors
        self._inner: web.RequestHandler | None = None
        self.deadline = 0.0
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._inner = self._doors.enter(self)
        if self._inner is not None:
            self._inner.connection_made(transport)
            return
        self.transport.write(REFUSAL)
        if self._doors.hears_out(self):
            self.transport.write_eof()  # what still comes is read and dropped, until the other side closes too
        else:
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        if self._inner is not None:
            self._inner.data_received(data)

    def eof_received(self) -> None:
        if self._inner is not None:
            self._inner.eof_received()

    def pause_writing(self) -> None:
        if self._inner is not None:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        if self._inner is not None:
            self._inner.resume_writing()

    def connection_lost(self, error: BaseException | None) -> None:
        self._doors.leave(self, self._inner)
        if self._inner is not None:
            self._inner.connection_lost(error)


class Doors:
    """All connections of one server."""

    def __init__(self, server: web.Server, bounds: Bounds) -> None:
        self._server, self._bounds = server, bounds
        self._loop = asyncio.get_running_loop()
        self._open: dict[asyncio.BaseProtocol, _Door] = {}
        self._leaving: set[_Door] = set()
        self._handler = server.request_handler
        server.request_handler = self._timed

    def __call__(self) -> _Door:
        return _Door(self)

    def enter(self, door: _Door) -> web.RequestHandler | None:
        """aiohttp's side of a new connection; None where too many are open."""
        if len(self._open) >= self._bounds.connections:
            return None
        inner = self._server()
        self._open[inner] = door
        door.deadline = self._loop.time() + self._bounds.headers
        return inner

    def hears_out(self, door: _Door) -> bool:
        """Whether what a refused client sends is still read for a moment."""
        if len(self._leaving) >= LEAVING:
            return False
        self._leaving.add(door)
        door.deadline = self._loop.time() + LEAVE
        return True

    def leave(self, door: _Door, inner: web.RequestHandler | None) -> None:
        if inner is None:
            self._leaving.discard(door)
        else:
            self._open.pop(inner, None)

    async def _timed(self, request: Any) -> web.StreamResponse:
        door = self._open.get(request.protocol)
        if door is None:
            return await self._handler(request)
        door.deadline = self._loop.time() + self._bounds.request
        try:
            return await self._handler(request)
        finally:
            door.deadline = self._loop.time() + self._bounds.idle

    def turn_out(self) -> None:
        """Close those who were refused: listening ends."""
        for door in self._leaving:
            if door.transport is not None:
                door.transport.close()

    async def sweep(self) -> None:
        """Cut, again and again, whoever took too long."""
        while True:
            await asyncio.sleep(SWEEP)
            now = self._loop.time()
            for door in [*self._open.values(), *self._leaving]:
                if door.deadline < now and door.transport is not None:
                    door.transport.abort()


def bound(host: str, port: int) -> socket.socket:
    """A socket at which several processes may listen. Raises CannotListen."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        found = socket.create_server((host, port), family=family, backlog=WAITING)
    except OSError as error:
        raise CannotListen(f"{host}:{port}") from error
    found.setblocking(False)
    return found


def inherited(host: str, port: int) -> socket.socket | None:
    """The socket of an address that the process which started this one has bound; None where there is none."""
    for one in filter(None, os.environ.get(SOCKETS, "").split(",")):
        place, _, number = one.rpartition("=")
        if place == f"{host}:{port}":
            return socket.socket(fileno=os.dup(int(number)))
    return None


@asynccontextmanager
async def listening(
    served: web.Application | web.Server, host: str, port: int, bounds: Bounds = Bounds()
) -> AsyncIterator[int]:
    """Inside of this an aiohttp application, or a server with ``SERVER_LOG``, listens; gives the port, which is chosen
    where 0 is asked for.

    Raises CannotListen. At the end no connection is taken any more, and requests have
    ``bounds.ending`` seconds.
    """
    runner: web.AppRunner | web.ServerRunner
    options: dict[str, Any] = {"handle_signals": False, "shutdown_timeout": bounds.ending}
    if isinstance(served, web.Application):
        options |= {"keepalive_timeout": bounds.idle, "lingering_time": 1.0, "logger": SERVER_LOG}
        runner = web.AppRunner(served, access_log=None, **options)
    else:
        runner = web.ServerRunner(served, **options)
    await runner.setup()
    assert runner.server is not None
    doors = Doors(runner.server, bounds)
    listener: asyncio.Server | None = None
    sweeping = asyncio.create_task(doors.sweep())
    try:
        loop, found = asyncio.get_running_loop(), inherited(host, port)
        try:
            if found is not None:
                listener = await loop.create_server(doors, sock=found, backlog=AT_ONCE)
            else:
                listener = await loop.create_server(doors, host, port, backlog=AT_ONCE)
        except OSError as error:
            raise CannotListen(f"{host}:{port}") from error
        _keep_waiting(listener)
        yield listener.sockets[0].getsockname()[1]
    finally:
        if listener is not None:
            listener.close()
        doors.turn_out()
        await runner.cleanup()
        sweeping.cancel()


def _keep_waiting(listener: asyncio.Server) -> None:
    """asyncio has one number for how many wait and how many it takes in one turn; the first is made larger here."""
    for one in listener.sockets:
        with socket.socket(fileno=os.dup(one.fileno())) as same:
            same.listen(WAITING)
