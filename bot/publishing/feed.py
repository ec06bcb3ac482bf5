"""Watches a folder or an address for new releases: CHISOTINH_WATCH.

The feed is a JSON array of releases: ``[{"index": "766", "period": "2026-10-10", "title": "…", "source": "https://…",
"announced": "2026-10-11", "file": "766-2026-10-10.csv", "sha256": "…"}]``; ``title_en``, ``partial`` (true) and, for a
correction, ``why`` may be added. ``file`` is relative to the feed; in a folder the feed is called ``feed.json``.

A new entry is fetched, compared with its sha256 and checked; it then waits for an operator's [Publish] or, with
CHISOTINH_WATCH_TRUST=1 and no warning, is published automatically.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
import logging
import os
import re
import stat
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin

from bot.proxy import Proxy, open_session
from bot.publishing.request import Announcement, request_of
from bot.publishing.service import Checked, NoReason, Publisher, Refused
from data.alerts.model import Published
from data.errors import PublishingRefused
from data.releases.publishing import Publishing
from data.store import Store

log = logging.getLogger(__name__)

FEED = "feed.json"
LARGEST_FEED = 1024 * 1024
LARGEST_FILE = 5 * 1024 * 1024
MOST_ENTRIES = 1000
EVERY = dt.timedelta(minutes=5)
AT_MOST = dt.timedelta(hours=1)
SHA256 = re.compile(r"[0-9a-f]{64}")
PERIOD = re.compile(r"20\d\d(-\d\d(-\d\d)?)?")
WHO = "watch"
ProxyFor = Callable[[str], Proxy | None]


class FeedWrong(Exception):
    """The feed or a file of it cannot be used; the text says why, for operators."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One release of the feed."""

    index: str
    period: str
    title: str
    title_en: str
    source: str
    announced: dt.date | None
    file: str
    sha256: str
    partial: bool
    why: str


EntryOutcome = Checked | Refused | NoReason | Published | FeedWrong
"""What became of an entry: it waits for an operator, cannot be published, lacks a reason, was published automatically,
or could not be fetched.
"""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A new entry, and what became of it."""

    entry: FeedEntry
    outcome: EntryOutcome


class FeedSource(Protocol):
    """The place where the feed lies."""

    async def feed(self) -> bytes | None:
        """The feed, or None if it has not changed since the last time. Raises FeedWrong, OSError."""

    async def file(self, name: str) -> bytes:
        """A file of the feed, of at most ``LARGEST_FILE`` bytes. Raises FeedWrong, OSError."""


class Folder:
    """A folder with a ``feed.json``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None

    async def feed(self) -> bytes | None:
        return await asyncio.to_thread(self._feed)

    def _feed(self) -> bytes | None:
        path = self._path / FEED
        found = path.stat()
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp == self._seen:
            return None
        data = _read(path, LARGEST_FEED)
        self._seen = stamp
        return data

    async def file(self, name: str) -> bytes:
        path = (self._path / name).resolve()
        if not path.is_relative_to(self._path.resolve()):
            raise FeedWrong(f"{name}: lies outside of the watched folder")
        return await asyncio.to_thread(_read, path, LARGEST_FILE)


