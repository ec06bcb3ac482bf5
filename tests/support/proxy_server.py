"""A proxy on loopback: it forwards plain requests, opens tunnels (CONNECT) and speaks SOCKS5, all on one port.

``hosts`` says where a name leads, so that a test's made-up hosts are reached through the proxy only. ``asked`` lists
where it was asked to go; ``refuse`` is a status that it answers everything with.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import urlsplit

Place = tuple[str, int]


class ProxyServer:
    def __init__(self, hosts: Mapping[str, Place], *, user: str = "", password: str = "", refuse: int = 0) -> None:
        self.asked: list[str] = []
        self.refuse = refuse
        self._hosts, self._user, self._password = hosts, user, password
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> ProxyServer:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            first = await reader.readexactly(1)
            await (self._socks(reader, writer) if first == b"\5" else self._http(first, reader, writer))
        writer.close()
        self._tasks.discard(task)

    async def _http(self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = first + await reader.readuntil(b"\r\n\r\n")
        line, *fields = head.decode("latin-1").split("\r\n")
        method, target, _ = line.split()
        self.asked.append(f"{method} {target.partition('/bot')[0]}")
        given = {name.lower(): value for name, _, value in (one.partition(": ") for one in fields)}
        wanted = "Basic " + base64.b64encode(f"{self._user}:{self._password}".encode()).decode()
        refused = self.refuse or (407 if self._user and given.get("proxy-authorization") != wanted else 0)
        if refused:
            writer.write(f"HTTP/1.1 {refused} No\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
            return
        if method == "CONNECT":
            host, _, port = target.rpartition(":")
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await self._through(host, int(port), b"", reader, writer)
            return
        parts = urlsplit(target)
        kept = [one for one in fields if one and not one.lower().startswith("proxy-")]
        sent = "\r\n".join([f"{method} {parts.path} HTTP/1.1", *kept, "", ""]).encode("latin-1")
        await self._through(parts.hostname or "", parts.port or 80, sent, reader, writer)

    async def _socks(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly((await reader.readexactly(1))[0])
        writer.write(b"\5\2" if self._user else b"\5\0")
        if self._user:
            await reader.readexactly(1)
            user = await reader.readexactly((await reader.readexactly(1))[0])
            password = await reader.readexactly((await reader.readexactly(1))[0])
            good = (user.decode(), password.decode()) == (self._user, self._password)
            writer.write(b"\1\0" if good else b"\1\1")
            if not good:
                return
        kind = (await reader.readexactly(4))[3]
        assert kind == 3, "the name of the host is for the proxy to look up"
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        port = int.from_bytes(await reader.readexactly(2), "big")
        self.asked.append(f"SOCKS {host}:{port}")
        writer.write(b"\5\5\0\1" + bytes(6) if self.refuse else b"\5\0\0\1" + bytes(6))
        if not self.refuse:
            await self._through(host, port, b"", reader, writer)

    async def _through(
        self, host: str, port: int, sent: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        there, to = await asyncio.open_connection(*self._hosts.get(host, (host, port)))
        to.write(sent)
        await asyncio.gather(_copy(reader, to), _copy(there, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()
