"""Who asks for pages in the benchmark, in a process of its own: as fast as it can, or so many a second."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import statistics
import subprocess
import time
from urllib.request import urlopen

from tests.bench.web import CONNECTIONS, HOST, PAGE, PER_SECOND, REQUEST

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
COUNT = re.compile(r"(\d+) requests in")
LOC = re.compile(r"<loc>([^<]*)</loc>")
SOME = 100
"""So many addresses are asked for in turn."""


class PageClient:
    """One connection that is kept."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def to(cls, port: int) -> PageClient:
        return cls(*await asyncio.open_connection(HOST, port, limit=1 << 20))

    async def get(self, address: str) -> float:
        """Ask for an address, read the whole of it; returns the seconds until it began."""
        began = time.perf_counter()
        self._writer.write((REQUEST % address).encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        first = time.perf_counter() - began
        length = LENGTH.search(head)
        assert length is not None, head
        await self._reader.readexactly(int(length[1]))
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 429")):
            raise RuntimeError(f"{address}: {head[:40]!r}")
        return first


def addresses(port: int) -> list[str]:
    """The addresses of the site, without host, as its sitemap has them."""
    with urlopen(f"http://{HOST}:{port}/sitemap.xml", timeout=30) as answer:
        return LOC.findall(answer.read().decode())


async def storm(port: int, seconds: float) -> dict[str, float]:
    """One page, by all connections, as fast as they can."""
    print("ready", flush=True)
    command = shutil.which("wrk")
    if command is not None:
        url, header = f"http://{HOST}:{port}{PAGE}", "Accept-Encoding: gzip"
        wrk = [command, "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "-H", header, url]
        said = subprocess.run(wrk, capture_output=True, text=True, check=True).stdout  # noqa: ASYNC221 - alone here
        found = COUNT.search(said)
        if found is None or "Non-2xx" in said:
            raise RuntimeError(said)
        return {"count": int(found[1])}
    return await _all(port, seconds, [PAGE])


async def cold(port: int, seconds: float) -> dict[str, float]:
    """Every connection asks for other pages, none of them twice."""
    every = addresses(port)
    print("ready", flush=True)
    begin = int(time.time() * 1000) % len(every)
    return await _all(port, seconds, every[begin:] + every[:begin])


async def _all(port: int, seconds: float, every: list[str]) -> dict[str, float]:
    until, count = time.perf_counter() + seconds, 0

    async def ask(client: PageClient, place: int) -> None:
        nonlocal count
        while time.perf_counter() < until:
            await client.get(every[place % len(every)])
            place += CONNECTIONS
            count += 1

    clients = [await PageClient.to(port) for _ in range(CONNECTIONS)]
    await asyncio.gather(*(ask(client, place) for place, client in enumerate(clients)))
    return {"count": count}


async def paced(port: int, seconds: float) -> dict[str, float]:
    """So many pages a second, of those that were asked for before, each at its time however long others take."""
    every = addresses(port)[:SOME]
    client = await PageClient.to(port)
    for address in every:
        await client.get(address)
        await asyncio.sleep(0.055)  # a page that is not kept is made for one address at most so often
    return await _steadily(port, seconds, every)


async def healthy(port: int, seconds: float) -> dict[str, float]:
    """The same of what is no page: how late the machine is with anything."""
    return await _steadily(port, seconds, ["/healthz"])


async def _steadily(port: int, seconds: float, every: list[str]) -> dict[str, float]:
    clients = [await PageClient.to(port) for _ in range(CONNECTIONS)]
    free: asyncio.Queue[PageClient] = asyncio.Queue()
    for client in clients:
        free.put_nowait(client)
    print("ready", flush=True)
    times: list[float] = []

    async def ask(address: str) -> None:
        began = time.perf_counter()
        client = await free.get()
        waited = time.perf_counter() - began
        times.append((waited + await client.get(address)) * 1000)
        free.put_nowait(client)

    began, asked = time.perf_counter(), []
    for number in range(int(seconds * PER_SECOND)):
        await asyncio.sleep(began + number / PER_SECOND - time.perf_counter())
        asked.append(asyncio.create_task(ask(every[number % len(every)])))
    await asyncio.gather(*asked)
    return {"p95": statistics.quantiles(times, n=20)[-1]}


def contend(kind: str, port: str, seconds: str) -> None:
    work = {"storm": storm, "cold": cold, "paced": paced, "healthy": healthy}[kind]
    print(json.dumps(asyncio.run(work(int(port), float(seconds)))), flush=True)
