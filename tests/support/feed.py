"""A feed of releases, as an office would write it into a folder or put on a server."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

HELD = Path(__file__).parent.parent.parent / "data" / "seed" / "held" / "766-2026-10-10.csv"


def entry(data: bytes, **changes: Any) -> dict[str, Any]:
    return {
        "index": "766",
        "period": "2026-10-10",
        "title": "Bộ chỉ số 766, số liệu ngày 10/10/2026",
        "source": "https://dichvucong.gov.vn Cổng Dịch vụ công quốc gia",
        "announced": "2026-10-11",
        "file": "766.csv",
        "sha256": hashlib.sha256(data).hexdigest(),
    } | changes


def put(folder: Path, data: bytes, *entries: Any) -> None:
    (folder / "766.csv").write_bytes(data)
    (folder / "feed.json").write_text(json.dumps(entries or [entry(data)]), "utf-8")


Served = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def served(**answers: Served) -> AsyncIterator[int]:
    """A server on this machine; ``feed`` answers /feed, and so on. Its port."""
    server = web.Application()
    server.add_routes([web.get(f"/{name}", answer) for name, answer in answers.items()])
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