def _read(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file. A pipe or a device is refused: reading it could wait for ever."""
    with open(path, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise FeedWrong(f"{path.name}: is not an ordinary file")
        data = file.read(most + 1)
    if len(data) > most:
        raise FeedWrong(f"{path.name}: is larger than {most // 1024} kB")
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe at once, even when nobody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


class Address:
    """A feed on the web, fetched through the proxy that ``proxy_for`` names; an unchanged one costs a 304."""

    def __init__(self, url: str, proxy_for: ProxyFor = lambda address: None) -> None:
        self._url = url
        self._proxy_for = proxy_for
        self._known: dict[str, str] = {}

    async def feed(self) -> bytes | None:
        return await self._get(self._url, LARGEST_FEED, self._known)

    async def file(self, name: str) -> bytes:
        url = urljoin(self._url, name)
        if not url.startswith(("http://", "https://")):
            raise FeedWrong(f"{name}: is not an address that can be fetched")
        data = await self._get(url, LARGEST_FILE, None)
        assert data is not None
        return data

    async def _get(self, url: str, most: int, known: dict[str, str] | None) -> bytes | None:
        # Imported here: an installation that watches nothing, or a folder, needs no client.
        import aiohttp

        timeout = aiohttp.ClientTimeout(total=60, sock_read=30)
        try:
            proxy = self._proxy_for(url)
            async with open_session(proxy, timeout=timeout) as session, session.get(url, headers=known) as answer:
                if answer.status == 304 and known:
                    return None
                if answer.status != 200:
                    raise FeedWrong(f"{url}: answered {answer.status}")
                data = await answer.content.read(most + 1)
                while len(data) <= most and (more := await answer.content.read(most + 1 - len(data))):
                    data += more
                if len(data) > most:
                    raise FeedWrong(f"{url}: is larger than {most // 1024} kB")
                if known is not None:
                    pairs = (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
                    known.clear()
                    known.update({asks: answer.headers[says] for asks, says in pairs if says in answer.headers})
                return data
        except (aiohttp.ClientError, TimeoutError) as error:
            raise FeedWrong(f"{url}: cannot be reached ({type(error).__name__})") from error


def source_of(where: str, proxy_for: ProxyFor = lambda address: None) -> FeedSource:
    """The source for a folder's path or an address."""
    return Address(where, proxy_for) if "://" in where else Folder(Path(where).expanduser())


def read_feed(data: bytes) -> tuple[FeedEntry, ...]:
    """The entries of a feed. Raises FeedWrong for the first one that is not as documented."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise FeedWrong("the feed is not JSON") from None
    if not isinstance(found, list) or len(found) > MOST_ENTRIES:
        raise FeedWrong(f"the feed is not an array of at most {MOST_ENTRIES} releases")
    return tuple(_entry(one, number) for number, one in enumerate(found, 1))


def _entry(one: Any, number: int) -> FeedEntry:
    def text(key: str, *, must: bool = True) -> str:
        value = one.get(key, "")
        if not isinstance(value, str) or (must and not value.strip()) or len(value) > 1000:
            raise FeedWrong(f"release {number} of the feed: {key!r} must be a text")
        return value.strip()

    if not isinstance(one, dict):
        raise FeedWrong(f"release {number} of the feed is not an object")
    period, sha256, announced = text("period"), text("sha256").lower(), text("announced", must=False)
    if not PERIOD.fullmatch(period):
        raise FeedWrong(f"release {number} of the feed: 'period' must be like 2025 or 2026-10-10")
    if not SHA256.fullmatch(sha256):
        raise FeedWrong(f"release {number} of the feed: 'sha256' must be 64 hexadecimal digits")
    try:
        day = dt.date.fromisoformat(announced) if announced else None
    except ValueError:
        raise FeedWrong(f"release {number} of the feed: 'announced' must be like 2026-10-11") from None
    return FeedEntry(
        index=text("index"),
        period=period,
        title=text("title"),
        title_en=text("title_en", must=False),
        source=text("source"),
        announced=day,
        file=text("file"),
        sha256=sha256,
        partial=one.get("partial") is True,
        why=text("why", must=False),
    )


class Watch:
    """Looks into one feed. Each entry is handled once in the life of the process, and never if it is in force."""

    def __init__(
        self, place: FeedSource, publisher: Publisher, publishing: Publishing, store: Store, *, trust: bool
    ) -> None:
        self._place = place
        self._publisher = publisher
        self._publishing = publishing
        self._store = store
        self._trust = trust
        self._handled: set[str] = set()

    async def look(self) -> list[tuple[NewEntry, bytes]]:
        """The new entries, each with its file's bytes. Raises FeedWrong and OSError when the feed cannot be read."""
        data = await self._place.feed()
        if data is None:
            return []
        entries = read_feed(data)
        known = {status.file_hash for status in await self._publishing.releases()} | self._handled
        found: list[tuple[NewEntry, bytes]] = []
        for entry in entries:
            if entry.sha256 in known:
                continue
            known.add(entry.sha256)
            outcome, file = await self._handle(entry)
            if not isinstance(outcome, FeedWrong):
                self._handled.add(entry.sha256)
            found.append((NewEntry(entry, outcome), file))
        return found

    async def _handle(self, entry: FeedEntry) -> tuple[EntryOutcome, bytes]:
        try:
            file = await self._place.file(entry.file)
        except (FeedWrong, OSError) as error:
            return FeedWrong(f"{entry.file}: {error}"), b""
        if hashlib.sha256(file).hexdigest() != entry.sha256:
            return FeedWrong(f"{entry.file}: is not the file that the feed's sha256 names"), b""
        catalogue = self._store.catalogue
        if entry.index not in catalogue.indices:
            return FeedWrong(f"{entry.file}: there is no index {entry.index!r}"), b""
        said = Announcement(
            title=entry.title,
            title_en=entry.title_en,
            source=entry.source,
            announced=entry.announced,
            partial=entry.partial,
        )
        request = request_of(catalogue, entry.index, entry.period, said)
        checked = await self._publisher.check(entry.file, file, request, entry.why)
        if not isinstance(checked, Checked) or not self._trust or checked.warnings:
            return checked, file
        try:
            return await self._publisher.publish(checked, WHO), file
        except PublishingRefused as error:
            return FeedWrong(f"{entry.file}: {error}"), file


async def keep_watching(
    watch: Watch,
    tell: Callable[[NewEntry | FeedWrong, bytes], Awaitable[None]],
    *,
    every: dt.timedelta = EVERY,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Look again and again until cancelled; after failures ever less often, down to once an hour. The first failure in
    a row is told, the others are only logged.
    """
    wait, failing = every, False
    while True:
        try:
            for found, file in await watch.look():
                await tell(found, file)
            wait, failing = every, False
        except (FeedWrong, OSError) as error:
            wait = min(AT_MOST, wait * 2)
            log.warning("the watched feed cannot be read: %s", error)
            if not failing:
                await tell(error if isinstance(error, FeedWrong) else FeedWrong(str(error)), b"")
            failing = True
        except Exception:
            wait = min(AT_MOST, wait * 2)
            log.exception("watching failed")
        await pause(wait.total_seconds())
