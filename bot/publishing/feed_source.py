"""Where a watched feed lies: a folder, or an address. Nothing is read from outside of it."""

from __future__ import annotations

import asyncio
import base64
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from bot.i18n import N_
from bot.proxy import open_session
from bot.publishing.feed import FeedWrong, shown

if TYPE_CHECKING:
    import aiohttp

    from bot.proxy import Proxy

    ProxyFor = Callable[[str], Proxy | None]

FEED = "feed.json"
LARGEST_FEED = 1024 * 1024
LARGEST_FILE = 5 * 1024 * 1024
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
PORTS = {"http": 80, "https": 443}

Origin = tuple[str, str, int]
"""Scheme, host and port."""


class FeedSource(Protocol):
    """The place where the feed lies."""

    async def feed(self) -> bytes | None:
        """The feed, or None if it has not changed since the last time. Raises FeedWrong."""

    async def file(self, name: str) -> bytes:
        """A file of the feed, of at most ``LARGEST_FILE`` bytes. Raises FeedWrong."""


class Folder:
    """A folder with a ``feed.json``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int, int] | None = None

    async def feed(self) -> bytes | None:
        return await asyncio.to_thread(self._feed)

    def _feed(self) -> bytes | None:
        path = self._path / FEED
        try:
            found = path.stat()
        except OSError as error:
            raise _unreadable(FEED, error) from error
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        if stamp == self._seen:
            return None
        data = _read(path, LARGEST_FEED)
        self._seen = stamp
        return data

    async def file(self, name: str) -> bytes:
        return await asyncio.to_thread(self._file, name)

    def _file(self, name: str) -> bytes:
        try:
            path = (self._path / name).resolve()
            inside = path.is_relative_to(self._path.resolve())
        except (OSError, ValueError, RuntimeError) as error:  # a name that no file can have, a circle of links
            raise FeedWrong(UNREADABLE, file=shown(name)) from error
        if not inside:
            raise FeedWrong(OUTSIDE, file=shown(name))
        return _read(path, LARGEST_FILE)


def _read(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file. A pipe or a device is refused: reading it could wait for ever."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FeedWrong(NOT_ORDINARY, file=shown(path.name))
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path.name, error) from error
    if len(data) > most:
        raise FeedWrong(TOO_LARGE, file=shown(path.name), most=most // 1024)
    return data


def _unreadable(name: str, error: Exception) -> FeedWrong:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FeedWrong(NO_FILE, file=shown(name))
    return FeedWrong(NOT_ORDINARY if isinstance(error, IsADirectoryError) else UNREADABLE, file=shown(name))


def _without_waiting(path: str, flags: int) -> int:
    """Open a pipe at once, even when nobody writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


class Address:
    """A feed on the web; an unchanged one costs a 304. Only its own scheme, host and port are ever asked, wherever an
    entry or a redirect points. A user and a password in the address are sent, and stand in no message of ours.
    """

    def __init__(self, url: str, proxy_for: ProxyFor = lambda address: None) -> None:
        self._proxy_for = proxy_for
        parts = urlsplit(url)
        self._url = _without_user(parts)
        self._origin = _origin(parts)
        self._always: dict[str, str] = {}
        if parts.username is not None:
            login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._always["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
        self._known: dict[str, str] = {}

    async def feed(self) -> bytes | None:
        return await self._get(self._url, LARGEST_FEED, self._known)

    async def file(self, name: str) -> bytes:
        data = await self._get(self._within(self._url, name), LARGEST_FILE, None)
        assert data is not None
        return data

    def _within(self, base: str, target: str) -> str:
        """The address of a target, which must lie where the feed does."""
        try:
            parts = urlsplit(urljoin(base, target))
            origin = _origin(parts)
        except ValueError as error:
            raise FeedWrong(NO_ADDRESS, file=shown(target)) from error
        if not parts.hostname or parts.scheme not in PORTS:
            raise FeedWrong(NO_ADDRESS, file=shown(target))
        if origin != self._origin:
            raise FeedWrong(ELSEWHERE, file=shown(target), place=shown(self._url))
        return _without_user(parts)

    async def _get(self, url: str, most: int, known: dict[str, str] | None) -> bytes | None:
        # Imported here: an installation that watches nothing, or a folder, needs no client.
        import aiohttp

        timeout = aiohttp.ClientTimeout(total=60, sock_read=30)
        headers = self._always | (known or {})
        try:
            async with open_session(self._proxy_for(url), timeout=timeout) as session:
                for _ in range(MOST_REDIRECTS + 1):
                    async with session.get(url, headers=headers, allow_redirects=False) as answer:
                        if answer.status not in REDIRECTS:
                            return await _body(answer, shown(url), most, known)
                        url = self._within(url, answer.headers.get("Location", ""))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise FeedWrong(UNREACHABLE, file=shown(url)) from error
        raise FeedWrong(CIRCLE, file=shown(url))


async def _body(answer: aiohttp.ClientResponse, name: str, most: int, known: dict[str, str] | None) -> bytes | None:
    """What was answered; None for "not modified". ``known`` keeps what to ask with the next time."""
    if answer.status == 304 and known:
        return None
    if answer.status != 200:
        raise FeedWrong(ANSWERED, file=name, status=answer.status)
    data = await answer.content.read(most + 1)
    while len(data) <= most and (more := await answer.content.read(most + 1 - len(data))):
        data += more
    if len(data) > most:
        raise FeedWrong(TOO_LARGE, file=name, most=most // 1024)
    if known is not None:
        pairs = (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
        known.clear()
        known.update({asks: answer.headers[says] for asks, says in pairs if says in answer.headers})
    return data


def _origin(parts: SplitResult) -> Origin:
    return (parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0))


def _without_user(parts: SplitResult) -> str:
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()


def source_of(where: str, proxy_for: ProxyFor = lambda address: None) -> FeedSource:
    """The source for a folder's path or an address."""
    return Address(where, proxy_for) if "://" in where else Folder(Path(where).expanduser())


NO_FILE = N_("{file}: is not there (yet). It is looked for again.")
UNREADABLE = N_("{file}: cannot be read.")
NOT_ORDINARY = N_("{file}: is not an ordinary file.")
OUTSIDE = N_("{file}: lies outside of the watched folder.")
TOO_LARGE = N_("{file}: is larger than {most} kB.")
NO_ADDRESS = N_("{file}: is not an address that can be fetched.")
ELSEWHERE = N_("{file}: lies at another address than the feed ({place}); only the feed's own server is asked.")
ANSWERED = N_("{file}: the server answered {status}.")
UNREACHABLE = N_("{file}: the server cannot be reached.")
CIRCLE = N_("{file}: the server leads on too many times.")
